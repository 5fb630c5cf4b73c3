//! Presence documents: PIDF with the person element and RPID activities.
//! Sources: RFC 3863, RFC 4479, RFC 4480, and RFC 8048 for what XMPP adds.

use super::model::{Note, Presence, Resource, Show};
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use roxmltree::{Document, Node, ParsingOptions};

const PIDF: &str = "urn:ietf:params:xml:ns:pidf";
const DATA_MODEL: &str = "urn:ietf:params:xml:ns:pidf:data-model";
const RPID: &str = "urn:ietf:params:xml:ns:pidf:rpid";
/// Before a resource in a tuple's id, which may not begin with a digit. Source: RFC 8048, 5.1.
const PREFIX: &str = "ID-";
/// Most that a document may hold.
const MOST_BYTES: usize = 65_536;
const MOST_NODES: u32 = 4096;

/// Activities that say no more than that somebody is away, and away for long; all others but the next are
/// a reason not to be disturbed.
const AWAY: &[&str] = &["away", "breakfast", "dinner", "meal", "in-transit", "travel", "shopping", "working"];
const LONG_AWAY: &[&str] = &["permanent-absence", "vacation", "holiday", "sleeping"];
const NO_REASON: &[&str] = &["unknown", "other", "looking-for-work", "note", "spectator", "tv"];

/// Why a document cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PidfError {
    /// Too long.
    #[error("the presence document has more than {MOST_BYTES} bytes")]
    TooLarge,
    /// Not XML, or with a DTD.
    #[error("the presence document is not well formed: {0}")]
    Xml(String),
    /// Another document.
    #[error("the document is <{0}>, not a presence document")]
    Other(String),
}

/// Reads a document. An unknown `basic` counts as closed.
pub fn read(text: &str) -> Result<Presence, PidfError> {
    if text.len() > MOST_BYTES {
        return Err(PidfError::TooLarge);
    }
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| PidfError::Xml(error.to_string()))?;
    let root = document.root_element();
    if !root.has_tag_name((PIDF, "presence")) {
        return Err(PidfError::Other(root.tag_name().name().to_owned()));
    }
    let common = Common::of(root);
    let mut presence = Presence::default();
    let mut tuples = 0;
    for tuple in root.children().filter(|node| node.has_tag_name((PIDF, "tuple"))) {
        tuples += 1;
        let (name, resource) = read_tuple(tuple, &common);
        match resource {
            Some(resource) => {
                let better = presence.get(&name).is_none_or(|known| resource.show < known.show);
                if better {
                    presence.insert(&name, resource);
                }
            }
            None if !presence.is_available() => presence.farewell = notes_or(tuple, &common),
            None => {}
        }
    }
    if tuples == 0 && common.show.is_some() {
        let (show, notes) = (common.show.unwrap_or_default(), common.notes);
        presence.insert("", Resource { show, priority: None, notes });
    }
    Ok(presence)
}

/// What the document says of the person as a whole.
struct Common {
    show: Option<Show>,
    notes: Vec<Note>,
}

impl Common {
    fn of(root: Node<'_, '_>) -> Common {
        let person = root.children().find(|node| node.has_tag_name((DATA_MODEL, "person")));
        let show = person.and_then(activity);
        let of_person = person.map(notes).unwrap_or_default();
        Common { show, notes: if of_person.is_empty() { notes(root) } else { of_person } }
    }
}

fn read_tuple(tuple: Node<'_, '_>, common: &Common) -> (String, Option<Resource>) {
    let id = tuple.attribute("id").unwrap_or_default();
    let name = decode(id.strip_prefix(PREFIX).unwrap_or(id));
    let child = |node: Node<'_, '_>, space: &str, name: &str| {
        node.children().find(|child| child.has_tag_name((space, name))).map(|child| child.id())
    };
    let get = |id: Option<roxmltree::NodeId>| id.and_then(|id| tuple.document().get_node(id));
    let status = get(child(tuple, PIDF, "status"));
    let basic = status.and_then(|status| get(child(status, PIDF, "basic")));
    let open =
        basic.and_then(|basic| basic.text()).is_some_and(|text| text.trim().eq_ignore_ascii_case("open"));
    if !open {
        return (name, None);
    }
    let shown = status.and_then(|status| get(child(status, namespace::CLIENT, "show")));
    let shown = shown.and_then(|show| show.text()).map(Show::from_name);
    let show = shown.or_else(|| activity(tuple)).or(common.show).unwrap_or_default();
    let contact = get(child(tuple, PIDF, "contact"));
    let priority = contact.and_then(|contact| contact.attribute("priority")).and_then(read_priority);
    (name, Some(Resource { show, priority, notes: notes_or(tuple, common) }))
}

