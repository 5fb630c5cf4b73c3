//! `Microsoft.PowerShell.Commands.JsonObject`: what scripts call instead of `ConvertFrom-Json` and `ConvertTo-Json`.

use super::convert_from_json::described;
use super::json_reader::{JsonError, JsonReader};
use super::json_writer::{Escape, JsonWriter};
use crate::engine::error::ErrorRecord;
use crate::engine::error::Exception;
use crate::engine::types::table::statics;
use crate::engine::types::{Class, arguments, error_record, object, record, reference};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// `(text, error)`, `(text, asHashtable, error)`, `(text, asHashtable, depth, error)`. What a text holds that objects
/// cannot have is given back by the reference; a text that is no JSON is thrown.
fn convert_from(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let (options, error) = match args {
        [_, options @ .., error] => (options, error),
        _ => return Err(arguments::no_overload()),
    };
    let characters: Vec<char> = text.chars().collect();
    let mut reader = JsonReader::new(&characters);
    reader.as_table = options.first().is_some_and(convert::to_bool);
    if let Some(depth) = options.get(1) {
        reader.depth = usize::try_from(convert::to_int(depth)?).unwrap_or(usize::MAX);
    }
    match reader.document() {
        Ok(value) => {
            reference::assign(engine, error, Value::Null)?;
            Ok(value)
        }
        Err(failure @ (JsonError::EmptyKey | JsonError::Casing { .. })) => {
            let (class, message, id, category) = described(failure);
            let record = ErrorRecord::new(Exception::new(class, message), id, category, Value::Null);
            reference::assign(engine, error, error_record::value(record))?;
            Ok(Value::Null)
        }
        Err(failure) => {
            let (class, message, ..) = described(failure);
            Err(arguments::throw(class, message))
        }
    }
}

/// As `ConvertTo-Json` writes with the context's settings: depth, enumerations as texts, in one line.
fn convert_to(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let settings = arguments::any(args, 1)?;
    let depth = record::field(settings, "MaxDepth");
    let flag = |name: &str| convert::to_bool(&record::field(settings, name));
    let mut writer = JsonWriter {
        depth: usize::try_from(convert::to_int(&depth)?).unwrap_or_default(),
        compress: flag("CompressOutput"),
        enums: flag("EnumsAsStrings"),
        escape: Escape::Usual,
        truncated: false,
        piped: false,
        text: String::new(),
    };
    writer.value(engine, arguments::any(args, 0)?, 0)?;
    Ok(Value::text(writer.text))
}

pub static JSON_OBJECT: Class = Class {
    name: "Microsoft.PowerShell.Commands.JsonObject",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        ConvertFromJson
            "static System.Object ConvertFromJson(string input, [ref] System.Management.Automation.ErrorRecord error)"
            "static System.Object ConvertFromJson(string input, bool returnHashtable, [ref] System.Management.Automation.ErrorRecord error)"
            "static System.Object ConvertFromJson(string input, bool returnHashtable, System.Nullable[int] maxDepth, [ref] System.Management.Automation.ErrorRecord error)"
            => convert_from;
        ConvertToJson
            "static string ConvertToJson(System.Object objectToProcess, [ref] Microsoft.PowerShell.Commands.JsonObject+ConvertToJsonContext context)"
            => convert_to;
    },
    ..Class::EMPTY
};
