//! One XML stream over one connection: reads events, writes elements, starts TLS, restarts, closes.
//!
//! It knows nothing of who may do what; `inbound` and `outbound` do. Reading may be cancelled at any time
//! without losing anything; writing may not, and has its own limit.

use super::failure::StreamFailure;
use super::transport::Transport;
use crate::federation::tls::{PeerCertificate, handshake};
use crate::federation::xmpp::element::{Element, escape_into};
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::parser::{ElementLimits, StreamEvent, StreamHeader, StreamParser};
use crate::federation::xmpp::stream_error::StreamError;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ServerConfig};
use std::cell::RefCell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;
use tokio_rustls::{TlsAcceptor, TlsConnector, TlsStream};

/// A peer that does not take what we write for so long is dead.
const WRITE_LIMIT: Duration = Duration::from_secs(30);
/// How long a peer may take to close after we did.
const CLOSE_LIMIT: Duration = Duration::from_secs(2);
/// Most elements that are still taken from a peer after we have closed.
const LATE: usize = 1000;
/// Read at once.
const BUFFER: usize = 16 * 1024;

thread_local! {
    /// Where transports read to, before it is known how much has arrived.
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; BUFFER]);
}

/// An XML stream.
#[derive(Debug)]
pub struct XmlChannel {
    /// Absent only while TLS starts, and after that failed.
    transport: Option<Transport>,
    parser: StreamParser,
    limits: ElementLimits,
    /// What has arrived and is not parsed; empty, without memory, while nothing arrives.
    arrived: Vec<u8>,
    /// How much of it is parsed.
    parsed: usize,
    header_sent: bool,
}

impl XmlChannel {
    /// A stream that has not begun, for a peer that is not authenticated.
    pub fn new(transport: Transport) -> XmlChannel {
        let limits = ElementLimits::UNAUTHENTICATED;
        XmlChannel {
            transport: Some(transport),
            parser: StreamParser::new(limits),
            limits,
            arrived: Vec::new(),
            parsed: 0,
            header_sent: false,
        }
    }

    /// Whether TLS has started.
    pub fn is_secure(&self) -> bool {
        self.transport.as_ref().is_some_and(Transport::is_secure)
    }

    /// The certificate that the peer showed.
    pub fn peer_certificate(&self) -> PeerCertificate {
        self.transport.as_ref().and_then(Transport::tls).map(PeerCertificate::of).unwrap_or_default()
    }

