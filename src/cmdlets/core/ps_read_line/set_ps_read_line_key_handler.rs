//! `Set-PSReadLineKeyHandler`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::editing::{self, EditorOptions, KeyHandler};
use crate::engine::error::Category;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Binds keys of the prompt's editor to one of its functions or to a block.
    ///
    /// # Examples
    /// ```powershell
    /// Set-PSReadLineKeyHandler -Chord Ctrl+g -ScriptBlock { [Microsoft.PowerShell.PSConsoleReadLine]::Insert('Get-ChildItem') }
    /// Set-PSReadLineKeyHandler -Chord Tab -Function MenuComplete
    /// Set-PSReadLineKeyHandler -Chord Ctrl+g -ViMode Insert -BriefDescription List -Description 'Writes Get-ChildItem' -ScriptBlock { [Microsoft.PowerShell.PSConsoleReadLine]::Insert('Get-ChildItem') }
    /// ```
    "Set-PSReadLineKeyHandler" as SetPsReadLineKeyHandler {
        module: "PSReadLine",
        class: "Microsoft.PowerShell.SetPSReadLineKeyHandlerCommand",
    }
    parameters {
        /// What runs.
        "ScriptBlock" block: Option<Rc<ScriptBlockValue>> { sets: &[Membership { set: "ScriptBlock", position: Some(1), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// A name for it.
        "BriefDescription" brief: Option<String> { sets: &[Membership { set: "ScriptBlock", position: None, mandatory: false, pipe: Pipe::No }] },
        /// What it does.
        "Description" description: Option<String> { aliases: &["LongDescription"], sets: &[Membership { set: "ScriptBlock", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Keys: `Ctrl+r`, `Alt+x`, `F5`, or two after each other with a comma between.
        "Chord" chords: Vec<String> { aliases: &["Key"], position: Some(0), mandatory: true, validate: &[Validation::NotNullOrEmpty] },
        /// In which of Vi's modes.
        "ViMode" mode: Option<String> { type_name: "Microsoft.PowerShell.ViMode", values: &["Insert", "Command"] },
        /// A function of the editor.
        "Function" function: Option<String> { sets: &[Membership { set: "Function", position: Some(1), mandatory: true, pipe: Pipe::No }], suggestions: crate::engine::editing::NAMES },
    }
}

impl Cmdlet for SetPsReadLineKeyHandler {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let function = match self.function.as_deref() {
            None => "",
            Some(name) => match editing::function(name) {
                Some(found) => found.name,
                None => return Err(unknown(context, name)),
            },
        };
        let vi_command = self.mode.as_deref().is_some_and(|mode| mode.eq_ignore_ascii_case("Command"));
        let options = context.engine.extension::<EditorOptions>();
        for chord in &self.chords {
            options.handlers.retain(|known| known.chord != *chord || known.vi_command != vi_command);
            options.handlers.push(KeyHandler {
                chord: chord.clone(),
                function: function.to_string(),
                block: self.block.clone(),
                brief_description: self.brief.clone().unwrap_or_else(|| match function {
                    "" => "CustomAction".into(),
                    name => name.to_string(),
                }),
                description: self.description.clone().unwrap_or_else(|| match editing::function(function) {
                    Some(found) => found.description.into(),
                    None => "User defined action".into(),
                }),
                vi_command,
            });
        }
        options.changed = true;
        Ok(())
    }
}

fn unknown(context: &mut Context<'_>, name: &str) -> Box<crate::engine::Fault> {
    let message = format!(
        "The function '{name}' is not one of the editor's: Get-PSReadLineKeyHandler -Bound -Unbound lists them."
    );
    context.terminate(
        "System.ArgumentException",
        message,
        "UnknownFunction",
        Category::InvalidArgument,
        Value::Null,
    )
}
