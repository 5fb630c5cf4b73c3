//! `-join` and `-split`.

use super::matching;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, types};

pub fn join(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    let separator = convert::to_text(engine, right)?;
    // An enumerator is one object to -join, as it is to no other operator.
    let is_enumerator = matches!(
        left.unwrapped(),
        Value::Object(object) if matches!(&object.kind, crate::engine::object::ObjectKind::Native(native)
            if native.class().interfaces.contains(&"System.Collections.IEnumerator"))
    );
    if is_enumerator {
        return Ok(Value::text(convert::to_text(engine, left)?));
    }
    let items = match member::enumerate(engine, left)? {
        Some(items) => items,
        None => return Ok(Value::text(convert::to_text(engine, left)?)),
    };
    let shown = |engine: &mut Engine, item: &Value| match item.unwrapped() {
        // Elements are written by the current culture, unlike a cast to text.
        Value::DateTime(_) => Ok(convert::shown(item)),
        Value::Double(_) | Value::Single(_) | Value::Decimal(_) => super::shown(engine, item),
        Value::Type(of) => Ok(of.reflection_name()),
        _ => convert::to_text(engine, item),
    };
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(&separator);
        }
        // An element that is a list itself is not joined.
        match item.unwrapped() {
            Value::Array(_) => text.push_str(&crate::engine::types::type_of(item).full_name()),
            _ => text.push_str(&shown(engine, item)?),
        }
    }
    Ok(Value::text(text))
}

/// The unary form: by runs of blanks.
pub fn split_blanks(engine: &mut Engine, value: &Value) -> Outcome<Value> {
    let mut parts = Vec::new();
    for text in texts(engine, value)? {
        let before = parts.len();
        parts.extend(text.split_whitespace().map(Value::from));
        if parts.len() == before {
            parts.push(Value::text(""));
        }
    }
    Ok(types::arguments::array_of(&types::named("System.String"), parts))
}

/// Options of `-split`, as `System.Management.Automation.SplitOptions` numbers them.
#[derive(Clone, Copy)]
struct SplitOptions(i64);

impl SplitOptions {
    const SIMPLE: i64 = 1;
    const REGEX: i64 = 2;
    const IGNORE_BLANKS: i64 = 8;
    const MULTILINE: i64 = 16;
    const SINGLE_LINE: i64 = 32;
    const IGNORE_CASE: i64 = 64;
    const EXPLICIT: i64 = 128;

    /// Errors: the text names no option, or options that exclude each other.
    fn read(engine: &mut Engine, given: &Value) -> Outcome<SplitOptions> {
        let wanted = types::named("System.Management.Automation.SplitOptions");
        let number = match convert::to_type(engine, given.clone(), &wanted)? {
            Value::Enum(value) => value.number,
            _ => 0,
        };
        let options = SplitOptions(number);
        if options.has(Self::SIMPLE) && number & !(Self::SIMPLE | Self::IGNORE_CASE) != 0 {
            let message = "The combination of options with the -split operator is not valid.";
            return Err(Fault::runtime("InvalidSplitOptionCombination", message));
        }
        Ok(options)
    }

    fn has(self, option: i64) -> bool {
        self.0 & option != 0
    }

    fn regex(self, pattern: &str, fold: bool) -> Outcome<std::rc::Rc<fancy_regex::Regex>> {
        let mut flags = String::new();
        let wanted = [
            (self.has(Self::IGNORE_CASE) || fold, 'i'),
            (self.has(Self::MULTILINE), 'm'),
            (self.has(Self::SINGLE_LINE), 's'),
            (self.has(Self::IGNORE_BLANKS), 'x'),
        ];
        flags.extend(wanted.into_iter().filter_map(|(is_on, flag)| is_on.then_some(flag)));
        match self.has(Self::SIMPLE) {
            true => matching::regex_with(&fancy_regex::escape(pattern), &flags, false),
            false => matching::regex_with(pattern, &flags, self.has(Self::EXPLICIT)),
        }
    }
}

/// `-split pattern`, `-split pattern, limit, options`, `-split { block }`.
pub fn split(engine: &mut Engine, left: &Value, right: &Value, fold: bool) -> Outcome<Value> {
    let arguments = match member::enumerate(engine, right)? {
        Some(items) => items,
        None => vec![right.clone()],
    };
    let limit = match arguments.get(1) {
        Some(limit) => convert::to_int(limit)?,
        None => 0,
    };
    let options = match arguments.get(2) {
        Some(given) => SplitOptions::read(engine, given)?,
        None => SplitOptions(0),
    };
    let mut parts = Vec::new();
    let subjects = texts(engine, left)?;
    if let Some(Value::Block(block)) = arguments.first().map(Value::unwrapped) {
        if options.0 & !SplitOptions::REGEX != 0 {
            let message = "Options are not allowed on the -split operator with a predicate.";
            return Err(Fault::runtime("InvalidSplitOptionWithPredicate", message));
        }
        for text in subjects {
            split_by_block(engine, &text, block, limit, &mut parts)?;
        }
        return Ok(types::arguments::array_of(&types::named("System.String"), parts));
    }
    let pattern = match arguments.first() {
        Some(pattern) => convert::to_text(engine, pattern)?,
        None => String::new(),
    };
    let regex = options.regex(&pattern, fold)?;
    for text in subjects {
        let pieces = matching::split(&regex, &text, limit)?;
        parts.extend(pieces.into_iter().map(Value::from));
    }
    Ok(types::arguments::array_of(&types::named("System.String"), parts))
}

/// A positive limit is the most parts, a negative one counts from the end.
fn split_by_block(
    engine: &mut Engine,
    text: &str,
    block: &std::rc::Rc<crate::engine::script_block::ScriptBlockValue>,
    limit: i32,
    parts: &mut Vec<Value>,
) -> Outcome {
    let most = if limit == 0 { usize::MAX } else { limit.unsigned_abs() as usize };
    let mut places = Vec::new();
    for (at, character) in text.char_indices() {
        if limit > 0 && places.len() + 1 >= most {
            break;
        }
        let result = engine.invoke_with_item(block, Value::text(character.to_string()))?;
        if convert::to_bool(&Value::from_output(result)) {
            places.push((at, at + character.len_utf8()));
        }
    }
    if limit < 0 && places.len() >= most {
        places.drain(..places.len() + 1 - most);
    }
    let mut last = 0;
    for (start, end) in places {
        parts.push(Value::text(text.get(last..start).unwrap_or_default()));
        last = end;
    }
    parts.push(Value::text(text.get(last..).unwrap_or_default()));
    Ok(())
}

fn texts(engine: &mut Engine, value: &Value) -> Outcome<Vec<String>> {
    let items = match member::enumerate(engine, value)? {
        Some(items) => items,
        None => vec![value.clone()],
    };
    items.iter().map(|item| convert::to_text(engine, item)).collect()
}
