//! Contact lists of users as files: what `Export-CsUserData` writes and `Import-CsUserData` reads.
//!
//! The form is that of Lync (migration.md E.4): a zip file with one member `DocItemSet.xml`; for Lync Server 2010
//! the XML alone. Names of contacts and groups are in base64, and `~` is the group of contacts without one.

use crate::topology::document::{DocumentError, decode, escape};
use crate::topology::model::Contact;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

const MEMBER: &str = "DocItemSet.xml";
const NAME: &str = "urn:lcd:";
const DEFAULT_GROUP: &str = "~";

/// Most that the XML may hold once unpacked, in bytes.
const LARGEST: u64 = 2 << 30;

/// Files that cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UserDataError {
    /// Not a zip file, or a damaged one.
    #[error("it is not a usable zip file: {reason}")]
    Zip {
        /// What is wrong.
        reason: String,
    },
    /// The XML.
    #[error("{0}")]
    Document(#[from] DocumentError),
    /// XML that says something impossible.
    #[error("line {line}: {reason}")]
    Element {
        /// Line, from 1.
        line: u32,
        /// What is wrong.
        reason: String,
    },
}

/// The data of one user.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UserDocument {
    /// SIP address without its scheme.
    pub address: String,
    /// Contact list.
    pub contacts: Vec<Contact>,
}

/// Forms of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A zip file.
    Current,
    /// XML, as Lync Server 2010 reads it.
    Legacy,
}

/// Whether the bytes are user data in one of the forms, and not a list of users.
pub fn is_user_data(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || decode(bytes).is_ok_and(|text| text.trim_start().starts_with('<'))
}

