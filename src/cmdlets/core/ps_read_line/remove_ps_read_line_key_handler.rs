//! `Remove-PSReadLineKeyHandler`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::editing::EditorOptions;

cmdlet! {
    /// Frees keys that were bound.
    ///
    /// # Examples
    /// ```powershell
    /// Remove-PSReadLineKeyHandler -Chord Ctrl+g
    /// Remove-PSReadLineKeyHandler -Chord Ctrl+g -ViMode Insert
    /// ```
    "Remove-PSReadLineKeyHandler" as RemovePsReadLineKeyHandler {
        module: "PSReadLine",
        class: "Microsoft.PowerShell.RemoveKeyHandlerCommand",
    }
    parameters {
        /// The keys.
        "Chord" chords: Vec<String> { aliases: &["Key"], position: Some(0), mandatory: true, validate: &[Validation::NotNullOrEmpty] },
        /// In which of Vi's modes.
        "ViMode" mode: Option<String> { type_name: "Microsoft.PowerShell.ViMode", values: &["Insert", "Command"] },
    }
}

impl Cmdlet for RemovePsReadLineKeyHandler {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let vi_command = self.mode.as_deref().is_some_and(|mode| mode.eq_ignore_ascii_case("Command"));
        let options = context.engine.extension::<EditorOptions>();
        options.handlers.retain(|known| {
            known.vi_command != vi_command
                || !self.chords.iter().any(|chord| chord.eq_ignore_ascii_case(&known.chord))
        });
        if !vi_command {
            options.unbound.extend(self.chords.iter().cloned());
        }
        options.changed = true;
        Ok(())
    }
}
