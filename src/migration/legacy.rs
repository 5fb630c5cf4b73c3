//! The legacy deployment's topology, taken over as the site `BackCompatSite`.
//!
//! What comes from the legacy side replaces what came from there before, so the merge is repeated after
//! each legacy change. Everything else in the published topology stays as it is.

use crate::topology::document::{DocumentError, Element, decode, read_xml};
use crate::topology::kinds;
use crate::topology::model::{
    Computer, InterfaceSide, Pool, PublishedTopology, Role, Service, ServiceId, Site, SiteType, Topology,
    load, save,
};
use crate::topology::store::{Reader, StoreError, Transaction};
use std::net::IpAddr;

/// A merge that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// A document cannot be read.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A legacy pool has the name of a new one; names have to be new.
    #[error("The legacy pool {pool} has the name of a pool in site '{site}'. Pool names have to differ.")]
    PoolExists {
        /// The name.
        pool: String,
        /// Where it is.
        site: String,
    },
    /// Nothing to merge.
    #[error("The legacy topology has no pools. With -Force those that were merged before are taken out.")]
    Empty,
}

/// What a merge did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Legacy pools that are new.
    pub added: Vec<String>,
    /// Legacy pools that were there before and still are.
    pub kept: Vec<String>,
    /// Legacy pools that are gone from the legacy topology.
    pub removed: Vec<String>,
    /// SIP domains that are new.
    pub domains: Vec<String>,
}

/// Reads a legacy topology (`-TopologyXmlFileName`), with the Edges of a second file
/// (`-UserInputFileName`) if there is one.
///
/// The second file is either a topology document itself or a list, since legacy Edges are not in the
/// directory and are typed in by hand:
/// `<EdgeServers><EdgeServer Fqdn="edge01.contoso.net" InternalIPAddress="10.0.0.1"
/// ExternalIPAddress="203.0.113.1" NextHop="pool01.contoso.net" Federation="true"
/// XmppGateway="xmppgw01.contoso.net" XmppGatewayIPAddress="10.0.0.2" /></EdgeServers>`.
pub fn read_legacy(topology: &[u8], user_input: Option<&[u8]>) -> Result<Topology, DocumentError> {
    let mut legacy = read_xml(&decode(topology)?)?;
    let Some(input) = user_input else { return Ok(legacy) };
    let text = decode(input)?;
    let more = match roxmltree::Document::parse(&text) {
        Ok(document) if document.root_element().tag_name().name() == "EdgeServers" => {
            edge_servers(Element(document.root_element()))?
        }
        _ => read_xml(&text)?,
    };
    for pool in &more.pools {
        legacy.remove_pool(&pool.fqdn);
    }
    legacy.pools.extend(more.pools);
    legacy.services.extend(more.services);
    legacy.other_elements.extend(more.other_elements);
    Ok(legacy)
}

fn edge_servers(root: Element<'_, '_>) -> Result<Topology, DocumentError> {
    let mut topology = Topology::default();
    for element in root.elements() {
        if element.name() == "LegacyConfiguration" {
            topology.other_elements.push(element.to_xml());
            continue;
        }
        if element.name() != "EdgeServer" {
            return Err(element.error("only EdgeServer is expected here".to_owned()));
        }
        let fqdn = element.required_text("Fqdn")?;
        let mut addresses = Vec::new();
        let sides =
            [("InternalIPAddress", InterfaceSide::Internal), ("ExternalIPAddress", InterfaceSide::External)];
        for (name, side) in sides {
            if let Some(address) = element.parsed::<IpAddr>(name)? {
                addresses.push((side, address));
            }
        }
        let next_hop = element.text("NextHop").map(|pool| ServiceId::new(Role::Registrar, pool));
        let mut edge = Service::edge(fqdn, next_hop);
        edge.ports.retain(|port| port.owner != "urn:component:XmppFederation");
        edge.service_version = LEGACY_VERSION;
        edge.federation_enabled = element.truth("Federation")?.unwrap_or(false);
        topology.pools.push(pool(fqdn, &addresses));
        topology.services.push(edge);
        if let Some(gateway) = element.text("XmppGateway") {
            let address = element.parsed::<IpAddr>("XmppGatewayIPAddress")?;
            let addresses: Vec<_> = address.into_iter().map(|one| (InterfaceSide::Primary, one)).collect();
            topology.pools.push(pool(gateway, &addresses));
            topology.services.push(Service::legacy_gateway(gateway));
        }
    }
    Ok(topology)
}

/// Product generation of services that come without one: OCS 2007 R2.
const LEGACY_VERSION: u32 = 4;

fn pool(fqdn: &str, addresses: &[(InterfaceSide, IpAddr)]) -> Pool {
    Pool { fqdn: fqdn.to_owned(), computers: vec![Computer::new(fqdn, addresses)], ..Pool::default() }
}

