//! Text as dates, exactly as a format says.

use super::Culture;
use super::date::{pattern, quoted, run};
use super::date_parse::{DateStyles, ParseFailure, Parsed, two_digits};
use chrono::{Datelike, Local, NaiveDate, NaiveTime};

/// What a format has read so far.
#[derive(Default)]
struct Fields {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    hour: Option<u32>,
    half_day: bool,
    minute: u32,
    second: u32,
    nanoseconds: u32,
    afternoon: Option<bool>,
    offset: Option<i32>,
    zulu: bool,
    day_of_week: Option<u32>,
}

/// Reads a date exactly as a standard or custom format writes it.
pub fn parse_date_exact(
    text: &str,
    form: &str,
    culture: &Culture,
    styles: DateStyles,
) -> Result<Parsed, ParseFailure> {
    let mut letters = form.chars();
    let (pattern, invariant) = match (letters.next(), letters.next()) {
        (None, _) => return Err(ParseFailure::BadFormat),
        (Some(letter), None) => pattern(letter, culture).ok_or(ParseFailure::BadFormat)?,
        _ => (form.to_string(), false),
    };
    let mut text = text;
    if styles.has(1) {
        text = text.trim_start();
    }
    if styles.has(2) {
        text = text.trim_end();
    }
    let neutral = Culture::invariant();
    let mut scan = Scan {
        form: pattern.chars().collect(),
        text,
        culture: if invariant { &neutral } else { culture },
        inner_white: styles.has(4),
        fields: Fields::default(),
    };
    scan.run()?;
    if !scan.text.is_empty() {
        return Err(ParseFailure::Format);
    }
    let mut parsed = scan.fields.finish(styles)?;
    if form == "u" || form == "r" || form == "R" {
        parsed.offset = None;
    }
    Ok(parsed)
}

