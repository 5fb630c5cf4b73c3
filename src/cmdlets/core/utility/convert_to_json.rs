//! `ConvertTo-Json`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::object::ObjectKind;
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use serde_json::Value as Json;

cmdlet! {
    /// Turns objects into JSON.
    ///
    /// # Examples
    /// ```powershell
    /// @{ Name = 'Ann'; Tags = 'a', 'b' } | ConvertTo-Json -Compress
    /// ```
    "ConvertTo-Json" as ConvertToJson { class: "Microsoft.PowerShell.Commands.ConvertToJsonCommand" }
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
        "EscapeHandling" escape: Option<String> { values: &["Default", "EscapeNonAscii", "EscapeHtml"], validate: &[Validation::NotYet] },
    }
    state { items: Vec<Value> }
}

impl Cmdlet for ConvertToJson {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.items.push(self.input.clone());
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let depth = self.depth.and_then(|depth| usize::try_from(depth).ok()).unwrap_or(2);
        let mut items = std::mem::take(&mut self.items);
        let value = match items.len() {
            1 if !self.as_array => items.pop().unwrap_or_default(),
            _ => Value::array(items),
        };
        let mut writer = Writer { enums: self.enums, truncated: false };
        let json = writer.json(context.engine, &value, depth)?;
        if writer.truncated {
            context.warning(&format!(
                "Resulting JSON is truncated as serialization has exceeded the set depth of {depth}."
            ))?;
        }
        let mut text = String::new();
        if self.compress {
            text.push_str(&json.to_string())
        } else {
            pretty(&json, 0, &mut text)
        }
        context.output(Value::text(text))
    }
}

/// Values as JSON, to a depth.
struct Writer {
    enums: bool,
    truncated: bool,
}

impl Writer {
    fn json(&mut self, engine: &mut Engine, value: &Value, depth: usize) -> Outcome<Json> {
        Ok(match value.unwrapped() {
            Value::Null | Value::Empty => Json::Null,
            Value::Bool(flag) => Json::Bool(*flag),
            Value::Double(number) => serde_json::Number::from_f64(*number)
                .map_or_else(|| Json::from(convert::number::shortest(*number)), Json::Number),
            Value::Single(number) => number.to_string().parse().map_or(Json::Null, Json::Number),
            Value::Decimal(number) => number.to_string().parse().map_or(Json::Null, Json::Number),
            Value::Enum(found) if !self.enums => Json::from(found.number),
            Value::DateTime(moment) => Json::from(
                crate::engine::types::datetime::format(moment, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK")
                    .replace(".Z", "Z")
                    .trim_end_matches('.')
                    .to_string(),
            ),
            other if convert::is_number(other) => {
                match convert::to_i128(other).and_then(|number| i64::try_from(number).ok()) {
                    Some(number) => Json::from(number),
                    None => Json::from(convert::display(other)),
                }
            }
            other => self.collection(engine, other, depth)?,
        })
    }

    fn collection(&mut self, engine: &mut Engine, value: &Value, depth: usize) -> Outcome<Json> {
        if let Some(items) = member::enumerate(engine, value)? {
            if depth == 0 {
                return self.cut(engine, value);
            }
            let mut list = Vec::with_capacity(items.len());
            for item in items {
                // Elements of an array are on the array's own level.
                list.push(self.json(engine, &item, depth - 1)?);
            }
            return Ok(Json::Array(list));
        }
        let pairs: Vec<(String, Value)> = match hashtable::table(value) {
            Some(table) => {
                table.borrow().iter().map(|(key, item)| (convert::display(key), item.clone())).collect()
            }
            None => match value {
                Value::Object(object)
                    if !matches!(object.kind, ObjectKind::Error(_) | ObjectKind::Exception(_)) =>
                {
                    let mut pairs = Vec::new();
                    for name in member::property_names(value) {
                        let item = member::get(engine, value, &name)?.unwrap_or_default();
                        pairs.push((name.to_string(), item));
                    }
                    pairs
                }
                other => return Ok(Json::from(convert::to_text(engine, other)?)),
            },
        };
        if depth == 0 {
            return self.cut(engine, value);
        }
        let mut fields = serde_json::Map::new();
        for (name, item) in pairs {
            let written = self.json(engine, &item, depth - 1)?;
            fields.insert(name, written);
        }
        Ok(Json::Object(fields))
    }

    fn cut(&mut self, engine: &mut Engine, value: &Value) -> Outcome<Json> {
        self.truncated = true;
        Ok(Json::from(convert::to_text(engine, value)?))
    }
}

/// Two blanks a level, `[]` and `{}` for what is empty.
fn pretty(json: &Json, level: usize, out: &mut String) {
    let blanks = |level: usize| "  ".repeat(level);
    match json {
        Json::Array(items) if !items.is_empty() => {
            out.push_str("[\n");
            for (index, item) in items.iter().enumerate() {
                out.push_str(&blanks(level + 1));
                pretty(item, level + 1, out);
                out.push_str(if index + 1 < items.len() { ",\n" } else { "\n" });
            }
            out.push_str(&blanks(level));
            out.push(']');
        }
        Json::Object(fields) if !fields.is_empty() => {
            out.push_str("{\n");
            for (index, (name, item)) in fields.iter().enumerate() {
                out.push_str(&format!("{}{}: ", blanks(level + 1), Json::from(name.as_str())));
                pretty(item, level + 1, out);
                out.push_str(if index + 1 < fields.len() { ",\n" } else { "\n" });
            }
            out.push_str(&blanks(level));
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}