    /// Version of TLS, in words; none without TLS.
    pub fn tls_version(&self) -> Option<&'static str> {
        let version = self.transport.as_ref()?.tls()?.protocol_version();
        Some(match version {
            Some(rustls::ProtocolVersion::TLSv1_3) => "TLS 1.3",
            Some(rustls::ProtocolVersion::TLSv1_2) => "TLS 1.2",
            _ => "TLS",
        })
    }

    /// The peer is authenticated: it may send larger stanzas.
    pub fn trust(&mut self) {
        self.limits = ElementLimits::AUTHENTICATED;
        self.parser.set_limits(self.limits);
    }

    /// The next event; waits without limit and may be cancelled.
    ///
    /// Errors: `Sent` with the stream error that the peer has earned, or `Broken`. A peer that vanishes
    /// without closing gives `Closed`.
    pub async fn next(&mut self) -> Result<StreamEvent, StreamFailure> {
        loop {
            if let Some(event) = self.buffered()? {
                return Ok(event);
            }
            if self.read().await.map_err(|error| broken(&error))? == 0 {
                return Err(StreamFailure::Closed);
            }
        }
    }

    /// Reads what there is, by way of a buffer of the thread's: thousands of idle streams need none of their own.
    async fn read(&mut self) -> std::io::Result<usize> {
        let Some(transport) = self.transport.as_mut() else { return Ok(0) };
        let (arrived, parser) = (&mut self.arrived, &mut self.parser);
        self.parsed = 0;
        arrived.clear();
        std::future::poll_fn(|context| {
            SCRATCH.with_borrow_mut(|scratch| {
                let mut buffer = ReadBuf::new(scratch);
                match Pin::new(&mut *transport).poll_read(context, &mut buffer) {
                    Poll::Ready(result) => {
                        arrived.extend_from_slice(buffer.filled());
                        Poll::Ready(result.map(|()| arrived.len()))
                    }
                    Poll::Pending => {
                        *arrived = Vec::new();
                        parser.rest();
                        Poll::Pending
                    }
                }
            })
        })
        .await
    }

    /// The next event of what has arrived already.
    pub fn buffered(&mut self) -> Result<Option<StreamEvent>, StreamFailure> {
        let unread = self.arrived.get(self.parsed..).filter(|unread| !unread.is_empty());
        let Some(mut input) = unread else { return Ok(None) };
        let event = self.parser.next(&mut input);
        self.parsed = self.arrived.len() - input.len();
        Ok(event?)
    }

    /// [`XmlChannel::next`] with a limit; `what` names what is waited for.
    pub async fn next_within(
        &mut self,
        limit: Duration,
        what: &'static str,
    ) -> Result<StreamEvent, StreamFailure> {
        timeout(limit, self.next()).await.map_err(|_| StreamFailure::TimedOut { what, limit })?
    }

    /// Opens our side. A header without version says that we are as old as the peer.
    pub async fn send_header(&mut self, header: &StreamHeader) -> Result<(), StreamFailure> {
        self.header_sent = true;
        self.send_text(&header_text(header)).await
    }

    /// Sends an element.
    pub async fn send(&mut self, element: &Element) -> Result<(), StreamFailure> {
        self.send_text(&element.to_xml()).await
    }

    /// Sends XML, or the whitespace that keeps a stream alive.
    pub async fn send_text(&mut self, text: &str) -> Result<(), StreamFailure> {
        let transport = self.transport.as_mut().ok_or(StreamFailure::Closed)?;
        let write = async {
            transport.write_all(text.as_bytes()).await?;
            transport.flush().await
        };
        let limit = WRITE_LIMIT;
        let what = "sending";
        timeout(limit, write)
            .await
            .map_err(|_| StreamFailure::TimedOut { what, limit })?
            .map_err(|error| broken(&error))
    }

    /// Begins a new stream on the same connection, as after SASL. Source: RFC 6120, 4.3.3.
    pub fn restart(&mut self) {
        self.parser = StreamParser::new(self.limits);
        self.header_sent = false;
    }

    /// Whether the peer begins with a TLS handshake instead of XML (XEP-0368); waits for its first byte.
    pub async fn begins_with_tls(&self) -> bool {
        const HANDSHAKE: u8 = 22;
        let mut first = [0];
        match &self.transport {
            Some(Transport::Tcp(tcp)) => matches!(tcp.peek(&mut first).await, Ok(1)) && first == [HANDSHAKE],
            _ => false,
        }
    }

    /// Starts TLS as the called side. What arrived before it is dropped, for it was not protected.
    pub async fn accept_tls(&mut self, config: Arc<ServerConfig>, peer: &str) -> Result<(), StreamFailure> {
        let tcp = self.take_tcp()?;
        let stream = Box::pin(handshake::compute(TlsAcceptor::from(config).accept(tcp)))
            .await
            .map_err(|error| tls_failure(peer, &error))?;
        self.resume(TlsStream::Server(stream));
        Ok(())
    }

    /// Starts TLS as the calling side, naming the domain (SNI).
    pub async fn connect_tls(
        &mut self,
        config: Arc<ClientConfig>,
        domain: &str,
    ) -> Result<(), StreamFailure> {
        let name = ServerName::try_from(domain.to_owned())
            .map_err(|error| StreamFailure::Tls { peer: domain.to_owned(), reason: error.to_string() })?;
        let tcp = self.take_tcp()?;
        let connector = TlsConnector::from(config);
        let stream = Box::pin(handshake::compute(connector.connect(name, tcp)))
            .await
            .map_err(|error| tls_failure(domain, &error))?;
        self.resume(TlsStream::Client(stream));
        Ok(())
    }

    fn take_tcp(&mut self) -> Result<tokio::net::TcpStream, StreamFailure> {
        match self.transport.take() {
            Some(Transport::Tcp(tcp)) => Ok(tcp),
            other => {
                self.transport = other;
                Err(StreamFailure::Broken { reason: "TLS has already started".to_owned() })
            }
        }
    }

    fn resume(&mut self, stream: TlsStream<tokio::net::TcpStream>) {
        self.transport = Some(Transport::Tls(Box::new(stream)));
        self.arrived = Vec::new();
        self.parsed = 0;
        self.restart();
    }

    /// Ends the stream: our error, if any, our closing tag, a short wait for the peer's, then the
    /// connection. Gives whether the peer has closed properly too, and so has handled all that we sent.
    /// Source: RFC 6120, 4.4.
    pub async fn close(self, error: Option<&StreamError>) -> bool {
        self.close_and_collect(error).await.0
    }

    /// The same; gives also what the peer had sent before it saw that we closed, up to `LATE` elements. A peer that
    /// knows nothing of acknowledgements takes that for delivered.
    pub async fn close_and_collect(mut self, error: Option<&StreamError>) -> (bool, Vec<Element>) {
        let mut late = Vec::new();
        let ended = timeout(CLOSE_LIMIT, self.say_goodbye(error, &mut late)).await;
        if let Ok(Err(failure)) = &ended {
            tracing::trace!(%failure, "the stream was gone before it was closed");
        }
        if let Some(mut transport) = self.transport.take() {
            let _ = timeout(CLOSE_LIMIT, transport.shutdown()).await;
        }
        (error.is_none() && matches!(ended, Ok(Ok(()))), late)
    }

    async fn say_goodbye(
        &mut self,
        error: Option<&StreamError>,
        late: &mut Vec<Element>,
    ) -> Result<(), StreamFailure> {
        let mut text = String::new();
        if !self.header_sent {
            text.push_str(&header_text(&StreamHeader::default()));
        }
        if let Some(error) = error {
            error.to_element().write(&mut text);
        }
        text.push_str("</stream:stream>");
        self.send_text(&text).await?;
        if error.is_some() {
            return Ok(()); // What a peer that broke the rules sends now may not even parse.
        }
        loop {
            match self.next().await? {
                StreamEvent::Closed => return Ok(()),
                StreamEvent::Element(element) if late.len() < LATE => late.push(element),
                StreamEvent::Element(_) | StreamEvent::Header(_) => {}
            }
        }
    }
}

