//! `New-ModuleManifest`.

use super::manifest_text::{self as text, Entry};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::datetime::{self, DateTime};
use crate::engine::types::hashtable;
use crate::engine::types::io_error;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, types};

cmdlet! {
    /// Writes a module's manifest.
    ///
    /// # Examples
    /// ```powershell
    /// $file = Join-Path ([System.IO.Path]::GetTempPath()) 'fedsh-made.psd1'
    /// Set-Content (Join-Path (Split-Path $file) made.psm1) 'function Get-Made { 1 }'
    /// New-ModuleManifest $file -ModuleVersion 1.2 -RootModule made.psm1
    /// (Test-ModuleManifest $file).RootModule
    /// New-ModuleManifest -Path ./Own.psd1 -RootModule Own.psm1 -ModuleVersion 1.2.0 -Guid (New-Guid) -Author Ann -CompanyName Contoso -Copyright '(c) Contoso' -Description 'Own tools' -PassThru
    /// New-ModuleManifest -Path ./Own.psd1 -FunctionsToExport Get-Own -CmdletsToExport @() -AliasesToExport own -VariablesToExport Colour -DscResourcesToExport @() -DefaultCommandPrefix My
    /// New-ModuleManifest -Path ./Own.psd1 -PowerShellVersion 7.4 -CompatiblePSEditions Core -ProcessorArchitecture None -ClrVersion 4.0 -DotNetFrameworkVersion 4.7 -PowerShellHostName ConsoleHost -PowerShellHostVersion 7.0
    /// New-ModuleManifest -Path ./Own.psd1 -Tags sip, xmpp -ProjectUri https://www.contoso.com/own -LicenseUri https://www.contoso.com/license -IconUri https://www.contoso.com/own.png -ReleaseNotes 'First' -Prerelease beta1 -RequireLicenseAcceptance -HelpInfoUri https://www.contoso.com/help
    /// New-ModuleManifest -Path ./Own.psd1 -RequiredModules Microsoft.PowerShell.Utility -ExternalModuleDependencies Microsoft.PowerShell.Utility -PrivateData @{ Level = 1 }
    /// Set-Content ./Own.ps1xml '<Types/>'
    /// Set-Content ./Views.ps1xml '<Configuration/>'
    /// Set-Content ./Start.ps1 '1'
    /// Set-Content ./Inner.psm1 '2'
    /// New-ModuleManifest -Path ./Own.psd1 -NestedModules Inner.psm1 -ScriptsToProcess Start.ps1 -TypesToProcess Own.ps1xml -FormatsToProcess Views.ps1xml -FileList Own.psm1, Start.ps1 -ModuleList Own.psm1 -RequiredAssemblies System.Web
    /// ```
    "New-ModuleManifest" as NewModuleManifest {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.NewModuleManifestCommand",
        should_process: Some(Impact::Low),
        output_types: &["System.String"],
    }
    parameters {
        /// The file to write.
        "Path" path: Option<String> { position: Some(0), mandatory: true },
        /// Modules that it loads itself, as text or tables.
        "NestedModules" nested_modules: Vec<Value> { type_name: "System.Object[]" },
        /// Its identity; one is made when it is left out.
        "Guid" guid: Option<Value> { type_name: "System.Guid" },
        /// Who wrote it.
        "Author" author: Option<String>,
        /// The author's company.
        "CompanyName" company_name: Option<String>,
        /// The copyright.
        "Copyright" copyright: Option<String>,
        /// The file that is the module.
        "RootModule" root_module: Option<String> { aliases: &["ModuleToProcess"] },
        /// The version.
        "ModuleVersion" module_version: Option<Value> { type_name: "System.Version", validate: &[Validation::NotNull] },
        /// What it is for.
        "Description" description: Option<String>,
        /// The processor it runs on.
        "ProcessorArchitecture" processor_architecture: Option<String> { type_name: "System.Reflection.ProcessorArchitecture", values: &["None", "MSIL", "X86", "IA64", "Amd64", "Arm"] },
        /// The least version of PowerShell.
        "PowerShellVersion" power_shell_version: Option<Value> { type_name: "System.Version" },
        /// The least version of the common language runtime.
        "ClrVersion" clr_version: Option<Value> { type_name: "System.Version" },
        /// The least version of the .NET Framework.
        "DotNetFrameworkVersion" dot_net_framework_version: Option<Value> { type_name: "System.Version" },
        /// The host it runs in.
        "PowerShellHostName" power_shell_host_name: Option<String>,
        /// The least version of the host.
        "PowerShellHostVersion" power_shell_host_version: Option<Value> { type_name: "System.Version" },
        /// Modules that have to be there, as text or tables.
        "RequiredModules" required_modules: Vec<Value> { type_name: "System.Object[]" },
        /// Files of types that it loads.
        "TypesToProcess" types_to_process: Vec<String>,
        /// Files of views that it loads.
        "FormatsToProcess" formats_to_process: Vec<String>,
        /// Scripts that run first, in the session.
        "ScriptsToProcess" scripts_to_process: Vec<String>,
        /// Assemblies that have to be there.
        "RequiredAssemblies" required_assemblies: Vec<String>,
        /// All files of the module.
        "FileList" file_list: Vec<String>,
        /// All modules in it.
        "ModuleList" module_list: Vec<Value> { type_name: "System.Object[]" },
        /// Functions that it exports.
        "FunctionsToExport" functions_to_export: Vec<String>,
        /// Aliases that it exports.
        "AliasesToExport" aliases_to_export: Vec<String>,
        /// Variables that it exports.
        "VariablesToExport" variables_to_export: Vec<String>,
        /// Native commands that it exports.
        "CmdletsToExport" cmdlets_to_export: Vec<String>,
        /// Resources of Desired State Configuration that it exports.
        "DscResourcesToExport" dsc_resources_to_export: Vec<String>,
        /// Editions that it runs on.
        "CompatiblePSEditions" compatible_ps_editions: Vec<String> { values: &["Desktop", "Core"] },
        /// Data for the module itself, a table of texts.
        "PrivateData" private_data: Option<Value>,
        /// Words to find it by.
        "Tags" tags: Vec<String> { validate: &[Validation::NotNullOrEmpty] },
        /// Its home on the web.
        "ProjectUri" project_uri: Option<Value> { type_name: "System.Uri", validate: &[Validation::NotNullOrEmpty] },
        /// Its licence on the web.
        "LicenseUri" license_uri: Option<Value> { type_name: "System.Uri", validate: &[Validation::NotNullOrEmpty] },
        /// Its picture on the web.
        "IconUri" icon_uri: Option<Value> { type_name: "System.Uri", validate: &[Validation::NotNullOrEmpty] },
        /// What is new.
        "ReleaseNotes" release_notes: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// What version of the version it is.
        "Prerelease" prerelease: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// Who installs it has to accept the licence.
        "RequireLicenseAcceptance" require_license_acceptance: bool,
        /// Modules that come from elsewhere.
        "ExternalModuleDependencies" external_module_dependencies: Vec<String> { validate: &[Validation::NotNullOrEmpty] },
        /// Where its help comes from.
        "HelpInfoUri" help_info_uri: Option<String>,
        /// Sends the text too.
        "PassThru" pass_thru: bool,
        /// Goes in front of the nouns.
        "DefaultCommandPrefix" default_command_prefix: Option<String>,
    }
}

