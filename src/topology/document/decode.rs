//! Bytes of a file that Windows may have written, to text.

use super::DocumentError;

/// Text in UTF-8 or UTF-16, by its byte order mark; without one it is UTF-8.
/// Errors: `Syntax` with the line of the first bad character.
pub fn decode(bytes: &[u8]) -> Result<String, DocumentError> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, DocumentError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(DocumentError::Syntax {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                reason: "it is not UTF-8 text; save it as UTF-8".to_owned(),
            })
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DocumentError> {
    let odd = || DocumentError::Syntax { line: 1, reason: "it is not valid UTF-16 text".to_owned() };
    if !bytes.len().is_multiple_of(2) {
        return Err(odd());
    }
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?)));
    char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| odd())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_encodings_are_read() {
        assert_eq!(decode(b"\xef\xbb\xbfa").unwrap(), "a");
        assert_eq!(decode(b"\xff\xfea\0\xfc\0").unwrap(), "aü");
        assert_eq!(decode(b"\xfe\xff\0a").unwrap(), "a");
        let error = decode(b"line\nM\xfcller").unwrap_err();
        assert!(matches!(error, DocumentError::Syntax { line: 2, .. }));
        assert!(decode(b"\xff\xfea").is_err());
    }
}
