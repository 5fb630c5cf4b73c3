//! `-f`: composite formats, and .NET's numeric formats under the invariant culture.

use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, types};
use rust_decimal::{Decimal, RoundingStrategy};

/// Digits that a precision or width may ask for.
const MOST_DIGITS: usize = 1000;

pub fn operator(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    let form = convert::to_text(engine, left)?;
    let items = match member::enumerate(engine, right)? {
        Some(items) => items,
        None => vec![right.clone()],
    };
    format(engine, &form, &items).map(Value::text).map_err(|fault| {
        let Fault::Error { record, .. } = *fault else { return fault };
        let message = format!("Error formatting a string: {}", record.exception.message);
        Fault::error(
            Exception::runtime(message).with_inner(record.exception),
            "FormatError",
            Category::InvalidOperation,
            Value::text(form.as_str()),
        )
    })
}

fn malformed(reason: &str) -> Box<Fault> {
    types::arguments::throw("System.FormatException", reason)
}

/// A composite format as `String.Format` fills it.
pub fn format(engine: &mut Engine, form: &str, items: &[Value]) -> Outcome<String> {
    let mut out = String::new();
    let mut rest = form;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let brace = rest.as_bytes().get(at).copied().unwrap_or_default();
        let after = rest.get(at + 1..).unwrap_or_default();
        if after.as_bytes().first() == Some(&brace) {
            out.push(char::from(brace));
            rest = after.get(1..).unwrap_or_default();
            continue;
        }
        if brace == b'}' {
            let offset = form.len() - after.len();
            return Err(malformed(&format!(
                "Input string was not in a correct format. Failure to parse near offset {offset}. Unexpected closing brace without a corresponding opening brace."
            )));
        }
        let Some((hole, tail)) = after.split_once('}') else {
            return Err(malformed(&format!(
                "Input string was not in a correct format. Failure to parse near offset {}. Format item ends prematurely.",
                form.len()
            )));
        };
        out.push_str(&filled(engine, hole, items, form.len() - after.len())?);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// One `{index,width:format}`.
fn filled(engine: &mut Engine, hole: &str, items: &[Value], offset: usize) -> Outcome<String> {
    let (head, form) = match hole.split_once(':') {
        Some((head, form)) => (head, form),
        None => (hole, ""),
    };
    let (index, width) = match head.split_once(',') {
        Some((index, width)) => (
            index,
            width
                .trim()
                .parse::<i64>()
                .map_err(|_| malformed("Input string was not in a correct format."))?,
        ),
        None => (head, 0),
    };
    let index: usize = index
        .trim()
        .parse()
        .map_err(|_| malformed(&format!("Input string was not in a correct format. Failure to parse near offset {offset}. Expected an ASCII digit.")))?;
    let Some(item) = items.get(index) else {
        return Err(malformed(
            "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.",
        ));
    };
    let text = formatted(engine, item, form)?;
    let missing = (width.unsigned_abs() as usize).min(1 << 20).saturating_sub(text.encode_utf16().count());
    let blanks = " ".repeat(missing);
    Ok(if width < 0 { text + &blanks } else { blanks + &text })
}

/// One value under a format.
pub fn formatted(engine: &mut Engine, item: &Value, form: &str) -> Outcome<String> {
    if let Some(result) = crate::engine::class::formatted(engine, item, form) {
        return result;
    }
    match item.unwrapped() {
        Value::DateTime(moment) => Ok(types::datetime::format(moment, form)),
        Value::TimeSpan(_) if !form.is_empty() => {
            match member::invoke(engine, item, "ToString", &[Value::text(form)])? {
                Value::String(text) => Ok(text.to_string()),
                other => convert::to_text(engine, &other),
            }
        }
        Value::Double(number) if form.is_empty() => Ok(convert::number::shortest(*number)),
        Value::Single(number) if form.is_empty() => Ok(convert::number::shortest_single(*number)),
        Value::Enum(value) if matches!(form, "d" | "D") => Ok(value.number.to_string()),
        Value::Enum(value) if matches!(form, "x" | "X") => Ok(format!("{:08X}", value.number)),
        number if convert::is_number(number) && !form.is_empty() => format_number(item, form),
        _ => convert::to_text(engine, item),
    }
}

/// A number under a standard or custom format. Errors: a standard format that does not exist.
pub fn format_number(value: &Value, form: &str) -> Outcome<String> {
    let mut characters = form.chars();
    let letter = characters.next().unwrap_or('G');
    let digits = characters.as_str();
    let standard =
        letter.is_ascii_alphabetic() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !standard {
        return Ok(custom(value, form));
    }
    let precision: Option<usize> = digits.parse::<usize>().ok().map(|digits| digits.min(MOST_DIGITS));
    if let Some(special) = not_finite(value) {
        return Ok(special);
    }
    let whole = !matches!(value.unwrapped(), Value::Double(_) | Value::Single(_) | Value::Decimal(_));
    Ok(match letter.to_ascii_uppercase() {
        'D' if whole => {
            let number = convert::to_i128(value).unwrap_or_default();
            let sign = if number < 0 { "-" } else { "" };
            format!("{sign}{:0width$}", number.unsigned_abs(), width = precision.unwrap_or(0))
        }
        'X' if whole => hexadecimal(value, precision.unwrap_or(0), letter == 'X'),
        'B' if whole => format!(
            "{:0width$b}",
            convert::to_i128(value).unwrap_or_default(),
            width = precision.unwrap_or(0)
        ),
        'F' => fixed(value, precision.unwrap_or(2), false),
        'N' => fixed(value, precision.unwrap_or(2), true),
        'C' => {
            let text = fixed(value, precision.unwrap_or(2), true);
            match text.strip_prefix('-') {
                Some(rest) => format!("(¤{rest})"),
                None => format!("¤{text}"),
            }
        }
        'P' => {
            let hundred = scaled_by_hundred(value);
            fixed(&hundred, precision.unwrap_or(2), true) + " %"
        }
        'E' => scientific(convert::as_double(value).unwrap_or_default(), precision.unwrap_or(6), letter, 3),
        'G' => general(value, precision),
        'R' => general(value, None),
        _ => return Err(malformed("Format specifier was invalid.")),
    })
}

fn not_finite(value: &Value) -> Option<String> {
    match value.unwrapped() {
        Value::Double(number) if !number.is_finite() => Some(convert::number::shortest(*number)),
        Value::Single(number) if !number.is_finite() => Some(convert::number::shortest_single(*number)),
        _ => None,
    }
}

fn hexadecimal(value: &Value, width: usize, upper: bool) -> String {
    let text = match value.unwrapped() {
        Value::SByte(n) => format!("{n:x}"),
        Value::Byte(n) => format!("{n:x}"),
        Value::Int16(n) => format!("{n:x}"),
        Value::UInt16(n) => format!("{n:x}"),
        Value::Int(n) => format!("{n:x}"),
        Value::UInt(n) => format!("{n:x}"),
        Value::Long(n) => format!("{n:x}"),
        Value::ULong(n) => format!("{n:x}"),
        other => format!("{:x}", convert::to_i128(other).unwrap_or_default()),
    };
    let padded = format!("{text:0>width$}");
    if upper { padded.to_uppercase() } else { padded }
}

fn scaled_by_hundred(value: &Value) -> Value {
    match value.unwrapped() {
        Value::Decimal(number) => match number.checked_mul(Decimal::ONE_HUNDRED) {
            Some(number) => Value::Decimal(std::rc::Rc::new(number)),
            None => value.clone(),
        },
        other => match convert::as_double(other) {
            Some(number) => match Decimal::from_str_exact(&convert::number::shortest(number))
                .ok()
                .and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED))
            {
                Some(number) => Value::Decimal(std::rc::Rc::new(number)),
                None => Value::Double(number * 100.0),
            },
            None => value.clone(),
        },
    }
}

