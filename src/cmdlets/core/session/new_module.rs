//! `New-Module`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::module::ImportOptions;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::module_info;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Makes a module of a script block, in memory.
    ///
    /// # Examples
    /// ```powershell
    /// $counter = New-Module { $count = 0; function Step { $script:count++; $script:count } }
    /// Step; Step
    /// New-Module -Name Tools -ScriptBlock { param($start) function Get-Start { $start } } -ArgumentList 5 -Function Get-Start
    /// New-Module -ScriptBlock { 'made' } -ReturnResult
    /// (New-Module -ScriptBlock { function Get-One { 1 } } -AsCustomObject).'Get-One'()
    /// New-Module -Name Dates -ScriptBlock { Set-Alias today Get-Date; Export-ModuleMember -Alias today } -Cmdlet Get-Date
    /// ```
    "New-Module" as NewModule { aliases: &["nmo"], module: "Microsoft.PowerShell.Core", default_set: "ScriptBlock", class: "Microsoft.PowerShell.Commands.NewModuleCommand" }
    parameters {
        /// Its name; one is made when it is left out.
        "Name" name: Option<String> { sets: &[Membership { set: "Name", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// What it consists of.
        "ScriptBlock" block: Rc<ScriptBlockValue> { sets: &[Membership { set: "Name", position: Some(1), mandatory: true, pipe: Pipe::No }, Membership { set: "ScriptBlock", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Functions that it exports, with wildcards.
        "Function" function: Vec<String> { wildcards: true },
        /// Native commands that it exports, with wildcards.
        "Cmdlet" cmdlet: Vec<String> { wildcards: true },
        /// Sends what the block sends instead of the module.
        "ReturnResult" result: bool,
        /// Sends an object with the functions as methods.
        "AsCustomObject" custom: bool,
        /// Values for the block's parameters.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"], remaining: true },
    }
}

impl Cmdlet for NewModule {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = match &self.name {
            Some(name) => name.clone(),
            None => module_info::dynamic_name(context.engine)?,
        };
        let (module, output) = context.engine.module_of_block(&name, &self.block, &self.arguments)?;
        if self.custom {
            let object = module_info::custom_object(context.engine, &module)?;
            return context.output(object);
        }
        let functions = (!self.function.is_empty()).then(|| self.function.clone());
        let options = ImportOptions { functions, ..ImportOptions::default() };
        let scope = context.engine.import_scope();
        context.engine.put_names(&module, &scope, &options);
        match self.result {
            true => output.into_iter().try_for_each(|value| context.output(value)),
            false => context.output(module_info::value(module)),
        }
    }
}
