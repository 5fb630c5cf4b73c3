//! Text as bytes and back: the encodings that `-Encoding` takes, in one place.

use super::command::FromValue;
use super::error::{Category, Exception};
use super::value::Value;
use super::{Engine, Fault, convert, utf7};
use std::io::{BufRead, BufReader, Read};

/// Names of `-Encoding`, as help and completion show them.
pub const NAMES: &[&str] = &[
    "ansi",
    "ascii",
    "bigendianunicode",
    "bigendianutf32",
    "latin1",
    "oem",
    "unicode",
    "utf7",
    "utf8",
    "utf8BOM",
    "utf8NoBOM",
    "utf32",
];

/// What PowerShell warns of where UTF-7 is named.
const OBSOLETE: &str = "Encoding 'UTF-7' is obsolete, please use UTF-8.";

/// How characters become bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Utf8,
    Utf16 {
        big: bool,
    },
    Utf32 {
        big: bool,
    },
    Utf7,
    Ascii,
    Latin1,
    /// Code page 437.
    Oem,
    Page(&'static encoding_rs::Encoding),
}

/// An encoding, and whether its mark stands at the start of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextEncoding {
    form: Form,
    mark: bool,
}

/// UTF-8 without a mark: PowerShell's default.
pub const UTF8: TextEncoding = TextEncoding { form: Form::Utf8, mark: false };

impl Default for TextEncoding {
    fn default() -> Self {
        UTF8
    }
}

impl TextEncoding {
    /// An encoding by PowerShell's name, .NET's name or the number of a code page.
    pub fn named(name: &str) -> Option<TextEncoding> {
        let marked = |form| Some(TextEncoding { form, mark: true });
        let plain = |form| Some(TextEncoding { form, mark: false });
        match name.to_ascii_lowercase().as_str() {
            "utf8" | "utf8nobom" | "utf-8" | "default" | "65001" | "system.text.utf8encoding" => {
                plain(Form::Utf8)
            }
            "utf8bom" => marked(Form::Utf8),
            "unicode" | "utf-16" | "utf-16le" | "utf16" | "1200" | "string" => {
                marked(Form::Utf16 { big: false })
            }
            "bigendianunicode" | "utf-16be" | "1201" => marked(Form::Utf16 { big: true }),
            "utf32" | "utf-32" | "12000" => marked(Form::Utf32 { big: false }),
            "bigendianutf32" | "utf-32be" | "12001" => marked(Form::Utf32 { big: true }),
            "utf7" | "utf-7" | "65000" => plain(Form::Utf7),
            "ascii" | "us-ascii" | "20127" => plain(Form::Ascii),
            "latin1" | "iso-8859-1" | "28591" => plain(Form::Latin1),
            "ansi" | "1252" => plain(Form::Page(encoding_rs::WINDOWS_1252)),
            "oem" | "437" | "ibm437" => plain(Form::Oem),
            other => {
                let page = other.parse().ok().and_then(codepage::to_encoding);
                page.or_else(|| encoding_rs::Encoding::for_label(other.as_bytes()))
                    .map(|page| TextEncoding { form: Form::Page(page), mark: false })
            }
        }
    }

