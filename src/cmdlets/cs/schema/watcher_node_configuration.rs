//! `CsWatcherNodeConfiguration`.

use crate::noun;

noun! {
    "CsWatcherNodeConfiguration", "watcher node configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.WatcherNode.TargetPool";
    about "A watcher node configuration says which tests watch a pool.";
    scopes [Named] {
        key: Some(Key { parent: None, name: Some("TargetFqdn"), type_name: "string", shown: true }),
    };
    properties {
        /// Whether the tests run.
        "Enabled": Kind::Truth => Default::Truth(true);
        /// Further tests, made by New-CsExtendedTest.
        "ExtendedTests": Kind::Objects => Default::List(&[]), { example: "@{Add = New-CsExtendedTest -Name 'PSTN Test' -TestType PSTN -TestUsers 'sip:ann@contoso.com', 'sip:bob@contoso.com'}" };
        /// Port of the registrar.
        "PortNumber": Kind::UInt16 => Default::Nothing, { mandatory: true };
        /// The tests.
        "Tests": Kind::Choices("Tests", &["Registration", "IM", "GroupIM", "P2PAV", "AvConference", "Presence", "ABS", "ABWQ", "MCXP2PIM", "ExumConnectivity", "JoinLauncher", "PersistentChatMessage", "DataConference", "XmppIM", "UnifiedContactStore", "AVEdgeConnectivity"]) => Default::List(&[]);
        /// SIP addresses of the test users.
        "TestUsers": Kind::List => Default::List(&[]);
        /// Whether the web addresses inside are tested.
        "UseInternalWebUrls": Kind::Truth => Default::Truth(false);
        /// Address at an XMPP partner that test messages go to.
        "XmppTestReceiverMailAddress": Kind::Text => Default::Nothing;
        /// Whether the registrar is looked up.
        "UseAutoDiscovery": Kind::Truth => Default::Truth(false);
    }
    NEW = "New-CsWatcherNodeConfiguration", New, "Makes a watcher node configuration",
        "New-CsWatcherNodeConfiguration pool02.contoso.net -PortNumber 5061 -Enabled $false";
    GET = "Get-CsWatcherNodeConfiguration", Get, "Shows watcher node configurations",
        "Get-CsWatcherNodeConfiguration";
    SET = "Set-CsWatcherNodeConfiguration", Set, "Changes a watcher node configuration",
        "New-CsWatcherNodeConfiguration pool02.contoso.net -PortNumber 5061 -Enabled $false | Out-Null\nSet-CsWatcherNodeConfiguration pool02.contoso.net -Enabled $false";
    REMOVE = "Remove-CsWatcherNodeConfiguration", Remove, "Removes a watcher node configuration",
        "New-CsWatcherNodeConfiguration pool02.contoso.net -PortNumber 5061 -Enabled $false | Out-Null\nRemove-CsWatcherNodeConfiguration pool02.contoso.net";
}
