//! Properties that commands and formats take by name, block or hash table.

use super::object::Hashtable;
use super::script_block::ScriptBlockValue;
use super::types::hashtable;
use super::value::Value;
use super::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

/// Where a value comes from.
#[derive(Clone, Debug)]
pub enum Source {
    Property(Rc<str>),
    Block(Rc<ScriptBlockValue>),
    /// The object itself.
    Whole,
}

impl Source {
    /// The value for an object; `None` when it has no such property. What fails is `$null`.
    pub fn value(&self, engine: &mut Engine, object: &Value) -> Outcome<Option<Value>> {
        let found = match self {
            Source::Whole => return Ok(Some(object.clone())),
            Source::Property(name) => member::get(engine, object, name),
            Source::Block(block) => {
                engine.invoke_with_item(block, object.clone()).map(|items| Some(Value::from_output(items)))
            }
        };
        match found {
            Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Some(Value::Null)),
            other => other,
        }
    }
}

/// Which side a column's text stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Right,
    Center,
}

/// One property with what its hash table says besides.
#[derive(Clone, Debug)]
pub struct Calculated {
    pub name: String,
    pub source: Source,
    pub descending: Option<bool>,
    /// Fixed width in columns of the terminal.
    pub width: Option<usize>,
    /// `None` decides by the first value.
    pub alignment: Option<Alignment>,
    /// A .NET format of the value.
    pub form: Option<String>,
}

impl Calculated {
    fn of(name: impl Into<String>, source: Source) -> Calculated {
        Calculated { name: name.into(), source, descending: None, width: None, alignment: None, form: None }
    }

    /// The object itself.
    pub fn whole() -> Calculated {
        Calculated::of("", Source::Whole)
    }

    /// A property under its own name.
    pub fn property(name: &str) -> Calculated {
        Calculated::of(name, Source::Property(name.into()))
    }

    /// Reads a `-Property` argument. Errors: a key of the table is unknown.
    pub fn read(engine: &mut Engine, value: &Value) -> Outcome<Calculated> {
        if let Some(table) = hashtable::table(value) {
            let table = table.borrow().clone();
            return Calculated::from_table(engine, &table);
        }
        Ok(match value.unwrapped() {
            Value::Block(block) => Calculated::of(block.text(), Source::Block(block.clone())),
            other => Calculated::property(&convert::to_text(engine, other)?),
        })
    }

    /// All `-Property` arguments.
    pub fn read_all(engine: &mut Engine, values: &[Value]) -> Outcome<Vec<Calculated>> {
        values.iter().map(|value| Calculated::read(engine, value)).collect()
    }

    /// `@{Name=…; Expression=…; Descending=…; Width=…; Alignment=…; FormatString=…}`, keys by any start.
    fn from_table(engine: &mut Engine, table: &Hashtable) -> Outcome<Calculated> {
        let mut made = Calculated::property("");
        let (mut name, mut expression) = (None, None);
        for (key, value) in table.iter() {
            let key = convert::to_text(engine, key)?.to_ascii_lowercase();
            let starts = |full: &str| !key.is_empty() && full.starts_with(&key);
            match () {
                () if starts("name") || starts("label") => name = Some(convert::to_text(engine, value)?),
                () if starts("expression") => expression = Some(value.clone()),
                () if starts("descending") => made.descending = Some(convert::to_bool(value)),
                () if starts("ascending") => made.descending = Some(!convert::to_bool(value)),
                () if starts("width") => made.width = usize::try_from(convert::to_int(value)?).ok(),
                () if starts("alignment") => made.alignment = alignment(&convert::to_text(engine, value)?),
                () if starts("formatstring") => made.form = Some(convert::to_text(engine, value)?),
                () => {
                    return Err(Fault::runtime(
                        "DictionaryKeyIllegal",
                        format!("The {key} key is not valid."),
                    ));
                }
            }
        }
        let source = match &expression {
            Some(expression) => Calculated::read(engine, expression)?,
            None => Calculated::property(name.as_deref().unwrap_or_default()),
        };
        Ok(Calculated { name: name.unwrap_or(source.name), source: source.source, ..made })
    }

    /// The value for an object; see [`Source::value`].
    pub fn value(&self, engine: &mut Engine, object: &Value) -> Outcome<Option<Value>> {
        self.source.value(engine, object)
    }
}

fn alignment(text: &str) -> Option<Alignment> {
    match text.to_ascii_lowercase().as_str() {
        "left" => Some(Alignment::Left),
        "right" => Some(Alignment::Right),
        "center" => Some(Alignment::Center),
        _ => None,
    }
}
