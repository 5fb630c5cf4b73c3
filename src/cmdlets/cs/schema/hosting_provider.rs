//! `CsHostingProvider`.

use crate::noun;

noun! {
    "CsHostingProvider", "hosting provider", "Microsoft.Rtc.Management.WritableConfig.Settings.Edge.DisplayHostingProvider";
    about "A hosting provider is an organisation that runs a SIP service for others.";
    scopes [Named] {};
    properties {
        /// Whether users may talk to its users.
        "Enabled": Kind::Truth => Default::Truth(false), { mandatory: true };
        /// Whether it has users of the same SIP domain.
        "EnabledSharedAddressSpace": Kind::Truth => Default::Truth(false), { mandatory: true };
        /// Whether it has users of this product.
        "HostsOCSUsers": Kind::Truth => Default::Truth(false), { mandatory: true };
        /// Whether it is part of this deployment.
        "IsLocal": Kind::Truth => Default::Truth(false);
        /// How far its users are trusted to be who they say.
        "VerificationLevel": Kind::Choice("VerificationLevelType", &["AlwaysVerifiable", "AlwaysUnverifiable", "UseSourceVerification"]) => Default::Text("UseSourceVerification");
        /// Web address at which clients look for their server.
        "AutodiscoverUrl": Kind::Text => Default::Nothing;
        /// Port at which clients sign in.
        "SipClientPort": Kind::UInt64 => Default::Nothing;
        /// Name of its Access Edge.
        "ProxyFqdn": Kind::Text => Default::Nothing, { on: On::New, mandatory: true };
    }
    NEW = "New-CsHostingProvider", New, "Makes a hosting provider",
        "New-CsHostingProvider Fabrikam -Enabled $true -EnabledSharedAddressSpace $true -HostsOCSUsers $true -ProxyFqdn Redmond -IsLocal $true";
    GET = "Get-CsHostingProvider", Get, "Shows hosting providers",
        "Get-CsHostingProvider";
    SET = "Set-CsHostingProvider", Set, "Changes a hosting provider",
        "New-CsHostingProvider Fabrikam -Enabled $true -EnabledSharedAddressSpace $true -HostsOCSUsers $true -ProxyFqdn Redmond -IsLocal $true | Out-Null\nSet-CsHostingProvider Fabrikam -IsLocal $true";
    REMOVE = "Remove-CsHostingProvider", Remove, "Removes a hosting provider",
        "New-CsHostingProvider Fabrikam -Enabled $true -EnabledSharedAddressSpace $true -HostsOCSUsers $true -ProxyFqdn Redmond -IsLocal $true | Out-Null\nRemove-CsHostingProvider Fabrikam";
}