/// Writes the data of users.
pub fn write_documents(documents: &[UserDocument], form: Form) -> Result<Vec<u8>, UserDataError> {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<DocItemSet>\n");
    for document in documents {
        write_document(&mut xml, document);
    }
    xml.push_str("</DocItemSet>\n");
    if form == Form::Legacy {
        return Ok(xml.into_bytes());
    }
    let zipped = || {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
        writer.start_file(MEMBER, options)?;
        writer.write_all(xml.as_bytes())?;
        zip::result::ZipResult::Ok(writer.finish()?.into_inner())
    };
    zipped().map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> UserDataError {
    UserDataError::Zip { reason: error.to_string() }
}

fn write_document(xml: &mut String, document: &UserDocument) {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::from([(DEFAULT_GROUP, 1)]);
    for group in document.contacts.iter().flat_map(|contact| &contact.groups) {
        let next = groups.len() + 1;
        groups.entry(group).or_insert(next);
    }
    let _ = writeln!(
        xml,
        "<DocItem Name=\"{NAME}{}\"><Data><HomedResource><ContactGroups>",
        escape(&document.address)
    );
    for (name, number) in &groups {
        let name = STANDARD.encode(name);
        let _ = writeln!(xml, "<ContactGroup Number=\"{number}\" DisplayName=\"{name}\" ExternalUri=\"\" />");
    }
    xml.push_str("</ContactGroups><Contacts>\n");
    for contact in &document.contacts {
        let numbers: Vec<String> = match contact.groups.is_empty() {
            true => vec!["1".to_owned()],
            false => contact
                .groups
                .iter()
                .filter_map(|name| groups.get(name.as_str()))
                .map(ToString::to_string)
                .collect(),
        };
        let name = STANDARD.encode(contact.display_name.as_deref().unwrap_or_default());
        let _ = writeln!(
            xml,
            "<Contact Buddy=\"{}\" DisplayName=\"{name}\" Groups=\"{}\" />",
            escape(&contact.address),
            numbers.join(" ")
        );
    }
    xml.push_str("</Contacts></HomedResource></Data></DocItem>\n");
}

/// Reads the data of users in either form.
pub fn read_documents(bytes: &[u8]) -> Result<Vec<UserDocument>, UserDataError> {
    if !bytes.starts_with(b"PK") {
        return read_xml(&decode(bytes)?);
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let file = zip.by_name(MEMBER).map_err(|_| broken(format!("it has no {MEMBER}")))?;
    let mut text = Vec::new();
    let read = file.take(LARGEST + 1).read_to_end(&mut text).map_err(broken)?;
    if read as u64 > LARGEST {
        return Err(broken("it is larger than user data can be"));
    }
    read_xml(&decode(&text)?)
}

fn read_xml(text: &str) -> Result<Vec<UserDocument>, UserDataError> {
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| DocumentError::Syntax { line: error.pos().row, reason: error.to_string() })?;
    let root = document.root_element();
    if root.tag_name().name() != "DocItemSet" {
        let reason = format!("its root is <{}>; user data begin with <DocItemSet>", root.tag_name().name());
        return Err(wrong(root, reason));
    }
    let items = root.children().filter(|node| node.tag_name().name() == "DocItem");
    // Other documents stand beside those of users, such as conference directories.
    items
        .filter(|item| item.attribute("Name").is_some_and(|name| name.starts_with(NAME)))
        .map(read_item)
        .collect()
}

fn wrong(node: Node<'_, '_>, reason: String) -> UserDataError {
    let line = node.document().text_pos_at(node.range().start).row;
    UserDataError::Element { line, reason }
}

fn read_item(item: Node<'_, '_>) -> Result<UserDocument, UserDataError> {
    let address = item.attribute("Name").and_then(|name| name.strip_prefix(NAME)).unwrap_or_default();
    if !address.contains('@') {
        return Err(wrong(item, format!("'{address}' is not the address of a user")));
    }
    let all = |name: &'static str| item.descendants().filter(move |node| node.tag_name().name() == name);
    let mut groups = BTreeMap::new();
    for group in all("ContactGroup") {
        let number = group.attribute("Number").unwrap_or_default().trim();
        groups.insert(number.to_owned(), text(group, "DisplayName")?);
    }
    let mut contacts = Vec::new();
    for contact in all("Contact") {
        let Some(buddy) = contact.attribute("Buddy").map(str::trim).filter(|buddy| !buddy.is_empty()) else {
            return Err(wrong(contact, "a contact has no Buddy".to_owned()));
        };
        let numbers = contact.attribute("Groups").unwrap_or_default().split_whitespace();
        let mut names = Vec::new();
        for number in numbers {
            match groups.get(number) {
                Some(name) if name == DEFAULT_GROUP => {}
                Some(name) => names.push(name.clone()),
                None => return Err(wrong(contact, format!("there is no group {number}"))),
            }
        }
        let name = text(contact, "DisplayName")?;
        contacts.push(Contact {
            address: buddy.strip_prefix("sip:").unwrap_or(buddy).to_owned(),
            display_name: Some(name).filter(|name| !name.is_empty()),
            groups: names,
        });
    }
    Ok(UserDocument { address: address.to_owned(), contacts })
}

/// A name in base64.
fn text(node: Node<'_, '_>, attribute: &str) -> Result<String, UserDataError> {
    let encoded = node.attribute(attribute).unwrap_or_default().trim();
    let bytes = STANDARD.decode(encoded).map_err(|error| wrong(node, format!("{attribute}: {error}")))?;
    String::from_utf8(bytes).map_err(|_| wrong(node, format!("{attribute} is not UTF-8")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ken() -> UserDocument {
        let contact = |address: &str, name: Option<&str>, groups: &[&str]| Contact {
            address: address.into(),
            display_name: name.map(str::to_owned),
            groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        };
        UserDocument {
            address: "ken@contoso.com".into(),
            contacts: vec![
                contact("juliet@fabrikam.com", Some("Juliet & \"Co\""), &["Friends", "Work"]),
                contact("ann@contoso.com", None, &[]),
            ],
        }
    }

    #[test]
    fn both_forms_come_back() {
        for form in [Form::Current, Form::Legacy] {
            let bytes =
                write_documents(&[ken(), UserDocument { address: "a@b".into(), contacts: vec![] }], form)
                    .unwrap();
            assert!(is_user_data(&bytes));
            let read = read_documents(&bytes).unwrap();
            assert_eq!(read[0], ken());
            assert_eq!(read.len(), 2);
        }
        assert!(!is_user_data(b"SipAddress,DisplayName\n"));
    }

    #[test]
    fn bad_files_are_refused_with_the_line() {
        let error = |text: &str| read_documents(text.as_bytes()).unwrap_err().to_string();
        assert!(error("<a/>").contains("its root is <a>"));
        assert!(error("<DocItemSet>").contains("line 1"));
        let bad = "<DocItemSet>\n<DocItem Name=\"urn:lcd:a@b\"><Contact Buddy=\"c@d\" Groups=\"7\"/></DocItem></DocItemSet>";
        assert_eq!(error(bad), "line 2: there is no group 7");
        let bad = bad.replace("Groups=\"7\"", "DisplayName=\"%\"");
        assert!(error(&bad).contains("DisplayName"));
        let zipped = write_documents(&[ken()], Form::Current).unwrap();
        assert!(matches!(read_documents(&zipped[..zipped.len() / 2]), Err(UserDataError::Zip { .. })));
    }
}
