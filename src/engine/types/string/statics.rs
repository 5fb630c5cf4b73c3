//! Static methods of `System.String`, and its constructors.

use super::{cased, is_white, negative, order_by, own, part, too_large};
use crate::engine::types::table::statics;
use crate::engine::types::{StaticMethod, arguments, array, comparer, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};

/// Whether two texts are equal by a `StringComparison`; exactly without one.
pub fn equal_texts(a: &str, b: &str, comparison: Option<&Value>) -> Outcome<bool> {
    Ok(match comparison.map(Value::unwrapped) {
        Some(Value::Enum(value)) => order_by(a, b, value.number) == 0,
        _ => a == b,
    })
}

/// `-1`, 0 or 1 for `$null` on a side; `None` when neither is.
fn null_order(a: &Value, b: &Value) -> Option<Value> {
    (a.is_null() || b.is_null()).then(|| Value::Int(i32::from(!a.is_null()) - i32::from(!b.is_null())))
}

/// All overloads of `Compare`: whole texts or parts; ignoring case or not; a comparison or options.
fn compare(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let is_part = matches!(args.get(1).map(Value::unwrapped), Some(Value::Int(_)));
    let (a, b, rest) = match is_part {
        true => (arguments::any(args, 0)?, arguments::any(args, 2)?, args.get(5..)),
        false => (arguments::any(args, 0)?, arguments::any(args, 1)?, args.get(2..)),
    };
    if let Some(order) = null_order(a, b) {
        return Ok(order);
    }
    let (mut left, mut right) = (convert::to_text(engine, a)?, convert::to_text(engine, b)?);
    if is_part {
        (left, right) = parts(&left, &right, args)?;
    }
    Ok(Value::Int(order(&left, &right, rest.unwrap_or_default())))
}

/// The parts that `(strA, indexA, strB, indexB, length)` compares.
fn parts(a: &str, b: &str, args: &[Value]) -> Outcome<(String, String)> {
    let length = arguments::int(args, 4)?;
    let take = |text: &str, start: i32, parameter: &str| {
        let whole = super::length(text);
        match start {
            start if start < 0 || start > whole => Err(arguments::out_of_range(
                "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
                parameter,
            )),
            start => Ok(part(text, start, Some(length.clamp(0, whole - start))).unwrap_or_default()),
        }
    };
    Ok((take(a, arguments::int(args, 1)?, "indexA")?, take(b, arguments::int(args, 3)?, "indexB")?))
}

fn order(a: &str, b: &str, how: &[Value]) -> i32 {
    for argument in how {
        match argument.unwrapped() {
            Value::Bool(fold) => return operators::text_order(a, b, *fold) as i32,
            Value::Enum(value) if value.of.full_name() == "System.Globalization.CompareOptions" => {
                return by_options(a, b, value.number);
            }
            Value::Enum(value) => return order_by(a, b, value.number).signum(),
            _ => {}
        }
    }
    operators::text_order(a, b, false) as i32
}

/// `CompareOptions`: IgnoreCase 1, IgnoreNonSpace 2, Ordinal 2^30, OrdinalIgnoreCase 2^28.
pub(crate) fn by_options(a: &str, b: &str, options: i64) -> i32 {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    if options & (1 << 30) != 0 {
        return comparer::ordinal_text(a, b);
    }
    if options & (1 << 28) != 0 {
        return comparer::ordinal_text(&cased(a, true), &cased(b, true));
    }
    let strip = |text: &str| -> String { text.nfd().filter(|c| !is_combining_mark(*c)).collect() };
    match options & 2 {
        0 => operators::text_order(a, b, options & 1 != 0) as i32,
        _ => operators::text_order(&strip(a), &strip(b), options & 1 != 0) as i32,
    }
}

fn compare_ordinal(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    match args {
        [a, b] => Ok(Value::Int(comparer::ordinal(engine, a, b, false)?)),
        _ => {
            let (a, b) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 2)?);
            let (a, b) = parts(&a, &b, args)?;
            Ok(Value::Int(comparer::ordinal_text(&a, &b)))
        }
    }
}

/// The texts of a collection or of several arguments.
fn texts(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for argument in args {
        match crate::engine::member::enumerate(engine, argument)? {
            Some(items) => {
                for item in items {
                    found.push(shown(engine, &item)?);
                }
            }
            None => found.push(shown(engine, argument)?),
        }
    }
    Ok(found)
}

/// As `.ToString()` gives it in the current culture.
fn shown(engine: &mut Engine, value: &Value) -> Outcome<String> {
    match value {
        Value::String(_) | Value::Null | Value::Empty => convert::to_text(engine, value),
        Value::Array(_) => Ok(crate::engine::types::type_of(value).reflection_name()),
        other => {
            let text = crate::engine::member::invoke(engine, other, "ToString", &[])?;
            convert::to_text(engine, &text)
        }
    }
}

