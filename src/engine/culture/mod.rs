//! Cultures: how numbers, dates and names are written and read.
//!
//! The data of each culture is one line of `cultures.jsonl`, recorded from .NET with ICU; a line is read when its
//! culture is first needed.

mod custom;
mod date;
mod date_parse;
mod date_parse_exact;
mod digits;
mod number;
mod number_parse;
mod span;

pub use date::{DateText, format_date};
pub use date_parse::{DateStyles, ParseFailure, Parsed as ParsedDate, parse_date};
pub use date_parse_exact::parse_date_exact;
pub use number::{FormatFailure, format_number};
pub use number_parse::{Styles, parse_number};
pub use span::{SpanFailure, format_span, parse_span, parse_span_exact};

use serde::Deserialize;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

const DATA: &str = include_str!("cultures.jsonl");

/// One culture's patterns and names. Pattern numbers are .NET's of `NumberFormatInfo`.
#[derive(Clone, Debug, Deserialize)]
pub struct Culture {
    pub name: String,
    pub lcid: i32,
    pub english: String,
    pub native: String,
    pub era: String,
    pub short_date: String,
    pub long_date: String,
    pub short_time: String,
    pub long_time: String,
    pub full: String,
    pub month_day: String,
    pub year_month: String,
    pub am: String,
    pub pm: String,
    pub days: Vec<String>,
    pub short_days: Vec<String>,
    pub months: Vec<String>,
    pub short_months: Vec<String>,
    pub month_genitives: Vec<String>,
    pub short_month_genitives: Vec<String>,
    pub first_day: String,
    pub date_sep: String,
    pub time_sep: String,
    pub decimal_sep: String,
    pub group_sep: String,
    pub group_sizes: Vec<usize>,
    /// Decimal digits of `N` and `F`.
    pub digits: usize,
    pub currency: String,
    pub currency_digits: usize,
    pub currency_neg: u8,
    pub currency_pos: u8,
    pub percent_neg: u8,
    pub percent_pos: u8,
    pub percent_digits: usize,
    pub nan: String,
    pub inf: String,
    pub neg: String,
    /// What stands between items of a list, once a script has set it; see [`Culture::list_separator`].
    #[serde(default)]
    pub list_sep: Option<String>,
}

thread_local! {
    static KNOWN: RefCell<HashMap<String, Rc<Culture>>> = RefCell::new(HashMap::new());
}

/// The cultures whose data is here.
pub fn names() -> impl Iterator<Item = &'static str> {
    DATA.lines().filter_map(line_name)
}

fn line_name(line: &'static str) -> Option<&'static str> {
    line.strip_prefix("{\"name\":\"")?.split('"').next()
}

impl Culture {
    /// The culture that belongs to none.
    pub fn invariant() -> Rc<Culture> {
        Culture::find("").unwrap_or_else(|| unreachable!("the data begins with the invariant culture"))
    }

    /// A culture by name, without case: `de-DE`, or a language alone. A well-formed name that the data has not
    /// takes the patterns of its language, or the invariant ones. `None` when no culture can have that name.
    pub fn find(name: &str) -> Option<Rc<Culture>> {
        let folded = name.to_ascii_lowercase().replace('_', "-");
        if let Some(found) = KNOWN.with_borrow(|known| known.get(&folded).cloned()) {
            return Some(found);
        }
        let language = folded.split('-').next().unwrap_or_default();
        let same =
            |line: &&'static str| line_name(line).is_some_and(|known| known.eq_ignore_ascii_case(&folded));
        let kin = |line: &&'static str| {
            line_name(line).is_some_and(|known| {
                known.split('-').next().is_some_and(|known| known.eq_ignore_ascii_case(language))
            })
        };
        let exact = DATA.lines().find(same);
        if exact.is_none() && !well_formed(&folded) {
            return None;
        }
        let line = exact.or_else(|| DATA.lines().find(kin)).or_else(|| DATA.lines().next())?;
        let mut culture: Culture = serde_json::from_str(line).ok()?;
        if exact.is_none() {
            culture.name = written(&folded);
            culture.lcid = 4096;
            if let (Some((language, _)), false) = (culture.english.split_once(" ("), folded.contains('-')) {
                culture.english = language.to_string();
                culture.native = culture.native.split([' ', '（']).next().unwrap_or_default().to_string();
            } else {
                culture.english = culture.name.clone();
                culture.native = culture.name.clone();
            }
        }
        let culture = Rc::new(culture);
        KNOWN.with_borrow_mut(|known| known.insert(folded, culture.clone()));
        Some(culture)
    }

    /// What stands between items of a list: `;` where `,` is the decimal separator.
    pub fn list_separator(&self) -> &str {
        self.list_sep.as_deref().unwrap_or(if self.decimal_sep == "," { ";" } else { "," })
    }

    /// Whether it is a language without a region.
    pub fn is_neutral(&self) -> bool {
        !self.name.is_empty() && !self.name.contains('-')
    }
}

/// `ll`, `ll-RR`, `ll-Ssss-RR`: what ICU takes for a culture.
fn well_formed(folded: &str) -> bool {
    let mut parts = folded.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A folded name as it is written: `zh-Hans-CN`.
fn written(folded: &str) -> String {
    let mut parts = folded.split('-');
    let mut name = parts.next().unwrap_or_default().to_string();
    for part in parts {
        name.push('-');
        if part.len() == 4 {
            let (first, rest) = part.split_at(1);
            name.push_str(&first.to_ascii_uppercase());
            name.push_str(rest);
        } else {
            name.push_str(&part.to_ascii_uppercase());
        }
    }
    name
}

thread_local! {
    /// Culture and language of this thread, as .NET keeps them.
    static CURRENT: RefCell<Option<Rc<Culture>>> = const { RefCell::new(None) };
    static LANGUAGE: RefCell<Option<Rc<Culture>>> = const { RefCell::new(None) };
}

/// The culture of `LC_ALL`, `LC_MESSAGES` or `LANG`; the invariant one for `C` and none.
fn from_environment() -> Rc<Culture> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    match set.split(['.', '@']).next().unwrap_or_default() {
        "C" | "POSIX" | "" => Culture::invariant(),
        name => Culture::find(name).unwrap_or_else(Culture::invariant),
    }
}

/// The current culture.
pub fn current() -> Rc<Culture> {
    CURRENT.with_borrow_mut(|current| current.get_or_insert_with(from_environment).clone())
}

pub fn set_current(culture: Rc<Culture>) {
    CURRENT.set(Some(culture));
}

/// The language of messages (`CurrentUICulture`).
pub fn language() -> Rc<Culture> {
    LANGUAGE.with_borrow_mut(|language| language.get_or_insert_with(from_environment).clone())
}

pub fn set_language(culture: Rc<Culture>) {
    LANGUAGE.set(Some(culture));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cultures_are_found_by_name_and_language() {
        assert_eq!(Culture::find("DE-de").unwrap().decimal_sep, ",");
        assert_eq!(Culture::find("de").unwrap().name, "de");
        assert_eq!(Culture::find("zh-hans-cn").unwrap().name, "zh-Hans-CN");
        assert!(Culture::find("no such culture").is_none());
        assert!(names().all(|name| Culture::find(name).is_some_and(|found| found.name == name)));
    }
}
