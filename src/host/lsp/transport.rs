//! Messages over standard input and output: a header with the length, then JSON. A message that cannot be read is
//! answered with an error and skipped; the editor's other messages are still served.

use lsp_server::{Connection, ErrorCode, Message};
use serde_json::json;
use std::io::{BufRead, Read, Write};
use std::thread::JoinHandle;

/// Most bytes of a message: more than any script has, and little enough to be held.
const MOST: u64 = 64 << 20;
/// Most bytes of a line of the header.
const MOST_HEADER: u64 = 8 << 10;

/// What came.
#[derive(Debug)]
enum Frame {
    Message(Message),
    /// It was skipped, for this reason.
    Damaged(String),
}

/// The server's end, and the thread that writes its answers.
pub fn stdio() -> (Connection, JoinHandle<()>) {
    let (server, editor) = Connection::memory();
    let Connection { sender, receiver } = editor;
    // It ends with the editor's pipe; nobody waits for it, because it may wait for a message that never comes.
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        while let Some(frame) = read(&mut input) {
            match frame {
                Frame::Message(message) => {
                    let is_last = matches!(&message, Message::Notification(note) if note.method == "exit");
                    if sender.send(message).is_err() || is_last {
                        return;
                    }
                }
                Frame::Damaged(reason) => refuse(&reason),
            }
        }
    });
    let writer = std::thread::spawn(move || {
        for message in receiver {
            // An editor that is gone reads no answers.
            if message.write(&mut std::io::stdout().lock()).is_err() {
                return;
            }
        }
    });
    (server, writer)
}

/// Says what is wrong with a message whose number nobody knows.
fn refuse(reason: &str) {
    let error = json!({ "code": ErrorCode::ParseError as i32, "message": reason });
    let text = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
    let mut output = std::io::stdout().lock();
    // An editor that is gone reads no answers.
    let _ = write!(output, "Content-Length: {}\r\n\r\n{text}", text.len());
    let _ = output.flush();
}

/// The next message. `None`: nothing more comes, or what comes has no length, so that its end is unknown.
fn read(input: &mut impl BufRead) -> Option<Frame> {
    let length = length(input)?;
    if length > MOST {
        let skipped = std::io::copy(&mut input.take(length), &mut std::io::sink()).ok()?;
        let reason = format!("A message of {length} bytes is longer than the {MOST} that are read.");
        return (skipped == length).then_some(Frame::Damaged(reason));
    }
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes).ok()?;
    if (bytes.len() as u64) < length {
        return None;
    }
    Some(match serde_json::from_slice(&bytes) {
        Ok(message) => Frame::Message(message),
        Err(error) => Frame::Damaged(format!("The message is not one of JSON-RPC: {error}.")),
    })
}

/// Reads the header up to its empty line; gives the length of what follows.
fn length(input: &mut impl BufRead) -> Option<u64> {
    let mut found = None;
    loop {
        let mut line = Vec::new();
        if input.take(MOST_HEADER).read_until(b'\n', &mut line).ok()? == 0 || !line.ends_with(b"\n") {
            return None;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        if text.is_empty() {
            return found;
        }
        let (name, value) = text.split_once(':')?;
        if name.eq_ignore_ascii_case("Content-Length") {
            found = Some(value.trim().parse().ok()?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(bytes: &[u8]) -> Vec<String> {
        let mut input = bytes;
        let shown = |frame| match frame {
            Frame::Message(Message::Notification(note)) => note.method,
            Frame::Message(other) => format!("{other:?}"),
            Frame::Damaged(reason) => reason.split(':').next().unwrap_or_default().to_owned(),
        };
        std::iter::from_fn(|| read(&mut input)).map(shown).collect()
    }

    #[test]
    fn what_is_damaged_is_skipped() {
        let good = b"content-length: 33\r\nContent-Type: x\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"done\"}";
        let bad = b"Content-Length: 9\r\n\r\n{\"broken\"";
        let damaged = "The message is not one of JSON-RPC";
        assert_eq!(frames(&[bad.as_slice(), good].concat()), [damaged, "done"]);
        assert_eq!(frames(b"Content-Length: 2\r\n\r\n\xff\xfe"), [damaged]);
        assert_eq!(frames(b"Content-Length: 0\r\n\r\n"), [damaged]);
    }

    #[test]
    fn what_has_no_end_ends_the_reading() {
        for bytes in [
            b"".as_slice(),
            b"\r\n\r\n",
            b"no header\r\n\r\n{}",
            b"Content-Length: -1\r\n\r\n{}",
            b"Content-Length: 99999999999999999999999\r\n\r\n{}",
            b"Content-Length: 99999999999\r\n\r\n{}",
            b"Content-Length: 9\r\n\r\n{}",
            b"Content-Len",
        ] {
            assert!(frames(bytes).is_empty(), "{}", String::from_utf8_lossy(bytes));
        }
        assert!(frames(&vec![b'a'; 100_000]).is_empty());
    }
}