fn header_text(header: &StreamHeader) -> String {
    let mut text = format!(
        "<?xml version='1.0'?><stream:stream xmlns='{}' xmlns:stream='{}' xmlns:db='{}'",
        namespace::SERVER,
        namespace::STREAM,
        namespace::DIALBACK
    );
    let attributes =
        [("from", &header.from), ("to", &header.to), ("id", &header.id), ("version", &header.version)];
    for (name, value) in attributes {
        if let Some(value) = value {
            text.push_str(&format!(" {name}='"));
            escape_into(&mut text, value, true);
            text.push('\'');
        }
    }
    text.push('>');
    text
}

fn broken(error: &std::io::Error) -> StreamFailure {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => StreamFailure::Closed,
        _ => StreamFailure::Broken { reason: error.to_string() },
    }
}

fn tls_failure(peer: &str, error: &std::io::Error) -> StreamFailure {
    StreamFailure::Tls { peer: peer.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::stream_error::StreamCondition;
    use tokio::io::AsyncReadExt;
    use tokio::net::{TcpListener, TcpStream};

    async fn pair() -> (XmlChannel, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (server, _) = listener.accept().await.unwrap();
        (XmlChannel::new(Transport::tcp(server)), client)
    }

    #[tokio::test]
    async fn an_error_comes_after_a_header_even_when_none_was_sent() {
        let (channel, mut client) = pair().await;
        channel.close(Some(&StreamCondition::HostUnknown.into())).await;
        let mut text = String::new();
        client.read_to_string(&mut text).await.unwrap();
        let header = text.find("<stream:stream ").unwrap();
        assert!(header < text.find("<host-unknown").unwrap() && text.ends_with("</stream:stream>"), "{text}");
    }

    #[tokio::test]
    async fn what_is_no_xml_names_the_stream_error() {
        let (mut channel, mut client) = pair().await;
        client.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        let failure = channel.next_within(Duration::from_secs(5), "header").await.unwrap_err();
        assert!(matches!(failure, StreamFailure::Sent(_)), "{failure}");
    }

    #[tokio::test]
    async fn a_peer_that_says_nothing_meets_the_limit() {
        let (mut channel, _client) = pair().await;
        let failure = channel.next_within(Duration::from_millis(20), "the header").await.unwrap_err();
        assert!(failure.to_string().contains("the header"), "{failure}");
    }
}
