//! Certificates of our own with their keys, and the roots that we trust.

use super::TlsSetupError;
use super::peer::{dns_names, subject_of};
use crate::federation::xmpp::address::same_domain;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, TrustAnchor};
use rustls::sign::CertifiedKey;
use std::path::Path;
use std::sync::Arc;

/// A certificate, those that lead to its root, and its key; the key never leaves and is never printed.
#[derive(Clone)]
pub struct Identity {
    certified: Arc<CertifiedKey>,
    names: Vec<String>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("names", &self.names).finish_non_exhaustive()
    }
}

impl Identity {
    /// From PEM text: the certificate first, then intermediates; and the key.
    ///
    /// Errors: nothing there, unreadable, or the key is of another certificate.
    pub fn from_pem(chain: &str, key: &str) -> Result<Identity, TlsSetupError> {
        let chain = certificates(chain, "the certificate chain")?;
        let key = PrivateKeyDer::from_pem_slice(key.as_bytes())
            .map_err(|_| TlsSetupError::NoKey { source_name: "the key text".to_owned() })?;
        Identity::from_der(chain, &key)
    }

    /// From PEM files. Errors: as [`Identity::from_pem`], naming the file.
    pub fn from_files(chain: &Path, key: &Path) -> Result<Identity, TlsSetupError> {
        let chain = certificates(&read(chain)?, &format!("'{}'", chain.display()))?;
        let key_text = read(key)?;
        let key = PrivateKeyDer::from_pem_slice(key_text.as_bytes())
            .map_err(|_| TlsSetupError::NoKey { source_name: format!("'{}'", key.display()) })?;
        Identity::from_der(chain, &key)
    }

    fn from_der(
        chain: Vec<CertificateDer<'static>>,
        key: &PrivateKeyDer<'static>,
    ) -> Result<Identity, TlsSetupError> {
        let names = chain.first().map(dns_names).unwrap_or_default();
        let subject = chain.first().map(subject_of).unwrap_or_default();
        let signing_key = rustls::crypto::ring::sign::any_supported_type(key)
            .map_err(|error| unusable("the private key", &error.to_string()))?;
        let certified = CertifiedKey::new(chain, signing_key);
        match certified.keys_match() {
            Ok(()) | Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::Unknown)) => {}
            Err(_) => return Err(TlsSetupError::KeyMismatch { subject }),
        }
        Ok(Identity { certified: Arc::new(certified), names })
    }

    /// DNS names the certificate is for.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether the certificate is for this domain, exactly.
    pub fn covers(&self, domain: &str) -> bool {
        self.names.iter().any(|name| same_domain(name, domain))
    }

    /// The certificate itself, DER.
    pub fn certificate(&self) -> Option<&CertificateDer<'static>> {
        self.certified.cert.first()
    }

    pub(super) fn certified(&self) -> Arc<CertifiedKey> {
        self.certified.clone()
    }
}

/// Roots that certificates of others must lead to.
#[derive(Clone, Default)]
pub struct TrustRoots {
    anchors: Arc<Vec<TrustAnchor<'static>>>,
}

impl std::fmt::Debug for TrustRoots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TrustRoots({})", self.anchors.len())
    }
}

/// Where Debian and its relatives, and Red Hat's, keep the public roots.
const SYSTEM_BUNDLES: &[&str] = &["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"];

impl TrustRoots {
    /// From PEM text with any number of certificates. Errors: none there, or an unreadable one.
    pub fn from_pem(pem: &str) -> Result<TrustRoots, TlsSetupError> {
        TrustRoots::from_named_pem(pem, "the root certificates")
    }

    /// From a PEM file. Errors: as [`TrustRoots::from_pem`], naming the file.
    pub fn from_file(path: &Path) -> Result<TrustRoots, TlsSetupError> {
        TrustRoots::from_named_pem(&read(path)?, &format!("'{}'", path.display()))
    }

    /// The public roots of this computer; none when it has no bundle.
    pub fn system() -> TrustRoots {
        let bundles = SYSTEM_BUNDLES.iter().filter_map(|path| std::fs::read_to_string(path).ok());
        let certificates: Vec<_> = bundles
            .take(1)
            .flat_map(|pem| CertificateDer::pem_slice_iter(pem.as_bytes()).flatten().collect::<Vec<_>>())
            .collect();
        let anchors = certificates
            .iter()
            .filter_map(|der| Some(webpki::anchor_from_trusted_cert(der).ok()?.to_owned()));
        TrustRoots { anchors: Arc::new(anchors.collect()) }
    }

    /// Both sets together.
    #[must_use]
    pub fn and(&self, other: &TrustRoots) -> TrustRoots {
        let anchors = self.anchors.iter().chain(other.anchors.iter()).cloned().collect();
        TrustRoots { anchors: Arc::new(anchors) }
    }

    /// Whether nobody is trusted.
    pub fn is_empty(&self) -> bool {
        self.anchors.is_empty()
    }

    fn from_named_pem(pem: &str, source_name: &str) -> Result<TrustRoots, TlsSetupError> {
        let certificates = certificates(pem, source_name)?;
        let anchors: Result<Vec<_>, _> = certificates
            .iter()
            .map(|der| webpki::anchor_from_trusted_cert(der).map(|anchor| anchor.to_owned()))
            .collect();
        let anchors = anchors.map_err(|error| unusable(source_name, &error.to_string()))?;
        Ok(TrustRoots { anchors: Arc::new(anchors) })
    }

    pub(super) fn anchors(&self) -> &[TrustAnchor<'static>] {
        &self.anchors
    }
}

fn read(path: &Path) -> Result<String, TlsSetupError> {
    std::fs::read_to_string(path)
        .map_err(|error| TlsSetupError::File { path: path.display().to_string(), reason: error.to_string() })
}

fn certificates(pem: &str, source_name: &str) -> Result<Vec<CertificateDer<'static>>, TlsSetupError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let found = found.map_err(|error| unusable(source_name, &error.to_string()))?;
    if found.is_empty() {
        return Err(TlsSetupError::NoCertificate { source_name: source_name.to_owned() });
    }
    Ok(found)
}

fn unusable(source_name: &str, reason: &str) -> TlsSetupError {
    TlsSetupError::Unusable { source_name: source_name.to_owned(), reason: reason.to_owned() }
}
