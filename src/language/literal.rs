//! Numbers, quotes and escapes: from their text to what they mean.

use super::ast::Number;
use num_bigint::BigInt;
use rust_decimal::Decimal;
use std::str::FromStr;

/// `'`, and the single quotes that word processors write.
pub fn is_single_quote(character: char) -> bool {
    matches!(character, '\'' | '‘' | '’' | '‚' | '‛')
}

/// `"`, and the double quotes that word processors write.
pub fn is_double_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„')
}

/// An escape that is not valid, with the bytes it covers in the text that was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscapeError {
    pub start: usize,
    pub end: usize,
    pub kind: EscapeErrorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EscapeErrorKind {
    /// `` `u `` without `{`, digits or with something that is no digit.
    Invalid,
    /// More than six digits.
    TooManyDigits,
    /// Six digits and no `}`.
    Unterminated,
    /// Beyond U+10FFFF.
    OutOfRange,
}

/// Text as it stands between single quotes: quotes of that kind are doubled, those of word processors too.
pub fn doubled_single_quotes(text: &str) -> String {
    let copies = |letter: char| if is_single_quote(letter) { 2 } else { 1 };
    text.chars().flat_map(|letter| std::iter::repeat_n(letter, copies(letter))).collect()
}

/// Text as a literal in which nothing is expanded: `'it''s'`.
pub fn quoted(text: &str) -> String {
    format!("'{}'", doubled_single_quotes(text))
}

/// The text between single quotes: a doubled quote is one, nothing else is special.
pub fn single_quoted(inner: &str) -> String {
    undouble(inner, is_single_quote)
}

fn undouble(inner: &str, quote: fn(char) -> bool) -> String {
    let mut value = String::with_capacity(inner.len());
    let mut characters = inner.chars().peekable();
    while let Some(character) = characters.next() {
        if quote(character) && characters.peek().is_some_and(|next| quote(*next)) {
            continue;
        }
        value.push(character);
    }
    value
}

/// Text inside double quotes, in a here-string or in a bare word, with its escapes resolved.
/// `doubled` says whether two double quotes mean one.
pub fn expandable_text(text: &str, doubled: bool) -> (String, Vec<EscapeError>) {
    let mut value = String::with_capacity(text.len());
    let mut errors = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let at = text.len() - rest.len();
        let mut after = rest.get(character.len_utf8()..).unwrap_or("");
        if character == '`' {
            rest = escape(at, after, &mut value, &mut errors);
            continue;
        }
        let second = after.chars().next().filter(|next| doubled && is_double_quote(*next));
        match second.filter(|_| is_double_quote(character)) {
            Some(quote) => {
                value.push(quote);
                after = after.get(quote.len_utf8()..).unwrap_or("");
            }
            None => value.push(character),
        }
        rest = after;
    }
    (value, errors)
}

/// A word that is not expanded (a command's or function's name): without quotes, escapes resolved.
pub fn bare_word(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or("");
        rest = match character {
            '`' => escape(0, after, &mut value, &mut Vec::new()),
            _ => after,
        };
        if character != '`' && !is_single_quote(character) && !is_double_quote(character) {
            value.push(character);
        }
    }
    value
}

/// Resolves one escape: `after` follows the backtick at `start`. Gives what is left.
fn escape<'t>(start: usize, after: &'t str, value: &mut String, errors: &mut Vec<EscapeError>) -> &'t str {
    let Some(character) = after.chars().next() else {
        value.push('`');
        return after;
    };
    let rest = after.get(character.len_utf8()..).unwrap_or("");
    let plain = match character {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1B}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{B}',
        'u' => return unicode_escape(start, rest, value, errors),
        other => other,
    };
    value.push(plain);
    rest
}

