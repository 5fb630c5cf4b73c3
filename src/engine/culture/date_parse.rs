//! Text as dates: freely written, or exactly as a format says.

use super::Culture;
use super::date::{pattern, quoted, run};
use crate::engine::types::datetime::{DateTime, DateTimeKind};
use chrono::{Datelike, Local, NaiveDate, NaiveDateTime, NaiveTime};

/// Why text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseFailure {
    Format,
    /// A word that means nothing, at an index in UTF-16 units.
    UnknownWord(usize),
    DayOfWeek,
    /// The format itself is none.
    BadFormat,
}

/// Bits of .NET's `DateTimeStyles`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateStyles(pub i64);

impl DateStyles {
    fn has(self, bit: i64) -> bool {
        self.0 & bit != 0
    }
}

/// A clock reading, and its distance from UTC when the text has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed {
    pub clock: NaiveDateTime,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
    /// Written as `Z`.
    pub zulu: bool,
}

impl Parsed {
    /// As a `DateTime` under styles.
    pub fn to_date_time(self, styles: DateStyles) -> DateTime {
        let clock = DateTime::from_naive(self.clock, DateTimeKind::Unspecified);
        let utc = |seconds: i32| DateTime {
            ticks: clock.ticks - i64::from(seconds) * 10_000_000,
            kind: DateTimeKind::Utc,
        };
        let moment = match self.offset {
            Some(_) if self.zulu && styles.has(128) => return utc(0),
            Some(seconds) => utc(seconds),
            None if styles.has(64) => utc(0),
            None if styles.has(32) => {
                let local = DateTime { ticks: clock.ticks, kind: DateTimeKind::Local };
                return if styles.has(16) { local.to_utc() } else { local };
            }
            None => return clock,
        };
        if styles.has(16) { moment } else { moment.to_local() }
    }
}

/// One piece of freely written text.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Digits as written.
    Number(String),
    Month(u32),
    Day(u32),
    Afternoon(bool),
    /// `T` between date and time.
    TimeMark,
    Zulu,
    Separator(char),
}

/// Reads a date as .NET's `DateTime.Parse` does.
pub fn parse_date(text: &str, culture: &Culture) -> Result<Parsed, ParseFailure> {
    let tokens = tokens(text, culture)?;
    let mut reader = Reader { tokens: &tokens, culture, ..Reader::default_for(&tokens, culture) };
    reader.read()?;
    reader.result()
}

fn tokens(text: &str, culture: &Culture) -> Result<Vec<Token>, ParseFailure> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    let trimmed_start = text.len() - text.trim_start().len();
    let start_of = |rest: &str| trimmed_start + text.trim().len() - rest.len();
    while let Some(character) = rest.chars().next() {
        if character.is_ascii_digit() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, tail) = rest.split_at(length);
            found.push(Token::Number(digits.to_string()));
            rest = tail;
        } else if character.is_alphabetic() {
            let (token, length) = word(rest, culture, &found).ok_or_else(|| {
                let index = text.get(..start_of(rest)).unwrap_or_default().encode_utf16().count();
                ParseFailure::UnknownWord(index)
            })?;
            found.extend(token);
            rest = rest.get(length..).unwrap_or_default();
        } else if character.is_whitespace() {
            rest = rest.trim_start();
            found.push(Token::Separator(' '));
        } else if matches!(character, '/' | '-' | '.' | ':' | ',' | '+' | '年' | '月' | '日')
            || culture.date_sep.starts_with(character)
            || culture.time_sep.starts_with(character)
        {
            found.push(Token::Separator(character));
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        } else {
            return Err(ParseFailure::Format);
        }
    }
    Ok(found)
}

