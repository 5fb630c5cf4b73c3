//! Incremental reading of one XML stream: bytes in, header and whole elements out.
//!
//! rxml refuses DTDs, entities, comments, processing instructions and what is not UTF-8; this adds bounds on
//! bytes, depth, attributes and children of an element. Any failure ends the stream, and says with which
//! stream error.

use super::element::Element;
use super::namespace;
use super::stream_error::{StreamCondition, StreamError};
use rxml::error::{EndOrError, Error as XmlError};
use rxml::{AttrMap, Event, Parse, Parser, QName};

/// Most that one top-level element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElementLimits {
    /// Bytes of XML.
    pub bytes: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// Attributes of one element.
    pub attributes: usize,
    /// Elements in all.
    pub elements: usize,
}

impl ElementLimits {
    /// Before the peer is authenticated. Source: RFC 6120, 13.12, asks for 10,000 bytes at least.
    pub const UNAUTHENTICATED: ElementLimits =
        ElementLimits { bytes: 10_000, depth: 16, attributes: 32, elements: 128 };
    /// After it.
    pub const AUTHENTICATED: ElementLimits =
        ElementLimits { bytes: 524_288, depth: 64, attributes: 64, elements: 4096 };
}

/// The opening tag of a stream.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StreamHeader {
    /// Domain of who opened it.
    pub from: Option<String>,
    /// Domain it is for.
    pub to: Option<String>,
    /// Id given by who was called.
    pub id: Option<String>,
    /// Version; absent from servers older than XMPP 1.0.
    pub version: Option<String>,
}

