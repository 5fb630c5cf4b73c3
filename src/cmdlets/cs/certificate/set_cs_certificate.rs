//! `Set-CsCertificate`.

use super::{USAGES, folder, usage, wrong};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::certificates::describe;
use crate::topology::model::{CertificateAssignment, CertificateUsage, save};

cmdlet! {
    /// Assigns a certificate to a computer.
    ///
    /// # Examples
    /// ```powershell
    /// $certificate = Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net
    /// Set-CsCertificate -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -Thumbprint $certificate.Thumbprint
    /// ```
    "Set-CsCertificate" as SetCsCertificate { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// What it is for.
        "Type" usage: Vec<String> { mandatory: true, values: USAGES },
        /// The computer.
        "ComputerFqdn" computer: String { mandatory: true },
        /// Which certificate.
        "Thumbprint" thumbprint: String { mandatory: true, pipe: Pipe::ByName },
    }
}

impl Cmdlet for SetCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let thumbprint = self.thumbprint.to_uppercase();
        let file = |end: &str| folder(context.engine).join(format!("{thumbprint}.{end}"));
        let (chain_file, key_file) = (file("pem"), file("key"));
        let Ok(chain) = std::fs::read_to_string(&chain_file) else {
            return Refusal::NotFound(format!("There is no certificate {thumbprint}. Request-CsCertificate or Import-CsCertificate gets one.")).report(context);
        };
        let found = match describe(&chain).map(|found| found.into_iter().next()) {
            Ok(Some(found)) => found,
            Ok(None) => return Refusal::NotFound(thumbprint).report(context),
            Err(error) => return wrong(error).report(context),
        };
        let computer = self.computer.clone();
        let usages: Vec<CertificateUsage> = self.usage.iter().map(|name| usage(name)).collect();
        change(context, &computer.clone(), move |transaction| {
            for usage in usages {
                let assignment = CertificateAssignment {
                    computer: computer.clone(),
                    usage,
                    thumbprint: found.thumbprint.clone(),
                    subject: found.subject.clone(),
                    issuer: found.issuer.clone(),
                    alternative_names: found.dns_names.clone(),
                    not_before: Some(found.not_before),
                    not_after: Some(found.not_after),
                    certificate_chain: chain.clone(),
                    private_key_path: Some(key_file.display().to_string()),
                };
                save(transaction, &assignment)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}
