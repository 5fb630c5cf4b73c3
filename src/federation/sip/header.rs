//! The header list of a message, and `CSeq`.
//!
//! A value can never carry a line break: [`Headers::push`] and [`Headers::set`] turn control characters into
//! spaces, so no text from a peer or from XMPP can add a header.

use std::fmt;
use std::ops::Range;

use super::error::SyntaxError;
use super::message::Method;
use super::scan::{is_name, split_outside_quotes, trimmed};
use super::uri::{AddressText, NameAddress, Party};
use super::via::{self, Via};

/// Compact forms (RFC 3261, 7.3.3; RFC 3841, 3892, 4028, 6665) and the names they stand for.
const COMPACT: [(&str, &str); 16] = [
    ("a", "Accept-Contact"),
    ("b", "Referred-By"),
    ("c", "Content-Type"),
    ("e", "Content-Encoding"),
    ("f", "From"),
    ("i", "Call-ID"),
    ("j", "Reject-Contact"),
    ("k", "Supported"),
    ("l", "Content-Length"),
    ("m", "Contact"),
    ("o", "Event"),
    ("r", "Refer-To"),
    ("s", "Subject"),
    ("t", "To"),
    ("u", "Allow-Events"),
    ("v", "Via"),
];

/// Headers whose value is a comma-separated list of elements.
const LISTS: [&str; 5] = ["Via", "Route", "Record-Route", "Contact", "Path"];

/// Headers in their order, names in full form.
///
/// All their texts are one: a message that passes is read, copied and answered with a few pieces of memory, not with
/// two for each header.
#[derive(Clone, Default)]
pub struct Headers {
    text: String,
    entries: Vec<Entry>,
}

/// A header.
#[derive(Debug, Clone)]
struct Entry {
    name: Name,
    value: Range<usize>,
}

/// The name of a header.
#[derive(Debug, Clone)]
enum Name {
    /// One that is usual.
    Known(&'static str),
    /// Any other, in the text.
    Other(Range<usize>),
}

impl Name {
    fn text<'a>(&self, texts: &'a str) -> &'a str {
        match self {
            Name::Known(name) => name,
            Name::Other(range) => texts.get(range.clone()).unwrap_or_default(),
        }
    }
}

impl Headers {
    /// None yet, with room for so many lines of so many bytes in all.
    pub(super) fn with_room(lines: usize, bytes: usize) -> Headers {
        Headers { text: String::with_capacity(bytes), entries: Vec::with_capacity(lines) }
    }

    fn value(&self, entry: &Entry) -> &str {
        self.text.get(entry.value.clone()).unwrap_or_default()
    }