/// Fixed decimals, rounded half away from zero, with thousands separated when asked.
fn fixed(value: &Value, decimals: usize, grouped: bool) -> String {
    let text = match value.unwrapped() {
        Value::Decimal(number) => decimal_fixed(**number, decimals),
        Value::Double(number) => double_fixed(*number, decimals),
        Value::Single(number) => double_fixed(f64::from(*number), decimals),
        other => {
            let zeros = if decimals > 0 { format!(".{}", "0".repeat(decimals)) } else { String::new() };
            convert::display(other) + &zeros
        }
    };
    let text = if text.starts_with('-')
        && !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
        && !matches!(value.unwrapped(), Value::Double(_) | Value::Single(_))
    {
        text.trim_start_matches('-').to_string()
    } else {
        text
    };
    if grouped { group(&text) } else { text }
}

fn decimal_fixed(number: Decimal, decimals: usize) -> String {
    let places = u32::try_from(decimals.min(28)).unwrap_or(28);
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let text = format!("{rounded:.*}", decimals.min(28));
    if decimals > 28 { text + &"0".repeat(decimals - 28) } else { text }
}

/// .NET rounds the exact binary value half away from zero.
fn double_fixed(number: f64, decimals: usize) -> String {
    format!("{number:.decimals$}")
}

