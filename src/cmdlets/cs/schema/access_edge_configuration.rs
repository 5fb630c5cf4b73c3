//! `CsAccessEdgeConfiguration`: what all Edges allow, one record.

use crate::cmdlets::cs::noun::Noun;
use crate::cmdlets::cs::object::Truth;
use crate::noun;
use crate::topology::model::AccessEdgeConfiguration;

const ACCESS_EDGE: Noun =
    Noun { type_name: "CsAccessEdgeConfiguration", words: "Access Edge configuration", key: "Identity" };

noun! {
    ACCESS_EDGE over AccessEdgeConfiguration,
    properties {
        /// Whether users may talk to partners.
        "AllowFederatedUsers" federated: Option<Truth>,
        /// Whether users may sign in from outside.
        "AllowOutsideUsers" outside: Option<Truth>,
        /// Whether anonymous users may join meetings.
        "AllowAnonymousUsers" anonymous: Option<Truth>,
        /// Whether partners are found by DNS.
        "EnablePartnerDiscovery" discovery: Option<Truth>,
    }
    get {
        /// Shows what the Edges allow.
        ///
        /// # Examples
        /// ```powershell
        /// Get-CsAccessEdgeConfiguration
        /// ```
        "Get-CsAccessEdgeConfiguration" as GetCsAccessEdgeConfiguration
    }
    set true {
        /// Changes what the Edges allow.
        ///
        /// # Examples
        /// ```powershell
        /// Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
        /// ```
        "Set-CsAccessEdgeConfiguration" as SetCsAccessEdgeConfiguration
    }
}
