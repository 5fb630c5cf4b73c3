//! `CsTrunkConfiguration`.

use crate::noun;

noun! {
    "CsTrunkConfiguration", "trunk configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.TrunkConfiguration.TrunkConfiguration";
    about "A trunk configuration says what a gateway to the telephone network can do.";
    scopes [Global, Site, Service] {};
    properties {
        /// Whether media take one well-known path.
        "ConcentratedTopology": Kind::Truth => Default::Truth(true);
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// Whether media may bypass the mediation server.
        "EnableBypass": Kind::Truth => Default::Truth(false);
        /// Whether the trunk belongs to a mobile operator.
        "EnableMobileTrunkSupport": Kind::Truth => Default::Truth(false);
        /// Whether calls carry a location.
        "EnablePIDFLOSupport": Kind::Truth => Default::Truth(false);
        /// Whether calls are transferred by the gateway.
        "EnableReferSupport": Kind::Truth => Default::Truth(true);
        /// Whether calls that died are noticed.
        "EnableSessionTimer": Kind::Truth => Default::Truth(false);
        /// Whether audio is amplified.
        "EnableSignalBoost": Kind::Truth => Default::Truth(false);
        /// Most answers to one call.
        "MaxEarlyDialogs": Kind::UInt32 => Default::Number(20);
        /// The rules for called numbers.
        "OutboundTranslationRulesList": Kind::Objects => Default::List(&[]), { example: "(New-CsOutboundTranslationRule Global/Ten -InMemory)" };
        /// Whether the plus before numbers is left out.
        "RemovePlusFromUri": Kind::Truth => Default::Truth(false);
        /// Whether the gateway sends control packets during calls.
        "RTCPActiveCalls": Kind::Truth => Default::Truth(true);
        /// Whether the gateway sends control packets for calls on hold.
        "RTCPCallsOnHold": Kind::Truth => Default::Truth(true);
        /// The rules for errors.
        "SipResponseCodeTranslationRulesList": Kind::Objects => Default::List(&[]), { example: "(New-CsSipResponseCodeTranslationRule Global/Busy -ReceivedResponseCode 434 -TranslatedResponseCode 486 -InMemory)" };
        /// Whether media are encrypted.
        "SRTPMode": Kind::Choice("SRTPMode", &["Required", "Optional", "NotSupported"]) => Default::Text("Required");
        /// Whether calls are transferred by the server.
        "Enable3pccRefer": Kind::Truth => Default::Truth(false);
        /// Whether a call that is not answered in ten seconds goes to the next gateway.
        "EnableFastFailoverTimer": Kind::Truth => Default::Truth(true);
        /// Whether users online use the trunk.
        "EnableOnlineVoice": Kind::Truth => Default::Truth(false);
        /// Whether media go where they come from.
        "EnableRTPLatching": Kind::Truth => Default::Truth(false);
        /// Whether calls carry who forwarded them.
        "ForwardCallHistory": Kind::Truth => Default::Truth(false);
        /// Whether calls carry the caller's asserted identity.
        "ForwardPAI": Kind::Truth => Default::Truth(false);
        /// Whether anonymous calls carry the caller's asserted identity.
        "ForwardAnonymousCallGatewayPAI": Kind::Truth => Default::Truth(false);
        /// The rules for callers' numbers.
        "OutboundCallingNumberTranslationRulesList": Kind::Objects => Default::List(&[]), { example: "(New-CsOutboundCallingNumberTranslationRule Global/Ten -InMemory)" };
        /// Phone usages of calls from the trunk.
        "PstnUsages": Kind::List => Default::List(&[]);
        /// Whether the trunk is for one place only.
        "EnableLocationRestriction": Kind::Truth => Default::Truth(false);
        /// Network site of the trunk.
        "NetworkSiteID": Kind::Text => Default::Nothing;
        /// Whether the gateway's asserted identity is taken.
        "AcceptGatewayPAIForOutboundCalls": Kind::Truth => Default::Truth(false), { on: On::Set };
    }
    NEW = "New-CsTrunkConfiguration", New, "Makes a trunk configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsTrunkConfiguration site:Redmond -ConcentratedTopology $false";
    GET = "Get-CsTrunkConfiguration", Get, "Shows trunk configurations",
        "Get-CsTrunkConfiguration";
    SET = "Set-CsTrunkConfiguration", Set, "Changes a trunk configuration: the global one without -Identity",
        "Set-CsTrunkConfiguration -ConcentratedTopology $false";
    REMOVE = "Remove-CsTrunkConfiguration", Remove, "Removes a trunk configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsTrunkConfiguration site:Redmond -ConcentratedTopology $false | Out-Null\nRemove-CsTrunkConfiguration site:Redmond";
}