/// What a word means and how long it is; words without meaning of their own (`de`) give no token.
fn word(rest: &str, culture: &Culture, before: &[Token]) -> Option<(Option<Token>, usize)> {
    let starts = |name: &str| {
        let mut text = rest.chars();
        !name.is_empty()
            && name
                .chars()
                .all(|wanted| text.next().is_some_and(|next| next.to_lowercase().eq(wanted.to_lowercase())))
    };
    let length = |name: &str| rest.char_indices().nth(name.chars().count()).map_or(rest.len(), |(at, _)| at);
    let ends = |name: &str| {
        !rest.get(length(name)..).unwrap_or_default().chars().next().is_some_and(char::is_alphabetic)
    };
    let invariant = Culture::invariant();
    for culture in [culture, &invariant] {
        for names in
            [&culture.months, &culture.month_genitives, &culture.short_months, &culture.short_month_genitives]
        {
            if let Some(index) = names.iter().position(|name| starts(name) && ends(name)) {
                return Some((Some(Token::Month(index as u32 + 1)), length(names.get(index)?)));
            }
        }
        for names in [&culture.days, &culture.short_days] {
            if let Some(index) = names.iter().position(|name| starts(name) && ends(name)) {
                return Some((Some(Token::Day(index as u32)), length(names.get(index)?)));
            }
        }
        for (mark, late) in [(&culture.am, false), (&culture.pm, true)] {
            if starts(mark) && ends(mark) {
                return Some((Some(Token::Afternoon(late)), length(mark)));
            }
        }
    }
    let is_number = matches!(before.last(), Some(Token::Number(_)));
    for (name, token) in [
        ("GMT", Some(Token::Zulu)),
        ("Z", Some(Token::Zulu)),
        ("A", Some(Token::Afternoon(false))),
        ("P", Some(Token::Afternoon(true))),
        ("de", None),
    ] {
        if starts(name) && ends(name) && !before.is_empty() {
            return Some((token, name.len()));
        }
    }
    let mark = rest.starts_with(['T', 't'])
        && is_number
        && rest.get(1..2).is_some_and(|next| next.bytes().all(|byte| byte.is_ascii_digit()));
    mark.then_some((Some(Token::TimeMark), 1))
}

struct Reader<'a> {
    tokens: &'a [Token],
    culture: &'a Culture,
    at: usize,
    numbers: Vec<String>,
    /// How many numbers stood before the month's name.
    month: Option<(u32, usize)>,
    day_of_week: Option<u32>,
    time: Option<NaiveTime>,
    afternoon: Option<bool>,
    offset: Option<i32>,
    zulu: bool,
}

