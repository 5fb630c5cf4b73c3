//! `CsCloudCallDataConnectorConfiguration`.

use crate::noun;

noun! {
    "CsCloudCallDataConnectorConfiguration", "cloud call data connector configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.CallDataConnectorConfiguration";
    about "A cloud call data connector configuration says whether call records go to an online service.";
    scopes [Global, Site] {};
    properties {
        /// Whether they do.
        "EnableCallDataConnector": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsCloudCallDataConnectorConfiguration", New, "Makes a cloud call data connector configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsCloudCallDataConnectorConfiguration site:Redmond -EnableCallDataConnector $true";
    GET = "Get-CsCloudCallDataConnectorConfiguration", Get, "Shows cloud call data connector configurations",
        "Get-CsCloudCallDataConnectorConfiguration";
}
