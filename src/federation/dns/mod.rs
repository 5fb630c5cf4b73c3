//! DNS: looking up ([`Resolver`]) and answering for zones of our own ([`ZoneServer`]).

mod answer;
mod resolver;
mod select;
mod zone;

pub use answer::{DnsAnswer, DnsData, DnsSection};
pub use resolver::{DnsFailure, Resolver, ResolverSettings, Target, XMPP_PORT, XmppTarget};
pub use zone::{Zone, ZoneError, ZoneRecord, ZoneServer};
