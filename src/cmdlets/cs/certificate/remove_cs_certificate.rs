//! `Remove-CsCertificate`.

use super::{USAGES, own_computer, usages};
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{CertificateAssignment, Entity, list, save};
use crate::topology::store::Transaction;

cmdlet! {
    /// Takes the assignment of certificates away from a computer. Their files stay.
    ///
    /// # Examples
    /// ```powershell
    /// $certificate = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// Set-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Thumbprint $certificate.Thumbprint
    /// Remove-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net
    /// Set-CsCertificate -Type Default -Identity Global -Thumbprint $certificate.Thumbprint
    /// Remove-CsCertificate -Type Default -Identity Global -Force -NetportId 1 -Report ./removed.html
    /// Set-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Thumbprint $certificate.Thumbprint
    /// try { Remove-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Previous -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Remove-CsCertificate" as RemoveCsCertificate { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// What they are for.
        "Type" usage: Vec<String> { values: USAGES },
        /// `Global`: certificates that are for all computers.
        "Identity" identity: Option<String> { position: Some(0) },
        /// The computer; this one when absent.
        "ComputerFqdn" computer: Option<String>,
        /// Accepted: there is one set of certificates a computer.
        "NetportId" netport: Option<String>,
        /// Only the one that was in use before the present one, which Set-CsCertificate -Roll kept.
        "Previous" previous: bool,
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

/// Forgets the certificate that an assignment took the place of. Gives what was done; nothing when there is none.
fn without_previous(
    transaction: &mut Transaction,
    mut assignment: CertificateAssignment,
) -> Result<Option<String>, Refusal> {
    let now = chrono::Utc::now();
    if assignment.effective_date.is_some_and(|date| date > now) {
        return Err(Refusal::Invalid(format!(
            "The previous certificate of '{}' for {} is still in use: the next one waits for its date.",
            assignment.computer, assignment.usage
        )));
    }
    let Some(previous) = assignment.previous.take() else { return Ok(None) };
    save(transaction, &assignment)?;
    Ok(Some(format!("{} was forgotten for {}.", previous.thumbprint, assignment.usage)))
}

impl Cmdlet for RemoveCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.usage.is_empty() {
            return Refusal::Invalid("-Type has to say which certificates.".to_owned()).report(context);
        }
        let computer = match self.computer.clone().or_else(|| self.identity.clone()) {
            Some(computer) => computer,
            None => own_computer(context)?,
        };
        let wanted = usages(&self.usage);
        let removed = change(context, &computer, |transaction| {
            let all: Vec<CertificateAssignment> = list(transaction)?;
            let chosen = all
                .into_iter()
                .filter(|one| one.computer.eq_ignore_ascii_case(&computer) && wanted.contains(&one.usage));
            let mut lines = Vec::new();
            for one in chosen {
                if self.previous {
                    lines.extend(without_previous(transaction, one)?);
                    continue;
                }
                transaction.delete(CertificateAssignment::KIND, &one.identity())?;
                lines.push(format!(
                    "{} was taken from {} for {}.",
                    one.thumbprint,
                    computer,
                    one.usage.as_str()
                ));
            }
            match lines.is_empty() {
                true => Err(Refusal::NotFound(format!(
                    "'{computer}' has no certificate of that type. Get-CsCertificate lists those that there are."
                ))),
                false => Ok(lines),
            }
        })?;
        match removed {
            Some(lines) => report::write(context, self.report.as_ref(), &lines),
            None => Ok(()),
        }
    }
}
