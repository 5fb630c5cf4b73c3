//! `Test-CsCertificateConfiguration`.

use super::tests_of_computers::{certificates, finish};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::runtime::{expiry, local_computer};
use crate::topology::model::list;
use crate::topology::snapshot::Snapshot;
use chrono::Utc;
use std::time::Instant;

cmdlet! {
    /// Checks that this computer has certificates which are in date, and warns of those that end within 30 days.
    ///
    /// # Examples
    /// ```powershell
    /// Test-CsCertificateConfiguration
    /// Test-CsCertificateConfiguration -Report ./certificates.html
    /// ```
    "Test-CsCertificateConfiguration" as TestCsCertificateConfiguration { module: "fedsh.Cs" }
    parameters {
        /// Writes what was found as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for TestCsCertificateConfiguration {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let start = Instant::now();
        let session = session(context)?;
        let snapshot = match Snapshot::load(session.store()) {
            Ok(snapshot) => snapshot,
            Err(error) => return Refusal::Store(error).report(context),
        };
        let name = local_computer(&snapshot.topology);
        let now = Utc::now();
        for (one, left) in expiry::ending(&expiry::shown(&snapshot, &name), now) {
            if one.not_after > now {
                context.warning(&format!("The certificate {} for {} {left}.", one.thumbprint, one.usage))?;
            }
        }
        let findings = list(&*session).map(|all| certificates(&all, &snapshot.topology, &name));
        finish(context, &name, start, findings, self.report.as_ref())
    }
}
