//! What crosses a link behind its beginning: frames of a kind, a length and a payload.
//!
//! The kind is one byte, the length four, the highest first. The payload of a stanza is its element
//! (`codec`), that of settled numbers their ranges: how far each begins behind the one before, and how many
//! numbers follow its first. The other kinds have none.

pub use super::codec::FrameError;
use super::codec::{self, decode, encode, put_number, take_number};
use super::session::WINDOW;
use crate::federation::xmpp::element::Element;

/// Bytes of kind and length.
const HEAD: usize = 5;
/// Most bytes of a frame.
pub const LONGEST: usize = HEAD + codec::BYTES;

const STANZA: u8 = 1;
const SETTLED: u8 = 2;
const PING: u8 = 3;
const GOODBYE: u8 = 4;

/// One frame, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A stanza's element.
    Stanza(Element),
    /// Numbers of stanzas whose fate is settled, in ascending order.
    Settled(Vec<u64>),
    /// A sign of life.
    Ping,
    /// The last frame of its side.
    Goodbye,
}

impl Frame {
    /// Reads a frame off the beginning of `input`; `None` when not all of it is there yet.
    ///
    /// Errors: it is malformed, or larger than a frame may be.
    pub fn read(input: &mut &[u8]) -> Result<Option<Frame>, FrameError> {
        let Some((kind, rest)) = input.split_first() else { return Ok(None) };
        if !matches!(*kind, STANZA..=GOODBYE) {
            return Err(FrameError::Kind(*kind));
        }
        let Some((length, rest)) = rest.split_first_chunk() else { return Ok(None) };
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        if length > codec::BYTES {
            return Err(FrameError::TooMuch { what: "bytes", limit: codec::BYTES });
        }
        let Some((payload, rest)) = rest.split_at_checked(length) else { return Ok(None) };
        *input = rest;
        Ok(Some(match *kind {
            STANZA => Frame::Stanza(decode(payload)?),
            SETTLED => Frame::Settled(read_numbers(payload)?),
            _ if !payload.is_empty() => return Err(FrameError::Surplus),
            PING => Frame::Ping,
            _ => Frame::Goodbye,
        }))
    }
}

fn read_numbers(mut payload: &[u8]) -> Result<Vec<u64>, FrameError> {
    let mut numbers = Vec::new();
    let mut last = 0_u64;
    while !payload.is_empty() {
        let ahead = take_number(&mut payload)?;
        let more = take_number(&mut payload)?;
        let first = last.checked_add(ahead).filter(|first| *first > last).ok_or(FrameError::Number)?;
        last = first.checked_add(more).ok_or(FrameError::Number)?;
        if more >= (WINDOW - numbers.len()) as u64 {
            return Err(FrameError::TooMuch { what: "settled stanzas", limit: WINDOW });
        }
        numbers.extend(first..=last);
    }
    Ok(numbers)
}

/// Appends a stanza's frame. Errors: it is too large, or has a name that is none; then nothing is appended.
pub fn write_stanza(out: &mut Vec<u8>, element: &Element) -> Result<(), FrameError> {
    let head = begin(out, STANZA);
    let encoded = encode(out, element);
    match encoded {
        Ok(()) => finish(out, head),
        Err(_) => out.truncate(head),
    }
    encoded
}

/// Appends the frame of settled numbers: from 1 on, in ascending order, and no more than a session can have open.
pub fn write_settled(out: &mut Vec<u8>, numbers: &[u64]) {
    let head = begin(out, SETTLED);
    let mut before = 0;
    for range in numbers.chunk_by(|one, next| one.checked_add(1) == Some(*next)) {
        if let [first, rest @ ..] = range {
            put_number(out, first.saturating_sub(before));
            put_number(out, rest.len() as u64);
            before = *rest.last().unwrap_or(first);
        }
    }
    finish(out, head);
}

/// Appends a sign of life.
pub fn write_ping(out: &mut Vec<u8>) {
    begin(out, PING);
}

/// Appends the last frame.
pub fn write_goodbye(out: &mut Vec<u8>) {
    begin(out, GOODBYE);
}

