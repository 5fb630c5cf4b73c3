//! Objects as CSV lines: the first object's properties are the columns.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators, types};
use std::rc::Rc;

/// How values are separated and quoted.
#[derive(Default)]
pub(super) struct CsvWriter {
    delimiter: char,
    quotes: Quotes,
    /// Columns that are quoted, in lower case, when `-QuoteFields` names them.
    fields: Option<Vec<String>>,
    names: Option<Vec<Rc<str>>>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Quotes {
    #[default]
    Always,
    AsNeeded,
    Never,
}

/// The delimiter of the parameters: the given one, the culture's, or a comma.
pub(super) fn delimiter(context: &mut Context<'_>, given: Option<char>, culture: bool) -> Outcome<char> {
    if culture {
        return list_separator(context.engine);
    }
    Ok(given.unwrap_or(','))
}

/// The list separator of the current culture.
fn list_separator(engine: &mut Engine) -> Outcome<char> {
    let culture = types::resolve_text(engine, "System.Globalization.CultureInfo")?;
    let mut value = member::get_static(engine, &culture, "CurrentCulture")?;
    for name in ["TextInfo", "ListSeparator"] {
        value = member::get(engine, &value, name)?.unwrap_or_default();
    }
    Ok(convert::to_text(engine, &value)?.chars().next().unwrap_or(','))
}

impl CsvWriter {
    /// Errors: `-QuoteFields` together with `-UseQuotes`.
    pub(super) fn new(
        context: &mut Context<'_>,
        delimiter: char,
        quotes: Option<&str>,
        fields: &[String],
    ) -> Outcome<CsvWriter> {
        if context.bound("QuoteFields") && context.bound("UseQuotes") {
            return Err(refused(
                context,
                "CannotSpecifyQuoteFieldsAndUseQuotes",
                "You must specify either the -UseQuotes or -QuoteFields parameters, but not both.",
            ));
        }
        if context.bound("IncludeTypeInformation") && context.bound("NoTypeInformation") {
            return Err(refused(
                context,
                "CannotSpecifyIncludeTypeInformationAndNoTypeInformation",
                "You must specify either the -IncludeTypeInformation or -NoTypeInformation parameters, but not both.",
            ));
        }
        let quotes = match quotes.map(str::to_ascii_lowercase).as_deref() {
            Some("never") => Quotes::Never,
            Some("asneeded") => Quotes::AsNeeded,
            _ => Quotes::Always,
        };
        let fields =
            context.bound("QuoteFields").then(|| fields.iter().map(|name| name.to_lowercase()).collect());
        Ok(CsvWriter { delimiter, quotes, fields, names: None })
    }

    /// The columns; the first object decides.
    pub(super) fn columns(&mut self, object: &Value) -> &[Rc<str>] {
        self.names.get_or_insert_with(|| columns(object))
    }

    /// Takes over the columns of a file that is continued.
    pub(super) fn set_columns(&mut self, names: Vec<Rc<str>>) {
        self.names = Some(names);
    }

    /// The line that names the columns.
    pub(super) fn head(&self) -> String {
        let names = self.names.iter().flatten();
        self.joined(names.map(|name| self.cell(name, name)).collect())
    }

    /// The line of one object.
    pub(super) fn row(&self, engine: &mut Engine, object: &Value) -> Outcome<String> {
        let mut cells = Vec::new();
        for name in self.names.iter().flatten() {
            let value = value_of(engine, object, name)?;
            cells.push(match value.is_null() {
                true => String::new(),
                false => self.cell(name, &text_of(engine, &value)?),
            });
        }
        Ok(self.joined(cells))
    }

    fn joined(&self, cells: Vec<String>) -> String {
        cells.join(self.delimiter.encode_utf8(&mut [0; 4]))
    }

    fn cell(&self, name: &str, text: &str) -> String {
        let quoted = match (&self.fields, self.quotes) {
            (Some(fields), _) => fields.contains(&name.to_lowercase()),
            (None, Quotes::Always) => true,
            (None, Quotes::Never) => false,
            (None, Quotes::AsNeeded) => text.contains([self.delimiter, '"', '\n', '\r']),
        };
        if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
    }
}

fn refused(context: &Context<'_>, id: &str, message: &str) -> Box<Fault> {
    context.terminate("System.InvalidOperationException", message, id, Category::InvalidData, Value::Null)
}

/// The property of one object; a hash table's entry.
fn value_of(engine: &mut Engine, object: &Value, name: &str) -> Outcome<Value> {
    if let Some(table) = hashtable::table(object) {
        let entry = table.borrow().get_text(name).cloned();
        return match entry {
            Some(value) => Ok(value),
            None => Ok(member::added_member(object, name)
                .map(|_| member::property(engine, object, name))
                .transpose()?
                .flatten()
                .unwrap_or_default()),
        };
    }
    match member::property(engine, object, name) {
        Ok(value) => Ok(value.unwrap_or_default()),
        Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Value::Null),
        Err(fault) => Err(fault),
    }
}

/// A value's own text in the current culture; a collection shows its type.
fn text_of(engine: &mut Engine, value: &Value) -> Outcome<String> {
    match value.unwrapped() {
        Value::DateTime(_) => operators::formatted(engine, value, "G"),
        Value::Array(_) | Value::Double(_) | Value::Single(_) | Value::Decimal(_) | Value::Type(_) => {
            let text = member::invoke(engine, value, "ToString", &[])?;
            convert::to_text(engine, &text)
        }
        _ => convert::to_text(engine, value),
    }
}

/// Names of the columns: a hash table's keys, or the object's properties.
pub(super) fn columns(object: &Value) -> Vec<Rc<str>> {
    match hashtable::table(object) {
        Some(table) => {
            let mut names: Vec<Rc<str>> =
                table.borrow().iter().map(|(key, _)| convert::display(key).into()).collect();
            names.extend(member::added_names(object));
            names
        }
        None => member::property_names(object),
    }
}

/// `#TYPE Name` of an object.
pub(super) fn type_line(object: &Value) -> String {
    let names = member::type_names(object);
    match names.first() {
        Some(name) => format!("#TYPE {}", name.strip_prefix("CSV:").unwrap_or(name)),
        None => "#TYPE".to_string(),
    }
}