/// The strongest activity among the descendants of an element.
fn activity(node: Node<'_, '_>) -> Option<Show> {
    let lists = node.descendants().filter(|node| node.has_tag_name((RPID, "activities")));
    let named = lists.flat_map(|list| list.children()).filter(Node::is_element);
    named.filter_map(|activity| activity_show(activity.tag_name().name())).max()
}

fn activity_show(name: &str) -> Option<Show> {
    match name {
        name if NO_REASON.contains(&name) => None,
        name if AWAY.contains(&name) => Some(Show::Away),
        name if LONG_AWAY.contains(&name) => Some(Show::ExtendedAway),
        _ => Some(Show::DoNotDisturb),
    }
}

fn notes_or(node: Node<'_, '_>, common: &Common) -> Vec<Note> {
    let own = notes(node);
    if own.is_empty() { common.notes.clone() } else { own }
}

/// The notes that are children of an element or stand beside its activities.
fn notes(node: Node<'_, '_>) -> Vec<Note> {
    let is_note = |node: &Node<'_, '_>| {
        node.tag_name().name() == "note"
            && matches!(node.tag_name().namespace(), Some(PIDF | DATA_MODEL | RPID))
    };
    let beside = node.children().filter(|child| child.has_tag_name((RPID, "activities")));
    let all = node.children().chain(beside.flat_map(|list| list.children())).filter(is_note);
    let texts = all.filter_map(|note| {
        let text = note.text().unwrap_or_default().trim();
        let language = note.attribute((namespace::XML, "lang")).map(str::to_owned);
        (!text.is_empty()).then(|| Note { language, text: text.to_owned() })
    });
    texts.collect()
}

/// 0 to 1 as 0 to 127. Source: RFC 8048, 5.1.
fn read_priority(text: &str) -> Option<u8> {
    let value: f64 = text.trim().parse().ok()?;
    let scaled = (value * 127.0).round();
    (0.0..=127.0).contains(&scaled).then(|| scaled.to_string().parse().ok()).flatten()
}

/// Writes a document about `user@domain`; resources are addressed as `gr` of its SIP address.
pub fn write(address: &str, sip: &str, presence: &Presence) -> String {
    let mut root = Element::new("presence", PIDF).with_attribute("entity", format!("pres:{address}"));
    let sorted = presence.sorted();
    for (name, resource) in &sorted {
        root.push_child(tuple(name, sip, resource));
    }
    if sorted.is_empty() {
        let status = Element::new("status", PIDF).with_child(Element::new("basic", PIDF).with_text("closed"));
        let mut tuple = Element::new("tuple", PIDF).with_attribute("id", PREFIX).with_child(status);
        presence.farewell.iter().for_each(|note| tuple.push_child(write_note(note)));
        root.push_child(tuple);
    }
    if let Some((_, best)) = sorted.first()
        && let Some(activity) = written_activity(best.show)
    {
        let activities = Element::new("activities", RPID).with_child(Element::new(activity, RPID));
        let person = Element::new("person", DATA_MODEL).with_attribute("id", "person");
        root.push_child(person.with_child(activities));
    }
    format!("<?xml version='1.0' encoding='UTF-8'?>{}", root.to_document())
}

fn tuple(name: &str, sip: &str, resource: &Resource) -> Element {
    let mut status = Element::new("status", PIDF).with_child(Element::new("basic", PIDF).with_text("open"));
    if let Some(show) = resource.show.name() {
        status.push_child(Element::new("show", namespace::CLIENT).with_text(show));
    }
    let id = format!("{PREFIX}{}", encode(name));
    let mut tuple = Element::new("tuple", PIDF).with_attribute("id", id).with_child(status);
    if let Some(priority) = resource.priority {
        let scaled = format!("{:.3}", f64::from(priority) / 127.0);
        let contact = Element::new("contact", PIDF).with_attribute("priority", scaled).with_text(sip);
        tuple.push_child(contact);
    }
    resource.notes.iter().for_each(|note| tuple.push_child(write_note(note)));
    tuple
}

fn write_note(note: &Note) -> Element {
    let mut element = Element::new("note", PIDF).with_text(note.text.clone());
    if let Some(language) = &note.language {
        element.set_attribute_in(namespace::XML, "lang", language.clone());
    }
    element
}

fn written_activity(show: Show) -> Option<&'static str> {
    match show {
        Show::Chat | Show::Online => None,
        Show::Away | Show::ExtendedAway => Some("away"),
        Show::DoNotDisturb => Some("busy"),
    }
}

/// What an id may not hold everywhere is written as `_xHHHH_`.
fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_ascii_alphanumeric() || "-.".contains(character) {
            out.push(character);
        } else {
            out.push_str(&format!("_x{:X}_", u32::from(character)));
        }
    }
    out
}

