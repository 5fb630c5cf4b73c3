//! Each rule on the sample deployment with one thing wrong.

use super::*;
use crate::topology::model::{Negotiation, ServiceId, Site, User, save};
use crate::topology::sample;
use crate::topology::store::{MemoryStore, Transaction};
use std::sync::Arc;

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule).collect()
}

fn broken(change: impl FnOnce(&mut Topology)) -> Vec<&'static str> {
    let mut topology = sample::topology();
    change(&mut topology);
    rules(&check_topology(&topology))
}

#[test]
fn the_sample_is_sound() {
    assert_eq!(check_topology(&sample::topology()), []);
}

#[test]
fn each_fault_is_found() {
    let edge = ServiceId::edge("edge02.contoso.net");
    assert_eq!(broken(|t| t.sites[1].name = Site::BACK_COMPAT.into()), ["DuplicateSite"]);
    assert_eq!(
        broken(|t| t.sites[1].xmpp_federation_route = Some(ServiceId::edge("no"))),
        ["RouteToNowhere"]
    );
    assert_eq!(broken(|t| t.service_mut(&edge).unwrap().xmpp_enabled = false), ["RouteWithoutXmpp"]);
    assert_eq!(broken(|t| t.service_mut(&edge).unwrap().next_hop = None), ["NoNextHop"]);
    assert_eq!(broken(|t| t.pools[4].computers[0].fqdn = "POOL02.contoso.net".into()), ["DuplicateFqdn"]);
    assert_eq!(broken(|t| t.pools[3].computers.clear()), ["EmptyPool"]);
    assert_eq!(broken(|t| t.pools[3].site_id = "9".into()), ["UnknownSite"]);
    assert_eq!(broken(|t| t.default_domain = Some("x.org".into())), ["UnknownDomain"]);
    let sites = broken(|t| t.sites[0].xmpp_federation_route = Some(ServiceId::edge("edge01.contoso.net")));
    assert_eq!(sites, ["RouteWithoutXmpp", "SeveralXmppSites", "SeveralXmppSites"]);
    let port = crate::topology::model::PortUse::XmppListening;
    assert_eq!(broken(|t| t.service_mut(&edge).unwrap().set_port(port, 5061)), ["PortConflict"]);
}

#[test]
fn partners_are_checked() {
    let partner = |change: fn(&mut XmppAllowedPartner)| {
        let mut partner = XmppAllowedPartner { domain: "fabrikam.com".into(), ..Default::default() };
        change(&mut partner);
        rules(&check_partner(&partner))
    };
    assert_eq!(partner(|_| ()), ["OddNegotiation"]);
    assert_eq!(partner(|p| p.support_dialback_negotiation = false), Vec::<&str>::new());
    assert_eq!(partner(|p| p.sasl_negotiation = Negotiation::Optional), Vec::<&str>::new());
    assert_eq!(partner(|p| p.connection_limit = Some(0)), ["BadLimit", "OddNegotiation"]);
    assert_eq!(partner(|p| p.additional_domains = vec!["*.f.com".into()]), ["BadDomain", "OddNegotiation"]);
    let impossible = |p: &mut XmppAllowedPartner| {
        p.tls_negotiation = Negotiation::NotSupported;
        p.support_dialback_negotiation = false;
    };
    assert_eq!(partner(impossible), ["ImpossibleNegotiation"]);
}

#[test]
fn the_deployment_is_checked_together() {
    let mut transaction = Transaction::new(Arc::new(MemoryStore::new()));
    sample::contoso(&mut transaction).unwrap();
    assert_eq!(rules(&check_deployment(&transaction).unwrap()), ["NoCertificate"]);
    let own = XmppAllowedPartner {
        domain: "contoso.com".into(),
        support_dialback_negotiation: false,
        ..Default::default()
    };
    save(&mut transaction, &own).unwrap();
    let lost = User { id: "l".into(), registrar_pool: Some("gone.contoso.net".into()), ..Default::default() };
    save(&mut transaction, &lost).unwrap();
    save(&mut transaction, &EnabledTopology::default()).unwrap();
    save(&mut transaction, &AccessEdgeConfiguration::default()).unwrap();
    let found = rules(&check_deployment(&transaction).unwrap());
    assert_eq!(found, ["OwnDomain", "UnknownHomePool", "NotEnabled", "FederationOff", "NoCertificate"]);
}
