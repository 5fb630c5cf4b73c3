//! `Set-CsCertificate`.

use super::{USAGES, assign, folder, keep, own_computer, usages};
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};

const BY_REFERENCE: &[Membership] =
    &[Membership { set: "CertificateReference", position: None, mandatory: true, pipe: Pipe::ByValue }];
const BY_THUMBPRINT: &[Membership] =
    &[Membership { set: "Thumbprint", position: None, mandatory: true, pipe: Pipe::ByName }];
const BY_PATH: &[Membership] = &[Membership { set: "Path", position: None, mandatory: true, pipe: Pipe::No }];

cmdlet! {
    /// Assigns a certificate to a computer.
    ///
    /// # Examples
    /// ```powershell
    /// $certificate = Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net
    /// Set-CsCertificate -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -Thumbprint $certificate.Thumbprint
    /// ```
    "Set-CsCertificate" as SetCsCertificate { module: "fedsh.Cs", default_set: "Thumbprint", should_process: Some(Impact::Medium) }
    parameters {
        /// What it is for.
        "Type" usage: Vec<String> { mandatory: true, values: USAGES },
        /// The computer; this one when absent.
        "ComputerFqdn" computer: Option<String>,
        /// `Global`: the certificate is for all computers.
        "Identity" identity: Option<String>,
        /// A certificate that Request-CsCertificate, Import-CsCertificate or Get-CsCertificate sent.
        "Reference" reference: Option<Value> { sets: BY_REFERENCE },
        /// Which certificate.
        "Thumbprint" thumbprint: Option<String> { sets: BY_THUMBPRINT },
        /// File with the certificate and its key, PEM.
        "Path" path: Option<String> { sets: BY_PATH },
        /// Files here are PEM, which has no password.
        "Password" password: Option<String> { validate: &[Validation::NotYet], sets: &[Membership { set: "Path", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Accepted: there is one set of certificates a computer.
        "NetportId" netport: Option<String>,
        /// When it comes into use.
        "EffectiveDate" effective: Option<String> { aliases: &["EffectiveTime"], validate: &[Validation::NotYet] },
        /// Keeps the present one in use until the effective date.
        "Roll" roll: bool { validate: &[Validation::NotYet] },
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
            let path = context.engine.resolve_path(path);
            let kept = std::fs::read_to_string(&path)
                .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))
                .and_then(|text| keep(&folder(context.engine), &text, &text));
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
        let computer = match self.computer.clone().or_else(|| self.identity.clone()) {
            Some(computer) => computer,
            None => own_computer(context)?,
        };
        if assign(context, &thumbprint, &computer, usages(&self.usage))? {
            let line =
                format!("{} has the certificate {thumbprint} for {}.", computer, self.usage.join(", "));
            report::write(context, self.report.as_ref(), &[line])?;
        }
        Ok(())
    }
}
