//! Values as CLIXML elements.

use super::NAMESPACE;
use crate::engine::object::{MemberBody, ObjectKind};
use crate::engine::types::datetime::{self, DateTime};
use crate::engine::types::{self, hashtable, type_data};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use base64::Engine as _;
use std::collections::HashMap;
use std::fmt::Write;

/// A whole document of some values.
pub fn text(engine: &mut Engine, values: &[Value], depth: usize) -> Outcome<String> {
    let mut writer = Writer::new(depth);
    for value in values {
        writer.add(engine, value)?;
    }
    Ok(writer.finish())
}

/// Containers within each other that are written; the rest becomes text.
const DEEPEST: usize = 200;

/// Writes values one after the other below one root element.
pub struct Writer {
    out: String,
    depth: usize,
    objects: usize,
    types: HashMap<String, usize>,
}

impl Writer {
    pub fn new(depth: usize) -> Writer {
        let out = format!("<Objs Version=\"1.1.0.1\" xmlns=\"{NAMESPACE}\">");
        Writer { out, depth, objects: 0, types: HashMap::new() }
    }

    pub fn add(&mut self, engine: &mut Engine, value: &Value) -> Outcome {
        self.value(engine, value, None, (0, self.depth))
    }

    pub fn finish(mut self) -> String {
        self.out.push_str("\n</Objs>");
        self.out
    }

