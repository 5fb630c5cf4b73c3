//! `Invoke-CsManagementStoreReplication`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::cmdlets::cs::topology::{missing, published};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use serde_json::json;

/// Kind of the records that ask followers to load the store again.
const KIND: &str = "ReplicationRequest";

cmdlet! {
    /// Lets followers of the store load everything again and report which revision they run.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-CsManagementStoreReplication
    /// Invoke-CsManagementStoreReplication -Force
    /// Invoke-CsManagementStoreReplication -ReplicaFqdn pool02.contoso.net -ErrorAction SilentlyContinue
    /// ```
    "Invoke-CsManagementStoreReplication" as InvokeCsManagementStoreReplication { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The follower; all of them when absent.
        "ReplicaFqdn" replica: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for InvokeCsManagementStoreReplication {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let store = session.store().clone();
        if let Some(name) = &self.replica {
            let known = store.replicas().map_err(Refusal::from).and_then(|replicas| {
                let reports = replicas.iter().any(|own| own.fqdn.eq_ignore_ascii_case(name));
                Ok(reports || published(&*session)?.computer(name).is_some())
            });
            match known {
                Ok(true) => {}
                Ok(false) => {
                    return missing("replica", name, "Get-CsManagementStoreReplicationStatus")
                        .report(context);
                }
                Err(refusal) => return refusal.report(context),
            }
        }
        // A new revision is what followers notice, whatever it holds.
        let identity = self.replica.clone().unwrap_or_else(|| "Global".to_owned());
        let time = chrono::Utc::now().to_rfc3339();
        change(context, &identity, |transaction| {
            Ok(transaction.put(KIND, &identity, json!({ "Requested": time }))?)
        })?;
        Ok(())
    }
}