impl StreamHeader {
    /// Whether stream features follow. Source: RFC 6120, 4.7.5.
    pub fn has_features(&self) -> bool {
        self.version
            .as_deref()
            .and_then(|version| version.split('.').next())
            .is_some_and(|major| major.parse::<u32>().is_ok_and(|major| major >= 1))
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StreamEvent {
    /// The stream was opened.
    Header(StreamHeader),
    /// A whole element, child of the stream.
    Element(Element),
    /// The stream was closed properly.
    Closed,
}

/// State of reading one stream; a restart of the stream takes a new one.
#[derive(Debug)]
pub struct StreamParser {
    xml: Parser,
    limits: ElementLimits,
    open: Vec<Element>,
    begun: bool,
    in_stream: bool,
    bytes: usize,
    elements: usize,
}

impl StreamParser {
    /// A parser at the very beginning of a stream.
    pub fn new(limits: ElementLimits) -> StreamParser {
        let xml = Parser::new();
        StreamParser { xml, limits, open: Vec::new(), begun: false, in_stream: false, bytes: 0, elements: 0 }
    }

    /// Changes the limits from the next element on.
    pub fn set_limits(&mut self, limits: ElementLimits) {
        self.limits = limits;
    }

    /// Nothing arrives for now: gives back the memory that only reading needs, 8 KB of a token's greatest length.
    pub fn rest(&mut self) {
        self.xml.release_temporaries();
    }

    /// Reads on in `input`, which afterwards holds what is unread. `None` asks for more bytes.
    ///
    /// Errors: the stream error to send before closing; the parser is of no use afterwards.
    pub fn next(&mut self, input: &mut &[u8]) -> Result<Option<StreamEvent>, StreamError> {
        self.check_beginning(input)?;
        loop {
            let before = input.len();
            let event = self.xml.parse(input, false);
            self.count(before - input.len())?;
            let event = match event {
                Ok(Some(event)) => event,
                Ok(None) => return Ok(Some(StreamEvent::Closed)),
                Err(EndOrError::NeedMoreData) => return Ok(None),
                Err(EndOrError::Error(error)) => return Err(stream_error(error)),
            };
            if let Some(event) = self.take(event)? {
                return Ok(Some(event));
            }
        }
    }

    /// What does not begin with a tag is another protocol; rxml would read on until one comes.
    fn check_beginning(&mut self, input: &[u8]) -> Result<(), StreamError> {
        let blank = |byte: &u8| byte.is_ascii_whitespace();
        match input.iter().find(|byte| !blank(byte)) {
            Some(b'<') => self.begun = true,
            Some(_) if !self.begun => {
                return Err(StreamError::new(StreamCondition::NotWellFormed, "this is not XML"));
            }
            _ => {}
        }
        Ok(())
    }

    fn count(&mut self, bytes: usize) -> Result<(), StreamError> {
        self.bytes += bytes;
        if self.bytes > self.limits.bytes {
            return Err(too_much("bytes", self.limits.bytes));
        }
        Ok(())
    }

    fn take(&mut self, event: Event) -> Result<Option<StreamEvent>, StreamError> {
        match event {
            Event::XmlDeclaration(..) => Ok(None),
            Event::StartElement(_, name, attributes) => self.start(name, attributes),
            Event::Text(_, text) => self.text(&text),
            Event::EndElement(_) => Ok(self.end()),
        }
    }

    fn start(&mut self, name: QName, attributes: AttrMap) -> Result<Option<StreamEvent>, StreamError> {
        if attributes.len() > self.limits.attributes {
            return Err(too_much("attributes", self.limits.attributes));
        }
        if !self.in_stream {
            let header = header(&name, attributes)?;
            self.in_stream = true;
            self.bytes = 0;
            return Ok(Some(StreamEvent::Header(header)));
        }
        self.elements += 1;
        if self.open.len() >= self.limits.depth {
            return Err(too_much("levels", self.limits.depth));
        }
        if self.elements > self.limits.elements {
            return Err(too_much("elements", self.limits.elements));
        }
        let mut element = Element::new(String::from(name.1), namespace::intern(&name.0));
        for ((space, local), value) in attributes {
            element.set_attribute_in(namespace::intern(&space), String::from(local), value);
        }
        self.open.push(element);
        Ok(None)
    }

    fn text(&mut self, text: &str) -> Result<Option<StreamEvent>, StreamError> {
        if let Some(element) = self.open.last_mut() {
            element.push_text(text);
            return Ok(None);
        }
        if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
            self.bytes = 0; // Keep-alive: whitespace between stanzas is not part of any.
            return Ok(None);
        }
        Err(StreamError::new(StreamCondition::BadFormat, "text between stanzas"))
    }

    fn end(&mut self) -> Option<StreamEvent> {
        let Some(element) = self.open.pop() else {
            return Some(StreamEvent::Closed);
        };
        if let Some(parent) = self.open.last_mut() {
            parent.push_child(element);
            return None;
        }
        self.bytes = 0;
        self.elements = 0;
        Some(StreamEvent::Element(element))
    }
}

/// Checks the opening tag. Source: RFC 6120, 4.7 and 4.8.
fn header(name: &QName, attributes: AttrMap) -> Result<StreamHeader, StreamError> {
    if name.0 != namespace::STREAM {
        return Err(StreamError::new(
            StreamCondition::InvalidNamespace,
            "the stream is in an unknown namespace",
        ));
    }
    if name.1 != "stream" {
        return Err(StreamError::new(StreamCondition::BadFormat, "the outermost element is not 'stream'"));
    }
    let mut header = StreamHeader::default();
    for ((space, local), value) in attributes {
        if !space.is_empty() {
            continue;
        }
        match local.as_str() {
            "from" => header.from = Some(value),
            "to" => header.to = Some(value),
            "id" => header.id = Some(value),
            "version" => header.version = Some(value),
            _ => {}
        }
    }
    Ok(header)
}

fn too_much(what: &str, limit: usize) -> StreamError {
    StreamError::new(StreamCondition::PolicyViolation, format!("more than {limit} {what} in one stanza"))
}

/// The stream error for what rxml found. Source: RFC 6120, 4.9.3.
fn stream_error(error: XmlError) -> StreamError {
    let condition = match error {
        XmlError::RestrictedXml(_) | XmlError::UndeclaredEntity => StreamCondition::RestrictedXml,
        XmlError::InvalidUtf8Byte(_) => StreamCondition::UnsupportedEncoding,
        _ => StreamCondition::NotWellFormed,
    };
    StreamError::new(condition, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "<?xml version='1.0'?><stream:stream xmlns='jabber:server' \
        xmlns:stream='http://etherx.jabber.org/streams' xmlns:db='jabber:server:dialback' \
        from='a.example' to='b.example' id='x' version='1.0'>";

    fn read_all(parser: &mut StreamParser, bytes: &[u8]) -> Result<Vec<StreamEvent>, StreamError> {
        let mut events = Vec::new();
        let mut input = bytes;
        while let Some(event) = parser.next(&mut input)? {
            events.push(event);
        }
        Ok(events)
    }

    fn opened() -> StreamParser {
        let mut parser = StreamParser::new(ElementLimits::UNAUTHENTICATED);
        assert_eq!(read_all(&mut parser, HEADER.as_bytes()).unwrap().len(), 1);
        parser
    }

    fn condition(xml: &str) -> StreamCondition {
        read_all(&mut opened(), xml.as_bytes()).unwrap_err().condition
    }

    #[test]
    fn a_stream_arrives_byte_by_byte() {
        let xml = format!(
            "{HEADER} <message to='b'><body>a &amp; b</body></message>\n<db:result/></stream:stream>"
        );
        let mut parser = StreamParser::new(ElementLimits::UNAUTHENTICATED);
        let mut events = Vec::new();
        for byte in xml.as_bytes() {
            events.extend(read_all(&mut parser, &[*byte]).unwrap());
        }
        let StreamEvent::Header(header) = &events[0] else { panic!("no header") };
        assert_eq!((header.from.as_deref(), header.has_features()), (Some("a.example"), true));
        let body = Element::new("body", namespace::SERVER).with_text("a & b");
        let message = Element::new("message", namespace::SERVER).with_attribute("to", "b").with_child(body);
        assert_eq!(events[1], StreamEvent::Element(message));
        assert_eq!(events[2], StreamEvent::Element(Element::new("result", namespace::DIALBACK)));
        assert_eq!(events[3], StreamEvent::Closed);
    }

    #[test]
    fn it_may_rest_anywhere() {
        let mut parser = StreamParser::new(ElementLimits::AUTHENTICATED);
        let xml = format!(
            "{HEADER}<message xmlns='jabber:server' from='a@b' to='ü@d'><body>ä &lt; b</body></message>"
        );
        let mut events = Vec::new();
        for byte in xml.as_bytes() {
            events.extend(read_all(&mut parser, &[*byte]).unwrap());
            parser.rest();
        }
        let Some(StreamEvent::Element(message)) = events.last() else { panic!("{events:?}") };
        assert_eq!(message.child("body", namespace::SERVER).unwrap().text(), "ä < b");
        assert_eq!(message.attribute("to"), Some("ü@d"));
    }

    #[test]
    fn headers_of_old_servers_are_read() {
        let xml = "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'>";
        let mut parser = StreamParser::new(ElementLimits::UNAUTHENTICATED);
        let events = read_all(&mut parser, xml.as_bytes()).unwrap();
        assert_eq!(events, [StreamEvent::Header(StreamHeader::default())]);
        assert!(!StreamHeader::default().has_features());
    }

    #[test]
    fn what_xmpp_forbids_is_restricted_xml() {
        assert_eq!(condition("<!-- no -->"), StreamCondition::RestrictedXml);
        assert_eq!(condition("<?php no ?>"), StreamCondition::RestrictedXml);
        assert_eq!(condition("<a>&wrong;</a>"), StreamCondition::RestrictedXml);
        let mut parser = StreamParser::new(ElementLimits::UNAUTHENTICATED);
        let doctype = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>";
        assert!(read_all(&mut parser, doctype).is_err());
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        assert_eq!(condition("<a></b>"), StreamCondition::NotWellFormed);
        assert_eq!(condition("<a b='1' b='2'/>"), StreamCondition::NotWellFormed);
        assert_eq!(condition("<x:a/>"), StreamCondition::NotWellFormed);
        assert_eq!(condition("text<a/>"), StreamCondition::BadFormat);
        let error = read_all(&mut opened(), b"<a>\xff</a>").unwrap_err();
        assert_eq!(error.condition, StreamCondition::UnsupportedEncoding);
    }

    #[test]
    fn a_foreign_root_is_refused() {
        let mut parser = StreamParser::new(ElementLimits::UNAUTHENTICATED);
        let error = read_all(&mut parser, b"<stream xmlns='jabber:server'>").unwrap_err();
        assert_eq!(error.condition, StreamCondition::InvalidNamespace);
    }

    #[test]
    fn every_bound_is_a_policy_violation() {
        let deep = "<a>".repeat(20);
        let wide = format!("<a>{}</a>", "<b/>".repeat(200));
        let long = format!("<a>{}</a>", "x".repeat(10_000));
        let attributes = (0..40).map(|index| format!(" a{index}='1'")).collect::<String>();
        for xml in [deep, wide, long, format!("<a{attributes}/>")] {
            assert_eq!(condition(&xml), StreamCondition::PolicyViolation);
        }
    }

    #[test]
    fn the_bounds_are_per_stanza() {
        let mut parser = opened();
        for _ in 0..20 {
            let stanza = format!("<a>{}</a> ", "x".repeat(5_000));
            assert_eq!(read_all(&mut parser, stanza.as_bytes()).unwrap().len(), 1);
        }
    }

    #[test]
    fn an_endless_open_tag_is_bounded() {
        let mut parser = StreamParser::new(ElementLimits::UNAUTHENTICATED);
        assert!(read_all(&mut parser, &b" ".repeat(20_000)).is_err());
    }
}
