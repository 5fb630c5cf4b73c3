//! A deployment on loopback, and messages that really cross.

mod start_cs_lab;
mod stop_cs_lab;

use crate::cmdlets::cs::state::{Refusal, author};
use crate::engine::command::{CommandInfo, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::federation::lab::{Carrier, Crossing, Lab, LabAddresses, LabError, LabOptions, PARTNER_DOMAIN};
use crate::federation::runtime::HostHandle;
use crate::topology::kinds;
use crate::topology::model::{
    AccessEdgeConfiguration, Computer, DnsRecord, EnabledTopology, ExternalAccessPolicy, InterfaceSide, Pool,
    PublishedTopology, Role, Service, ServiceId, SipDomain, Site, SiteType, Topology, save,
};
use crate::topology::store::{Reader, Session, StoreError, Transaction};
use std::net::IpAddr;
use std::sync::Arc;

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[start_cs_lab::StartCsLab::INFO, stop_cs_lab::StopCsLab::INFO];

/// The session's lab.
#[derive(Default)]
struct Running(Option<Arc<Lab>>);

/// The computers of the session's lab whose services run; none without a lab.
pub(super) fn computers(context: &mut Context<'_>) -> Outcome<Vec<String>> {
    match followed(context)? {
        Some(lab) => context.wait(async move { lab.computers().await }),
        None => Ok(Vec::new()),
    }
}

/// The service host of a computer of the session's lab.
pub(super) fn host(context: &mut Context<'_>, computer: &str) -> Outcome<Option<HostHandle>> {
    match followed(context)? {
        Some(lab) => context.wait(async move { lab.host(computer).await }),
        None => Ok(None),
    }
}

/// The session's lab, with what is in force now.
fn followed(context: &mut Context<'_>) -> Outcome<Option<Arc<Lab>>> {
    let Some(lab) = context.engine.extension::<Running>().0.clone() else { return Ok(None) };
    if let Err(error) = context.wait(lab.follow())? {
        return Err(failed(&error).terminate(context));
    }
    Ok(Some(lab))
}

fn failed(error: &LabError) -> Refusal {
    Refusal::Invalid(error.to_string())
}

/// Whether the session has a lab.
pub(super) fn is_running(context: &mut Context<'_>) -> bool {
    context.engine.extension::<Running>().0.is_some()
}

/// The session's lab. Errors: there is none.
pub(super) fn running(context: &mut Context<'_>) -> Outcome<Arc<Lab>> {
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
fn before(transaction: &mut Transaction, domain: &str, addresses: &LabAddresses) -> Result<(), StoreError> {
    let mut topology = Topology { default_domain: Some(domain.into()), ..Topology::default() };
    topology.domains.push(SipDomain { name: domain.into(), authoritative: true, allow_sub_domains: false });
    let mut site = Site::new(Site::BACK_COMPAT, Site::BACK_COMPAT);
    site.site_type = SiteType::BackCompatSite;
    site.federation_route = Some(ServiceId::edge("edge01.contoso.net"));
    topology.sites.push(site);
    legacy_pool(&mut topology, "pool01.contoso.net", &[(InterfaceSide::Primary, addresses.legacy_pool)]);
    let edge = addresses.legacy_edge;
    legacy_pool(
        &mut topology,
        "edge01.contoso.net",
        &[(InterfaceSide::Internal, edge), (InterfaceSide::External, edge)],
    );
    legacy_pool(&mut topology, "xmppgw01.contoso.net", &[(InterfaceSide::Primary, addresses.legacy_gateway)]);
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
        zone: domain.into(),
        name: name.into(),
        record_type: kind.into(),
        time_to_live: 1,
        data,
    };
    save(transaction, &record("xmpp-legacy", "A", addresses.legacy_gateway.to_string()))?;
    save(transaction, &record("_xmpp-server._tcp", "SRV", format!("0 0 5269 xmpp-legacy.{domain}.")))
}

/// In a plan nothing is started; the store's part is planned with the loopback address.
fn plan_only(context: &mut Context<'_>, session: &Session, options: &LabOptions) -> Outcome {
    let network = options.network.unwrap_or(std::net::Ipv4Addr::new(127, 0, 0, 0));
    let options = LabOptions { network: Some(network), ..options.clone() };
    let domain = options.own_domain().to_owned();
    let addresses = match LabAddresses::choose(&**session.store(), &options) {
        Ok(addresses) => addresses,
        Err(error) => return Err(Refusal::from(error).terminate(context)),
    };
    let author = author(context);
    let planned = session.change::<_, StoreError>(&author, |transaction| {
        match transaction.get(kinds::TOPOLOGY, kinds::PUBLISHED)? {
            None => before(transaction, &domain, &addresses),
            Some(_) => Ok(()),
        }
    });
    match planned {
        Ok(_) => {
            let partner = options.partner.map_or(PARTNER_DOMAIN.to_owned(), |partner| partner.domain);
            let fields = [
                ("Domain", domain),
                ("PartnerDomain", partner),
                ("LegacyAddress", addresses.legacy_gateway.to_string()),
                ("EdgeAddress", addresses.edge.to_string()),
                ("EdgeInternalAddress", addresses.edge_internal.to_string()),
                ("PoolAddress", addresses.pool.to_string()),
            ]
            .map(|(name, text)| (name, Value::from(text)));
            context.output(Value::custom(fields))
        }
        Err(error) => Err(Refusal::from(error).terminate(context)),
    }
}

/// Gives an address record of the domain another address, where there is such a record.
fn readdress(
    transaction: &mut Transaction,
    domain: &str,
    name: &str,
    address: IpAddr,
) -> Result<(), StoreError> {
    use crate::topology::model::{Entity, list};
    let records: Vec<DnsRecord> = list(transaction)?;
    for record in records
        .into_iter()
        .filter(|record| record.zone == domain && record.name == name && record.record_type == "A")
    {
        if record.data != address.to_string() {
            transaction.delete(kinds::DNS_RECORD, &record.identity())?;
            save(transaction, &DnsRecord { data: address.to_string(), ..record })?;
        }
    }
    Ok(())
}

/// What became of a message.
pub(super) type Crossed = Result<Crossing, LabError>;

/// Sends what became of a message; a failure is an error too.
pub(super) fn result(context: &mut Context<'_>, from: &str, to: &str, crossed: Crossed) -> Outcome {
    let (gateway, outcome, milliseconds) = match &crossed {
        Ok(crossing) => {
            let name = if crossing.carrier == Carrier::Legacy { "Legacy" } else { "New" };
            let time = i32::try_from(crossing.time.as_millis()).unwrap_or(i32::MAX);
            (Value::text(name), "Success", Value::Int(time))
        }
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
