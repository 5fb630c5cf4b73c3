//! `Test-CsComputer`, `Test-CsReplica`, `Test-CsManagementServer`.

use crate::cmdlet;
use crate::cmdlets::cs::state::session;
use crate::cmdlets::cs::{object, report};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::runtime::local_computer;
use crate::topology::kinds;
use crate::topology::model::{CertificateAssignment, EnabledTopology, Topology, list, load};
use crate::topology::store::StoreError;
use std::time::Instant;

/// A finding that makes a test fail.
type Findings = Result<Vec<String>, StoreError>;

/// Sends the outcome of a test as Lync's tests do.
pub(super) fn finish(
    context: &mut Context<'_>,
    target: &str,
    start: Instant,
    findings: Findings,
    file: Option<&String>,
) -> Outcome {
    let findings = findings.unwrap_or_else(|error| vec![error.to_string()]);
    let result = if findings.is_empty() { "Success" } else { "Failure" };
    let elapsed = start.elapsed();
    let mut lines = vec![format!("{target}: {result}")];
    lines.extend(findings.iter().cloned());
    report::write(context, file, &lines)?;
    let seconds = elapsed.as_secs_f64();
    let latency = format!("00:00:{seconds:010.7}");
    context.output(object::with_type(
        "Microsoft.Rtc.SyntheticTransactions.TaskOutput",
        vec![
            ("TargetFqdn", Value::text(target)),
            ("Result", Value::text(result)),
            ("Latency", Value::text(latency)),
            ("Error", if findings.is_empty() { Value::Null } else { Value::text(findings.join(" ")) }),
            ("Diagnosis", Value::Null),
        ],
    ))
}

macro_rules! local_test {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $work:expr, { $($own:tt)* }) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs" }
            parameters {
                $($own)*
                /// Writes what was found as HTML to this file.
                "Report" report: Option<String>,
            }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let start = Instant::now();
                let session = session(context)?;
                let topology = load::<EnabledTopology>(&*session, kinds::ENABLED).map(|found| found.unwrap_or_default().0);
                let topology = topology.unwrap_or_default();
                let name = local_computer(&topology);
                let work: fn(&crate::topology::store::Session, &Topology, &str) -> Findings = $work;
                let findings = work(&session, &topology, &name);
                finish(context, &name, start, findings, self.report.as_ref())
            }
        }
    };
}

/// Certificates of this computer that are missing or out of date.
pub(super) fn certificates(all: &[CertificateAssignment], topology: &Topology, name: &str) -> Vec<String> {
    let pool = topology.computer(name).map(|(pool, _)| pool.fqdn.as_str()).unwrap_or(name);
    let own: Vec<_> = all
        .iter()
        .filter(|one| one.computer.eq_ignore_ascii_case(name) || one.computer.eq_ignore_ascii_case(pool))
        .collect();
    let now = chrono::Utc::now();
    let mut findings: Vec<String> = own
        .iter()
        .filter(|one| one.not_after.is_some_and(|end| end < now))
        .map(|one| format!("The certificate {} for {} is out of date.", one.thumbprint, one.usage.as_str()))
        .collect();
    let hosted = !topology.hosted_on(name).is_empty();
    if hosted && own.is_empty() {
        findings.push(format!("No certificate is assigned to {name}. Set-CsCertificate assigns one."));
    }
    findings
}

local_test! {
    /// Checks that this computer is in the enabled topology and that each of its services has what it needs.
    ///
    /// # Examples
    /// ```powershell
    /// Test-CsComputer
    /// Test-CsComputer -Report ./computer.html
    /// ```
    "Test-CsComputer" as TestCsComputer, |session, topology, name| {
        if topology.computer(name).is_none() {
            return Ok(vec![format!("The enabled topology has no computer '{name}'.")]);
        }
        Ok(certificates(&list(session)?, topology, name))
    }, {}
}

local_test! {
    /// Checks that this computer follows the management store and runs its last revision.
    ///
    /// # Examples
    /// ```powershell
    /// Test-CsReplica
    /// Test-CsReplica -Report ./replica.html -GlobalCatalog dc01.contoso.net -GlobalSettingsDomainController dc01.contoso.net
    /// ```
    "Test-CsReplica" as TestCsReplica, |session, _topology, name| {
        let store = session.store();
        let revision = store.revision()?;
        let replicas = store.replicas()?;
        Ok(match replicas.iter().find(|own| own.fqdn.eq_ignore_ascii_case(name)) {
            None => vec![format!("{name} has never reported. Enable-CsReplica notes it as a replica.")],
            Some(own) if own.revision < revision => {
                vec![format!("{name} runs revision {}, and the store is at {revision}.", own.revision)]
            }
            Some(_) => Vec::new(),
        })
    }, {
        /// Accepted: the deployment is in this store.
        "GlobalCatalog" catalog: Option<String>,
        /// Accepted: the deployment is in this store.
        "GlobalSettingsDomainController" controller: Option<String>,
    }
}

local_test! {
    /// Checks the management store: records, index and log agree, and the file is sound.
    ///
    /// # Examples
    /// ```powershell
    /// Test-CsManagementServer
    /// Test-CsManagementServer -Report ./management.html
    /// ```
    "Test-CsManagementServer" as TestCsManagementServer, |session, _topology, _name| {
        session.store().verify().map(|()| Vec::new())
    }, {}
}
