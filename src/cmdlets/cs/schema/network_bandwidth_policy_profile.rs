//! `CsNetworkBandwidthPolicyProfile`.

use crate::noun;

noun! {
    "CsNetworkBandwidthPolicyProfile", "network bandwidth policy profile", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.BWPolicyProfileType";
    about "A network bandwidth policy profile limits audio and video on a link.";
    scopes [Named] {};
    properties {
        /// Most bandwidth of all audio, in kilobits a second.
        "AudioBWLimit": Kind::Text => Default::Nothing;
        /// Most bandwidth of one audio session, in kilobits a second.
        "AudioBWSessionLimit": Kind::Text => Default::Nothing;
        /// The limits as objects.
        "BWPolicy": Kind::Objects => Default::List(&[]), { example: "(New-CsNetworkBWPolicy -BWLimit 2000 -BWPolicyModality Audio -BWSessionLimit 200)" };
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Most bandwidth of all video, in kilobits a second.
        "VideoBWLimit": Kind::Text => Default::Nothing;
        /// Most bandwidth of one video session, in kilobits a second.
        "VideoBWSessionLimit": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsNetworkBandwidthPolicyProfile", New, "Makes a network bandwidth policy profile",
        "New-CsNetworkBandwidthPolicyProfile Redmond -AudioBWLimit Redmond";
    GET = "Get-CsNetworkBandwidthPolicyProfile", Get, "Shows network bandwidth policy profiles",
        "Get-CsNetworkBandwidthPolicyProfile";
    SET = "Set-CsNetworkBandwidthPolicyProfile", Set, "Changes a network bandwidth policy profile",
        "New-CsNetworkBandwidthPolicyProfile Redmond -AudioBWLimit Redmond | Out-Null\nSet-CsNetworkBandwidthPolicyProfile Redmond -AudioBWLimit Redmond";
    REMOVE = "Remove-CsNetworkBandwidthPolicyProfile", Remove, "Removes a network bandwidth policy profile",
        "New-CsNetworkBandwidthPolicyProfile Redmond -AudioBWLimit Redmond | Out-Null\nRemove-CsNetworkBandwidthPolicyProfile Redmond";
}
