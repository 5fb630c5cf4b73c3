//! `CsAVEdgeConfiguration`.

use crate::noun;

noun! {
    "CsAVEdgeConfiguration", "A/V Edge configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Edge.MediaRelaySettings";
    about "An A/V Edge configuration limits audio and video through an Edge.";
    scopes [Global, Site, Service] {};
    properties {
        /// Time for which a token for media is good.
        "MaxTokenLifetime": Kind::TimeSpan => Default::Text("08:00:00");
        /// Most bandwidth of one port, in kilobytes.
        "MaxBandwidthPerPortKb": Kind::UInt32 => Default::Number(3000);
        /// Most bandwidth of one user, in kilobytes.
        "MaxBandwidthPerUserKb": Kind::UInt32 => Default::Number(10000);
    }
    NEW = "New-CsAVEdgeConfiguration", New, "Makes an A/V Edge configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsAVEdgeConfiguration site:Redmond -MaxTokenLifetime '00:10:00'";
    GET = "Get-CsAVEdgeConfiguration", Get, "Shows A/V Edge configurations",
        "Get-CsAVEdgeConfiguration";
    SET = "Set-CsAVEdgeConfiguration", Set, "Changes an A/V Edge configuration: the global one without -Identity",
        "Set-CsAVEdgeConfiguration -MaxTokenLifetime '00:10:00'";
    REMOVE = "Remove-CsAVEdgeConfiguration", Remove, "Removes an A/V Edge configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsAVEdgeConfiguration site:Redmond -MaxTokenLifetime '00:10:00' | Out-Null\nRemove-CsAVEdgeConfiguration site:Redmond";
}