/// Appends the head of an empty frame; gives where it stands.
fn begin(out: &mut Vec<u8>, kind: u8) -> usize {
    let head = out.len();
    out.extend_from_slice(&[kind, 0, 0, 0, 0]);
    head
}

/// Fills in the length of what was appended behind a head.
fn finish(out: &mut [u8], head: usize) {
    // A length that does not fit is more than the other side takes.
    let length = u32::try_from(out.len() - head - HEAD).unwrap_or(u32::MAX);
    if let Some(place) = out.get_mut(head + 1..head + HEAD) {
        place.copy_from_slice(&length.to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::namespace;

    fn message() -> Element {
        Element::new("message", namespace::SERVER)
            .with_attribute("to", "a@b.example")
            .with_child(Element::new("body", namespace::SERVER).with_text("hello"))
    }

    fn all_kinds() -> Vec<u8> {
        let mut out = Vec::new();
        write_stanza(&mut out, &message()).unwrap();
        write_settled(&mut out, &[1, 2, 3, 7, 9, 10]);
        write_ping(&mut out);
        write_goodbye(&mut out);
        out
    }

    #[test]
    fn frames_are_read_as_they_were_written() {
        let (bytes, mut frames) = (all_kinds(), Vec::new());
        let mut input = bytes.as_slice();
        while let Some(frame) = Frame::read(&mut input).unwrap() {
            frames.push(frame);
        }
        let settled = Frame::Settled(vec![1, 2, 3, 7, 9, 10]);
        assert_eq!(frames, [Frame::Stanza(message()), settled, Frame::Ping, Frame::Goodbye]);
        assert!(input.is_empty());
    }

    #[test]
    fn what_is_cut_is_waited_for() {
        let bytes = all_kinds();
        let mut whole = bytes.as_slice();
        Frame::read(&mut whole).unwrap().unwrap();
        for end in 0..bytes.len() - whole.len() {
            let mut input = &bytes[..end];
            assert_eq!((Frame::read(&mut input), input.len()), (Ok(None), end));
        }
    }

    #[test]
    fn lengths_that_lie_are_refused() {
        let mut bytes = all_kinds();
        bytes[4] -= 1;
        assert_eq!(Frame::read(&mut bytes.as_slice()), Err(FrameError::Cut));
        bytes[4] += 2;
        assert_eq!(Frame::read(&mut bytes.as_slice()), Err(FrameError::Surplus));
        let huge = [STANZA, 0xff, 0xff, 0xff, 0xff];
        assert!(matches!(Frame::read(&mut huge.as_slice()), Err(FrameError::TooMuch { .. })));
        let loaded = [PING, 0, 0, 0, 1, 7];
        assert_eq!(Frame::read(&mut loaded.as_slice()), Err(FrameError::Surplus));
        assert_eq!(Frame::read(&mut b"<message/>".as_slice()), Err(FrameError::Kind(b'<')));
    }

    #[test]
    fn settled_numbers_ascend_and_are_no_more_than_can_be_open() {
        assert_eq!(read_numbers(&[]), Ok(Vec::new()));
        assert_eq!(read_numbers(&[1, 2, 4, 0]), Ok(vec![1, 2, 3, 7]));
        assert_eq!(read_numbers(&[0, 0]), Err(FrameError::Number));
        assert_eq!(read_numbers(&[1]), Err(FrameError::Cut));
        let ranges = |parts: &[u64]| {
            let mut payload = Vec::new();
            parts.iter().for_each(|part| put_number(&mut payload, *part));
            read_numbers(&payload)
        };
        assert_eq!(ranges(&[1, WINDOW as u64 - 1]).unwrap().len(), WINDOW);
        for much in [&[1, WINDOW as u64][..], &[1, WINDOW as u64 - 1, 2, 0], &[1, u64::MAX - 1]] {
            assert!(matches!(ranges(much), Err(FrameError::TooMuch { .. })), "{much:?}");
        }
        for wrong in [&[u64::MAX, 1][..], &[1, u64::MAX], &[5, 0, u64::MAX, 0]] {
            assert_eq!(ranges(wrong), Err(FrameError::Number), "{wrong:?}");
        }
    }
}
