//! Properties that commands take by name, block or hash table.

use crate::engine::object::Hashtable;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

/// Where a value comes from.
#[derive(Clone)]
pub enum Source {
    Property(String),
    Block(Rc<ScriptBlockValue>),
    /// The object itself.
    Whole,
}

/// One property with what its hash table says besides.
#[derive(Clone)]
pub struct Calculated {
    pub name: String,
    pub source: Source,
    pub descending: Option<bool>,
}

impl Calculated {
    /// The object itself.
    pub fn whole() -> Calculated {
        Calculated { name: String::new(), source: Source::Whole, descending: None }
    }

    /// Reads a `-Property` argument. Errors: a key of the table is unknown.
    pub fn read(engine: &mut Engine, value: &Value) -> Outcome<Calculated> {
        if let Some(table) = hashtable::table(value) {
            let table = table.borrow().clone();
            return Calculated::from_table(engine, &table);
        }
        Ok(match value.unwrapped() {
            Value::Block(block) => Calculated {
                name: block.text().to_string(),
                source: Source::Block(block.clone()),
                descending: None,
            },
            other => {
                let name = convert::to_text(engine, other)?;
                Calculated { name: name.clone(), source: Source::Property(name), descending: None }
            }
        })
    }

    fn from_table(engine: &mut Engine, table: &Hashtable) -> Outcome<Calculated> {
        let mut name = None;
        let mut expression = None;
        let mut descending = None;
        for (key, value) in table.iter() {
            let key = convert::to_text(engine, key)?.to_ascii_lowercase();
            let starts = |full: &str| !key.is_empty() && full.starts_with(&key);
            if starts("name") || starts("label") {
                name = Some(convert::to_text(engine, value)?);
            } else if starts("expression") {
                expression = Some(value.clone());
            } else if starts("descending") {
                descending = Some(convert::to_bool(value));
            } else if starts("ascending") {
                descending = Some(!convert::to_bool(value));
            } else if !starts("formatstring") && !starts("width") && !starts("alignment") {
                return Err(Fault::runtime("DictionaryKeyUnknown", format!("The {key} key is not valid.")));
            }
        }
        let mut made = match expression {
            Some(expression) => Calculated::read(engine, &expression)?,
            None => {
                let name = name.clone().unwrap_or_default();
                Calculated { name: name.clone(), source: Source::Property(name), descending: None }
            }
        };
        if let Some(name) = name {
            made.name = name;
        }
        made.descending = descending;
        Ok(made)
    }

    /// All `-Property` arguments.
    pub fn read_all(engine: &mut Engine, values: &[Value]) -> Outcome<Vec<Calculated>> {
        values.iter().map(|value| Calculated::read(engine, value)).collect()
    }

    /// The value for an object; `None` when it has no such property. A failing block gives `$null`.
    pub fn value(&self, engine: &mut Engine, object: &Value) -> Outcome<Option<Value>> {
        match &self.source {
            Source::Whole => Ok(Some(object.clone())),
            Source::Property(name) => member::get(engine, object, name),
            Source::Block(block) => match engine.invoke_with_item(block, object.clone()) {
                Ok(items) => Ok(Some(Value::from_output(items))),
                Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Some(Value::Null)),
                Err(fault) => Err(fault),
            },
        }
    }
}
