//! The character set of the terminal, as the environment names it: what is not UTF-8 is written and read in it.

use encoding_rs::{EncoderResult, Encoding, UTF_8};
use std::borrow::Cow;
use std::io::{Result, Write};
use std::sync::OnceLock;

/// The set behind the point of `LC_ALL`, `LC_MESSAGES` or `LANG`, whichever is set first, as .NET looks for it;
/// `None` is UTF-8.
fn terminal() -> Option<&'static Encoding> {
    static FOUND: OnceLock<Option<&'static Encoding>> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let mut values = names.iter().filter_map(|name| std::env::var(name).ok());
        named(&values.find(|value| !value.is_empty())?)
    })
}

/// The set that a locale names: `de_DE.ISO-8859-15@euro`.
fn named(locale: &str) -> Option<&'static Encoding> {
    let (_, set) = locale.split_once('.')?;
    let set = set.split('@').next().unwrap_or_default();
    let label = match set.to_ascii_lowercase().as_str() {
        "eucjp" => "euc-jp".to_string(),
        "euckr" => "euc-kr".to_string(),
        other => other.to_string(),
    };
    Encoding::for_label(label.as_bytes()).filter(|found| *found != UTF_8)
}

/// A text in a set; `?` stands for what the set has not.
fn encoded_in<'t>(text: &'t str, set: &'static Encoding) -> Cow<'t, [u8]> {
    if text.is_ascii() {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut encoder = set.new_encoder();
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    loop {
        let mut piece = [0u8; 4096];
        let (result, read, written) = encoder.encode_from_utf8_without_replacement(rest, &mut piece, true);
        out.extend_from_slice(piece.get(..written).unwrap_or_default());
        rest = rest.get(read..).unwrap_or_default();
        match result {
            EncoderResult::InputEmpty => return Cow::Owned(out),
            EncoderResult::Unmappable(_) => out.push(b'?'),
            EncoderResult::OutputFull => {}
        }
    }
}

/// A text as the terminal wants it.
pub fn encoded(text: &str) -> Cow<'_, [u8]> {
    match terminal() {
        Some(set) => encoded_in(text, set),
        None => Cow::Borrowed(text.as_bytes()),
    }
}

/// The character of some bytes that a terminal sent which is not one of UTF-8: `None` for UTF-8 and while bytes are
/// missing.
pub fn decoded(bytes: &[u8]) -> Option<Option<char>> {
    let set = terminal()?;
    let (text, wrong) = set.decode_without_bom_handling(bytes);
    Some(text.chars().next().filter(|_| !wrong))
}

/// Writes text to the terminal in its set.
pub struct Encoded<W: Write>(pub W);

impl<W: Write> Write for Encoded<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if terminal().is_none() {
            return self.0.write(bytes);
        }
        self.0.write_all(&encoded(&String::from_utf8_lossy(bytes)))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_set() {
        assert_eq!(named("de_DE.ISO-8859-1").map(Encoding::name), Some("windows-1252"));
        assert_eq!(named("de_DE.ISO8859-15@euro").map(Encoding::name), Some("ISO-8859-15"));
        assert_eq!(named("ja_JP.eucJP").map(Encoding::name), Some("EUC-JP"));
        assert_eq!(named("en_US.UTF-8"), None);
        assert_eq!(named("C"), None);
    }

    #[test]
    fn what_a_set_has_not_is_a_question_mark() {
        let latin = named("de_DE.ISO-8859-1").unwrap();
        assert_eq!(&*encoded_in("Größe 日本", latin), b"Gr\xf6\xdfe ??");
        let long = "é".repeat(10_000);
        assert_eq!(encoded_in(&long, latin).len(), 10_000);
    }
}