impl Cmdlet for NewModuleManifest {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let given = self.path.clone().unwrap_or_default();
        let file = context.engine.resolve_path(&given);
        if !file.extension().is_some_and(|end| end.eq_ignore_ascii_case("psd1")) {
            let message = format!(
                "Cannot create the module manifest because the specified path '{given}' is not a valid module manifest file name. The file name must have the extension '.psd1'. Specify another path, and then try again."
            );
            let class = "System.Management.Automation.PSArgumentException";
            let id = "Modules_InvalidModuleManifestPath";
            return Err(context.terminate(class, message, id, Category::InvalidArgument, Value::text(given)));
        }
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = self.text(context, &name)?;
        if context.should_process(&file.display().to_string(), "Creating the module manifest file")? {
            if let Err(error) = Replacement::whole(&file, false, text.as_bytes()) {
                return context.fail(
                    "System.IO.IOException",
                    io_error::exception(&error, &file, false).message,
                    "Modules_UnableToWriteModuleManifest",
                    Category::WriteError,
                    Value::text(given),
                );
            }
            if self.pass_thru {
                context.output(Value::text(text))?;
            }
        }
        Ok(())
    }
}

/// A value as text, when it was given.
fn shown(value: &Option<Value>) -> Option<String> {
    value.as_ref().map(convert::display)
}

