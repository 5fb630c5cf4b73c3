//! Certificates: request, import, assign, show. They are kept in files beside the store, keys with mode 0600.

use super::object;
use super::state::{Refusal, change, session};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use crate::federation::certificates::{
    CertificateAuthority, CertificateDescription, CertificateError, CertificateRequest, describe,
    signing_request,
};
use crate::federation::tls::Identity;
use crate::topology::model::{CertificateAssignment, CertificateUsage, list, save};
use std::path::{Path, PathBuf};

const USAGES: &[&str] = &[
    "Default",
    "Internal",
    "AccessEdgeExternal",
    "DataEdgeExternal",
    "AudioVideoAuthentication",
    "XMPPServer",
    "WebServicesInternal",
    "WebServicesExternal",
    "OAuthTokenIssuer",
];

/// Where certificates of this account are.
pub fn folder(engine: &Engine) -> PathBuf {
    let data = engine.environment.get("XDG_DATA_HOME").map(PathBuf::from);
    let home =
        || PathBuf::from(engine.environment.get("HOME").cloned().unwrap_or_default()).join(".local/share");
    data.unwrap_or_else(home).join("fedsh/certificates")
}

/// The authority of this account, made when there is none.
pub fn authority(engine: &Engine) -> Result<CertificateAuthority, CertificateError> {
    CertificateAuthority::open_or_create(&folder(engine), "fedsh local authority")
}

fn usage(name: &str) -> CertificateUsage {
    CertificateUsage::ALL
        .iter()
        .copied()
        .find(|usage| usage.as_str().eq_ignore_ascii_case(name))
        .unwrap_or(CertificateUsage::Default)
}

fn wrong(error: impl std::fmt::Display) -> Refusal {
    Refusal::Invalid(error.to_string())
}

fn shown(found: &CertificateDescription) -> Value {
    Value::custom([
        ("Thumbprint", Value::text(found.thumbprint.as_str())),
        ("Subject", Value::text(found.subject.as_str())),
        ("Issuer", Value::text(found.issuer.as_str())),
        (
            "AlternativeNames",
            Value::array(found.dns_names.iter().map(|name| Value::text(name.as_str())).collect()),
        ),
        ("NotBefore", Value::text(found.not_before.to_rfc3339())),
        ("NotAfter", Value::text(found.not_after.to_rfc3339())),
    ])
}

/// Keeps a certificate and its key under its thumbprint.
fn keep(folder: &Path, chain: &str, key: &str) -> Result<CertificateDescription, Refusal> {
    let found = describe(chain)
        .map_err(wrong)?
        .into_iter()
        .next()
        .ok_or_else(|| wrong("There is no certificate in the file."))?;
    Identity::from_pem(chain, key).map_err(wrong)?;
    let file = |end: &str| folder.join(format!("{}.{end}", found.thumbprint));
    std::fs::create_dir_all(folder)
        .map_err(|error| wrong(format!("'{}' cannot be made: {error}.", folder.display())))?;
    write_private(&file("key"), key)?;
    std::fs::write(file("pem"), chain)
        .map_err(|error| wrong(format!("'{}' cannot be written: {error}.", file("pem").display())))?;
    Ok(found)
}

fn write_private(path: &Path, text: &str) -> Result<(), Refusal> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let opened = std::fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path);
    opened
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| wrong(format!("'{}' cannot be written: {error}.", path.display())))
}

cmdlet! {
    /// Requests a certificate: from the local authority, or as a signing request in a file.
    ///
    /// # Examples
    /// ```powershell
    /// Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -DomainName contoso.com
    /// Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net -Output ./pool02.csr
    /// ```
    "Request-CsCertificate" as RequestCertificate { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
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

impl Cmdlet for RequestCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let names: Vec<&str> = self.names.iter().flat_map(|names| names.split(',')).map(str::trim).collect();
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

cmdlet! {
    /// Takes a certificate and its key from files.
    ///
    /// # Examples
    /// ```powershell
    /// $made = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// $folder = "$HOME/.local/share/fedsh/certificates"
    /// Import-CsCertificate -Path "$folder/$($made.Thumbprint).pem" -PrivateKeyPath "$folder/$($made.Thumbprint).key"
    /// ```
    "Import-CsCertificate" as ImportCertificate { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The certificate and those that lead to its root, PEM.
        "Path" path: String { position: Some(0), mandatory: true },
        /// Its key, PEM.
        "PrivateKeyPath" key: String { mandatory: true },
    }
}

impl Cmdlet for ImportCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let read = |context: &Context<'_>, name: &str| {
            let path = context.engine.resolve_path(name);
            std::fs::read_to_string(&path)
                .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))
        };
        if !context.should_process(&self.path, "Import-CsCertificate")? {
            return Ok(());
        }
        let kept = read(context, &self.path)
            .and_then(|chain| keep(&folder(context.engine), &chain, &read(context, &self.key)?));
        match kept {
            Ok(found) => context.output(shown(&found)),
            Err(refusal) => refusal.report(context),
        }
    }
}

cmdlet! {
    /// Assigns a certificate to a computer.
    ///
    /// # Examples
    /// ```powershell
    /// $certificate = Request-CsCertificate -New -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net
    /// Set-CsCertificate -Type AccessEdgeExternal -ComputerFqdn edge02.contoso.net -Thumbprint $certificate.Thumbprint
    /// ```
    "Set-CsCertificate" as SetCertificate { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// What it is for.
        "Type" usage: Vec<String> { mandatory: true, values: USAGES },
        /// The computer.
        "ComputerFqdn" computer: String { mandatory: true },
        /// Which certificate.
        "Thumbprint" thumbprint: String { mandatory: true, pipe: Pipe::ByName },
    }
}

impl Cmdlet for SetCertificate {
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

cmdlet! {
    /// Shows which certificates computers use.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsCertificate
    /// ```
    "Get-CsCertificate" as GetCertificate { module: "fedsh.Cs" }
    parameters {
        /// What they are for.
        "Type" usage: Option<String> { position: Some(0), values: USAGES },
        /// The computer.
        "ComputerFqdn" computer: Option<String>,
    }
}

impl Cmdlet for GetCertificate {
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
