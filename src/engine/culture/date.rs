//! .NET's standard and custom formats of dates and times.

use super::{Culture, FormatFailure};
use crate::engine::types::datetime::{DateTime, DateTimeKind};
use chrono::{Datelike, NaiveDateTime, Timelike};

/// What is formatted: a clock reading and how it relates to UTC.
#[derive(Clone, Copy, Debug)]
pub struct DateText {
    /// Ticks of the clock since year 1.
    pub ticks: i64,
    pub kind: DateTimeKind,
    /// Seconds east of UTC, of a `DateTimeOffset`.
    pub offset: Option<i32>,
}

impl DateText {
    fn naive(&self) -> NaiveDateTime {
        DateTime { ticks: self.ticks, kind: self.kind }.naive()
    }

    /// Seconds east of UTC: its own, or those of its kind.
    fn seconds(&self) -> i32 {
        self.offset.unwrap_or_else(|| DateTime { ticks: self.ticks, kind: self.kind }.offset())
    }

    fn in_utc(self) -> DateText {
        match self.offset {
            Some(seconds) => {
                let ticks = self.ticks - i64::from(seconds) * 10_000_000;
                DateText { ticks, kind: DateTimeKind::Utc, offset: Some(0) }
            }
            None => {
                let utc = DateTime { ticks: self.ticks, kind: self.kind }.to_utc();
                DateText { ticks: utc.ticks, kind: DateTimeKind::Utc, offset: None }
            }
        }
    }
}

/// The custom format behind a standard letter, and whether it is the same in all cultures. `None` for other letters.
pub(super) fn pattern(letter: char, culture: &Culture) -> Option<(String, bool)> {
    let local = |text: String| Some((text, false));
    let fixed = |text: &str| Some((text.to_string(), true));
    match letter {
        'd' => local(culture.short_date.clone()),
        'D' => local(culture.long_date.clone()),
        'f' => local(format!("{} {}", culture.long_date, culture.short_time)),
        'F' | 'U' => local(culture.full.clone()),
        'g' => local(format!("{} {}", culture.short_date, culture.short_time)),
        'G' => local(format!("{} {}", culture.short_date, culture.long_time)),
        'm' | 'M' => local(culture.month_day.clone()),
        't' => local(culture.short_time.clone()),
        'T' => local(culture.long_time.clone()),
        'y' | 'Y' => local(culture.year_month.clone()),
        'o' | 'O' => fixed("yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"),
        'r' | 'R' => fixed("ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"),
        's' => fixed("yyyy'-'MM'-'dd'T'HH':'mm':'ss"),
        'u' => fixed("yyyy'-'MM'-'dd HH':'mm':'ss'Z'"),
        _ => None,
    }
}

/// A date under a format; an empty one is `G`. Errors: the format is none.
pub fn format_date(date: &DateText, form: &str, culture: &Culture) -> Result<String, FormatFailure> {
    let form = if form.is_empty() { if date.offset.is_some() { "G+" } else { "G" } } else { form };
    let mut letters = form.chars();
    match (letters.next(), letters.next()) {
        (Some('G'), Some('+')) if date.offset.is_some() => {
            let text = custom(date, &format!("{} {} zzz", culture.short_date, culture.long_time), culture)?;
            Ok(text)
        }
        (Some(letter), None) => {
            let (pattern, fixed) = pattern(letter, culture).ok_or(FormatFailure)?;
            let date = match letter {
                'U' if date.offset.is_some() => return Err(FormatFailure),
                'U' => date.in_utc(),
                'r' | 'R' | 'u' if date.offset.is_some() => date.in_utc(),
                _ => *date,
            };
            match fixed {
                true => custom(&date, &pattern, &Culture::invariant()),
                false => custom(&date, &pattern, culture),
            }
        }
        _ => custom(date, form, culture),
    }
}

/// Whether a format has a day of the month: then month names are genitives.
fn has_day(form: &[char]) -> bool {
    let mut at = 0;
    while let Some(character) = form.get(at).copied() {
        let run = run(form, at);
        match character {
            'd' if run <= 2 => return true,
            '\'' | '"' => {
                at += 1;
                while form.get(at).is_some_and(|next| *next != character) {
                    at += 1;
                }
                at += 1;
            }
            '\\' => at += 2,
            'd' => at += run,
            _ => at += 1,
        }
    }
    false
}

/// How often the character at a place repeats.
pub(super) fn run(form: &[char], at: usize) -> usize {
    let Some(first) = form.get(at) else { return 0 };
    form.iter().skip(at).take_while(|next| *next == first).count()
}