/// An address with its escapes. Errors: it is a relative one.
fn address(context: &mut Context<'_>, value: Option<&Value>) -> Outcome<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    let uri = convert::to_type(context.engine, value.clone(), &types::named("System.Uri"))?;
    let absolute = member::get(context.engine, &uri, "IsAbsoluteUri")?.unwrap_or_default();
    if !convert::to_bool(&absolute) {
        let message = "This operation is not supported for a relative URI.";
        let (class, target) = ("System.InvalidOperationException", Value::Null);
        return Err(context.terminate(class, message, class, Category::NotSpecified, target));
    }
    let found = member::get(context.engine, &uri, "AbsoluteUri")?;
    Ok(found.as_ref().map(convert::display))
}

impl NewModuleManifest {
    fn text(&self, context: &mut Context<'_>, name: &str) -> Outcome<String> {
        let author = self.author.clone().or_else(|| context.engine.environment.get("USER").cloned());
        let author = author.unwrap_or_else(|| "root".into());
        let mut out = text::head(name, &author, &datetime::format(&DateTime::now(), "d"));
        for entry in
            self.identity(context, &author)?.into_iter().chain(self.needs()).chain(self.exports(context))
        {
            entry.write("", &mut out);
        }
        self.private_data(context, &mut out)?;
        let help_info = address(context, self.help_info_uri.as_deref().map(Value::text).as_ref())?;
        let last = [
            Entry::text("HelpInfo URI of this module", "HelpInfoURI", help_info.as_deref()),
            Entry::text(
                "Default prefix for commands exported from this module. Override the default prefix using Import-Module -Prefix.",
                "DefaultCommandPrefix",
                self.default_command_prefix.as_deref(),
            ),
        ];
        last.iter().for_each(|entry| entry.write("", &mut out));
        out.push_str("}\n\n");
        Ok(out)
    }

    /// What it is and who wrote it.
    fn identity(&self, context: &mut Context<'_>, author: &str) -> Outcome<Vec<Entry>> {
        let guid = match &self.guid {
            Some(guid) => convert::display(guid),
            None => {
                let made =
                    member::invoke_static(context.engine, &types::named("System.Guid"), "NewGuid", &[])?;
                convert::display(&made)
            }
        };
        let version = shown(&self.module_version).unwrap_or_else(|| "0.0.1".into());
        let company = self.company_name.as_deref().unwrap_or("Unknown");
        let copyright =
            self.copyright.clone().unwrap_or_else(|| format!("(c) {author}. All rights reserved."));
        Ok(vec![
            Entry::text(
                "Script module or binary module file associated with this manifest.",
                "RootModule",
                self.root_module.as_deref(),
            ),
            Entry::text("Version number of this module.", "ModuleVersion", Some(&version)),
            Entry::list("Supported PSEditions", "CompatiblePSEditions", &self.compatible_ps_editions),
            Entry::text("ID used to uniquely identify this module", "GUID", Some(&guid)),
            Entry::text("Author of this module", "Author", Some(author)),
            Entry::text("Company or vendor of this module", "CompanyName", Some(company)),
            Entry::text("Copyright statement for this module", "Copyright", Some(&copyright)),
            Entry::text(
                "Description of the functionality provided by this module",
                "Description",
                self.description.as_deref(),
            ),
        ])
    }

