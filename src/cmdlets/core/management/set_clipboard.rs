//! `Set-Clipboard`.

use super::clipboard;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use base64::Engine as _;

cmdlet! {
    /// Puts text into the clipboard, through the program of the desktop that has it.
    ///
    /// # Examples
    /// ```powershell
    /// 'text' | Set-Clipboard -WhatIf
    /// Set-Clipboard -Value 'one', 'two' -Append -PassThru -AsOSC52 -WhatIf
    /// ```
    "Set-Clipboard" as SetClipboard {
        aliases: &["scb"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.SetClipboardCommand",
        should_process: Some(Impact::Medium),
        output_types: &["System.String"],
    }
    parameters {
        /// The text; several are lines.
        "Value" value: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// Puts the text behind what is there.
        "Append" append: bool,
        /// Sends the text on.
        "PassThru" pass_thru: bool,
        /// Asks the terminal to do it, which works through remote sessions.
        "AsOSC52" as_osc52: bool { aliases: &["ToLocalhost"] },
    }
    state { lines: Vec<String> }
}

impl Cmdlet for SetClipboard {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.lines.append(&mut self.value);
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut text = self.lines.join("\n");
        let verb = if self.append { "Append to the clipboard" } else { "Set the clipboard" };
        if !context.should_process(&text, verb)? {
            return Ok(());
        }
        if self.append
            && let Some(known) = clipboard::read(context)?
        {
            text = if known.is_empty() { text } else { format!("{known}\n{text}") };
        }
        if self.as_osc52 {
            let coded = base64::engine::general_purpose::STANDARD.encode(&text);
            context.engine.host.write(&format!("\u{1b}]52;;{coded}\u{7}"), None, None);
        } else if !clipboard::write(context, &text)? {
            return Ok(());
        }
        if self.pass_thru { context.output(Value::text(text)) } else { Ok(()) }
    }
}
