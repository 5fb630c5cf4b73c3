//! An XML element with the errors that reading it can give.

use super::DocumentError;
use roxmltree::Node;
use std::fmt::Write as _;
use std::str::FromStr;

/// A node whose failures name the element and its line. Namespaces of elements are not compared: legacy
/// exports differ in theirs.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a, 'input>(pub Node<'a, 'input>);

impl<'a, 'input> Element<'a, 'input> {
    /// Name without prefix.
    pub fn name(self) -> &'a str {
        self.0.tag_name().name()
    }

    /// Child elements.
    pub fn elements(self) -> impl Iterator<Item = Element<'a, 'input>> {
        self.0.children().filter(Node::is_element).map(Element)
    }

    /// Child elements of a name.
    pub fn all(self, name: &'static str) -> impl Iterator<Item = Element<'a, 'input>> {
        self.elements().filter(move |element| element.name() == name)
    }

    /// The first child element of a name.
    pub fn child(self, name: &'static str) -> Option<Element<'a, 'input>> {
        self.all(name).next()
    }

    /// Like [`Element::child`], but it has to be there.
    pub fn required(self, name: &'static str) -> Result<Element<'a, 'input>, DocumentError> {
        self.child(name).ok_or_else(|| self.error(format!("the element <{name}> is missing")))
    }

    /// An attribute that is not empty.
    pub fn text(self, name: &str) -> Option<&'a str> {
        self.0.attribute(name).map(str::trim).filter(|text| !text.is_empty())
    }

    /// An attribute in a namespace, not empty.
    pub fn text_in(self, namespace: &'static str, name: &'static str) -> Option<&'a str> {
        self.0.attribute((namespace, name)).map(str::trim).filter(|text| !text.is_empty())
    }

    /// Like [`Element::text`], but it has to be there.
    pub fn required_text(self, name: &str) -> Result<&'a str, DocumentError> {
        self.text(name).ok_or_else(|| self.error(format!("the attribute {name} is missing")))
    }

    /// An attribute as another type.
    pub fn parsed<T: FromStr>(self, name: &str) -> Result<Option<T>, DocumentError>
    where
        T::Err: std::fmt::Display,
    {
        self.text(name).map(|text| self.parse(name, text)).transpose()
    }

    /// An attribute's text as another type.
    pub fn parse<T: FromStr>(self, name: &str, text: &str) -> Result<T, DocumentError>
    where
        T::Err: std::fmt::Display,
    {
        text.parse().map_err(|error| self.error(format!("{name}=\"{text}\" cannot be read: {error}")))
    }

    /// A truth value: `true`, `false`, `1` or `0`, in any case.
    pub fn truth(self, name: &str) -> Result<Option<bool>, DocumentError> {
        self.text(name).map(|text| self.parse_truth(name, text)).transpose()
    }

    /// A truth value from an attribute's text.
    pub fn parse_truth(self, name: &str, text: &str) -> Result<bool, DocumentError> {
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(self.error(format!("{name}=\"{text}\" is neither true nor false"))),
        }
    }

    /// An error about this element.
    pub fn error(self, reason: String) -> DocumentError {
        let line = self.0.document().text_pos_at(self.0.range().start).row;
        DocumentError::Element { element: self.name().to_owned(), line, reason }
    }

    /// The element as XML that stands by itself, whatever is declared around it.
    pub fn to_xml(self) -> String {
        let mut xml = String::new();
        write_node(&mut xml, self.0, None);
        xml
    }
}

fn write_node(xml: &mut String, node: Node<'_, '_>, around: Option<&str>) {
    let name = node.tag_name();
    let _ = write!(xml, "<{}", name.name());
    if name.namespace() != around {
        let _ = write!(xml, " xmlns=\"{}\"", escape(name.namespace().unwrap_or_default()));
    }
    for (index, attribute) in node.attributes().enumerate() {
        let value = escape(attribute.value());
        match attribute.namespace() {
            None => {
                let _ = write!(xml, " {}=\"{value}\"", attribute.name());
            }
            Some("http://www.w3.org/XML/1998/namespace") => {
                let _ = write!(xml, " xml:{}=\"{value}\"", attribute.name());
            }
            Some(namespace) => {
                let namespace = escape(namespace);
                let _ =
                    write!(xml, " xmlns:a{index}=\"{namespace}\" a{index}:{}=\"{value}\"", attribute.name());
            }
        }
    }
    if !node.has_children() {
        xml.push_str(" />");
        return;
    }
    xml.push('>');
    for child in node.children() {
        if child.is_element() {
            write_node(xml, child, name.namespace());
        } else if child.is_text() {
            xml.push_str(&escape(child.text().unwrap_or_default()));
        }
    }
    let _ = write!(xml, "</{}>", name.name());
}

/// Text as it stands in an attribute or between tags.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(escaped, "&#{};", u32::from(character));
            }
            // XML 1.0 cannot carry other control characters in any form.
            character if character.is_control() => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}
