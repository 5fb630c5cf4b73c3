//! A deployment on loopback, and messages that really cross.

mod start_cs_lab;
mod stop_cs_lab;
mod test_cs_xmpp_im;

use crate::cmdlets::cs::state::{Refusal, author};
use crate::engine::command::{CommandInfo, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::federation::lab::{Carrier, DOMAIN, Lab, LabError, PARTNER_DOMAIN};
use crate::topology::kinds;
use crate::topology::model::{
    AccessEdgeConfiguration, Computer, DnsRecord, EnabledTopology, ExternalAccessPolicy, InterfaceSide, Pool,
    PublishedTopology, Role, Service, ServiceId, SipDomain, Site, SiteType, Topology, save,
};
use crate::topology::store::{Reader, Session, StoreError, Transaction};
use std::net::IpAddr;
use std::sync::Arc;

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] =
    &[start_cs_lab::StartCsLab::INFO, stop_cs_lab::StopCsLab::INFO, test_cs_xmpp_im::TestCsXmppIM::INFO];

/// The session's lab.
#[derive(Default)]
struct Running(Option<Arc<Lab>>);

fn failed(error: &LabError) -> Refusal {
    Refusal::Invalid(error.to_string())
}

fn running(context: &mut Context<'_>) -> Outcome<Arc<Lab>> {
    match context.engine.extension::<Running>().0.clone() {
        Some(lab) => Ok(lab),
        None => {
            Err(Refusal::NotFound("No lab is running. Start-CsLab starts one.".into()).terminate(context))
        }
    }
}

/// A pool of the legacy deployment, with one computer.
fn legacy_pool(topology: &mut Topology, fqdn: &str, sides: &[(InterfaceSide, IpAddr)]) {
    let computers = vec![Computer::new(fqdn, sides)];
    topology.add_pool(Pool {
        fqdn: fqdn.into(),
        site_id: Site::BACK_COMPAT.into(),
        computers,
        ..Pool::default()
    });
}

/// The deployment before the migration: a legacy pool, its Edge and its gateway, whose XMPP serves the domain.
fn before(transaction: &mut Transaction, address: IpAddr) -> Result<(), StoreError> {
    let mut topology = Topology { default_domain: Some(DOMAIN.into()), ..Topology::default() };
    topology.domains.push(SipDomain { name: DOMAIN.into(), authoritative: true, allow_sub_domains: false });
    let mut site = Site::new(Site::BACK_COMPAT, Site::BACK_COMPAT);
    site.site_type = SiteType::BackCompatSite;
    site.federation_route = Some(ServiceId::edge("edge01.contoso.net"));
    topology.sites.push(site);
    legacy_pool(&mut topology, "pool01.contoso.net", &[(InterfaceSide::Primary, address)]);
    legacy_pool(
        &mut topology,
        "edge01.contoso.net",
        &[(InterfaceSide::Internal, address), (InterfaceSide::External, address)],
    );
    legacy_pool(&mut topology, "xmppgw01.contoso.net", &[(InterfaceSide::Primary, address)]);
    let mut registrar = Service::registrar("pool01.contoso.net");
    (registrar.service_version, registrar.xmpp_enabled) = (5, false);
    topology.add_service(registrar);
    let mut edge =
        Service::edge("edge01.contoso.net", Some(ServiceId::new(Role::Registrar, "pool01.contoso.net")));
    (edge.service_version, edge.federation_enabled) = (5, true);
    topology.add_service(edge);
    topology.add_service(Service::legacy_gateway("xmppgw01.contoso.net"));
    save(transaction, &PublishedTopology(topology.clone()))?;
    save(transaction, &EnabledTopology(topology))?;
    let policy = ExternalAccessPolicy {
        identity: kinds::GLOBAL.into(),
        enable_federation_access: true,
        ..Default::default()
    };
    save(transaction, &policy)?;
    save(transaction, &AccessEdgeConfiguration { allow_federated_users: true, ..Default::default() })?;
    let record = |name: &str, kind: &str, data: String| DnsRecord {
        zone: DOMAIN.into(),
        name: name.into(),
        record_type: kind.into(),
        time_to_live: 1,
        data,
    };
    save(transaction, &record("xmpp-legacy", "A", address.to_string()))?;
    save(transaction, &record("_xmpp-server._tcp", "SRV", format!("0 0 5269 xmpp-legacy.{DOMAIN}.")))
}

/// In a plan nothing is started; the store's part is planned with the loopback address.
fn plan_only(context: &mut Context<'_>, session: &Session) -> Outcome {
    let address = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
    let author = author(context);
    let planned = session.change::<_, StoreError>(&author, |transaction| {
        match transaction.get(kinds::TOPOLOGY, kinds::PUBLISHED)? {
            None => before(transaction, address),
            Some(_) => Ok(()),
        }
    });
    match planned {
        Ok(_) => {
            let fields = [
                ("Domain", DOMAIN),
                ("PartnerDomain", PARTNER_DOMAIN),
                ("LegacyAddress", "127.0.0.1"),
                ("EdgeAddress", "127.0.0.2"),
                ("EdgeInternalAddress", "127.0.0.5"),
                ("PoolAddress", "127.0.0.3"),
            ]
            .map(|(name, text)| (name, Value::text(text)));
            context.output(Value::custom(fields))
        }
        Err(error) => Err(Refusal::from(error).terminate(context)),
    }
}

/// Gives an address record of the domain another address, where there is such a record.
fn readdress(transaction: &mut Transaction, name: &str, address: IpAddr) -> Result<(), StoreError> {
    use crate::topology::model::{Entity, list};
    let records: Vec<DnsRecord> = list(transaction)?;
    for record in records
        .into_iter()
        .filter(|record| record.zone == DOMAIN && record.name == name && record.record_type == "A")
    {
        if record.data != address.to_string() {
            transaction.delete(kinds::DNS_RECORD, &record.identity())?;
            save(transaction, &DnsRecord { data: address.to_string(), ..record })?;
        }
    }
    Ok(())
}

type Crossed = Result<(Carrier, std::time::Duration), LabError>;

/// Sends what became of a message; a failure is an error too.
fn result(context: &mut Context<'_>, from: &str, to: &str, crossed: Crossed) -> Outcome {
    let (gateway, outcome, milliseconds) = match &crossed {
        Ok((Carrier::Legacy, time)) => {
            (Value::text("Legacy"), "Success", Value::Int(time.as_millis() as i32))
        }
        Ok((Carrier::New, time)) => (Value::text("New"), "Success", Value::Int(time.as_millis() as i32)),
        Err(_) => (Value::Null, "Failure", Value::Null),
    };
    let fields = [
        ("From", Value::text(from)),
        ("To", Value::text(to)),
        ("Gateway", gateway),
        ("Result", Value::text(outcome)),
        ("Milliseconds", milliseconds),
    ];
    context.output(Value::custom(fields))?;
    match crossed {
        Ok(_) => Ok(()),
        Err(error) => {
            let message = format!("The message from {from} to {to} was not delivered: {error}");
            let reported: Result<(), Box<Fault>> = context.fail(
                "System.InvalidOperationException",
                message,
                "NotDelivered",
                Category::ConnectionError,
                Value::text(to),
            );
            reported
        }
    }
}