    /// The bytes in front of a file.
    pub fn mark(&self) -> &'static [u8] {
        match (self.mark, self.form) {
            (true, Form::Utf8) => &[0xEF, 0xBB, 0xBF],
            (true, Form::Utf16 { big: false }) => &[0xFF, 0xFE],
            (true, Form::Utf16 { big: true }) => &[0xFE, 0xFF],
            (true, Form::Utf32 { big: false }) => &[0xFF, 0xFE, 0, 0],
            (true, Form::Utf32 { big: true }) => &[0, 0, 0xFE, 0xFF],
            _ => &[],
        }
    }

    /// The encoding that a mark at the start of bytes says, and the mark's length.
    pub fn by_mark(start: &[u8]) -> Option<(TextEncoding, usize)> {
        let found = |form, length| Some((TextEncoding { form, mark: true }, length));
        match start {
            [0xFF, 0xFE, 0, 0, ..] => found(Form::Utf32 { big: false }, 4),
            [0, 0, 0xFE, 0xFF, ..] => found(Form::Utf32 { big: true }, 4),
            [0xEF, 0xBB, 0xBF, ..] => found(Form::Utf8, 3),
            [0xFF, 0xFE, ..] => found(Form::Utf16 { big: false }, 2),
            [0xFE, 0xFF, ..] => found(Form::Utf16 { big: true }, 2),
            _ => None,
        }
    }

    /// Whether a line break is the byte 10 and nothing else is: lines can be found in the bytes.
    pub fn keeps_line_breaks(&self) -> bool {
        !matches!(self.form, Form::Utf16 { .. } | Form::Utf32 { .. })
    }

    /// Text as bytes, without the mark. What the encoding has not becomes `?`.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        match self.form {
            Form::Utf8 => text.as_bytes().to_vec(),
            Form::Utf16 { big: false } => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Form::Utf16 { big: true } => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Form::Utf32 { big: false } => text.chars().flat_map(|one| u32::from(one).to_le_bytes()).collect(),
            Form::Utf32 { big: true } => text.chars().flat_map(|one| u32::from(one).to_be_bytes()).collect(),
            Form::Utf7 => utf7::encode(text),
            Form::Ascii => narrow(text, |one| u8::try_from(one).ok().filter(u8::is_ascii)),
            Form::Latin1 => narrow(text, |one| u8::try_from(u32::from(one)).ok()),
            Form::Oem => narrow(text, |one| {
                oem_cp::encode_char_checked(one, &oem_cp::code_table::ENCODING_TABLE_CP437)
            }),
            Form::Page(page) => {
                let mut bytes = Vec::with_capacity(text.len());
                for character in text.chars() {
                    let mut buffer = [0; 4];
                    let (encoded, _, failed) = page.encode(character.encode_utf8(&mut buffer));
                    if failed { bytes.push(b'?') } else { bytes.extend_from_slice(&encoded) }
                }
                bytes
            }
        }
    }

    /// Bytes as text; a mark at their start wins. What is no character becomes U+FFFD.
    pub fn decode(&self, bytes: &[u8]) -> String {
        let (encoding, start) = TextEncoding::by_mark(bytes).unwrap_or((*self, 0));
        let bytes = bytes.get(start..).unwrap_or_default();
        match encoding.form {
            Form::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            _ => {
                let mut decoder = Decoder::new(encoding.form);
                let mut text = decoder.push(bytes);
                text.push_str(&decoder.finish());
                text
            }
        }
    }
}

fn narrow(text: &str, byte: impl Fn(char) -> Option<u8>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match byte(character) {
            Some(found) => bytes.push(found),
            None => bytes.extend(std::iter::repeat_n(b'?', character.len_utf16())),
        }
    }
    bytes
}

/// Decodes a stream piece by piece; what is not complete waits for the next piece.
struct Decoder {
    form: Form,
    rest: Vec<u8>,
    /// Of a code page, whose characters may take several bytes.
    page: Option<encoding_rs::Decoder>,
    /// Of UTF-7, whose runs may reach over pieces.
    runs: utf7::Decoder,
}

/// Decodes a piece by a code page.
fn decode_page(decoder: &mut encoding_rs::Decoder, bytes: &[u8], is_last: bool) -> String {
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    let _ = decoder.decode_to_string(bytes, &mut text, is_last);
    text
}

impl Decoder {
    fn new(form: Form) -> Decoder {
        let page = match form {
            Form::Page(page) => Some(page.new_decoder_without_bom_handling()),
            _ => None,
        };
        Decoder { form, rest: Vec::new(), page, runs: utf7::Decoder::default() }
    }

