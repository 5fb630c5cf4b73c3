//! Parts of network settings.

use crate::cmdlets::cs::noun::record::Fields;
use serde_json::Value as Json;

/// A session cannot take more than all of them together.
fn limits(fields: Fields) -> Result<Fields, String> {
    let number = |name: &str| fields.get(name).and_then(Json::as_u64).unwrap_or_default();
    let (all, one) = (number("BWLimit"), number("BWSessionLimit"));
    match one > all {
        true => Err(format!("-BWSessionLimit {one} is more than -BWLimit {all}, the limit of all sessions.")),
        false => Ok(fields),
    }
}

made! {
    /// Makes the setting whether calls of one kind may take another way, for a bandwidth policy.
    "New-CsNetworkBWAlternatePath", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.BWAlternatePathType",
        "New-CsNetworkBWAlternatePath -BWPolicyModality Audio -AlternatePath $true";
    {} properties {
        /// Whether they may.
        "AlternatePath": Kind::Truth => Default::Nothing, { mandatory: true };
        /// Audio or Video.
        "BWPolicyModality": Kind::Choice("BWPolicyModalityEnumType", &["Audio", "Video"]) => Default::Nothing, { mandatory: true };
    }
    /// Makes the limits of one kind of calls, for New-CsNetworkBandwidthPolicyProfile.
    "New-CsNetworkBWPolicy", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.BWPolicyType",
        "New-CsNetworkBWPolicy -BWLimit 2000 -BWPolicyModality Audio -BWSessionLimit 200";
    { finish: Some(limits) } properties {
        /// Most of all calls together, in kilobits a second.
        "BWLimit": Kind::UInt32 => Default::Nothing, { mandatory: true };
        /// Most of one call, in kilobits a second.
        "BWSessionLimit": Kind::UInt32 => Default::Nothing, { mandatory: true };
        /// Audio or Video.
        "BWPolicyModality": Kind::Choice("BWPolicyModalityEnumType", &["Audio", "Video"]) => Default::Nothing, { mandatory: true };
    }
    /// Makes settings of media bypass, for Set-CsNetworkConfiguration.
    "New-CsNetworkMediaBypassConfiguration", "Microsoft.Rtc.Management.WritableConfig.Settings.NetworkConfiguration.MediaBypassSettingsType",
        "$bypass = New-CsNetworkMediaBypassConfiguration -Enabled $true -AlwaysBypass $true\n Set-CsNetworkConfiguration -MediaBypassSettings $bypass";
    {} properties {
        /// Whether media may go past the mediation server.
        "Enabled": Kind::Truth => Default::Truth(false);
        /// Whether calls inside may.
        "InternalBypassMode": Kind::Choice("BypassModeEnumType", &["Off", "Any"]) => Default::Text("Off");
        /// Whether calls from outside may.
        "ExternalBypassMode": Kind::Choice("BypassModeEnumType", &["Off", "Any"]) => Default::Text("Off");
        /// Whether all of them do.
        "AlwaysBypass": Kind::Truth => Default::Truth(false);
        /// GUID that marks who may pass whom.
        "BypassID": Kind::Text => Default::Nothing;
        /// Whether that GUID holds where none is set.
        "EnableDefaultBypassID": Kind::Truth => Default::Truth(false);
        /// Whether conferences take part.
        "EnabledForAudioVideoConferences": Kind::Truth => Default::Truth(false);
    }
}
