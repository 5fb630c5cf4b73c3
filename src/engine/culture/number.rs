//! .NET's standard formats of numbers: `C D E F G N P R X B`.

use super::Culture;
use super::custom::custom;
use super::digits::{Digits, Wanted};
use crate::engine::convert;
use crate::engine::value::Value;
use num_bigint::{BigInt, Sign};

/// The most digits that .NET takes for a precision.
const MOST_DIGITS: usize = 999_999_999;
/// The most that is really written: memory has an end.
const MOST_WRITTEN: usize = 1 << 20;

/// A format that .NET refuses.
#[derive(Debug, PartialEq)]
pub struct FormatFailure;

/// A number under a standard or custom format; an empty one is `G`.
pub fn format_number(value: &Value, form: &str, culture: &Culture) -> Result<String, FormatFailure> {
    if let Some(special) = not_finite(value, culture) {
        return Ok(special);
    }
    let form = if form.is_empty() { "G" } else { form };
    match standard(form)? {
        Some((letter, precision)) => by_letter(value, letter, precision, culture),
        None => custom(value, form, culture).ok_or(FormatFailure),
    }
}

/// The letter and precision of a standard format; `None` for a custom one.
fn standard(form: &str) -> Result<Option<(char, Option<usize>)>, FormatFailure> {
    let mut characters = form.chars();
    let letter = characters.next().unwrap_or('G');
    let digits = characters.as_str();
    if !letter.is_ascii_alphabetic() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    if digits.is_empty() {
        return Ok(Some((letter, None)));
    }
    match digits.parse::<usize>() {
        Ok(precision) if precision <= MOST_DIGITS => Ok(Some((letter, Some(precision.min(MOST_WRITTEN))))),
        _ => Err(FormatFailure),
    }
}

fn not_finite(value: &Value, culture: &Culture) -> Option<String> {
    let number = match value.unwrapped() {
        Value::Double(number) => *number,
        Value::Single(number) => f64::from(*number),
        _ => return None,
    };
    if number.is_nan() {
        Some(culture.nan.clone())
    } else if number == f64::INFINITY {
        Some(culture.inf.clone())
    } else if number == f64::NEG_INFINITY {
        Some(format!("{}{}", culture.neg, culture.inf))
    } else {
        None
    }
}

fn by_letter(
    value: &Value,
    letter: char,
    precision: Option<usize>,
    culture: &Culture,
) -> Result<String, FormatFailure> {
    let plain = value.unwrapped();
    let whole = !matches!(plain, Value::Double(_) | Value::Single(_) | Value::Decimal(_));
    let digits = |wanted: Wanted| Digits::of(plain, wanted).ok_or(FormatFailure);
    Ok(match letter.to_ascii_uppercase() {
        'D' if whole => padded(&digits(Wanted::Shortest)?, precision.unwrap_or(0), culture),
        'X' if whole => hexadecimal(plain, precision.unwrap_or(0), letter == 'X'),
        'B' if whole => binary(plain, precision.unwrap_or(0)),
        'R' if whole => padded(&digits(Wanted::Shortest)?, 0, culture),
        'G' | 'R' => {
            let precision = precision.filter(|count| *count > 0 && letter.eq_ignore_ascii_case(&'g'));
            let wanted = precision.map_or(Wanted::Shortest, Wanted::Significant);
            general(plain, digits(wanted)?, precision, letter, culture)
        }
        'F' => {
            let places = precision.unwrap_or(culture.digits);
            let digits = digits(Wanted::Decimals(places))?;
            signed(&digits, places, culture, |text| fixed(text, places, culture, false))
        }
        'N' => {
            let places = precision.unwrap_or(culture.digits);
            let digits = digits(Wanted::Decimals(places))?;
            signed(&digits, places, culture, |text| fixed(text, places, culture, true))
        }
        'C' => currency(
            digits(Wanted::Decimals(precision.unwrap_or(culture.currency_digits)))?,
            precision,
            culture,
        ),
        'P' => percent(
            digits(Wanted::Decimals(precision.unwrap_or(culture.percent_digits) + 2))?,
            precision,
            culture,
        ),
        'E' => {
            let places = precision.unwrap_or(6);
            let mut digits = digits(Wanted::Significant(places + 1))?;
            let rounded = digits.rounded;
            digits.round(places as i32 + 1, rounded);
            let sign = if digits.negative { culture.neg.as_str() } else { "" };
            sign.to_string() + &scientific(&digits, places, letter, 3, culture)
        }
        _ => return Err(FormatFailure),
    })
}

/// The digits of a decimal place format with its sign in front.
fn signed(digits: &Digits, places: usize, culture: &Culture, body: impl Fn(&Digits) -> String) -> String {
    let mut digits = digits.clone();
    let rounded = digits.rounded;
    digits.round(digits.scale + places as i32, rounded);
    let text = body(&digits);
    if digits.negative { format!("{}{text}", culture.neg) } else { text }
}

