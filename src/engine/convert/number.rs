//! Numbers and text: .NET's shortest and general forms, and PowerShell's reading of numeric text.

use crate::engine::value::Value;
use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::rc::Rc;
use std::str::FromStr;

/// A double as `.ToString()` gives it: the shortest text that reads back the same.
pub fn shortest(number: f64) -> String {
    if let Some(text) = special(number) {
        return text;
    }
    let text = format!("{number:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    place(digits, exponent.parse().unwrap_or(0), 15)
}

/// A single as `.ToString()` gives it.
pub fn shortest_single(number: f32) -> String {
    if let Some(text) = special(f64::from(number)) {
        return text;
    }
    let text = format!("{number:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    place(digits, exponent.parse().unwrap_or(0), 7)
}

/// `G` with so many significant digits: what PowerShell's casts to text use (15 for a double, 7 for a single).
pub fn general(number: f64, precision: usize) -> String {
    if let Some(text) = special(number) {
        return text;
    }
    let text = format!("{number:.*e}", precision.saturating_sub(1));
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let trimmed = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => digits,
    };
    place(trimmed, exponent.parse().unwrap_or(0), precision as i32)
}

fn special(number: f64) -> Option<String> {
    if number.is_nan() {
        return Some("NaN".into());
    }
    if number.is_infinite() {
        return Some(if number > 0.0 { "∞" } else { "-∞" }.into());
    }
    (number == 0.0).then(|| if number.is_sign_negative() { "-0".into() } else { "0".into() })
}

/// Puts the point, or an exponent of at least two digits when the number is too large or too small.
fn place(digits: &str, exponent: i32, limit: i32) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    if exponent >= limit || exponent <= -5 {
        let (first, rest) = plain.split_at(1.min(plain.len()));
        let point = if rest.is_empty() { "" } else { "." };
        let mark = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{first}{point}{rest}E{mark}{:02}", exponent.abs());
    }
    if exponent < 0 {
        let zeros = "0".repeat((-exponent - 1) as usize);
        return format!("{sign}0.{zeros}{plain}");
    }
    let whole = exponent as usize + 1;
    if plain.len() <= whole {
        return format!("{sign}{plain}{}", "0".repeat(whole - plain.len()));
    }
    let (before, after) = plain.split_at(whole);
    format!("{sign}{before}.{after}")
}

/// Reads numeric text as PowerShell does for casts and arithmetic: blanks, sign, hexadecimal, exponent,
/// type suffixes and multipliers. Empty text is zero.
pub fn parse(text: &str) -> Option<Value> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Some(Value::Int(0));
    }
    if let Some(value) = whole(trimmed) {
        return Some(value);
    }
    if let Some(value) = hexadecimal(trimmed).or_else(|| binary(trimmed)) {
        return Some(value);
    }
    let grouped: String = trimmed.chars().filter(|c| *c != ',').collect();
    if grouped != trimmed && grouped.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-') {
        return whole(&grouped).or_else(|| float(&grouped));
    }
    float(trimmed).or_else(|| scaled(trimmed)).or_else(|| suffixed(trimmed))
}

/// `100uy`, `12s`, `5n`: a number with a type's suffix, as the language writes it.
fn suffixed(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = unsigned.bytes().next().is_some_and(|first| first.is_ascii_digit() || first == b'.');
    is_number.then(|| crate::language::literal::number(text))?.and_then(|number| super::literal(&number).ok())
}

fn whole(text: &str) -> Option<Value> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    if let Ok(number) = text.parse::<i32>() {
        return Some(Value::Int(number));
    }
    if let Ok(number) = text.parse::<i64>() {
        return Some(Value::Long(number));
    }
    if let Some(number) = decimal(text) {
        return Some(Value::Decimal(Rc::new(number)));
    }
    text.parse::<f64>().ok().map(Value::Double)
}

fn hexadecimal(text: &str) -> Option<Value> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X"))?;
    if digits.is_empty() {
        return None;
    }
    let number = u64::from_str_radix(digits, 16).ok()?;
    let value = match digits.len() {
        0..=8 => i64::from(number as u32 as i32),
        _ => number as i64,
    };
    let value = if negative { value.checked_neg()? } else { value };
    Some(i32::try_from(value).map_or(Value::Long(value), Value::Int))
}

