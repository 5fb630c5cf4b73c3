//! Presence stanzas as resources and back. Source: RFC 8048, 5.

use super::model::{Note, Resource, Show};
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::{Jid, Stanza, StanzaKind, namespace};

/// What an available presence says of its sender.
pub fn resource(stanza: &Stanza) -> Resource {
    let show = stanza.child_text("show").map_or(Show::Online, |text| Show::from_name(&text));
    let priority = stanza.child_text("priority").and_then(|text| text.trim().parse::<i8>().ok()).unwrap_or(0);
    Resource { show, priority: u8::try_from(priority).ok(), notes: notes(stanza) }
}

/// The status texts of a presence.
pub fn notes(stanza: &Stanza) -> Vec<Note> {
    let all = stanza.children().filter(|child| child.is("status", namespace::SERVER));
    let texts = all.map(|status| {
        let own = status.attribute_in(namespace::XML, "lang");
        Note { language: own.or(stanza.language()).map(str::to_owned), text: status.text() }
    });
    texts.filter(|note| !note.text.trim().is_empty()).collect()
}

/// The presence of a resource of a SIP user, for somebody who watches.
pub fn available(from: &Jid, name: &str, to: &Jid, resource: &Resource) -> Stanza {
    let mut stanza = Stanza::new(StanzaKind::Presence, with_resource(from, name), to.clone());
    if let Some(show) = resource.show.name() {
        stanza = stanza.with_text_child("show", show);
    }
    if let Some(priority) = resource.priority.filter(|priority| *priority > 0) {
        stanza = stanza.with_text_child("priority", priority.to_string());
    }
    with_notes(stanza, &resource.notes)
}

/// A resource of a SIP user that is not there any more.
pub fn unavailable(from: &Jid, name: &str, to: &Jid, farewell: &[Note]) -> Stanza {
    let stanza = Stanza::new(StanzaKind::Presence, with_resource(from, name), to.clone());
    with_notes(stanza.with_type("unavailable"), farewell)
}

fn with_notes(mut stanza: Stanza, notes: &[Note]) -> Stanza {
    for note in notes {
        let mut status = Element::new("status", namespace::SERVER).with_text(note.text.clone());
        if let Some(language) = &note.language {
            status.set_attribute_in(namespace::XML, "lang", language.clone());
        }
        stanza = stanza.with_child(status);
    }
    stanza
}

fn with_resource(bare: &Jid, name: &str) -> Jid {
    let bare = bare.to_bare();
    match bare.with_resource_str(name) {
        Ok(full) if !name.is_empty() => full.into(),
        _ => bare.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::address::parse;

    #[test]
    fn a_resource_survives_the_stanza() {
        let (from, to) = (parse("ann@a.example").unwrap(), parse("bob@b.example").unwrap());
        let notes = vec![Note { language: Some("fr".to_owned()), text: "réunion".to_owned() }];
        for show in [Show::Chat, Show::Online, Show::Away, Show::ExtendedAway, Show::DoNotDisturb] {
            let original = Resource { show, priority: Some(5), notes: notes.clone() };
            let stanza = available(&from, "desk", &to, &original);
            assert_eq!(stanza.from().to_string(), "ann@a.example/desk");
            assert_eq!((resource(&stanza), stanza.stanza_type()), (original, None));
        }
        let gone = unavailable(&from, "", &to, &notes);
        assert_eq!((gone.stanza_type(), super::notes(&gone)), (Some("unavailable"), notes));
    }

    #[test]
    fn a_negative_priority_is_not_mapped() {
        let (from, to) = (parse("bob@b.example/x").unwrap(), parse("ann@a.example").unwrap());
        let stanza = Stanza::new(StanzaKind::Presence, from, to).with_text_child("priority", "-1");
        assert_eq!(resource(&stanza).priority, None);
    }
}
