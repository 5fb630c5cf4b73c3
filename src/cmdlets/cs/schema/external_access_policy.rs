//! `CsExternalAccessPolicy`: what users may do outside of the deployment, and who has which.

use crate::cmdlets::cs::noun::Noun;
use crate::cmdlets::cs::object::Truth;
use crate::noun;
use crate::topology::model::ExternalAccessPolicy;

const POLICY: Noun =
    Noun { type_name: "CsExternalAccessPolicy", words: "external access policy", key: "Identity" };

noun! {
    POLICY over ExternalAccessPolicy,
    properties {
        /// Free text.
        "Description" description: Option<String>,
        /// Whether users may talk to SIP partners.
        "EnableFederationAccess" federation: Option<Truth>,
        /// Whether users may talk to XMPP partners.
        "EnableXmppAccess" xmpp: Option<Truth>,
        /// Whether users may talk to public providers.
        "EnablePublicCloudAccess" public_cloud: Option<Truth>,
        /// Whether users may have audio and video with public providers.
        "EnablePublicCloudAudioVideoAccess" public_video: Option<Truth>,
        /// Whether users may sign in from outside.
        "EnableOutsideAccess" outside: Option<Truth>,
    }
    new {
        /// Makes an external access policy.
        ///
        /// # Examples
        /// ```powershell
        /// New-CsExternalAccessPolicy XmppUsers -EnableXmppAccess $true -EnableFederationAccess $true
        /// ```
        "New-CsExternalAccessPolicy" as NewCsExternalAccessPolicy
    }
    get {
        /// Lists the external access policies.
        ///
        /// # Examples
        /// ```powershell
        /// Get-CsExternalAccessPolicy
        /// ```
        "Get-CsExternalAccessPolicy" as GetCsExternalAccessPolicy
    }
    set true {
        /// Changes an external access policy: the global one without `-Identity`.
        ///
        /// # Examples
        /// ```powershell
        /// Set-CsExternalAccessPolicy -EnableXmppAccess $true
        /// ```
        "Set-CsExternalAccessPolicy" as SetCsExternalAccessPolicy
    }
    remove {
        /// Removes an external access policy.
        ///
        /// # Examples
        /// ```powershell
        /// New-CsExternalAccessPolicy Old | Out-Null
        /// Remove-CsExternalAccessPolicy Old
        /// ```
        "Remove-CsExternalAccessPolicy" as RemoveCsExternalAccessPolicy
    }
}
