//! .NET's custom formats of numbers: `0 # . , % ‰ e0`, text, and sections.

use super::Culture;
use super::digits::{Digits, Wanted};
use crate::engine::value::Value;

/// What a section's pattern asks for.
#[derive(Default)]
struct Picture {
    digits: i32,
    /// Digits before the point; all when there is none.
    point: i32,
    first_zero: i32,
    last_zero: i32,
    scientific: bool,
    grouped: bool,
    scale: i32,
}

/// A number under a custom format. `None` when it is no number.
pub fn custom(value: &Value, form: &str, culture: &Culture) -> Option<String> {
    let form: Vec<char> = form.chars().collect();
    // .NET takes this many significant digits of binary numbers for custom formats.
    let wanted = Wanted::Significant(if matches!(value.unwrapped(), Value::Single(_)) { 7 } else { 15 });
    let mut number = Digits::of(value, wanted)?;
    let first = if number.is_zero() {
        2
    } else if number.negative {
        1
    } else {
        0
    };
    let mut start = section(&form, first);
    let mut picture = read(&form, start);
    if number.is_zero() {
        if !number.floating {
            number.negative = false;
        }
        number.scale = 0;
    } else {
        number.scale += picture.scale;
        let keep =
            if picture.scientific { picture.digits } else { number.scale + picture.digits - picture.point };
        number.round(keep, false);
        let zero = section(&form, 2);
        if number.is_zero() && zero != start {
            start = zero;
            picture = read(&form, start);
        }
    }
    Some(write(&number, &form, start, &picture, culture))
}

/// Where a section starts: 0 positive, 1 negative, 2 zero; the first when there is no such one.
fn section(form: &[char], wanted: usize) -> usize {
    if wanted == 0 {
        return 0;
    }
    let mut left = wanted;
    let mut at = 0;
    while let Some(character) = form.get(at).copied() {
        at += 1;
        match character {
            '\'' | '"' => {
                while form.get(at).is_some_and(|next| *next != character) {
                    at += 1;
                }
                at += 1;
            }
            '\\' => at += 1,
            ';' => {
                left -= 1;
                if left == 0 {
                    return if form.get(at).is_some_and(|next| *next != ';') { at } else { 0 };
                }
            }
            _ => {}
        }
    }
    0
}

/// Whether an `e` at a place begins an exponent: `e0`, `e+0`, `e-0`.
fn exponent_at(form: &[char], after: usize) -> bool {
    match form.get(after) {
        Some('0') => true,
        Some('+' | '-') => form.get(after + 1) == Some(&'0'),
        _ => false,
    }
}

fn read(form: &[char], start: usize) -> Picture {
    let mut picture = Picture { point: -1, first_zero: i32::MAX, ..Picture::default() };
    let (mut comma, mut commas) = (-1, 0);
    let mut at = start;
    while let Some(character) = form.get(at).copied() {
        at += 1;
        match character {
            ';' => break,
            '#' => picture.digits += 1,
            '0' => {
                picture.first_zero = picture.first_zero.min(picture.digits);
                picture.digits += 1;
                picture.last_zero = picture.digits;
            }
            '.' if picture.point < 0 => picture.point = picture.digits,
            ',' if picture.digits > 0 && picture.point < 0 => {
                if comma >= 0 && comma == picture.digits {
                    commas += 1;
                } else {
                    picture.grouped |= comma >= 0;
                    comma = picture.digits;
                    commas = 1;
                }
            }
            '%' => picture.scale += 2,
            '\u{2030}' => picture.scale += 3,
            '\'' | '"' => {
                while form.get(at).is_some_and(|next| *next != character) {
                    at += 1;
                }
                at += 1;
            }
            '\\' => at += 1,
            'e' | 'E' if exponent_at(form, at) => {
                at += 1;
                while form.get(at) == Some(&'0') {
                    at += 1;
                }
                picture.scientific = true;
            }
            _ => {}
        }
    }
    if picture.point < 0 {
        picture.point = picture.digits;
    }
    if comma >= 0 {
        if comma == picture.point {
            picture.scale -= commas * 3;
        } else {
            picture.grouped = true;
        }
    }
    picture
}

/// Digits being written from left to right.
struct Writer<'a> {
    number: &'a Digits,
    culture: &'a Culture,
    out: String,
    /// The next digit.
    next: usize,
    /// Places left of the point that are still to come; negative behind it.
    place: i32,
    /// Places with a separator behind them.
    separators: Vec<i32>,
}

impl Writer<'_> {
    fn digit(&mut self, digit: char) {
        self.out.push(digit);
        if self.place > 1 && self.separators.last() == Some(&(self.place - 1)) {
            self.out.push_str(&self.culture.group_sep);
            self.separators.pop();
        }
    }

    fn take(&mut self) -> Option<char> {
        let found = self.number.digits.get(self.next).map(|digit| char::from(*digit));
        self.next += usize::from(found.is_some());
        found
    }
}