fn custom(date: &DateText, form: &str, culture: &Culture) -> Result<String, FormatFailure> {
    let form: Vec<char> = form.chars().collect();
    let genitive = has_day(&form);
    let mut out = String::new();
    let mut at = 0;
    while let Some(character) = form.get(at).copied() {
        match character {
            '\'' | '"' => at = quoted(&form, at, &mut out)?,
            '\\' => {
                out.push(*form.get(at + 1).ok_or(FormatFailure)?);
                at += 2;
            }
            '%' => {
                let next = form.get(at + 1).copied().filter(|next| *next != '%').ok_or(FormatFailure)?;
                out.push_str(&custom(date, &next.to_string(), culture)?);
                at += 2;
            }
            ':' => {
                out.push_str(&culture.time_sep);
                at += 1;
            }
            '/' => {
                out.push_str(&culture.date_sep);
                at += 1;
            }
            'd' | 'M' | 'y' | 'h' | 'H' | 'm' | 's' | 'f' | 'F' | 't' | 'z' | 'K' | 'g' => {
                let count = run(&form, at);
                let taken = if character == 'K' { 1 } else { count };
                field(date, character, count, culture, genitive, &mut out)?;
                at += taken;
            }
            other => {
                out.push(other);
                at += 1;
            }
        }
    }
    Ok(out)
}

/// Text between quotes; gives the place behind. Errors: the closing quote is missing.
pub(super) fn quoted(form: &[char], start: usize, out: &mut String) -> Result<usize, FormatFailure> {
    let quote = form.get(start).copied().ok_or(FormatFailure)?;
    let mut at = start + 1;
    loop {
        match form.get(at).copied() {
            None => return Err(FormatFailure),
            Some(found) if found == quote => return Ok(at + 1),
            Some('\\') => {
                out.push(*form.get(at + 1).ok_or(FormatFailure)?);
                at += 2;
            }
            Some(other) => {
                out.push(other);
                at += 1;
            }
        }
    }
}

fn name(names: &[String], index: u32) -> &str {
    names.get(index as usize).map_or("", String::as_str)
}

/// One run of a letter.
fn field(
    date: &DateText,
    letter: char,
    count: usize,
    culture: &Culture,
    genitive: bool,
    out: &mut String,
) -> Result<(), FormatFailure> {
    let time = date.naive();
    let two = count.min(2);
    match (letter, count) {
        ('d', 1 | 2) => out.push_str(&format!("{:0two$}", time.day())),
        ('d', 3) => out.push_str(name(&culture.short_days, time.weekday().num_days_from_sunday())),
        ('d', _) => out.push_str(name(&culture.days, time.weekday().num_days_from_sunday())),
        ('M', 1 | 2) => out.push_str(&format!("{:0two$}", time.month())),
        ('M', 3) if genitive => out.push_str(name(&culture.short_month_genitives, time.month0())),
        ('M', 3) => out.push_str(name(&culture.short_months, time.month0())),
        ('M', _) if genitive => out.push_str(name(&culture.month_genitives, time.month0())),
        ('M', _) => out.push_str(name(&culture.months, time.month0())),
        ('y', 1 | 2) => out.push_str(&format!("{:0two$}", time.year() % 100)),
        ('y', _) => out.push_str(&format!("{:0count$}", time.year())),
        ('h', _) => out.push_str(&format!("{:0two$}", time.hour12().1)),
        ('H', _) => out.push_str(&format!("{:0two$}", time.hour())),
        ('m', _) => out.push_str(&format!("{:0two$}", time.minute())),
        ('s', _) => out.push_str(&format!("{:0two$}", time.second())),
        ('f' | 'F', 8..) => return Err(FormatFailure),
        ('f' | 'F', _) => fraction(date, letter, count, out),
        ('t', _) => {
            let mark = if time.hour() < 12 { &culture.am } else { &culture.pm };
            match count {
                1 => out.extend(mark.chars().next()),
                _ => out.push_str(mark),
            }
        }
        ('z', _) => offset(date.seconds(), count, out),
        ('K', _) => match (date.offset, date.kind) {
            (Some(seconds), _) => offset(seconds, 3, out),
            (None, DateTimeKind::Utc) => out.push('Z'),
            (None, DateTimeKind::Local) => offset(date.seconds(), 3, out),
            (None, DateTimeKind::Unspecified) => {}
        },
        ('g', _) => out.push_str(&culture.era),
        _ => {}
    }
    Ok(())
}

/// Fractions of a second; `F` drops zeros at the end, and a point before nothing.
fn fraction(date: &DateText, letter: char, count: usize, out: &mut String) {
    let ticks = format!("{:07}", date.ticks.rem_euclid(10_000_000));
    let shown = ticks.get(..count).unwrap_or_default();
    if letter == 'f' {
        out.push_str(shown);
        return;
    }
    let shown = shown.trim_end_matches('0');
    out.push_str(shown);
    if shown.is_empty() && out.ends_with('.') {
        out.pop();
    }
}

fn offset(seconds: i32, count: usize, out: &mut String) {
    out.push(if seconds < 0 { '-' } else { '+' });
    let minutes = seconds.abs() / 60;
    out.push_str(&match count {
        1 => (minutes / 60).to_string(),
        2 => format!("{:02}", minutes / 60),
        _ => format!("{:02}:{:02}", minutes / 60, minutes % 60),
    });
}
