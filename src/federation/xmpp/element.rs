//! A small owned XML element: name, namespace, attributes, children, and a writer that escapes.
//!
//! It refuses nothing when built; the writer replaces characters that XML cannot carry, so that what is
//! written is always well formed. Reading is `parser`'s.

use super::namespace;
use std::borrow::Cow;

/// A name or a namespace: static for ours, owned for what a peer sent.
pub type Text = Cow<'static, str>;

/// An XML element with all that it contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    name: Text,
    namespace: Text,
    attributes: Vec<Attribute>,
    children: Vec<Node>,
}

/// An attribute; `namespace` is empty unless the name has a prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Namespace, empty for the usual unprefixed attribute.
    pub namespace: Text,
    /// Local name.
    pub name: Text,
    /// Value, unescaped.
    pub value: String,
}

/// What an element contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A child element.
    Element(Element),
    /// Text, unescaped.
    Text(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<Text>, namespace: impl Into<Text>) -> Element {
        Element {
            name: name.into(),
            namespace: namespace.into(),
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// An element of these parts, exactly as they are; no two attributes may have the same name.
    pub(super) fn from_parts(
        name: Text,
        namespace: Text,
        attributes: Vec<Attribute>,
        children: Vec<Node>,
    ) -> Element {
        Element { name, namespace, attributes, children }
    }

    /// Local name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Namespace.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Whether name and namespace are these.
    pub fn is(&self, name: &str, namespace: &str) -> bool {
        self.name == name && self.namespace == namespace
    }

    /// Value of an unprefixed attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attribute_in("", name)
    }

    /// Value of an attribute in a namespace.
    pub fn attribute_in(&self, namespace: &str, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|a| a.name == name && a.namespace == namespace);
        found.map(|attribute| attribute.value.as_str())
    }

    /// All attributes, in the order given.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Sets or replaces an unprefixed attribute.
    pub fn set_attribute(&mut self, name: impl Into<Text>, value: impl Into<String>) {
        self.set_attribute_in("", name, value);
    }

    /// Sets or replaces an attribute in a namespace.
    pub fn set_attribute_in(
        &mut self,
        namespace: impl Into<Text>,
        name: impl Into<Text>,
        value: impl Into<String>,
    ) {
        let (namespace, name, value) = (namespace.into(), name.into(), value.into());
        match self.attributes.iter_mut().find(|a| a.name == name && a.namespace == namespace) {
            Some(attribute) => attribute.value = value,
            None => self.attributes.push(Attribute { namespace, name, value }),
        }
    }

    /// Removes an unprefixed attribute.
    pub fn remove_attribute(&mut self, name: &str) {
        self.attributes.retain(|a| a.name != name || !a.namespace.is_empty());
    }

    /// The same element with an attribute more.
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<Text>, value: impl Into<String>) -> Element {
        self.set_attribute(name, value);
        self
    }

    /// The same element with a child more.
    #[must_use]
    pub fn with_child(mut self, child: Element) -> Element {
        self.push_child(child);
        self
    }

    /// The same element with text more.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Element {
        self.push_text(text);
        self
    }

    /// Appends a child.
    pub fn push_child(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }

    /// Appends text, joined with text before it.
    pub fn push_text(&mut self, text: impl Into<String>) {
        let text = text.into();
        match self.children.last_mut() {
            Some(Node::Text(last)) => last.push_str(&text),
            _ => self.children.push(Node::Text(text)),
        }
    }

    /// Everything it contains, in order.
    pub fn nodes(&self) -> &[Node] {
        &self.children
    }

    /// Keeps the child elements that fit, and all text.
    pub fn retain_children(&mut self, mut keep: impl FnMut(&Element) -> bool) {
        self.children.retain(|node| match node {
            Node::Element(element) => keep(element),
            Node::Text(_) => true,
        });
    }

    /// Its child elements, in order.
    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child of that name and namespace.
    pub fn child(&self, name: &str, namespace: &str) -> Option<&Element> {
        self.children().find(|child| child.is(name, namespace))
    }

    /// Its own text, without that of its children.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for node in &self.children {
            if let Node::Text(part) = node {
                text.push_str(part);
            }
        }
        text
    }

    /// XML of the element where `jabber:server` is the default namespace and `stream:` and `db:` are
    /// declared, as on every stream of ours.
    pub fn to_xml(&self) -> String {
        let mut out = String::with_capacity(256);
        self.write(&mut out);
        out
    }

    /// Appends what [`Element::to_xml`] gives.
    pub fn write(&self, out: &mut String) {
        self.write_in(out, namespace::SERVER);
    }

    /// XML of the element alone, with all namespaces declared.
    pub fn to_document(&self) -> String {
        let mut out = String::with_capacity(256);
        self.write_in(&mut out, "");
        out
    }

    fn write_in(&self, out: &mut String, default: &str) {
        let on_stream = !default.is_empty();
        let prefix = match self.namespace.as_ref() {
            namespace::STREAM if on_stream => "stream:",
            namespace::DIALBACK if on_stream => "db:",
            _ => "",
        };
        let inner = if prefix.is_empty() { self.namespace.as_ref() } else { default };
        out.push('<');
        out.push_str(prefix);
        out.push_str(&self.name);
        if prefix.is_empty() && self.namespace != default {
            write_attribute(out, "xmlns", &self.namespace);
        }
        for (index, attribute) in self.attributes.iter().enumerate() {
            attribute.write(out, index);
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for node in &self.children {
            match node {
                Node::Element(element) => element.write_in(out, inner),
                Node::Text(text) => escape_into(out, text, false),
            }
        }
        out.push_str("</");
        out.push_str(prefix);
        out.push_str(&self.name);
        out.push('>');
    }
}

