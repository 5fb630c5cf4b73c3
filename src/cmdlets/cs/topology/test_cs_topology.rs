//! `Test-CsTopology`.

use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::engine::value::Value;
use crate::topology::check::check_deployment;

cmdlet! {
    /// Checks the published topology with partners, policies and certificates.
    ///
    /// # Examples
    /// ```powershell
    /// Test-CsTopology
    /// Test-CsTopology -Report ./test.html
    /// Test-CsTopology -Service Registrar:* -GlobalCatalog dc01.contoso.net -GlobalSettingsDomainController dc01.contoso.net
    /// ```
    "Test-CsTopology" as TestCsTopology { module: "fedsh.Cs" }
    parameters {
        /// Only findings about this service or object; wildcards are allowed.
        "Service" service: Option<String> { wildcards: true },
        /// Accepted: the deployment is in this store.
        "GlobalCatalog" catalog: Option<String>,
        /// Accepted: the deployment is in this store.
        "GlobalSettingsDomainController" controller: Option<String>,
        /// Writes what was found as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for TestCsTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let findings = match check_deployment(&*session) {
            Ok(findings) => findings,
            Err(error) => return Refusal::from(error).report(context),
        };
        let wanted = |object: &str| {
            self.service.as_ref().is_none_or(|pattern| {
                let bare = pattern.split_once(':').map_or(pattern.as_str(), |(_, pool)| pool);
                like(object, pattern, true) || object.to_lowercase().contains(&bare.to_lowercase())
            })
        };
        let mut lines = Vec::new();
        for finding in findings.into_iter().filter(|finding| wanted(&finding.object)) {
            lines.push(format!("{}: {finding}", finding.severity));
            let fields = [
                ("Severity", Value::text(finding.severity.to_string())),
                ("Rule", Value::text(finding.rule)),
                ("Object", Value::text(finding.object)),
                ("Message", Value::text(finding.message)),
                ("Action", Value::text(finding.action)),
            ];
            context.output(Value::custom(fields))?;
        }
        report::write(context, self.report.as_ref(), &lines)
    }
}
