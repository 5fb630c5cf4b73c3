//! `CsKerberosAccountAssignment`.

use crate::noun;

noun! {
    "CsKerberosAccountAssignment", "Kerberos account assignment", "Microsoft.Rtc.Management.WritableConfig.Settings.KerberosAccount.KerberosAccountAssignment";
    about "A Kerberos account assignment says which account the web services of a site run with.";
    scopes [Site] {};
    properties {
        /// The account, as domain\name.
        "UserAccount": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsKerberosAccountAssignment", New, "Makes a Kerberos account assignment",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsKerberosAccountAssignment site:Redmond -UserAccount Redmond";
    GET = "Get-CsKerberosAccountAssignment", Get, "Shows Kerberos account assignments",
        "Get-CsKerberosAccountAssignment";
    SET = "Set-CsKerberosAccountAssignment", Set, "Changes a Kerberos account assignment",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsKerberosAccountAssignment site:Redmond -UserAccount Redmond | Out-Null\nSet-CsKerberosAccountAssignment site:Redmond -UserAccount Redmond";
    REMOVE = "Remove-CsKerberosAccountAssignment", Remove, "Removes a Kerberos account assignment",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsKerberosAccountAssignment site:Redmond -UserAccount Redmond | Out-Null\nRemove-CsKerberosAccountAssignment site:Redmond";
}
