//! What is issued says what was asked, and secrets stay secret.

use super::*;
use crate::federation::tls::{CertificateProblem, Identity, TrustRoots};
use std::os::unix::fs::PermissionsExt;

#[test]
fn an_issued_certificate_says_what_was_asked() {
    let authority = CertificateAuthority::create("Lab CA").unwrap();
    let request = CertificateRequest::for_host("sip.contoso.com", &["contoso.com", "Bücher.example"]);
    let issued = authority.issue(&request).unwrap();
    let described = describe(&issued.chain_pem).unwrap();
    assert_eq!(described.len(), 2);
    assert_eq!(described[0].subject, "CN=sip.contoso.com");
    assert_eq!(described[0].issuer, "CN=Lab CA");
    assert_eq!(described[0].dns_names, ["sip.contoso.com", "contoso.com", "xn--bcher-kva.example"]);
    assert_eq!(described[0].thumbprint.len(), 40);
    assert!(described[1].is_authority && !described[0].is_authority);
    let identity = Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap();
    assert!(identity.covers("CONTOSO.com") && !identity.covers("other.contoso.com"));
}

/// OpenSSL takes the first authority of the name for the issuer unless the certificate says which key signed it.
#[test]
fn a_certificate_says_which_key_signed_it() {
    use x509_parser::prelude::ParsedExtension;
    let key_of = |der: &[u8], wanted: bool| {
        let (_, certificate) = X509Certificate::from_der(der).unwrap();
        let found = certificate.extensions().iter().find_map(|one| match one.parsed_extension() {
            ParsedExtension::AuthorityKeyIdentifier(id) if wanted => {
                id.key_identifier.as_ref().map(|id| id.0.to_vec())
            }
            ParsedExtension::SubjectKeyIdentifier(id) if !wanted => Some(id.0.to_vec()),
            _ => None,
        });
        found.unwrap()
    };
    let authority = CertificateAuthority::create("Lab CA").unwrap();
    let (request, _) = signing_request(&CertificateRequest::for_host("a.example", &[])).unwrap();
    let issued = authority.issue(&CertificateRequest::for_host("a.example", &[])).unwrap().chain_pem;
    for chain in [issued, authority.sign(&request, 30).unwrap()] {
        let ders: Vec<Vec<u8>> =
            Pem::iter_from_buffer(chain.as_bytes()).map(|one| one.unwrap().contents).collect();
        assert_eq!(key_of(&ders[0], true), key_of(&ders[1], false));
    }
}

#[test]
fn a_request_is_signed_with_its_names() {
    let authority = CertificateAuthority::create("Lab CA").unwrap();
    let (request, key) = signing_request(&CertificateRequest::for_host("a.example", &["b.example"])).unwrap();
    assert!(request.starts_with("-----BEGIN CERTIFICATE REQUEST-----"));
    let chain = authority.sign(&request, 30).unwrap();
    assert_eq!(describe(&chain).unwrap()[0].dns_names, ["a.example", "b.example"]);
    assert!(Identity::from_pem(&chain, key.expose_pem()).is_ok());
    let other = self_signed(&CertificateRequest::for_host("c.example", &[])).unwrap();
    let mismatch = Identity::from_pem(&chain, other.key.expose_pem()).unwrap_err();
    assert!(mismatch.to_string().contains("a.example"));
    assert!(authority.sign("nonsense", 1).is_err());
}

#[test]
fn names_that_no_certificate_carries_are_refused() {
    let authority = CertificateAuthority::create("Lab CA").unwrap();
    let error = authority.issue(&CertificateRequest::for_host("*.contoso.com", &[])).unwrap_err();
    assert!(error.to_string().contains("*.contoso.com"));
}

#[test]
fn keys_are_for_their_owner_only_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let authority = CertificateAuthority::open_or_create(folder.path(), "Lab CA").unwrap();
    let mode = std::fs::metadata(folder.path().join("ca.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = CertificateAuthority::open_or_create(folder.path(), "Other").unwrap();
    assert_eq!(again.certificate_pem(), authority.certificate_pem());
    let issued = authority.issue(&CertificateRequest::for_host("a.example", &[])).unwrap();
    assert!(!format!("{issued:?}{authority:?}").contains("PRIVATE"));
}

#[test]
fn text_that_is_no_certificate_is_refused() {
    assert!(describe("hello").is_err());
    assert!(TrustRoots::from_pem("hello").is_err());
    assert_eq!(CertificateProblem::Missing.to_string(), "no certificate was presented");
}

#[test]
fn a_chain_is_kept_without_the_key_beside_it() {
    let issued = self_signed(&CertificateRequest::for_host("a.example", &[])).unwrap();
    let joined = format!("{}{}", issued.key.expose_pem(), issued.chain_pem);
    let alone = certificates_only(&joined).unwrap();
    assert!(!alone.contains("PRIVATE") && describe(&alone).unwrap() == describe(&joined).unwrap());
}