/// Places from the point at which groups end, the nearest first.
fn separators(picture: &Picture, places: i32, shift: i32, first_zero: i32, sizes: &[usize]) -> Vec<i32> {
    let mut found = Vec::new();
    if !picture.grouped {
        return found;
    }
    let count = first_zero.max(places + shift.min(0));
    let mut sizes = sizes.iter().map(|size| *size as i32);
    let mut size = sizes.next().unwrap_or(0);
    let mut total = size;
    while size > 0 && count > total {
        found.push(total);
        size = sizes.next().unwrap_or(size);
        total += size;
    }
    found
}

fn write(number: &Digits, form: &[char], start: usize, picture: &Picture, culture: &Culture) -> String {
    let first_zero = if picture.first_zero < picture.point { picture.point - picture.first_zero } else { 0 };
    let last_zero = if picture.last_zero > picture.point { picture.point - picture.last_zero } else { 0 };
    let (place, mut shift) = if picture.scientific {
        (picture.point, 0)
    } else {
        (number.scale.max(picture.point), number.scale - picture.point)
    };
    let separators = separators(picture, place, shift, first_zero, &culture.group_sizes);
    let mut writer = Writer { number, culture, out: String::new(), next: 0, place, separators };
    let negative_first = number.negative && start == 0;
    if negative_first && (number.scale != 0 || !number.is_zero()) {
        writer.out.push_str(&culture.neg);
    }
    let mut point_written = false;
    let mut scientific = picture.scientific;
    let mut at = start;
    while let Some(character) = form.get(at).copied() {
        at += 1;
        if shift > 0 && matches!(character, '#' | '0' | '.') {
            while shift > 0 {
                let digit = writer.take().unwrap_or('0');
                writer.digit(digit);
                writer.place -= 1;
                shift -= 1;
            }
        }
        match character {
            ';' => break,
            '#' | '0' => {
                let digit = if shift < 0 {
                    shift += 1;
                    (writer.place <= first_zero).then_some('0')
                } else {
                    writer.take().or((writer.place > last_zero).then_some('0'))
                };
                if let Some(digit) = digit {
                    writer.digit(digit);
                }
                writer.place -= 1;
            }
            '.' => {
                let more =
                    last_zero < 0 || (picture.point < picture.digits && writer.next < number.digits.len());
                if writer.place == 0 && !point_written && more {
                    writer.out.push_str(&culture.decimal_sep);
                    point_written = true;
                }
            }
            ',' => {}
            '%' => writer.out.push('%'),
            '\'' | '"' => {
                while let Some(next) = form.get(at).copied().filter(|next| *next != character) {
                    writer.out.push(next);
                    at += 1;
                }
                at += 1;
            }
            '\\' => {
                writer.out.extend(form.get(at));
                at += 1;
            }
            'e' | 'E' => at = exponent(&mut writer, form, at, character, &mut scientific, picture),
            other => writer.out.push(other),
        }
    }
    if negative_first && number.scale == 0 && number.is_zero() && !writer.out.is_empty() {
        writer.out.insert_str(0, &culture.neg);
    }
    writer.out
}

/// Writes the exponent, or the letter when it begins none; gives the place behind.
fn exponent(
    writer: &mut Writer<'_>,
    form: &[char],
    mut at: usize,
    letter: char,
    scientific: &mut bool,
    picture: &Picture,
) -> usize {
    writer.out.push(letter);
    if !*scientific {
        if let Some(sign @ ('+' | '-')) = form.get(at) {
            writer.out.push(*sign);
            at += 1;
        }
        while form.get(at) == Some(&'0') {
            writer.out.push('0');
            at += 1;
        }
        return at;
    }
    if !exponent_at(form, at) {
        return at;
    }
    let plus = form.get(at) == Some(&'+');
    if matches!(form.get(at), Some('+' | '-')) {
        at += 1;
    }
    let mut least = 0;
    while form.get(at) == Some(&'0') {
        least += 1;
        at += 1;
    }
    let value = if writer.number.is_zero() { 0 } else { writer.number.scale - picture.point };
    if value < 0 {
        writer.out.push_str(&writer.culture.neg);
    } else if plus {
        writer.out.push('+');
    }
    let width = least.min(10);
    writer.out.push_str(&format!("{:0width$}", value.unsigned_abs()));
    *scientific = false;
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: impl Into<Value>, form: &str) -> String {
        custom(&value.into(), form, &Culture::find("en-US").unwrap()).unwrap()
    }

    #[test]
    fn custom_formats() {
        assert_eq!(shown(1234.5, "#,##0.00"), "1,234.50");
        assert_eq!(shown(5, "000"), "005");
        assert_eq!(shown(0.5, "0%"), "50%");
        assert_eq!(shown(-3, "0;(0)"), "(3)");
        assert_eq!(shown(1_234_567_890, "0,,"), "1235");
        assert_eq!(shown(12, "#-#"), "1-2");
        assert_eq!(shown(1.005, "0.##"), "1.01");
        assert_eq!(shown(1234567.891, "0.00e+00"), "1.23e+06");
        assert_eq!(shown(0, "#"), "");
        assert_eq!(shown(7, "000-000"), "000-007");
        assert_eq!(shown(-0.0, "\"n=\"0"), "-n=0");
    }
}
