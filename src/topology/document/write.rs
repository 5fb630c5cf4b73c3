//! The model to Lync's topology XML.

use super::element::escape;
use super::{DocumentError, FEDSH, ROLES, TOPOLOGY};
use crate::topology::model::{
    Computer, Pool, Port, Role, Service, ServiceId, Site, SiteType, SqlInstance, Topology,
};

/// Writes a document that [`super::read_xml`] reads to the same topology.
/// Errors: `Element` when a service refers to something the topology does not have.
pub fn write_xml(topology: &Topology) -> Result<String, DocumentError> {
    let mut xml = Writer::default();
    xml.open(
        "Topology",
        &[
            ("xmlns", Some(TOPOLOGY.to_owned())),
            ("xmlns:fedsh", Some(FEDSH.to_owned())),
            ("Signature", topology.signature.clone()),
        ],
    );
    domains(topology, &mut xml);
    xml.open("Sites", &[]);
    topology.sites.iter().for_each(|one| site(one, &mut xml));
    xml.close("Sites");
    xml.open("Clusters", &[]);
    topology.pools.iter().for_each(|one| pool(one, &mut xml));
    xml.close("Clusters");
    xml.open("SqlInstances", &[]);
    for instance in &topology.sql_instances {
        xml.open("SqlInstance", &[]);
        sql_instance(topology, instance, &mut xml)?;
        xml.close("SqlInstance");
    }
    xml.close("SqlInstances");
    xml.open("Services", &[]);
    topology.services.iter().try_for_each(|one| service(topology, one, &mut xml))?;
    xml.close("Services");
    topology.other_elements.iter().for_each(|raw| xml.line(raw));
    xml.close("Topology");
    Ok(xml.text)
}

type Attributes<'a> = [(&'a str, Option<String>)];

/// Writes indented lines.
#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn tag(&mut self, name: &str, attributes: &Attributes<'_>, end: &str) {
        let attributes = attributes.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        let attributes: String =
            attributes.map(|(name, value)| format!(" {name}=\"{}\"", escape(value))).collect();
        self.line(&format!("<{name}{attributes}{end}"));
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.tag(name, attributes, ">");
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.line(&format!("</{name}>"));
    }

    fn empty(&mut self, name: &str, attributes: &Attributes<'_>) {
        self.tag(name, attributes, " />");
    }
}

