//! Stream features, ours and a peer's. Source: RFC 6120, 4.3.2.

use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;

/// The features that matter between servers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Features {
    /// STARTTLS is offered.
    pub tls: bool,
    /// STARTTLS is required.
    pub tls_required: bool,
    /// SASL EXTERNAL is offered.
    pub external: bool,
    /// Other SASL mechanisms offered.
    pub other_mechanisms: Vec<String>,
    /// Dialback is offered.
    pub dialback: bool,
    /// A dialback that fails does not end the stream, so that several domains may share it.
    pub dialback_errors: bool,
    /// The stream may be used both ways (XEP-0288).
    pub both_ways: bool,
    /// Stanzas can be acknowledged (XEP-0198).
    pub acknowledgement: bool,
}

impl Features {
    /// Their `<stream:features/>`.
    pub fn to_element(&self) -> Element {
        let mut features = Element::new("features", namespace::STREAM);
        if self.tls {
            let mut tls = Element::new("starttls", namespace::TLS);
            if self.tls_required {
                tls.push_child(Element::new("required", namespace::TLS));
            }
            features.push_child(tls);
        }
        if self.external {
            let mechanism = Element::new("mechanism", namespace::SASL).with_text("EXTERNAL");
            features.push_child(Element::new("mechanisms", namespace::SASL).with_child(mechanism));
        }
        if self.dialback {
            let mut dialback = Element::new("dialback", namespace::DIALBACK_FEATURE);
            if self.dialback_errors {
                dialback.push_child(Element::new("errors", namespace::DIALBACK_FEATURE));
            }
            features.push_child(dialback);
        }
        if self.both_ways {
            features.push_child(Element::new("bidi", namespace::BIDI_FEATURE));
        }
        if self.acknowledgement {
            features.push_child(Element::new("sm", namespace::STREAM_MANAGEMENT));
        }
        features
    }

    /// Reads `<stream:features/>`, ignoring what is not known.
    pub fn from_element(features: &Element) -> Features {
        let tls = features.child("starttls", namespace::TLS);
        let mechanisms = features.child("mechanisms", namespace::SASL);
        let dialback = features.child("dialback", namespace::DIALBACK_FEATURE);
        let mechanisms: Vec<String> =
            mechanisms.map(|list| list.children().map(Element::text).collect()).unwrap_or_default();
        Features {
            tls: tls.is_some(),
            tls_required: tls.is_some_and(|tls| tls.child("required", namespace::TLS).is_some()),
            external: mechanisms.iter().any(|name| name == "EXTERNAL"),
            other_mechanisms: mechanisms.into_iter().filter(|name| name != "EXTERNAL").collect(),
            dialback: dialback.is_some(),
            dialback_errors: dialback
                .is_some_and(|feature| feature.child("errors", namespace::DIALBACK_FEATURE).is_some()),
            both_ways: features.child("bidi", namespace::BIDI_FEATURE).is_some(),
            acknowledgement: features.child("sm", namespace::STREAM_MANAGEMENT).is_some(),
        }
    }

    /// Ways of authentication in words, for an administrator.
    pub fn authentication(&self) -> String {
        let mut ways: Vec<&str> = self.other_mechanisms.iter().map(String::as_str).collect();
        if self.external {
            ways.push("SASL EXTERNAL");
        }
        if self.dialback {
            ways.push("dialback");
        }
        if ways.is_empty() { "none".to_owned() } else { ways.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_survive_the_element() {
        let features = Features {
            tls: true,
            tls_required: true,
            external: true,
            other_mechanisms: Vec::new(),
            dialback: true,
            dialback_errors: true,
            both_ways: true,
            acknowledgement: true,
        };
        assert_eq!(Features::from_element(&features.to_element()), features);
        assert_eq!(Features::from_element(&Features::default().to_element()), Features::default());
        assert_eq!(features.authentication(), "SASL EXTERNAL, dialback");
    }
}
