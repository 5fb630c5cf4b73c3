//! `ConvertTo-Json`.

use super::json_writer::{BAD_KEY, Escape, JsonWriter, added};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};

cmdlet! {
    /// Turns objects into JSON.
    ///
    /// # Examples
    /// ```powershell
    /// @{ Name = 'Ann'; Tags = 'a', 'b' } | ConvertTo-Json -Compress
    /// ConvertTo-Json -InputObject @{ Day = [DayOfWeek]::Monday } -Depth 3 -EnumsAsStrings
    /// 'one' | ConvertTo-Json -AsArray
    /// '<b>' | ConvertTo-Json -EscapeHandling EscapeHtml
    /// ```
    "ConvertTo-Json" as ConvertToJson {
        class: "Microsoft.PowerShell.Commands.ConvertToJsonCommand",
        output_types: &["System.String"],
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// How many levels of objects are written; deeper ones become text.
        "Depth" depth: Option<i32> { validate: &[Validation::Range(0.0, 100.0)] },
        /// Without blanks and line breaks.
        "Compress" compress: bool,
        /// Enumerations by name.
        "EnumsAsStrings" enums: bool,
        /// An array also for one object.
        "AsArray" as_array: bool,
        /// Which characters are escaped.
        "EscapeHandling" escape: Option<String> { type_name: "Newtonsoft.Json.StringEscapeHandling", values: &["Default", "EscapeNonAscii", "EscapeHtml"] },
    }
    state { items: Vec<Value> }
}

impl Cmdlet for ConvertToJson {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.items.push(std::mem::take(&mut self.input));
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut items = std::mem::take(&mut self.items);
        let value = match items.len() {
            0 => return Ok(()),
            1 if !self.as_array => items.pop().unwrap_or_default(),
            _ => Value::array(items),
        };
        let escape = match self.escape.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("escapenonascii") => Escape::NonAscii,
            Some("escapehtml") => Escape::Html,
            _ => Escape::Usual,
        };
        let depth = self.depth.and_then(|depth| usize::try_from(depth).ok()).unwrap_or(2);
        let mut writer = JsonWriter {
            depth,
            compress: self.compress,
            enums: self.enums,
            escape,
            truncated: false,
            piped: context.invocation.expects_input,
            text: String::new(),
        };
        let written =
            if context.invocation.expects_input && types::type_of(&value).full_name() == "System.Guid" {
                // What comes through a pipeline shows the property that PowerShell adds to it.
                let text = Value::text(convert::to_text(context.engine, &value)?);
                let mut shown = vec![("value".to_string(), text.clone())];
                shown.extend(added(context.engine, &value)?);
                shown.push(("Guid".to_string(), text));
                let shown = Value::custom(shown);
                writer.value(context.engine, &shown, 0)
            } else {
                writer.value(context.engine, &value, 0)
            };
        written.map_err(|fault| match fault.as_ref() {
            Fault::Error { record, .. } if record.id == BAD_KEY => context.terminate(
                &record.exception.class,
                record.exception.message.to_string(),
                BAD_KEY,
                Category::InvalidOperation,
                record.target.clone(),
            ),
            _ => fault,
        })?;
        if writer.truncated {
            context.warning(&format!(
                "Resulting JSON is truncated as serialization has exceeded the set depth of {depth}."
            ))?;
        }
        context.output(Value::text(writer.text))
    }
}