fn join(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let separator = arguments::text(engine, args, 0)?;
    if args.len() == 4 {
        let items = array::items(arguments::any(args, 1)?);
        let (start, count) = (arguments::int(args, 2)?, arguments::int(args, 3)?);
        let whole = items.len() as i32;
        if start < 0 {
            return Err(negative("startIndex", start));
        }
        if count < 0 {
            return Err(negative("count", count));
        }
        if start > whole - count {
            return Err(too_large("startIndex", start, whole - count));
        }
        let part = items.get(start as usize..(start + count) as usize).unwrap_or_default().to_vec();
        return Ok(Value::text(texts(engine, &part)?.join(&separator)));
    }
    Ok(Value::text(texts(engine, args.get(1..).unwrap_or_default())?.join(&separator)))
}

fn format(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let skip = usize::from(!matches!(args.first().map(Value::unwrapped), Some(Value::String(_))));
    let form = arguments::text(engine, args, skip)?;
    if let [Value::Null] = args.get(skip + 1..).unwrap_or_default() {
        // The list of the values itself is `$null` then, not its only element.
        return Err(arguments::null("args"));
    }
    let mut items = Vec::new();
    for argument in args.iter().skip(skip + 1) {
        match argument {
            Value::Array(array) => items.extend(array.items.borrow().iter().cloned()),
            other => items.push(other.clone()),
        }
    }
    let culture = crate::engine::types::culture_info::provider(args.first().filter(|_| skip > 0));
    Ok(Value::text(operators::format_in(engine, &form, &items, &culture)?))
}

fn is_blank(engine: &mut Engine, args: &[Value], white: bool) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    Ok(Value::Bool(if white { text.chars().all(is_white) } else { text.is_empty() }))
}

fn equals(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (a, b) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    if let (Value::String(a), Value::String(b)) = (a.unwrapped(), b.unwrapped()) {
        return equal_texts(a, b, args.get(2)).map(Value::Bool);
    }
    Ok(Value::Bool(operators::equal(engine, a, b, false)?))
}

pub fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    match args {
        [Value::Char(unit), count] => {
            let count = convert::to_int(count)?;
            let times = usize::try_from(count).map_err(|_| negative("count", count))?.min(1 << 28);
            Ok(Value::text(String::from_utf16_lossy(&[*unit]).repeat(times)))
        }
        _ => {
            let units: Vec<u16> = array::items(arguments::any(args, 0)?)
                .iter()
                .filter_map(|item| match item {
                    Value::Char(unit) => Some(*unit),
                    _ => None,
                })
                .collect();
            let range = if args.len() > 1 { arguments::range(args, 1, units.len())? } else { 0..units.len() };
            let _ = engine;
            Ok(Value::text(String::from_utf16_lossy(units.get(range).unwrap_or_default())))
        }
    }
}

