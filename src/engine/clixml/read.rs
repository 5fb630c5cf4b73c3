//! CLIXML elements as values. Objects come back as property bags of `Deserialized.` types.

use crate::engine::error::{Category, Exception};
use crate::engine::object::{Hashtable, Members, Object, ObjectKind, hashtable_value};
use crate::engine::types::{self, datetime, list, xml};
use crate::engine::value::{Array, Value, Wrapped};
use crate::engine::{Engine, Fault, Outcome, convert, member};
use base64::Engine as _;
use roxmltree::Node;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Most levels of a document.
const DEEPEST: usize = 256;

const XML_EXCEPTION: &str = "System.Xml.XmlException";
const NAMESPACE: &str = "http://schemas.microsoft.com/powershell/2004/04";

/// Errors: the version is none, or another than 1.
fn check_version(version: &str) -> Result<(), String> {
    let parts: Vec<Option<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    match parts.as_slice() {
        [Some(1), Some(_), ..] => Ok(()),
        [Some(_), Some(_), ..] => {
            Err(format!("Version of incoming PSObject is {version}. Expected value is 1."))
        }
        _ => Err("Version of PSObject is not valid.".into()),
    }
}

/// The values of a document. Errors: what is wrong with the text.
pub fn read(engine: &mut Engine, text: &str) -> Outcome<Result<Vec<Value>, String>> {
    let text = text.trim_start_matches('\u{feff}');
    // What a process writes with `-OutputFormat xml` has a mark in front.
    let text = text.strip_prefix("#< CLIXML").map_or(text, str::trim_start);
    let document = match roxmltree::Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            // What is wrong is said in .NET's words, by the reader that knows them.
            let why = xml::from_text(text).err().unwrap_or_else(|| error.to_string());
            return Ok(Err(why));
        }
    };
    let root = document.root_element();
    if root.tag_name().name() != "Objs" {
        let place = document.text_pos_at(root.range().start);
        return Ok(Err(format!(
            "Element 'Objs' with namespace name '{NAMESPACE}' was not found. Line {}, position {}.",
            place.row,
            place.col + 1
        )));
    }
    if let Some(version) = root.attribute("Version")
        && let Err(why) = check_version(version)
    {
        return Ok(Err(why));
    }
    let mut reader = Reader { types: HashMap::new(), objects: HashMap::new() };
    let mut values = Vec::new();
    for node in root.children().filter(Node::is_element) {
        match reader.value(engine, node, 0) {
            Ok(value) => values.push(value),
            Err(fault) => return unwrapped(fault).map(Err),
        }
    }
    Ok(Ok(values))
}

/// A document that is XML and no CLIXML.
fn wrong(message: &str) -> Box<Fault> {
    let exception = Exception::new(XML_EXCEPTION, message);
    Fault::error(exception, XML_EXCEPTION, Category::NotSpecified, Value::Null)
}

/// What [`wrong`] says; other faults pass.
fn unwrapped(fault: Box<Fault>) -> Outcome<String> {
    match fault.as_ref() {
        Fault::Error { record, .. } if record.exception.class.as_ref() == XML_EXCEPTION => {
            Ok(record.exception.message.to_string())
        }
        _ => Err(fault),
    }
}

struct Reader {
    types: HashMap<String, Vec<Rc<str>>>,
    objects: HashMap<String, Value>,
}