    fn line(&mut self, level: usize, line: &str) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", level + 1));
        self.out.push_str(line);
    }

    /// `<I32 N="Name">1</I32>`
    fn leaf(&mut self, tag: &str, name: Option<&str>, text: &str, level: usize) {
        let line = format!("<{tag}{}>{}</{tag}>", attribute(name), escape(text));
        self.line(level, &line);
    }

    /// A value at a level of indentation, and how many levels of objects are left.
    fn value(
        &mut self,
        engine: &mut Engine,
        value: &Value,
        name: Option<&str>,
        (level, depth): (usize, usize),
    ) -> Outcome {
        engine.check_stop()?;
        if value.is_null() {
            self.line(level, &format!("<Nil{} />", attribute(name)));
            return Ok(());
        }
        if let Some((tag, text)) = primitive(engine, value)? {
            self.leaf(tag, name, &text, level);
            return Ok(());
        }
        if let Value::Enum(found) = value.unwrapped() {
            let types = [
                found.of.full_name(),
                "System.Enum".into(),
                "System.ValueType".into(),
                "System.Object".into(),
            ];
            let shown = convert::to_text(engine, value)?;
            self.open(&types, name, level);
            self.leaf("ToString", None, &shown, level + 1);
            self.leaf("I32", None, &found.number.to_string(), level + 1);
            self.line(level, "</Obj>");
            return Ok(());
        }
        self.object(engine, value, name, (level, depth))
    }

    /// `<Obj>` with its type names; names that were written before are referred to.
    fn open(&mut self, types: &[String], name: Option<&str>, level: usize) {
        let id = self.objects;
        self.objects += 1;
        self.line(level, &format!("<Obj{} RefId=\"{id}\">", attribute(name)));
        let key = types.join("\n");
        if let Some(known) = self.types.get(&key).copied() {
            self.line(level + 1, &format!("<TNRef RefId=\"{known}\" />"));
            return;
        }
        let number = self.types.len();
        self.types.insert(key, number);
        self.line(level + 1, &format!("<TN RefId=\"{number}\">"));
        for name in types {
            self.leaf("T", None, name, level + 2);
        }
        self.line(level + 1, "</TN>");
    }

    fn object(
        &mut self,
        engine: &mut Engine,
        value: &Value,
        name: Option<&str>,
        (level, depth): (usize, usize),
    ) -> Outcome {
        let types = member::type_names(value);
        if level > DEEPEST {
            let shown = convert::to_text(engine, value)?;
            self.leaf("S", name, &shown, level);
            return Ok(());
        }
        // Containers do not count: their elements have as many levels left.
        if let Some(table) = hashtable::table(value) {
            let entries: Vec<(Value, Value)> =
                table.borrow().iter().map(|(key, item)| (key.clone(), item.clone())).collect();
            self.open(&types, name, level);
            self.line(level + 1, if entries.is_empty() { "<DCT />" } else { "<DCT>" });
            for (key, item) in &entries {
                self.line(level + 2, "<En>");
                self.value(engine, key, Some("Key"), (level + 3, depth))?;
                self.value(engine, item, Some("Value"), (level + 3, depth))?;
                self.line(level + 2, "</En>");
            }
            if !entries.is_empty() {
                self.line(level + 1, "</DCT>");
            }
            self.line(level, "</Obj>");
            return Ok(());
        }
        if let Some(items) = member::enumerate(engine, value)? {
            self.open(&types, name, level);
            let tag = list_tag(&types);
            self.line(level + 1, &if items.is_empty() { format!("<{tag} />") } else { format!("<{tag}>") });
            for item in &items {
                self.value(engine, item, None, (level + 2, depth))?;
            }
            if !items.is_empty() {
                self.line(level + 1, &format!("</{tag}>"));
            }
            self.line(level, "</Obj>");
            return Ok(());
        }
        let depth = match type_data::standard_of(value, "SerializationDepth") {
            Some(MemberBody::Note(Value::Int(own))) if depth > 0 => usize::try_from(own).unwrap_or(depth),
            _ => depth,
        };
        let as_text = matches!(
            type_data::standard_of(value, "SerializationMethod"),
            Some(MemberBody::Note(Value::String(method))) if &*method == "String"
        );
        if depth == 0 || as_text {
            let shown = match type_data::standard_of(value, "StringSerializationSource") {
                Some(MemberBody::Alias(source)) => {
                    let held = member::property(engine, value, &source)?.unwrap_or_default();
                    convert::to_text(engine, &held)?
                }
                _ => convert::to_text(engine, value)?,
            };
            self.leaf("S", name, &shown, level);
            return Ok(());
        }
        self.open(&types, name, level);
        // What was read from such a file keeps the text that it had.
        let is_bag = matches!(
            value.unwrapped(),
            Value::Object(object)
                if matches!(object.kind, ObjectKind::Custom(_)) && convert::kept_text(object).is_none()
        );
        if !is_bag {
            let shown = convert::to_text(engine, value)?;
            self.leaf("ToString", None, &shown, level + 1);
        }
        self.properties(engine, value, if is_bag { "MS" } else { "Props" }, (level + 1, depth - 1))?;
        self.line(level, "</Obj>");
        Ok(())
    }

    fn properties(
        &mut self,
        engine: &mut Engine,
        value: &Value,
        tag: &str,
        (level, depth): (usize, usize),
    ) -> Outcome {
        let names = match type_data::standard_of(value, "PropertySerializationSet") {
            Some(MemberBody::PropertySet(names)) => names,
            _ => member::view_names(value),
        };
        if names.is_empty() {
            return Ok(());
        }
        self.line(level, &format!("<{tag}>"));
        for name in names {
            let item = match member::property(engine, value, &name) {
                Ok(item) => item.unwrap_or_default(),
                Err(fault) if matches!(*fault, Fault::Error { .. }) => Value::Null,
                Err(fault) => return Err(fault),
            };
            self.value(engine, &item, Some(&name), (level + 1, depth))?;
        }
        self.line(level, &format!("</{tag}>"));
        Ok(())
    }
}

fn list_tag(types: &[String]) -> &'static str {
    let first = types.first().map_or("", String::as_str);
    if first.contains("Collections.Generic.Queue") || first == "System.Collections.Queue" {
        "QUE"
    } else if first.contains("Collections.Generic.Stack") || first == "System.Collections.Stack" {
        "STK"
    } else {
        "LST"
    }
}

fn attribute(name: Option<&str>) -> String {
    name.map(|name| format!(" N=\"{}\"", escape(name).replace('"', "&quot;"))).unwrap_or_default()
}