/// Kind and identity of the record that keeps what a merge found besides the topology.
const CONFIGURATION: (&str, &str) = ("LegacyConfiguration", "Global");

/// A policy, setting or conference directory of the legacy deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegacyRecord {
    /// Name of its element: the family without `Cs`.
    pub kind: String,
    /// `Global`, `Tag:…`, or a name.
    pub identity: String,
    /// The other attributes.
    pub properties: Vec<(String, String)>,
}

/// The elements `<LegacyConfiguration>` that the last merge found; `None` if it found none.
pub fn noted_configuration(reader: &dyn Reader) -> Result<Option<Vec<String>>, StoreError> {
    let record = reader.get(CONFIGURATION.0, CONFIGURATION.1)?;
    Ok(record.and_then(|record| serde_json::from_value(record.value.get("Elements")?.clone()).ok()))
}

/// Reads such elements.
pub fn legacy_records(elements: &[String]) -> Result<Vec<LegacyRecord>, DocumentError> {
    let mut records = Vec::new();
    for text in elements {
        let document = roxmltree::Document::parse(text)
            .map_err(|error| DocumentError::Syntax { line: error.pos().row, reason: error.to_string() })?;
        for element in Element(document.root_element()).elements() {
            let identity = element.text("Identity").unwrap_or("Global").to_owned();
            let attributes = element.0.attributes().filter(|attribute| attribute.name() != "Identity");
            records.push(LegacyRecord {
                kind: element.name().to_owned(),
                identity,
                properties: attributes
                    .map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned()))
                    .collect(),
            });
        }
    }
    Ok(records)
}

/// Notes the configuration in place of that of the last merge.
fn note_configuration(transaction: &mut Transaction, legacy: &Topology) -> Result<(), StoreError> {
    let (kind, identity) = CONFIGURATION;
    let found: Vec<&String> =
        legacy.other_elements.iter().filter(|text| text.starts_with("<LegacyConfiguration")).collect();
    match found.is_empty() {
        false => transaction.put(kind, identity, serde_json::json!({ "Elements": found })),
        true if transaction.get(kind, identity)?.is_some() => transaction.delete(kind, identity),
        true => Ok(()),
    }
}

/// Merges a legacy topology into the published one. `Enable-CsTopology` puts it in force.
///
/// `retired` allows a legacy topology without pools: all those that were merged before go.
pub fn merge_legacy(
    transaction: &mut Transaction,
    legacy: Topology,
    retired: bool,
) -> Result<Merged, MergeError> {
    if legacy.pools.is_empty() && !retired {
        return Err(MergeError::Empty);
    }
    note_configuration(transaction, &legacy)?;
    let mut published: PublishedTopology = load(transaction, kinds::PUBLISHED)?.unwrap_or_default();
    let merged = merge_into(&mut published.0, legacy)?;
    save(transaction, &published)?;
    Ok(merged)
}

fn merge_into(topology: &mut Topology, legacy: Topology) -> Result<Merged, MergeError> {
    let site = back_compat_site(topology, &legacy);
    let is_legacy = |pool: &Pool| pool.site_id == site;
    let before: Vec<String> =
        topology.pools.iter().filter(|pool| is_legacy(pool)).map(|pool| pool.fqdn.clone()).collect();
    let has = |names: &[String], name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    for pool in &legacy.pools {
        if let Some(own) = topology.pool(&pool.fqdn).filter(|own| !is_legacy(own)) {
            let site = topology.site(&own.site_id).map(|site| site.name.clone()).unwrap_or_default();
            return Err(MergeError::PoolExists { pool: pool.fqdn.clone(), site });
        }
    }
    before.iter().for_each(|fqdn| drop(topology.remove_pool(fqdn)));
    let after: Vec<String> = legacy.pools.iter().map(|pool| pool.fqdn.clone()).collect();
    let mut merged = Merged {
        added: after.iter().filter(|name| !has(&before, name)).cloned().collect(),
        kept: after.iter().filter(|name| has(&before, name)).cloned().collect(),
        removed: before.into_iter().filter(|name| !has(&after, name)).collect(),
        domains: Vec::new(),
    };
    for pool in legacy.pools {
        let (requires_replication, requires_setup) = (false, false);
        topology.add_pool(Pool { site_id: site.clone(), requires_replication, requires_setup, ..pool });
    }
    legacy.services.into_iter().for_each(|service| topology.add_service(service));
    topology.sql_instances.retain(|instance| topology.pools.iter().any(|pool| pool.fqdn == instance.pool));
    topology.sql_instances.extend(legacy.sql_instances);
    for domain in legacy.domains {
        if !topology.domains.iter().any(|known| known.name.eq_ignore_ascii_case(&domain.name)) {
            merged.domains.push(domain.name.clone());
            topology.domains.push(domain);
        }
    }
    topology.default_domain = topology.default_domain.take().or(legacy.default_domain);
    Ok(merged)
}

