//! `CsProxyConfiguration`.

use crate::noun;

noun! {
    "CsProxyConfiguration", "proxy configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.ProxySettings";
    about "A proxy configuration says how the SIP proxy signs users in and treats its connections.";
    scopes [Global, Service] {};
    properties {
        /// Whether connections of clients may be compressed.
        "AcceptClientCompression": Kind::Truth => Default::Truth(false);
        /// Whether connections of servers may be compressed.
        "AcceptServerCompression": Kind::Truth => Default::Truth(true);
        /// Whether clients send signs of life.
        "EnableWhiteSpaceKeepAlive": Kind::Truth => Default::Truth(true);
        /// Most compressed connections of clients.
        "MaxClientCompressionCount": Kind::UInt32 => Default::Number(15000);
        /// Most compressed connections of servers.
        "MaxServerCompressionCount": Kind::UInt32 => Default::Number(1024);
        /// Realm in which users sign in.
        "Realm": Kind::Text => Default::Nothing;
        /// Whether servers are asked to compress.
        "RequestServerCompression": Kind::Truth => Default::Truth(false);
        /// Whether all clients count as outside.
        "TreatAllClientsAsRemote": Kind::Truth => Default::Truth(false);
        /// Whether users may sign in with a certificate.
        "UseCertificateForClientToProxyAuth": Kind::Truth => Default::Truth(true);
        /// Whether users may sign in with Kerberos.
        "UseKerberosForClientToProxyAuth": Kind::Truth => Default::Truth(true);
        /// Whether users may sign in with NTLM.
        "UseNtlmForClientToProxyAuth": Kind::Truth => Default::Truth(true);
        /// Whether newer clients may not use NTLM.
        "DisableNtlmFor2010AndLaterClients": Kind::Truth => Default::Truth(false);
        /// Most records that are kept from DNS.
        "DnsCacheRecordCount": Kind::UInt32 => Default::Number(1024);
        /// Largest message of a client, in kilobytes.
        "MaxClientMessageBodySizeKb": Kind::UInt32 => Default::Number(128);
        /// Largest message of a server, in kilobytes.
        "MaxServerMessageBodySizeKb": Kind::UInt32 => Default::Number(5000);
        /// Most TLS connections to one server.
        "OutgoingTlsCount": Kind::UInt32 => Default::Number(4);
        /// Whether partners may ask for presence once.
        "AllowPartnerPollingSubscribes": Kind::Truth => Default::Truth(false);
        /// Whether message texts may stand in the log.
        "EnableLoggingAllMessageBodies": Kind::Truth => Default::Truth(false);
        /// Whether Edges share the work.
        "LoadBalanceEdgeServers": Kind::Truth => Default::Truth(true);
        /// Whether servers inside share the work.
        "LoadBalanceInternalServers": Kind::Truth => Default::Truth(true);
        /// Most seconds between two signs of life.
        "MaxKeepAliveInterval": Kind::UInt32 => Default::Number(300);
        /// Special settings.
        "SpecialConfigurationList": Kind::Text => Default::Nothing;
        /// Features under test.
        "TestFeatureList": Kind::Text => Default::Nothing;
        /// Settings of features under test.
        "TestParameterList": Kind::Text => Default::Nothing;
    }
    NEW = "New-CsProxyConfiguration", New, "Makes a proxy configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nNew-CsProxyConfiguration service:Registrar:pool02.contoso.net -AcceptClientCompression $true";
    GET = "Get-CsProxyConfiguration", Get, "Shows proxy configurations",
        "Get-CsProxyConfiguration";
    SET = "Set-CsProxyConfiguration", Set, "Changes a proxy configuration: the global one without -Identity",
        "Set-CsProxyConfiguration -AcceptClientCompression $true";
    REMOVE = "Remove-CsProxyConfiguration", Remove, "Removes a proxy configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nNew-CsProxyConfiguration service:Registrar:pool02.contoso.net -AcceptClientCompression $true | Out-Null\nRemove-CsProxyConfiguration service:Registrar:pool02.contoso.net";
}
