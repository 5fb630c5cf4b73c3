//! Which certificate a computer uses for what.

use super::Entity;
use super::names::name_enum;
use crate::topology::kinds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

name_enum! {
    /// What a certificate is for; the `-Type` of the certificate cmdlets.
    CertificateUsage {
        /// Servers of a pool among themselves.
        Default = "Default",
        /// Inner side of an Edge.
        Internal = "Internal",
        /// Access Edge, outside; the XMPP proxy uses it too.
        AccessEdgeExternal = "AccessEdgeExternal",
        /// Web conferencing Edge, outside.
        DataEdgeExternal = "DataEdgeExternal",
        /// Audio and video authentication.
        AudioVideoAuthentication = "AudioVideoAuthentication",
        /// XMPP, where it differs from the Access Edge's.
        XmppServer = "XMPPServer",
        /// Web services, inside.
        WebServicesInternal = "WebServicesInternal",
        /// Web services, outside.
        WebServicesExternal = "WebServicesExternal",
        /// Signing of tokens between servers.
        OAuthTokenIssuer = "OAuthTokenIssuer",
    }
}

/// An assignment. The private key stays in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct CertificateAssignment {
    /// Name of the computer, or of the pool when all its computers share it.
    pub computer: String,
    /// What it is for.
    pub usage: CertificateUsage,
    /// SHA-1 of the certificate, in upper-case hexadecimal, as Lync shows it.
    pub thumbprint: String,
    /// Distinguished name of the subject.
    pub subject: String,
    /// Distinguished name of the issuer.
    pub issuer: String,
    /// DNS names it is valid for.
    pub alternative_names: Vec<String>,
    /// Start of validity.
    #[serde(with = "super::timestamp")]
    pub not_before: Option<DateTime<Utc>>,
    /// End of validity.
    #[serde(with = "super::timestamp")]
    pub not_after: Option<DateTime<Utc>>,
    /// The certificate and those that lead to its root, PEM, own one first.
    pub certificate_chain: String,
    /// File of the private key, PEM, on that computer.
    pub private_key_path: Option<String>,
    /// When it comes into use; at once when absent.
    #[serde(with = "super::timestamp")]
    pub effective_date: Option<DateTime<Utc>>,
    /// The assignment that it takes the place of: in use until the effective date.
    pub previous: Option<Box<CertificateAssignment>>,
}

impl Default for CertificateAssignment {
    fn default() -> CertificateAssignment {
        CertificateAssignment {
            computer: String::new(),
            usage: CertificateUsage::Default,
            thumbprint: String::new(),
            subject: String::new(),
            issuer: String::new(),
            alternative_names: Vec::new(),
            not_before: None,
            not_after: None,
            certificate_chain: String::new(),
            private_key_path: None,
            effective_date: None,
            previous: None,
        }
    }
}

impl CertificateAssignment {
    /// Identity of the assignment for a computer and a use.
    pub fn identity_for(computer: &str, usage: CertificateUsage) -> String {
        format!("{computer}/{usage}")
    }

    /// The assignment that is in use at a time: this one, or the previous one until the effective date. `None` when
    /// there is none yet.
    pub fn in_use(&self, now: DateTime<Utc>) -> Option<&CertificateAssignment> {
        match self.effective_date {
            Some(date) if date > now => self.previous.as_deref().and_then(|previous| previous.in_use(now)),
            _ => Some(self),
        }
    }

    /// The next time after `now` at which another certificate comes into use.
    pub fn next_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let earlier = self.previous.as_deref().and_then(|previous| previous.next_change(now));
        let own = self.effective_date.filter(|date| *date > now);
        earlier.into_iter().chain(own).min()
    }
}

impl Entity for CertificateAssignment {
    const KIND: &'static str = kinds::CERTIFICATE_ASSIGNMENT;

    fn identity(&self) -> String {
        CertificateAssignment::identity_for(&self.computer, self.usage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn named(thumbprint: &str, date: Option<DateTime<Utc>>) -> CertificateAssignment {
        CertificateAssignment { thumbprint: thumbprint.into(), effective_date: date, ..Default::default() }
    }

    #[test]
    fn a_certificate_waits_for_its_date() {
        let now = Utc::now();
        let later = now + TimeDelta::hours(1);
        let mut new = named("B", Some(later));
        assert_eq!(new.in_use(now), None);
        new.previous = Some(Box::new(named("A", None)));
        assert_eq!(new.in_use(now).map(|found| found.thumbprint.as_str()), Some("A"));
        assert_eq!(new.next_change(now), Some(later));
        assert_eq!(new.in_use(later).map(|found| found.thumbprint.as_str()), Some("B"));
        assert_eq!(new.next_change(later), None);
        let kept: CertificateAssignment =
            serde_json::from_value(serde_json::to_value(&new).unwrap()).unwrap();
        assert_eq!(kept.previous, new.previous);
    }
}
