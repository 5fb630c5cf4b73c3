//! `ParseError` and where it is: `IScriptExtent`, `IScriptPosition`.

use super::Class;
use super::record::{made, record_class};
use crate::engine::position::Position;
use crate::engine::value::Value;
use crate::language::{Parsed, Source, Span};

record_class!(ERROR "System.Management.Automation.Language.ParseError" ["Extent", "ErrorId", "Message", "IncompleteInput"]);
record_class!(EXTENT "System.Management.Automation.Language.InternalScriptExtent" ["File", "StartScriptPosition", "EndScriptPosition", "StartLineNumber", "StartColumnNumber", "EndLineNumber", "EndColumnNumber", "Text", "StartOffset", "EndOffset"]);
record_class!(POSITION "System.Management.Automation.Language.InternalScriptPosition" ["File", "LineNumber", "ColumnNumber", "Line", "Offset"]);

pub(super) const CLASSES: &[&Class] = &[&ERROR, &EXTENT, &POSITION];

fn offset(source: &Source, at: u32) -> i32 {
    source.offset(at) as i32
}

fn position(source: &Source, at: u32) -> Value {
    let (line, column) = source.position(at);
    made(
        &POSITION,
        "",
        [
            ("File", source.file.as_deref().map_or(Value::Null, Value::from)),
            ("LineNumber", Value::Int(line as i32)),
            ("ColumnNumber", Value::Int(column as i32)),
            ("Line", Value::text(source.line(line))),
            ("Offset", Value::Int(offset(source, at))),
        ],
    )
}

/// A place in a script.
pub fn extent(source: &Source, span: Span) -> Value {
    let (line, column) = source.position(span.start);
    let (end_line, end_column) = source.position(span.end);
    let text = span.text(&source.text);
    made(
        &EXTENT,
        text,
        [
            ("File", source.file.as_deref().map_or(Value::Null, Value::from)),
            ("StartScriptPosition", position(source, span.start)),
            ("EndScriptPosition", position(source, span.end)),
            ("StartLineNumber", Value::Int(line as i32)),
            ("StartColumnNumber", Value::Int(column as i32)),
            ("EndLineNumber", Value::Int(end_line as i32)),
            ("EndColumnNumber", Value::Int(end_column as i32)),
            ("Text", Value::text(text)),
            ("StartOffset", Value::Int(offset(source, span.start))),
            ("EndOffset", Value::Int(offset(source, span.end))),
        ],
    )
}

/// The errors of a text that does not parse.
pub fn errors(parsed: &Parsed) -> Value {
    Value::array(
        parsed
            .errors
            .iter()
            .map(|error| {
                let place = Position::at(&parsed.source, error.span).message();
                made(
                    &ERROR,
                    format!("{place}\n{}", error.message),
                    [
                        ("Extent", extent(&parsed.source, error.span)),
                        ("ErrorId", Value::text(error.id)),
                        ("Message", Value::text(error.message.as_str())),
                        ("IncompleteInput", Value::Bool(error.incomplete)),
                    ],
                )
            })
            .collect(),
    )
}