impl Attribute {
    fn write(&self, out: &mut String, index: usize) {
        match self.namespace.as_ref() {
            "" => write_attribute(out, &self.name, &self.value),
            namespace::XML => write_attribute(out, &format!("xml:{}", self.name), &self.value),
            other => {
                write_attribute(out, &format!("xmlns:a{index}"), other);
                write_attribute(out, &format!("a{index}:{}", self.name), &self.value);
            }
        }
    }
}

fn write_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("='");
    escape_into(out, value, true);
    out.push('\'');
}

/// Appends text as XML: markup escaped, line ends of attributes kept by reference, and characters outside
/// XML 1.0's repertoire replaced.
pub(super) fn escape_into(out: &mut String, text: &str, in_attribute: bool) {
    let mut rest = text;
    // Nearly all text is plain, and goes over in one piece.
    while let Some(position) = rest.bytes().position(may_need_escape) {
        let (plain, special) = rest.split_at(position);
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some(character) => escape_character(out, character, in_attribute),
            None => break,
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// Whether a character that begins with this byte may have to be written otherwise.
fn may_need_escape(byte: u8) -> bool {
    // The last are the first byte of the two characters beyond ASCII that XML cannot carry.
    byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'\'' | 0xef)
}

fn escape_character(out: &mut String, character: char, in_attribute: bool) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '\'' if in_attribute => out.push_str("&apos;"),
        '\r' => out.push_str("&#xD;"),
        '\n' if in_attribute => out.push_str("&#xA;"),
        '\t' if in_attribute => out.push_str("&#x9;"),
        '\n' | '\t' => out.push(character),
        '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stanza_is_written_in_the_stream_s_namespace() {
        let body = Element::new("body", namespace::SERVER).with_text("a < b & c");
        let state = Element::new("active", "http://jabber.org/protocol/chatstates");
        let message = Element::new("message", namespace::SERVER)
            .with_attribute("to", "o'neill@a.example")
            .with_child(body);
        assert_eq!(
            message.with_child(state).to_xml(),
            "<message to='o&apos;neill@a.example'><body>a &lt; b &amp; c</body>\
             <active xmlns='http://jabber.org/protocol/chatstates'/></message>"
        );
    }

    #[test]
    fn dialback_always_uses_the_prefix_db() {
        let error = Element::new("error", namespace::SERVER);
        let result =
            Element::new("result", namespace::DIALBACK).with_attribute("type", "error").with_child(error);
        assert_eq!(result.to_xml(), "<db:result type='error'><error/></db:result>");
    }

    #[test]
    fn children_return_to_the_namespace_of_the_stream() {
        let inner = Element::new("message", namespace::SERVER);
        let outer = Element::new("forwarded", "urn:xmpp:forward:0").with_child(inner);
        assert_eq!(
            outer.to_xml(),
            "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:server'/></forwarded>"
        );
    }

    #[test]
    fn what_xml_cannot_carry_is_replaced() {
        let element = Element::new("body", namespace::SERVER).with_text("a\u{0}b\u{1b}c\r\nd");
        assert_eq!(element.to_xml(), "<body>a\u{fffd}b\u{fffd}c&#xD;\nd</body>");
        let element = Element::new("body", namespace::SERVER).with_text("\u{fffe}\u{ffff}\u{fb00}ü'\u{ff01}");
        assert_eq!(element.to_xml(), "<body>\u{fffd}\u{fffd}\u{fb00}ü'\u{ff01}</body>");
    }

    #[test]
    fn prefixed_attributes_keep_their_namespace() {
        let mut element = Element::new("message", namespace::SERVER);
        element.set_attribute_in(namespace::XML, "lang", "de");
        element.set_attribute_in("urn:x", "hint", "1");
        assert_eq!(element.to_xml(), "<message xml:lang='de' xmlns:a1='urn:x' a1:hint='1'/>");
    }
}
