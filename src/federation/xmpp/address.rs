//! JIDs and domains: one place that decides when two domains are the same.

pub use jid::{BareJid, FullJid, Jid};

use hickory_proto::rr::Name;

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
