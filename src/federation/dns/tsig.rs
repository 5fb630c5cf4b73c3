//! Keys that sign dynamic updates. Source: RFC 8945.

use hickory_proto::rr::Name;
use hickory_proto::rr::TSigner;
use hickory_proto::rr::rdata::tsig::TsigAlgorithm;
use std::str::FromStr;

/// Seconds that the clocks may differ. Source: RFC 8945, 10.
const FUDGE: u16 = 300;

/// Why a key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TsigKeyError {
    /// Not a key file.
    #[error("this is no key file as tsig-keygen writes it: {0} is missing")]
    Missing(&'static str),
    /// Not a DNS name.
    #[error("'{0}' is not the name of a key")]
    Name(String),
    /// An algorithm that is not known, or is no longer safe.
    #[error("keys of algorithm '{0}' are not supported: hmac-sha256, hmac-sha384 or hmac-sha512 are")]
    Algorithm(String),
    /// The secret is not base64.
    #[error("the secret of the key is not base64")]
    Secret,
}

/// A key; its secret is never printed.
#[derive(Clone)]
pub struct TsigKey {
    pub(super) signer: TSigner,
}

impl std::fmt::Debug for TsigKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("TsigKey").field(&self.signer.signer_name().to_string()).finish()
    }
}

impl TsigKey {
    /// A key from its parts; the secret in base64.
    pub fn new(name: &str, algorithm: &str, secret: &str) -> Result<TsigKey, TsigKeyError> {
        use base64::Engine as _;
        let owner = Name::from_str(name).ok().filter(|_| !name.is_empty());
        let owner = owner.ok_or_else(|| TsigKeyError::Name(name.to_owned()))?;
        let known = match algorithm.trim_end_matches('.').to_ascii_lowercase().as_str() {
            "hmac-sha256" => TsigAlgorithm::HmacSha256,
            "hmac-sha384" => TsigAlgorithm::HmacSha384,
            "hmac-sha512" => TsigAlgorithm::HmacSha512,
            _ => return Err(TsigKeyError::Algorithm(algorithm.to_owned())),
        };
        let secret = base64::engine::general_purpose::STANDARD.decode(secret.trim());
        let secret = secret.ok().filter(|secret| !secret.is_empty()).ok_or(TsigKeyError::Secret)?;
        let unsupported = |_| TsigKeyError::Algorithm(algorithm.to_owned());
        Ok(TsigKey { signer: TSigner::new(secret, known, owner, FUDGE).map_err(unsupported)? })
    }

    /// Reads the first key of a file as `tsig-keygen` writes it and BIND includes it:
    /// `key "name" { algorithm hmac-sha256; secret "…"; };`
    pub fn parse(text: &str) -> Result<TsigKey, TsigKeyError> {
        let mut words = words(text).into_iter();
        words.find(|word| word == "key").ok_or(TsigKeyError::Missing("'key'"))?;
        let name = words.next().ok_or(TsigKeyError::Missing("the name"))?;
        let rest: Vec<String> = words.take_while(|word| word != "}").collect();
        let value = |wanted: &str| {
            let at = rest.iter().position(|word| word == wanted)?;
            rest.get(at + 1).cloned()
        };
        let algorithm = value("algorithm").ok_or(TsigKeyError::Missing("'algorithm'"))?;
        let secret = value("secret").ok_or(TsigKeyError::Missing("'secret'"))?;
        TsigKey::new(&name, &algorithm, &secret)
    }
}

/// Words, quoted texts and braces of a configuration; comments and semicolons are left out.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or_default();
        let line = line.split('#').next().unwrap_or_default();
        for (index, part) in line.split('"').enumerate() {
            if index % 2 == 1 {
                words.push(part.to_owned());
                continue;
            }
            let spaced = part.replace('{', " { ").replace('}', " } ").replace(';', " ");
            words.extend(spaced.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_read_and_its_secret_hidden() {
        let text = "# made by tsig-keygen\nkey \"fedsh.contoso.com\" {\n\talgorithm hmac-sha256;\n\tsecret \"c2VjcmV0\";\n};\n";
        let key = TsigKey::parse(text).unwrap();
        assert_eq!(key.signer.key(), b"secret");
        assert_eq!(format!("{key:?}"), "TsigKey(\"fedsh.contoso.com.\")");
        assert!(TsigKey::parse("key fedsh {algorithm hmac-sha512;secret c2VjcmV0;};").is_ok());
    }

    #[test]
    fn what_is_wrong_with_a_key_is_named() {
        let parse = |text: &str| TsigKey::parse(text).unwrap_err().to_string();
        assert!(parse("secret").contains("'key' is missing"));
        assert!(parse("key a { secret \"c2VjcmV0\"; };").contains("'algorithm' is missing"));
        assert!(parse("key a { algorithm hmac-md5; secret \"c2VjcmV0\"; };").contains("hmac-md5"));
        assert!(parse("key a { algorithm hmac-sha256; secret \"!\"; };").contains("base64"));
    }
}
