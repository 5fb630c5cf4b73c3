//! `Remove-Module`.

use super::module_command;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;

cmdlet! {
    /// Takes modules and their names out of the session.
    ///
    /// # Examples
    /// ```powershell
    /// Import-Module Microsoft.PowerShell.Utility
    /// Remove-Module Microsoft.PowerShell.Utility
    /// ```
    "Remove-Module" as RemoveModule { aliases: &["rmo"], module: "Microsoft.PowerShell.Core", default_set: "name", should_process: Some(Impact::Medium), class: "Microsoft.PowerShell.Commands.RemoveModuleCommand" }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { wildcards: true, sets: &[Membership { set: "name", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// Names with versions, as text or tables.
        "FullyQualifiedName" qualified: Vec<Value> { sets: &[Membership { set: "FullyQualifiedName", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// The modules.
        "ModuleInfo" modules: Vec<Value> { type_name: "psmoduleinfo[]", sets: &[Membership { set: "ModuleInfo", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// Also modules that say they are read-only.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveModule {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut found = module_command::of_values(&self.modules);
        if !self.name.is_empty() {
            found.extend(module_command::loaded(context.engine, &self.name));
        }
        for value in self.qualified.clone() {
            let (name, wanted) = context.engine.module_specification(&value)?;
            for module in module_command::loaded(context.engine, &[name]) {
                let version = module.version.borrow().clone();
                if wanted.takes(context.engine, &version) {
                    found.push(module);
                }
            }
        }
        if found.is_empty() {
            let message = "No modules were removed. Verify that the specification of modules to remove is correct and those modules exist in the runspace.";
            return context.fail(
                "System.InvalidOperationException",
                message,
                "Modules_NoModulesRemoved",
                Category::ResourceUnavailable,
                Value::Null,
            );
        }
        for module in found {
            if context
                .should_process(&format!("{} (Path: '{}')", module.name, module.path), "Remove-Module")?
            {
                context.engine.remove_module(&module)?;
            }
        }
        Ok(())
    }
}