    fn push(&mut self, bytes: &[u8]) -> String {
        let mut all = std::mem::take(&mut self.rest);
        all.extend_from_slice(bytes);
        match self.form {
            Form::Utf8 => String::from_utf8_lossy(&all).into_owned(),
            Form::Utf7 => self.runs.push(&all),
            Form::Ascii => {
                all.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '\u{FFFD}' }).collect()
            }
            Form::Latin1 => all.iter().copied().map(char::from).collect(),
            Form::Oem => {
                oem_cp::decode_string_complete_table(&all, &oem_cp::code_table::DECODING_TABLE_CP437)
            }
            Form::Page(_) => {
                self.page.as_mut().map(|page| decode_page(page, &all, false)).unwrap_or_default()
            }
            Form::Utf16 { big } => self.wide(&all, big),
            Form::Utf32 { big } => {
                let chunks = all.chunks_exact(4);
                self.rest = chunks.remainder().to_vec();
                chunks
                    .filter_map(|chunk| <[u8; 4]>::try_from(chunk).ok())
                    .map(|four| if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
                    .map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect()
            }
        }
    }

    fn wide(&mut self, all: &[u8], big: bool) -> String {
        let chunks = all.chunks_exact(2);
        let odd = chunks.remainder().to_vec();
        let mut units: Vec<u16> = chunks
            .filter_map(|chunk| <[u8; 2]>::try_from(chunk).ok())
            .map(|two| if big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
            .collect();
        // A high surrogate at the end waits for its other half.
        if let Some(last) = units.last().copied().filter(|unit| (0xD800..0xDC00).contains(unit)) {
            units.pop();
            self.rest.extend(if big { last.to_be_bytes() } else { last.to_le_bytes() });
        }
        self.rest.extend(odd);
        String::from_utf16_lossy(&units)
    }

    fn finish(&mut self) -> String {
        match &mut self.page {
            Some(page) => decode_page(page, &[], true),
            None if self.form == Form::Utf7 => self.runs.finish(),
            None if self.rest.is_empty() => String::new(),
            None => char::REPLACEMENT_CHARACTER.to_string(),
        }
    }
}

/// Reads any encoding as UTF-8, in constant memory.
struct Transcoder<R: Read> {
    inner: R,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.at >= self.ready.len() && !self.ended {
            let mut piece = vec![0; 1 << 15];
            let count = self.inner.read(&mut piece)?;
            self.ended = count == 0;
            let text = match self.ended {
                true => self.decoder.finish(),
                false => self.decoder.push(piece.get(..count).unwrap_or_default()),
            };
            self.ready = text.into_bytes();
            self.at = 0;
        }
        let mut left = self.ready.get(self.at..).unwrap_or_default();
        let count = left.read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

/// The marks that [`TextEncoding::by_mark`] knows.
const MARKS: [&[u8]; 4] = [&[0xFF, 0xFE, 0, 0], &[0, 0, 0xFE, 0xFF], &[0xEF, 0xBB, 0xBF], &[0xFE, 0xFF]];

/// A stream as UTF-8 lines. A mark at its start wins over the encoding; no encoding is UTF-8. Bytes that are
/// no UTF-8 pass as they are when the stream is UTF-8.
pub fn reader<'a>(
    mut stream: impl Read + 'a,
    encoding: Option<TextEncoding>,
) -> std::io::Result<Box<dyn BufRead + 'a>> {
    // No byte more than a mark needs: a connection may have sent one short line and wait for the answer.
    let mut start = Vec::with_capacity(4);
    while MARKS.iter().any(|mark| mark.len() > start.len() && mark.starts_with(&start)) {
        if stream.by_ref().take(1).read_to_end(&mut start)? == 0 {
            break;
        }
    }
    let (found, length) = TextEncoding::by_mark(&start).unwrap_or((encoding.unwrap_or(UTF8), 0));
    start.drain(..length);
    let whole = std::io::Cursor::new(start).chain(stream);
    Ok(match found.form {
        Form::Utf8 => Box::new(BufReader::with_capacity(1 << 16, whole)),
        form => {
            let decoder = Decoder::new(form);
            Box::new(BufReader::new(Transcoder {
                inner: whole,
                decoder,
                ready: Vec::new(),
                at: 0,
                ended: false,
            }))
        }
    })
}

