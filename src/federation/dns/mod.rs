//! DNS: looking up ([`Resolver`]), answering for zones of our own ([`ZoneServer`]), and changing zones of others
//! ([`update()`]).

mod answer;
mod resolver;
mod select;
mod tsig;
mod update;
mod zone;

pub use answer::{DnsAnswer, DnsData, DnsSection};
pub use resolver::{DnsFailure, Resolver, ResolverSettings, Target, XMPP_PORT, XmppTarget};
pub use tsig::{TsigKey, TsigKeyError};
pub use update::{PendingUpdate, UpdateError, remove, update};
pub use zone::{Zone, ZoneError, ZoneRecord, ZoneServer};
