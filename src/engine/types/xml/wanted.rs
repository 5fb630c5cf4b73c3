//! Names of elements and attributes that readers and navigators look for, and what a text of XML Schema says.

use super::tree::{NodeId, Tree};
use crate::engine::types::arguments;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// A qualified name; or a local name and its namespace.
pub(super) struct Wanted {
    name: String,
    namespace: Option<String>,
}

impl Wanted {
    /// As the first two arguments say; `None` without any.
    pub fn read(engine: &mut Engine, args: &[Value]) -> Outcome<Option<Wanted>> {
        if args.is_empty() {
            return Ok(None);
        }
        let name = arguments::text(engine, args, 0)?;
        let namespace = if args.len() > 1 { Some(arguments::text(engine, args, 1)?) } else { None };
        Ok(Some(Wanted { name, namespace }))
    }

    pub fn fits(&self, tree: &Tree, id: NodeId) -> bool {
        tree.read(id, |node| match &self.namespace {
            Some(namespace) => node.local_name() == self.name && node.namespace == *namespace,
            None => node.name == self.name,
        })
    }
}

/// `xs:boolean`. Errors: the text is none.
pub(super) fn boolean(text: &str) -> Outcome<Value> {
    match text.trim() {
        "1" | "true" => Ok(Value::Bool(true)),
        "0" | "false" => Ok(Value::Bool(false)),
        _ => {
            let message = format!("The string '{text}' is not a valid Boolean value.");
            Err(arguments::throw("System.FormatException", message))
        }
    }
}
