//! `CsAccessEdgeConfiguration`: what all Edges allow, one record.

use crate::cmdlets::cs::noun::record::Fields;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{Membership, Pipe};
use crate::noun;
use crate::topology::model::AccessEdgeConfiguration;
use crate::topology::store::Reader;

const VERIFICATION: &[&str] = &["AlwaysVerifiable", "AlwaysUnverifiable", "UseSourceVerification"];
const BY_DNS: &[Membership] =
    &[Membership { set: "DnsSrvRouting", position: None, mandatory: false, pipe: Pipe::No }];
const BY_DEFAULT: &[Membership] =
    &[Membership { set: "DefaultRoute", position: None, mandatory: false, pipe: Pipe::No }];

/// Default routing needs to know where to.
fn check(identity: &str, fields: &Fields) -> Result<Vec<String>, String> {
    let configuration: AccessEdgeConfiguration = noun::readable(identity, fields)?;
    let by_default = fields.get("RoutingMethod").and_then(|method| method.as_str()) == Some(DEFAULT_ROUTING);
    if by_default && configuration.default_route_fqdn.is_none() {
        return Err("default routing needs -DefaultRouteFqdn, the name of the next hop.".to_owned());
    }
    Ok(Vec::new())
}

/// What belongs to a way of routing changes only with its switch, and all providers go before everything is sent to one
/// next hop. Source: migration.md C.6.
fn guard(reader: &dyn Reader, given: &[&str], fields: &Fields) -> Result<(), Refusal> {
    for (switch, own) in [
        (DNS_ROUTING, ["BeClearingHouse", "EnablePartnerDiscovery", "DiscoveredPartnerVerificationLevel"]),
        (DEFAULT_ROUTING, ["DefaultRouteFqdn", "VerificationLevel", "IsPublicProvider"]),
    ] {
        if let Some(name) = own.iter().find(|name| given.contains(name) && !given.contains(&switch)) {
            return Err(Refusal::Invalid(format!("-{name} can be changed only together with -{switch}.")));
        }
    }
    if given.contains(&DEFAULT_ROUTING)
        && fields.get("RoutingMethod").is_some_and(|own| own == DEFAULT_ROUTING)
    {
        for (kind, words) in [("HostingProvider", "hosting"), ("PublicProvider", "public")] {
            if let Some(record) = reader.list(kind)?.first() {
                return Err(Refusal::Invalid(format!(
                    "Default routing needs that there are no providers, and there is the {words} provider '{}'. Remove-Cs{kind} removes it.",
                    record.identity
                )));
            }
        }
    }
    Ok(())
}

const DEFAULT_ROUTING: &str = "UseDefaultRouting";
const DNS_ROUTING: &str = "UseDnsSrvRouting";

/// The switches of the two sets choose how SIP partners are found.
fn choose_routing(fields: &mut Fields) {
    for method in [DEFAULT_ROUTING, DNS_ROUTING] {
        if fields.shift_remove(method).is_some_and(|given| given == true) {
            fields.insert("RoutingMethod".to_owned(), method.into());
        }
    }
}

/// Only the properties of the routing method in force are shown. Source: migration.md C.6.
fn is_shown(fields: &Fields, property: &str) -> bool {
    let by_default = fields.get("RoutingMethod").and_then(|method| method.as_str()) == Some(DEFAULT_ROUTING);
    match property {
        "UseDnsSrvRouting" | "UseDefaultRouting" => false,
        "EnablePartnerDiscovery" | "BeClearingHouse" | "DiscoveredPartnerVerificationLevel" => !by_default,
        "DefaultRouteFqdn" | "VerificationLevel" | "IsPublicProvider" => by_default,
        _ => true,
    }
}