    fn is(&self, entry: &Entry, name: &str) -> bool {
        is_name(entry.name.text(&self.text), name)
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| self.is(entry, name))
    }

    /// Takes a name and a value into the text.
    fn entry(&mut self, name: &str, value: &str) -> Entry {
        Entry { name: self.name(name), value: self.add_clean(value) }
    }

    fn name(&mut self, name: &str) -> Name {
        match canonical(name) {
            Some(known) => Name::Known(known),
            None => Name::Other(self.add(name)),
        }
    }

    fn add(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }

    /// Adds a value without control characters and surrounding blanks.
    fn add_clean(&mut self, value: &str) -> Range<usize> {
        if is_clean(value) {
            return self.add(trimmed(value));
        }
        let spaced: String =
            value.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
        self.add(spaced.trim())
    }

    /// Whatever was replaced or removed leaves its text behind; once that is most of it, it goes.
    fn tidy(&mut self) {
        /// So much may lie about.
        const LITTER: usize = 4096;
        if self.text.len() <= LITTER {
            return;
        }
        let used = |entry: &Entry| entry.value.len() + entry.name.text(&self.text).len();
        if self.text.len() <= LITTER + 2 * self.entries.iter().map(used).sum::<usize>() {
            return;
        }
        let mut kept = Headers::default();
        kept.extend(self, |_| true);
        *self = kept;
    }

    /// Adds the headers of another list whose names fit.
    fn extend(&mut self, from: &Headers, fits: impl Fn(&str) -> bool) {
        for entry in &from.entries {
            if !fits(entry.name.text(&from.text)) {
                continue;
            }
            let name = match &entry.name {
                Name::Known(name) => Name::Known(name),
                Name::Other(_) => Name::Other(self.add(entry.name.text(&from.text))),
            };
            let value = self.add(from.value(entry));
            self.entries.push(Entry { name, value });
        }
    }

    /// The first value of a header.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.entries.iter().find(|entry| self.is(entry, name)).map(|entry| self.value(entry))
    }

    /// Every value of a header, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.entries.iter().filter(move |entry| self.is(entry, name)).map(|entry| self.value(entry))
    }

    /// Every header in order, as (name, value).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|entry| (entry.name.text(&self.text), self.value(entry)))
    }

    /// How many header lines there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a header after the others. Lists in one line become one entry an element.
    pub fn push(&mut self, name: &str, value: impl AsRef<str>) {
        let entry = self.entry(name, value.as_ref());
        let is_list = matches!(&entry.name, Name::Known(name) if LISTS.contains(name));
        if !is_list || !self.value(&entry).contains(',') {
            return self.entries.push(entry);
        }
        let whole = self.value(&entry).to_owned();
        for part in split_outside_quotes(&whole, b',') {
            let value = self.add(part.trim());
            self.entries.push(Entry { name: entry.name.clone(), value });
        }
    }

    /// The same for a value that is no list and has no blanks around it, and that `write` appends: many are put
    /// together of several pieces.
    pub(super) fn push_with(&mut self, name: &str, write: impl FnOnce(&mut String)) {
        let name = self.name(name);
        let start = self.text.len();
        write(&mut self.text);
        let mut value = start..self.text.len();
        if !self.text.get(start..).is_some_and(is_clean) {
            let written = self.text.split_off(start);
            value = self.add_clean(&written);
        }
        self.entries.push(Entry { name, value });
    }

    /// The same headers but one.
    pub fn without(&self, name: &str) -> Headers {
        let mut kept = Headers::with_room(self.entries.len(), self.text.len());
        kept.extend(self, |own| !is_name(own, name));
        kept
    }

    /// Adds every value that a header has in another list, as it is there.
    pub fn copy(&mut self, from: &Headers, name: &str) {
        self.extend(from, |own| is_name(own, name));
    }

    /// The same for several headers, in the order in which they are there.
    pub(super) fn copy_each(&mut self, from: &Headers, names: &[&str]) {
        self.extend(from, |own| names.iter().any(|name| is_name(own, name)));
    }

    /// Adds a header before the others: what a proxy does with `Via` and `Record-Route`.
    pub fn prepend(&mut self, name: &str, value: impl AsRef<str>) {
        let entry = self.entry(name, value.as_ref());
        self.entries.insert(0, entry);
        self.tidy();
    }

    /// Gives the header at a place another value.
    fn put(&mut self, place: usize, value: &str) {
        let value = self.add_clean(value);
        if let Some(entry) = self.entries.get_mut(place) {
            entry.value = value;
        }
    }

    /// Replaces every value of a header by one.
    pub fn set(&mut self, name: &str, value: impl AsRef<str>) {
        let Some(first) = self.position(name) else {
            let entry = self.entry(name, value.as_ref());
            return self.entries.push(entry);
        };
        self.put(first, value.as_ref());
        let mut index = 0;
        self.retain(|own, _| {
            index += 1;
            index - 1 == first || !is_name(own, name)
        });
    }

    /// Puts another value in the place of the first one of a header, if there is one.
    pub fn replace_first(&mut self, name: &str, value: impl AsRef<str>) {
        let Some(first) = self.position(name) else { return };
        self.put(first, value.as_ref());
        self.tidy();
    }

    /// Removes every value of a header.
    pub fn remove(&mut self, name: &str) {
        self.retain(|own, _| !is_name(own, name));
    }

    /// Removes the values of a header that fit.
    pub fn remove_where(&mut self, name: &str, fits: impl Fn(&str) -> bool) {
        self.retain(|own, value| !is_name(own, name) || !fits(value));
    }

    fn retain(&mut self, mut keep: impl FnMut(&str, &str) -> bool) {
        let text = &self.text;
        self.entries
            .retain(|entry| keep(entry.name.text(text), text.get(entry.value.clone()).unwrap_or_default()));
        self.tidy();
    }

    /// Removes and returns the first value of a header.
    pub fn remove_first(&mut self, name: &str) -> Option<String> {
        let entry = self.entries.remove(self.position(name)?);
        Some(self.value(&entry).to_owned())
    }

    /// The top `Via`.
    pub fn via(&self) -> Result<Via, SyntaxError> {
        Via::parse(self.get("Via").ok_or(SyntaxError::Missing { name: "Via" })?)
    }

    /// The transaction identifier of the top `Via`; none where it has none or cannot be read.
    pub fn branch(&self) -> Option<&str> {
        via::branch(self.get("Via")?)
    }

    /// The sequence number and method.
    pub fn sequence(&self) -> Result<Sequence, SyntaxError> {
        Sequence::parse(self.get("CSeq").ok_or(SyntaxError::Missing { name: "CSeq" })?)
    }

    /// An address header such as `From`.
    pub fn address(&self, name: &'static str) -> Result<NameAddress, SyntaxError> {
        NameAddress::parse(self.get(name).ok_or(SyntaxError::Missing { name })?)
    }

    /// Whom an address header names; none where it cannot be read.
    pub fn party(&self, name: &str) -> Option<Party<'_>> {
        AddressText::party(self.get(name)?)
    }

    /// The dialog tag of an address header; none where it has none or cannot be read.
    pub fn tag(&self, name: &str) -> Option<&str> {
        AddressText::tag(self.get(name)?)
    }

    /// A header that is a number of seconds, such as `Expires`; parameters after `;` are ignored.
    pub fn seconds(&self, name: &str) -> Option<u32> {
        let text = self.get(name)?;
        text.split(';').next()?.trim().parse().ok()
    }
}

