//! `Save-Help`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::operators::like;
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::io_error;
use crate::engine::value::Value;
use crate::engine::{Fault, convert};
use std::collections::BTreeMap;
use std::path::Path;

cmdlet! {
    /// Writes the help of all commands of modules to text files, one a module.
    ///
    /// # Examples
    /// ```powershell
    /// Save-Help -DestinationPath . -Module ThreadJob
    /// Save-Help -LiteralPath . -Module ThreadJob -UICulture en-US -Scope CurrentUser -Force
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// Save-Help -DestinationPath . -FullyQualifiedModule @{ ModuleName = 'ThreadJob'; ModuleVersion = '1.0' } -Credential $account -Force
    /// Save-Help -DestinationPath . -Module ThreadJob -UseDefaultCredentials -Force
    /// ```
    "Save-Help" as SaveHelp {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.SaveHelpCommand",
        default_set: "Path",
    }
    parameters {
        /// Folders that the files go to.
        "DestinationPath" destination: Vec<String> { aliases: &["Path"], sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Folders, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Names of modules, with wildcards; all when it is not given.
        "Module" modules: Vec<String> { type_name: "System.Management.Automation.PSModuleInfo[]", aliases: &["Name"], sets: &[Membership { set: "Path", position: Some(1), mandatory: false, pipe: Pipe::Both }, Membership { set: "LiteralPath", position: Some(1), mandatory: false, pipe: Pipe::Both }], wildcards: true },
        /// Modules by name and version.
        "FullyQualifiedModule" qualified: Vec<Value> { sets: &[Membership { set: "Path", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "LiteralPath", position: None, mandatory: false, pipe: Pipe::ByName }], type_name: "Microsoft.PowerShell.Commands.ModuleSpecification[]" },
        /// Languages; the help is in English.
        "UICulture" cultures: Vec<String> { position: Some(2), type_name: "cultureinfo[]" },
        /// Nobody asks for it: the help is part of fedsh.
        "Credential" credential: Option<Value> { type_name: "pscredential" },
        /// Nobody asks for them: the help is part of fedsh.
        "UseDefaultCredentials" default_credentials: bool,
        /// Writes files again that are there.
        "Force" force: bool,
        /// Whose help it is; there is one for all.
        "Scope" scope: Option<String> { type_name: "Microsoft.PowerShell.Commands.UpdateHelpScope", pipe: Pipe::ByName, values: &["CurrentUser", "AllUsers"] },
    }
}

impl Cmdlet for SaveHelp {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        for value in self.qualified.clone() {
            self.modules.push(context.engine.module_specification(&value)?.0);
        }
        let folders: Vec<String> = self.destination.iter().chain(&self.literal).cloned().collect();
        for folder in folders {
            let path = context.engine.resolve_path(&folder);
            if !path.is_dir() {
                let message = format!("Cannot find path '{}' because it does not exist.", path.display());
                let class = "System.Management.Automation.ItemNotFoundException";
                let target = Value::text(folder);
                context.fail(class, message, "PathNotFound", Category::ObjectNotFound, target)?;
                continue;
            }
            self.save(context, &path)?;
        }
        Ok(())
    }
}

impl SaveHelp {
    fn save(&self, context: &mut Context<'_>, folder: &Path) -> Outcome {
        let mut modules: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        for info in context.engine.native_commands() {
            if self.modules.is_empty() || self.modules.iter().any(|name| like(info.module, name, true)) {
                modules.entry(info.module).or_default().push(info.name);
            }
        }
        for (module, commands) in modules {
            let file = folder.join(format!("{module}-help.txt"));
            if file.exists() && !self.force {
                context.verbose(&format!("{} is there already.", file.display()))?;
                continue;
            }
            let text = help_text(context, &commands)?;
            if let Err(error) = Replacement::whole(&file, false, text.as_bytes()) {
                let class = "System.IO.IOException";
                let message = io_error::exception(&error, &file, false).message;
                let target = Value::text(file.display().to_string());
                context.fail(class, message, "HelpNotSaved", Category::WriteError, target)?;
            }
        }
        Ok(())
    }
}

fn help_text(context: &mut Context<'_>, commands: &[&str]) -> Result<String, Box<Fault>> {
    let mut text = String::new();
    for name in commands {
        let parameters = [("Name", Value::text(*name)), ("Full", Value::Bool(true))];
        let help = context.engine.invoke_command("Get-Help", &parameters, None)?;
        let lines = context.engine.invoke_command("Out-String", &[], Some(Value::array(help)))?;
        text.extend(lines.iter().map(convert::display));
    }
    Ok(text)
}