fn text(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

fn domains(topology: &Topology, xml: &mut Writer) {
    let attributes = [
        ("AllowAllDomains", text(topology.allow_all_domains)),
        ("DefaultDomain", topology.default_domain.clone()),
    ];
    xml.open("InternalDomains", &attributes);
    for domain in &topology.domains {
        let attributes = [
            ("Name", text(&domain.name)),
            ("Authoritative", text(domain.authoritative)),
            ("AllowSubDomains", text(domain.allow_sub_domains)),
        ];
        xml.empty("InternalDomain", &attributes);
    }
    xml.close("InternalDomains");
}

fn site(site: &Site, xml: &mut Writer) {
    let implied = match site.site_id.eq_ignore_ascii_case(Site::BACK_COMPAT) {
        true => SiteType::BackCompatSite,
        false => SiteType::CentralSite,
    };
    let attributes = [
        ("SiteId", text(&site.site_id)),
        ("fedsh:SiteType", (site.site_type != implied).then(|| site.site_type.to_string())),
        ("fedsh:Description", site.description.clone()),
        ("fedsh:FederationRoute", site.federation_route.as_ref().map(ToString::to_string)),
        ("fedsh:XmppFederationRoute", site.xmpp_federation_route.as_ref().map(ToString::to_string)),
    ];
    xml.open("CentralSite", &attributes);
    xml.line(&format!("<Name>{}</Name>", escape(&site.name)));
    let location = [
        ("City", site.city.clone()),
        ("State", site.state.clone()),
        ("CountryCode", site.country_code.clone()),
    ];
    if location.iter().any(|(_, value)| value.is_some()) {
        xml.empty("Location", &location);
    }
    site.other_elements.iter().for_each(|raw| xml.line(raw));
    xml.close("CentralSite");
}

fn pool(pool: &Pool, xml: &mut Writer) {
    let attributes = [
        ("Fqdn", text(&pool.fqdn)),
        ("RequiresReplication", text(pool.requires_replication)),
        ("RequiresSetup", text(pool.requires_setup)),
        ("fedsh:SurvivableBranchAppliance", pool.survivable_branch_appliance.then(|| "true".to_owned())),
    ];
    xml.open("Cluster", &attributes);
    cluster_id(pool, xml);
    pool.computers.iter().for_each(|one| computer(one, xml));
    pool.other_elements.iter().for_each(|raw| xml.line(raw));
    xml.close("Cluster");
}

fn cluster_id(pool: &Pool, xml: &mut Writer) {
    xml.empty("ClusterId", &[("SiteId", text(&pool.site_id)), ("Number", text(pool.number))]);
}

fn computer(computer: &Computer, xml: &mut Writer) {
    let attributes = [
        ("OrdinalInCluster", text(computer.ordinal_in_cluster)),
        ("Fqdn", text(&computer.fqdn)),
        ("FaultDomain", computer.fault_domain.clone()),
        ("UpgradeDomain", computer.upgrade_domain.clone()),
    ];
    xml.open("Machine", &attributes);
    for interface in &computer.interfaces {
        let attributes = [
            ("InterfaceSide", text(interface.interface_side)),
            ("InterfaceNumber", text(interface.interface_number)),
            ("IPAddress", text(interface.ip_address)),
            ("ConfiguredIPAddress", interface.configured_ip_address.map(|address| address.to_string())),
        ];
        xml.empty("NetInterface", &attributes);
    }
    computer.other_elements.iter().for_each(|raw| xml.line(raw));
    xml.close("Machine");
}

fn sql_instance(topology: &Topology, one: &SqlInstance, xml: &mut Writer) -> Result<(), DocumentError> {
    let pool = find_pool(topology, &one.pool, "SqlInstance")?;
    xml.open("SqlInstanceId", &[("Name", text(&one.name))]);
    cluster_id(pool, xml);
    xml.close("SqlInstanceId");
    Ok(())
}

fn service(topology: &Topology, service: &Service, xml: &mut Writer) -> Result<(), DocumentError> {
    let kind = service.document_type.clone().unwrap_or_else(|| {
        format!("Microsoft.Rtc.Management.Deploy.Internal.ServiceRoles.{}Service", service.role)
    });
    let attributes = [
        ("RoleVersion", text(service.role_version)),
        ("ServiceVersion", text(service.service_version)),
        ("Type", Some(kind)),
        ("fedsh:XmppEnabled", text(service.xmpp_enabled)),
        ("fedsh:FederationEnabled", text(service.federation_enabled)),
        ("fedsh:NextHop", service.next_hop.as_ref().map(ToString::to_string)),
        ("fedsh:SipNextHop", service.sip_next_hop.as_ref().map(ToString::to_string)),
        ("fedsh:ExternalFqdn", service.external_fqdn.clone()),
        (
            "fedsh:Settings",
            (!service.settings.is_empty())
                .then(|| serde_json::Value::Object(service.settings.clone()).to_string()),
        ),
    ];
    xml.open("Service", &attributes);
    service_id(topology, &service.id(), xml)?;
    if !service.depends_on.is_empty() {
        xml.open("DependsOn", &[]);
        for dependency in &service.depends_on {
            xml.open("Dependency", &[("Usage", text(&dependency.usage))]);
            service_id(topology, &dependency.service, xml)?;
            xml.close("Dependency");
        }
        xml.close("DependsOn");
    }
    xml.open("InstalledOn", &[]);
    match &service.sql_instance {
        Some(name) => {
            let instance = SqlInstance { name: name.clone(), pool: service.pool.clone() };
            sql_instance(topology, &instance, xml)?;
        }
        None => cluster_id(find_pool(topology, &service.pool, "Service")?, xml),
    }
    xml.close("InstalledOn");
    ports(&service.ports, xml);
    service.other_elements.iter().for_each(|raw| xml.line(raw));
    if service.other_elements.is_empty()
        && let (Role::CentralMgmt, Some(active)) = (&service.role, service.is_active)
    {
        xml.empty("CentralMgmtService", &[("xmlns", text(ROLES)), ("IsActive", text(active))]);
    }
    xml.close("Service");
    Ok(())
}

fn ports(ports: &[Port], xml: &mut Writer) {
    if ports.is_empty() {
        return;
    }
    xml.open("Ports", &[("xmlns", text(ROLES))]);
    for port in ports {
        let attributes = [
            ("Owner", text(&port.owner)),
            ("Usage", text(&port.usage)),
            ("InterfaceSide", text(port.interface_side)),
            ("InterfaceNumber", text(port.interface_number)),
            ("Port", text(port.port)),
            ("Protocol", text(port.protocol)),
            ("UrlPath", port.url_path.clone()),
            ("AuthorizesRequests", port.authorizes_requests.map(|yes| yes.to_string())),
            ("GruuType", port.gruu_type.clone()),
            ("Range", port.range.map(|range| range.to_string())),
            ("ConfiguredPort", port.configured_port.map(|port| port.to_string())),
            ("ConfiguredFqdn", port.configured_fqdn.clone()),
        ];
        xml.empty("Port", &attributes);
    }
    xml.close("Ports");
}

fn service_id(topology: &Topology, id: &ServiceId, xml: &mut Writer) -> Result<(), DocumentError> {
    let pool = find_pool(topology, &id.pool, "ServiceId")?;
    let Some(service) = topology.service(id) else {
        return Err(missing("ServiceId", format!("there is no service {id}")));
    };
    let attributes = [
        ("SiteId", text(&pool.site_id)),
        ("RoleName", text(&service.role)),
        ("Instance", text(instance(topology, &pool.site_id, service))),
    ];
    xml.empty("ServiceId", &attributes);
    Ok(())
}

/// The service's number, or the next free one when an earlier service of its site and role has it too.
fn instance(topology: &Topology, site_id: &str, wanted: &Service) -> u32 {
    let mut taken = std::collections::BTreeSet::new();
    for service in topology.services_of(&wanted.role) {
        let site = topology.pool(&service.pool).map(|pool| pool.site_id.as_str());
        if !site.is_some_and(|site| site.eq_ignore_ascii_case(site_id)) {
            continue;
        }
        let mut number = service.instance;
        while !taken.insert(number) {
            number = number.saturating_add(1);
        }
        if service.id() == wanted.id() {
            return number;
        }
    }
    wanted.instance
}

fn find_pool<'a>(topology: &'a Topology, fqdn: &str, element: &str) -> Result<&'a Pool, DocumentError> {
    topology.pool(fqdn).ok_or_else(|| missing(element, format!("there is no pool {fqdn}")))
}

fn missing(element: &str, reason: String) -> DocumentError {
    DocumentError::Element { element: element.to_owned(), line: 0, reason }
}
