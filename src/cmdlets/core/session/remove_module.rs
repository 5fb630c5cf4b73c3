//! `Remove-Module`.

use super::module_command;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::member;
use crate::engine::module::{Access, Module, manifest};
use crate::engine::types::module_info;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Takes modules and their names out of the session.
    ///
    /// # Examples
    /// ```powershell
    /// Import-Module Microsoft.PowerShell.Utility
    /// Remove-Module Microsoft.PowerShell.Utility
    /// New-Module -Name Tools { } | Import-Module
    /// Remove-Module -Name Tools -Force
    /// New-Module -Name Tools { } | Import-Module
    /// Remove-Module -ModuleInfo (Get-Module Tools)
    /// New-Module -Name Tools { } | Import-Module
    /// Remove-Module -FullyQualifiedName @{ ModuleName = 'Tools'; ModuleVersion = '0.0' }
    /// ```
    "Remove-Module" as RemoveModule { aliases: &["rmo"], module: "Microsoft.PowerShell.Core", default_set: "name", should_process: Some(Impact::Medium), class: "Microsoft.PowerShell.Commands.RemoveModuleCommand" }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { wildcards: true, sets: &[Membership { set: "name", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// Names with versions, as text or tables.
        "FullyQualifiedName" qualified: Vec<Value> { type_name: "Microsoft.PowerShell.Commands.ModuleSpecification[]", sets: &[Membership { set: "FullyQualifiedName", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
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
                if wanted.takes_module(context.engine, &module) {
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
        let all = found.clone();
        for module in found {
            if let Some((message, id)) = self.refusal(context, &module, &all)? {
                context.fail(
                    "System.InvalidOperationException",
                    message,
                    id,
                    Category::PermissionDenied,
                    module_info::value(module),
                )?;
                continue;
            }
            if context
                .should_process(&format!("{} (Path: '{}')", module.name, module.path), "Remove-Module")?
            {
                context.engine.remove_module(&module)?;
            }
        }
        Ok(())
    }
}

impl RemoveModule {
    /// Why a module stays: message and id.
    fn refusal(
        &self,
        context: &mut Context<'_>,
        module: &Rc<Module>,
        removed: &[Rc<Module>],
    ) -> Outcome<Option<(String, &'static str)>> {
        let name = &module.name;
        match module.access.get() {
            Access::Constant => {
                let message = format!(
                    "Unable to remove the module '{name}' because it is marked as 'constant.' A module cannot be removed if it is marked 'constant.'"
                );
                return Ok(Some((message, "Modules_ModuleIsConstant")));
            }
            Access::ReadOnly if !self.force => {
                let message = format!(
                    "Unable to remove the module '{name}' because it is read-only. Add the Force parameter to your command to remove read-only modules."
                );
                return Ok(Some((message, "Modules_ModuleIsReadOnly")));
            }
            _ => {}
        }
        if self.force {
            return Ok(None);
        }
        for other in context.engine.modules.clone() {
            let leaves = removed.iter().any(|module| Rc::ptr_eq(module, &other));
            let required = manifest::key(&other.manifest.borrow(), "RequiredModules");
            if leaves || required.is_null() {
                continue;
            }
            let items = member::enumerate(context.engine, &required)?.unwrap_or_else(|| vec![required]);
            for item in items {
                let (wanted, _) = context.engine.module_specification(&item)?;
                if wanted.eq_ignore_ascii_case(name) {
                    let message = format!(
                        "Unable to remove the module '{name}' because it is required by '{}'. Add the Force parameter to your command to remove the module.",
                        other.name
                    );
                    return Ok(Some((message, "Modules_ModuleIsRequired")));
                }
            }
        }
        Ok(None)
    }
}
