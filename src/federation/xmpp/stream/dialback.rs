//! Dialback keys and elements. Sources: XEP-0220 (protocol), XEP-0185 (keys).
//!
//! A key is a function of the secret and the stream, so that any edge that has the secret can verify it and
//! nothing has to be remembered.

use crate::federation::xmpp::address::same_domain;
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::stanza_error::StanzaError;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// Secret of the keys; never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct DialbackSecret {
    /// Hexadecimal SHA-256 of the secret, which is the key of the HMAC.
    hashed: String,
}

impl std::fmt::Debug for DialbackSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DialbackSecret(hidden)")
    }
}

/// What a key is for: the stream `id` that `receiving` gave to `originating`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DialbackStream {
    /// Domain that was called.
    pub receiving: String,
    /// Domain that called and has to be proved.
    pub originating: String,
    /// Id of the stream, from the header of who was called.
    pub id: String,
}

impl DialbackSecret {
    /// From a passphrase.
    pub fn new(passphrase: &str) -> DialbackSecret {
        DialbackSecret { hashed: hex(&Sha256::digest(passphrase.as_bytes())) }
    }

    /// A random one, for a deployment with a single edge.
    pub fn random() -> DialbackSecret {
        DialbackSecret::new(&super::random_id())
    }

    /// The key of a stream.
    pub fn key(&self, stream: &DialbackStream) -> String {
        self.mac(stream).map(|mac| hex(&mac.finalize().into_bytes())).unwrap_or_default()
    }

    /// Whether a key is that of the stream, in time that does not depend on how much of it is right.
    pub fn verify(&self, stream: &DialbackStream, key: &str) -> bool {
        let Some(bytes) = unhex(key.trim()) else { return false };
        self.mac(stream).is_some_and(|mac| mac.verify_slice(&bytes).is_ok())
    }

    fn mac(&self, stream: &DialbackStream) -> Option<Hmac<Sha256>> {
        // An HMAC takes keys of any length; the `None` is for the type only.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.hashed.as_bytes()).ok()?;
        mac.update(format!("{} {} {}", stream.receiving, stream.originating, stream.id).as_bytes());
        Some(mac)
    }
}

/// Answer to a dialback request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DialbackAnswer {
    /// The key is right.
    Valid,
    /// It is not; the stream ends.
    Invalid,
    /// It could not be verified; the stream goes on.
    Error(StanzaError),
}

impl DialbackAnswer {
    /// Reads the `type`; `None` for a request.
    pub fn of(element: &Element) -> Option<DialbackAnswer> {
        match element.attribute("type")? {
            "valid" => Some(DialbackAnswer::Valid),
            "error" => {
                let error = element.child("error", namespace::SERVER).map(StanzaError::from_element);
                Some(DialbackAnswer::Error(error.unwrap_or(StanzaError {
                    condition: crate::federation::xmpp::Condition::UndefinedCondition,
                    text: None,
                    address: None,
                })))
            }
            _ => Some(DialbackAnswer::Invalid),
        }
    }

    fn add_to(&self, element: Element) -> Element {
        match self {
            DialbackAnswer::Valid => element.with_attribute("type", "valid"),
            DialbackAnswer::Invalid => element.with_attribute("type", "invalid"),
            DialbackAnswer::Error(error) => {
                element.with_attribute("type", "error").with_child(error.to_element())
            }
        }
    }
}

fn addressed(name: &'static str, from: &str, to: &str) -> Element {
    Element::new(name, namespace::DIALBACK).with_attribute("from", from).with_attribute("to", to)
}

/// `<db:result/>` that asks to be authorised.
pub fn result_request(stream: &DialbackStream, key: &str) -> Element {
    addressed("result", &stream.originating, &stream.receiving).with_text(key)
}

/// `<db:result/>` that answers.
pub fn result_answer(from: &str, to: &str, answer: &DialbackAnswer) -> Element {
    answer.add_to(addressed("result", from, to))
}

/// `<db:verify/>` that asks the authority.
pub fn verify_request(stream: &DialbackStream, key: &str) -> Element {
    addressed("verify", &stream.receiving, &stream.originating)
        .with_attribute("id", stream.id.clone())
        .with_text(key)
}

/// `<db:verify/>` by which the authority answers.
pub fn verify_answer(stream: &DialbackStream, answer: &DialbackAnswer) -> Element {
    let element = addressed("verify", &stream.originating, &stream.receiving);
    answer.add_to(element.with_attribute("id", stream.id.clone()))
}

/// Whether an element is from one domain to another.
pub fn addresses(element: &Element, from: &str, to: &str) -> bool {
    let is = |name, domain| element.attribute(name).is_some_and(|value| same_domain(value, domain));
    is("from", from) && is("to", to)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream() -> DialbackStream {
        DialbackStream {
            receiving: "xmpp.example.com".to_owned(),
            originating: "example.org".to_owned(),
            id: "D60000229F".to_owned(),
        }
    }

    #[test]
    fn the_key_is_that_of_the_standard() {
        // The example of XEP-0185, section 3.
        let key = DialbackSecret::new("s3cr3tf0rd14lb4ck").key(&stream());
        assert_eq!(key, "37c69b1cf07a3f67c04a5ef5902fa5114f2c76fe4a2686482ba5b89323075643");
    }

    #[test]
    fn only_the_right_key_is_verified() {
        let secret = DialbackSecret::random();
        let key = secret.key(&stream());
        assert!(secret.verify(&stream(), &key));
        assert!(!DialbackSecret::random().verify(&stream(), &key));
        assert!(!secret.verify(&DialbackStream { id: "other".to_owned(), ..stream() }, &key));
        for wrong in ["", "zz", "abc", &key[2..]] {
            assert!(!secret.verify(&stream(), wrong));
        }
    }
}
