//! PKCS #12, as Windows exports certificates with their keys (`.pfx`, `.p12`). Source: RFC 7292.

use super::{CertificateError, pem_text, unreadable};
use p12_keystore::error::Error;
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};

/// What is wrong with a file that was exported without its key.
pub const NO_KEY: &str = "no certificate with a key in it";

/// The certificate with those that lead to its root, and its key; both PEM. Errors: the password is wrong, the file
/// cannot be read, or has no key.
pub fn from_pkcs12(bytes: &[u8], password: &str) -> Result<(String, String), CertificateError> {
    let store =
        KeyStore::from_pkcs12(bytes, password, Pkcs12ImportPolicy::Relaxed).map_err(|error| match error {
            Error::MacError(_) => CertificateError::Password,
            other => unreadable("the PKCS #12 file", &other),
        })?;
    let (_, chain) = store.private_key_chain().ok_or_else(|| unreadable("the PKCS #12 file", &NO_KEY))?;
    let certificates = chain.certs().iter().map(|one| pem_text("CERTIFICATE", one.as_der())).collect();
    Ok((certificates, pem_text("PRIVATE KEY", chain.key().as_der())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::certificates::{CertificateAuthority, CertificateRequest, describe};
    use crate::federation::tls::Identity;
    use p12_keystore::{Certificate, KeyStoreEntry, PrivateKey, PrivateKeyChain};

    fn file(password: &str) -> Vec<u8> {
        let authority = CertificateAuthority::create("Lab CA").unwrap();
        let issued = authority.issue(&CertificateRequest::for_host("a.example", &[])).unwrap();
        let ders = pem::parse_many(&issued.chain_pem).unwrap();
        let certificates: Vec<Certificate> =
            ders.iter().map(|one| Certificate::from_der(one.contents()).unwrap()).collect();
        let key = pem::parse(issued.key.expose_pem()).unwrap();
        let key = PrivateKey::from_der(key.contents()).unwrap();
        let mut store = KeyStore::new();
        let chain = PrivateKeyChain::new(vec![1_u8], key, certificates);
        store.add_entry("edge", KeyStoreEntry::PrivateKeyChain(chain));
        store.writer(password).write().unwrap()
    }

    #[test]
    fn a_file_gives_its_certificate_first_and_its_key() {
        let (chain, key) = from_pkcs12(&file("secret"), "secret").unwrap();
        let found = describe(&chain).unwrap();
        assert_eq!((found.len(), found[0].dns_names.as_slice()), (2, ["a.example".to_owned()].as_slice()));
        assert!(Identity::from_pem(&chain, &key).is_ok());
    }

    #[test]
    fn a_wrong_password_and_what_is_no_such_file_are_told_apart() {
        assert!(matches!(from_pkcs12(&file("secret"), "guess"), Err(CertificateError::Password)));
        for bytes in [b"".as_slice(), b"garbage", &file("secret")[..100]] {
            assert!(
                matches!(from_pkcs12(bytes, "secret"), Err(CertificateError::Unreadable { .. })),
                "{bytes:?}"
            );
        }
    }
}
