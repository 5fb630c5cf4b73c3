//! A client of a real XMPP server.

#![allow(dead_code, reason = "not every test has servers that break")]

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
        loop {
            match Client::connect(host).await {
                Ok(mut client) => {
                    client.authenticate(domain, user).await.unwrap_or_else(|error| panic!("{error}"));
                    return client;
                }
                Err(error) => assert!(start.elapsed() < LIMIT, "{error}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The same with a server that may be gone. Errors: what went wrong.
    pub async fn try_sign_in(host: &str, domain: &str, user: &str) -> Result<Client, String> {
        let mut client = Client::connect(host).await?;
        client.authenticate(domain, user).await?;
        Ok(client)
    }

    async fn connect(host: &str) -> Result<Client, String> {
        let tcp = tokio::net::TcpStream::connect((host, 5222)).await.map_err(|error| error.to_string())?;
        Ok(Client { tcp, seen: String::new() })
    }

    async fn authenticate(&mut self, domain: &str, user: &str) -> Result<(), String> {
        let open = format!(
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client' \
             xmlns:stream='http://etherx.jabber.org/streams' to='{domain}' version='1.0'>"
        );
        let secret = base64::engine::general_purpose::STANDARD.encode(format!("\0{user}\0pw"));
        let auth =
            format!("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>");
        let bind = "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>";
        // RFC 3921, 3; without it jabberd2 takes nothing, and others have it as an empty step.
        let session = "<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>";
        // Prosody tells of subscriptions only those who have asked for their contacts.
        let roster = "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq><presence/>";
        let steps = [
            (open.as_str(), "</stream:features>"),
            (&auth, "<success"),
            (&open, "</stream:features>"),
            (bind, "</iq>"),
            (session, "id='s'"),
            (roster, "id='r'"),
        ];
        for (said, answer) in steps {
            self.try_say(said).await?;
            self.try_hear(answer).await?;
        }
        Ok(())
    }

    /// The connection, for whoever goes on with it.
    pub fn into_stream(self) -> tokio::net::TcpStream {
        self.tcp
    }

    /// Sends a text.
    pub async fn say(&mut self, xml: &str) {
        self.try_say(xml).await.unwrap_or_else(|error| panic!("{error}"));
    }

    /// The same with a server that may be gone.
    pub async fn try_say(&mut self, xml: &str) -> Result<(), String> {
        self.tcp.write_all(xml.as_bytes()).await.map_err(|error| error.to_string())
    }

    /// Waits until a text has come, and gives all that came up to it.
    pub async fn hear(&mut self, wanted: &str) -> String {
        self.try_hear(wanted).await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// The same with a server that may be gone.
    pub async fn try_hear(&mut self, wanted: &str) -> Result<String, String> {
        let end = tokio::time::Instant::now() + LIMIT;
        let mut buffer = [0; 4096];
        loop {
            if let Some(at) = self.seen.find(wanted) {
                let rest = self.seen.split_off(at + wanted.len());
                return Ok(std::mem::replace(&mut self.seen, rest));
            }
            let read = tokio::time::timeout_at(end, self.tcp.read(&mut buffer)).await;
            let read = read.map_err(|_| format!("no {wanted:?} in {:?}", self.seen))?;
            let read = read.map_err(|error| error.to_string())?;
            if read == 0 {
                return Err(format!("the server closed the stream before {wanted:?}: {:?}", self.seen));
            }
            self.seen.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
    }
}
