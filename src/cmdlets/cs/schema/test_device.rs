//! `CsTestDevice`.

use crate::noun;

noun! {
    "CsTestDevice", "test device", "Microsoft.Rtc.Management.WritableConfig.Settings.DeviceUpdate.TestDevice";
    about "A test device is a telephone that gets new firmware first.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// Its identity: address or serial number.
        "Identifier": Kind::Text => Default::Nothing, { mandatory: true };
        /// What the identity is.
        "IdentifierType": Kind::Choice("IdentifierType", &["MACAddress", "SerialNumber"]) => Default::Text("MACAddress"), { mandatory: true };
    }
    NEW = "New-CsTestDevice", New, "Makes a test device",
        "New-CsTestDevice global/Redmond -Identifier Redmond -IdentifierType SerialNumber";
    GET = "Get-CsTestDevice", Get, "Shows test devices",
        "Get-CsTestDevice";
    SET = "Set-CsTestDevice", Set, "Changes a test device",
        "New-CsTestDevice global/Redmond -Identifier Redmond -IdentifierType SerialNumber | Out-Null\nSet-CsTestDevice global/Redmond -Identifier Redmond";
    REMOVE = "Remove-CsTestDevice", Remove, "Removes a test device",
        "New-CsTestDevice global/Redmond -Identifier Redmond -IdentifierType SerialNumber | Out-Null\nRemove-CsTestDevice global/Redmond";
}
