//! `Export-ModuleMember`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;

cmdlet! {
    /// Says which names a module exports.
    ///
    /// # Examples
    /// ```powershell
    /// $null = New-Module { function Get-Own { 1 }; function Get-Inner { 2 }; Export-ModuleMember Get-Own }
    /// Get-Own
    /// $null = New-Module { function Get-Own { 1 }; $limit = 5; Set-Alias own Get-Own; Export-ModuleMember -Function Get-Own -Variable limit -Alias own -Cmdlet Get-None }
    /// ```
    "Export-ModuleMember" as ExportModuleMember { module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.ExportModuleMemberCommand" }
    parameters {
        /// Functions, with wildcards.
        "Function" function: Vec<String> { position: Some(0), pipe: Pipe::Both, wildcards: true, validate: &[Validation::AllowEmptyCollection] },
        /// Native commands, with wildcards.
        "Cmdlet" cmdlet: Vec<String> { pipe: Pipe::ByName, wildcards: true, validate: &[Validation::AllowEmptyCollection] },
        /// Variables, with wildcards.
        "Variable" variable: Vec<String> { pipe: Pipe::ByName, wildcards: true, validate: &[Validation::AllowEmptyCollection] },
        /// Aliases, with wildcards.
        "Alias" alias: Vec<String> { pipe: Pipe::ByName, wildcards: true, validate: &[Validation::AllowEmptyCollection] },
    }
}

impl Cmdlet for ExportModuleMember {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(module) = context.engine.scope.module.clone() else {
            let message = "The Export-ModuleMember cmdlet can only be called from inside a module.";
            return Err(context.terminate(
                "System.InvalidOperationException",
                message,
                "Modules_CanOnlyExecuteExportModuleMemberInsideAModule",
                Category::PermissionDenied,
                Value::Null,
            ));
        };
        let mut exports = module.exports.borrow_mut();
        exports.functions.get_or_insert_default().extend(self.function.iter().cloned());
        exports.variables.get_or_insert_default().extend(self.variable.iter().cloned());
        exports.aliases.get_or_insert_default().extend(self.alias.iter().cloned());
        Ok(())
    }
}
