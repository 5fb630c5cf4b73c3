//! `ConvertFrom-Json`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Hashtable, Members, Object, ObjectKind, hashtable_value};
use crate::engine::value::Value;
use serde_json::Value as Json;
use std::cell::RefCell;

cmdlet! {
    /// Reads JSON as objects.
    ///
    /// # Examples
    /// ```powershell
    /// '{ "Name": "Ann", "Age": 34 }' | ConvertFrom-Json
    /// ```
    "ConvertFrom-Json" as ConvertFromJson { class: "Microsoft.PowerShell.Commands.ConvertFromJsonCommand" }
    parameters {
        /// The text; several lines are read together.
        "InputObject" input: String { position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowEmptyString] },
        /// Hash tables instead of objects.
        "AsHashtable" as_table: bool,
        /// How deep the text may nest.
        "Depth" depth: Option<i32>,
        /// An array of one element stays an array.
        "NoEnumerate" no_enumerate: bool,
        /// How dates are read; they stay text here unless they are ISO 8601.
        "DateKind" date_kind: Option<String> { validate: &[Validation::NotYet] },
    }
    state { lines: Vec<String> }
}

impl Cmdlet for ConvertFromJson {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.lines.push(self.input.clone());
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let text = self.lines.join("\n");
        if text.trim().is_empty() {
            return Ok(());
        }
        let json: Json = match serde_json::from_str(&text) {
            Ok(json) => json,
            Err(error) => {
                let message = format!("Conversion from JSON failed with error: {error}");
                return Err(context.terminate(
                    "System.ArgumentException",
                    message,
                    "System.ArgumentException",
                    Category::NotSpecified,
                    Value::Null,
                ));
            }
        };
        let value = self.value(&json);
        match &value {
            Value::Array(array) if !self.no_enumerate => {
                let items = array.items.borrow().clone();
                for item in items {
                    context.output(item)?;
                }
                Ok(())
            }
            _ => context.output(value),
        }
    }
}

impl ConvertFromJson {
    fn value(&self, json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Bool(*flag),
            Json::Number(number) => match number.as_i64() {
                Some(number) => Value::Long(number),
                None => Value::Double(number.as_f64().unwrap_or_default()),
            },
            Json::String(text) => date(text).unwrap_or_else(|| Value::text(text.as_str())),
            Json::Array(items) => Value::array(items.iter().map(|item| self.value(item)).collect()),
            Json::Object(fields) if self.as_table => {
                let mut table = Hashtable::new(true);
                table.case_sensitive = true;
                fields
                    .iter()
                    .for_each(|(name, item)| table.set(Value::text(name.as_str()), self.value(item)));
                hashtable_value(table)
            }
            Json::Object(fields) => {
                let mut members = Members::default();
                for (name, item) in fields {
                    members.set(name.as_str(), self.value(item));
                }
                Value::object(Object::new(ObjectKind::Custom(RefCell::new(members))))
            }
        }
    }
}

/// ISO 8601 with date and time becomes a date.
fn date(text: &str) -> Option<Value> {
    let shaped =
        text.len() >= 19 && text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(10) == Some(&b'T');
    let moment = if shaped { crate::engine::types::datetime::parse(text)? } else { return None };
    let moment = if text.ends_with('Z') { moment.to_utc() } else { moment };
    Some(Value::DateTime(std::rc::Rc::new(moment)))
}
