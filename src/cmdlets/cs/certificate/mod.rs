//! Certificates: request, import, assign, show. They are kept in files beside the store, keys with mode 0600.

mod get_cs_certificate;
mod import_cs_certificate;
mod remove_cs_certificate;
mod request_cs_certificate;
mod set_cs_certificate;

use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::command::{CommandInfo, Context};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use crate::federation::certificates::{
    CertificateAuthority, CertificateDescription, CertificateError, describe,
};
use crate::federation::runtime::local_computer;
use crate::federation::tls::Identity;
use crate::topology::model::{CertificateAssignment, CertificateUsage, save};
use std::path::{Path, PathBuf};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    get_cs_certificate::GetCsCertificate::INFO,
    import_cs_certificate::ImportCsCertificate::INFO,
    remove_cs_certificate::RemoveCsCertificate::INFO,
    request_cs_certificate::RequestCsCertificate::INFO,
    set_cs_certificate::SetCsCertificate::INFO,
];

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

/// The uses that `-Type` names; several may stand in one text with commas.
fn usages(names: &[String]) -> Vec<CertificateUsage> {
    names.iter().flat_map(|name| name.split(',')).map(|name| usage(name.trim())).collect()
}

/// The name of this computer in the published topology.
fn own_computer(context: &mut Context<'_>) -> Outcome<String> {
    let topology = published(&*session(context)?).unwrap_or_default();
    Ok(local_computer(&topology))
}

/// Assigns a certificate that is kept here to a computer. Gives whether that was done; a refusal is reported.
fn assign(
    context: &mut Context<'_>,
    thumbprint: &str,
    computer: &str,
    usages: Vec<CertificateUsage>,
) -> Outcome<bool> {
    let thumbprint = thumbprint.to_uppercase();
    let file = |end: &str| folder(context.engine).join(format!("{thumbprint}.{end}"));
    let (chain_file, key_file) = (file("pem"), file("key"));
    let missing = || {
        Refusal::NotFound(format!(
            "There is no certificate {thumbprint}. Request-CsCertificate or Import-CsCertificate gets one."
        ))
    };
    let hexadecimal = !thumbprint.is_empty() && thumbprint.chars().all(|letter| letter.is_ascii_hexdigit());
    let chain = match std::fs::read_to_string(&chain_file) {
        Ok(chain) if hexadecimal => chain,
        _ => return missing().report(context).map(|()| false),
    };
    let found = match describe(&chain).map(|found| found.into_iter().next()) {
        Ok(Some(found)) => found,
        Ok(None) => return missing().report(context).map(|()| false),
        Err(error) => return wrong(error).report(context).map(|()| false),
    };
    let done = change(context, computer, |transaction| {
        for usage in usages {
            let assignment = CertificateAssignment {
                computer: computer.to_owned(),
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
    Ok(done.is_some())
}

/// Folder of the keys whose signing requests are under way.
fn pending(folder: &Path) -> PathBuf {
    folder.join("requests")
}

/// The key of a signing request that a certificate answers.
fn pending_key(folder: &Path, chain: &str) -> Option<String> {
    let files = std::fs::read_dir(pending(folder)).ok()?;
    let keys = files
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|end| end == "key"));
    keys.filter_map(|path| std::fs::read_to_string(path).ok())
        .find(|key| Identity::from_pem(chain, key).is_ok())
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
