//! Lync's topology XML to the model. Structure: migration.md E.4.

use super::{DocumentError, Element, FEDSH};
use crate::topology::model::{
    Computer, Dependency, InterfaceSide, NetInterface, Pool, Port, Role, Service, ServiceId, SipDomain, Site,
    SiteType, SqlInstance, Topology,
};
use roxmltree::{Document, ParsingOptions};
use std::collections::HashMap;

/// Reads a topology document. Errors name the element and its line; DTDs are refused.
pub fn read_xml(text: &str) -> Result<Topology, DocumentError> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 2_000_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| DocumentError::Syntax { line: error.pos().row, reason: error.to_string() })?;
    let root = Element(document.root_element());
    match root.name() {
        "Topology" => Reader::default().topology(root),
        "TopologyBuilder" => Err(DocumentError::WrongKind {
            reason: "it is a Topology Builder file (.tbxml); export the published topology with \
                     Get-CsTopology -AsXml"
                .to_owned(),
        }),
        other => Err(DocumentError::WrongKind {
            reason: format!("its root is <{other}>; a topology begins with <Topology>"),
        }),
    }
}

/// Where references lead, filled as elements are read.
#[derive(Default)]
struct Reader {
    /// Site and number to the pool's name.
    clusters: HashMap<(String, u32), String>,
    /// Site, role and instance to the service.
    services: HashMap<(String, String, u32), ServiceId>,
}

impl Reader {
    fn topology(mut self, root: Element<'_, '_>) -> Result<Topology, DocumentError> {
        let mut topology =
            Topology { signature: root.text("Signature").map(str::to_owned), ..Topology::default() };
        for element in root.elements() {
            match element.name() {
                "InternalDomains" => domains(element, &mut topology)?,
                "Sites" => topology.sites = element.elements().map(site).collect::<Result<_, _>>()?,
                "Clusters" => {
                    topology.pools =
                        element.all("Cluster").map(|e| self.pool(e)).collect::<Result<_, _>>()?;
                }
                // Below, when the clusters they refer to are known.
                "SqlInstances" | "Services" => {}
                _ => topology.other_elements.push(element.to_xml()),
            }
        }
        if let Some(instances) = root.child("SqlInstances") {
            let read = |element: Element<'_, '_>| self.sql_instance(element.required("SqlInstanceId")?);
            topology.sql_instances = instances.all("SqlInstance").map(read).collect::<Result<_, _>>()?;
        }
        let services: Vec<_> = root.child("Services").into_iter().flat_map(|e| e.all("Service")).collect();
        for element in &services {
            let (key, id) = self.service_id(*element)?;
            if self.services.insert(key, id.clone()).is_some() {
                return Err(element.error(format!("another service has the same ServiceId as {id}")));
            }
        }
        for element in services {
            topology.services.push(self.service(element)?);
        }
        mark_branch_appliances(&mut topology);
        Ok(topology)
    }

    fn pool(&mut self, element: Element<'_, '_>) -> Result<Pool, DocumentError> {
        let key = cluster_key(element.required("ClusterId")?)?;
        let fqdn = element.required_text("Fqdn")?.to_owned();
        if let Some(other) = self.clusters.insert(key.clone(), fqdn.clone()) {
            return Err(element.error(format!("{other} has the same ClusterId")));
        }
        let appliance = element.text_in(FEDSH, "SurvivableBranchAppliance");
        Ok(Pool {
            fqdn,
            site_id: key.0,
            number: key.1,
            requires_replication: element.truth("RequiresReplication")?.unwrap_or(true),
            requires_setup: element.truth("RequiresSetup")?.unwrap_or(true),
            survivable_branch_appliance: match appliance {
                Some(text) => element.parse_truth("SurvivableBranchAppliance", text)?,
                None => false,
            },
            computers: element.all("Machine").map(computer).collect::<Result<_, _>>()?,
            other_elements: others(element, &["ClusterId", "Machine"]),
        })
    }

    fn cluster(&self, element: Element<'_, '_>) -> Result<String, DocumentError> {
        let (site, number) = cluster_key(element)?;
        let known = self.clusters.get(&(site.clone(), number)).cloned();
        known.ok_or_else(|| element.error(format!("there is no cluster {number} in site {site}")))
    }

    fn sql_instance(&self, element: Element<'_, '_>) -> Result<SqlInstance, DocumentError> {
        let pool = self.cluster(element.required("ClusterId")?)?;
        Ok(SqlInstance { name: element.text("Name").unwrap_or_default().to_owned(), pool })
    }

    /// Document key and identity of a service.
    fn service_id(
        &self,
        element: Element<'_, '_>,
    ) -> Result<((String, String, u32), ServiceId), DocumentError> {
        let key = service_key(element.required("ServiceId")?)?;
        let (pool, _) = self.installed_on(element)?;
        let id = ServiceId::new(Role::from_name(&key.1), pool);
        Ok((key, id))
    }

