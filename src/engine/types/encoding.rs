//! Bytes as text and back, for commands that take an encoding by name.

use crate::engine::encoding::{TextEncoding, UTF8};

pub use crate::engine::encoding::NAMES;

fn of(name: Option<&str>) -> TextEncoding {
    name.and_then(TextEncoding::named).unwrap_or(UTF8)
}

/// Text of bytes: by their mark, UTF-8 without; what is not valid becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    UTF8.decode(bytes)
}

/// Text of bytes in a named encoding; a mark at their start wins.
pub fn decode_as(bytes: &[u8], name: Option<&str>) -> String {
    of(name).decode(bytes)
}

/// Bytes of text in an encoding by PowerShell's name.
pub fn encode(text: &str, encoding: Option<&str>) -> Vec<u8> {
    of(encoding).encode(text)
}

/// The mark that an encoding puts at the start of a file.
pub fn mark(encoding: Option<&str>) -> &'static [u8] {
    of(encoding).mark()
}
