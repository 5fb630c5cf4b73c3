//! A JSON text as a tree whose parts are shared by the elements that show them.

use crate::engine::Outcome;
use crate::engine::types::arguments;
use std::rc::Rc;

#[derive(Debug)]
pub enum Node {
    Null,
    Bool(bool),
    /// As it was written.
    Number(String),
    Text(String),
    Array(Vec<Rc<Node>>),
    Object(Vec<(String, Rc<Node>)>),
}

/// How deep arrays and objects may be nested, which is .NET's default.
const DEEPEST: usize = 64;

impl Node {
    fn from(value: serde_json::Value) -> Rc<Node> {
        Rc::new(match value {
            serde_json::Value::Null => Node::Null,
            serde_json::Value::Bool(truth) => Node::Bool(truth),
            serde_json::Value::Number(number) => Node::Number(number.to_string()),
            serde_json::Value::String(text) => Node::Text(text),
            serde_json::Value::Array(items) => Node::Array(items.into_iter().map(Node::from).collect()),
            serde_json::Value::Object(members) => {
                Node::Object(members.into_iter().map(|(name, value)| (name, Node::from(value))).collect())
            }
        })
    }

    /// `JsonValueKind`
    pub fn kind(&self) -> i64 {
        match self {
            Node::Object(_) => 1,
            Node::Array(_) => 2,
            Node::Text(_) => 3,
            Node::Number(_) => 4,
            Node::Bool(true) => 5,
            Node::Bool(false) => 6,
            Node::Null => 7,
        }
    }

    pub fn kind_name(&self) -> &'static str {
        ["Undefined", "Object", "Array", "String", "Number", "True", "False", "Null"]
            .get(self.kind() as usize)
            .copied()
            .unwrap_or_default()
    }

    /// As JSON on one line.
    pub fn write(&self, out: &mut String) {
        match self {
            Node::Null => out.push_str("null"),
            Node::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Node::Number(number) => out.push_str(number),
            Node::Text(text) => out.push_str(&serde_json::Value::from(text.as_str()).to_string()),
            Node::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    item.write(out);
                }
                out.push(']');
            }
            Node::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    out.push_str(&serde_json::Value::from(name.as_str()).to_string());
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// What a text says. Errors: it is no JSON, or too deep.
pub fn parsed(text: &str) -> Outcome<Rc<Node>> {
    let failed = |message: String| arguments::throw("System.Text.Json.JsonReaderException", message);
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line().saturating_sub(1), error.column().saturating_sub(1));
        let at = format!("LineNumber: {line} | BytePositionInLine: {column}.");
        if error.is_eof() && text.trim().is_empty() {
            return failed(format!(
                "The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true. {at}"
            ));
        }
        let found = text.lines().nth(line).and_then(|line| line.get(column..)?.chars().next());
        match found {
            Some(found) if !error.is_eof() => failed(format!("'{found}' is an invalid start of a value. {at}")),
            _ => failed(format!("Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed. {at}")),
        }
    })?;
    if depth(&value) > DEEPEST {
        let message = format!(
            "The maximum configured depth of {DEEPEST} has been exceeded. Cannot read next JSON array."
        );
        return Err(failed(message));
    }
    Ok(Node::from(value))
}

fn depth(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
