//! Properties that commands and formats take by name, block or hash table.

use super::error::{Category, ErrorRecord, Exception};
use super::object::Hashtable;
use super::script_block::ScriptBlockValue;
use super::types::hashtable;
use super::value::Value;
use super::{Engine, Fault, Outcome, convert, member};
use std::cell::OnceCell;
use std::rc::Rc;

/// Where a value comes from.
#[derive(Clone, Debug)]
pub enum Source {
    Property(Rc<str>),
    /// A column that the first object of a table had: read from others as `$object.Name` is, so that
    /// `Length` and `Count` of one that lacks them are 1.
    Member(Rc<str>),
    Block(Rc<ScriptBlockValue>),
    /// A script over `$_`, compiled when first needed.
    Script {
        text: Rc<str>,
        block: Rc<OnceCell<Rc<ScriptBlockValue>>>,
    },
    /// The object itself.
    Whole,
}

impl Source {
    /// A property's name, or a script in braces.
    pub fn written(text: &str) -> Source {
        match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(script) => Source::script(script),
            None => Source::Property(text.into()),
        }
    }

    /// A script over `$_`.
    pub fn script(text: &str) -> Source {
        Source::Script { text: text.into(), block: Rc::new(OnceCell::new()) }
    }

    /// The value for an object; `None` when it has no such property. Errors: those of the script or property.
    pub fn evaluate(&self, engine: &mut Engine, object: &Value) -> Outcome<Option<Value>> {
        match self {
            Source::Whole => Ok(Some(object.clone())),
            Source::Property(name) => member::property(engine, object, name),
            Source::Member(name) => member::get(engine, object, name),
            Source::Block(block) => computed(engine, block, object),
            Source::Script { text, block } => {
                let block = match block.get() {
                    Some(block) => block.clone(),
                    None => {
                        let compiled = engine.compile_block(text)?;
                        block.get_or_init(|| compiled).clone()
                    }
                };
                computed(engine, &block, object)
            }
        }
    }

    /// The value for an object; `None` when it has no such property. What fails is `$null`.
    pub fn value(&self, engine: &mut Engine, object: &Value) -> Outcome<Option<Value>> {
        let found = self.evaluate(engine, object);
        match found {
            Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Some(Value::Null)),
            other => other,
        }
    }
}

/// What a block gives for an object. Its first error ends it.
fn computed(engine: &mut Engine, block: &Rc<ScriptBlockValue>, object: &Value) -> Outcome<Option<Value>> {
    engine.tries += 1;
    let result = engine.invoke_with_item(block, object.clone());
    engine.tries -= 1;
    result.map(|items| Some(Value::from_output(items)))
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

    /// Reads a `-Property` argument. Errors: a key of the table is unknown or has a wrong value.
    pub fn read(engine: &mut Engine, value: &Value) -> Outcome<Calculated> {
        Calculated::read_keys(engine, value, ALL_KEYS)
    }

    /// Reads a `-Property` argument of a command that knows these keys (in lower case).
    pub fn read_keys(engine: &mut Engine, value: &Value, keys: &[&'static str]) -> Outcome<Calculated> {
        if let Some(table) = hashtable::table(value) {
            let table = table.borrow().clone();
            return Calculated::from_table(engine, &table, keys);
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

    /// All `-Property` arguments of a command that knows these keys.
    pub fn read_all_keys(
        engine: &mut Engine,
        values: &[Value],
        keys: &[&'static str],
    ) -> Outcome<Vec<Calculated>> {
        values.iter().map(|value| Calculated::read_keys(engine, value, keys)).collect()
    }

    /// `@{Name=…; Expression=…; Descending=…; Width=…; Alignment=…; FormatString=…}`, keys by any start.
    fn from_table(engine: &mut Engine, table: &Hashtable, keys: &[&'static str]) -> Outcome<Calculated> {
        let mut made = Calculated::property("");
        let (mut name, mut expression) = (None, None);
        for (key, value) in table.iter() {
            let written = convert::to_text(engine, key)?;
            let folded = written.to_ascii_lowercase();
            let known = keys.iter().find(|full| !folded.is_empty() && full.starts_with(&folded));
            match known.copied() {
                Some("name" | "label") => name = Some(convert::to_text(engine, value)?),
                Some("expression") => expression = Some(value.clone()),
                Some("descending") => made.descending = Some(convert::to_bool(value)),
                Some("ascending") => made.descending = Some(!convert::to_bool(value)),
                Some("width") => made.width = Some(width(value)?),
                Some("alignment") => {
                    let text = convert::to_text(engine, value)?;
                    let message = format!(
                        "The value {text} of the Alignment key is not valid. The possible values are left, center, right."
                    );
                    made.alignment =
                        Some(alignment(&text).ok_or_else(|| bad_key("InvalidAlignmentValue", message))?);
                }
                Some("formatstring") => made.form = Some(convert::to_text(engine, value)?),
                _ => return Err(bad_key("DictionaryKeyIllegal", format!("The {written} key is not valid."))),
            }
        }
        let Some(expression) = expression else {
            let message = "The hash table is missing the mandatory Expression key.";
            return Err(bad_key("DictionaryKeyMandatoryEntry", message.into()));
        };
        let source = Calculated::read_keys(engine, &expression, keys)?;
        let name = name.filter(|name| !name.is_empty()).unwrap_or(source.name);
        Ok(Calculated { name, source: source.source, ..made })
    }

    /// The value for an object; see [`Source::value`].
    pub fn value(&self, engine: &mut Engine, object: &Value) -> Outcome<Option<Value>> {
        self.source.value(engine, object)
    }
}

/// Keys of a calculated property's table: of those that begin alike the first is meant.
const ALL_KEYS: &[&str] =
    &["name", "label", "expression", "formatstring", "alignment", "descending", "ascending", "width"];

/// A wrong calculated property, as PowerShell reports it: the sentence is in the details.
fn bad_key(id: &str, message: String) -> Box<Fault> {
    let exception = Exception::new("System.NotSupportedException", "Specified method is not supported.");
    let mut record = ErrorRecord::new(exception, id, Category::InvalidArgument, Value::Null);
    record.details = Some(message);
    record.into()
}

fn width(value: &Value) -> Outcome<usize> {
    match value.unwrapped() {
        Value::Int(number) if *number > 0 => Ok(usize::try_from(*number).unwrap_or(1)),
        Value::Int(number) => Err(bad_key(
            "OutOfRangeWidthValue",
            format!("The value {number} of the Width key is out of range."),
        )),
        _ => Err(bad_key(
            "DictionaryKeyIllegalValue",
            "The value of the Width key has a type that is not valid; int is expected.".into(),
        )),
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
