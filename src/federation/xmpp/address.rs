//! JIDs and domains: one place that decides when two domains are the same.

pub use jid::{BareJid, FullJid, Jid};

use foldhash::fast::RandomState;
use hickory_proto::rr::Name;
use std::cell::RefCell;
use std::hash::BuildHasher;

/// Addresses that a thread remembers, and bytes of the longest.
const REMEMBERED: usize = 128;
const LONGEST: usize = 256;

thread_local! {
    static RECENT: RefCell<Recent> = RefCell::default();
}

/// Addresses that were read lately, each in the place that its text has: those of a conversation come again with every
/// message, and to prepare a text costs more than to copy it.
#[derive(Default)]
struct Recent {
    hasher: RandomState,
    known: Vec<Option<Jid>>,
}

impl Recent {
    fn read(&mut self, text: &str) -> Result<Jid, AddressError> {
        self.known.resize(REMEMBERED, None);
        let place = self.hasher.hash_one(text) as usize % REMEMBERED;
        let Some(place) = self.known.get_mut(place) else { return read(text) };
        if let Some(known) = place.as_ref().filter(|known| known.as_str() == text) {
            return Ok(known.clone());
        }
        let address = read(text)?;
        // One that is written otherwise when it is prepared is not found by its text.
        *place = Some(address.clone());
        Ok(address)
    }
}

/// An address that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not a JID.
    #[error("'{text}' is not an XMPP address: {reason}")]
    Jid {
        /// What was given.
        text: String,
        /// Why not.
        reason: String,
    },
    /// Not a domain name.
    #[error("'{text}' is not a domain name")]
    Domain {
        /// What was given.
        text: String,
    },
}

/// Reads an XMPP address. Source: RFC 7622 (by stringprep, as most servers still do).
pub fn parse(text: &str) -> Result<Jid, AddressError> {
    match text.len() <= LONGEST {
        true => RECENT.with_borrow_mut(|recent| recent.read(text)),
        false => read(text),
    }
}

fn read(text: &str) -> Result<Jid, AddressError> {
    Jid::new(text).map_err(|error| AddressError::Jid { text: text.to_owned(), reason: error.to_string() })
}

/// A domain as it is compared and looked up: A-labels, lower case, no final dot.
pub fn domain(text: &str) -> Result<String, AddressError> {
    let wrong = || AddressError::Domain { text: text.to_owned() };
    let bare = text.strip_suffix('.').unwrap_or(text);
    if is_canonical(bare) {
        return Ok(bare.to_owned());
    }
    if bare.is_empty() || bare.contains(['@', '/', ' ', '*']) {
        return Err(wrong());
    }
    let name = Name::from_utf8(bare).map_err(|_| wrong())?;
    Ok(name.to_ascii().trim_end_matches('.').to_ascii_lowercase())
}

/// Whether a name is written as [`domain`] would write it, as nearly all are: ASCII in lower case, and nothing to be decoded.
fn is_canonical(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with("xn--")
            && !(label.starts_with('-') || label.ends_with('-'))
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    name.len() <= 253 && name.split('.').all(label)
}

/// The domain of an address, in the form of [`domain`].
pub fn domain_of(jid: &Jid) -> String {
    let text = jid.domain().as_str();
    domain(text).unwrap_or_else(|_| text.to_ascii_lowercase())
}

/// Whether two domain names are the same.
pub fn same_domain(left: &str, right: &str) -> bool {
    if left.eq_ignore_ascii_case(right) {
        return true;
    }
    match (domain(left), domain(right)) {
        (Ok(left), Ok(right)) => left == right,
        _ => left.eq_ignore_ascii_case(right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_is_read_the_same_again() {
        let texts = (0..3 * REMEMBERED).map(|number| format!("Ann{number}@B.example/Desk"));
        let texts: Vec<String> = texts.chain(["b.example".to_owned(), "x".repeat(300)]).collect();
        for text in texts.iter().chain(texts.iter().rev()) {
            assert_eq!(parse(text).ok(), Jid::new(text).ok(), "{text}");
            let canonical = text.to_lowercase();
            assert_eq!(parse(&canonical).ok(), Jid::new(&canonical).ok(), "{canonical}");
        }
        for wrong in ["", "@", "a@", "a b@c\u{0}"] {
            assert!(parse(wrong).is_err() && parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn domains_are_compared_as_a_labels_without_case() {
        assert_eq!(domain("Bücher.Example.").unwrap(), "xn--bcher-kva.example");
        assert!(same_domain("BÜCHER.example", "xn--bcher-kva.example"));
        assert!(!same_domain("a.example", "b.example"));
    }

    #[test]
    fn what_is_canonical_already_is_left_as_it_is_by_both_ways() {
        for text in ["a.example", "_xmpp-server._tcp.contoso.com", "1.2.3.4", "localhost", "a-b.c--d.e"] {
            let name = Name::from_utf8(text).unwrap().to_ascii();
            assert!(is_canonical(text) && name.trim_end_matches('.') == text, "{text}");
        }
        for text in ["A.example", "a..b", "-a.b", "xn--bcher-kva.example", &"a".repeat(64), "é.example", ""]
        {
            assert!(!is_canonical(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for text in ["", "a b", "*.example", "a@b", "a/b"] {
            assert!(domain(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_normalised() {
        let jid = parse("ROMEO@Fabrikam.COM/Orchard").unwrap();
        assert_eq!(jid.to_string(), "romeo@fabrikam.com/Orchard");
        assert_eq!(domain_of(&jid), "fabrikam.com");
        assert!(parse("@fabrikam.com").is_err());
    }
}
