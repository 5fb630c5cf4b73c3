//! `Write-Host`.

use crate::cmdlet;
use crate::engine::command::{ActionPreference, Cmdlet, Context};
use crate::engine::types::information_record;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, operators};

cmdlet! {
    /// Writes to the host, with colours when it is a terminal.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Host 'Done' -ForegroundColor Green
    /// Write-Host -Object 1, 2, 3 -Separator ', ' -NoNewline -BackgroundColor DarkBlue
    /// ```
    "Write-Host" as WriteHost { class: "Microsoft.PowerShell.Commands.WriteHostCommand" }
    parameters {
        /// What to write.
        "Object" object: Value { position: Some(0), remaining: true, pipe: Pipe::ByValue, aliases: &["Msg", "Message"] },
        /// Writes no line break.
        "NoNewline" no_newline: bool,
        /// What stands between several objects.
        "Separator" separator: Option<Value>,
        /// Colour of the text.
        "ForegroundColor" foreground: Option<Colour> { type_name: "System.ConsoleColor" },
        /// Colour behind the text.
        "BackgroundColor" background: Option<Colour> { type_name: "System.ConsoleColor" },
    }
}

crate::enum_parameter! {
    /// `ConsoleColor`
    Colour {
        Black, DarkBlue, DarkGreen, DarkCyan, DarkRed, DarkMagenta, DarkYellow, Gray, DarkGray, Blue, Green, Cyan, Red,
        Magenta, Yellow, White,
    }
    default Gray
}

impl Colour {
    fn name(self) -> &'static str {
        <Self as crate::engine::command::FromValue>::VALUES.get(self as usize).copied().unwrap_or_default()
    }
}

impl Cmdlet for WriteHost {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let separator = match &self.separator {
            Some(separator) => convert::to_text(context.engine, separator)?,
            None => " ".to_string(),
        };
        let text = joined(context, &self.object, &separator)?;
        let tags = ["PSHOST".to_string()];
        let colours = [self.foreground, self.background].map(|colour| colour.map(|colour| colour as i64));
        let data = information_record::host_message(&text, self.no_newline, colours);
        let message = information_record::made(context.engine, data, &text, "Write-Host", &tags);
        let how = match context.invocation.common.information_action {
            Some(ActionPreference::Ignore) => ActionPreference::Ignore,
            _ => ActionPreference::Continue,
        };
        if context.engine.write_information(message, &text, Some(how))? {
            let end = if self.no_newline { "" } else { "\n" };
            let (front, back) = (self.foreground.map(Colour::name), self.background.map(Colour::name));
            context.engine.host.write(&text, front, back);
            context.engine.host.write(end, None, None);
        }
        Ok(())
    }
}

/// A collection's elements with the separator between; anything else as text.
fn joined(context: &mut Context<'_>, value: &Value, separator: &str) -> Outcome<String> {
    match member::enumerate(context.engine, value)? {
        Some(items) => {
            let mut parts = Vec::with_capacity(items.len());
            for item in items {
                parts.push(joined(context, &item, separator)?);
            }
            Ok(parts.join(separator))
        }
        None => match value.unwrapped() {
            Value::Object(object)
                if matches!(object.kind, crate::engine::object::ObjectKind::Hashtable(_)) =>
            {
                let pairs: Vec<(Value, Value)> = match &object.kind {
                    crate::engine::object::ObjectKind::Hashtable(table) => {
                        table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect()
                    }
                    _ => Vec::new(),
                };
                let mut parts = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    let key = convert::to_text(context.engine, &key)?;
                    parts.push(format!("[{key}, {}]", convert::to_text(context.engine, &value)?));
                }
                Ok(parts.join(separator))
            }
            _ => operators::shown(context.engine, value),
        },
    }
}
