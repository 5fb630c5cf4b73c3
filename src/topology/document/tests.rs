//! Documents read, written and read again; and broken ones.

use super::*;
use crate::topology::check::check_topology;
use crate::topology::model::{HomeKind, InterfaceSide, PortUse, Role, ServiceId};
use crate::topology::sample;

const LYNC: &str = include_str!("../../../tests/fixtures/contoso-topology.xml");
const LEGACY: &str = include_str!("../../../tests/fixtures/contoso-legacy.xml");

#[test]
fn a_lync_document_is_understood() {
    let topology = read_xml(LYNC).unwrap();
    assert_eq!(topology.default_domain.as_deref(), Some("contoso.com"));
    assert_eq!(topology.home_kind("pool02.contoso.net"), Some(HomeKind::New));
    assert_eq!(topology.site_of_pool("edge02.contoso.net").unwrap().name, "Redmond");
    let edge = topology.service(&ServiceId::edge("edge02.contoso.net")).unwrap();
    assert!(edge.xmpp_enabled && edge.federation_enabled);
    assert_eq!(edge.next_hop, Some(ServiceId::new(Role::Registrar, "pool02.contoso.net")));
    let registrar = topology.service(&ServiceId::new(Role::Registrar, "pool02.contoso.net")).unwrap();
    assert_eq!(registrar.port(PortUse::XmppGatewaySip), 5098);
    let (_, computer) = topology.computer("edge02.contoso.net").unwrap();
    assert_eq!(computer.address(InterfaceSide::External), Some("203.0.113.2".parse().unwrap()));
    assert_eq!(topology.services_of(&Role::CentralMgmt).next().unwrap().is_active, Some(true));
    assert_eq!(check_topology(&topology), []);
}

#[test]
fn a_legacy_document_is_understood() {
    let topology = read_xml(LEGACY).unwrap();
    assert_eq!(topology.home_kind("pool01.contoso.net"), Some(HomeKind::Legacy));
    assert_eq!(topology.legacy_gateway().unwrap().pool, "xmppgw01.contoso.net");
    assert_eq!(check_topology(&topology), []);
}

#[test]
fn what_is_written_reads_the_same() {
    for topology in [read_xml(LYNC).unwrap(), read_xml(LEGACY).unwrap(), sample::topology()] {
        let xml = write_xml(&topology).unwrap();
        let mut again = read_xml(&xml).unwrap();
        // Types are filled in when they were not known.
        for (new, old) in again.services.iter_mut().zip(&topology.services) {
            new.document_type.clone_from(&old.document_type);
        }
        assert_eq!(again, topology, "{xml}");
    }
}

#[test]
fn unknown_elements_are_kept() {
    let topology = read_xml(LYNC).unwrap();
    assert!(topology.other_elements[0].contains("SimpleUrl"));
    let xml = write_xml(&topology).unwrap();
    assert!(xml.contains("BaseUrl=\"https://meet.contoso.com/a&amp;b\""), "{xml}");
}

#[test]
fn errors_name_the_element_and_its_line() {
    let error = |from: &str, to: &str| {
        assert!(LYNC.contains(from), "{from}");
        read_xml(&LYNC.replacen(from, to, 1)).unwrap_err().to_string()
    };
    assert_eq!(
        error("Port=\"23456\"", "Port=\"99999\""),
        "<Port> in line 57: Port=\"99999\" cannot be read: number too large to fit in target type."
    );
    assert_eq!(
        error("IPAddress=\"203.0.113.2\"", ""),
        "<NetInterface> in line 20: the attribute IPAddress is missing."
    );
    assert!(error("Number=\"2\"", "Number=\"1\"").contains("pool02.contoso.net has the same ClusterId"));
    let cluster = error(
        "<InstalledOn><ClusterId SiteId=\"1\" Number=\"2\"",
        "<InstalledOn><ClusterId SiteId=\"1\" Number=\"7\"",
    );
    assert!(cluster.contains("there is no cluster 7 in site 1"), "{cluster}");
    assert!(error("</Sites>", "</Site>").contains("(line 10)"));
    assert!(error("Protocol=\"Mtls\"", "Protocol=\"Carrier\"").contains("use one of Mtls, Tls"));
}