/// Separates thousands with commas.
fn group(text: &str) -> String {
    let (sign, body) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = match body.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (body, None),
    };
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn scientific(number: f64, decimals: usize, letter: char, exponent_digits: usize) -> String {
    let text = format!("{number:.decimals$e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}{letter}{sign}{:0exponent_digits$}", exponent.unsigned_abs())
}

fn general(value: &Value, precision: Option<usize>) -> String {
    match (value.unwrapped(), precision.filter(|precision| *precision > 0)) {
        (Value::Double(number), None) => convert::number::shortest(*number),
        (Value::Single(number), None) => convert::number::shortest_single(*number),
        (other, None) => convert::display(other),
        (other, Some(precision)) => match convert::as_double(other) {
            Some(number) => convert::number::general(number, precision),
            None => convert::display(other),
        },
    }
}

/// A custom format: `0 # . , % e` and text, with sections for negative and zero.
fn custom(value: &Value, form: &str) -> String {
    let number = convert::as_double(value).unwrap_or_default();
    let sections = split_sections(form);
    let (section, magnitude_only) = match (sections.as_slice(), number) {
        ([_, negative, ..], n) if n < 0.0 && !negative.is_empty() => (negative.as_str(), true),
        ([_, _, zero, ..], 0.0) => (zero.as_str(), true),
        ([first, ..], _) => (first.as_str(), false),
        _ => (form, false),
    };
    let exact = match value.unwrapped() {
        Value::Decimal(number) => Some(**number),
        Value::Double(number) => convert::number::decimal_from_double(*number),
        Value::Single(number) => convert::number::decimal_from_double(f64::from(*number)),
        other => convert::to_i128(other).and_then(|number| Decimal::try_from_i128_with_scale(number, 0).ok()),
    };
    let Some(exact) = exact else { return convert::display(value) };
    let text = custom_section(exact.abs(), section);
    let shows_digits = text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if number < 0.0 && !magnitude_only && shows_digits { format!("-{text}") } else { text }
}

fn split_sections(form: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut quote = None;
    let mut escaped = false;
    for character in form.chars() {
        if let (';', None, false) = (character, quote, escaped) {
            sections.push(String::new());
            continue;
        }
        escaped = character == '\\' && !escaped;
        if matches!(character, '\'' | '"') {
            quote = if quote == Some(character) { None } else { quote.or(Some(character)) };
        }
        if let Some(last) = sections.last_mut() {
            last.push(character);
        }
    }
    sections
}

/// What a section's pattern asks for.
#[derive(Default)]
struct Picture {
    whole_zeros: usize,
    fraction_zeros: usize,
    fraction_places: usize,
    grouped: bool,
    divisions: u32,
    percents: u32,
}

/// Parts of a section: place holders and literal text.
enum Piece {
    Whole,
    Fraction,
    Point,
    Text(String),
}

fn custom_section(number: Decimal, section: &str) -> String {
    let (picture, pieces) = picture(section);
    let mut scaled = number;
    for _ in 0..picture.percents {
        scaled = scaled.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(scaled);
    }
    for _ in 0..picture.divisions {
        scaled /= Decimal::ONE_THOUSAND;
    }
    let text = decimal_fixed(scaled, picture.fraction_places);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.trim_start_matches('0');
    let mut whole = format!("{whole:0>width$}", width = picture.whole_zeros);
    if picture.grouped {
        whole = group(&whole);
    }
    let kept = fraction.trim_end_matches('0').len().max(picture.fraction_zeros);
    let fraction = fraction.get(..kept.min(fraction.len())).unwrap_or_default();
    assemble(&pieces, &whole, fraction)
}

