//! Digest authentication. Sources: RFC 3261, 22; RFC 7616; RFC 8760.
//!
//! Nonces are not kept: each carries its time and is sealed with a key of the process, so a flood of requests
//! fills no table. Counters of nonces in use are kept, so that nothing is taken twice.

use crate::federation::sip::scan::split_outside_quotes;
use crate::federation::sip::{Request, Response};
use hmac::{Hmac, Mac};
use md5::Md5;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long a nonce is good for.
const NONCE_LIFE: Duration = Duration::from_secs(300);
/// Nonces whose counters are kept.
const MOST_NONCES: usize = 100_000;

/// What a user proves to know: digests of user name, realm and password; never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    md5: String,
    sha256: String,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

impl Secret {
    /// Of a password. `user` is the name without domain, and the realm is the domain.
    pub fn of_password(user: &str, realm: &str, password: &str) -> Secret {
        let text = format!("{user}:{realm}:{password}");
        Secret { md5: hex(&Md5::digest(text.as_bytes())), sha256: hex(&Sha256::digest(text.as_bytes())) }
    }
}

impl Secret {
    /// As the store keeps it: `MD5=…,SHA-256=…`.
    pub fn to_text(&self) -> String {
        format!("MD5={},SHA-256={}", self.md5, self.sha256)
    }

    /// From the store. A text without algorithm is that of MD5; what is not there matches no password.
    pub fn from_text(text: &str) -> Secret {
        let mut secret = Secret { md5: String::new(), sha256: String::new() };
        for part in text.split(',') {
            match part.trim().split_once('=').unwrap_or(("MD5", part.trim())) {
                ("MD5", digest) => secret.md5 = digest.to_ascii_lowercase(),
                ("SHA-256", digest) => secret.sha256 = digest.to_ascii_lowercase(),
                _ => {}
            }
        }
        secret
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a request proves who sent it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// It does.
    Valid,
    /// It does not try, or with an old nonce.
    Missing {
        /// The password was right, only the nonce is old.
        stale: bool,
    },
    /// It tries, and is wrong.
    Wrong,
}

/// Challenges and proofs of one realm.
pub(super) struct Authenticator {
    realm: String,
    key: [u8; 32],
    started: Instant,
    counters: Mutex<HashMap<String, (u32, Instant)>>,
}

impl Authenticator {
    pub fn new(realm: &str) -> Authenticator {
        let counters = Mutex::default();
        Authenticator { realm: realm.to_owned(), key: rand::random(), started: Instant::now(), counters }
    }

    /// Whether a request proves that `user` sent it.
    pub fn check(&self, request: &Request, header: &'static str, user: &str, secret: &Secret) -> Proof {
        let mut outcome = Proof::Missing { stale: false };
        for text in request.headers.all(header) {
            let Some(fields) = fields(text) else { continue };
            let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
            if get("realm") != self.realm {
                continue;
            }
            if !get("username").eq_ignore_ascii_case(user) || !self.answers(&fields, request, secret) {
                outcome = Proof::Wrong;
                continue;
            }
            return match self.fresh(get("nonce"), get("nc")) {
                true => Proof::Valid,
                false => Proof::Missing { stale: true },
            };
        }
        outcome
    }

    /// Whether the response field is right.
    fn answers(&self, fields: &HashMap<String, String>, request: &Request, secret: &Secret) -> bool {
        let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        let method_and_uri = format!("{}:{}", request.method, get("uri"));
        let (first, hash): (&str, fn(&str) -> String) = match get("algorithm") {
            "" | "MD5" => (&secret.md5, |text| hex(&Md5::digest(text.as_bytes()))),
            "SHA-256" => (&secret.sha256, |text| hex(&Sha256::digest(text.as_bytes()))),
            _ => return false,
        };
        if first.is_empty() {
            return false;
        }
        let second = hash(&method_and_uri);
        let wanted = match get("qop") {
            "auth" => {
                hash(&format!("{first}:{}:{}:{}:auth:{second}", get("nonce"), get("nc"), get("cnonce")))
            }
            "" => hash(&format!("{first}:{}:{second}", get("nonce"))),
            _ => return false,
        };
        same(wanted.as_bytes(), get("response").to_ascii_lowercase().as_bytes())
    }

    /// Whether a nonce is ours and young, and the counter has not been used with it.
    fn fresh(&self, nonce: &str, counter: &str) -> bool {
        let Some((time, seal)) = nonce.split_once('-') else { return false };
        if !same(self.seal(time).as_bytes(), seal.as_bytes()) {
            return false;
        }
        let Ok(at) = time.parse::<u64>() else { return false };
        let now = self.started.elapsed().as_secs();
        if now.saturating_sub(at) > NONCE_LIFE.as_secs() {
            return false;
        }
        let counter = u32::from_str_radix(counter, 16).unwrap_or(0);
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if counters.len() >= MOST_NONCES {
            counters.retain(|_, (_, at)| at.elapsed() <= NONCE_LIFE);
        }
        if counters.len() >= MOST_NONCES && !counters.contains_key(nonce) {
            return false;
        }
        match counters.get_mut(nonce) {
            Some((used, _)) if counter <= *used => false,
            Some((used, _)) => {
                *used = counter;
                true
            }
            None => {
                counters.insert(nonce.to_owned(), (counter, Instant::now()));
                true
            }
        }
    }