#[test]
fn other_documents_are_refused() {
    assert!(matches!(read_xml("<TopologyBuilder/>"), Err(DocumentError::WrongKind { .. })));
    assert!(matches!(read_xml("<a/>"), Err(DocumentError::WrongKind { .. })));
    let bomb = "<!DOCTYPE t [<!ENTITY a \"b\">]><Topology>&a;</Topology>";
    assert!(matches!(read_xml(bomb), Err(DocumentError::Syntax { .. })));
    assert!(matches!(read_xml(""), Err(DocumentError::Syntax { .. })));
    assert!(matches!(read_topology(b"\xff\xfe<\0"), Err(DocumentError::Syntax { .. })));
}

#[test]
fn the_short_form_reads_and_writes() {
    let text = r#"
        domains = ["contoso.com"]
        [[site]]
        name = "Redmond"
        xmpp_route = "edge02.contoso.net"
        [[pool]]
        fqdn = "pool02.contoso.net"
        site = "Redmond"
        role = "FrontEnd"
        computers = [{ fqdn = "fe01.contoso.net", address = "127.0.0.5" }]
        ports = { sip = 15061 }
        [[pool]]
        fqdn = "edge02.contoso.net"
        site = "Redmond"
        role = "Edge"
        xmpp = true
        next_hop = "pool02.contoso.net"
        computers = [{ fqdn = "edge02.contoso.net", internal = "127.0.1.2", external = "127.0.2.2" }]
    "#;
    let topology = read_topology(text.as_bytes()).unwrap();
    assert_eq!(check_topology(&topology), []);
    let registrar = topology.service(&ServiceId::new(Role::Registrar, "pool02.contoso.net")).unwrap();
    assert_eq!(registrar.port(PortUse::RegistrarSip), 15061);
    assert_eq!(read_toml(&write_toml(&topology).unwrap()).unwrap(), topology);
    let error = read_toml(&text.replace("role = \"Edge\"", "role = \"Fridge\"")).unwrap_err();
    assert!(matches!(error, DocumentError::Syntax { line: 15, .. }), "{error}");
    let error = read_toml(&text.replace("site = \"Redmond\"", "site = \"Dublin\"")).unwrap_err();
    assert_eq!(error.to_string(), "<pool pool02.contoso.net> in line 0: there is no site 'Dublin'.");
    assert!(matches!(write_toml(&read_xml(LYNC).unwrap()), Err(DocumentError::NotExpressible { .. })));
}

#[test]
fn documents_of_three_products_keep_what_is_not_read() {
    let documents = [
        ("2010", include_str!("../../../tests/fixtures/lync2010-topology.xml"), HomeKind::Legacy),
        ("2015", include_str!("../../../tests/fixtures/sfb2015-topology.xml"), HomeKind::New),
    ];
    for (product, text, kind) in documents {
        let topology = read_xml(text).unwrap();
        let registrar = topology.services_of(&Role::Registrar).next().unwrap();
        assert_eq!(topology.home_kind(&registrar.pool), Some(kind), "{product}");
        let again = write_xml(&topology).unwrap();
        assert_eq!(read_xml(&again).unwrap(), topology, "{product}");
        // What nothing here knows stands in the written document as in the one that was read.
        let source = roxmltree::Document::parse(text).unwrap();
        let written = roxmltree::Document::parse(&again).unwrap();
        let unknown = source.descendants().filter(|node| node.tag_name().name().starts_with("Unknown"));
        let mut count = 0;
        for node in unknown {
            count += 1;
            let same = |other: &roxmltree::Node<'_, '_>| {
                other.tag_name() == node.tag_name()
                    && other.parent().map(|parent| parent.tag_name())
                        == node.parent().map(|parent| parent.tag_name())
                    && other
                        .attributes()
                        .map(|a| (a.name(), a.value()))
                        .eq(node.attributes().map(|a| (a.name(), a.value())))
                    && other.text().map(str::trim) == node.text().map(str::trim)
            };
            assert!(written.descendants().any(|other| same(&other)), "{product}: {node:?} in\n{again}");
        }
        assert!(count >= 4, "{product}");
    }
}
