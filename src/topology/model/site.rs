//! Sites: places with pools, and the routes to the outside that their users take.

use super::ServiceId;
use super::names::name_enum;
use serde::{Deserialize, Serialize};

name_enum! {
    /// What a site is.
    SiteType {
        /// A site of this deployment.
        CentralSite = "CentralSite",
        /// A site with a survivable branch appliance.
        BranchSite = "BranchSite",
        /// The legacy deployment, imported and read-only.
        BackCompatSite = "BackCompatSite",
    }
}

/// A site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Site {
    /// Key inside topology documents, such as `1` or `BackCompatSite`.
    pub site_id: String,
    /// Name; identities are `Site:<name>`.
    pub name: String,
    /// What it is.
    pub site_type: SiteType,
    /// Free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// City of its location.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State of its location.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Two-letter country code of its location.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// Edge through which the site's users reach SIP partners.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub federation_route: Option<ServiceId>,
    /// Edge through which the site's users reach XMPP partners.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xmpp_federation_route: Option<ServiceId>,
    /// Elements of the document that nothing here reads, as XML, so that writing it loses nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_elements: Vec<String>,
}

impl Default for Site {
    fn default() -> Site {
        Site::new("", "")
    }
}

impl Site {
    /// `SiteId` and name of the imported legacy deployment.
    pub const BACK_COMPAT: &'static str = "BackCompatSite";

    /// A central site without routes.
    pub fn new(site_id: impl Into<String>, name: impl Into<String>) -> Site {
        Site {
            site_id: site_id.into(),
            name: name.into(),
            site_type: SiteType::CentralSite,
            description: None,
            city: None,
            state: None,
            country_code: None,
            federation_route: None,
            xmpp_federation_route: None,
            other_elements: Vec::new(),
        }
    }

    /// `Site:<name>`, as Lync shows it.
    pub fn identity(&self) -> String {
        format!("Site:{}", self.name)
    }
}