impl<'a> Reader<'a> {
    fn default_for(tokens: &'a [Token], culture: &'a Culture) -> Reader<'a> {
        Reader {
            tokens,
            culture,
            at: 0,
            numbers: Vec::new(),
            month: None,
            day_of_week: None,
            time: None,
            afternoon: None,
            offset: None,
            zulu: false,
        }
    }

    fn peek(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    fn number(&self, ahead: usize) -> Option<&'a str> {
        match self.peek(ahead) {
            Some(Token::Number(digits)) => Some(digits),
            _ => None,
        }
    }

    fn is_separator(&self, ahead: usize, wanted: char) -> bool {
        matches!(self.peek(ahead), Some(Token::Separator(found)) if *found == wanted)
    }

    fn read(&mut self) -> Result<(), ParseFailure> {
        while let Some(token) = self.peek(0) {
            match token {
                Token::Number(_) if self.is_separator(1, ':') && self.number(2).is_some() => self.clock()?,
                Token::Number(digits) if self.meridiem_follows() && self.time.is_none() => {
                    let hour = digits.parse().map_err(|_| ParseFailure::Format)?;
                    self.time = Some(NaiveTime::from_hms_opt(hour, 0, 0).ok_or(ParseFailure::Format)?);
                    self.at += 1;
                }
                Token::Number(digits) => {
                    self.numbers.push(digits.clone());
                    self.at += 1;
                }
                Token::Month(month) => {
                    if self.month.is_some() {
                        return Err(ParseFailure::Format);
                    }
                    self.month = Some((*month, self.numbers.len()));
                    self.at += 1;
                }
                Token::Day(day) => {
                    self.day_of_week = Some(*day);
                    self.at += 1;
                }
                Token::Afternoon(late) => {
                    self.afternoon = Some(*late);
                    self.at += 1;
                }
                Token::TimeMark => self.at += 1,
                Token::Zulu => {
                    self.offset = Some(0);
                    self.zulu = true;
                    self.at += 1;
                }
                Token::Separator('+' | '-') if self.time.is_some() && self.number(1).is_some() => {
                    self.zone()?
                }
                Token::Separator(_) => self.at += 1,
            }
        }
        Ok(())
    }

    /// `10 PM`
    fn meridiem_follows(&self) -> bool {
        let next = if self.is_separator(1, ' ') { 2 } else { 1 };
        matches!(self.peek(next), Some(Token::Afternoon(_)))
    }

    /// `hh:mm[:ss[.fffffff]]`
    fn clock(&mut self) -> Result<(), ParseFailure> {
        if self.time.is_some() {
            return Err(ParseFailure::Format);
        }
        let read =
            |text: Option<&str>| text.and_then(|text| text.parse::<u32>().ok()).ok_or(ParseFailure::Format);
        let (hour, minute) = (read(self.number(0))?, read(self.number(2))?);
        self.at += 3;
        let (mut second, mut nanoseconds) = (0, 0);
        if self.is_separator(0, ':') && self.number(1).is_some() {
            second = read(self.number(1))?;
            self.at += 2;
            if (self.is_separator(0, '.') || self.is_separator(0, ','))
                && let Some(digits) = self.number(1)
            {
                let kept = digits.get(..7).unwrap_or(digits);
                nanoseconds = format!("{kept:0<9}").parse().map_err(|_| ParseFailure::Format)?;
                self.at += 2;
            }
        }
        let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanoseconds);
        self.time = Some(time.ok_or(ParseFailure::Format)?);
        Ok(())
    }

    /// `+hh[:mm]` or `+hhmm`
    fn zone(&mut self) -> Result<(), ParseFailure> {
        let sign = if self.is_separator(0, '-') { -1 } else { 1 };
        let digits = self.number(1).unwrap_or_default();
        self.at += 2;
        let (hours, mut minutes) = match digits.len() {
            1 | 2 => (digits, "0"),
            4 => digits.split_at(2),
            _ => return Err(ParseFailure::Format),
        };
        if digits.len() < 3
            && self.is_separator(0, ':')
            && let Some(found) = self.number(1)
        {
            minutes = found;
            self.at += 2;
        }
        let read = |text: &str| text.parse::<i32>().map_err(|_| ParseFailure::Format);
        let (hours, minutes) = (read(hours)?, read(minutes)?);
        if hours > 14 || minutes > 59 {
            return Err(ParseFailure::Format);
        }
        self.offset = Some(sign * (hours * 3600 + minutes * 60));
        Ok(())
    }

    fn result(&self) -> Result<Parsed, ParseFailure> {
        let time = self.finished_time()?;
        let date = self.date()?;
        if let Some(day) = self.day_of_week
            && date.weekday().num_days_from_sunday() != day
        {
            return Err(ParseFailure::DayOfWeek);
        }
        Ok(Parsed { clock: date.and_time(time), offset: self.offset, zulu: self.zulu })
    }

    fn finished_time(&self) -> Result<NaiveTime, ParseFailure> {
        use chrono::Timelike;
        let Some(time) = self.time else {
            let nothing = self.numbers.is_empty() || self.afternoon.is_some();
            return if nothing { Err(ParseFailure::Format) } else { Ok(NaiveTime::MIN) };
        };
        let hour = match (self.afternoon, time.hour()) {
            (None, hour) => hour,
            (Some(_), 13..) => return Err(ParseFailure::Format),
            (Some(late), hour) => hour % 12 + if late { 12 } else { 0 },
        };
        time.with_hour(hour).ok_or(ParseFailure::Format)
    }

    fn date(&self) -> Result<NaiveDate, ParseFailure> {
        let today = Local::now().date_naive();
        let parts: Vec<&str> = self.numbers.iter().map(String::as_str).collect();
        let long = |text: &str| text.len() > 2;
        let (year, month, day) = match (self.month, parts.as_slice()) {
            (None, []) if self.time.is_some() => return Ok(today),
            (Some((month, _)), [one]) if long(one) => (self.year(one)?, month, 1),
            (Some((month, _)), [one]) => (today.year(), month, small(one)?),
            (Some((month, 2)), [year, day]) | (Some((month, _)), [year, day]) if long(year) => {
                (self.year(year)?, month, small(day)?)
            }
            (Some((month, _)), [day, year]) => (self.year(year)?, month, small(day)?),
            (None, [year, month]) if long(year) => (self.year(year)?, small(month)?, 1),
            (None, [month, year]) if long(year) => (self.year(year)?, small(month)?, 1),
            (None, [first, second]) => {
                match self.culture.month_day.find('d') < self.culture.month_day.find('M') {
                    true => (today.year(), small(second)?, small(first)?),
                    false => (today.year(), small(first)?, small(second)?),
                }
            }
            (None, [year, month, day]) if long(year) => (self.year(year)?, small(month)?, small(day)?),
            (None, [first, second, third]) => self.ordered(first, second, third)?,
            _ => return Err(ParseFailure::Format),
        };
        NaiveDate::from_ymd_opt(year, month, day)
            .filter(|date| (1..=9999).contains(&date.year()))
            .ok_or(ParseFailure::Format)
    }

    /// Three numbers in the order of the culture's short date.
    fn ordered(&self, first: &str, second: &str, third: &str) -> Result<(i32, u32, u32), ParseFailure> {
        let short = &self.culture.short_date;
        let (year, month, day) = (short.find('y'), short.find('M'), short.find('d'));
        Ok(if year < month && third.len() <= 2 {
            (self.year(first)?, small(second)?, small(third)?)
        } else if day < month {
            (self.year(third)?, small(second)?, small(first)?)
        } else {
            (self.year(third)?, small(first)?, small(second)?)
        })
    }

    /// Two digits mean the years 1950 to 2049.
    fn year(&self, text: &str) -> Result<i32, ParseFailure> {
        let year: i32 = text.parse().map_err(|_| ParseFailure::Format)?;
        Ok(match text.len() {
            1 | 2 => two_digits(year),
            3 | 4 => year,
            _ => return Err(ParseFailure::Format),
        })
    }
}

