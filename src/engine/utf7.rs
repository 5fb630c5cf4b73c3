//! UTF-7 (RFC 2152) as .NET writes and reads it: letters stand for themselves, runs of all else are base 64
//! between `+` and `-`.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bits that wait until they make a digit, or a character.
#[derive(Clone, Copy, Default)]
struct Bits {
    held: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, value: u32, width: u32) {
        self.held = self.held << width | value;
        self.count += width;
    }

    /// The next bits, when there are as many.
    fn take(&mut self, width: u32) -> Option<u32> {
        self.count = self.count.checked_sub(width)?;
        let taken = self.held >> self.count;
        self.held &= (1 << self.count) - 1;
        Some(taken)
    }
}

/// Characters that need no run. Source: RFC 2152, set D and blanks.
fn is_direct(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"\t\n\r '(),-./:?".contains(&byte)
}

fn digit(out: &mut Vec<u8>, value: u32) {
    out.extend(usize::try_from(value).ok().and_then(|index| DIGITS.get(index)));
}

/// Ends a run: what is left of it, and its mark.
fn close(out: &mut Vec<u8>, run: &mut Option<Bits>) {
    let Some(bits) = run.take() else { return };
    if bits.count > 0 {
        digit(out, bits.held << (6 - bits.count));
    }
    out.push(b'-');
}

/// Text as UTF-7.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut run: Option<Bits> = None;
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if is_direct(byte) => {
                close(&mut out, &mut run);
                out.push(byte);
                continue;
            }
            Ok(b'+') if run.is_none() => {
                out.extend(b"+-");
                continue;
            }
            _ => {}
        }
        if run.is_none() {
            out.push(b'+');
        }
        let bits = run.get_or_insert_default();
        bits.push(u32::from(unit), 16);
        while let Some(value) = bits.take(6) {
            digit(&mut out, value);
        }
    }
    close(&mut out, &mut run);
    out
}

/// Reads UTF-7 piece by piece.
#[derive(Default)]
pub(super) struct Decoder {
    /// The run that is open, and whether it is still empty.
    run: Option<(Bits, bool)>,
    /// A high surrogate that waits for its other half.
    high: Option<u16>,
}

impl Decoder {
    /// The text of the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) -> String {
        let mut units: Vec<u16> = self.high.take().into_iter().collect();
        for byte in bytes {
            self.byte(*byte, &mut units);
        }
        self.high = units.pop_if(|last| (0xD800..0xDC00).contains(last));
        String::from_utf16_lossy(&units)
    }

    fn byte(&mut self, byte: u8, units: &mut Vec<u16>) {
        let Some((bits, is_empty)) = &mut self.run else {
            match byte {
                b'+' => self.run = Some((Bits::default(), true)),
                other => units.push(u16::from(other)),
            }
            return;
        };
        match DIGITS.iter().position(|digit| *digit == byte).and_then(|value| u32::try_from(value).ok()) {
            Some(value) => {
                *is_empty = false;
                bits.push(value, 6);
                units.extend(bits.take(16).and_then(|unit| u16::try_from(unit).ok()));
            }
            None => {
                match (byte, *is_empty) {
                    (b'-', true) => units.push(u16::from(b'+')),
                    (b'-', false) => {}
                    (other, _) => units.push(u16::from(other)),
                }
                self.run = None;
            }
        }
    }

    /// What is not complete at the end.
    pub(super) fn finish(&mut self) -> String {
        self.run = None;
        self.high.take().map(|_| char::REPLACEMENT_CHARACTER.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples of RFC 2152; .NET ends each run with `-`.
    #[test]
    fn runs_are_written_and_read() {
        let known = [
            ("Hi Mom -\u{263A}-!", "Hi Mom -+Jjo--+ACE-"),
            ("A\u{2262}\u{0391}.", "A+ImIDkQ-."),
            ("\u{65E5}\u{672C}\u{8A9E}", "+ZeVnLIqe-"),
            ("Item 3 is \u{00A3}1.", "Item 3 is +AKM-1."),
            ("1+1", "1+-1"),
            ("\u{1F600}", "+2D3eAA-"),
        ];
        for (text, bytes) in known {
            assert_eq!(String::from_utf8(encode(text)).unwrap(), bytes);
            let mut decoder = Decoder::default();
            let mut read: String = bytes.bytes().map(|byte| decoder.push(&[byte])).collect();
            read.push_str(&decoder.finish());
            assert_eq!(read, text);
        }
    }

    #[test]
    fn nonsense_is_read_as_something() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.push(b"a+!b+2D0-"), "a!b");
        assert_eq!(decoder.finish(), "\u{FFFD}");
    }
}
