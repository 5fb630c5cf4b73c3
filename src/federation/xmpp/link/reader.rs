//! Reading a link: XML at its beginning, frames behind it.

use super::LinkError;
use super::frame::{Frame, LONGEST};
use crate::federation::xmpp::parser::{ElementLimits, StreamEvent, StreamParser};
use std::ops::Range;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::timeout;

/// After so long without a sign of life the link is dead: three of them are missing.
const SILENCE: Duration = Duration::from_secs(30);
const BUFFER: usize = 32 * 1024;
/// For `<open/>`, which may name many numbers.
const LIMITS: ElementLimits =
    ElementLimits { bytes: 4 * 1024 * 1024, depth: 128, attributes: 128, elements: 8192 };

/// What was read and not yet taken.
struct Input<R> {
    half: R,
    buffer: Vec<u8>,
    unread: Range<usize>,
}

impl<R: AsyncRead + Unpin> Input<R> {
    /// Takes something off what is unread. Errors: those of `take`.
    fn take<T>(&mut self, take: impl FnOnce(&mut &[u8]) -> Result<T, LinkError>) -> Result<T, LinkError> {
        let mut input = self.buffer.get(self.unread.clone()).unwrap_or_default();
        let taken = take(&mut input);
        self.unread.start = self.unread.end - input.len();
        taken
    }

    /// Reads more behind what is unread; may be cancelled. Errors: the link broke or is silent.
    async fn more(&mut self) -> Result<(), LinkError> {
        self.make_room();
        let room = self.buffer.get_mut(self.unread.end..).unwrap_or_default();
        let read = timeout(SILENCE, self.half.read(room)).await;
        let read = read
            .map_err(|_| LinkError::Broken(format!("nothing was heard for {} s", SILENCE.as_secs())))?
            .map_err(|error| LinkError::Broken(error.to_string()))?;
        if read == 0 {
            return Err(LinkError::Broken("the other side hung up".to_owned()));
        }
        self.unread.end += read;
        Ok(())
    }

    /// Room behind what is unread: a frame that was cut is moved to the front, and one that fills the buffer gets
    /// a larger one, which grows with what really came.
    fn make_room(&mut self) {
        if self.unread.is_empty() {
            self.unread = 0..0;
            if self.buffer.len() > BUFFER {
                self.buffer = vec![0; BUFFER];
            }
        }
        if self.unread.end < self.buffer.len() {
            return;
        }
        if self.unread.start > 0 {
            self.buffer.copy_within(self.unread.clone(), 0);
            self.unread = 0..self.unread.len();
        } else {
            self.buffer.resize((self.buffer.len() * 2).min(LONGEST.max(self.buffer.len() + 1)), 0);
        }
    }
}

/// Reads the XML at the beginning of a link.
pub struct LinkReader<R> {
    input: Input<R>,
    parser: StreamParser,
}

impl<R: AsyncRead + Unpin> LinkReader<R> {
    /// At the beginning of a stream.
    pub fn new(half: R) -> LinkReader<R> {
        let input = Input { half, buffer: vec![0; BUFFER], unread: 0..0 };
        LinkReader { input, parser: StreamParser::new(LIMITS) }
    }

    /// The next event; may be cancelled. Errors: what came is malformed, the link broke or is silent.
    pub async fn next(&mut self) -> Result<StreamEvent, LinkError> {
        loop {
            let parser = &mut self.parser;
            let parse = |input: &mut &[u8]| {
                parser.next(input).map_err(|error| LinkError::Protocol(error.to_string()))
            };
            match self.input.take(parse)? {
                Some(event) => return Ok(event),
                None => self.input.more().await?,
            }
        }
    }

    /// Frames follow: what was read behind the last event belongs to them.
    pub fn into_frames(self) -> FrameReader<R> {
        FrameReader { input: self.input }
    }
}

/// Reads frames.
pub struct FrameReader<R> {
    input: Input<R>,
}

