//! `Get-CsCertificate`.

use super::USAGES;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::{object, report};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{CertificateAssignment, list};

cmdlet! {
    /// Shows which certificates computers use.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsCertificate
    /// Get-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Report ./certificates.html
    /// Get-CsCertificate -Identity global
    /// Get-CsCertificate -Type Default -NetportId 1
    /// ```
    "Get-CsCertificate" as GetCsCertificate { module: "fedsh.Cs" }
    parameters {
        /// What they are for.
        "Type" usage: Vec<String> { values: USAGES },
        /// `Global` for certificates that all computers share.
        "Identity" identity: Option<String> { position: Some(0) },
        /// The computer.
        "ComputerFqdn" computer: Option<String>,
        /// Accepted: there is one set of certificates a computer.
        "NetportId" netport: Option<String>,
        /// Writes what was found as HTML to this file.
        "Report" report: Option<String>,
    }
    state { lines: Vec<String> }
}

impl Cmdlet for GetCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let assignments: Vec<CertificateAssignment> = match list(&*session) {
            Ok(assignments) => assignments,
            Err(error) => return Refusal::from(error).report(context),
        };
        // One that waits for its date follows the one that is in use.
        let now = chrono::Utc::now();
        let with_waiting = |one: CertificateAssignment| {
            let in_use = one.in_use(now).filter(|in_use| **in_use != one).cloned();
            in_use.into_iter().chain([CertificateAssignment { previous: None, ..one }])
        };
        for assignment in assignments.into_iter().flat_map(with_waiting) {
            let of_use = self.usage.is_empty()
                || self.usage.iter().any(|name| assignment.usage.as_str().eq_ignore_ascii_case(name));
            let computer = self.computer.as_ref().or(self.identity.as_ref());
            let of_computer = computer.is_none_or(|name| assignment.computer.eq_ignore_ascii_case(name));
            if of_use && of_computer {
                self.lines.push(format!(
                    "{} {}: {}",
                    assignment.computer,
                    assignment.usage.as_str(),
                    assignment.thumbprint
                ));
                let shown = CertificateAssignment { certificate_chain: String::new(), ..assignment };
                let mut fields = serde_json::to_value(&shown).unwrap_or_default();
                if let Some(fields) = fields.as_object_mut() {
                    fields.shift_remove("Previous");
                }
                // Lync's own name for it.
                fields["Use"] = shown.usage.as_str().into();
                context.output(object::typed("CsCertificate", None, &fields))?;
            }
        }
        report::write(context, self.report.as_ref(), &self.lines)
    }
}