    fn installed_on(&self, service: Element<'_, '_>) -> Result<(String, Option<String>), DocumentError> {
        let on = service.required("InstalledOn")?;
        if let Some(instance) = on.child("SqlInstanceId") {
            let instance = self.sql_instance(instance)?;
            return Ok((instance.pool, Some(instance.name)));
        }
        Ok((self.cluster(on.required("ClusterId")?)?, None))
    }

    fn service(&self, element: Element<'_, '_>) -> Result<Service, DocumentError> {
        let ((_, _, instance), id) = self.service_id(element)?;
        let (pool, sql_instance) = self.installed_on(element)?;
        let dependencies = element.child("DependsOn");
        let depends_on = dependencies
            .into_iter()
            .flat_map(|list| list.all("Dependency"))
            .map(|dependency| self.dependency(dependency))
            .collect::<Result<Vec<_>, _>>()?;
        let ports = element.child("Ports").into_iter().flat_map(|list| list.all("Port"));
        let known = ["ServiceId", "DependsOn", "InstalledOn", "Ports"];
        let other: Vec<_> = element.elements().filter(|child| !known.contains(&child.name())).collect();
        let mut service = Service {
            role: id.role,
            pool,
            instance,
            role_version: element.parsed("RoleVersion")?.unwrap_or(1),
            service_version: element.parsed("ServiceVersion")?.unwrap_or(Service::CURRENT_VERSION),
            depends_on,
            ports: ports.map(port).collect::<Result<_, _>>()?,
            sql_instance,
            document_type: element.text("Type").map(str::to_owned),
            other_elements: other.iter().map(|element| element.to_xml()).collect(),
            is_active: None,
            ..Service::default()
        };
        for settings in other {
            service.is_active = service.is_active.or(settings.truth("IsActive")?);
        }
        ours(element, &mut service)?;
        Ok(service)
    }

    fn dependency(&self, element: Element<'_, '_>) -> Result<Dependency, DocumentError> {
        let reference = element.required("ServiceId")?;
        let key = service_key(reference)?;
        let Some(service) = self.services.get(&key).cloned() else {
            return Err(reference.error(format!("there is no service {} {} in site {}", key.1, key.2, key.0)));
        };
        Ok(Dependency { usage: element.text("Usage").unwrap_or_default().to_owned(), service })
    }
}

/// What fedsh adds to a service, and for documents of Lync what follows from ports and dependencies.
fn ours(element: Element<'_, '_>, service: &mut Service) -> Result<(), DocumentError> {
    let text = |name: &'static str| element.text_in(FEDSH, name);
    let truth = |name: &'static str| text(name).map(|value| element.parse_truth(name, value)).transpose();
    let has = |owner: &str, side: Option<InterfaceSide>| {
        service.ports.iter().any(|port| {
            port.owner.eq_ignore_ascii_case(owner) && side.is_none_or(|side| port.interface_side == side)
        })
    };
    let edge = service.role == Role::EdgeServer;
    let xmpp = has("urn:component:XmppFederation", None);
    let federated = edge && has("urn:component:AccessEdge", Some(InterfaceSide::External));
    service.xmpp_enabled = truth("XmppEnabled")?.unwrap_or(xmpp);
    service.federation_enabled = truth("FederationEnabled")?.unwrap_or(federated);
    service.next_hop = match text("NextHop") {
        Some(id) => Some(element.parse("NextHop", id)?),
        None if edge => {
            let registrar = |dependency: &&Dependency| dependency.service.role == Role::Registrar;
            service.depends_on.iter().find(registrar).map(|dependency| dependency.service.clone())
        }
        None => None,
    };
    let next_hop = text("SipNextHop").map(str::parse).transpose();
    service.sip_next_hop =
        next_hop.map_err(|reason: String| element.error(format!("SipNextHop: {reason}")))?;
    service.external_fqdn = text("ExternalFqdn").map(str::to_owned);
    if let Some(settings) = text("Settings") {
        let read = serde_json::from_str(settings);
        service.settings =
            read.map_err(|error| element.error(format!("Settings cannot be read: {error}")))?;
    }
    Ok(())
}

fn domains(element: Element<'_, '_>, topology: &mut Topology) -> Result<(), DocumentError> {
    topology.default_domain = element.text("DefaultDomain").map(str::to_owned);
    topology.allow_all_domains = element.truth("AllowAllDomains")?.unwrap_or(false);
    let domain = |element: Element<'_, '_>| {
        Ok(SipDomain {
            name: element.required_text("Name")?.to_owned(),
            authoritative: element.truth("Authoritative")?.unwrap_or(true),
            allow_sub_domains: element.truth("AllowSubDomains")?.unwrap_or(false),
        })
    };
    topology.domains = element.all("InternalDomain").map(domain).collect::<Result<_, DocumentError>>()?;
    Ok(())
}

