//! An element as bytes, and back.
//!
//! An element is its name, its namespace, how many attributes, the attributes (name, namespace, value), how many
//! nodes, and the nodes: 0 and a text, or 1 and an element. Lengths and counts are numbers of seven bits a byte,
//! the lowest first. A name or a namespace is the code of a usual one, or 0 and a text.
//!
//! What is decoded equals what was encoded. Both ways have the same bounds, so that what was encoded is taken,
//! and names are such as XML knows, so that nobody else's markup gets onto a partner's stream.

use crate::federation::xmpp::element::{Attribute, Element, Node, Text};
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::words::Words;
use std::borrow::Cow;

/// Most bytes of an element: more than a partner may send, since it can be longer here than it was in XML.
pub const BYTES: usize = 4 * 1024 * 1024;
const DEPTH: usize = 128;
const ATTRIBUTES: usize = 128;
const ELEMENTS: usize = 8192;
/// Between any two elements there may be a text.
const NODES: usize = 2 * ELEMENTS;

/// Usual names, the shorter first. With another list `frames` has to count up.
static NAMES: Words = Words::new(&[
    "a",
    "c",
    "p",
    "v",
    "x",
    "br",
    "by",
    "em",
    "id",
    "iq",
    "to",
    "ext",
    "var",
    "ver",
    "xml",
    "body",
    "code",
    "from",
    "gone",
    "hash",
    "html",
    "item",
    "lang",
    "name",
    "nick",
    "node",
    "ping",
    "show",
    "span",
    "text",
    "type",
    "delay",
    "error",
    "query",
    "stamp",
    "state",
    "style",
    "active",
    "parent",
    "paused",
    "reason",
    "status",
    "strong",
    "thread",
    "feature",
    "message",
    "request",
    "subject",
    "category",
    "conflict",
    "identity",
    "inactive",
    "presence",
    "priority",
    "received",
    "composing",
    "forbidden",
    "bad-request",
    "not-allowed",
    "item-not-found",
    "not-acceptable",
    "not-authorized",
    "policy-violation",
    "unexpected-request",
    "service-unavailable",
    "undefined-condition",
    "internal-server-error",
    "recipient-unavailable",
    "remote-server-timeout",
    "feature-not-implemented",
    "remote-server-not-found",
]);

/// Says that a name or a namespace follows as text.
const SPELLED: u8 = 0;
const TEXT: u8 = 0;
const ELEMENT: u8 = 1;

/// Why bytes are no frame, or an element cannot become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The kind.
    #[error("a frame is of the unknown kind {0}")]
    Kind(u8),
    /// What is announced is not there.
    #[error("a frame ends too early")]
    Cut,
    /// More is there than was announced.
    #[error("a frame goes on behind its end")]
    Surplus,
    /// A text.
    #[error("a frame has a text that is not UTF-8")]
    NotUtf8,
    /// A name or a namespace.
    #[error("a frame has the unknown word {0}")]
    Word(u8),
    /// An element's or an attribute's name.
    #[error("a name is none in XML")]
    Name,
    /// Two attributes of one name.
    #[error("an attribute stands twice")]
    Twice,
    /// A node.
    #[error("a frame has a node of the unknown kind {0}")]
    Node(u8),
    /// A number of a stanza, or a length.
    #[error("a frame has a number that cannot be")]
    Number,
    /// A bound.
    #[error("more than {limit} {what} in one frame")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
}

fn within(count: usize, limit: usize, what: &'static str) -> Result<(), FrameError> {
    if count > limit { Err(FrameError::TooMuch { what, limit }) } else { Ok(()) }
}

fn check_name(name: &str) -> Result<(), FrameError> {
    rxml::NcNameStr::from_str(name).map(|_| ()).map_err(|_| FrameError::Name)
}

/// An attribute of this name would be another namespace for its element.
fn check_attribute(name: &str, namespace: &str) -> Result<(), FrameError> {
    if name == "xmlns" && namespace.is_empty() { Err(FrameError::Name) } else { Ok(()) }
}

/// Appends an element. Errors: it is too large, or has a name that is none; what was appended is of no use.
pub fn encode(out: &mut Vec<u8>, element: &Element) -> Result<(), FrameError> {
    let end = out.len().saturating_add(BYTES);
    Encoder { out, end, elements: 0, nodes: 0 }.element(element, 1)
}

struct Encoder<'a> {
    out: &'a mut Vec<u8>,
    /// How long `out` may get.
    end: usize,
    elements: usize,
    nodes: usize,
}

