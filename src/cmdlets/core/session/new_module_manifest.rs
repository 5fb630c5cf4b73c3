//! `New-ModuleManifest`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Outcome, member, types};

cmdlet! {
    /// Writes a module's manifest.
    ///
    /// # Examples
    /// ```powershell
    /// $file = Join-Path ([System.IO.Path]::GetTempPath()) 'fedsh-made.psd1'
    /// New-ModuleManifest $file -ModuleVersion 1.2 -RootModule made.psm1
    /// (Test-ModuleManifest $file).RootModule
    /// ```
    "New-ModuleManifest" as NewModuleManifest { module: "Microsoft.PowerShell.Core", should_process: Some(Impact::Low), class: "Microsoft.PowerShell.Commands.NewModuleManifestCommand" }
    parameters {
        /// The file to write.
        "Path" path: String { position: Some(0), mandatory: true },
        /// Modules that it loads itself.
        "NestedModules" nested: Vec<String>,
        /// Its identity; one is made when it is left out.
        "Guid" guid: Option<String>,
        /// Who wrote it.
        "Author" author: Option<String>,
        /// The author's company.
        "CompanyName" company: Option<String>,
        /// The copyright.
        "Copyright" copyright: Option<String>,
        /// The file that is the module.
        "RootModule" root: Option<String> { aliases: &["ModuleToProcess"] },
        /// The version.
        "ModuleVersion" version: Option<String>,
        /// What it is for.
        "Description" description: Option<String>,
        /// The least version of PowerShell.
        "PowerShellVersion" shell: Option<String>,
        /// Modules that have to be there.
        "RequiredModules" required: Vec<String>,
        /// Scripts that run first, in the session.
        "ScriptsToProcess" scripts: Vec<String>,
        /// Functions that it exports.
        "FunctionsToExport" functions: Vec<String>,
        /// Native commands that it exports.
        "CmdletsToExport" cmdlets: Vec<String>,
        /// Variables that it exports.
        "VariablesToExport" variables: Vec<String>,
        /// Aliases that it exports.
        "AliasesToExport" aliases: Vec<String>,
        /// Words to find it by.
        "Tags" tags: Vec<String>,
        /// Goes in front of the nouns.
        "DefaultCommandPrefix" prefix: Option<String>,
        /// Editions that it runs on.
        "CompatiblePSEditions" editions: Vec<String>,
        /// Sends the text too.
        "PassThru" pass_thru: bool,
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn list(items: &[String]) -> String {
    match items {
        [] => "@()".into(),
        [star] if star == "*" => "'*'".into(),
        _ => items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", "),
    }
}

impl Cmdlet for NewModuleManifest {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let file = context.engine.resolve_path(&self.path);
        let text = self.text(context)?;
        if context.should_process(&file.display().to_string(), "Creating the module manifest file")? {
            if let Err(error) = std::fs::write(&file, &text) {
                return context.fail(
                    "System.IO.IOException",
                    format!("{}: {error}", file.display()),
                    "Modules_UnableToWriteModuleManifest",
                    Category::WriteError,
                    Value::text(self.path.as_str()),
                );
            }
            if self.pass_thru {
                context.output(Value::text(text))?;
            }
        }
        Ok(())
    }
}

impl NewModuleManifest {
    fn text(&self, context: &mut Context<'_>) -> Outcome<String> {
        let guid = match &self.guid {
            Some(guid) => guid.clone(),
            None => {
                let made =
                    member::invoke_static(context.engine, &types::named("System.Guid"), "NewGuid", &[])?;
                crate::engine::convert::display(&made)
            }
        };
        let author = self.author.clone().or_else(|| context.engine.environment.get("USER").cloned());
        let author = author.unwrap_or_else(|| "root".into());
        let company = self.company.clone().unwrap_or_else(|| "Unknown".into());
        let copyright =
            self.copyright.clone().unwrap_or_else(|| format!("(c) {author}. All rights reserved."));
        let text = |value: &Option<String>| value.as_deref().map(quoted);
        let all = |items: &Vec<String>, name: &str, context: &Context<'_>| {
            if context.bound(name) { list(items) } else { "'*'".into() }
        };
        let entries: Vec<(&str, &str, Option<String>)> = vec![
            (
                "Script module or binary module file associated with this manifest.",
                "RootModule",
                text(&self.root),
            ),
            (
                "Version number of this module.",
                "ModuleVersion",
                Some(quoted(self.version.as_deref().unwrap_or("0.0.1"))),
            ),
            (
                "Supported PSEditions",
                "CompatiblePSEditions",
                (!self.editions.is_empty()).then(|| list(&self.editions)),
            ),
            ("ID used to uniquely identify this module", "GUID", Some(quoted(&guid))),
            ("Author of this module", "Author", Some(quoted(&author))),
            ("Company or vendor of this module", "CompanyName", Some(quoted(&company))),
            ("Copyright statement for this module", "Copyright", Some(quoted(&copyright))),
            (
                "Description of the functionality provided by this module",
                "Description",
                text(&self.description),
            ),
            (
                "Minimum version of the PowerShell engine required by this module",
                "PowerShellVersion",
                text(&self.shell),
            ),
            (
                "Modules that must be imported into the global environment prior to importing this module",
                "RequiredModules",
                (!self.required.is_empty()).then(|| format!("@({})", list(&self.required))),
            ),
            (
                "Script files (.ps1) that are run in the caller's environment prior to importing this module.",
                "ScriptsToProcess",
                (!self.scripts.is_empty()).then(|| list(&self.scripts)),
            ),
            (
                "Modules to import as nested modules of the module specified in RootModule/ModuleToProcess",
                "NestedModules",
                (!self.nested.is_empty()).then(|| format!("@({})", list(&self.nested))),
            ),
            (
                "Functions to export from this module, for best performance, do not use wildcards and do not delete the entry, use an empty array if there are no functions to export.",
                "FunctionsToExport",
                Some(all(&self.functions, "FunctionsToExport", context)),
            ),
            (
                "Cmdlets to export from this module, for best performance, do not use wildcards and do not delete the entry, use an empty array if there are no cmdlets to export.",
                "CmdletsToExport",
                Some(all(&self.cmdlets, "CmdletsToExport", context)),
            ),
            (
                "Variables to export from this module",
                "VariablesToExport",
                Some(all(&self.variables, "VariablesToExport", context)),
            ),
            (
                "Aliases to export from this module, for best performance, do not use wildcards and do not delete the entry, use an empty array if there are no aliases to export.",
                "AliasesToExport",
                Some(all(&self.aliases, "AliasesToExport", context)),
            ),
            (
                "Default prefix for commands exported from this module. Override the default prefix using Import-Module -Prefix.",
                "DefaultCommandPrefix",
                text(&self.prefix),
            ),
        ];
        let mut lines = vec!["@{".to_string(), String::new()];
        for (comment, name, value) in entries {
            lines.push(format!("# {comment}"));
            lines.push(match value {
                Some(value) => format!("{name} = {value}"),
                None => format!("# {name} = ''"),
            });
            lines.push(String::new());
        }
        lines.push("PrivateData = @{".into());
        lines.push("    PSData = @{".into());
        lines.push(match self.tags.is_empty() {
            true => "        # Tags = @()".into(),
            false => format!("        Tags = {}", list(&self.tags)),
        });
        lines.extend(["    }".to_string(), "}".to_string(), String::new(), "}".to_string(), String::new()]);
        Ok(lines.join("\n"))
    }
}
