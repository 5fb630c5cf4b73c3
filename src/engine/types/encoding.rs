//! Bytes as text and back, in encodings by PowerShell's names.

/// Encodings that `-Encoding` takes.
pub const NAMES: &[&str] =
    &["ascii", "bigendianunicode", "latin1", "unicode", "utf8", "utf8BOM", "utf8NoBOM"];

/// Text of bytes: UTF-8 or UTF-16 by their mark, UTF-8 without; what is not valid becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest
            .chunks_exact(2)
            .map(|pair| unit([pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(rest).into_owned();
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return wide(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return wide(rest, u16::from_be_bytes);
    }
    String::from_utf8_lossy(bytes).into_owned()
}

/// Text of bytes in a named encoding; a mark at their start wins.
pub fn decode_as(bytes: &[u8], name: Option<&str>) -> String {
    let marked =
        [&[0xEF, 0xBB, 0xBF][..], &[0xFF, 0xFE], &[0xFE, 0xFF]].iter().any(|mark| bytes.starts_with(mark));
    match name.map(str::to_ascii_lowercase).as_deref() {
        Some("unicode" | "bigendianunicode") if !marked => decode(&[mark(name), bytes].concat()),
        Some("latin1") if !marked => bytes.iter().copied().map(char::from).collect(),
        _ => decode(bytes),
    }
}

/// Bytes of text in an encoding by PowerShell's name.
pub fn encode(text: &str, encoding: Option<&str>) -> Vec<u8> {
    match encoding.map(str::to_ascii_lowercase).as_deref() {
        Some("unicode") => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Some("bigendianunicode") => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Some("ascii") => {
            text.chars().map(|character| if character.is_ascii() { character as u8 } else { b'?' }).collect()
        }
        Some("latin1") => {
            text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
        }
        _ => text.as_bytes().to_vec(),
    }
}

/// The mark that an encoding puts at the start of a file.
pub fn mark(encoding: Option<&str>) -> &'static [u8] {
    match encoding.map(str::to_ascii_lowercase).as_deref() {
        Some("utf8bom") => &[0xEF, 0xBB, 0xBF],
        Some("unicode") => &[0xFF, 0xFE],
        Some("bigendianunicode") => &[0xFE, 0xFF],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_choose_the_encoding() {
        assert_eq!(decode(b"\xEF\xBB\xBFa"), "a");
        assert_eq!(decode(b"\xFF\xFEa\0"), "a");
        assert_eq!(decode(b"\xFE\xFF\0a"), "a");
        assert_eq!(decode(b"a\xFF"), "a\u{FFFD}");
    }

    #[test]
    fn named_encodings_come_back() {
        for name in NAMES {
            let text = if *name == "ascii" { "plain" } else { "f\u{fc}r" };
            assert_eq!(decode_as(&encode(text, Some(name)), Some(name)), text, "{name}");
        }
    }
}