impl PartialEq for Headers {
    fn eq(&self, other: &Headers) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Headers {}

impl fmt::Debug for Headers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}

/// Whether a value has no control characters.
fn is_clean(value: &str) -> bool {
    // Control characters beyond ASCII begin with this byte in UTF-8.
    let suspicious = |byte: u8| (byte < b' ') | (byte == 0x7f) | (byte == 0xc2);
    // To the end in any case: that takes many bytes at once.
    let is_suspicious = value.bytes().fold(false, |found, byte| found | suspicious(byte));
    !is_suspicious || !value.chars().any(char::is_control)
}

/// The full name of a usual header in its usual spelling.
fn canonical(name: &str) -> Option<&'static str> {
    const COMMON: [&str; 25] = [
        "Via",
        "From",
        "To",
        "Call-ID",
        "CSeq",
        "Max-Forwards",
        "Contact",
        "Content-Type",
        "Content-Length",
        "User-Agent",
        "Server",
        "Route",
        "Record-Route",
        "Expires",
        "Event",
        "Subscription-State",
        "Subject",
        "Allow",
        "Accept",
        "Date",
        "SIP-ETag",
        "SIP-If-Match",
        "Min-Expires",
        "Retry-After",
        "Path",
    ];
    match name.len() {
        1 => COMPACT.iter().find(|(short, _)| short.eq_ignore_ascii_case(name)).map(|(_, long)| *long),
        _ => COMMON.iter().find(|own| is_name(own, name)).copied(),
    }
}

/// `CSeq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// The number, below 2³¹.
    pub number: u32,
    /// The method it counts.
    pub method: Method,
}

