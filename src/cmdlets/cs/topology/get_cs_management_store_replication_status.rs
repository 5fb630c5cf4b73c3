//! `Get-CsManagementStoreReplicationStatus`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Shows which revision of the store each follower runs.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsManagementStoreReplicationStatus
    /// ```
    "Get-CsManagementStoreReplicationStatus" as GetCsManagementStoreReplicationStatus { module: "fedsh.Cs" }
    parameters {
        /// Only this follower.
        "ReplicaFqdn" replica: Option<String> { position: Some(0) },
        /// The store itself.
        "CentralManagementStoreStatus" central: bool,
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
            let fields = [("Location", Value::text(store.location())), ("Revision", Value::Long(revision))];
            return context.output(Value::custom(fields));
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