/// `` `u{1F600} ``: `rest` follows the `u`.
fn unicode_escape<'t>(
    start: usize,
    rest: &'t str,
    value: &mut String,
    errors: &mut Vec<EscapeError>,
) -> &'t str {
    let mut fail = |from: usize, to: usize, kind| errors.push(EscapeError { start: from, end: to, kind });
    let Some(inside) = rest.strip_prefix('{') else {
        fail(start, start + 2, EscapeErrorKind::Invalid);
        return rest;
    };
    let digits = inside.bytes().take_while(u8::is_ascii_hexdigit).take(7).count();
    let at = start + 3 + digits;
    let after = inside.get(digits..).unwrap_or("");
    if digits == 7 {
        fail(at - 1, at - 1, EscapeErrorKind::TooManyDigits);
        return after;
    }
    let Some(after) = after.strip_prefix('}') else {
        let kind = if digits == 6 { EscapeErrorKind::Unterminated } else { EscapeErrorKind::Invalid };
        fail(at, at, kind);
        return after;
    };
    match u32::from_str_radix(inside.get(..digits).unwrap_or(""), 16) {
        Err(_) => fail(start, at + 1, EscapeErrorKind::Invalid),
        Ok(code) if code > 0x10_FFFF => fail(start + 3, at, EscapeErrorKind::OutOfRange),
        // A lone surrogate cannot be kept in UTF-8; it becomes the replacement character.
        Ok(code) => value.push(char::from_u32(code).unwrap_or('\u{FFFD}')),
    }
    after
}

/// A number's parts, as they are written.
struct Written<'t> {
    negative: bool,
    /// Without sign, `0x`, suffix and multiplier.
    digits: &'t str,
    base: Base,
    real: bool,
    suffix: String,
    multiplier: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    Decimal,
    Hexadecimal,
    Binary,
}

/// The value of a number's text, or `None` when it does not fit its suffix.
///
/// Without a suffix the smallest of int, long, decimal and double holds it; hexadecimal and binary
/// numbers of a full width have a sign bit.
pub fn number(text: &str) -> Option<Number> {
    let written = split_number(text)?;
    if written.real { real_number(&written) } else { whole_number(&written) }
}

fn split_number(text: &str) -> Option<Written<'_>> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let negative = super::precedence::is_dash(first);
    let unsigned = if negative || first == '+' { characters.as_str() } else { text };
    let prefix = unsigned.get(..2).unwrap_or("").to_ascii_lowercase();
    let base = match prefix.as_str() {
        "0x" => Base::Hexadecimal,
        "0b" => Base::Binary,
        _ => Base::Decimal,
    };
    let body = if base == Base::Decimal { unsigned } else { unsigned.get(2..)? };
    let length = match base {
        Base::Hexadecimal => body.bytes().take_while(u8::is_ascii_hexdigit).count(),
        Base::Binary => body.bytes().take_while(|byte| matches!(byte, b'0' | b'1')).count(),
        Base::Decimal => decimal_length(body),
    };
    let digits = body.get(..length)?;
    let real = base == Base::Decimal && digits.contains(['.', 'e', 'E']);
    let tail = body.get(length..)?.to_ascii_lowercase();
    let multiplier = match tail.get(tail.len().saturating_sub(2)..) {
        Some("kb") => 1 << 10,
        Some("mb") => 1 << 20,
        Some("gb") => 1 << 30,
        Some("tb") => 1 << 40,
        Some("pb") => 1 << 50,
        _ => 1,
    };
    let suffix = if multiplier == 1 { tail } else { tail.get(..tail.len() - 2)?.to_string() };
    Some(Written { negative, digits, base, real, suffix, multiplier })
}

/// Bytes of `1.5e-3` at the start of a text.
fn decimal_length(text: &str) -> usize {
    let digits = |from: usize| text.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let mut end = digits(0);
    if text.get(end..).is_some_and(|rest| rest.starts_with('.') && !rest.starts_with("..")) {
        end += 1 + digits(end + 1);
    }
    let Some(exponent) = text.get(end..).filter(|rest| rest.starts_with(['e', 'E'])) else {
        return end;
    };
    let sign = exponent.chars().nth(1).filter(|sign| *sign == '+' || super::precedence::is_dash(*sign));
    let from = end + 1 + sign.map_or(0, char::len_utf8);
    match digits(from) {
        0 => end,
        count => from + count,
    }
}