fn picture(section: &str) -> (Picture, Vec<Piece>) {
    let mut picture = Picture::default();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut in_fraction = false;
    let mut seen_zero = false;
    let mut commas = 0;
    let mut characters = section.chars();
    let literal = |pieces: &mut Vec<Piece>, character: char| match pieces.last_mut() {
        Some(Piece::Text(text)) => text.push(character),
        _ => pieces.push(Piece::Text(character.to_string())),
    };
    while let Some(character) = characters.next() {
        match character {
            '0' | '#' if in_fraction => {
                picture.fraction_places += 1;
                if character == '0' {
                    picture.fraction_zeros = picture.fraction_places;
                }
                pieces.push(Piece::Fraction);
            }
            '0' | '#' => {
                seen_zero |= character == '0';
                if seen_zero {
                    picture.whole_zeros += 1;
                }
                picture.grouped |= commas > 0 && pieces.iter().any(|piece| matches!(piece, Piece::Whole));
                commas = 0;
                pieces.push(Piece::Whole);
            }
            '.' if !in_fraction => {
                picture.divisions += commas;
                commas = 0;
                in_fraction = true;
                pieces.push(Piece::Point);
            }
            ',' => commas += 1,
            '%' => {
                picture.percents += 1;
                literal(&mut pieces, '%');
            }
            '\\' => {
                if let Some(next) = characters.next() {
                    literal(&mut pieces, next);
                }
            }
            '\'' | '"' => {
                for next in characters.by_ref().take_while(|next| *next != character) {
                    literal(&mut pieces, next);
                }
            }
            other => literal(&mut pieces, other),
        }
    }
    if !in_fraction {
        picture.divisions += commas;
    }
    (picture, pieces)
}

/// Puts digits into the place holders, from the right before the point and from the left behind it.
fn assemble(pieces: &[Piece], whole: &str, fraction: &str) -> String {
    let holders = pieces.iter().filter(|piece| matches!(piece, Piece::Whole)).count();
    let digits: Vec<char> = whole.chars().collect();
    let digit_count = digits.iter().filter(|digit| digit.is_ascii_digit()).count();
    let mut out = String::new();
    let (mut next, mut placed, mut used) = (0, 0, 0);
    let mut fraction_digits = fraction.chars();
    for piece in pieces {
        match piece {
            Piece::Whole => {
                placed += 1;
                // The first holder takes all digits that have no holder of their own.
                let wanted = if placed == 1 {
                    digit_count.saturating_sub(holders - 1)
                } else {
                    usize::from(digit_count + placed > holders)
                };
                let goal = used + wanted;
                while used < goal
                    || (next > 0
                        && digits.get(next) == Some(&',')
                        && used < digit_count
                        && goal > 0
                        && placed < holders)
                {
                    match digits.get(next) {
                        Some(digit) => {
                            used += usize::from(digit.is_ascii_digit());
                            out.push(*digit);
                            next += 1;
                        }
                        None => break,
                    }
                }
            }
            Piece::Point if fraction.is_empty() => {}
            Piece::Point => out.push('.'),
            Piece::Fraction => out.extend(fraction_digits.next()),
            Piece::Text(text) => out.push_str(text),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: impl Into<Value>, form: &str) -> String {
        format_number(&value.into(), form).unwrap()
    }

    #[test]
    fn standard_formats() {
        assert_eq!(shown(1234567, "N0"), "1,234,567");
        assert_eq!(shown(255, "X4"), "00FF");
        assert_eq!(shown(-1, "x"), "ffffffff");
        assert_eq!(shown(5, "D3"), "005");
        assert_eq!(shown(0.1234, "P1"), "12.3 %");
        assert_eq!(shown(1234.5, "F1"), "1234.5");
        assert_eq!(shown(1234.5, "e2"), "1.23e+003");
        assert!(format_number(&Value::Int(1), "Q2").is_err());
    }

    #[test]
    fn custom_formats() {
        assert_eq!(shown(1234.5, "#,##0.00"), "1,234.50");
        assert_eq!(shown(5, "000"), "005");
        assert_eq!(shown(0.5, "0%"), "50%");
        assert_eq!(shown(-3, "0;(0)"), "(3)");
        assert_eq!(shown(1234567890, "0,,"), "1235");
        assert_eq!(shown(12, "#-#"), "1-2");
    }
}
