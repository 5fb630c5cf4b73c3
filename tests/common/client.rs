//! A client of a real XMPP server.

use base64::Engine as _;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const LIMIT: Duration = Duration::from_secs(30);

/// A client: plain XML over TCP, signed in with a password.
pub struct Client {
    tcp: tokio::net::TcpStream,
    seen: String,
}

impl Client {
    /// Signs in with the password `pw`.
    pub async fn sign_in(host: &str, domain: &str, user: &str) -> Client {
        let start = Instant::now();
        let tcp = loop {
            match tokio::net::TcpStream::connect((host, 5222)).await {
                Ok(tcp) => break tcp,
                Err(error) => assert!(start.elapsed() < LIMIT, "{error}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        let mut client = Client { tcp, seen: String::new() };
        let open = format!(
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client' \
             xmlns:stream='http://etherx.jabber.org/streams' to='{domain}' version='1.0'>"
        );
        client.say(&open).await;
        client.hear("</stream:features>").await;
        let secret = base64::engine::general_purpose::STANDARD.encode(format!("\0{user}\0pw"));
        let auth =
            format!("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>");
        client.say(&auth).await;
        client.hear("<success").await;
        client.say(&open).await;
        client.hear("</stream:features>").await;
        client
            .say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>")
            .await;
        client.hear("</iq>").await;
        // RFC 3921, 3; without it jabberd2 takes nothing, and others have it as an empty step.
        client.say("<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>").await;
        client.hear("id='s'").await;
        // Prosody tells of subscriptions only those who have asked for their contacts.
        client.say("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq><presence/>").await;
        client.hear("id='r'").await;
        client
    }

    /// Sends a text.
    pub async fn say(&mut self, xml: &str) {
        self.tcp.write_all(xml.as_bytes()).await.unwrap();
    }

    /// Waits until a text has come, and gives all that came up to it.
    pub async fn hear(&mut self, wanted: &str) -> String {
        let end = tokio::time::Instant::now() + LIMIT;
        let mut buffer = [0; 4096];
        loop {
            if let Some(at) = self.seen.find(wanted) {
                let rest = self.seen.split_off(at + wanted.len());
                return std::mem::replace(&mut self.seen, rest);
            }
            let read = tokio::time::timeout_at(end, self.tcp.read(&mut buffer)).await;
            let read = read.unwrap_or_else(|_| panic!("no {wanted:?} in {:?}", self.seen)).unwrap();
            assert!(read > 0, "the server closed the stream before {wanted:?}: {:?}", self.seen);
            self.seen.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
    }
}