fn real_number(written: &Written<'_>) -> Option<Number> {
    let digits = written.digits.replace(super::precedence::is_dash, "-");
    let sign = if written.negative { "-" } else { "" };
    if written.suffix == "d" {
        let text = format!("{sign}{digits}");
        let value = Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text)).ok()?;
        let value = value.checked_mul(Decimal::from(written.multiplier))?;
        return Some(Number::Decimal(value.to_string()));
    }
    let value = f64::from_str(&digits).ok()? * if written.negative { -1.0 } else { 1.0 };
    let value = value * written.multiplier as f64;
    if written.suffix.is_empty() {
        return Some(Number::Double(value));
    }
    let rounded = value.round_ties_even();
    let whole = BigInt::from_str(&format!("{rounded:.0}")).ok()?;
    fit(whole, &written.suffix, Base::Decimal)
}

fn whole_number(written: &Written<'_>) -> Option<Number> {
    let mut suffix = written.suffix.clone();
    let unsigned = suffix.starts_with('u');
    let magnitude = match written.base {
        Base::Decimal => BigInt::from_str(written.digits).ok()?,
        Base::Hexadecimal => {
            if written.digits.len() == 16 && (suffix.is_empty() || suffix == "u") {
                suffix.push('l');
            }
            hexadecimal(written.digits, &written.suffix)?
        }
        Base::Binary => {
            if written.digits.len() == 64 && (suffix.is_empty() || suffix == "u") {
                suffix.push('l');
            }
            let length = written.digits.len();
            let signed = !unsigned && (matches!(length, 8 | 16 | 32 | 64 | 96) || length >= 128);
            with_sign_bit(written.digits, 2, length, signed && written.digits.starts_with('1'))?
        }
    };
    let value = magnitude * written.multiplier;
    fit(if written.negative { -value } else { value }, &suffix, written.base)
}

/// `FFFFFFFF` is -1: a number as wide as its type has a sign bit.
fn hexadecimal(digits: &str, suffix: &str) -> Option<BigInt> {
    // `0x` alone is zero, as in PowerShell.
    let length = digits.len();
    let expected = match suffix {
        "y" => 2,
        "s" => 4,
        "l" => 16,
        _ if length < 15 => 8,
        _ => 16,
    };
    let high = digits.bytes().next().is_some_and(|digit| digit > b'7');
    let signed = !suffix.starts_with('u') && length == expected && high;
    with_sign_bit(if length == 0 { "0" } else { digits }, 16, length * 4, signed)
}

fn with_sign_bit(digits: &str, radix: u32, bits: usize, signed: bool) -> Option<BigInt> {
    let value = BigInt::parse_bytes(digits.as_bytes(), radix)?;
    Some(if signed { value - (BigInt::from(1) << bits) } else { value })
}

fn fit(value: BigInt, suffix: &str, base: Base) -> Option<Number> {
    Some(match suffix {
        "y" => Number::SByte((&value).try_into().ok()?),
        "uy" => Number::Byte((&value).try_into().ok()?),
        "s" => Number::Int16((&value).try_into().ok()?),
        "us" => Number::UInt16((&value).try_into().ok()?),
        "l" => Number::Long((&value).try_into().ok()?),
        "ul" => Number::ULong((&value).try_into().ok()?),
        "n" => Number::BigInt(value.to_string()),
        "d" => Number::Decimal(decimal_text(&value)?),
        "u" => match u32::try_from(&value) {
            Ok(small) => Number::UInt(small),
            Err(_) => Number::ULong((&value).try_into().ok()?),
        },
        "" => return fit_smallest(&value, base),
        _ => return None,
    })
}

fn fit_smallest(value: &BigInt, base: Base) -> Option<Number> {
    if let Ok(small) = i32::try_from(value) {
        return Some(Number::Int(small));
    }
    if let Ok(long) = i64::try_from(value) {
        return Some(Number::Long(long));
    }
    if base != Base::Decimal {
        return None;
    }
    match decimal_text(value) {
        Some(text) => Some(Number::Decimal(text)),
        None => f64::from_str(&value.to_string()).ok().map(Number::Double),
    }
}