struct Scan<'a> {
    form: Vec<char>,
    text: &'a str,
    culture: &'a Culture,
    inner_white: bool,
    fields: Fields,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), ParseFailure> {
        let mut at = 0;
        while let Some(character) = self.form.get(at).copied() {
            if self.inner_white {
                self.text = self.text.trim_start();
            }
            let count = run(&self.form, at);
            match character {
                '\'' | '"' => {
                    let mut literal = String::new();
                    at = quoted(&self.form, at, &mut literal).map_err(|_| ParseFailure::BadFormat)?;
                    self.literal(&literal)?;
                }
                '\\' => {
                    let next = self.form.get(at + 1).copied().ok_or(ParseFailure::BadFormat)?;
                    self.literal(&next.to_string())?;
                    at += 2;
                }
                '%' => at += 1,
                ':' => {
                    let wanted = self.culture.time_sep.clone();
                    self.literal(&wanted)?;
                    at += 1;
                }
                '/' => {
                    let wanted = self.culture.date_sep.clone();
                    self.literal(&wanted)?;
                    at += 1;
                }
                '.' if self.form.get(at + 1) == Some(&'F') && !self.text.starts_with('.') => {
                    at += 1 + run(&self.form, at + 1);
                }
                'd' | 'M' | 'y' | 'h' | 'H' | 'm' | 's' | 'f' | 'F' | 't' | 'z' | 'K' | 'g' => {
                    self.field(character, count)?;
                    at += if character == 'K' { 1 } else { count };
                }
                ' ' if self.inner_white => at += 1,
                other => {
                    self.literal(&other.to_string())?;
                    at += 1;
                }
            }
        }
        Ok(())
    }

    fn literal(&mut self, wanted: &str) -> Result<(), ParseFailure> {
        let same_blank = |text: &str| text.replace(['\u{202f}', '\u{a0}'], " ");
        if let Some(rest) = self.text.strip_prefix(wanted) {
            self.text = rest;
            return Ok(());
        }
        let mut characters = self.text.char_indices();
        let end = characters.nth(wanted.chars().count()).map_or(self.text.len(), |(at, _)| at);
        let (head, rest) = self.text.split_at(end);
        if same_blank(head) == same_blank(wanted) {
            self.text = rest;
            return Ok(());
        }
        Err(ParseFailure::Format)
    }

    /// Digits, at least and at most so many.
    fn digits(&mut self, least: usize, most: usize) -> Result<&str, ParseFailure> {
        let length = self.text.bytes().take(most).take_while(u8::is_ascii_digit).count();
        if length < least {
            return Err(ParseFailure::Format);
        }
        let (digits, rest) = self.text.split_at(length);
        self.text = rest;
        Ok(digits)
    }

    fn number(&mut self, least: usize, most: usize) -> Result<u32, ParseFailure> {
        self.digits(least, most)?.parse().map_err(|_| ParseFailure::Format)
    }

    /// The longest of these names that the text begins with.
    fn name(&mut self, lists: &[&[String]]) -> Result<u32, ParseFailure> {
        let mut best: Option<(usize, usize)> = None;
        for list in lists {
            for (index, name) in list.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
                let matches = self
                    .text
                    .get(..name.len())
                    .is_some_and(|head| head.to_lowercase() == name.to_lowercase());
                if matches && best.is_none_or(|(_, length)| name.len() > length) {
                    best = Some((index, name.len()));
                }
            }
        }
        let (index, length) = best.ok_or(ParseFailure::Format)?;
        self.text = self.text.get(length..).unwrap_or_default();
        Ok(index as u32)
    }

    fn field(&mut self, letter: char, count: usize) -> Result<(), ParseFailure> {
        let culture = self.culture;
        let least = count.min(2);
        match (letter, count) {
            ('d', 1 | 2) => self.fields.day = Some(self.number(least, 2)?),
            ('d', 3) => self.fields.day_of_week = Some(self.name(&[&culture.short_days])?),
            ('d', _) => self.fields.day_of_week = Some(self.name(&[&culture.days])?),
            ('M', 1 | 2) => self.fields.month = Some(self.number(least, 2)?),
            ('M', 3) => {
                self.fields.month =
                    Some(self.name(&[&culture.short_months, &culture.short_month_genitives])? + 1);
            }
            ('M', _) => {
                self.fields.month = Some(self.name(&[&culture.months, &culture.month_genitives])? + 1)
            }
            ('y', 1 | 2) => self.fields.year = Some(two_digits(self.number(least, 2)? as i32)),
            ('y', _) => self.fields.year = Some(self.number(count.min(4), count.max(4))? as i32),
            ('h', _) => {
                self.fields.hour = Some(self.number(least, 2)?);
                self.fields.half_day = true;
            }
            ('H', _) => self.fields.hour = Some(self.number(least, 2)?),
            ('m', _) => self.fields.minute = self.number(least, 2)?,
            ('s', _) => self.fields.second = self.number(least, 2)?,
            ('f', _) => self.fraction(count, count)?,
            ('F', _) => self.fraction(0, count)?,
            ('t', _) => self.meridiem(count)?,
            ('z', _) => self.zone(count)?,
            ('K', _) => {
                if let Some(rest) = self.text.strip_prefix('Z') {
                    self.text = rest;
                    self.fields.offset = Some(0);
                    self.fields.zulu = true;
                } else if self.text.starts_with(['+', '-']) {
                    self.zone(3)?;
                }
            }
            ('g', _) => {
                let era = culture.era.clone();
                self.literal(&era)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn fraction(&mut self, least: usize, most: usize) -> Result<(), ParseFailure> {
        if most > 7 {
            return Err(ParseFailure::BadFormat);
        }
        let digits = format!("{:0<9}", self.digits(least, most)?);
        self.fields.nanoseconds = digits.parse().map_err(|_| ParseFailure::Format)?;
        Ok(())
    }

    fn meridiem(&mut self, count: usize) -> Result<(), ParseFailure> {
        let (am, pm) = (self.culture.am.clone(), self.culture.pm.clone());
        for (mark, late) in [(am, false), (pm, true)] {
            let wanted: String = if count == 1 { mark.chars().take(1).collect() } else { mark };
            let found = self.text.get(..wanted.len()).is_some_and(|head| head.eq_ignore_ascii_case(&wanted));
            if found && !wanted.is_empty() {
                self.text = self.text.get(wanted.len()..).unwrap_or_default();
                self.fields.afternoon = Some(late);
                return Ok(());
            }
        }
        Err(ParseFailure::Format)
    }

    fn zone(&mut self, count: usize) -> Result<(), ParseFailure> {
        let sign = match self.text.chars().next() {
            Some('+') => 1,
            Some('-') => -1,
            _ => return Err(ParseFailure::Format),
        };
        self.text = self.text.get(1..).unwrap_or_default();
        let hours = self.number(count.min(2), 2)?;
        let mut minutes = 0;
        if count >= 3 {
            self.text = self.text.strip_prefix(':').unwrap_or(self.text);
            minutes = self.number(2, 2)?;
        }
        if hours > 14 || minutes > 59 {
            return Err(ParseFailure::Format);
        }
        self.fields.offset = Some(sign * (hours * 3600 + minutes * 60) as i32);
        Ok(())
    }
}

impl Fields {
    fn finish(&self, styles: DateStyles) -> Result<Parsed, ParseFailure> {
        let hour = match (self.hour.unwrap_or(0), self.half_day, self.afternoon) {
            (13.., true, _) => return Err(ParseFailure::Format),
            (hour, true, late) => hour % 12 + if late == Some(true) { 12 } else { 0 },
            (hour, false, Some(true)) if hour < 12 => return Err(ParseFailure::Format),
            (hour, _, _) => hour,
        };
        let time = NaiveTime::from_hms_nano_opt(hour, self.minute, self.second, self.nanoseconds)
            .ok_or(ParseFailure::OutOfCalendar)?;
        let today = Local::now().date_naive();
        let date = match (self.year, self.month, self.day) {
            (None, None, None) if styles.has(8) => NaiveDate::from_ymd_opt(1, 1, 1),
            (None, None, None) => Some(today),
            (year, month, day) => {
                NaiveDate::from_ymd_opt(year.unwrap_or(today.year()), month.unwrap_or(1), day.unwrap_or(1))
            }
        };
        let date = date.filter(|date| date.year() >= 1).ok_or(ParseFailure::OutOfCalendar)?;
        if let Some(day) = self.day_of_week
            && date.weekday().num_days_from_sunday() != day
        {
            return Err(ParseFailure::DayOfWeek);
        }
        Ok(Parsed { clock: date.and_time(time), offset: self.offset, zulu: self.zulu })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_exactly() {
        let invariant = Culture::invariant();
        let read = |text, form| {
            parse_date_exact(text, form, &invariant, DateStyles(0)).map(|found| found.clock.to_string())
        };
        assert_eq!(read("20240229", "yyyyMMdd").unwrap(), "2024-02-29 00:00:00");
        assert_eq!(read("29/02/2024 01:05 PM", "dd/MM/yyyy hh:mm tt").unwrap(), "2024-02-29 13:05:00");
        assert_eq!(read("2024-2-1", "yyyy-MM-dd"), Err(ParseFailure::Format));
    }
}