fn decode(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    let mut rest = id;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.split_once('_').filter(|(digits, _)| (1..=6).contains(&digits.len()));
        let found = code.and_then(|(digits, tail)| {
            Some((u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?, tail))
        });
        match found {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(show: Show, priority: Option<u8>, note: &str) -> Resource {
        let notes = vec![Note { language: Some("de".to_owned()), text: note.to_owned() }];
        Resource { show, priority, notes }
    }

    #[test]
    fn presence_survives_the_document() {
        let mut presence = Presence::default();
        for (name, show) in [
            ("desk", Show::Online),
            ("my phone/2_x", Show::Away),
            ("büro", Show::ExtendedAway),
            ("", Show::DoNotDisturb),
            ("1", Show::Chat),
        ] {
            presence.insert(name, resource(show, Some(13), "in München <&>"));
        }
        let text = write("bob@b.example", "sip:bob@b.example", &presence);
        assert_eq!(read(&text).unwrap(), presence, "{text}");
        assert!(text.contains("priority='0.102'") && text.contains("id='ID-desk'"), "{text}");
        assert!(text.contains("<show xmlns='jabber:client'>xa</show>"), "{text}");
    }

    #[test]
    fn nobody_there_is_closed_with_the_last_words() {
        let mut presence = Presence::default();
        presence.remove("", vec![Note { language: None, text: "gone home".to_owned() }]);
        let text = write("bob@b.example", "sip:bob@b.example", &presence);
        assert!(text.contains("<basic>closed</basic>"), "{text}");
        assert_eq!(read(&text).unwrap(), presence);
    }

    fn document(inner: &str) -> String {
        format!(
            "<presence xmlns='urn:ietf:params:xml:ns:pidf' xmlns:dm='urn:ietf:params:xml:ns:pidf:data-model' \
             xmlns:r='urn:ietf:params:xml:ns:pidf:rpid' entity='pres:ann@a.example'>{inner}</presence>"
        )
    }

    #[test]
    fn activities_and_notes_of_the_person_are_those_of_the_tuples() {
        for (activity, show) in [
            ("away", Show::Away),
            ("busy", Show::DoNotDisturb),
            ("on-the-phone", Show::DoNotDisturb),
            ("meeting", Show::DoNotDisturb),
            ("steering", Show::DoNotDisturb),
            ("permanent-absence", Show::ExtendedAway),
            ("unknown", Show::Online),
        ] {
            let text = document(&format!(
                "<tuple id='t1'><status><basic>open</basic></status></tuple>\
                 <dm:person id='p'><r:activities><r:{activity}/></r:activities><dm:note>lunch</dm:note></dm:person>"
            ));
            let presence = read(&text).unwrap();
            let found = presence.get("t1").unwrap();
            assert_eq!((found.show, found.notes[0].text.as_str()), (show, "lunch"), "{activity}");
        }
    }

    #[test]
    fn only_open_is_open() {
        for (status, open) in [
            ("<status><basic>open</basic></status>", true),
            ("<status><basic> Open\n</basic></status>", true),
            ("<status><basic>closed</basic></status>", false),
            ("<status/>", false),
            ("", false),
        ] {
            let presence = read(&document(&format!("<tuple id='ID-x'>{status}</tuple>"))).unwrap();
            assert_eq!(presence.is_available(), open, "{status}");
        }
        let both = "<tuple id='a'><status><basic>closed</basic></status><note>no</note></tuple>\
            <tuple id='b'><status><basic>open</basic></status></tuple>";
        let presence = read(&document(both)).unwrap();
        assert!(presence.is_available() && presence.farewell.is_empty());
    }

    #[test]
    fn what_is_no_presence_document_is_refused() {
        assert!(matches!(read("<presence>"), Err(PidfError::Xml(_))));
        assert!(matches!(read("<presence xmlns='other'/>"), Err(PidfError::Other(_))));
        let entity = "<!DOCTYPE presence [<!ENTITY a 'b'>]><presence xmlns='urn:ietf:params:xml:ns:pidf'/>";
        assert!(matches!(read(entity), Err(PidfError::Xml(_))));
        assert!(matches!(read(&document(&"<tuple/>".repeat(5000))), Err(PidfError::Xml(_))));
        assert_eq!(read(&" ".repeat(70_000)), Err(PidfError::TooLarge));
        assert!(!read(&document("")).unwrap().is_available());
    }

    #[test]
    fn priorities_outside_the_range_are_not_mapped() {
        for (text, value) in
            [("0", Some(0)), ("1", Some(127)), ("0.102", Some(13)), ("-1", None), ("2", None), ("x", None)]
        {
            assert_eq!(read_priority(text), value, "{text}");
        }
    }
}
