//! Typing notifications: isComposing documents and chat states. Sources: RFC 3994, XEP-0085.

use super::CHAT_STATES;
use crate::federation::xmpp::Stanza;
use crate::federation::xmpp::element::Element;
use roxmltree::Document;

/// Content type of isComposing documents.
pub const TYPE: &str = "application/im-iscomposing+xml";
const NAMESPACE: &str = "urn:ietf:params:xml:ns:im-iscomposing";
/// Seconds after which `active` must be said again. Source: RFC 3994, 3.3.
const REFRESH: u32 = 120;

/// Whether somebody types, by a document; none when it is no such document.
pub fn read(text: &str) -> Option<bool> {
    let document = Document::parse(text).ok()?;
    let root = document.root_element();
    let is_ours = root.has_tag_name((NAMESPACE, "isComposing"));
    let state = root.children().find(|child| child.has_tag_name((NAMESPACE, "state")))?;
    // Unknown states count as idle. Source: RFC 3994, 3.
    is_ours.then(|| state.text().is_some_and(|text| text.trim() == "active"))
}

/// The document.
pub fn write(active: bool) -> String {
    let state = Element::new("state", NAMESPACE).with_text(if active { "active" } else { "idle" });
    let mut root = Element::new("isComposing", NAMESPACE).with_child(state);
    root.push_child(Element::new("contenttype", NAMESPACE).with_text("text/plain"));
    if active {
        root.push_child(Element::new("refresh", NAMESPACE).with_text(REFRESH.to_string()));
    }
    format!("<?xml version='1.0' encoding='UTF-8'?>{}", root.to_document())
}

/// The chat state that a stanza carries.
pub fn of_stanza(stanza: &Stanza) -> Option<&str> {
    const STATES: [&str; 5] = ["active", "composing", "paused", "inactive", "gone"];
    let state = stanza.children().find(|child| child.namespace() == CHAT_STATES)?;
    STATES.contains(&state.name()).then(|| state.name())
}

/// The element of a chat state.
pub fn element(composing: bool) -> Element {
    Element::new(if composing { "composing" } else { "active" }, CHAT_STATES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_survive_the_document() {
        assert_eq!(read(&write(true)), Some(true));
        assert_eq!(read(&write(false)), Some(false));
        for wrong in
            ["", "<isComposing/>", "<a xmlns='urn:ietf:params:xml:ns:im-iscomposing'/>", "<!DOCTYPE a><a/>"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        let odd = write(true).replace("active", "dancing");
        assert_eq!(read(&odd), Some(false));
    }
}
