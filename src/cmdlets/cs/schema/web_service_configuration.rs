//! `CsWebServiceConfiguration`.

use crate::noun;

noun! {
    "CsWebServiceConfiguration", "web service configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Web.WebServiceSettings";
    about "A web service configuration says how people sign in to the web services and what these offer.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether anonymous people may join in a browser.
        "AllowAnonymousAccessToLWAConference": Kind::Truth => Default::Truth(true);
        /// Length of the key that signs certificates of clients, in bits.
        "CASigningKeyLength": Kind::UInt64 => Default::Number(2048);
        /// Hours for which a certificate of a client is good.
        "DefaultValidityPeriodHours": Kind::UInt64 => Default::Number(4320);
        /// Whether clients may download the issuers' certificates.
        "EnableCertChainDownload": Kind::Truth => Default::Truth(true);
        /// Whether pages of other sites may call the service.
        "EnableCORS": Kind::Truth => Default::Truth(false), { on: On::Set };
        /// Whether distribution groups can be unfolded.
        "EnableGroupExpansion": Kind::Truth => Default::Truth(true);
        /// Whether the issuers are taken from the server's own certificate.
        "InferCertChainFromSSL": Kind::Truth => Default::Truth(true);
        /// Web address that tells where a device is plugged in.
        "MACResolverUrl": Kind::Text => Default::Nothing;
        /// Longest key of a client, in bits.
        "MaxCSRKeySize": Kind::UInt64 => Default::Number(16384);
        /// Most members of a group that is unfolded.
        "MaxGroupSizeToExpand": Kind::UInt32 => Default::Number(100);
        /// Most hours for which a certificate of a client is good.
        "MaxValidityPeriodHours": Kind::UInt64 => Default::Number(8760);
        /// Shortest key of a client, in bits.
        "MinCSRKeySize": Kind::UInt64 => Default::Number(1024);
        /// Fewest hours for which a certificate of a client is good.
        "MinValidityPeriodHours": Kind::UInt64 => Default::Number(8);
        /// Web address of another source of locations.
        "SecondaryLocationSourceUrl": Kind::Text => Default::Nothing;
        /// Whether people are offered the meeting console.
        "ShowDownloadCommunicatorAttendeeLink": Kind::Truth => Default::Truth(true);
        /// Whether people are offered the old client.
        "ShowJoinUsingLegacyClientLink": Kind::Truth => Default::Truth(false);
        /// Issuers that are trusted, made by New-CsWebTrustedCACertificate.
        "TrustedCACerts": Kind::Objects => Default::List(&[]), { example: "(New-CsWebTrustedCACertificate -Thumbprint 04A0D3F6B5C8E7A901B2C3D4E5F60718293A4B5C -CAStore TrustedRootCA)" };
        /// Whether people may sign in with a certificate.
        "UseCertificateAuth": Kind::Truth => Default::Truth(true);
        /// Whether people may sign in with a PIN.
        "UsePinAuth": Kind::Truth => Default::Truth(true);
        /// How people sign in with their Windows account.
        "UseWindowsAuth": Kind::Choice("UseWindowsAuth", &["Negotiate", "NTLM", "None"]) => Default::Text("Negotiate");
        /// Whether people outside may sign in.
        "AllowExternalAuthentication": Kind::Truth => Default::Truth(true);
        /// Whether meetings open in the browser by themselves.
        "AutoLaunchLyncWebAccess": Kind::Truth => Default::Truth(true);
        /// Whether all ways to join are shown.
        "ShowAlternateJoinOptionsExpanded": Kind::Truth => Default::Truth(false);
        /// Whether people sign in by WS-Federation.
        "UseWsFedPassiveAuth": Kind::Truth => Default::Truth(false);
        /// Web address of the federation service's description.
        "WsFedPassiveMetadataUri": Kind::Text => Default::Nothing;
        /// Sites whose pages may call the service.
        "CrossDomainAuthorizationList": Kind::List => Default::List(&[]);
        /// Whether media may use basic sign-in.
        "EnableMediaBasicAuth": Kind::Truth => Default::Truth(false);
        /// Whether answers carry times.
        "EnableStatisticsInResponse": Kind::Truth => Default::Truth(true);
        /// Seconds for which browsers remember to use HTTPS.
        "HstsMaxAgeInSeconds": Kind::Int64 => Default::Number(31_536_000);
        /// Minutes for which a waiting request is held.
        "PendingGetWaitTimeOutInMinutes": Kind::Int64 => Default::Number(0);
        /// Applications whose requests may wait.
        "PendingGetWaitSupportingApps": Kind::Text => Default::Nothing;
        /// How mobile clients sign in.
        "MobilePreferredAuthType": Kind::Choice("MobilePreferredAuthType", &["None", "OAuth", "WebTicketServiceAnon", "WebTicketServiceWinNegotiate", "WebTicketServiceWinNtlm", "WebTicketServiceCert", "WebTicketServicePin", "WsFedPassive", "WsFedBearer", "WebTicketServiceAuth"]) => Default::Text("None");
        /// Whether the browser uses the Windows account.
        "UseDomainAuthInLWA": Kind::Truth => Default::Truth(true);
        /// How clients inside sign in, instead.
        "OverrideAuthTypeForInternalClients": Kind::Text => Default::Nothing, { on: On::Set };
        /// How clients outside sign in, instead.
        "OverrideAuthTypeForExternalClients": Kind::Text => Default::Nothing, { on: On::Set };
        /// Whether the browser shows the old pages.
        "UseWebClientLegacyUI": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsWebServiceConfiguration", New, "Makes a web service configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsWebServiceConfiguration site:Redmond -AllowAnonymousAccessToLWAConference $false";
    GET = "Get-CsWebServiceConfiguration", Get, "Shows web service configurations",
        "Get-CsWebServiceConfiguration";
    SET = "Set-CsWebServiceConfiguration", Set, "Changes a web service configuration: the global one without -Identity",
        "Set-CsWebServiceConfiguration -AllowAnonymousAccessToLWAConference $false";
    REMOVE = "Remove-CsWebServiceConfiguration", Remove, "Removes a web service configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsWebServiceConfiguration site:Redmond -AllowAnonymousAccessToLWAConference $false | Out-Null\nRemove-CsWebServiceConfiguration site:Redmond";
}