impl<R: AsyncRead + Unpin> FrameReader<R> {
    /// The next frame, at once when all of it has come; may be cancelled. Errors: what came is malformed, the
    /// link broke or is silent.
    pub async fn next(&mut self) -> Result<Frame, LinkError> {
        loop {
            match self.input.take(|input| Ok(Frame::read(input)?))? {
                Some(frame) => return Ok(frame),
                None => self.input.more().await?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::frame::{write_ping, write_stanza};
    use super::super::session::WINDOW;
    use super::super::wire::{FRAMES, Open};
    use super::*;
    use crate::federation::xmpp::{Element, namespace};
    use tokio::io::AsyncWriteExt;

    const HEADER: &[u8] =
        b"<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'>";

    fn message(length: usize) -> Element {
        let body = Element::new("body", namespace::SERVER).with_text("x".repeat(length));
        Element::new("message", namespace::SERVER).with_child(body)
    }

    /// A header and an element, and frames directly behind it.
    fn stream(lengths: &[usize]) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        bytes.extend_from_slice(b"<open xmlns='urn:fedsh:link:1'/>");
        for length in lengths {
            write_stanza(&mut bytes, &message(*length)).unwrap();
            write_ping(&mut bytes);
        }
        bytes
    }

    async fn expect<R: AsyncRead + Unpin>(half: R, lengths: &[usize]) -> FrameReader<R> {
        let mut reader = LinkReader::new(half);
        assert!(matches!(reader.next().await, Ok(StreamEvent::Header(_))));
        assert!(matches!(reader.next().await, Ok(StreamEvent::Element(open)) if open.name() == "open"));
        let mut frames = reader.into_frames();
        for length in lengths {
            assert_eq!(frames.next().await, Ok(Frame::Stanza(message(*length))));
            assert_eq!(frames.next().await, Ok(Frame::Ping));
        }
        frames
    }

    #[tokio::test]
    async fn frames_directly_behind_the_beginning_are_read_as_such() {
        let bytes = stream(&[1, 2, 3]);
        let mut frames = expect(bytes.as_slice(), &[1, 2, 3]).await;
        assert!(matches!(frames.next().await, Err(LinkError::Broken(_))));
    }

    #[tokio::test]
    async fn many_open_stanzas_can_be_named() {
        let pending: Vec<u64> = (1 << 60..).step_by(2).take(WINDOW).collect();
        let open = Open { session: "x".to_owned(), resume: true, received: 7, pending, frames: FRAMES };
        let bytes = [HEADER, open.to_xml().as_bytes()].concat();
        let mut reader = LinkReader::new(bytes.as_slice());
        assert!(matches!(reader.next().await, Ok(StreamEvent::Header(_))));
        let Ok(StreamEvent::Element(element)) = reader.next().await else { panic!("no element") };
        assert_eq!(Open::from_element(&element), Ok(open));
    }

    #[tokio::test]
    async fn a_link_may_come_byte_by_byte() {
        let (mut near, far) = tokio::io::duplex(1);
        let bytes = stream(&[0, 300]);
        let sending = tokio::spawn(async move { near.write_all(&bytes).await });
        expect(far, &[0, 300]).await;
        sending.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn frames_longer_than_the_buffer_are_collected_and_the_memory_is_given_back() {
        let lengths = [10, BUFFER - 400, 700, 3_000_000, BUFFER, 5];
        let bytes = stream(&lengths);
        let mut frames = expect(bytes.as_slice(), &lengths).await;
        assert!(frames.next().await.is_err());
        assert_eq!(frames.input.buffer.len(), BUFFER);
    }

    #[tokio::test]
    async fn garbage_behind_the_beginning_is_a_clear_error() {
        for (garbage, expected) in [
            (&b"<ping xmlns='urn:fedsh:link:1'/>"[..], "the unknown kind 60"),
            (&[1, 0xff, 0xff, 0xff, 0xff], "more than 4194304 bytes"),
            (&[1, 0, 0, 0, 2, 26, 99], "the unknown word 99"),
        ] {
            let mut bytes = stream(&[7]);
            bytes.extend_from_slice(garbage);
            let mut frames = expect(bytes.as_slice(), &[7]).await;
            let error = frames.next().await.unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
