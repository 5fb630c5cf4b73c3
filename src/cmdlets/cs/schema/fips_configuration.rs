//! `CsFIPSConfiguration`.

use crate::noun;

noun! {
    "CsFIPSConfiguration", "FIPS configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.FIPSConfiguration.FIPSConfiguration";
    about "The FIPS configuration says whether media use only certified ciphers.";
    scopes [Global, Site] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
    };
    properties {
        /// Whether they do.
        "RequireFIPSCompliantMedia": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsFIPSConfiguration", New, "Makes a FIPS configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsFIPSConfiguration site:Redmond -RequireFIPSCompliantMedia $true";
    GET = "Get-CsFIPSConfiguration", Get, "Shows FIPS configurations",
        "Get-CsFIPSConfiguration";
    SET = "Set-CsFIPSConfiguration", Set, "Changes a FIPS configuration: the global one without -Identity",
        "Set-CsFIPSConfiguration -RequireFIPSCompliantMedia $true";
    REMOVE = "Remove-CsFIPSConfiguration", Remove, "Removes a FIPS configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsFIPSConfiguration site:Redmond -RequireFIPSCompliantMedia $true | Out-Null\nRemove-CsFIPSConfiguration site:Redmond";
}