impl Encoder<'_> {
    fn element(&mut self, element: &Element, depth: usize) -> Result<(), FrameError> {
        self.elements += 1;
        self.nodes += element.nodes().len();
        within(depth, DEPTH, "levels")?;
        within(self.elements, ELEMENTS, "elements")?;
        within(self.nodes, NODES, "nodes")?;
        within(element.attributes().len(), ATTRIBUTES, "attributes of one element")?;
        self.name(element.name())?;
        self.word(&namespace::COMMON, element.namespace())?;
        put_number(self.out, element.attributes().len() as u64);
        for attribute in element.attributes() {
            check_attribute(&attribute.name, &attribute.namespace)?;
            self.name(&attribute.name)?;
            self.word(&namespace::COMMON, &attribute.namespace)?;
            self.text(&attribute.value)?;
        }
        put_number(self.out, element.nodes().len() as u64);
        for node in element.nodes() {
            match node {
                Node::Text(text) => {
                    self.out.push(TEXT);
                    self.text(text)?;
                }
                Node::Element(child) => {
                    self.out.push(ELEMENT);
                    self.element(child, depth + 1)?;
                }
            }
        }
        if self.out.len() > self.end { Err(too_long()) } else { Ok(()) }
    }

    fn name(&mut self, name: &str) -> Result<(), FrameError> {
        if NAMES.code(name).is_none() {
            check_name(name)?;
        }
        self.word(&NAMES, name)
    }

    fn word(&mut self, words: &Words, text: &str) -> Result<(), FrameError> {
        match words.code(text) {
            Some(code) => {
                self.out.push(code);
                Ok(())
            }
            None => {
                self.out.push(SPELLED);
                self.text(text)
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), FrameError> {
        if text.len() > self.end.saturating_sub(self.out.len()) {
            return Err(too_long());
        }
        put_number(self.out, text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

fn too_long() -> FrameError {
    FrameError::TooMuch { what: "bytes", limit: BYTES }
}

/// Reads an element, which is all that is in `input`. Errors: it is malformed or too large.
pub fn decode(input: &[u8]) -> Result<Element, FrameError> {
    let mut decoder = Decoder { input, elements: 0, nodes: 0 };
    let element = decoder.element(1)?;
    if decoder.input.is_empty() { Ok(element) } else { Err(FrameError::Surplus) }
}

struct Decoder<'a> {
    input: &'a [u8],
    elements: usize,
    nodes: usize,
}

impl Decoder<'_> {
    fn element(&mut self, depth: usize) -> Result<Element, FrameError> {
        self.elements += 1;
        within(depth, DEPTH, "levels")?;
        within(self.elements, ELEMENTS, "elements")?;
        let name = self.name()?;
        let namespace = self.word(&namespace::COMMON)?;
        let attributes = self.attributes()?;
        let count = self.length()?;
        // Counted before they are read: memory is only taken for as many as may be.
        self.nodes += count;
        within(self.nodes, NODES, "nodes")?;
        let mut nodes = Vec::with_capacity(count);
        for _ in 0..count {
            nodes.push(match take_byte(&mut self.input)? {
                TEXT => Node::Text(self.text()?.to_owned()),
                ELEMENT => Node::Element(self.element(depth + 1)?),
                other => return Err(FrameError::Node(other)),
            });
        }
        Ok(Element::from_parts(name, namespace, attributes, nodes))
    }

    fn attributes(&mut self) -> Result<Vec<Attribute>, FrameError> {
        let count = self.length()?;
        within(count, ATTRIBUTES, "attributes of one element")?;
        let mut attributes: Vec<Attribute> = Vec::with_capacity(count);
        for _ in 0..count {
            let name = self.name()?;
            let namespace = self.word(&namespace::COMMON)?;
            check_attribute(&name, &namespace)?;
            if attributes.iter().any(|other| other.name == name && other.namespace == namespace) {
                return Err(FrameError::Twice);
            }
            let value = self.text()?.to_owned();
            attributes.push(Attribute { namespace, name, value });
        }
        Ok(attributes)
    }

    fn name(&mut self) -> Result<Text, FrameError> {
        let name = self.word(&NAMES)?;
        if let Cow::Owned(spelled) = &name {
            check_name(spelled)?;
        }
        Ok(name)
    }

    fn word(&mut self, words: &Words) -> Result<Text, FrameError> {
        match take_byte(&mut self.input)? {
            SPELLED => Ok(Cow::Owned(self.text()?.to_owned())),
            code => words.word(code).map(Cow::Borrowed).ok_or(FrameError::Word(code)),
        }
    }

    fn text(&mut self) -> Result<&str, FrameError> {
        let length = self.length()?;
        let (text, rest) = self.input.split_at_checked(length).ok_or(FrameError::Cut)?;
        self.input = rest;
        std::str::from_utf8(text).map_err(|_| FrameError::NotUtf8)
    }

    /// A length or a count; each unit of it is a byte at least.
    fn length(&mut self) -> Result<usize, FrameError> {
        let length = take_number(&mut self.input)?;
        usize::try_from(length).ok().filter(|length| *length <= self.input.len()).ok_or(FrameError::Cut)
    }
}

fn take_byte(input: &mut &[u8]) -> Result<u8, FrameError> {
    let (first, rest) = input.split_first().ok_or(FrameError::Cut)?;
    *input = rest;
    Ok(*first)
}

/// Appends a number.
pub fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(0x80 | (number & 0x7f) as u8);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number. Errors: it has no end, or more than 64 bits.
pub fn take_number(input: &mut &[u8]) -> Result<u64, FrameError> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take_byte(input)?;
        let bits = u64::from(byte & 0x7f);
        if bits << shift >> shift != bits {
            break;
        }
        number |= bits << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(FrameError::Number)
}

#[cfg(test)]
#[path = "codec_tests.rs"]
mod tests;