/// The element and text of a primitive value.
fn primitive(engine: &mut Engine, value: &Value) -> Outcome<Option<(&'static str, String)>> {
    let tag = match value.unwrapped() {
        Value::String(_) => "S",
        Value::Bool(flag) => return Ok(Some(("B", flag.to_string()))),
        Value::Char(unit) => return Ok(Some(("C", unit.to_string()))),
        Value::SByte(_) => "SB",
        Value::Byte(_) => "By",
        Value::Int16(_) => "I16",
        Value::UInt16(_) => "U16",
        Value::Int(_) => "I32",
        Value::UInt(_) => "U32",
        Value::Long(_) => "I64",
        Value::ULong(_) => "U64",
        Value::Single(_) => "Sg",
        Value::Double(_) => "Db",
        Value::Decimal(_) => "D",
        Value::BigInt(_) => return Ok(None),
        Value::TimeSpan(ticks) => return Ok(Some(("TS", duration(*ticks)))),
        Value::DateTime(moment) => return Ok(Some(("DT", date(moment)))),
        Value::Block(_) => "SBK",
        Value::Array(array) if is_bytes(array) => {
            let bytes: Vec<u8> = array
                .items
                .borrow()
                .iter()
                .filter_map(|item| match item {
                    Value::Byte(byte) => Some(*byte),
                    _ => None,
                })
                .collect();
            return Ok(Some(("BA", base64::engine::general_purpose::STANDARD.encode(bytes))));
        }
        other => match types::type_of(other).full_name().as_str() {
            "System.Guid" => "G",
            "System.Uri" => "URI",
            "System.Version" => "Version",
            _ => return Ok(None),
        },
    };
    convert::to_text(engine, value).map(|text| Some((tag, text)))
}

fn is_bytes(array: &crate::engine::value::Array) -> bool {
    array.element.as_ref().is_some_and(|of| of.full_name() == "System.Byte")
}

fn date(moment: &DateTime) -> String {
    let text = datetime::format(moment, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK");
    text.replace(".Z", "Z").replace(".+", "+").replace(".-", "-").trim_end_matches('.').to_string()
}

/// An XML Schema duration: `PT1H2M3.5S`.
pub fn duration(ticks: i64) -> String {
    let mut text = String::new();
    if ticks < 0 {
        text.push('-');
    }
    text.push('P');
    let ticks = ticks.unsigned_abs();
    let (days, rest_of_day) = (ticks / 864_000_000_000, ticks % 864_000_000_000);
    let (hours, rest) = (rest_of_day / 36_000_000_000, rest_of_day % 36_000_000_000);
    let (minutes, rest) = (rest / 600_000_000, rest % 600_000_000);
    let (seconds, fraction) = (rest / 10_000_000, rest % 10_000_000);
    if days > 0 {
        write!(text, "{days}D").ok();
    }
    if rest_of_day > 0 || days == 0 {
        text.push('T');
    }
    if hours > 0 {
        write!(text, "{hours}H").ok();
    }
    if minutes > 0 {
        write!(text, "{minutes}M").ok();
    }
    if fraction > 0 {
        let digits = format!("{fraction:07}");
        write!(text, "{seconds}.{}S", digits.trim_end_matches('0')).ok();
    } else if seconds > 0 || ticks == 0 {
        write!(text, "{seconds}S").ok();
    }
    text
}

/// Text for an element: markup by reference, control characters and `_x` as `_xHHHH_`.
fn escape(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        match character {
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '&' => made.push_str("&amp;"),
            '_' if text.get(at + 1..).is_some_and(|rest| rest.starts_with(['x', 'X'])) => {
                made.push_str("_x005F_");
            }
            control if control.is_control() => {
                write!(made, "_x{:04X}_", u32::from(control)).ok();
            }
            other => made.push(other),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::{duration, escape};

    #[test]
    fn durations_and_control_characters_are_written_as_xml() {
        assert_eq!(duration(0), "PT0S");
        assert_eq!(duration(37_230_000_000), "PT1H2M3S");
        assert_eq!(duration(864_000_000_000), "P1D");
        assert_eq!(duration(-5_000_000), "-PT0.5S");
        assert_eq!(escape("a\nb_x<"), "a_x000A_b_x005F_x&lt;");
    }
}
