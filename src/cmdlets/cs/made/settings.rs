//! Parts of client, web, logging, location and watcher settings.

made! {
    /// Makes an entry for a client policy that has no parameter of its own there.
    "New-CsClientPolicyEntry", "Microsoft.Rtc.Management.WritableConfig.Policy.Client.PolicyEntryType",
        "$entry = New-CsClientPolicyEntry -Name OnlineFeedbackURL -Value https://www.contoso.com\n Set-CsClientPolicy -PolicyEntry @{Add = $entry}";
    {} properties {
        /// Its name.
        "Name": Kind::Text => Default::Nothing, { mandatory: true };
        /// Its value.
        "Value": Kind::Text => Default::Nothing, { mandatory: true };
    }
    /// Makes a provider for a scenario of centralized logging.
    "New-CsClsProvider", "Microsoft.Rtc.Management.WritableConfig.Settings.CentralizedLogging.Provider",
        "New-CsClsProvider -Name S4 -Type WPP -Level Info -Flags TF_PROTOCOL";
    {} properties {
        /// Its name.
        "Name": Kind::Text => Default::Nothing, { mandatory: true };
        /// Where its lines come from.
        "Type": Kind::Choice("ProviderType", &["WPP", "EventLog", "IISLog"]) => Default::Nothing, { mandatory: true };
        /// How much it writes.
        "Level": Kind::Choice("ProviderLevel", &["Fatal", "Error", "Warning", "Info", "Verbose", "Debug"]) => Default::Nothing, { mandatory: true };
        /// Of what.
        "Flags": Kind::Text => Default::Nothing, { mandatory: true };
        /// Its GUID.
        "Guid": Kind::Text => Default::Nothing;
        /// Role of the computers that have it.
        "Role": Kind::Text => Default::Nothing;
    }
    /// Makes a filter of what is traced, for Set-CsDiagnosticConfiguration.
    "New-CsDiagnosticsFilter", "Microsoft.Rtc.Management.WritableConfig.Settings.Diagnostics.Filter",
        "$filter = New-CsDiagnosticsFilter -Fqdn @{Add = 'pool02.contoso.net'} -ExcludeRegisterMessages $true -Enabled $true\n Set-CsDiagnosticConfiguration -Filter $filter";
    {} properties {
        /// Computers that are traced.
        "Fqdn": Kind::List => Default::List(&[]);
        /// SIP addresses that are traced.
        "Uri": Kind::List => Default::List(&[]);
        /// Whether the filter is in use.
        "Enabled": Kind::Truth => Default::Truth(false);
        /// Leaves out REGISTER.
        "ExcludeRegisterMessages": Kind::Truth => Default::Truth(false);
        /// Leaves out messages of conferences.
        "ExcludeConferenceMessages": Kind::Truth => Default::Truth(false);
        /// Leaves out notifications of presence.
        "ExcludePresenceNotifications": Kind::Truth => Default::Truth(false);
        /// Leaves out SUBSCRIBE.
        "ExcludeSubscribeMessages": Kind::Truth => Default::Truth(false);
        /// Leaves out requests that succeeded.
        "ExcludeSuccessfulRequests": Kind::Truth => Default::Truth(false);
        /// Leaves out requests inside dialogs.
        "ExcludeMidDialogRequests": Kind::Truth => Default::Truth(false);
        /// Leaves out notes that someone is typing.
        "ExcludeTypingNotifications": Kind::Truth => Default::Truth(false);
    }
    /// Makes an emergency number, for a location policy.
    "New-CsEmergencyNumber", "Microsoft.Rtc.Management.WritableConfig.Policy.Location.EmergencyNumber",
        "New-CsEmergencyNumber -DialString 911 -DialMask '112;999'";
    {} properties {
        /// The number.
        "DialString": Kind::Text => Default::Nothing, { mandatory: true };
        /// Numbers that mean it, with `;` between them.
        "DialMask": Kind::Text => Default::Nothing;
    }
    /// Makes a further test for a watcher node.
    "New-CsExtendedTest", "Microsoft.Rtc.Management.WritableConfig.Settings.WatcherNode.ExtendedTest",
        "New-CsExtendedTest -Name 'PSTN Test' -TestType PSTN -TestUsers 'sip:ann@contoso.com', 'sip:bob@contoso.com'";
    {} properties {
        /// Who makes the calls.
        "TestUsers": Kind::List => Default::List(&[]);
        /// Its name.
        "Name": Kind::Text => Default::Nothing, { mandatory: true };
        /// What it tests.
        "TestType": Kind::Choice("TestType", &["PSTN", "AudioConferencingProvider"]) => Default::Nothing, { mandatory: true };
    }
    /// Makes the identity of a certificate by issuer and number, for New-CsSipProxyTLS.
    "New-CsIssuedCertId", "Microsoft.Rtc.Management.WritableConfig.BaseTypes.IssuedCertId",
        "New-CsIssuedCertId -Issuer 'CN=contoso CA' -SerialNumber 1, 226, 64";
    {} properties {
        /// Who issued it.
        "Issuer": Kind::Text => Default::Nothing, { mandatory: true };
        /// Its number, as bytes.
        "SerialNumber": Kind::Objects => Default::Nothing, { mandatory: true };
    }
    /// Makes a link for web settings.
    "New-CsWebLink", "Microsoft.Rtc.Management.WritableConfig.Settings.Web.WebLink",
        "New-CsWebLink -Token Help -Href https://www.contoso.com/help";
    {} properties {
        /// What it is called.
        "Token": Kind::Text => Default::Nothing, { mandatory: true };
        /// Where it leads.
        "Href": Kind::Text => Default::Nothing, { mandatory: true };
    }
    /// Makes an origin whose pages may use the web services, for Set-CsWebServiceConfiguration.
    "New-CsWebOrigin", "Microsoft.Rtc.Management.WritableConfig.Settings.Web.Origin",
        "$origin = New-CsWebOrigin -Url https://www.contoso.com\n Set-CsWebServiceConfiguration -CrossDomainAuthorizationList @{Add = $origin}";
    {} properties {
        /// Its address.
        "Url": Kind::Text => Default::Nothing, { mandatory: true };
    }
    /// Makes an authority that web services trust, for Set-CsWebServiceConfiguration.
    "New-CsWebTrustedCACertificate", "Microsoft.Rtc.Management.WritableConfig.Settings.Web.CACertID",
        "$authority = New-CsWebTrustedCACertificate -Thumbprint 04A0D3F6B5C8E7A901B2C3D4E5F60718293A4B5C -CAStore TrustedRootCA\n Set-CsWebServiceConfiguration -TrustedCACerts @{Add = $authority}";
    {} properties {
        /// Thumbprint of its certificate.
        "Thumbprint": Kind::Text => Default::Nothing, { mandatory: true, validate: &[Validation::Pattern("^[0-9A-Fa-f ]+$")] };
        /// Where that is kept.
        "CAStore": Kind::Choice("CAStore", &["TrustedRootCA", "IntermediateCA", "ThirdPartyRootCA"]) => Default::Nothing, { mandatory: true };
    }
}
