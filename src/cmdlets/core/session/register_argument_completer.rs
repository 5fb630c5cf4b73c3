//! `Register-ArgumentCompleter`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::completion::Completers;
use crate::engine::script_block::ScriptBlockValue;
use std::rc::Rc;

cmdlet! {
    /// Keeps a block that completes the values of a parameter, or the arguments of a program.
    ///
    /// The block gets the command's name, the parameter's name, the word so far, the command's tree and
    /// what is bound already; for a program the word, the tree and the cursor.
    ///
    /// # Examples
    /// ```powershell
    /// Register-ArgumentCompleter -CommandName Get-Date -ParameterName Format -ScriptBlock { param($c, $p, $w) 'yyyy', 'HH:mm' -like "$w*" }
    /// Register-ArgumentCompleter -Native -CommandName git -ScriptBlock { param($word) 'status', 'commit' -like "$word*" }
    /// try { Register-ArgumentCompleter -NativeFallback -ScriptBlock { param($word) '--help', '--version' -like "$word*" } } catch { $_.Exception.Message }
    /// ```
    "Register-ArgumentCompleter" as RegisterArgumentCompleter {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.RegisterArgumentCompleterCommand",
        default_set: "NativeCommandSet",
    }
    parameters {
        /// Commands; any command that has the parameter when it is not given.
        "CommandName" command: Vec<String> { sets: &[
            Membership { set: "NativeCommandSet", position: None, mandatory: true, pipe: Pipe::No },
            Membership { set: "PowerShellSet", position: None, mandatory: false, pipe: Pipe::No },
            Membership { set: "NativeFallbackSet", position: None, mandatory: false, pipe: Pipe::No },
        ] },
        /// The parameter.
        "ParameterName" parameter: Option<String> { sets: &[Membership { set: "PowerShellSet", position: None, mandatory: true, pipe: Pipe::No }] },
        /// What gives the values.
        "ScriptBlock" block: Rc<ScriptBlockValue> { mandatory: true },
        /// The commands are programs.
        "Native" native: bool { sets: &[Membership { set: "NativeCommandSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// For any program that has no completer of its own.
        "NativeFallback" fallback: bool { sets: &[Membership { set: "NativeFallbackSet", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for RegisterArgumentCompleter {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let completers = context.engine.extension::<Completers>();
        match &self.parameter {
            Some(parameter) if self.command.is_empty() => {
                completers.parameters.push((None, parameter.clone(), self.block.clone()));
            }
            Some(parameter) => {
                for command in &self.command {
                    completers.parameters.push((
                        Some(command.clone()),
                        parameter.clone(),
                        self.block.clone(),
                    ));
                }
            }
            None => {
                for command in &self.command {
                    completers.programs.push((command.clone(), self.block.clone()));
                }
            }
        }
        Ok(())
    }
}