/// Bytes as text; what is no UTF-8 becomes U+FFFD.
pub fn lossy(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// A line without its end: `\n`, `\r\n` or `\r`. `None` at the end of the stream.
pub fn read_line(stream: &mut dyn BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok((!line.is_empty()).then_some(line));
        }
        match memchr::memchr2(b'\n', b'\r', buffer) {
            None => {
                line.extend_from_slice(buffer);
                let length = buffer.len();
                stream.consume(length);
            }
            Some(at) => {
                line.extend_from_slice(buffer.get(..at).unwrap_or_default());
                let is_return = buffer.get(at) == Some(&b'\r');
                stream.consume(at + 1);
                if is_return && stream.fill_buf()?.first() == Some(&b'\n') {
                    stream.consume(1);
                }
                return Ok(Some(line));
            }
        }
    }
}

impl FromValue for TextEncoding {
    const TYPE_NAME: &'static str = "System.Text.Encoding";

    fn unbound() -> Self {
        UTF8
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        let text = match value.unwrapped() {
            Value::Object(_) => {
                let found = super::member::get(engine, &value, "WebName")?;
                convert::to_text(engine, &found.unwrap_or(value))?
            }
            other => convert::to_text(engine, other)?,
        };
        let found = TextEncoding::named(&text);
        if found.is_some_and(|found| found.form == Form::Utf7) {
            engine.notices.push(OBSOLETE);
        }
        found.ok_or_else(|| {
            let message = format!(
                "Cannot process argument transformation on parameter 'Encoding'. '{text}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')"
            );
            let class = "System.Management.Automation.ParameterBindingArgumentTransformationException";
            let exception = Exception::new(class, message);
            Fault::error(exception, "ParameterArgumentTransformationError", Category::InvalidData, Value::Null)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_comes_back() {
        for name in NAMES {
            let encoding = TextEncoding::named(name).unwrap();
            let text = if *name == "ascii" { "plain" } else { "f\u{fc}r" };
            assert_eq!(encoding.decode(&encoding.encode(text)), text, "{name}");
        }
        assert_eq!(TextEncoding::named("65001"), Some(UTF8));
        assert!(TextEncoding::named("nonsense").is_none());
    }

    #[test]
    fn marks_win() {
        let latin1 = TextEncoding::named("latin1").unwrap();
        assert_eq!(latin1.decode(b"\xEF\xBB\xBFa"), "a");
        assert_eq!(UTF8.decode(b"\xFF\xFE\0\0a\0\0\0"), "a");
        assert_eq!(UTF8.decode(b"\xFE\xFF\0a"), "a");
        assert_eq!(UTF8.decode(b"a\xFF"), "a\u{FFFD}");
    }

    #[test]
    fn a_stream_is_read_in_pieces_of_any_size() {
        struct Slow<'a>(&'a [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let count = self.0.len().min(buffer.len()).min(1);
                buffer[..count].copy_from_slice(&self.0[..count]);
                self.0 = &self.0[count..];
                Ok(count)
            }
        }
        for name in ["unicode", "bigendianunicode", "utf32"] {
            let encoding = TextEncoding::named(name).unwrap();
            let bytes = [encoding.mark().to_vec(), encoding.encode("a\u{1F600}\nb")].concat();
            let mut text = String::new();
            reader(Slow(&bytes), None).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "a\u{1F600}\nb", "{name}");
        }
        let page = TextEncoding::named("gb18030").unwrap();
        let bytes = page.encode("\u{4E2D}\u{1F600}\n\u{6587}");
        let mut text = String::new();
        reader(Slow(&bytes), Some(page)).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "\u{4E2D}\u{1F600}\n\u{6587}");
    }
}
