//! XMPP partners: domains that users may talk to, and how streams with them are secured.

use super::Entity;
use super::names::name_enum;
use crate::topology::kinds;
use crate::topology::store::{Reader, StoreError};
use serde::{Deserialize, Serialize};

name_enum! {
    /// How far a partner's users are trusted. Source: migration.md C.1.
    PartnerType {
        /// Same enterprise or a business partner.
        Federated = "Federated",
        /// A public provider that verifies its users.
        PublicVerified = "PublicVerified",
        /// A public provider that does not.
        PublicUnverified = "PublicUnverified",
    }
}

impl PartnerType {
    /// Whether the partner's users may subscribe to presence and send messages before the user has added
    /// them to the contact list.
    pub fn may_start(self) -> bool {
        !matches!(self, PartnerType::PublicUnverified)
    }

    /// Whether the partner's users see the status note.
    pub fn sees_status_note(self) -> bool {
        matches!(self, PartnerType::Federated)
    }
}

name_enum! {
    /// Whether a way of securing a stream is used.
    Negotiation {
        /// The stream is refused without it.
        Required = "Required",
        /// Used when the partner offers it.
        Optional = "Optional",
        /// Never used.
        NotSupported = "NotSupported",
    }
}

/// An allowed partner. Source: migration.md C.2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct XmppAllowedPartner {
    /// Its domain, which is its identity.
    pub domain: String,
    /// More domains of the same partner.
    pub additional_domains: Vec<String>,
    /// How far its users are trusted.
    pub partner_type: PartnerType,
    /// TLS on streams.
    pub tls_negotiation: Negotiation,
    /// SASL EXTERNAL on streams.
    pub sasl_negotiation: Negotiation,
    /// Whether server dialback is used and answered.
    pub support_dialback_negotiation: bool,
    /// Whether idle streams are kept alive.
    pub enable_keep_alive: bool,
    /// Most streams with it; the gateway's `PartnerConnectionLimit` when absent.
    pub connection_limit: Option<u32>,
    /// Proxy at which it is reached, instead of looking it up.
    pub proxy_fqdn: Option<String>,
    /// Free text.
    pub description: Option<String>,
}

impl Default for XmppAllowedPartner {
    fn default() -> XmppAllowedPartner {
        XmppAllowedPartner {
            domain: String::new(),
            additional_domains: Vec::new(),
            partner_type: PartnerType::PublicUnverified,
            tls_negotiation: Negotiation::Required,
            sasl_negotiation: Negotiation::Required,
            support_dialback_negotiation: true,
            enable_keep_alive: true,
            connection_limit: None,
            proxy_fqdn: None,
            description: None,
        }
    }
}

impl Entity for XmppAllowedPartner {
    const KIND: &'static str = kinds::XMPP_ALLOWED_PARTNER;

    fn identity(&self) -> String {
        self.domain.clone()
    }

    fn set_identity(&mut self, identity: &str) {
        if self.domain.is_empty() {
            identity.clone_into(&mut self.domain);
        }
    }
}

impl XmppAllowedPartner {
    /// Whether a domain is this partner's, exactly.
    pub fn covers(&self, domain: &str) -> bool {
        std::iter::once(&self.domain)
            .chain(&self.additional_domains)
            .any(|own| own.trim_end_matches('.').eq_ignore_ascii_case(domain.trim_end_matches('.')))
    }
}

/// The partner that a domain belongs to.
pub fn find_partner(reader: &dyn Reader, domain: &str) -> Result<Option<XmppAllowedPartner>, StoreError> {
    let partners: Vec<XmppAllowedPartner> = super::list(reader)?;
    Ok(partners.into_iter().find(|partner| partner.covers(domain)))
}
