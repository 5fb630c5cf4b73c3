//! `CsAddressBookNormalizationRule`.

use crate::noun;

noun! {
    "CsAddressBookNormalizationRule", "address book normalization rule", "Microsoft.Rtc.Management.WritableConfig.Settings.AddressBook.AddressBookNormalizationRule";
    about "An address book normalization rule turns phone numbers of one form into the form that is dialled.";
    scopes [Child] {
        key: Some(Key { parent: Some("Parent"), name: Some("Name"), type_name: "string", shown: true }),
    };
    properties {
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Regular expression of the numbers that the rule is for.
        "Pattern": Kind::Text => Default::Text("^(\\d{11})$");
        /// Place of the rule: 0 is tried first.
        "Priority": Kind::Int32 => Default::Number(0);
        /// The number that comes out, with `$1` for the first group of the pattern.
        "Translation": Kind::Text => Default::Text("+$1");
    }
    NEW = "New-CsAddressBookNormalizationRule", New, "Makes an address book normalization rule",
        "New-CsAddressBookNormalizationRule global/Redmond -Description 'For Redmond'";
    GET = "Get-CsAddressBookNormalizationRule", Get, "Shows address book normalization rules",
        "Get-CsAddressBookNormalizationRule";
    SET = "Set-CsAddressBookNormalizationRule", Set, "Changes an address book normalization rule",
        "New-CsAddressBookNormalizationRule global/Redmond -Description 'For Redmond' | Out-Null\nSet-CsAddressBookNormalizationRule global/Redmond -Description 'For Redmond'";
    REMOVE = "Remove-CsAddressBookNormalizationRule", Remove, "Removes an address book normalization rule",
        "New-CsAddressBookNormalizationRule global/Redmond -Description 'For Redmond' | Out-Null\nRemove-CsAddressBookNormalizationRule global/Redmond";
}
