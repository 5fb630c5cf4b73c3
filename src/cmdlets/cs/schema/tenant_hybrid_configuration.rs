//! `CsTenantHybridConfiguration`.

use crate::noun;

noun! {
    "CsTenantHybridConfiguration", "hybrid configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.HybridConfiguration.TenantHybridConfiguration";
    about "The hybrid configuration says how this deployment and an online one reach each other.";
    scopes [Global] {
        extras: &[Extra::tenant(Verb::Get), Extra::tenant(Verb::Set)],
    };
    properties {
        /// Name of the other deployment's Edge.
        "PeerDestination": Kind::Text => Default::Nothing;
        /// Web address of the service inside.
        "HybridConfigServiceInternalUrl": Kind::Text => Default::Nothing;
        /// Web address of the service outside.
        "HybridConfigServiceExternalUrl": Kind::Text => Default::Nothing;
        /// Whether the dial plans of this deployment are used.
        "UseOnPremDialPlan": Kind::Truth => Default::Truth(false);
    }
    GET = "Get-CsTenantHybridConfiguration", Get, "Shows the hybrid configuration",
        "Get-CsTenantHybridConfiguration";
    SET = "Set-CsTenantHybridConfiguration", Set, "Changes the hybrid configuration",
        "Set-CsTenantHybridConfiguration -PeerDestination Redmond";
}
