//! What a deployment consists of, as stored and exchanged.
//!
//! Property names are Lync's, so the same JSON serves the store, the generic cmdlets and this code. A
//! missing or null property means its default; properties that are not typed here are kept on saving.

mod certificate;
mod dns;
mod edge;
mod entity;
mod gateway;
mod names;
mod partner;
mod policy;
mod pool;
mod port;
mod service;
mod site;
mod step;
mod timestamp;
mod topology;
mod user;

pub use certificate::{CertificateAssignment, CertificateUsage};
pub use dns::DnsRecord;
pub use edge::{AccessEdgeConfiguration, RoutingMethod};
pub use entity::{Entity, list, load, load_or_default, save};
pub use gateway::XmppGatewayConfiguration;
pub use names::NameError;
pub use partner::{Negotiation, PartnerType, XmppAllowedPartner, find_partner};
pub use policy::ExternalAccessPolicy;
pub use pool::{Computer, InterfaceSide, NetInterface, Pool};
pub use port::{Port, PortUse, Protocol};
pub use service::{Dependency, Role, Service, ServiceId, SipNextHop};
pub use site::{Site, SiteType};
pub use step::{MigrationStep, StepState};
pub use topology::{
    EnabledTopology, HomeKind, HostedService, PublishedTopology, ServiceKind, SipDomain, SqlInstance,
    Topology,
};
pub use user::{
    Contact, User, check_address, find_user_records, find_users, is_host_name, user_by_sip_address, user_key,
    user_label, with_scheme, without_scheme,
};
