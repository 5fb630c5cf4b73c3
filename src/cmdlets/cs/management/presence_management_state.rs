//! `Get-` and `Set-CsPresenceManagementState`: how a pool bundles notifications of presence.

use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::cmdlets::cs::topology::{missing, published};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::runtime::local_computer;
use crate::topology::store::Reader;
use serde_json::{Map, Value as Json, json};

const KIND: &str = "PresenceManagementState";

/// The pool that is meant: the one of that name, or that of this computer. Errors: it is not there.
fn pool(reader: &dyn Reader, given: Option<&String>) -> Result<String, Refusal> {
    let topology = published(reader)?;
    let name = given.cloned().unwrap_or_else(|| local_computer(&topology));
    let pool = topology.pool(&name).or_else(|| topology.computer(&name).map(|(pool, _)| pool));
    pool.map(|pool| pool.fqdn.clone()).ok_or_else(|| missing("pool", &name, "Get-CsPool"))
}

fn defaults() -> Map<String, Json> {
    let all = json!({
        "ManualOverride": false, "LimitedNotificationMode": false, "MaxPublishersPerBatch": null,
        "MaxRemotePublishersPerBatch": null, "NotificationBatchInterval": null, "NotificationBatchSize": null,
        "MaxHttpMessageSizeKb": null, "MaxRemoteQueueThreadCount": null,
    });
    match all {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}

cmdlet! {
    /// Shows how a pool bundles notifications of presence. The registrar of fedsh sends each at once.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Get-CsPresenceManagementState pool02.contoso.net
    /// Get-CsPresenceManagementState -Fqdn pool02.contoso.net -Force
    /// ```
    "Get-CsPresenceManagementState" as GetCsPresenceManagementState { module: "fedsh.Cs" }
    parameters {
        /// The pool, or one of its computers; that of this computer when absent.
        "Fqdn" fqdn: Option<String> { position: Some(0) },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for GetCsPresenceManagementState {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let found =
            pool(&*session, self.fqdn.as_ref()).and_then(|pool| Ok((session.get(KIND, &pool)?, pool)));
        match found {
            Ok((record, pool)) => {
                let mut fields = defaults();
                if let Some(Json::Object(own)) = record.map(|record| record.value) {
                    fields.extend(own);
                }
                let class = "Microsoft.Rtc.Management.PresenceMaintain.Cmdlet.PresenceManagementState";
                context.output(object::typed(class, Some(&pool), &Json::Object(fields)))
            }
            Err(refusal) => refusal.report(context),
        }
    }
}

cmdlet! {
    /// Notes how a pool bundles notifications of presence. The registrar of fedsh sends each at once; the
    /// settings are kept for other servers.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Set-CsPresenceManagementState pool02.contoso.net -ManualOverride $true -NotificationBatchSize 10
    /// Set-CsPresenceManagementState -Fqdn pool02.contoso.net -MaxPublishersPerBatch 10 -MaxRemotePublishersPerBatch 10 -NotificationBatchInterval 5 -Force
    /// Set-CsPresenceManagementState -Fqdn pool02.contoso.net -MaxHttpMessageSizeKb 100 -MaxRemoteQueueThreadCount 4
    /// Set-CsPresenceManagementState -Fqdn pool02.contoso.net -LimitedNotificationMode $true
    /// ```
    "Set-CsPresenceManagementState" as SetCsPresenceManagementState { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The pool, or one of its computers; that of this computer when absent.
        "Fqdn" fqdn: Option<String> { position: Some(0) },
        /// Asks no questions.
        "Force" force: bool,
        /// Whether these settings replace what servers choose themselves.
        "ManualOverride" manual: Option<Truth>,
        /// Most publishers in one bundle.
        "MaxPublishersPerBatch" publishers: Option<u32>,
        /// Most publishers of other pools in one bundle.
        "MaxRemotePublishersPerBatch" remote: Option<u32>,
        /// Seconds between bundles.
        "NotificationBatchInterval" interval: Option<u32>,
        /// Notifications in one bundle.
        "NotificationBatchSize" size: Option<u32>,
        /// Whether only contacts are notified.
        "LimitedNotificationMode" limited: Option<Truth>,
        /// Largest message, in KB.
        "MaxHttpMessageSizeKb" message: Option<u32>,
        /// Most threads for other pools.
        "MaxRemoteQueueThreadCount" threads: Option<u32>,
    }
}

impl SetCsPresenceManagementState {
    fn given(&self) -> Map<String, Json> {
        let numbers = [
            ("MaxPublishersPerBatch", self.publishers),
            ("MaxRemotePublishersPerBatch", self.remote),
            ("NotificationBatchInterval", self.interval),
            ("NotificationBatchSize", self.size),
            ("MaxHttpMessageSizeKb", self.message),
            ("MaxRemoteQueueThreadCount", self.threads),
        ];
        let truths = [("ManualOverride", self.manual), ("LimitedNotificationMode", self.limited)];
        let numbers = numbers.into_iter().filter_map(|(name, value)| Some((name.to_owned(), json!(value?))));
        let truths = truths.into_iter().filter_map(|(name, value)| Some((name.to_owned(), json!(value?.0))));
        truths.chain(numbers).collect()
    }
}

impl Cmdlet for SetCsPresenceManagementState {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let given = self.given();
        let target = self.fqdn.clone().unwrap_or_else(|| "the pool of this computer".to_owned());
        change(context, &target, |transaction| {
            let pool = pool(transaction, self.fqdn.as_ref())?;
            let mut fields = match transaction.get(KIND, &pool)?.map(|record| record.value) {
                Some(Json::Object(fields)) => fields,
                _ => Map::new(),
            };
            fields.extend(given);
            Ok(transaction.put(KIND, &pool, Json::Object(fields))?)
        })?;
        Ok(())
    }
}