pub const METHODS: &[StaticMethod] = statics! {
    Compare
        "static int Compare(string strA, string strB)"
        "static int Compare(string strA, string strB, bool ignoreCase)"
        "static int Compare(string strA, string strB, System.StringComparison comparisonType)"
        "static int Compare(string strA, string strB, cultureinfo culture, System.Globalization.CompareOptions options)"
        "static int Compare(string strA, string strB, bool ignoreCase, cultureinfo culture)"
        "static int Compare(string strA, int indexA, string strB, int indexB, int length)"
        "static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase)"
        "static int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase, cultureinfo culture)"
        "static int Compare(string strA, int indexA, string strB, int indexB, int length, cultureinfo culture, System.Globalization.CompareOptions options)"
        "static int Compare(string strA, int indexA, string strB, int indexB, int length, System.StringComparison comparisonType)"
        => compare;
    CompareOrdinal
        "static int CompareOrdinal(string strA, string strB)"
        "static int CompareOrdinal(string strA, int indexA, string strB, int indexB, int length)"
        => compare_ordinal;
    Concat
        "static string Concat(System.Object arg0)"
        "static string Concat(System.Object arg0, System.Object arg1)"
        "static string Concat(System.Object arg0, System.Object arg1, System.Object arg2)"
        "static string Concat(Params System.Object[] args)"
        "static string Concat(System.ReadOnlySpan[System.Object] args)"
        "static string Concat[T](System.Collections.Generic.IEnumerable[T] values)"
        "static string Concat(System.Collections.Generic.IEnumerable[string] values)"
        "static string Concat(string str0, string str1)"
        "static string Concat(string str0, string str1, string str2)"
        "static string Concat(string str0, string str1, string str2, string str3)"
        "static string Concat(System.ReadOnlySpan[char] str0, System.ReadOnlySpan[char] str1)"
        "static string Concat(System.ReadOnlySpan[char] str0, System.ReadOnlySpan[char] str1, System.ReadOnlySpan[char] str2)"
        "static string Concat(System.ReadOnlySpan[char] str0, System.ReadOnlySpan[char] str1, System.ReadOnlySpan[char] str2, System.ReadOnlySpan[char] str3)"
        "static string Concat(Params string[] values)"
        "static string Concat(System.ReadOnlySpan[string] values)"
        => |engine, args| Ok(Value::text(texts(engine, args)?.concat()));
    Copy "static string Copy(string str)" => |_, args| Ok(Value::text(own(arguments::any(args, 0)?)));
    Create
        "static string Create[TState](int length, TState state, System.Buffers.SpanAction[char,TState] action)"
        "static string Create(System.IFormatProvider provider, [ref] System.Runtime.CompilerServices.DefaultInterpolatedStringHandler handler)"
        "static string Create(System.IFormatProvider provider, System.Span[char] initialBuffer, [ref] System.Runtime.CompilerServices.DefaultInterpolatedStringHandler handler)"
        => |_, _| Err(crate::engine::Fault::not_supported("String.Create"));
    Equals
        "static bool Equals(string a, string b)"
        "static bool Equals(string a, string b, System.StringComparison comparisonType)"
        "static bool Equals(System.Object objA, System.Object objB)"
        => equals;
    Format
        "static string Format(string format, System.Object arg0)"
        "static string Format(string format, System.Object arg0, System.Object arg1)"
        "static string Format(string format, System.Object arg0, System.Object arg1, System.Object arg2)"
        "static string Format(string format, Params System.Object[] args)"
        "static string Format(string format, System.ReadOnlySpan[System.Object] args)"
        "static string Format(System.IFormatProvider provider, string format, System.Object arg0)"
        "static string Format(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1)"
        "static string Format(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1, System.Object arg2)"
        "static string Format(System.IFormatProvider provider, string format, Params System.Object[] args)"
        "static string Format(System.IFormatProvider provider, string format, System.ReadOnlySpan[System.Object] args)"
        "static string Format[TArg0](System.IFormatProvider provider, System.Text.CompositeFormat format, TArg0 arg0)"
        "static string Format[TArg0, TArg1](System.IFormatProvider provider, System.Text.CompositeFormat format, TArg0 arg0, TArg1 arg1)"
        "static string Format[TArg0, TArg1, TArg2](System.IFormatProvider provider, System.Text.CompositeFormat format, TArg0 arg0, TArg1 arg1, TArg2 arg2)"
        "static string Format(System.IFormatProvider provider, System.Text.CompositeFormat format, Params System.Object[] args)"
        "static string Format(System.IFormatProvider provider, System.Text.CompositeFormat format, System.ReadOnlySpan[System.Object] args)"
        => format;
    GetHashCode
        "static int GetHashCode(System.ReadOnlySpan[char] value)"
        "static int GetHashCode(System.ReadOnlySpan[char] value, System.StringComparison comparisonType)"
        => |_, args| Ok(Value::Int(object::hash_of(&own(arguments::any(args, 0)?))));
    Intern "static string Intern(string str)" => |_, args| Ok(arguments::any(args, 0)?.clone());
    IsInterned "static string IsInterned(string str)" => |_, args| Ok(arguments::any(args, 0)?.clone());
    IsNullOrEmpty "static bool IsNullOrEmpty(string value)" => |engine, args| is_blank(engine, args, false);
    IsNullOrWhiteSpace "static bool IsNullOrWhiteSpace(string value)" => |engine, args| is_blank(engine, args, true);
    Join
        "static string Join(char separator, Params string[] value)"
        "static string Join(char separator, System.ReadOnlySpan[string] value)"
        "static string Join(string separator, Params string[] value)"
        "static string Join(string separator, System.ReadOnlySpan[string] value)"
        "static string Join(char separator, string[] value, int startIndex, int count)"
        "static string Join(string separator, string[] value, int startIndex, int count)"
        "static string Join(string separator, System.Collections.Generic.IEnumerable[string] values)"
        "static string Join(char separator, Params System.Object[] values)"
        "static string Join(char separator, System.ReadOnlySpan[System.Object] values)"
        "static string Join(string separator, Params System.Object[] values)"
        "static string Join(string separator, System.ReadOnlySpan[System.Object] values)"
        "static string Join[T](char separator, System.Collections.Generic.IEnumerable[T] values)"
        "static string Join[T](string separator, System.Collections.Generic.IEnumerable[T] values)"
        => join;
};
