//! `ConvertFrom-StringData`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Reads lines of `name = value` as a hash table.
    ///
    /// # Examples
    /// ```powershell
    /// ConvertFrom-StringData "server = sip.example`nport = 5061"
    /// ConvertFrom-StringData -StringData 'server: sip.example' -Delimiter ':'
    /// ```
    "ConvertFrom-StringData" as ConvertFromStringData {
        class: "Microsoft.PowerShell.Commands.ConvertFromStringDataCommand",
        output_types: &["System.Collections.Hashtable"],
    }
    parameters {
        /// The lines.
        "StringData" data: String { position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowEmptyString] },
        /// What stands between name and value.
        "Delimiter" delimiter: Option<char> { position: Some(1) },
    }
}

impl Cmdlet for ConvertFromStringData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut table = Hashtable::new(false);
        for line in self.data.clone().split('\n').map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, value) = match line.split_once(self.delimiter.unwrap_or('=')) {
                Some((name, value)) if !name.is_empty() => (name.trim(), value.trim()),
                _ => {
                    return Err(refused(
                        context,
                        format!("Data line '{line}' is not in 'name=value' format."),
                    ));
                }
            };
            let key = Value::text(unescape(name));
            if table.contains(&key) {
                let message = format!("Data item '{name}' in line '{line}' is already defined.");
                return Err(refused(context, message));
            }
            table.set(key, Value::text(unescape(value)));
        }
        context.output(hashtable_value(table))
    }
}

fn refused(context: &Context<'_>, message: String) -> Box<Fault> {
    let class = "System.Management.Automation.PSInvalidOperationException";
    context.terminate(class, message, "InvalidOperation", Category::InvalidOperation, Value::Null)
}

/// Escapes of regular expressions as the characters they stand for.
fn unescape(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            made.push(character);
            continue;
        }
        match rest.next() {
            Some('t') => made.push('\t'),
            Some('n') => made.push('\n'),
            Some('r') => made.push('\r'),
            Some('a') => made.push('\u{7}'),
            Some('b') => made.push('\u{8}'),
            Some('f') => made.push('\u{c}'),
            Some('v') => made.push('\u{b}'),
            Some('e') => made.push('\u{1b}'),
            Some('u') => made.extend(code(&mut rest, 4)),
            Some('x') => made.extend(code(&mut rest, 2)),
            Some(other) => made.push(other),
            None => {}
        }
    }
    made
}

fn code(rest: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let text: String = rest.by_ref().take(digits).collect();
    u32::from_str_radix(&text, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_those_of_regular_expressions() {
        assert_eq!(unescape(r"C:\\temp\tx \u0041\x42"), "C:\\temp\tx AB");
    }
}
