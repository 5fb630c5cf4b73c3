//! Objects as JSON text.

use crate::engine::error::{Category, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::types::{self, datetime, hashtable};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};

/// Which characters are written as `\uXXXX` besides control characters.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) enum Escape {
    #[default]
    Usual,
    NonAscii,
    Html,
}

/// Writes values to a depth; deeper objects become text.
pub(super) struct JsonWriter {
    pub depth: usize,
    pub compress: bool,
    pub enums: bool,
    pub escape: Escape,
    /// Whether something was deeper.
    pub truncated: bool,
    /// The value comes through a pipeline.
    pub piped: bool,
    pub text: String,
}

/// Id of the error of a key that is no text.
pub(super) const BAD_KEY: &str = "NonStringKeyInDictionary";

impl JsonWriter {
    /// Writes one value that stands `level` levels deep.
    pub(super) fn value(&mut self, engine: &mut Engine, value: &Value, level: usize) -> Outcome {
        engine.check_stop()?;
        if let Value::Wrapped(wrapped) = value
            && !matches!(wrapped.base, Value::String(_) | Value::DateTime(_) | Value::TimeSpan(_))
        {
            let base = wrapped.base.clone();
            return self.with_added(engine, value, base, level);
        }
        match value.unwrapped() {
            Value::Null | Value::Empty => self.text.push_str("null"),
            Value::Bool(flag) => self.text.push_str(if *flag { "true" } else { "false" }),
            Value::Double(number) => self.number(double(*number)),
            Value::Single(number) => self.number(single(*number)),
            Value::Decimal(_) | Value::BigInt(_) => {
                let text = convert::to_text(engine, value)?;
                let whole = matches!(value.unwrapped(), Value::Decimal(_)) && !text.contains('.');
                self.number(if whole { format!("{text}.0") } else { text });
            }
            Value::Enum(found) if !self.enums => self.text.push_str(&found.number.to_string()),
            Value::DateTime(moment) => {
                let text = datetime::format(moment, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK");
                self.string(&without_dot(&text));
            }
            Value::TimeSpan(_) => self.properties(engine, value, level, TIME_SPAN)?,
            Value::String(_) | Value::Char(_) | Value::Enum(_) | Value::Type(_) | Value::Block(_) => {
                let text = convert::to_text(engine, value)?;
                self.string(&text);
            }
            other if convert::is_number(other) => {
                let text = convert::to_text(engine, other)?;
                self.text.push_str(&text);
            }
            _ => self.object(engine, value, level)?,
        }
        Ok(())
    }

    /// A value without properties of its own: alone, or beside those that were added to it.
    fn with_added(&mut self, engine: &mut Engine, value: &Value, base: Value, level: usize) -> Outcome {
        let added = added(engine, value)?;
        if added.is_empty() {
            return self.value(engine, &base, level);
        }
        let own = std::iter::once(("value".to_string(), base));
        self.pairs(engine, own.chain(added).collect(), level)
    }

    /// A number, or a text for what JSON has no number for.
    fn number(&mut self, text: String) {
        if text.starts_with(|first: char| first.is_ascii_digit() || first == '-') && text != "-Infinity" {
            self.text.push_str(&text);
        } else {
            self.string(&text);
        }
    }

    fn object(&mut self, engine: &mut Engine, value: &Value, level: usize) -> Outcome {
        if let Some(items) = member::enumerate(engine, value)? {
            if level > self.depth {
                return self.cut(engine, value);
            }
            if !member::added_names(value).is_empty() {
                return self.with_added(engine, value, Value::array(items), level);
            }
            return self.list(engine, &items, level);
        }
        if let Some(table) = hashtable::table(value) {
            if level > self.depth {
                self.truncated = true;
                let name = types::type_of(value).full_name();
                self.string(&name);
                return Ok(());
            }
            let entries: Vec<(Value, Value)> =
                table.borrow().iter().map(|(key, item)| (key.clone(), item.clone())).collect();
            let mut pairs = Vec::with_capacity(entries.len());
            for (key, item) in entries {
                if !matches!(key.unwrapped(), Value::String(_)) {
                    let class = types::type_of(value).full_name();
                    let message = format!(
                        "The type '{class}' is not supported for serialization or deserialization of a dictionary. Keys must be strings."
                    );
                    let exception = Exception::new("System.InvalidOperationException", message);
                    return Err(Fault::error(exception, BAD_KEY, Category::InvalidOperation, value.clone()));
                }
                pairs.push((convert::to_text(engine, &key)?, item));
            }
            pairs.extend(added(engine, value)?);
            return self.pairs(engine, pairs, level);
        }
        let class = types::type_of(value).full_name();
        match class.as_str() {
            "System.DBNull" | "System.Management.Automation.Language.NullString" => {
                self.with_added(engine, value, Value::Null, level)
            }
            "System.Guid" | "System.Uri" => {
                let text = match member::property(engine, value, "OriginalString")? {
                    Some(written) => convert::to_text(engine, &written)?,
                    None => convert::to_text(engine, value)?,
                };
                self.with_added(engine, value, Value::text(text), level)
            }
            "System.DateTimeOffset" => {
                let form = [Value::text("yyyy-MM-ddTHH:mm:ss.FFFFFFFK")];
                let text = member::invoke(engine, value, "ToString", &form)?;
                let text = convert::to_text(engine, &text)?;
                self.with_added(engine, value, Value::text(without_dot(&text)), level)
            }
            _ => self.properties(engine, value, level, &[]),
        }
    }

    /// The properties of an object, in a given order or its own.
    fn properties(&mut self, engine: &mut Engine, value: &Value, level: usize, order: &[&str]) -> Outcome {
        if level > self.depth {
            return self.cut(engine, value);
        }
        let mut names: Vec<String> = match order.is_empty() {
            true => names_of(value),
            false => order.iter().map(|name| (*name).to_string()).collect(),
        };
        let added = member::added_names(value);
        names.retain(|name| !added.iter().any(|known| known.eq_ignore_ascii_case(name)));
        names.extend(added.iter().map(|name| name.to_string()));
        // The property that PowerShell adds to addresses is written of one that comes through a pipeline alone.
        if types::type_of(value).full_name() == "System.Net.IPAddress" {
            names.retain(|name| name != "IPAddressToString");
            names.extend((self.piped && level == 0).then(|| "IPAddressToString".to_string()));
        }
        let mut pairs = Vec::with_capacity(names.len());
        for name in names {
            let item = match member::property(engine, value, &name) {
                Ok(Some(item)) => item,
                Ok(None) => continue,
                Err(fault) if matches!(*fault, Fault::Error { .. }) => Value::Null,
                Err(fault) => return Err(fault),
            };
            pairs.push((name, item));
        }
        self.pairs(engine, pairs, level)
    }

    fn list(&mut self, engine: &mut Engine, items: &[Value], level: usize) -> Outcome {
        if items.is_empty() {
            self.text.push_str("[]");
            return Ok(());
        }
        self.text.push('[');
        for (index, item) in items.iter().enumerate() {
            self.separate(index, level + 1);
            self.value(engine, item, level + 1)?;
        }
        self.break_line(level);
        self.text.push(']');
        Ok(())
    }

    fn pairs(&mut self, engine: &mut Engine, pairs: Vec<(String, Value)>, level: usize) -> Outcome {
        if pairs.is_empty() {
            self.text.push_str("{}");
            return Ok(());
        }
        self.text.push('{');
        for (index, (name, item)) in pairs.into_iter().enumerate() {
            self.separate(index, level + 1);
            self.string(&name);
            self.text.push_str(if self.compress { ":" } else { ": " });
            self.value(engine, &item, level + 1)?;
        }
        self.break_line(level);
        self.text.push('}');
        Ok(())
    }

    fn separate(&mut self, index: usize, level: usize) {
        if index > 0 {
            self.text.push(',');
        }
        self.break_line(level);
    }

    fn break_line(&mut self, level: usize) {
        if !self.compress {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("  ", level));
        }
    }

