//! `Get-CsCertificate`.

use super::USAGES;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{CertificateAssignment, list};

cmdlet! {
    /// Shows which certificates computers use.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsCertificate
    /// ```
    "Get-CsCertificate" as GetCsCertificate { module: "fedsh.Cs" }
    parameters {
        /// What they are for.
        "Type" usage: Option<String> { position: Some(0), values: USAGES },
        /// The computer.
        "ComputerFqdn" computer: Option<String>,
    }
}

impl Cmdlet for GetCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let assignments: Vec<CertificateAssignment> = match list(&*session) {
            Ok(assignments) => assignments,
            Err(error) => return Refusal::from(error).report(context),
        };
        for assignment in assignments {
            let of_use =
                self.usage.as_ref().is_none_or(|name| assignment.usage.as_str().eq_ignore_ascii_case(name));
            let of_computer =
                self.computer.as_ref().is_none_or(|name| assignment.computer.eq_ignore_ascii_case(name));
            if of_use && of_computer {
                let shown = CertificateAssignment { certificate_chain: String::new(), ..assignment };
                context.output(object::typed("CsCertificate", None, &shown))?;
            }
        }
        Ok(())
    }
}