    /// The answer that asks for a proof: 401 as a server, 407 as a proxy.
    pub fn challenge(&self, request: &Request, proxy: bool, stale: bool) -> Response {
        let (status, header) = if proxy { (407, "Proxy-Authenticate") } else { (401, "WWW-Authenticate") };
        let time = self.started.elapsed().as_secs();
        // A part of its own for each nonce, so that two devices never share a counter.
        let nonce = |time: String| format!("{time}-{}", self.seal(&time));
        let mut response = request.response(status);
        for algorithm in ["SHA-256", "MD5"] {
            let nonce = nonce(format!("{time:010}{:08}", rand::random_range(0..100_000_000_u32)));
            let stale = if stale { ", stale=true" } else { "" };
            response = response.with(
                header,
                format!(
                    "Digest realm=\"{}\", nonce=\"{nonce}\", qop=\"auth\", algorithm={algorithm}{stale}",
                    self.realm
                ),
            );
        }
        response
    }

    fn seal(&self, time: &str) -> String {
        // An HMAC takes keys of any length; the empty text is for the type only.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return String::new() };
        mac.update(time.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

/// Compares in time that does not depend on how much is the same.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

/// The fields of a `Digest` header, without quotes.
fn fields(text: &str) -> Option<HashMap<String, String>> {
    let rest = text.trim().get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("digest "));
    let rest = rest.and_then(|_| text.trim().get(7..))?;
    let mut fields = HashMap::new();
    for part in split_outside_quotes(rest, b',') {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"').replace("\\\"", "\"").replace("\\\\", "\\");
        fields.insert(name.trim().to_ascii_lowercase(), value);
    }
    Some(fields)
}

/// The header that answers a challenge, as a client makes it. `None`: it is no challenge of ours to answer.
pub fn answer(
    challenge: &str,
    method: &str,
    uri: &str,
    user: &str,
    password: &str,
    counter: u32,
) -> Option<String> {
    let fields = fields(challenge)?;
    let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let algorithm = if get("algorithm").is_empty() { "MD5" } else { get("algorithm") };
    let (realm, nonce) = (get("realm"), get("nonce"));
    let secret = Secret::of_password(user, realm, password);
    let (first, hash): (&str, fn(&str) -> String) = match algorithm {
        "MD5" => (&secret.md5, |text| hex(&Md5::digest(text.as_bytes()))),
        "SHA-256" => (&secret.sha256, |text| hex(&Sha256::digest(text.as_bytes()))),
        _ => return None,
    };
    let second = hash(&format!("{method}:{uri}"));
    let client_nonce = hex(&rand::random::<[u8; 8]>());
    let response = hash(&format!("{first}:{nonce}:{counter:08x}:{client_nonce}:auth:{second}"));
    Some(format!(
        "Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", \
         algorithm={algorithm}, qop=auth, nc={counter:08x}, cnonce=\"{client_nonce}\", response=\"{response}\""
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::{Method, SipUri};

    fn register() -> Request {
        let uri = SipUri::new("ann", "a.example");
        Request::new(Method::Register, SipUri::new("", "a.example"), uri.clone(), uri)
    }

    fn answered(challenge: &Response, index: usize, password: &str, counter: u32) -> Request {
        let mut request = register();
        let text = challenge.headers.all("WWW-Authenticate").nth(index).unwrap().to_owned();
        let header = answer(&text, "REGISTER", "sip:a.example", "ann", password, counter).unwrap();
        request.headers.push("Authorization", header);
        request
    }

    #[tokio::test(start_paused = true)]
    async fn the_right_password_counts_once_for_each_counter() {
        let authenticator = Authenticator::new("a.example");
        let secret = Secret::of_password("ann", "a.example", "pass");
        let check = |request: &Request| authenticator.check(request, "Authorization", "ann", &secret);
        assert_eq!(check(&register()), Proof::Missing { stale: false });
        for index in [0, 1] {
            let challenge = authenticator.challenge(&register(), false, false);
            assert_eq!(challenge.status, 401);
            let good = answered(&challenge, index, "pass", 1);
            assert_eq!(check(&good), Proof::Valid);
            assert_eq!(check(&good), Proof::Missing { stale: true }, "the same again");
            assert_eq!(check(&answered(&challenge, index, "pass", 2)), Proof::Valid);
            assert_eq!(check(&answered(&challenge, index, "wrong", 3)), Proof::Wrong);
        }
        let other = Authenticator::new("a.example").challenge(&register(), false, false);
        assert_eq!(check(&answered(&other, 0, "pass", 1)), Proof::Missing { stale: true });
        let challenge = authenticator.challenge(&register(), true, true);
        assert_eq!(challenge.status, 407);
    }

    #[test]
    fn a_secret_survives_the_store_and_an_empty_one_lets_nobody_in() {
        let secret = Secret::of_password("ann", "a.example", "pass");
        assert!(Secret::from_text(&secret.to_text()) == secret);
        assert_eq!(Secret::from_text(&secret.md5).md5, secret.md5);
        let authenticator = Authenticator::new("a.example");
        let challenge = authenticator.challenge(&register(), false, false);
        for (text, index) in [("", 0), ("nonsense=1", 1), (secret.md5.as_str(), 0)] {
            let answer = answered(&challenge, index, "pass", 1);
            let empty = Secret::from_text(text);
            assert_eq!(authenticator.check(&answer, "Authorization", "ann", &empty), Proof::Wrong, "{text}");
        }
    }

    #[test]
    fn the_example_of_the_standard() {
        // RFC 7616, 3.9.1, with MD5.
        let secret = Secret::of_password("Mufasa", "http-auth@example.org", "Circle of Life");
        assert_eq!(secret.md5, "3d78807defe7de2157e2b0b6573a855f");
    }
}