noun! {
    "CsAccessEdgeConfiguration", "Access Edge configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.Edge.AccessEdgeSettings";
    about "The Access Edge configuration says whether there is federation at all, SIP and XMPP alike, and how SIP partners are found.";
    scopes [Global] { check: Some(check), guard: Some(guard), prepare: Some(choose_routing), is_shown: Some(is_shown) };
    properties {
        /// Whether anonymous users may join meetings.
        "AllowAnonymousUsers": Kind::Truth => Default::Truth(false);
        /// Whether users may talk to SIP and XMPP partners.
        "AllowFederatedUsers": Kind::Truth => Default::Truth(false);
        /// Whether users may sign in from outside.
        "AllowOutsideUsers": Kind::Truth => Default::Truth(true);
        /// Whether partners that are not listed act for others.
        "BeClearingHouse": Kind::Truth => Default::Truth(false), { sets: BY_DNS };
        /// Whether partners that are not listed are found by DNS.
        "EnablePartnerDiscovery": Kind::Truth => Default::Truth(false), { sets: BY_DNS };
        /// How far partners that were found by DNS are trusted.
        "DiscoveredPartnerVerificationLevel": Kind::Choice("VerificationLevelType", VERIFICATION) => Default::Text("UseSourceVerification"), { sets: BY_DNS };
        /// Whether partners are told that conversations are archived.
        "EnableArchivingDisclaimer": Kind::Truth => Default::Truth(false);
        /// Whether users are looked up by a replicator of the Edge's own.
        "EnableUserReplicator": Kind::Truth => Default::Truth(false);
        /// Whether lists of revoked certificates are fetched again and again.
        "KeepCrlsUpToDateForPeers": Kind::Truth => Default::Truth(true);
        /// Whether partners are told that senders are verified.
        "MarkSourceVerifiableOnOutgoingMessages": Kind::Truth => Default::Truth(true);
        /// Most TLS connections to one SIP partner.
        "OutgoingTlsCountForFederatedPartners": Kind::UInt32 => Default::Number(4), { validate: &[Validation::Range(1.0, 4.0)] };
        /// Most records of SIP partners that are kept from DNS.
        "DnsSrvCacheRecordCount": Kind::UInt32 => Default::Number(131_072);
        /// Messages a second that a partner found by DNS may send.
        "DiscoveredPartnerStandardRate": Kind::UInt32 => Default::Number(20);
        /// Whether a partner found by DNS may reach only so many users.
        "EnableDiscoveredPartnerContactsLimit": Kind::Truth => Default::Truth(true);
        /// Most users that one partner found by DNS may reach.
        "MaxContactsPerDiscoveredPartner": Kind::UInt32 => Default::Number(1000);
        /// Minutes between reports on partners found by DNS.
        "DiscoveredPartnerReportPeriodMinutes": Kind::UInt32 => Default::Number(60);
        /// Most accepted certificates that are remembered.
        "MaxAcceptedCertificatesStored": Kind::UInt32 => Default::Number(1000);
        /// Most refused certificates that are remembered.
        "MaxRejectedCertificatesStored": Kind::UInt32 => Default::Number(500);
        /// Percentage of remembered certificates that are forgotten when there are too many.
        "CertificatesDeletedPercentage": Kind::UInt32 => Default::Number(20), { validate: &[Validation::Range(0.0, 100.0)] };
        /// Where clients search for Skype users.
        "SkypeSearchUrl": Kind::Text => Default::Nothing;
        /// How SIP partners are found.
        "RoutingMethod": Kind::Choice("RoutingMethod", &["UseDnsSrvRouting", "UseDefaultRouting"]) => Default::Text("UseDnsSrvRouting"), { on: On::Neither };
        /// Finds SIP partners by their SRV records.
        "UseDnsSrvRouting": Kind::Switch => Default::Nothing, { sets: BY_DNS };
        /// Sends everything for SIP partners to one next hop.
        "UseDefaultRouting": Kind::Switch => Default::Nothing, { sets: BY_DEFAULT };
        /// The next hop of default routing.
        "DefaultRouteFqdn": Kind::Text => Default::Nothing, { sets: BY_DEFAULT };
        /// How far the next hop of default routing is trusted.
        "VerificationLevel": Kind::Choice("VerificationLevelType", VERIFICATION) => Default::Text("UseSourceVerification"), { sets: BY_DEFAULT };
        /// Whether the next hop of default routing is a public provider.
        "IsPublicProvider": Kind::Truth => Default::Truth(false), { sets: BY_DEFAULT };
    }
    GET = "Get-CsAccessEdgeConfiguration", Get, "Shows what the Edges allow", "Get-CsAccessEdgeConfiguration";
    SET = "Set-CsAccessEdgeConfiguration", Set, "Changes what the Edges allow",
        "Set-CsAccessEdgeConfiguration -UseDefaultRouting -DefaultRouteFqdn next.fabrikam.com -VerificationLevel AlwaysVerifiable -IsPublicProvider $false\nSet-CsAccessEdgeConfiguration -UseDnsSrvRouting -EnablePartnerDiscovery $false -BeClearingHouse $false -DiscoveredPartnerVerificationLevel AlwaysVerifiable\nSet-CsAccessEdgeConfiguration -AllowFederatedUsers $true";
}
