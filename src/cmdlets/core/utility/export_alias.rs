//! `Export-Alias`.

use super::encoded_file::EncodedFile;
use super::variables::scope_of;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::function::Alias;
use crate::engine::types::datetime::{self, DateTime};
use crate::engine::types::{command_info, variable};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, operators};
use std::rc::Rc;

cmdlet! {
    /// Writes aliases to a file that `Import-Alias` reads.
    ///
    /// # Examples
    /// ```powershell
    /// Export-Alias ./aliases.csv gci, gi
    /// Export-Alias -Path ./all.txt -As Script -Scope Global -Description 'Made today' -Force
    /// Export-Alias -LiteralPath ./some.csv -Name g* -PassThru
    /// Export-Alias -Path ./some.csv -Name s* -Append
    /// Export-Alias -Path ./new.csv -NoClobber
    /// ```
    "Export-Alias" as ExportAlias {
        aliases: &["epal"],
        class: "Microsoft.PowerShell.Commands.ExportAliasCommand",
        default_set: "ByPath",
        should_process: Some(Impact::Medium),
        output_types: &["System.Management.Automation.AliasInfo"],
    }
    parameters {
        /// The file.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// The file, without wildcards.
        "LiteralPath" literal_path: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Which aliases, with wildcards.
        "Name" name: Vec<String> { position: Some(1), pipe: Pipe::ByName },
        /// Sends the aliases on.
        "PassThru" pass_thru: bool,
        /// Rows of text, or a script that sets the aliases.
        "As" as_name: Option<String> { type_name: "Microsoft.PowerShell.Commands.ExportAliasFormat", values: &["Csv", "Script"] },
        /// Writes behind what the file holds.
        "Append" append: bool,
        /// Writes to a read-only file too.
        "Force" force: bool,
        /// Does not replace an existing file.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// A line in front of the aliases.
        "Description" description: Option<String>,
        /// Which scope.
        "Scope" scope: Option<String>,
    }
    state { found: Vec<Rc<Alias>> }
}

impl Cmdlet for ExportAlias {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let names = if self.name.is_empty() { vec!["*".to_string()] } else { self.name.clone() };
        for pattern in names {
            let found = self.matching(context, &pattern)?;
            if found.is_empty() && !operators::has_wildcard(&pattern) {
                missing(context, &pattern)?;
            }
            self.found.extend(found);
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.path.clone().or(self.literal_path.clone()).unwrap_or_default();
        let path = context.engine.resolve_path(&name);
        let shown = path.display().to_string();
        if !context.should_process(&shown, "Export-Alias")? {
            return Ok(());
        }
        if self.no_clobber && path.exists() {
            let message = format!("The file '{shown}' already exists.");
            let class = "System.IO.IOException";
            return context.fail(class, message, "NoClobber", Category::ResourceExists, Value::text(shown));
        }
        let lines = self.lines(context)?;
        EncodedFile::replace(context, &path, self.append, self.force, None, &lines)?;
        if self.pass_thru {
            for alias in std::mem::take(&mut self.found) {
                context.output(command_info::alias(alias))?;
            }
        }
        Ok(())
    }
}

fn missing(context: &mut Context<'_>, pattern: &str) -> Outcome {
    context.fail(
        "System.Management.Automation.ItemNotFoundException",
        format!("This command cannot find a matching alias because an alias with the name '{pattern}' does not exist."),
        "ItemNotFoundException",
        Category::ObjectNotFound,
        Value::text(pattern),
    )
}

impl ExportAlias {
    fn matching(&self, context: &mut Context<'_>, pattern: &str) -> Outcome<Vec<Rc<Alias>>> {
        let fits = |alias: &Rc<Alias>| operators::like(&alias.name, pattern, true);
        Ok(match &self.scope {
            Some(scope) => {
                let scope = scope_of(context, Some(scope))?;
                let mut all: Vec<Rc<Alias>> = scope.aliases.borrow().values().cloned().collect();
                all.retain(fits);
                all
            }
            None => context.engine.aliases().into_iter().filter(fits).collect(),
        })
    }

    fn is_script(&self) -> bool {
        self.as_name.as_deref().is_some_and(|format| format.eq_ignore_ascii_case("Script"))
    }

    fn lines(&self, context: &mut Context<'_>) -> Outcome<String> {
        let environment = |name: &str| context.engine.environment.get(name).cloned().unwrap_or_default();
        let now = datetime::format(&DateTime::now(), "F");
        let mut out = format!(
            "# Alias File\n# Exported by : {}\n# Date/Time : {now}\n# Computer : {}\n",
            environment("USER"),
            environment("HOSTNAME"),
        );
        for line in self.description.as_deref().unwrap_or_default().lines() {
            out.push_str(&format!("# {line}\n"));
        }
        for alias in &self.found {
            let options = convert::display(&variable::options(alias.options.get()));
            let parts = [alias.name.as_ref(), alias.definition.as_ref(), &alias.description, &options];
            out.push_str(&match self.is_script() {
                true => script_line(&parts),
                false => format!("{}\n", parts.map(quoted).join(",")),
            });
        }
        Ok(out)
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// `set-alias -Name:"…" -Value:"…" -Description:"…" -Option:"…"`
fn script_line(parts: &[&str; 4]) -> String {
    let [name, value, description, options] = parts.map(|part| part.replace('"', "`\""));
    format!(
        "set-alias -Name:\"{name}\" -Value:\"{value}\" -Description:\"{description}\" -Option:\"{options}\"\n"
    )
}