fn two_digits(year: i32) -> i32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

fn small(text: &str) -> Result<u32, ParseFailure> {
    if text.len() > 2 {
        return Err(ParseFailure::Format);
    }
    text.parse().map_err(|_| ParseFailure::Format)
}

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
            .ok_or(ParseFailure::Format)?;
        let today = Local::now().date_naive();
        let date = match (self.year, self.month, self.day) {
            (None, None, None) if styles.has(8) => NaiveDate::from_ymd_opt(1, 1, 1),
            (None, None, None) => Some(today),
            (year, month, day) => {
                NaiveDate::from_ymd_opt(year.unwrap_or(today.year()), month.unwrap_or(1), day.unwrap_or(1))
            }
        };
        let date = date.filter(|date| date.year() >= 1).ok_or(ParseFailure::Format)?;
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

    fn read(text: &str, culture: &str) -> Option<String> {
        parse_date(text, &Culture::find(culture).unwrap()).ok().map(|found| found.clock.to_string())
    }

    #[test]
    fn dates_are_read_freely() {
        for (text, culture, wanted) in [
            ("2024-02-29", "", "2024-02-29 00:00:00"),
            ("29 February 2024", "", "2024-02-29 00:00:00"),
            ("Feb 29, 2024", "en-US", "2024-02-29 00:00:00"),
            ("1/2/03", "en-GB", "2003-02-01 00:00:00"),
            ("2024-02-29T10:20:30.5Z", "", "2024-02-29 10:20:30.500"),
            ("29.02.2024 13:05", "de-DE", "2024-02-29 13:05:00"),
            ("2/29/2024 1:05:09 PM", "en-US", "2024-02-29 13:05:09"),
        ] {
            assert_eq!(read(text, culture).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(read("20240229", ""), None);
        assert_eq!(parse_date("1E+20", &Culture::invariant()), Err(ParseFailure::UnknownWord(1)));
    }

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
