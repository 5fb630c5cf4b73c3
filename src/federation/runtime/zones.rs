//! The zones of the store, answered for by a host that is told to: for those who have no name server of their own.

use super::RuntimeError;
use crate::federation::dns::{Zone, ZoneRecord, ZoneServer};
use crate::topology::model::{DnsRecord, list};
use crate::topology::store::{Store, StoreError};
use std::net::SocketAddr;
use tokio_util::sync::{CancellationToken, DropGuard};

/// The zones that the store's records make.
pub fn stored_zones(store: &dyn Store) -> Result<Vec<Zone>, StoreError> {
    let mut zones: Vec<Zone> = Vec::new();
    let records: Vec<DnsRecord> = list(store)?;
    for record in records {
        let made = ZoneRecord {
            owner: record.owner(),
            record_type: record.record_type.clone(),
            ttl: record.time_to_live,
            data: record.data.clone(),
        };
        match zones.iter_mut().find(|zone| zone.name.eq_ignore_ascii_case(&record.zone)) {
            Some(zone) => zone.records.push(made),
            None => zones.push(Zone { name: record.zone, records: vec![made] }),
        }
    }
    Ok(zones)
}

/// A name server for them. Dropping it ends it.
pub(super) struct OwnZones {
    server: ZoneServer,
    _stop: DropGuard,
}

impl OwnZones {
    /// Answers at an address, over UDP and TCP. Errors: it is taken, or a zone cannot be served.
    pub async fn start(address: SocketAddr, zones: &[Zone]) -> Result<OwnZones, RuntimeError> {
        let stop = CancellationToken::new();
        let server = ZoneServer::start(address, zones, stop.clone()).await?;
        tracing::info!(address = %server.address(), zones = zones.len(), "answers for the zones of the store");
        Ok(OwnZones { server, _stop: stop.drop_guard() })
    }

    /// Serves what the store has now; what cannot be served changes nothing and is logged.
    pub fn replace(&self, zones: &[Zone]) {
        if let Err(error) = self.server.replace(zones) {
            tracing::error!(%error, "the zones stay as they were");
        }
    }
}
