//! `CsAddressBookNormalizationConfiguration`.

use crate::noun;

noun! {
    "CsAddressBookNormalizationConfiguration", "address book normalization configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.AddressBook.AddressBookNormalizationSettings";
    about "An address book normalization configuration is a list of rules for phone numbers in the address book.";
    scopes [Global, Site] {};
    properties {
        /// The rules, in the order in which they are tried.
        "AddressBookNormalizationRules": Kind::Objects => Default::List(&[]), { example: "(New-CsAddressBookNormalizationRule Global/Ten -Pattern '(\\d{10})' -Translation '+1$1' -InMemory)" };
    }
    NEW = "New-CsAddressBookNormalizationConfiguration", New, "Makes an address book normalization configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsAddressBookNormalizationConfiguration site:Redmond";
    GET = "Get-CsAddressBookNormalizationConfiguration", Get, "Shows address book normalization configurations",
        "Get-CsAddressBookNormalizationConfiguration";
    SET = "Set-CsAddressBookNormalizationConfiguration", Set, "Changes an address book normalization configuration: the global one without -Identity",
        "Set-CsAddressBookNormalizationConfiguration";
    REMOVE = "Remove-CsAddressBookNormalizationConfiguration", Remove, "Removes an address book normalization configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsAddressBookNormalizationConfiguration site:Redmond | Out-Null\nRemove-CsAddressBookNormalizationConfiguration site:Redmond";
}