    /// What is too deep is text.
    fn cut(&mut self, engine: &mut Engine, value: &Value) -> Outcome {
        self.truncated = true;
        let text = convert::to_text(engine, value)?;
        self.string(&text);
        Ok(())
    }

    /// A text in quotes.
    pub(super) fn string(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' if self.escape != Escape::Html => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                '<' | '>' | '&' | '\'' | '"' if self.escape == Escape::Html => self.unit(character),
                '\u{85}' | '\u{2028}' | '\u{2029}' => self.unit(character),
                other if other < ' ' => self.unit(other),
                other if self.escape == Escape::NonAscii && !other.is_ascii() => self.unit(other),
                other => self.text.push(other),
            }
        }
        self.text.push('"');
    }

    fn unit(&mut self, character: char) {
        for unit in character.encode_utf16(&mut [0; 2]) {
            self.text.push_str(&format!("\\u{unit:04x}"));
        }
    }
}

/// The properties that were added to a value, with what they hold.
pub(super) fn added(engine: &mut Engine, value: &Value) -> Outcome<Vec<(String, Value)>> {
    let mut pairs = Vec::new();
    for name in member::added_names(value) {
        let held = member::property(engine, value, &name)?.unwrap_or_default();
        pairs.push((name.to_string(), held));
    }
    Ok(pairs)
}

/// A date without a fraction has no dot either.
fn without_dot(text: &str) -> String {
    text.replace(".Z", "Z").replace(".+", "+").replace(".-", "-").trim_end_matches('.').to_string()
}

/// The properties of a time span as .NET lists them.
const TIME_SPAN: &[&str] = &[
    "Ticks",
    "Days",
    "Hours",
    "Milliseconds",
    "Microseconds",
    "Nanoseconds",
    "Minutes",
    "Seconds",
    "TotalDays",
    "TotalHours",
    "TotalMilliseconds",
    "TotalMicroseconds",
    "TotalNanoseconds",
    "TotalMinutes",
    "TotalSeconds",
];

/// The properties that are written: hidden fields of classes too.
fn names_of(value: &Value) -> Vec<String> {
    if let Value::Object(object) = value.unwrapped()
        && let ObjectKind::Instance { fields, .. } = &object.kind
    {
        return fields.borrow().iter().map(|member| member.name.to_string()).collect();
    }
    member::view_names(value).iter().map(|name| name.to_string()).collect()
}

/// Numbers without a fraction keep `.0`; very large ones are written with an exponent.
fn double(number: f64) -> String {
    if !number.is_finite() {
        return if number.is_nan() { "NaN".into() } else { infinity(number > 0.0) };
    }
    if number.fract() == 0.0 && number.abs() < 1e17 {
        return format!("{number:.1}");
    }
    dotted(convert::number::shortest(number))
}

fn single(number: f32) -> String {
    if !number.is_finite() {
        return double(f64::from(number));
    }
    dotted(convert::number::shortest_single(number))
}

fn infinity(positive: bool) -> String {
    if positive { "Infinity".into() } else { "-Infinity".into() }
}

fn dotted(text: String) -> String {
    if text.contains(['.', 'E']) { text } else { text + ".0" }
}
