//! `Set-CsCertificate`.

use super::{Start, USAGES, assign, files, folder, keep, own_computer, usages};
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::types::datetime::DateTime;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use std::rc::Rc;

const BY_REFERENCE: &[Membership] =
    &[Membership { set: "CertificateReference", position: None, mandatory: true, pipe: Pipe::ByValue }];
const BY_THUMBPRINT: &[Membership] = &[in_set("Thumbprint", true)];
const BY_PATH: &[Membership] = &[in_set("Path", true)];
const ALL_BUT_PATH_OPTIONAL: &[Membership] =
    &[in_set("CertificateReference", false), in_set("Thumbprint", false), in_set("Path", true)];

const fn in_set(set: &'static str, mandatory: bool) -> Membership {
    Membership { set, position: None, mandatory, pipe: Pipe::No }
}

cmdlet! {
    /// Assigns a certificate to a computer.
    ///
    /// # Examples
    /// ```powershell
    /// $certificate = Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net
    /// Set-CsCertificate -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -Thumbprint $certificate.Thumbprint
    /// $next = Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net
    /// Set-CsCertificate -Type AccessEdgeExternal -Identity edge02.contoso.net -Thumbprint $next.Thumbprint -Roll -EffectiveDate (Get-Date).AddDays(7)
    /// Set-CsCertificate -Type Internal -ComputerFqdn edge02.contoso.net -Reference $certificate -Force -NetportId 1 -Report ./assigned.html
    /// $folder = "$HOME/.local/share/fedsh/certificates"
    /// openssl pkcs12 -export -inkey "$folder/$($next.Thumbprint).key" -in "$folder/$($next.Thumbprint).pem" -out ./edge02.pfx -passout pass:exported
    /// Set-CsCertificate -Type Internal -Identity edge02.contoso.net -Path ./edge02.pfx -Password exported
    /// ```
    "Set-CsCertificate" as SetCsCertificate { module: "fedsh.Cs", default_set: "Thumbprint", should_process: Some(Impact::Medium) }
    parameters {
        /// What it is for.
        "Type" usage: Vec<String> { sets: ALL_BUT_PATH_OPTIONAL, values: USAGES },
        /// The computer; this one when absent.
        "ComputerFqdn" computer: Option<String>,
        /// `Global`: the certificate is for all computers; or the name of one.
        "Identity" identity: Option<String> { sets: ALL_BUT_PATH_OPTIONAL },
        /// A certificate that Request-CsCertificate, Import-CsCertificate or Get-CsCertificate sent.
        "Reference" reference: Option<Value> { sets: BY_REFERENCE },
        /// Which certificate.
        "Thumbprint" thumbprint: Option<String> { sets: BY_THUMBPRINT },
        /// File with the certificate and its key, PEM or PKCS #12.
        "Path" path: Option<String> { sets: BY_PATH },
        /// The password of a PKCS #12 file.
        "Password" password: Option<String> { sets: &[in_set("Path", false)] },
        /// Accepted: there is one set of certificates a computer.
        "NetportId" netport: Option<String>,
        /// When it comes into use; until then the present one stays. At once when absent or past.
        "EffectiveDate" effective: Option<Rc<DateTime>> { aliases: &["EffectiveTime"] },
        /// Refuses the assignment when there is no present certificate that stays in use until the effective date.
        "Roll" roll: bool,
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl SetCsCertificate {
    /// The thumbprint of the certificate that is meant.
    fn meant(&self, context: &mut Context<'_>) -> Outcome<Result<String, Refusal>> {
        if let Some(path) = &self.path {
            let read = files::read(context.engine, path, None, self.password.as_deref());
            let kept = read.and_then(|parts| keep(&folder(context.engine), &parts.chain, &parts.key));
            return Ok(kept.map(|found| found.thumbprint));
        }
        if let Some(reference) = &self.reference {
            let named = member::property(context.engine, reference, "Thumbprint")?;
            let named = named.unwrap_or_else(|| reference.clone());
            return convert::to_text(context.engine, &named).map(Ok);
        }
        Ok(Ok(self.thumbprint.clone().unwrap_or_default()))
    }
}

impl Cmdlet for SetCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let thumbprint = match self.meant(context)? {
            Ok(thumbprint) => thumbprint,
            Err(refusal) => return refusal.report(context),
        };
        if self.usage.is_empty() {
            let reason = "-Type has to say what the certificate is for.".to_owned();
            return Refusal::Invalid(reason).report(context);
        }
        let start = match Start::of(self.effective.as_deref(), self.roll) {
            Ok(start) => start,
            Err(refusal) => return refusal.report(context),
        };
        let computer = match self.computer.clone().or_else(|| self.identity.clone()) {
            Some(computer) => computer,
            None => own_computer(context)?,
        };
        if assign(context, &thumbprint, &computer, usages(&self.usage), start)? {
            let line =
                format!("{} has the certificate {thumbprint} for {}.", computer, self.usage.join(", "));
            report::write(context, self.report.as_ref(), &[line])?;
        }
        Ok(())
    }
}
