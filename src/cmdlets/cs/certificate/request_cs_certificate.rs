//! `Request-CsCertificate`.

use super::{USAGES, authority, folder, keep, shown, wrong};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::certificates::{CertificateRequest, signing_request};

cmdlet! {
    /// Requests a certificate: from the local authority, or as a signing request in a file.
    ///
    /// # Examples
    /// ```powershell
    /// Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -DomainName contoso.com
    /// Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net -Output ./pool02.csr
    /// ```
    "Request-CsCertificate" as RequestCsCertificate { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// A new request.
        "New" new: bool,
        /// What the certificate is for.
        "Type" usage: Vec<String> { mandatory: true, values: USAGES },
        /// The computer that uses it.
        "ComputerFqdn" computer: String { mandatory: true },
        /// Further names, the XMPP domains among them.
        "DomainName" names: Vec<String>,
        /// Days of validity.
        "ValidDays" days: Option<i32>,
        /// Writes a signing request to this file; its key stays beside it, with the ending `.key`.
        "Output" output: Option<String>,
    }
}

impl Cmdlet for RequestCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let names: Vec<&str> = self
            .names
            .iter()
            .flat_map(|names| names.split(','))
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        let mut request = CertificateRequest::for_host(&self.computer, &names);
        request.valid_days = self.days.and_then(|days| u32::try_from(days).ok()).unwrap_or(0);
        if !context.should_process(&self.computer, "Request-CsCertificate")? {
            return Ok(());
        }
        let made = match &self.output {
            Some(output) => {
                let path = context.engine.resolve_path(output);
                signing_request(&request).map_err(wrong).and_then(|(text, key)| {
                    key.write(&path.with_extension("key")).map_err(wrong)?;
                    std::fs::write(&path, text).map_err(|error| {
                        wrong(format!("'{}' cannot be written: {error}.", path.display()))
                    })?;
                    Ok(None)
                })
            }
            None => {
                let issued =
                    authority(context.engine).and_then(|authority| authority.issue(&request)).map_err(wrong);
                issued
                    .and_then(|issued| {
                        keep(&folder(context.engine), &issued.chain_pem, issued.key.expose_pem())
                    })
                    .map(Some)
            }
        };
        match made {
            Ok(Some(found)) => context.output(shown(&found)),
            Ok(None) => Ok(()),
            Err(refusal) => refusal.report(context),
        }
    }
}
