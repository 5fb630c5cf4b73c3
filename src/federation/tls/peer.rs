//! A peer's certificate: read after the handshake, and judged for a name.
//!
//! Names are DNS names of the subject alternative name, compared exactly: no wildcards and no common name.
//! Either side of a stream counts as a *server* (RFC 6120, 13.7.2), so that a certificate for server
//! authentication is enough for who calls, too.

use super::identity::TrustRoots;
use crate::federation::xmpp::address::same_domain;
use rustls::pki_types::{CertificateDer, UnixTime};
use std::time::Duration;
use webpki::{EndEntityCert, KeyUsage};
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};

/// What is wrong with a peer's certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    /// It showed none.
    #[error("no certificate was presented")]
    Missing,
    /// It cannot be read.
    #[error("the certificate cannot be read: {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },
    /// It is too old.
    #[error("the certificate of {subject} expired on {not_after}")]
    Expired {
        /// Its subject.
        subject: String,
        /// End of its validity.
        not_after: String,
    },
    /// It is too new.
    #[error("the certificate of {subject} is not valid before {not_before}")]
    NotYetValid {
        /// Its subject.
        subject: String,
        /// Start of its validity.
        not_before: String,
    },
    /// It does not lead to a trusted root.
    #[error("the certificate of {subject} was issued by '{issuer}', which is not trusted")]
    UnknownIssuer {
        /// Its subject.
        subject: String,
        /// Its issuer.
        issuer: String,
    },
    /// It signed itself.
    #[error("the certificate of {subject} is self-signed")]
    SelfSigned {
        /// Its subject.
        subject: String,
    },
    /// It is for other names.
    #[error("the certificate is for {}, not for {wanted}", list(found))]
    WrongName {
        /// The name to be proved.
        wanted: String,
        /// The names it has.
        found: Vec<String>,
    },
    /// It may not be used by a server.
    #[error("the certificate of {subject} is not for server authentication")]
    WrongUsage {
        /// Its subject.
        subject: String,
    },
    /// Anything else.
    #[error("the certificate of {subject} is not acceptable: {reason}")]
    Other {
        /// Its subject.
        subject: String,
        /// What webpki says.
        reason: String,
    },
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "no DNS name".to_owned() } else { names.join(", ") }
}

/// What the peer showed in the handshake.
#[derive(Debug, Clone, Default)]
pub struct PeerCertificate {
    chain: Vec<CertificateDer<'static>>,
}

impl PeerCertificate {
    /// Of a finished handshake.
    pub fn of(connection: &rustls::CommonState) -> PeerCertificate {
        let chain = connection.peer_certificates().unwrap_or_default();
        PeerCertificate { chain: chain.iter().map(|der| der.clone().into_owned()).collect() }
    }

    /// Whether there is one at all.
    pub fn is_present(&self) -> bool {
        !self.chain.is_empty()
    }

    /// DNS names it is for.
    pub fn names(&self) -> Vec<String> {
        self.chain.first().map(dns_names).unwrap_or_default()
    }

    /// Its subject.
    pub fn subject(&self) -> String {
        self.chain.first().map(subject_of).unwrap_or_default()
    }

    /// Checks chain, time and usage, then that it is for exactly this domain.
    pub fn verify(&self, roots: &TrustRoots, domain: &str) -> Result<(), CertificateProblem> {
        self.verify_chain(roots)?;
        let found = self.names();
        if found.iter().any(|name| same_domain(name, domain)) {
            return Ok(());
        }
        Err(CertificateProblem::WrongName { wanted: domain.to_owned(), found })
    }

    /// Checks chain, time and usage only.
    pub fn verify_chain(&self, roots: &TrustRoots) -> Result<(), CertificateProblem> {
        let Some((own, intermediates)) = self.chain.split_first() else {
            return Err(CertificateProblem::Missing);
        };
        let certificate = EndEntityCert::try_from(own)
            .map_err(|error| CertificateProblem::Unreadable { reason: error.to_string() })?;
        let verified = certificate.verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            roots.anchors(),
            intermediates,
            UnixTime::now(),
            KeyUsage::server_auth(),
            None,
            None,
        );
        verified.map(|_| ()).map_err(|error| problem(own, &error))
    }
}

fn problem(own: &CertificateDer<'_>, error: &webpki::Error) -> CertificateProblem {
    let subject = subject_of(own);
    match error {
        webpki::Error::CertExpired { not_after, .. } => {
            CertificateProblem::Expired { subject, not_after: date(*not_after) }
        }
        webpki::Error::CertNotValidYet { not_before, .. } => {
            CertificateProblem::NotYetValid { subject, not_before: date(*not_before) }
        }
        webpki::Error::UnknownIssuer | webpki::Error::CaUsedAsEndEntity => untrusted(own, subject),
        webpki::Error::RequiredEkuNotFoundContext(_) => CertificateProblem::WrongUsage { subject },
        other => CertificateProblem::Other { subject, reason: other.to_string() },
    }
}

fn untrusted(own: &CertificateDer<'_>, subject: String) -> CertificateProblem {
    let Ok((_, certificate)) = X509Certificate::from_der(own) else {
        return CertificateProblem::Unreadable { reason: "not X.509".to_owned() };
    };
    if certificate.issuer().as_raw() == certificate.subject().as_raw() {
        return CertificateProblem::SelfSigned { subject };
    }
    CertificateProblem::UnknownIssuer { subject, issuer: certificate.issuer().to_string() }
}

fn date(time: UnixTime) -> String {
    let since_epoch = Duration::from_secs(time.as_secs());
    let time = std::time::SystemTime::UNIX_EPOCH.checked_add(since_epoch);
    time.map_or_else(String::new, |time| {
        chrono::DateTime::<chrono::Utc>::from(time).format("%Y-%m-%d %H:%M UTC").to_string()
    })
}

/// DNS names of the subject alternative name; none when unreadable.
pub(super) fn dns_names(der: &CertificateDer<'_>) -> Vec<String> {
    let Ok((_, certificate)) = X509Certificate::from_der(der) else { return Vec::new() };
    let Ok(Some(names)) = certificate.subject_alternative_name() else { return Vec::new() };
    let names = names.value.general_names.iter().filter_map(|name| match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        _ => None,
    });
    names.collect()
}

/// The subject, or the first DNS name where there is none.
pub(super) fn subject_of(der: &CertificateDer<'_>) -> String {
    let Ok((_, certificate)) = X509Certificate::from_der(der) else { return String::new() };
    let subject = certificate.subject().to_string();
    if subject.is_empty() { dns_names(der).into_iter().next().unwrap_or_default() } else { subject }
}
