//! Resource records of the zones that fedsh serves.

use super::Entity;
use crate::topology::kinds;
use serde::{Deserialize, Serialize};

/// One resource record, in presentation form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DnsRecord {
    /// Zone, without a final dot: `contoso.com`.
    pub zone: String,
    /// Name inside the zone, `@` for the zone itself: `_xmpp-server._tcp`.
    pub name: String,
    /// Type: `A`, `AAAA`, `SRV`, `CNAME`, `MX`, `TXT`, `NS`, `PTR`.
    pub record_type: String,
    /// Time to live, in seconds.
    pub time_to_live: u32,
    /// Data as in a zone file: `0 0 5269 xmpp.contoso.com.`.
    pub data: String,
}

impl Entity for DnsRecord {
    const KIND: &'static str = kinds::DNS_RECORD;

    fn identity(&self) -> String {
        format!("{}/{}/{}/{}", self.zone, self.name, self.record_type, self.data)
    }
}

impl DnsRecord {
    /// The full name, without a final dot.
    pub fn owner(&self) -> String {
        match self.name.as_str() {
            "@" | "" => self.zone.clone(),
            name => format!("{name}.{}", self.zone),
        }
    }
}
