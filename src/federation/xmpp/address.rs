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
    if bare.is_empty() || bare.contains(['@', '/', ' ', '*']) {
        return Err(wrong());
    }
    let name = Name::from_utf8(bare).map_err(|_| wrong())?;
    Ok(name.to_ascii().trim_end_matches('.').to_ascii_lowercase())
}

/// The domain of an address, in the form of [`domain`].
pub fn domain_of(jid: &Jid) -> String {
    let text = jid.domain().as_str();
    domain(text).unwrap_or_else(|_| text.to_ascii_lowercase())
}

/// Whether two domain names are the same.
pub fn same_domain(left: &str, right: &str) -> bool {
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
