//! Pools (clusters) and their computers.

use super::names::name_enum;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

name_enum! {
    /// Which network an interface is on.
    InterfaceSide {
        /// The only network of an internal server.
        Primary = "Primary",
        /// The inner network of an Edge.
        Internal = "Internal",
        /// The outer network of an Edge.
        External = "External",
        /// The telephone side of a mediation server.
        Pstn = "Pstn",
    }
}

/// A network interface of a computer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct NetInterface {
    /// Network it is on.
    pub interface_side: InterfaceSide,
    /// Number among those of the same side, from 1.
    #[serde(default = "one")]
    pub interface_number: u32,
    /// Address it listens on; `0.0.0.0` means any.
    #[serde(rename = "IPAddress")]
    pub ip_address: IpAddr,
    /// Address others see it under when it is translated.
    #[serde(rename = "ConfiguredIPAddress", default, skip_serializing_if = "Option::is_none")]
    pub configured_ip_address: Option<IpAddr>,
}

fn one() -> u32 {
    1
}

/// A computer of a pool.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Computer {
    /// Fully qualified name; that of the pool when it is the only one.
    pub fqdn: String,
    /// Position in the pool, from 1.
    pub ordinal_in_cluster: u32,
    /// Computers of one fault domain fail together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault_domain: Option<String>,
    /// Computers of one upgrade domain are upgraded together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgrade_domain: Option<String>,
    /// Its networks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub interfaces: Vec<NetInterface>,
    /// Elements of the document that nothing here reads, as XML, so that writing it loses nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_elements: Vec<String>,
}

impl Computer {
    /// A computer with one interface a side; no interface means that its name is resolved.
    pub fn new(fqdn: impl Into<String>, addresses: &[(InterfaceSide, IpAddr)]) -> Computer {
        let interfaces = addresses.iter().map(|(side, address)| NetInterface {
            interface_side: *side,
            interface_number: 1,
            ip_address: *address,
            configured_ip_address: None,
        });
        Computer {
            fqdn: fqdn.into(),
            ordinal_in_cluster: 1,
            interfaces: interfaces.collect(),
            ..Computer::default()
        }
    }

    /// The address on a side. An internal server has only `Primary`, which then stands for `Internal` too.
    pub fn address(&self, side: InterfaceSide) -> Option<IpAddr> {
        let on = |side: InterfaceSide| {
            self.interfaces.iter().find(|interface| interface.interface_side == side).map(|i| i.ip_address)
        };
        on(side).or_else(|| match side {
            InterfaceSide::Internal => on(InterfaceSide::Primary),
            InterfaceSide::Primary => on(InterfaceSide::Internal),
            InterfaceSide::External | InterfaceSide::Pstn => None,
        })
    }
}

/// A pool: computers that do the same work under one name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Pool {
    /// Fully qualified name.
    pub fqdn: String,
    /// [`super::Site::site_id`] of its site.
    pub site_id: String,
    /// Number inside the site, from 1.
    pub number: u32,
    /// Whether its computers follow the management store.
    pub requires_replication: bool,
    /// Whether its computers run our services.
    pub requires_setup: bool,
    /// Whether it is a survivable branch appliance, whose users never have XMPP.
    pub survivable_branch_appliance: bool,
    /// Its computers.
    pub computers: Vec<Computer>,
    /// Elements of the document that nothing here reads, as XML, so that writing it loses nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_elements: Vec<String>,
}

impl Default for Pool {
    fn default() -> Pool {
        Pool {
            fqdn: String::new(),
            site_id: String::new(),
            number: 1,
            requires_replication: true,
            requires_setup: true,
            survivable_branch_appliance: false,
            computers: Vec::new(),
            other_elements: Vec::new(),
        }
    }
}
