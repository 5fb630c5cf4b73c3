//! Counted text: UTF-8 with .NET's UTF-16 length kept beside it.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

/// A .NET string. Cloning counts; appending to the only owner happens in place.
#[derive(Clone)]
pub struct Text(Rc<TextData>);

struct TextData {
    text: String,
    /// UTF-16 units; `u32::MAX` until asked for.
    units: Cell<u32>,
}

const UNKNOWN: u32 = u32::MAX;

impl Text {
    pub fn new(text: impl Into<String>) -> Self {
        Text(Rc::new(TextData { text: text.into(), units: Cell::new(UNKNOWN) }))
    }

    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Length in UTF-16 units, as .NET counts.
    pub fn len_utf16(&self) -> usize {
        if self.0.units.get() == UNKNOWN {
            let units =
                if self.0.text.is_ascii() { self.0.text.len() } else { self.0.text.encode_utf16().count() };
            self.0.units.set(u32::try_from(units).unwrap_or(UNKNOWN - 1));
        }
        self.0.units.get() as usize
    }

    /// Whether every character is one byte and one unit, so that indices are direct.
    pub fn is_ascii(&self) -> bool {
        self.len_utf16() == self.0.text.len()
    }

    /// Appends, in place when this is the only owner: nobody can see the difference, and building
    /// a text by `+=` becomes linear.
    pub fn push_str(&mut self, more: &str) {
        if let Some(data) = Rc::get_mut(&mut self.0) {
            data.text.push_str(more);
            data.units.set(UNKNOWN);
            return;
        }
        let mut text = String::with_capacity((self.0.text.len() + more.len()) * 2);
        text.push_str(&self.0.text);
        text.push_str(more);
        *self = Text::new(text);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0.text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.text)
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::new(text)
    }
}