/// The key of the legacy site, which is made if it is not there.
fn back_compat_site(topology: &mut Topology, legacy: &Topology) -> String {
    if let Some(site) = topology.sites.iter().find(|site| site.site_type == SiteType::BackCompatSite) {
        return site.site_id.clone();
    }
    let mut site = Site::new(Site::BACK_COMPAT, Site::BACK_COMPAT);
    site.site_type = SiteType::BackCompatSite;
    if let Some(old) = legacy.sites.first() {
        (site.city, site.state) = (old.city.clone(), old.state.clone());
        site.country_code.clone_from(&old.country_code);
        site.federation_route.clone_from(&old.federation_route);
    }
    topology.sites.push(site);
    Site::BACK_COMPAT.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::check::check_topology;
    use crate::topology::model::HomeKind;
    use crate::topology::store::MemoryStore;
    use std::sync::Arc;

    const NEW: &[u8] = include_bytes!("../../tests/fixtures/contoso-topology.xml");
    const LEGACY: &[u8] = include_bytes!("../../tests/fixtures/contoso-legacy.xml");

    fn published() -> Transaction {
        let mut transaction = Transaction::new(Arc::new(MemoryStore::new()));
        save(&mut transaction, &PublishedTopology(read_xml(&decode(NEW).unwrap()).unwrap())).unwrap();
        transaction
    }

    fn topology(transaction: &Transaction) -> Topology {
        load::<PublishedTopology>(transaction, kinds::PUBLISHED).unwrap().unwrap().0
    }

    #[test]
    fn merging_again_changes_nothing() {
        let mut transaction = published();
        let legacy = read_legacy(LEGACY, None).unwrap();
        let merged = merge_legacy(&mut transaction, legacy.clone(), false).unwrap();
        assert_eq!(merged.added, ["pool01.contoso.net", "edge01.contoso.net", "xmppgw01.contoso.net"]);
        let once = topology(&transaction);
        assert_eq!(once.home_kind("pool01.contoso.net"), Some(HomeKind::Legacy));
        assert_eq!(once.home_kind("pool02.contoso.net"), Some(HomeKind::New));
        assert_eq!(check_topology(&once), []);
        let again = merge_legacy(&mut transaction, legacy, false).unwrap();
        assert_eq!((again.added.len(), again.kept.len(), again.removed.len()), (0, 3, 0));
        assert_eq!(topology(&transaction), once);
    }

    #[test]
    fn a_retired_edge_goes_with_the_next_merge() {
        let mut transaction = published();
        let mut legacy = read_legacy(LEGACY, None).unwrap();
        merge_legacy(&mut transaction, legacy.clone(), false).unwrap();
        legacy.remove_pool("edge01.contoso.net");
        assert_eq!(merge_legacy(&mut transaction, legacy, false).unwrap().removed, ["edge01.contoso.net"]);
        assert_eq!(topology(&transaction).service(&ServiceId::edge("edge01.contoso.net")), None);
    }

    #[test]
    fn edges_are_typed_in_by_hand() {
        let input = br#"<EdgeServers><EdgeServer Fqdn="edge09.contoso.net" InternalIPAddress="10.0.0.9"
            NextHop="pool01.contoso.net" Federation="true" XmppGateway="gw09.contoso.net" /></EdgeServers>"#;
        let legacy = read_legacy(LEGACY, Some(input)).unwrap();
        let edge = legacy.service(&ServiceId::edge("edge09.contoso.net")).unwrap();
        assert!(edge.federation_enabled && !edge.xmpp_enabled);
        let mut transaction = published();
        assert_eq!(merge_legacy(&mut transaction, legacy, false).unwrap().added.len(), 5);
        assert_eq!(check_topology(&topology(&transaction)), []);
        let bad = br#"<EdgeServers><EdgeServer InternalIPAddress="x" /></EdgeServers>"#;
        let error = read_legacy(LEGACY, Some(bad)).unwrap_err().to_string();
        assert_eq!(error, "<EdgeServer> in line 1: the attribute Fqdn is missing.");
    }

    #[test]
    fn names_of_new_pools_are_not_taken() {
        let mut transaction = published();
        let text = decode(LEGACY).unwrap().replace("pool01.contoso.net", "pool02.contoso.net");
        let legacy = read_legacy(text.as_bytes(), None).unwrap();
        let error = merge_legacy(&mut transaction, legacy, false).unwrap_err();
        assert!(matches!(error, MergeError::PoolExists { site, .. } if site == "Redmond"));
        assert_eq!(merge_legacy(&mut transaction, Topology::default(), false), Err(MergeError::Empty));
    }
}
