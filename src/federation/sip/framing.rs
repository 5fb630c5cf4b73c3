//! Messages on a byte stream (RFC 3261, 18.3): framed by `Content-Length`, with CRLF keep-alives between them.

use super::error::SyntaxError;
use super::message::SipMessage;
use super::parse::{Head, Limits, Rejected, split_head};

/// What the decoder found next.
#[derive(Debug)]
pub enum Frame {
    /// A message.
    Message(SipMessage),
    /// A request that is wrong but whose extent is known: it is answered and the stream goes on.
    Rejected(Rejected),
    /// A double CRLF ping, to be answered by one CRLF (RFC 5626, 4.4.1).
    Ping,
}

/// A sign of life between messages. Source: RFC 5626, 4.4.1.
const PING: &[u8] = b"\r\n\r\n";

/// Collects bytes and yields frames.
#[derive(Debug)]
pub struct Decoder {
    buffer: Vec<u8>,
    /// How much of it was yielded. It is cut off when more comes, not at each frame: there may be thousands in it.
    taken: usize,
    limits: Limits,
}

impl Decoder {
    /// An empty decoder.
    pub fn new(limits: Limits) -> Self {
        Self { buffer: Vec::new(), taken: 0, limits }
    }

    /// Adds bytes from the network.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.taken);
        self.taken = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// Whether a message has begun that is not complete.
    pub fn is_partial(&self) -> bool {
        self.taken < self.buffer.len()
    }

    /// The next frame, or `None` when more bytes are needed.
    ///
    /// Errors: where the next message begins is unknown, so the connection must be closed, after the answer.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, Rejected> {
        let mut waiting = self.buffer.get(self.taken..).unwrap_or_default();
        if waiting.starts_with(PING) {
            self.taken += PING.len();
            return Ok(Some(Frame::Ping));
        }
        if PING.starts_with(waiting) {
            return Ok(None);
        }
        if let Some(after) = waiting.strip_prefix(b"\r\n") {
            self.taken += waiting.len() - after.len();
            waiting = after;
        }
        let Some((head, rest)) = split_head(waiting) else {
            if waiting.len() > self.limits.head {
                return Err(SyntaxError::TooLarge { what: "message head", limit: self.limits.head }.into());
            }
            return Ok(None);
        };
        let parsed = Head::parse(head, &self.limits)?;
        let length = match parsed.content_length(&self.limits) {
            Ok(Some(length)) => length,
            Ok(None) => return Err(parsed.reject(SyntaxError::Missing { name: "Content-Length" })),
            Err(fault) => return Err(parsed.reject(fault)),
        };
        let Some(body) = rest.get(..length) else { return Ok(None) };
        let body = body.to_vec();
        self.taken += waiting.len() - rest.len() + length;
        Ok(Some(match parsed.finish(body) {
            Ok(message) => Frame::Message(message),
            Err(rejected) => Frame::Rejected(rejected),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: &str = "OPTIONS sip:b.example SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bK1\r\n\
        From: <sip:alice@a.example>;tag=1\r\nTo: <sip:b.example>\r\nCall-ID: abc\r\nCSeq: 1 OPTIONS\r\n\
        Content-Length: 2\r\n\r\nhi";

    #[test]
    fn messages_are_found_whatever_the_packets() {
        let stream = format!("\r\n{OPTIONS}\r\n\r\n{OPTIONS}");
        for size in [1, 2, 7, 100, stream.len()] {
            let mut decoder = Decoder::new(Limits::default());
            let (mut messages, mut pings) = (0, 0);
            for chunk in stream.as_bytes().chunks(size) {
                decoder.feed(chunk);
                while let Some(frame) = decoder.next_frame().unwrap() {
                    match frame {
                        Frame::Message(_) => messages += 1,
                        Frame::Ping => pings += 1,
                        Frame::Rejected(rejected) => panic!("{rejected:?}"),
                    }
                }
            }
            assert_eq!((messages, pings), (2, 1), "chunks of {size}");
            assert!(!decoder.is_partial());
        }
    }

    #[test]
    fn what_was_yielded_is_kept_no_longer_than_until_more_comes() {
        let mut decoder = Decoder::new(Limits::default());
        for _ in 0..100 {
            decoder.feed("\r\n\r\n".repeat(1000).as_bytes());
            let frames = std::iter::from_fn(|| decoder.next_frame().unwrap());
            assert_eq!(frames.filter(|frame| matches!(frame, Frame::Ping)).count(), 1000);
            assert!(!decoder.is_partial() && decoder.buffer.len() == 4000);
        }
    }

    #[test]
    fn a_wrong_request_leaves_the_next_one_alone() {
        let mut decoder = Decoder::new(Limits::default());
        decoder.feed(OPTIONS.replacen("1 OPTIONS", "1 BYE", 1).as_bytes());
        decoder.feed(OPTIONS.as_bytes());
        let Ok(Some(Frame::Rejected(rejected))) = decoder.next_frame() else { panic!("accepted") };
        assert_eq!(rejected.answer.unwrap().status, 400);
        assert!(matches!(decoder.next_frame(), Ok(Some(Frame::Message(_)))));
    }

    #[test]
    fn without_a_length_the_stream_cannot_go_on() {
        let mut decoder = Decoder::new(Limits::default());
        decoder.feed(OPTIONS.replacen("Content-Length: 2\r\n", "", 1).as_bytes());
        assert_eq!(decoder.next_frame().unwrap_err().answer.unwrap().status, 400);
        let mut decoder = Decoder::new(Limits::default());
        decoder.feed(&vec![b'x'; 20_000]);
        assert!(decoder.next_frame().is_err());
    }
}
