//! `ConvertFrom-Json`.

use super::json_reader::{DateKind, JsonError, JsonReader};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Reads JSON as objects.
    ///
    /// # Examples
    /// ```powershell
    /// '{ "Name": "Ann", "Age": 34 }' | ConvertFrom-Json
    /// ConvertFrom-Json -InputObject '{ "a": { "b": 1 } }' -AsHashtable -Depth 5
    /// '[1, 2]' | ConvertFrom-Json -NoEnumerate
    /// '"2026-11-29T08:00:00Z"' | ConvertFrom-Json -DateKind Utc
    /// ```
    "ConvertFrom-Json" as ConvertFromJson { class: "Microsoft.PowerShell.Commands.ConvertFromJsonCommand" }
    parameters {
        /// The text; several lines are read together.
        "InputObject" input: String { position: Some(0), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowEmptyString] },
        /// Hash tables instead of objects.
        "AsHashtable" as_table: bool,
        /// How deep the text may nest.
        "Depth" depth: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// An array of one element stays an array.
        "NoEnumerate" no_enumerate: bool,
        /// How dates are read: as they are written, as local or UTC time, with their offset, or as text.
        "DateKind" date_kind: Option<String> { type_name: "Microsoft.PowerShell.Commands.JsonDateKind", values: &["Default", "Local", "Utc", "Offset", "String"] },
    }
    state { lines: Vec<String> }
}

impl Cmdlet for ConvertFromJson {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.lines.push(std::mem::take(&mut self.input));
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let lines = std::mem::take(&mut self.lines);
        // A first line that is JSON by itself makes every line its own document.
        if lines.len() > 1
            && let Some(first) = lines.first()
            && !first.trim().is_empty()
            && self.read(first).is_ok()
        {
            return lines.iter().try_for_each(|line| self.send(context, line));
        }
        self.send(context, &lines.join("\n"))
    }
}

impl ConvertFromJson {
    fn read(&self, text: &str) -> Result<Value, JsonError> {
        let characters: Vec<char> = text.chars().collect();
        let mut reader = JsonReader::new(&characters);
        reader.as_table = self.as_table;
        reader.depth = self.depth.and_then(|depth| usize::try_from(depth).ok()).unwrap_or(1024);
        reader.dates = match self.date_kind.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("local") => DateKind::Local,
            Some("utc") => DateKind::Utc,
            Some("offset") => DateKind::Offset,
            Some("string") => DateKind::Text,
            _ => DateKind::Usual,
        };
        reader.document()
    }

    fn send(&self, context: &mut Context<'_>, text: &str) -> Outcome {
        if text.trim().is_empty() {
            return Ok(());
        }
        let value = self.read(text).map_err(|error| refused(context, error))?;
        match &value {
            Value::Array(array) if !self.no_enumerate => {
                let items = array.items.borrow().clone();
                items.into_iter().try_for_each(|item| context.output(item))
            }
            _ => context.output(value),
        }
    }
}

/// The error that PowerShell reports for a text.
fn refused(context: &Context<'_>, error: JsonError) -> Box<Fault> {
    let (class, message, id, category) = described(error);
    context.terminate(class, message, id, category, Value::Null)
}

/// Class, message, id and category of what is wrong with a text.
pub(super) fn described(error: JsonError) -> (&'static str, String, &'static str, Category) {
    let invalid = "System.InvalidOperationException";
    match error {
        JsonError::Syntax(what) => (
            "System.ArgumentException",
            format!("Conversion from JSON failed with error: {what}"),
            "System.ArgumentException",
            Category::NotSpecified,
        ),
        JsonError::EmptyKey => (
            invalid,
            "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.".into(),
            "EmptyKeyInJsonString",
            Category::InvalidOperation,
        ),
        JsonError::Casing { known, added } => (
            invalid,
            format!("Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '{known}' was '{added}'."),
            "KeysWithDifferentCasingInJsonString",
            Category::InvalidOperation,
        ),
        JsonError::Depth(depth) => (
            "System.ArgumentException",
            format!("Conversion from JSON failed with error: The reader's MaxDepth of {depth} has been exceeded."),
            "System.ArgumentException",
            Category::NotSpecified,
        ),
    }
}