impl Reader {
    fn value(&mut self, engine: &mut Engine, node: Node<'_, '_>, level: usize) -> Outcome<Value> {
        let text = unescape(node.text().unwrap_or_default());
        let as_type = |engine: &mut Engine, name: &str, text: String| {
            let made = convert::to_type(engine, Value::text(text), &types::named(name));
            made.map_err(|_| wrong(&format!("The contents of the {name} primitive type are not valid.")))
        };
        match node.tag_name().name() {
            "Nil" => Ok(Value::Null),
            "S" | "XD" | "SS" | "SBK" => Ok(Value::text(text)),
            "B" => Ok(Value::Bool(text.trim() == "true")),
            "C" => Ok(Value::Char(text.trim().parse().unwrap_or(0))),
            "SB" => as_type(engine, "System.SByte", text),
            "By" => as_type(engine, "System.Byte", text),
            "I16" => as_type(engine, "System.Int16", text),
            "U16" => as_type(engine, "System.UInt16", text),
            "I32" => as_type(engine, "System.Int32", text),
            "U32" => as_type(engine, "System.UInt32", text),
            "I64" => as_type(engine, "System.Int64", text),
            "U64" => as_type(engine, "System.UInt64", text),
            "Sg" => as_type(engine, "System.Single", text),
            "Db" => as_type(engine, "System.Double", text),
            "D" => as_type(engine, "System.Decimal", text),
            "G" => as_type(engine, "System.Guid", text),
            "URI" => as_type(engine, "System.Uri", text),
            "Version" => as_type(engine, "System.Version", text),
            "TS" => match duration(text.trim()) {
                Some(ticks) => Ok(Value::TimeSpan(ticks)),
                None => Err(wrong("The contents of the System.TimeSpan primitive type are not valid.")),
            },
            "DT" => match datetime::parse(text.trim()) {
                Some(moment) if text.trim_end().ends_with('Z') => {
                    Ok(Value::DateTime(Rc::new(moment.to_utc())))
                }
                Some(moment) => Ok(Value::DateTime(Rc::new(moment))),
                None => Err(wrong("The contents of the System.DateTime primitive type are not valid.")),
            },
            "BA" => bytes(text.trim())
                .ok_or_else(|| wrong("The contents of the System.Byte[] primitive type are not valid.")),
            "Ref" => {
                let id = node.attribute("RefId").unwrap_or_default();
                let known = self.objects.get(id).cloned();
                known.ok_or_else(|| wrong(&format!("No object found for referenceId {id}")))
            }
            "Obj" if level < DEEPEST => self.object(engine, node, level + 1),
            "Obj" => Err(wrong("Serialized XML is nested too deeply.")),
            "PR" => Ok(Value::text(text)),
            name => Err(wrong(&format!("{name} XML tag is not recognized."))),
        }
    }

    fn object(&mut self, engine: &mut Engine, node: Node<'_, '_>, level: usize) -> Outcome<Value> {
        let names = self.type_names(node);
        let mut members = Members::default();
        let mut base = None;
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "TN" | "TNRef" => {}
                "ToString" => members.set_text(&unescape(child.text().unwrap_or_default())),
                "Props" | "MS" => {
                    for item in child.children().filter(Node::is_element) {
                        let name = unescape(item.attribute("N").unwrap_or_default());
                        let value = self.value(engine, item, level)?;
                        members.set(name, value);
                    }
                }
                "LST" | "IE" | "QUE" | "STK" => {
                    let mut items = Vec::new();
                    for item in child.children().filter(Node::is_element) {
                        items.push(self.value(engine, item, level)?);
                    }
                    base = Some(list::array_list(items));
                }
                "DCT" => base = Some(self.table(engine, child, &names, level)?),
                _ => base = Some(self.value(engine, child, level)?),
            }
        }
        let value = match base {
            Some(base) => {
                let value = members.iter().cloned().fold(base, member::add_member);
                // An enumeration's value comes back as its number, which says what it was.
                let is_container = matches!(value.unwrapped(), Value::Object(_) | Value::Array(_));
                if names.is_empty() || is_container { value } else { deserialized(value, &names) }
            }
            None => {
                let shown: Vec<Rc<str>> =
                    names.iter().map(|name| Rc::from(format!("Deserialized.{name}"))).collect();
                let object = Object::new(ObjectKind::Custom(RefCell::new(members)));
                *object.type_names.borrow_mut() = Some(shown);
                Value::object(object)
            }
        };
        if let Some(id) = node.attribute("RefId") {
            self.objects.insert(id.to_string(), value.clone());
        }
        Ok(value)
    }

    fn table(
        &mut self,
        engine: &mut Engine,
        node: Node<'_, '_>,
        names: &[Rc<str>],
        level: usize,
    ) -> Outcome<Value> {
        let ordered = names.first().is_some_and(|name| name.contains("Ordered"));
        let mut table = Hashtable::new(ordered);
        for entry in node.children().filter(|entry| entry.has_tag_name_of("En")) {
            let (mut key, mut value) = (Value::Null, Value::Null);
            for part in entry.children().filter(Node::is_element) {
                let read = self.value(engine, part, level)?;
                match part.attribute("N") {
                    Some("Key") => key = read,
                    _ => value = read,
                }
            }
            // Keys that differ in their case alone come from a table that told them apart.
            if !table.case_sensitive && table.contains(&key) {
                table = told_apart(&table, ordered);
            }
            table.set(key, value);
        }
        Ok(hashtable_value(table))
    }

    /// The names of an object's type, or those that it refers to.
    fn type_names(&mut self, node: Node<'_, '_>) -> Vec<Rc<str>> {
        for child in node.children().filter(Node::is_element) {
            let id = child.attribute("RefId").unwrap_or_default().to_string();
            match child.tag_name().name() {
                "TN" => {
                    let names: Vec<Rc<str>> = child
                        .children()
                        .filter(Node::is_element)
                        .map(|name| Rc::from(unescape(name.text().unwrap_or_default())))
                        .collect();
                    self.types.insert(id, names.clone());
                    return names;
                }
                "TNRef" => return self.types.get(&id).cloned().unwrap_or_default(),
                _ => {}
            }
        }
        Vec::new()
    }
}

