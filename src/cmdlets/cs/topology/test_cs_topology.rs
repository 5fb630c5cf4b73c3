//! `Test-CsTopology`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::topology::check::{Severity, check_deployment};

cmdlet! {
    /// Checks the published topology with partners, policies and certificates.
    ///
    /// # Examples
    /// ```powershell
    /// Test-CsTopology
    /// ```
    "Test-CsTopology" as TestCsTopology { module: "fedsh.Cs" }
    parameters {
        /// Writes errors to the error stream too.
        "Report" report: bool,
    }
}

impl Cmdlet for TestCsTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let findings = match check_deployment(&*session) {
            Ok(findings) => findings,
            Err(error) => return Refusal::from(error).report(context),
        };
        for finding in findings {
            if self.report && finding.severity == Severity::Error {
                context.fail(
                    "System.InvalidOperationException",
                    finding.to_string(),
                    finding.rule,
                    Category::InvalidData,
                    Value::text(finding.object.as_str()),
                )?;
            }
            let fields = [
                ("Severity", Value::text(finding.severity.to_string())),
                ("Rule", Value::text(finding.rule)),
                ("Object", Value::text(finding.object)),
                ("Message", Value::text(finding.message)),
                ("Action", Value::text(finding.action)),
            ];
            context.output(Value::custom(fields))?;
        }
        Ok(())
    }
}
