//! A SIP user's device that does as little as it can: what is measured is the servers.

use super::deployment::{Deployment, USER};
use super::figures::age;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{Mutex, mpsc};

/// The device.
#[derive(Clone)]
pub struct Phone {
    own: SocketAddr,
    pub writer: Arc<Mutex<OwnedWriteHalf>>,
}

impl Phone {
    /// Signs in. The age of each text that comes is given to `arrived`.
    pub async fn sign_in(
        deployment: &Deployment,
        start: Instant,
        arrived: mpsc::UnboundedSender<Duration>,
    ) -> Phone {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(format!("{}.4:0", deployment.network).parse().unwrap()).unwrap();
        let tcp = socket.connect(deployment.registrar()).await.unwrap();
        tcp.set_nodelay(true).unwrap();
        let own = tcp.local_addr().unwrap();
        let (mut reader, writer) = tcp.into_split();
        let phone = Phone { own, writer: Arc::new(Mutex::new(writer)) };
        let name = USER.split('@').next().unwrap();
        let contact = format!("Contact: <sip:{name}@{own};transport=tcp>\r\n");
        let mut text = String::new();
        phone.add_request(&mut text, ("REGISTER", "contoso.com", USER), 0, &contact, "");
        phone.writer.lock().await.write_all(text.as_bytes()).await.unwrap();
        let mut seen = Vec::new();
        while message(&seen).is_none() {
            assert!(reader.read_buf(&mut seen).await.unwrap() > 0, "the registrar hung up");
        }
        assert!(seen.starts_with(b"SIP/2.0 200"), "{}", String::from_utf8_lossy(&seen));
        tokio::spawn(phone.clone().listen(reader, start, arrived));
        phone
    }

    /// Appends a MESSAGE to somebody.
    pub fn add_message(&self, text: &mut String, to: &str, number: usize, body: &str) {
        self.add_request(
            text,
            ("MESSAGE", to, to),
            number,
            "Content-Type: text/plain; charset=UTF-8\r\n",
            body,
        );
    }

    /// Appends a request, of which are given method, where it goes and to whom.
    fn add_request(
        &self,
        text: &mut String,
        (method, uri, to): (&str, &str, &str),
        number: usize,
        headers: &str,
        body: &str,
    ) {
        let (own, length) = (self.own, body.len());
        write!(
            text,
            "{method} sip:{uri} SIP/2.0\r\nVia: SIP/2.0/TCP {own};branch=z9hG4bK{number:032x}\r\n\
             From: <sip:{USER}>;tag={number:032x}\r\nTo: <sip:{to}>\r\nCall-ID: {number:032x}\r\nCSeq: 1 {method}\r\n\
             Max-Forwards: 70\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
    }

    /// Takes what comes: answers to what was sent, and messages.
    async fn listen(
        self,
        mut reader: OwnedReadHalf,
        start: Instant,
        arrived: mpsc::UnboundedSender<Duration>,
    ) {
        let (mut seen, mut answers) = (Vec::with_capacity(65_536), String::new());
        while let Ok(1..) = reader.read_buf(&mut seen).await {
            let mut rest = seen.as_slice();
            while let Some((head, body, after)) = message(rest) {
                rest = after;
                if head.starts_with("SIP/") {
                    assert!(head.starts_with("SIP/2.0 2"), "{head}");
                    continue;
                }
                let _ = arrived.send(age(start, body));
                add_answer(&mut answers, head);
            }
            let left = rest.len();
            seen.drain(..seen.len() - left);
            if !answers.is_empty() {
                self.writer.lock().await.write_all(answers.as_bytes()).await.unwrap();
                answers.clear();
            }
        }
    }
}

/// The first message of what has come: its head, its body, and what follows.
fn message(seen: &[u8]) -> Option<(&str, &str, &[u8])> {
    let end = memchr::memmem::find(seen, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&seen[..end]).unwrap();
    let (_, length) = head.rsplit_once("Content-Length: ").unwrap();
    let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
    let (body, after) = seen[end + 4..].split_at_checked(length)?;
    Some((head, std::str::from_utf8(body).unwrap(), after))
}

/// Appends the answer that takes a request.
fn add_answer(answers: &mut String, head: &str) {
    answers.push_str("SIP/2.0 200 OK\r\n");
    for line in head.split("\r\n") {
        if ["Via:", "From:", "To:", "Call-ID:", "CSeq:"].iter().any(|name| line.starts_with(name)) {
            answers.push_str(line);
            answers.push_str("\r\n");
        }
    }
    answers.push_str("Content-Length: 0\r\n\r\n");
}