/// The same entries in a table that compares keys exactly.
fn told_apart(table: &Hashtable, ordered: bool) -> Hashtable {
    let mut exact = Hashtable::new(ordered);
    exact.case_sensitive = true;
    for (key, value) in table.iter() {
        exact.set(key.clone(), value.clone());
    }
    exact
}

/// A scalar with the names of the type it had.
fn deserialized(value: Value, names: &[Rc<str>]) -> Value {
    let wrapped = match value {
        Value::Wrapped(wrapped) => wrapped,
        base => Rc::new(Wrapped::new(base, Members::default())),
    };
    *wrapped.type_names.borrow_mut() =
        Some(names.iter().map(|name| Rc::from(format!("Deserialized.{name}"))).collect());
    Value::Wrapped(wrapped)
}

/// Elements by their local name: the namespace is PowerShell's own.
trait LocalName {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

fn bytes(text: &str) -> Option<Value> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).ok()?;
    let items = RefCell::new(bytes.into_iter().map(Value::Byte).collect());
    Some(Value::Array(Rc::new(Array { element: Some(types::named("System.Byte")), items })))
}

/// Ticks of an XML Schema duration.
fn duration(text: &str) -> Option<i64> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut ticks = 0.0_f64;
    let mut number = String::new();
    let mut time = false;
    for character in text.strip_prefix('P')?.chars() {
        let unit = match character {
            'T' => {
                time = true;
                continue;
            }
            'D' => 864e9,
            'H' => 36e9,
            'M' if time => 6e8,
            'S' => 1e7,
            digit => {
                number.push(digit);
                continue;
            }
        };
        ticks += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    let ticks = ticks.round() as i64;
    Some(if negative { -ticks } else { ticks })
}

/// `_xHHHH_` as the character.
fn unescape(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_string();
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let code = rest
            .strip_prefix("_x")
            .and_then(|after| after.split_at_checked(4))
            .filter(|(_, after)| after.starts_with('_'))
            .and_then(|(digits, after)| Some((u16::from_str_radix(digits, 16).ok()?, after)));
        match code {
            Some((unit, after)) => {
                units.push(unit);
                rest = after.get(1..).unwrap_or_default();
            }
            None => {
                units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
                rest = rest.get(character.len_utf8()..).unwrap_or_default();
            }
        }
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::{duration, unescape};

    #[test]
    fn durations_and_escapes_come_back() {
        assert_eq!(duration("PT1H2M3S"), Some(37_230_000_000));
        assert_eq!(duration("-PT0.5S"), Some(-5_000_000));
        assert_eq!(unescape("a_x000A_b_x005F_x"), "a\nb_x");
    }
}
