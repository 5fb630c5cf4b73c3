//! `CsAddressBookConfiguration`.

use crate::noun;

noun! {
    "CsAddressBookConfiguration", "address book configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.AddressBook.AddressBookSettings";
    about "An address book configuration says how the address book is made and searched.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether address book files are made for clients to download.
        "EnableFileGeneration": Kind::Truth => Default::Truth(true);
        /// Whether the general rules for phone numbers are passed over.
        "IgnoreGenericRules": Kind::Truth => Default::Truth(false);
        /// Days for which address book files are kept.
        "KeepDuration": Kind::UInt32 => Default::Number(30);
        /// Size of a file of changes, in hundredths of a percent of the full file, from which on the full file is sent.
        "MaxDeltaFileSizePercentage": Kind::UInt32 => Default::Number(1250);
        /// Time of day at which the files are made.
        "RunTimeOfDay": Kind::DateTime => Default::Nothing;
        /// Time between two looks at the directory for changes.
        "SynchronizePollingInterval": Kind::TimeSpan => Default::Text("00:05:00");
        /// Whether phone numbers are normalised.
        "UseNormalizationRules": Kind::Truth => Default::Truth(true);
        /// Whether searching finds photos too.
        "EnablePhotoSearch": Kind::Truth => Default::Truth(true);
        /// Whether people are found by the digits of their names.
        "EnableSearchByDialPad": Kind::Truth => Default::Truth(false);
        /// Most files that are read from the share at once.
        "MaxFileShareThreadCount": Kind::Int32 => Default::Number(10);
        /// Time for which photos are remembered.
        "PhotoCacheRefreshInterval": Kind::TimeSpan => Default::Text("1.00:00:00");
    }
    NEW = "New-CsAddressBookConfiguration", New, "Makes an address book configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsAddressBookConfiguration site:Redmond -EnableFileGeneration $false";
    GET = "Get-CsAddressBookConfiguration", Get, "Shows address book configurations",
        "Get-CsAddressBookConfiguration";
    SET = "Set-CsAddressBookConfiguration", Set, "Changes an address book configuration: the global one without -Identity",
        "Set-CsAddressBookConfiguration -EnableFileGeneration $false";
    REMOVE = "Remove-CsAddressBookConfiguration", Remove, "Removes an address book configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsAddressBookConfiguration site:Redmond -EnableFileGeneration $false | Out-Null\nRemove-CsAddressBookConfiguration site:Redmond";
}
