//! Secure strings as text and back: plain on Linux, or encrypted with a key.

use crate::engine::Outcome;
use crate::engine::error::{Category, Exception};
use crate::engine::types::secure_string;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, convert, member};
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockDecryptMut, BlockEncryptMut, KeyIvInit};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// In front of every encrypted text: PowerShell's own mark of the format.
const MARK: &str = "76492d1116743f0423413b16050a5345";
const BLOCK: usize = 16;

/// UTF-16 bytes as hexadecimal digits: what a secure string without a key is kept as.
pub fn to_hex(text: &str) -> String {
    text.encode_utf16().flat_map(u16::to_le_bytes).map(|byte| format!("{byte:02x}")).collect()
}

/// Errors: not hexadecimal digits of whole units.
pub fn from_hex(text: &str) -> Option<String> {
    let bytes = hex_bytes(text)?;
    units(&bytes)
}

fn hex_bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    digits
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        })
        .collect()
}

fn units(bytes: &[u8]) -> Option<String> {
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| <[u8; 2]>::try_from(pair).ok().map(u16::from_le_bytes))
        .collect::<Option<_>>()?;
    String::from_utf16(&units).ok()
}

/// The bytes of `-Key` or of a `-SecureKey`. Errors: neither 16, 24 nor 32 of them.
pub fn key(engine: &mut Engine, key: Option<&Value>, secure: Option<&Value>) -> Outcome<Option<Vec<u8>>> {
    let bytes = match (key, secure.and_then(secure_string::plain)) {
        (Some(value), _) => {
            let items = member::enumerate(engine, value)?.unwrap_or_else(|| vec![value.clone()]);
            let mut bytes = Vec::new();
            for item in items {
                bytes.push(u8::try_from(convert::to_int(&item)?).map_err(|_| bad_key())?);
            }
            bytes
        }
        (None, Some(text)) => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        (None, None) => return Ok(None),
    };
    if matches!(bytes.len(), 16 | 24 | 32) { Ok(Some(bytes)) } else { Err(bad_key()) }
}

fn bad_key() -> Box<Fault> {
    let message = "The specified key is not valid. Valid key length settings are either 128 bits, 192 bits, or 256 bits.";
    let exception = Exception::new("System.Management.Automation.PSArgumentException", message);
    Fault::error(exception, "Argument", Category::InvalidArgument, Value::Null)
}

/// Encrypts by AES in CBC mode; `None` when key or start have no length of it.
pub(super) fn cipher(key: &[u8], start: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    macro_rules! with {
        ($kind:ty) => {
            cbc::Encryptor::<$kind>::new_from_slices(key, start).ok()?.encrypt_padded_vec_mut::<Pkcs7>(data)
        };
    }
    Some(match key.len() {
        16 => with!(aes::Aes128),
        24 => with!(aes::Aes192),
        _ => with!(aes::Aes256),
    })
}

/// Decrypts what [`cipher`] made; `None` for another key.
pub(super) fn decipher(key: &[u8], start: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    macro_rules! with {
        ($kind:ty) => {
            cbc::Decryptor::<$kind>::new_from_slices(key, start)
                .ok()?
                .decrypt_padded_vec_mut::<Pkcs7>(data)
                .ok()
        };
    }
    match key.len() {
        16 => with!(aes::Aes128),
        24 => with!(aes::Aes192),
        _ => with!(aes::Aes256),
    }
}

/// Encrypted text in PowerShell's format, which its other versions read.
pub fn encrypt(text: &str, key: &[u8]) -> Option<String> {
    let start: [u8; BLOCK] = rand::random();
    let data: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hidden: String = cipher(key, &start, &data)?.iter().map(|byte| format!("{byte:02x}")).collect();
    let inner = format!("2|{}|{hidden}", STANDARD.encode(start));
    let bytes: Vec<u8> = inner.encode_utf16().flat_map(u16::to_le_bytes).collect();
    Some(format!("{MARK}{}", STANDARD.encode(bytes)))
}

/// The text again; `None` for another key or format.
pub fn decrypt(text: &str, key: &[u8]) -> Option<String> {
    let inner = units(&STANDARD.decode(text.strip_prefix(MARK)?).ok()?)?;
    let mut parts = inner.split('|');
    let (version, start, hidden) = (parts.next()?, parts.next()?, parts.next()?);
    if version != "2" {
        return None;
    }
    units(&decipher(key, &STANDARD.decode(start).ok()?, &hex_bytes(hidden)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back_from_hexadecimal_digits_and_from_encryption() {
        assert_eq!(to_hex("aé"), "6100e900");
        assert_eq!(from_hex("6100e900").as_deref(), Some("aé"));
        assert_eq!(from_hex("61"), None);
        for length in [16, 24, 32] {
            let key = vec![7; length];
            let hidden = encrypt("geheim", &key).unwrap();
            assert_eq!(decrypt(&hidden, &key).as_deref(), Some("geheim"));
            assert_ne!(decrypt(&hidden, &vec![8; length]).as_deref(), Some("geheim"));
        }
    }
}