/// Whole part, separated when asked, and a fixed number of decimals; without sign.
fn fixed(digits: &Digits, places: usize, culture: &Culture, grouped: bool) -> String {
    let count = usize::try_from(digits.scale.max(0)).unwrap_or(0);
    let whole: String = match count {
        0 => "0".into(),
        _ => (0..count).map(|index| char::from(digits.at(index))).collect(),
    };
    let mut text = if grouped { group(&whole, &culture.group_sizes, &culture.group_sep) } else { whole };
    if places > 0 {
        text.push_str(&culture.decimal_sep);
        let start = digits.scale;
        for place in 0..places {
            let index = start + place as i32;
            text.push(usize::try_from(index).map_or('0', |index| char::from(digits.at(index))));
        }
    }
    text
}

/// Separates digits into groups from the right; the last size repeats, zero ends.
pub(super) fn group(whole: &str, sizes: &[usize], separator: &str) -> String {
    let digits: Vec<char> = whole.chars().collect();
    let mut parts: Vec<String> = Vec::new();
    let mut end = digits.len();
    let mut sizes = sizes.iter().copied();
    let mut size = sizes.next().unwrap_or(0);
    while size > 0 && end > size {
        parts.push(digits.get(end - size..end).unwrap_or_default().iter().collect());
        end -= size;
        size = sizes.next().unwrap_or(size);
    }
    parts.push(digits.get(..end).unwrap_or_default().iter().collect());
    parts.reverse();
    parts.join(separator)
}

fn currency(mut digits: Digits, precision: Option<usize>, culture: &Culture) -> String {
    let places = precision.unwrap_or(culture.currency_digits);
    let rounded = digits.rounded;
    digits.round(digits.scale + places as i32, rounded);
    let number = fixed(&digits, places, culture, true);
    const POSITIVE: [&str; 4] = ["$n", "n$", "$ n", "n $"];
    const NEGATIVE: [&str; 17] = [
        "($n)", "-$n", "$-n", "$n-", "(n$)", "-n$", "n-$", "n$-", "-n $", "-$ n", "n $-", "$ n-", "$ -n",
        "n- $", "($ n)", "(n $)", "$- n",
    ];
    let pattern = match digits.negative {
        true => NEGATIVE.get(usize::from(culture.currency_neg)).copied().unwrap_or("-$n"),
        false => POSITIVE.get(usize::from(culture.currency_pos)).copied().unwrap_or("$n"),
    };
    filled(pattern, &number, &culture.currency, culture)
}

fn percent(mut digits: Digits, precision: Option<usize>, culture: &Culture) -> String {
    let places = precision.unwrap_or(culture.percent_digits);
    if !digits.is_zero() {
        digits.scale += 2;
    }
    let rounded = digits.rounded;
    digits.round(digits.scale + places as i32, rounded);
    let number = fixed(&digits, places, culture, true);
    const POSITIVE: [&str; 4] = ["n $", "n$", "$n", "$ n"];
    const NEGATIVE: [&str; 12] =
        ["-n $", "-n$", "-$n", "$-n", "$n-", "n-$", "n$-", "-$ n", "n $-", "$ n-", "$ -n", "n- $"];
    let pattern = match digits.negative {
        true => NEGATIVE.get(usize::from(culture.percent_neg)).copied().unwrap_or("-n$"),
        false => POSITIVE.get(usize::from(culture.percent_pos)).copied().unwrap_or("n$"),
    };
    filled(pattern, &number, "%", culture)
}

/// A pattern with number, symbol and sign.
fn filled(pattern: &str, number: &str, symbol: &str, culture: &Culture) -> String {
    let mut text = String::new();
    for character in pattern.chars() {
        match character {
            'n' => text.push_str(number),
            '$' => text.push_str(symbol),
            '-' => text.push_str(&culture.neg),
            other => text.push(other),
        }
    }
    text
}

/// `d.ddddE+ddd` without sign.
pub(super) fn scientific(
    digits: &Digits,
    places: usize,
    letter: char,
    least: usize,
    culture: &Culture,
) -> String {
    let mut text = String::new();
    text.push(char::from(digits.at(0)));
    if places > 0 {
        text.push_str(&culture.decimal_sep);
        text.extend((1..=places).map(|index| char::from(digits.at(index))));
    }
    let exponent = if digits.is_zero() { 0 } else { digits.scale - 1 };
    text.push(letter);
    text.push_str(if exponent < 0 { &culture.neg } else { "+" });
    text + &format!("{:0least$}", exponent.unsigned_abs())
}

