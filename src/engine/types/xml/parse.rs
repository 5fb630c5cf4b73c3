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
    if !reader.open.is_empty() {
        return Err(reader.unclosed());
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

    /// The text ends inside of elements.
    fn unclosed(&self) -> String {
        let names: Vec<String> =
            self.open.iter().rev().map(|(id, _)| self.tree.read(*id, |node| node.name.clone())).collect();
        let names = names.join(", ");
        let message =
            format!("Unexpected end of file has occurred. The following elements are not closed: {names}.");
        self.placed(&message, self.text.len())
    }

    /// The text ends where something is to come.
    fn ended(&self, inside: &str) -> String {
        self.placed(&format!("Unexpected end of file while parsing {inside} has occurred."), self.text.len())
    }

    /// Something else stands where a token is to come.
    fn unexpected(&self, expected: &str) -> String {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return self.placed("Unexpected end of file has occurred.", self.text.len());
        };
        let end = rest.find(|character| !is_name(character) || character == ':').unwrap_or(rest.len());
        let token =
            if end == 0 { first.to_string() } else { rest.get(..end).unwrap_or_default().to_string() };
        self.placed(&format!("'{token}' is an unexpected token. The expected token is {expected}."), self.at)
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
                let body = self.until("<!--", "-->", "Comment")?;
                if let Some(place) = body.find("--").or(body.strip_suffix('-').map(str::len)) {
                    let message = "An XML comment cannot contain '--', and '-' cannot be the last character.";
                    return Err(self.placed(message, self.at - body.len() - 3 + place));
                }
                self.add(Node::new(Kind::Comment, "#comment", body));
            } else if self.rest().starts_with("<![CDATA[") {
                if self.open.is_empty() {
                    return self.fail("Data at the root level is invalid.");
                }
                let body = self.until("<![CDATA[", "]]>", "CDATA")?;
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
    fn until(&mut self, start: &str, end: &str, inside: &str) -> Result<String, String> {
        let from = self.at + start.len();
        let Some(length) = self.text.get(from..).and_then(|rest| rest.find(end)) else {
            return Err(self.ended(inside));
        };
        self.check_characters(self.text.get(from..from + length).unwrap_or_default(), from)?;
        self.at = from + length + end.len();
        Ok(self.text.get(from..from + length).unwrap_or_default().replace("\r\n", "\n"))
    }

    fn instruction(&mut self) -> Result<(), String> {
        let start = self.at;
        let body = self.until("<?", "?>", "PI")?;
        let (name, value) = body.split_once(char::is_whitespace).unwrap_or((&body, ""));
        if name == "xml" {
            if start != 0 {
                return Err(self.placed(
                    "Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.",
                    start + 2,
                ));
            }
            self.check_declaration(value, start + body.len() - value.len() + 2)?;
            self.add(Node::new(Kind::Declaration, "xml", value.trim()));
        } else {
            self.add(Node::new(Kind::ProcessingInstruction, name, value.trim_start()));
        }
        Ok(())
    }

    /// Errors: no version first, or another than 1.0; an unknown encoding; `standalone` that says neither.
    fn check_declaration(&self, text: &str, start: usize) -> Result<(), String> {
        const INVALID: &str = "Syntax for an XML declaration is invalid.";
        let mut rest = text.trim_start();
        let mut known = Vec::new();
        while !rest.is_empty() {
            let at = start + text.len() - rest.len();
            let invalid = || self.placed(INVALID, at);
            let (name, after) = rest.split_once('=').ok_or_else(invalid)?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|mark| matches!(mark, '"' | '\'')).ok_or_else(invalid)?;
            let value = after.get(1..).and_then(|after| after.split(quote).next()).unwrap_or_default();
            let place = start + text.len() - after.len() + 1;
            match name.trim() {
                "version" if known.is_empty() && value == "1.0" => {}
                "version" if known.is_empty() => {
                    return Err(self.placed(&format!("Version number '{value}' is invalid."), place));
                }
                "encoding" if known == ["version"] => {
                    let is_known = crate::engine::encoding::TextEncoding::named(value).is_some();
                    if !is_known {
                        let message = format!("System does not support '{value}' encoding.");
                        return Err(self.placed(&message, place));
                    }
                }
                "standalone" if !known.is_empty() && matches!(value, "yes" | "no") => {}
                _ => return Err(invalid()),
            }
            known.push(name.trim());
            rest = after.get(value.len() + 2..).unwrap_or_default().trim_start();
        }
        if known.is_empty() { Err(self.placed(INVALID, start + text.len())) } else { Ok(()) }
    }

    /// Errors: a character that XML does not allow.
    fn check_characters(&self, raw: &str, start: usize) -> Result<(), String> {
        let wrong = raw.char_indices().find(|(_, character)| !is_allowed(*character));
        let Some((at, character)) = wrong else { return Ok(()) };
        let message = format!(
            "'{character}', hexadecimal value 0x{:02X}, is an invalid character.",
            u32::from(character)
        );
        Err(self.placed(&message, start + at))
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
        Err(self.ended("DOCTYPE"))
    }

    fn characters(&mut self) -> Result<(), String> {
        let end = self.rest().find('<').unwrap_or(self.rest().len());
        let raw = self.rest().get(..end).unwrap_or_default().to_string();
        let blank = raw.trim().is_empty();
        if self.open.is_empty() && !blank {
            let skipped = raw.len() - raw.trim_start().len();
            return Err(self.placed("Data at the root level is invalid.", self.at + skipped));
        }
        if let Some(place) = raw.find("]]>") {
            return Err(self.placed("']]>' is not allowed in character data.", self.at + place + 2));
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
        self.check_characters(raw, start)?;
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
                None if name.starts_with('#') => return Err(self.bad_number(name, at)),
                None => return Err(self.placed(&format!("Reference to undeclared entity '{name}'."), at)),
            }
            at += name.len() + 1;
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// A numeric entity that is no number, or no character.
    fn bad_number(&self, name: &str, at: usize) -> String {
        let digits = name.trim_start_matches(['#', 'x', 'X']);
        let (radix, kind) = if name.starts_with("#x") { (16, "hexadecimal") } else { (10, "decimal") };
        let wrong = digits.find(|digit: char| !digit.is_digit(radix));
        match wrong.or((digits.is_empty()).then_some(0)) {
            Some(place) => {
                let message = format!("Invalid syntax for a {kind} numeric entity reference.");
                self.placed(&message, at + name.len() - digits.len() + place)
            }
            None => {
                let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
                let shown = char::from_u32(code).unwrap_or('\u{FFFD}');
                let message = format!("'{shown}', hexadecimal value 0x{code:02X}, is an invalid character.");
                self.placed(&message, at + name.len())
            }
        }
    }

    fn name(&mut self) -> Result<String, String> {
        let end = self.rest().find(|character: char| !is_name(character)).unwrap_or(self.rest().len());
        let name = self.rest().get(..end).unwrap_or_default().to_string();
        let mut colons = name.match_indices(':').map(|(place, _)| place);
        match name.chars().next() {
            Some(first) if first.is_alphabetic() || first == '_' => {
                let second = colons.clone().nth(1);
                if let Some(place) = second.or(colons.next_back().filter(|at| *at + 1 == name.len())) {
                    let message = "The ':' character, hexadecimal value 0x3A, cannot be included in a name.";
                    return Err(self.placed(message, self.at + place));
                }
                self.at += end;
                if self.rest().is_empty() {
                    return Err(self.ended("Name"));
                }
                Ok(name)
            }
            _ => match self.rest().chars().next() {
                None => Err(self.ended("Name")),
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
        let mut is_first = true;
        loop {
            let before = self.at;
            self.blanks();
            let is_apart = self.at > before;
            if self.rest().starts_with("/>") {
                self.at += 2;
                self.namespaces(id, start)?;
                self.tree.change(id, |node| node.is_empty = true);
                self.open.pop();
                return Ok(());
            }
            if self.rest().starts_with('>') {
                self.at += 1;
                self.namespaces(id, start)?;
                return Ok(());
            }
            if let Some(rest) = self.rest().strip_prefix('/') {
                if rest.is_empty() {
                    return Err(if is_first { self.ended(">") } else { self.unclosed() });
                }
                self.at += 1;
                return Err(self.unexpected("'>'"));
            }
            match self.rest().chars().next() {
                Some(found) if !is_apart && is_first => return Err(self.not_in_name(found)),
                Some(_) if !is_apart => {
                    let message = self.unexpected("");
                    return Err(message.replace("The expected token is .", "Expecting white space."));
                }
                None => return Err(self.unclosed()),
                Some(_) => {}
            }
            self.attribute(id)?;
            is_first = false;
        }
    }

    fn not_in_name(&self, found: char) -> String {
        let message = format!(
            "The '{found}' character, hexadecimal value 0x{:02X}, cannot be included in a name.",
            u32::from(found)
        );
        self.placed(&message, self.at)
    }

    fn attribute(&mut self, element: NodeId) -> Result<(), String> {
        let start = self.at;
        let name = self.name()?;
        self.blanks();
        if !self.rest().starts_with('=') {
            return Err(self.unexpected("'='"));
        }
        self.at += 1;
        self.blanks();
        let quote = match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            _ => return Err(self.unexpected("'\"' or '''")),
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
    ///
    /// Errors: a prefix that nothing declares.
    fn namespaces(&self, id: NodeId, start: usize) -> Result<(), String> {
        let undeclared = |prefix: &str| self.placed(&format!("'{prefix}' is an undeclared prefix."), start);
        let prefix = self.tree.read(id, |node| node.prefix().to_string());
        let namespace = self.namespace(id, &prefix).ok_or_else(|| undeclared(&prefix))?;
        self.tree.change(id, |node| node.namespace = namespace);
        for attribute in self.tree.attributes(id) {
            let (name, prefix) =
                self.tree.read(attribute, |node| (node.name.clone(), node.prefix().to_string()));
            let namespace = match prefix.as_str() {
                _ if name == "xmlns" || prefix == "xmlns" => "http://www.w3.org/2000/xmlns/".to_string(),
                "" => String::new(),
                prefix => self.namespace(id, prefix).ok_or_else(|| undeclared(prefix))?,
            };
            self.tree.change(attribute, |node| node.namespace = namespace);
        }
        Ok(())
    }

    fn namespace(&self, id: NodeId, prefix: &str) -> Option<String> {
        match prefix {
            "xml" => Some("http://www.w3.org/XML/1998/namespace".into()),
            "" => Some(self.tree.namespace_of(id, "").unwrap_or_default()),
            prefix => self.tree.namespace_of(id, prefix).filter(|found| !found.is_empty()),
        }
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let start = self.at + 2;
        self.at += 2;
        if !self.open.is_empty() && self.rest().chars().all(is_name) {
            return Err(self.unclosed());
        }
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
            return Err(if self.rest().is_empty() { self.unclosed() } else { self.unexpected("'>'") });
        }
        self.at += 1;
        self.open.pop();
        Ok(())
    }
}

/// Char of XML 1.0.
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
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
            ("<a", "Unexpected end of file while parsing Name has occurred. Line 1, position 3."),
            ("<a b='1'c='2'/>", "'c' is an unexpected token. Expecting white space. Line 1, position 9."),
            ("<a b c='1'/>", "'c' is an unexpected token. The expected token is '='. Line 1, position 6."),
            (
                "<a b=one/>",
                "'one' is an unexpected token. The expected token is '\"' or '''. Line 1, position 6.",
            ),
            ("<x:a/>", "'x' is an undeclared prefix. Line 1, position 2."),
            ("<a>\u{1}</a>", "'\u{1}', hexadecimal value 0x01, is an invalid character. Line 1, position 4."),
            (
                "<a>&#xZ;</a>",
                "Invalid syntax for a hexadecimal numeric entity reference. Line 1, position 7.",
            ),
            ("<?xml version='2.0'?><a/>", "Version number '2.0' is invalid. Line 1, position 16."),
        ];
        for (text, message) in cases {
            assert_eq!(parse(text, &Tree::default()), Err(message.to_string()), "{text}");
        }
        assert!(parse("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", &Tree::default()).is_err());
        assert!(parse(&"<a>".repeat(20_000), &Tree::default()).is_err());
    }
}
