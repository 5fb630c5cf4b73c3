//! Text as dates, freely written; what both ways of reading share.

use super::Culture;
use crate::engine::types::datetime::{DateTime, DateTimeKind};
use chrono::{Datelike, Local, NaiveDate, NaiveDateTime, NaiveTime};

/// Why text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseFailure {
    Format,
    /// A word that means nothing, at an index in UTF-16 units.
    UnknownWord(usize),
    DayOfWeek,
    /// Read as it should be, but no day or hour of the calendar.
    OutOfCalendar,
    /// The format itself is none.
    BadFormat,
}

/// Bits of .NET's `DateTimeStyles`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateStyles(pub i64);

impl DateStyles {
    pub(super) fn has(self, bit: i64) -> bool {
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
    /// The clock shows an hour, minute or second that no day has.
    no_such_time: bool,
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
            no_such_time: false,
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
        self.no_such_time = time.is_none();
        self.time = Some(time.unwrap_or_default());
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
        let iso = self.tokens.contains(&Token::TimeMark);
        let date = self.date(if iso { ParseFailure::OutOfCalendar } else { ParseFailure::Format })?;
        if self.no_such_time {
            return Err(ParseFailure::OutOfCalendar);
        }
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

    /// The day. Errors: a month or day that does not exist is `missing`.
    fn date(&self, missing: ParseFailure) -> Result<NaiveDate, ParseFailure> {
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
            .ok_or(missing)
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

pub(super) fn two_digits(year: i32) -> i32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

fn small(text: &str) -> Result<u32, ParseFailure> {
    if text.len() > 2 {
        return Err(ParseFailure::Format);
    }
    text.parse().map_err(|_| ParseFailure::Format)
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
        for (text, failure) in [
            ("25:00", ParseFailure::OutOfCalendar),
            ("2024-01-01 12:60", ParseFailure::OutOfCalendar),
            ("2024-02-30T12:00", ParseFailure::OutOfCalendar),
            ("2024-02-30 12:00", ParseFailure::Format),
            ("25:00 x", ParseFailure::UnknownWord(6)),
        ] {
            assert_eq!(parse_date(text, &Culture::invariant()), Err(failure), "{text}");
        }
        assert_eq!(parse_date("1E+20", &Culture::invariant()), Err(ParseFailure::UnknownWord(1)));
    }
}