    /// What has to be there, and what is loaded.
    fn needs(&self) -> Vec<Entry> {
        let text = |comment, name, value: Option<String>| Entry::text(comment, name, value.as_deref());
        vec![
            text(
                "Minimum version of the PowerShell engine required by this module",
                "PowerShellVersion",
                shown(&self.power_shell_version),
            ),
            text(
                "Name of the PowerShell host required by this module",
                "PowerShellHostName",
                self.power_shell_host_name.clone(),
            ),
            text(
                "Minimum version of the PowerShell host required by this module",
                "PowerShellHostVersion",
                shown(&self.power_shell_host_version),
            ),
            text(
                "Minimum version of Microsoft .NET Framework required by this module. This prerequisite is valid for the PowerShell Desktop edition only.",
                "DotNetFrameworkVersion",
                shown(&self.dot_net_framework_version),
            ),
            text(
                "Minimum version of the common language runtime (CLR) required by this module. This prerequisite is valid for the PowerShell Desktop edition only.",
                "ClrVersion",
                shown(&self.clr_version),
            ),
            text(
                "Processor architecture (None, X86, Amd64) required by this module",
                "ProcessorArchitecture",
                self.processor_architecture.clone(),
            ),
            Entry::modules(
                "Modules that must be imported into the global environment prior to importing this module",
                "RequiredModules",
                &self.required_modules,
            ),
            Entry::list(
                "Assemblies that must be loaded prior to importing this module",
                "RequiredAssemblies",
                &self.required_assemblies,
            ),
            Entry::list(
                "Script files (.ps1) that are run in the caller's environment prior to importing this module.",
                "ScriptsToProcess",
                &self.scripts_to_process,
            ),
            Entry::list(
                "Type files (.ps1xml) to be loaded when importing this module",
                "TypesToProcess",
                &self.types_to_process,
            ),
            Entry::list(
                "Format files (.ps1xml) to be loaded when importing this module",
                "FormatsToProcess",
                &self.formats_to_process,
            ),
            Entry::modules(
                "Modules to import as nested modules of the module specified in RootModule/ModuleToProcess",
                "NestedModules",
                &self.nested_modules,
            ),
        ]
    }

    /// What it gives to others.
    fn exports(&self, context: &Context<'_>) -> Vec<Entry> {
        let exported = |kind: &str, name: &'static str, items: &[String]| {
            let comment = match name {
                "VariablesToExport" => "Variables to export from this module".to_string(),
                _ => format!(
                    "{kind} to export from this module, for best performance, do not use wildcards and do not delete the entry, use an empty array if there are no {} to export.",
                    kind.to_lowercase()
                ),
            };
            Entry::exported(comment, name, context.bound(name).then_some(items))
        };
        vec![
            exported("Functions", "FunctionsToExport", &self.functions_to_export),
            exported("Cmdlets", "CmdletsToExport", &self.cmdlets_to_export),
            exported("Variables", "VariablesToExport", &self.variables_to_export),
            exported("Aliases", "AliasesToExport", &self.aliases_to_export),
            Entry::list(
                "DSC resources to export from this module",
                "DscResourcesToExport",
                &self.dsc_resources_to_export,
            ),
            Entry::modules("List of all modules packaged with this module", "ModuleList", &self.module_list),
            Entry::list("List of all files packaged with this module", "FileList", &self.file_list),
        ]
    }

    fn private_data(&self, context: &mut Context<'_>, out: &mut String) -> Outcome {
        out.push_str("# Private data to pass to the module specified in RootModule/ModuleToProcess. This may also contain a PSData hashtable with additional module metadata used by PowerShell.\n");
        out.push_str("PrivateData = @{\n\n");
        if let Some(table) = self.private_data.as_ref().and_then(hashtable::table) {
            for (key, value) in table.borrow().iter() {
                out.push_str(&format!(
                    "    {} = {}\n",
                    convert::display(key),
                    crate::language::literal::quoted(&convert::display(value))
                ));
            }
            out.push('\n');
        }
        out.push_str("    PSData = @{\n\n");
        let license = address(context, self.license_uri.as_ref())?;
        let project = address(context, self.project_uri.as_ref())?;
        let icon = address(context, self.icon_uri.as_ref())?;
        let entries = [
            Entry::list(
                "Tags applied to this module. These help with module discovery in online galleries.",
                "Tags",
                &self.tags,
            ),
            Entry::text("A URL to the license for this module.", "LicenseUri", license.as_deref()),
            Entry::text("A URL to the main website for this project.", "ProjectUri", project.as_deref()),
            Entry::text("A URL to an icon representing this module.", "IconUri", icon.as_deref()),
            Entry::text("ReleaseNotes of this module", "ReleaseNotes", self.release_notes.as_deref()),
            Entry::text("Prerelease string of this module", "Prerelease", self.prerelease.as_deref()),
            Entry::flag(
                "Flag to indicate whether the module requires explicit user acceptance for install/update/save",
                "RequireLicenseAcceptance",
                self.require_license_acceptance,
            ),
            Entry::list(
                "External dependent modules of this module",
                "ExternalModuleDependencies",
                &self.external_module_dependencies,
            ),
        ];
        entries.iter().for_each(|entry| entry.write("        ", out));
        out.push_str("    } # End of PSData hashtable\n\n} # End of PrivateData hashtable\n\n");
        Ok(())
    }
}
