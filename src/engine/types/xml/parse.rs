//! Text to a tree, with .NET's messages and places. No DTD is read and no outside entity.

use super::tree::{Kind, Node, NodeId, ROOT, Tree};

/// The deepest nesting of elements.
const DEEPEST: usize = 10_000;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    tree: &'a Tree,
    /// Open elements with the places of their names.
    open: Vec<(NodeId, usize)>,
}

/// Reads a whole document into a tree. Errors are .NET's messages.
pub fn parse(text: &str, tree: &Tree) -> Result<(), String> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = Reader { text, at: 0, tree, open: Vec::new() };
    reader.run()?;
    if let Some((id, _)) = reader.open.last() {
        let names: Vec<String> =
            reader.open.iter().rev().map(|(id, _)| tree.read(*id, |node| node.name.clone())).collect();
        let _ = id;
        return Err(reader.placed(
            &format!(
                "Unexpected end of file has occurred. The following elements are not closed: {}.",
                names.join(", ")
            ),
            reader.text.len(),
        ));
    }
    if tree.element().is_none() {
        return Err("Root element is missing.".into());
    }
    Ok(())
}

/// Reads what stands inside of an element, as new children of it.
pub fn parse_inside(text: &str, tree: &Tree, parent: NodeId) -> Result<(), String> {
    let mut reader = Reader { text, at: 0, tree, open: vec![(parent, 0)] };
    reader.run()?;
    match reader.open.len() {
        1 => Ok(()),
        _ => Err(reader.placed("Unexpected end of file has occurred.", text.len())),
    }
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// A message with the line and the position of a byte.
    fn placed(&self, message: &str, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() + 1;
        format!("{message} Line {line}, position {column}.")
    }

    fn fail<T>(&self, message: &str) -> Result<T, String> {
        Err(self.placed(message, self.at))
    }

    fn parent(&self) -> NodeId {
        self.open.last().map_or(ROOT, |(id, _)| *id)
    }

    fn add(&self, node: Node) -> NodeId {
        let id = self.tree.add(node);
        self.tree.append(self.parent(), id);
        id
    }

    fn run(&mut self) -> Result<(), String> {
        while !self.rest().is_empty() {
            if self.rest().starts_with("<!--") {
                let body = self.until("<!--", "-->")?;
                self.add(Node::new(Kind::Comment, "#comment", body));
            } else if self.rest().starts_with("<![CDATA[") {
                if self.open.is_empty() {
                    return self.fail("Data at the root level is invalid.");
                }
                let body = self.until("<![CDATA[", "]]>")?;
                self.add(Node::new(Kind::CData, "#cdata-section", body));
            } else if self.rest().starts_with("<?") {
                self.instruction()?;
            } else if self.rest().starts_with("<!DOCTYPE") {
                self.doctype()?;
            } else if self.rest().starts_with("</") {
                self.end_tag()?;
            } else if self.rest().starts_with('<') {
                self.start_tag()?;
            } else {
                self.characters()?;
            }
        }
        Ok(())
    }

    /// What stands between two marks.
    fn until(&mut self, start: &str, end: &str) -> Result<String, String> {
        let from = self.at + start.len();
        let Some(length) = self.text.get(from..).and_then(|rest| rest.find(end)) else {
            return Err(self.placed("Unexpected end of file has occurred.", self.text.len()));
        };
        self.at = from + length + end.len();
        Ok(self.text.get(from..from + length).unwrap_or_default().replace("\r\n", "\n"))
    }

    fn instruction(&mut self) -> Result<(), String> {
        let start = self.at;
        let body = self.until("<?", "?>")?;
        let (name, value) = body.split_once(char::is_whitespace).unwrap_or((&body, ""));
        if name == "xml" {
            if start != 0 {
                return Err(self.placed(
                    "Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.",
                    start + 2,
                ));
            }
            self.add(Node::new(Kind::Declaration, "xml", value.trim()));
        } else {
            self.add(Node::new(Kind::ProcessingInstruction, name, value.trim_start()));
        }
        Ok(())
    }

    fn doctype(&mut self) -> Result<(), String> {
        let mut depth = 0usize;
        for (offset, character) in self.rest().char_indices() {
            match character {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                '>' if depth == 0 => {
                    let body =
                        self.rest().get("<!DOCTYPE".len()..offset).unwrap_or_default().trim().to_string();
                    if body.contains("<!ENTITY") {
                        return self.fail("For security reasons DTD is prohibited in this XML document.");
                    }
                    let name = body.split_whitespace().next().unwrap_or_default().to_string();
                    self.at += offset + 1;
                    self.add(Node::new(Kind::DocumentType, name, body));
                    return Ok(());
                }
                _ => {}
            }
        }
        Err(self.placed("Unexpected end of file has occurred.", self.text.len()))
    }

    fn characters(&mut self) -> Result<(), String> {
        let end = self.rest().find('<').unwrap_or(self.rest().len());
        let raw = self.rest().get(..end).unwrap_or_default().to_string();
        let blank = raw.trim().is_empty();
        if self.open.is_empty() && !blank {
            let skipped = raw.len() - raw.trim_start().len();
            return Err(self.placed("Data at the root level is invalid.", self.at + skipped));
        }
        let text = self.unescaped(&raw, self.at)?;
        self.at += end;
        match blank && !raw.contains('&') {
            true if self.open.is_empty() || !self.tree.preserve_whitespace.get() => {}
            true => {
                self.add(Node::new(Kind::Whitespace, "#whitespace", text));
            }
            false => {
                self.add(Node::new(Kind::Text, "#text", text));
            }
        }
        Ok(())
    }

    /// Replaces entities.
    fn unescaped(&self, raw: &str, start: usize) -> Result<String, String> {
        let raw = raw.replace("\r\n", "\n");
        if !raw.contains('&') {
            return Ok(raw);
        }
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw.as_str();
        let mut at = start;
        while let Some((before, after)) = rest.split_once('&') {
            out.push_str(before);
            at += before.len() + 1;
            let Some((name, tail)) =
                after.split_once(';').filter(|(name, _)| !name.is_empty() && name.len() < 32)
            else {
                let message = "An error occurred while parsing EntityName.";
                return Err(self.placed(message, at));
            };
            match entity(name) {
                Some(character) => out.push(character),
                None if name.starts_with('#') => {
                    return Err(self.placed("Invalid syntax for a hexadecimal numeric entity reference.", at));
                }
                None => return Err(self.placed(&format!("Reference to undeclared entity '{name}'."), at)),
            }
            at += name.len() + 1;
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn name(&mut self) -> Result<String, String> {
        let end = self.rest().find(|character: char| !is_name(character)).unwrap_or(self.rest().len());
        let name = self.rest().get(..end).unwrap_or_default().to_string();
        match name.chars().next() {
            Some(first) if first.is_alphabetic() || first == '_' || first == ':' => {
                self.at += end;
                Ok(name)
            }
            _ => match self.rest().chars().next() {
                None => Err(self.placed("Unexpected end of file has occurred.", self.text.len())),
                Some(found) => self.fail(&format!(
                    "Name cannot begin with the '{found}' character, hexadecimal value 0x{:02X}.",
                    found as u32
                )),
            },
        }
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let start = self.at + 1;
        if self.open.is_empty() && self.tree.element().is_some() {
            return Err(self.placed("There are multiple root elements.", start));
        }
        if self.open.len() >= DEEPEST {
            return self.fail("The document is nested too deeply.");
        }
        self.at += 1;
        let name = self.name()?;
        let id = self.add(Node::new(Kind::Element, name, ""));
        self.open.push((id, start));
        loop {
            self.blanks();
            if self.rest().starts_with("/>") {
                self.at += 2;
                self.namespaces(id);
                self.tree.change(id, |node| node.is_empty = true);
                self.open.pop();
                return Ok(());
            }
            if self.rest().starts_with('>') {
                self.at += 1;
                self.namespaces(id);
                return Ok(());
            }
            self.attribute(id)?;
        }
    }

    fn attribute(&mut self, element: NodeId) -> Result<(), String> {
        let start = self.at;
        if self.rest().is_empty() {
            let names: Vec<String> =
                self.open.iter().rev().map(|(id, _)| self.tree.read(*id, |node| node.name.clone())).collect();
            let _ = names;
            return Err(self.placed("Unexpected end of file has occurred.", self.text.len()));
        }
        let name = self.name()?;
        self.blanks();
        if !self.rest().starts_with('=') {
            let found = self.rest().chars().next().unwrap_or(' ');
            return self.fail(&format!(
                "The '{found}' character, hexadecimal value 0x{:02X}, cannot be included in a name.",
                found as u32
            ));
        }
        self.at += 1;
        self.blanks();
        let quote = match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            Some(found) => {
                return self
                    .fail(&format!("'{found}' is an unexpected token. The expected token is '\"' or '''."));
            }
            None => return Err(self.placed("Unexpected end of file has occurred.", self.text.len())),
        };
        self.at += 1;
        let Some(end) = self.rest().find(quote) else {
            return Err(self.placed("There is an unclosed literal string.", self.text.len()));
        };
        let raw = self.rest().get(..end).unwrap_or_default().to_string();
        if raw.contains('<') {
            return self.fail("'<', hexadecimal value 0x3C, is an invalid attribute character.");
        }
        let value = self.unescaped(&raw, self.at)?;
        self.at += end + 1;
        if self.tree.attribute(element, &name).is_some() {
            return Err(self.placed(&format!("'{name}' is a duplicate attribute name."), start));
        }
        self.tree.set_attribute(element, &name, "", &value);
        Ok(())
    }

    /// The namespaces of an element and its attributes, once all attributes are known.
    fn namespaces(&self, id: NodeId) {
        let prefix = self.tree.read(id, |node| node.prefix().to_string());
        let namespace = self.tree.namespace_of(id, &prefix).unwrap_or_default();
        self.tree.change(id, |node| node.namespace = namespace);
        for attribute in self.tree.attributes(id) {
            let (name, prefix) =
                self.tree.read(attribute, |node| (node.name.clone(), node.prefix().to_string()));
            let namespace = match prefix.as_str() {
                _ if name == "xmlns" || prefix == "xmlns" => "http://www.w3.org/2000/xmlns/".to_string(),
                "" => String::new(),
                prefix => self.tree.namespace_of(id, prefix).unwrap_or_default(),
            };
            self.tree.change(attribute, |node| node.namespace = namespace);
        }
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let start = self.at + 2;
        self.at += 2;
        let name = self.name()?;
        self.blanks();
        let Some((id, opened)) = self.open.last().copied() else {
            return Err(self.placed("Unexpected end tag.", start));
        };
        let wanted = self.tree.read(id, |node| node.name.clone());
        if wanted != name {
            let before = self.text.get(..opened).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() + 1;
            return Err(self.placed(
                &format!("The '{wanted}' start tag on line {line} position {column} does not match the end tag of '{name}'."),
                start,
            ));
        }
        if !self.rest().starts_with('>') {
            return self.fail("Unexpected token. The expected token is '>'.");
        }
        self.at += 1;
        self.open.pop();
        Ok(())
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | ':' | '-' | '.' | '\u{B7}')
}

fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|character| *character != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_read_as_dotnet_writes_them() {
        let cases = [
            (
                "<a>",
                "Unexpected end of file has occurred. The following elements are not closed: a. Line 1, position 4.",
            ),
            (
                "<a></b>",
                "The 'a' start tag on line 1 position 2 does not match the end tag of 'b'. Line 1, position 6.",
            ),
            ("text", "Data at the root level is invalid. Line 1, position 1."),
            ("<a/><b/>", "There are multiple root elements. Line 1, position 6."),
            ("", "Root element is missing."),
        ];
        for (text, message) in cases {
            assert_eq!(parse(text, &Tree::default()), Err(message.to_string()), "{text}");
        }
        assert!(parse("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", &Tree::default()).is_err());
        assert!(parse(&"<a>".repeat(20_000), &Tree::default()).is_err());
    }
}