impl Sequence {
    /// Parses `number method`.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let wrong = || SyntaxError::malformed("CSeq", text);
        let (number, method) = text.trim().split_once(char::is_whitespace).ok_or_else(wrong)?;
        let number: u32 = number.parse().map_err(|_| wrong())?;
        if number >= 1 << 31 {
            return Err(wrong());
        }
        Ok(Self { number, method: Method::parse(method.trim()).ok_or_else(wrong)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_start_a_new_line() {
        let mut headers = Headers::default();
        headers.push("Subject", "hello\r\nRoute: <sip:evil@example.net>");
        assert_eq!(headers.get("s"), None, "compact names are resolved when parsed, not when read");
        assert!(!headers.get("subject").unwrap().contains(['\r', '\n']));
        assert_eq!(headers.get("Route"), None);
    }

    #[test]
    fn nor_can_one_that_is_put_together() {
        let mut headers = Headers::default();
        headers.push_with("subject", |text| text.push_str("hello\r\nRoute: <sip:evil@example.net>"));
        headers.push_with("X-Other", |text| text.push_str("ü\u{85}"));
        let all: Vec<_> = headers.iter().collect();
        assert_eq!(all, [("Subject", "hello  Route: <sip:evil@example.net>"), ("X-Other", "ü")]);
    }

    #[test]
    fn lists_in_one_line_become_elements() {
        let mut headers = Headers::default();
        headers.push("v", "SIP/2.0/UDP a;branch=1, SIP/2.0/TCP b;branch=2");
        headers.push("Contact", "\"x, y\" <sip:a@b>, <sip:c@d>");
        assert_eq!(headers.all("Via").count(), 2);
        assert_eq!(headers.all("Contact").count(), 2);
        assert_eq!(headers.via().unwrap().branch(), "1");
        headers.push("Contact", "\"ä\\\", <ü\" <sip:e@f;x=\"1,2\">;q=1,<sip:g@h>,");
        let contacts: Vec<&str> = headers.all("Contact").skip(2).collect();
        assert_eq!(contacts, ["\"ä\\\", <ü\" <sip:e@f;x=\"1,2\">;q=1", "<sip:g@h>", ""]);
    }

    #[test]
    fn set_keeps_the_place_of_the_first() {
        let mut headers = Headers::default();
        headers.push("From", "a");
        headers.push("To", "b");
        headers.push("From", "c");
        headers.set("From", "d");
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("From", "d"), ("To", "b")]);
    }

    #[test]
    fn what_was_replaced_does_not_lie_about_for_ever() {
        let mut headers = Headers::default();
        headers.push("X-Own", "kept");
        for number in 0..10_000 {
            headers.set("CSeq", format!("{number} MESSAGE"));
            headers.prepend("Via", "SIP/2.0/TCP a.example;branch=z9hG4bK1;received=192.0.2.1");
            headers.replace_first("Via", format!("SIP/2.0/TCP b.example;branch={number}"));
            assert_eq!(headers.branch(), Some(number.to_string().as_str()));
            assert!(headers.remove_first("via").is_some() && headers.text.len() < 8192);
        }
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("X-Own", "kept"), ("CSeq", "9999 MESSAGE")]);
        let mut other = Headers::default();
        other.copy(&headers, "x-own");
        other.push("cseq", "9999 MESSAGE");
        assert_eq!((other.len(), other == headers), (2, true), "only names and values count");
    }

    #[test]
    fn tags_are_read_in_place() {
        let mut headers = Headers::default();
        headers.push("From", "\"a;tag=no\" <sip:a@b;tag=no>;x=1;Tag=yes");
        headers.push("To", "sip:a@b;tag=");
        assert_eq!(
            (headers.tag("from"), headers.tag("To"), headers.tag("Contact")),
            (Some("yes"), None, None)
        );
        assert!(!AddressText::wants_tag("<sip:a@b") && AddressText::wants_tag("sip:a@b;tag="));
    }

    #[test]
    fn a_wrong_sequence_is_refused() {
        for text in ["", "1", "x MESSAGE", "4294967295 MESSAGE", "1 ME SSAGE"] {
            assert!(Sequence::parse(text).is_err(), "{text}");
        }
    }
}
