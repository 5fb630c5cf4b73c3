//! `Get-PSReadLineKeyHandler`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::editing::EditorOptions;
use crate::engine::value::Value;

cmdlet! {
    /// Lists the keys of the prompt's editor.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSReadLineKeyHandler -Chord Ctrl+r
    /// ```
    "Get-PSReadLineKeyHandler" as GetPsReadLineKeyHandler {
        module: "PSReadLine",
        class: "Microsoft.PowerShell.GetKeyHandlerCommand",
        default_set: "FullListing",
        output_types: &["Microsoft.PowerShell.KeyHandler"],
    }
    parameters {
        /// Those that are bound.
        "Bound" bound: bool { sets: &[Membership { set: "FullListing", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Functions that have no key.
        "Unbound" unbound: bool { sets: &[Membership { set: "FullListing", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only these keys.
        "Chord" chords: Vec<String> { aliases: &["Key"], sets: &[Membership { set: "SpecificBindings", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
}

/// The keys of Emacs mode: key, function, what it does.
const KEYS: &[(&str, &str, &str)] = &[
    ("Enter", "AcceptLine", "Accept the input, or go on with another line while it is not complete"),
    ("Ctrl+a", "BeginningOfLine", "Move the cursor to the beginning of the line"),
    ("Home", "BeginningOfLine", "Move the cursor to the beginning of the line"),
    ("Ctrl+e", "EndOfLine", "Move the cursor to the end of the line"),
    ("End", "EndOfLine", "Move the cursor to the end of the line, or take the suggestion"),
    ("Ctrl+b", "BackwardChar", "Move the cursor back one character"),
    ("LeftArrow", "BackwardChar", "Move the cursor back one character"),
    ("Ctrl+f", "ForwardChar", "Move the cursor forward one character"),
    ("RightArrow", "ForwardChar", "Move the cursor forward one character, or take the suggestion"),
    ("Alt+b", "BackwardWord", "Move the cursor back one word"),
    ("Alt+f", "ForwardWord", "Move the cursor forward one word"),
    ("Backspace", "BackwardDeleteChar", "Delete the character before the cursor"),
    ("Ctrl+d", "DeleteCharOrExit", "Delete the character under the cursor, or exit when the line is empty"),
    ("Delete", "DeleteChar", "Delete the character under the cursor"),
    ("Ctrl+k", "KillLine", "Kill to the end of the line"),
    ("Ctrl+u", "BackwardKillLine", "Kill to the beginning of the line"),
    ("Ctrl+w", "UnixWordRubout", "Kill the word before the cursor"),
    ("Alt+d", "KillWord", "Kill the word behind the cursor"),
    ("Ctrl+y", "Yank", "Put the last killed text in"),
    ("Alt+y", "YankPop", "Replace the text put in by an earlier killed one"),
    ("Ctrl+_", "Undo", "Undo an edit"),
    ("Ctrl+l", "ClearScreen", "Clear the screen"),
    ("Ctrl+c", "CancelLine", "Give the input up"),
    ("UpArrow", "PreviousHistory", "Replace the input by the command before"),
    ("DownArrow", "NextHistory", "Replace the input by the next command"),
    ("Ctrl+p", "PreviousHistory", "Replace the input by the command before"),
    ("Ctrl+n", "NextHistory", "Replace the input by the next command"),
    ("Ctrl+r", "ReverseSearchHistory", "Search the history backwards as you type"),
    ("Tab", "Complete", "Complete what is typed; pressed again, list what is possible"),
    ("Ctrl+Spacebar", "MenuComplete", "Complete with a menu"),
    ("Ctrl+t", "SwapCharacters", "Swap the two characters before the cursor"),
    ("Alt+u", "UpcaseWord", "Make the word upper case"),
    ("Alt+l", "DowncaseWord", "Make the word lower case"),
    ("Alt+c", "CapitalizeWord", "Begin the word with a capital"),
];

impl Cmdlet for GetPsReadLineKeyHandler {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let own = context.engine.extension::<EditorOptions>().handlers.clone();
        let mut rows: Vec<(String, String, String)> = own
            .iter()
            .map(|known| (known.chord.clone(), known.brief_description.clone(), known.description.clone()))
            .collect();
        for (key, function, description) in KEYS {
            if !own.iter().any(|known| known.chord.eq_ignore_ascii_case(key)) {
                rows.push(((*key).into(), (*function).into(), (*description).into()));
            }
        }
        if self.unbound && !self.bound {
            let bound: Vec<String> = rows.into_iter().map(|(_, function, _)| function).collect();
            let free = super::FUNCTIONS.iter().filter(|name| !bound.iter().any(|known| known == *name));
            rows = free.map(|name| ("Unbound".to_string(), (*name).to_string(), String::new())).collect();
        }
        rows.retain(|(key, _, _)| {
            self.chords.is_empty() || self.chords.iter().any(|chord| chord.eq_ignore_ascii_case(key))
        });
        for (key, function, description) in rows {
            let fields = [
                ("Key", Value::text(key)),
                ("Function", Value::text(function)),
                ("Description", Value::text(description)),
            ];
            context.output(Value::custom(fields))?;
        }
        Ok(())
    }
}