/// `0b101`: 8, 16, 32 or 64 digits are the bits of a signed number.
fn binary(text: &str) -> Option<Value> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let digits = rest.strip_prefix("0b").or_else(|| rest.strip_prefix("0B"))?;
    if digits.is_empty() {
        return None;
    }
    let number = u64::from_str_radix(digits, 2).ok()?;
    let value = match digits.len() {
        8 => i64::from(number as u8 as i8),
        16 => i64::from(number as u16 as i16),
        32 => i64::from(number as u32 as i32),
        _ => i64::try_from(number).unwrap_or(number as i64),
    };
    let value = if negative { value.checked_neg()? } else { value };
    Some(i32::try_from(value).map_or(Value::Long(value), Value::Int))
}

fn float(text: &str) -> Option<Value> {
    let usable =
        text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    if !usable || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse::<f64>().ok().map(Value::Double)
}

/// `1kb`, `2.5MB`, `3l`, `4d`.
fn scaled(text: &str) -> Option<Value> {
    let lower = text.to_ascii_lowercase();
    let (lower, factor) = match lower.get(lower.len().checked_sub(2)?..) {
        Some("kb") => (lower.get(..lower.len() - 2)?, 1i64 << 10),
        Some("mb") => (lower.get(..lower.len() - 2)?, 1 << 20),
        Some("gb") => (lower.get(..lower.len() - 2)?, 1 << 30),
        Some("tb") => (lower.get(..lower.len() - 2)?, 1 << 40),
        Some("pb") => (lower.get(..lower.len() - 2)?, 1 << 50),
        _ => (lower.as_str(), 1),
    };
    if let Some(digits) = lower.strip_suffix('d') {
        let number = decimal(digits)?.checked_mul(Decimal::from(factor))?;
        return Some(Value::Decimal(Rc::new(number)));
    }
    if let Some(digits) = lower.strip_suffix('l') {
        return digits.parse::<i64>().ok()?.checked_mul(factor).map(Value::Long);
    }
    if factor == 1 {
        return None;
    }
    match whole(lower).or_else(|| float(lower))? {
        Value::Int(number) => {
            let product = i64::from(number).checked_mul(factor)?;
            Some(i32::try_from(product).map_or(Value::Long(product), Value::Int))
        }
        Value::Double(number) => Some(Value::Double(number * factor as f64)),
        _ => None,
    }
}

/// A decimal from digits with point and exponent; `None` when it does not fit.
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if text.contains(['e', 'E']) {
        return Decimal::from_scientific(text).ok();
    }
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_str(text)).ok()
}

/// A double as a decimal, by its 15 significant digits as .NET does; `None` when it does not fit.
pub fn decimal_from_double(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    decimal(&general(number, 15))
}

/// The value of a big integer in the smallest kind that PowerShell would give a literal.
pub fn narrow(number: BigInt) -> Value {
    Value::BigInt(Rc::new(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_read_as_dotnet_writes_them() {
        let rows = [
            (0.1, "0.1"),
            (1.0, "1"),
            (1e14, "100000000000000"),
            (1e15, "1E+15"),
            (1.5e300, "1.5E+300"),
            (0.0001, "0.0001"),
            (0.00001, "1E-05"),
            (-2.5, "-2.5"),
            (1.0 / 3.0, "0.3333333333333333"),
            (123456789.125, "123456789.125"),
        ];
        for (number, text) in rows {
            assert_eq!(shortest(number), text);
        }
        assert_eq!(general(1.0 / 3.0, 15), "0.333333333333333");
        assert_eq!(general(0.1 + 0.2, 15), "0.3");
    }

    #[test]
    fn numeric_text_is_read_as_powershell_reads_it() {
        assert!(matches!(parse(" 12 "), Some(Value::Int(12))));
        assert!(matches!(parse("0xFF"), Some(Value::Int(255))));
        assert!(matches!(parse("3000000000"), Some(Value::Long(3_000_000_000))));
        assert!(matches!(parse("1kb"), Some(Value::Int(1024))));
        assert!(matches!(parse("1e3"), Some(Value::Double(number)) if number == 1000.0));
        assert!(matches!(parse(""), Some(Value::Int(0))));
        assert!(parse("abc").is_none());
        assert!(parse("1x").is_none());
    }
}