/// `G`: plain when the exponent is in range, else scientific with the least exponent digits.
fn general(
    value: &Value,
    mut digits: Digits,
    precision: Option<usize>,
    letter: char,
    culture: &Culture,
) -> String {
    if let (Value::Decimal(number), None) = (value, precision) {
        let places = number.scale() as usize;
        let text = fixed(&digits, places, culture, false);
        let negative = digits.negative && !digits.is_zero();
        return if negative { format!("{}{text}", culture.neg) } else { text };
    }
    let limit = match (value, precision) {
        (_, Some(precision)) => precision as i32,
        // The shortest form stays plain as long as a number has no more digits than it may need.
        (Value::Double(_), None) => 17,
        (Value::Single(_), None) => 9,
        _ => i32::MAX,
    };
    if precision.is_some() {
        let rounded = digits.rounded;
        digits.round(limit, rounded);
    }
    let sign =
        if digits.negative && (digits.floating || !digits.is_zero()) { culture.neg.as_str() } else { "" };
    if digits.is_zero() {
        return format!("{sign}0");
    }
    if digits.scale > limit || digits.scale < -3 {
        let places = digits.digits.len().saturating_sub(1);
        let mark = if letter.is_lowercase() { 'e' } else { 'E' };
        return sign.to_string() + &scientific(&digits, places, mark, 2, culture);
    }
    let places = usize::try_from(digits.digits.len() as i32 - digits.scale).unwrap_or(0);
    sign.to_string() + &fixed(&digits, places, culture, false)
}

fn padded(digits: &Digits, width: usize, culture: &Culture) -> String {
    let mut text: String = digits.digits.iter().map(|digit| char::from(*digit)).collect();
    if text.is_empty() {
        text.push('0');
    }
    let text = format!("{text:0>width$}");
    if digits.negative { format!("{}{text}", culture.neg) } else { text }
}

/// The bits of a whole number as an unsigned one; big integers apart.
fn bits(value: &Value) -> u64 {
    match value {
        Value::SByte(number) => u64::from(*number as u8),
        Value::Int16(number) => u64::from(*number as u16),
        Value::Int(number) => u64::from(*number as u32),
        Value::Long(number) => *number as u64,
        other => convert::to_i128(other).and_then(|number| u64::try_from(number).ok()).unwrap_or_default(),
    }
}

fn hexadecimal(value: &Value, width: usize, upper: bool) -> String {
    let (text, fill) = match value {
        Value::BigInt(number) => {
            let bytes = number.to_signed_bytes_be();
            let full: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let negative = number.sign() == Sign::Minus;
            (shorter_hexadecimal(full, negative), if negative { 'f' } else { '0' })
        }
        other => (format!("{:x}", bits(other)), '0'),
    };
    let missing: String = std::iter::repeat_n(fill, width.saturating_sub(text.len())).collect();
    let padded = missing + &text;
    if upper { padded.to_uppercase() } else { padded }
}

/// .NET leaves a first digit out that only repeats the sign, but keeps one that shows it.
fn shorter_hexadecimal(mut full: String, negative: bool) -> String {
    let second_is_high = |text: &str| text.as_bytes().get(1).is_some_and(|digit| *digit >= b'8');
    let drop = if negative {
        full.starts_with('f') && second_is_high(&full)
    } else {
        full.starts_with('0') && full.len() > 1 && !second_is_high(&full)
    };
    if drop {
        full.remove(0);
    }
    full
}

fn binary(value: &Value, width: usize) -> String {
    match value {
        Value::BigInt(number) => {
            let text = BigInt::to_str_radix(number, 2);
            let text = text.trim_start_matches('-');
            format!("{:0>width$}", format!("0{text}"))
        }
        other => format!("{:0>width$}", format!("{:b}", bits(other))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: impl Into<Value>, form: &str, culture: &str) -> String {
        format_number(&value.into(), form, &Culture::find(culture).unwrap()).unwrap()
    }

    #[test]
    fn standard_formats() {
        assert_eq!(shown(1_234_567, "N0", "en-US"), "1,234,567");
        assert_eq!(shown(-1, "x", ""), "ffffffff");
        assert_eq!(shown(2.5, "F0", ""), "2");
        assert_eq!(shown(1.005, "N2", ""), "1.00");
        assert_eq!(shown(-0.5, "C", "en-US"), "-$0.50");
        assert_eq!(shown(0.1234, "P1", ""), "12.3 %");
        assert_eq!(shown(1234.5, "e2", ""), "1.23e+003");
        assert_eq!(shown(1e15, "", ""), "1000000000000000");
        assert_eq!(shown(-0.0, "N0", ""), "-0");
        assert_eq!(format_number(&Value::Int(1), "Q", &Culture::invariant()), Err(FormatFailure));
    }
}
