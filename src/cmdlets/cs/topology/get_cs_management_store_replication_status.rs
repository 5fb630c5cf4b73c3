//! `Get-CsManagementStoreReplicationStatus`.

use super::published;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::model::Role;
use crate::topology::store::{ReplicaStatus, Revision};

cmdlet! {
    /// Shows which revision of the store each follower runs.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsManagementStoreReplicationStatus
    /// Get-CsManagementStoreReplicationStatus -CentralManagementStoreStatus
    /// Get-CsManagementStoreReplicationStatus -ReplicaFqdn pool02.contoso.net -ErrorAction SilentlyContinue
    /// ```
    "Get-CsManagementStoreReplicationStatus" as GetCsManagementStoreReplicationStatus { module: "fedsh.Cs" }
    parameters {
        /// Only this follower.
        "ReplicaFqdn" replica: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// The store itself.
        "CentralManagementStoreStatus" central: bool { pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetCsManagementStoreReplicationStatus {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let store = session.store().clone();
        let revision = match store.revision() {
            Ok(revision) => revision,
            Err(error) => return Refusal::from(error).report(context),
        };
        if self.central {
            return self.central(context, revision);
        }
        let replicas = match store.replicas() {
            Ok(replicas) => replicas,
            Err(error) => return Refusal::from(error).report(context),
        };
        for replica in replicas {
            if self.replica.as_ref().is_some_and(|wanted| !wanted.eq_ignore_ascii_case(&replica.fqdn)) {
                continue;
            }
            let fields = [
                ("UpToDate", Value::Bool(replica.revision >= revision)),
                ("ReplicaFqdn", Value::text(replica.fqdn.as_str())),
                ("Revision", Value::Long(replica.revision)),
                ("LastStatusReport", Value::text(replica.time.to_rfc3339())),
            ];
            context.output(Value::custom(fields))?;
        }
        Ok(())
    }
}

impl GetCsManagementStoreReplicationStatus {
    /// The store as a whole: which pool is its master, and who follows. Without a master the names are empty.
    fn central(&self, context: &mut Context<'_>, revision: Revision) -> Outcome {
        let session = session(context)?;
        let found = published(&*session).and_then(|topology| Ok((topology, session.store().replicas()?)));
        let (topology, replicas) = match found {
            Ok(found) => found,
            Err(refusal) => return refusal.report(context),
        };
        let master = topology.services_of(&Role::CentralMgmt).find(|service| service.is_active == Some(true));
        let master = master.map_or(Value::Null, |service| Value::text(service.pool.as_str()));
        let last = replicas.iter().map(|replica| replica.time).max();
        let (active, deleted): (Vec<_>, Vec<_>) =
            replicas.iter().partition(|replica| topology.computer(&replica.fqdn).is_some());
        let names = |all: Vec<&ReplicaStatus>| {
            Value::array(all.iter().map(|replica| Value::text(replica.fqdn.as_str())).collect())
        };
        context.output(object::with_type(
            "Microsoft.Rtc.Management.Xds.CentralManagementStoreStatusResult",
            vec![
                ("ActiveMasterFqdn", master.clone()),
                (
                    "ActiveMasterLastHeartbeat",
                    last.map_or(Value::Null, |time| Value::text(time.to_rfc3339())),
                ),
                (
                    "ActiveFileTransferAgents",
                    Value::array(if master.is_null() { Vec::new() } else { vec![master] }),
                ),
                ("ActiveReplicas", names(active)),
                ("DeletedReplicas", names(deleted)),
                ("Location", Value::text(session.store().location())),
                ("Revision", Value::Long(revision)),
            ],
        ))
    }
}