fn site(element: Element<'_, '_>) -> Result<Site, DocumentError> {
    let site_id = element.required_text("SiteId")?;
    let name = element.child("Name").and_then(|name| name.0.text()).map(str::trim).unwrap_or(site_id);
    let mut site = Site::new(site_id, name);
    site.site_type = match element.name() {
        _ if site_id.eq_ignore_ascii_case(Site::BACK_COMPAT) => SiteType::BackCompatSite,
        "BranchSite" => SiteType::BranchSite,
        _ => SiteType::CentralSite,
    };
    if let Some(location) = element.child("Location") {
        site.city = location.text("City").map(str::to_owned);
        site.state = location.text("State").map(str::to_owned);
        site.country_code = location.text("CountryCode").map(str::to_owned);
    }
    let route = |name: &'static str| {
        element.text_in(FEDSH, name).map(|text| element.parse::<ServiceId>(name, text)).transpose()
    };
    site.federation_route = route("FederationRoute")?;
    site.xmpp_federation_route = route("XmppFederationRoute")?;
    site.other_elements = others(element, &["Name", "Location"]);
    site.description = element.text_in(FEDSH, "Description").map(str::to_owned);
    if let Some(kind) = element.text_in(FEDSH, "SiteType") {
        site.site_type = element.parse("SiteType", kind)?;
    }
    Ok(site)
}

/// The children that are not known, as XML.
fn others(element: Element<'_, '_>, known: &[&str]) -> Vec<String> {
    element.elements().filter(|child| !known.contains(&child.name())).map(|child| child.to_xml()).collect()
}

fn computer(element: Element<'_, '_>) -> Result<Computer, DocumentError> {
    let interface = |element: Element<'_, '_>| {
        let address = element.required_text("IPAddress")?;
        Ok(NetInterface {
            interface_side: element.parsed("InterfaceSide")?.unwrap_or(InterfaceSide::Primary),
            interface_number: element.parsed("InterfaceNumber")?.unwrap_or(1),
            ip_address: element.parse("IPAddress", address)?,
            configured_ip_address: element.parsed("ConfiguredIPAddress")?,
        })
    };
    Ok(Computer {
        fqdn: element.required_text("Fqdn")?.to_owned(),
        ordinal_in_cluster: element.parsed("OrdinalInCluster")?.unwrap_or(1),
        fault_domain: element.text("FaultDomain").map(str::to_owned),
        upgrade_domain: element.text("UpgradeDomain").map(str::to_owned),
        interfaces: element.all("NetInterface").map(interface).collect::<Result<_, DocumentError>>()?,
        other_elements: others(element, &["NetInterface"]),
    })
}

fn port(element: Element<'_, '_>) -> Result<Port, DocumentError> {
    let number = element.required_text("Port")?;
    let protocol = element.required_text("Protocol")?;
    Ok(Port {
        owner: element.required_text("Owner")?.to_owned(),
        usage: element.text("Usage").unwrap_or_default().to_owned(),
        interface_side: element.parsed("InterfaceSide")?.unwrap_or(InterfaceSide::Primary),
        interface_number: element.parsed("InterfaceNumber")?.unwrap_or(1),
        port: element.parse("Port", number)?,
        protocol: element.parse("Protocol", protocol)?,
        url_path: element.text("UrlPath").map(str::to_owned),
        authorizes_requests: element.truth("AuthorizesRequests")?,
        gruu_type: element.text("GruuType").map(str::to_owned),
        range: element.parsed("Range")?,
        configured_port: element.parsed("ConfiguredPort")?,
        configured_fqdn: element.text("ConfiguredFqdn").map(str::to_owned),
    })
}

fn cluster_key(element: Element<'_, '_>) -> Result<(String, u32), DocumentError> {
    let number = element.required_text("Number")?;
    Ok((element.required_text("SiteId")?.to_owned(), element.parse("Number", number)?))
}

fn service_key(element: Element<'_, '_>) -> Result<(String, String, u32), DocumentError> {
    let role = element.required_text("RoleName")?.to_owned();
    let instance = element.parsed("Instance")?.unwrap_or(1);
    Ok((element.required_text("SiteId")?.to_owned(), role, instance))
}

/// In documents of Lync only the registrar's type tells an appliance.
fn mark_branch_appliances(topology: &mut Topology) {
    let is = |service: &&Service| {
        service.role == Role::Registrar
            && service.document_type.as_deref().is_some_and(|kind| kind.contains("SurvivableBranch"))
    };
    let pools: Vec<String> = topology.services.iter().filter(is).map(|s| s.pool.clone()).collect();
    for pool in topology.pools.iter_mut().filter(|pool| pools.contains(&pool.fqdn)) {
        pool.survivable_branch_appliance = true;
    }
}