/// The digits, when a decimal's 96 bits hold them.
fn decimal_text(value: &BigInt) -> Option<String> {
    (value.bits() <= 96).then(|| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_take_the_smallest_type() {
        assert_eq!(number("12"), Some(Number::Int(12)));
        assert_eq!(number("2147483648"), Some(Number::Long(2147483648)));
        assert_eq!(number("9223372036854775808"), Some(Number::Decimal("9223372036854775808".into())));
        assert_eq!(
            number("79228162514264337593543950336"),
            Some(Number::Double(79228162514264337593543950336.0))
        );
        assert_eq!(number("-2147483648"), Some(Number::Int(i32::MIN)));
    }

    #[test]
    fn full_width_hexadecimal_and_binary_have_a_sign() {
        assert_eq!(number("0xFFFFFFFF"), Some(Number::Int(-1)));
        assert_eq!(number("0xFFFFFFFFu"), Some(Number::UInt(u32::MAX)));
        assert_eq!(number("0x80000000"), Some(Number::Int(i32::MIN)));
        assert_eq!(number("0xFFFFFFFFFFFFFFFF"), Some(Number::Long(-1)));
        assert_eq!(number("0xFFy"), Some(Number::SByte(-1)));
        assert_eq!(number("0xFF"), Some(Number::Int(255)));
        assert_eq!(number("0x"), Some(Number::Int(0)));
        assert_eq!(number("0b101"), Some(Number::Int(5)));
        assert_eq!(number("0b11111111"), Some(Number::Int(-1)));
    }

    #[test]
    fn suffixes_bound_the_value() {
        assert_eq!(number("255uy"), Some(Number::Byte(255)));
        assert_eq!(number("256uy"), None);
        assert_eq!(number("-1u"), None);
        assert_eq!(number("4294967296u"), Some(Number::ULong(4294967296)));
        assert_eq!(number("5n"), Some(Number::BigInt("5".into())));
        assert_eq!(number("1.50d"), Some(Number::Decimal("1.50".into())));
        assert_eq!(number("1.5l"), Some(Number::Long(2)));
        assert_eq!(number("0x1d"), Some(Number::Int(29)));
    }

    #[test]
    fn multipliers_and_exponents() {
        assert_eq!(number("1kb"), Some(Number::Int(1024)));
        assert_eq!(number("4GB"), Some(Number::Long(1 << 32)));
        assert_eq!(number("1.5kb"), Some(Number::Double(1536.0)));
        assert_eq!(number("1e3"), Some(Number::Double(1000.0)));
        assert_eq!(number("1e–2"), Some(Number::Double(0.01)));
        assert_eq!(number(".5"), Some(Number::Double(0.5)));
        assert_eq!(number("1lkb"), Some(Number::Long(1024)));
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(expandable_text("a`nb`tc`$", true).0, "a\nb\tc$");
        assert_eq!(expandable_text("say \"\"hi\"\"", true).0, "say \"hi\"");
        assert_eq!(expandable_text("say \"\"", false).0, "say \"\"");
        assert_eq!(expandable_text("`u{1F600}`e[0m", true).0, "\u{1F600}\u{1B}[0m");
        assert_eq!(expandable_text("`0`q", true).0, "\0q");
        let errors = expandable_text("ab`u{zz}", true).1;
        assert_eq!(errors, [EscapeError { start: 5, end: 5, kind: EscapeErrorKind::Invalid }]);
        assert_eq!(expandable_text("`u{110000}", true).1[0].kind, EscapeErrorKind::OutOfRange);
        assert_eq!(expandable_text("`u{1234567}", true).1[0].kind, EscapeErrorKind::TooManyDigits);
    }

    #[test]
    fn names_lose_quotes_and_escapes() {
        assert_eq!(bare_word("fo\"o b\"'ar'"), "foo bar");
        assert_eq!(bare_word("x`u{41}`'"), "xA'");
    }

    #[test]
    fn doubled_single_quotes_are_one() {
        assert_eq!(single_quoted("it''s"), "it's");
        assert_eq!(single_quoted("a’’b"), "a’b");
    }
}
