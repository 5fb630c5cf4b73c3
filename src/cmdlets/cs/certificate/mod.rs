//! Certificates: request, import, assign, show. They are kept in files beside the store, keys with mode 0600.

mod get_cs_certificate;
mod import_cs_certificate;
mod request_cs_certificate;
mod set_cs_certificate;

use crate::cmdlets::cs::state::Refusal;
use crate::engine::Engine;
use crate::engine::command::CommandInfo;
use crate::engine::value::Value;
use crate::federation::certificates::{
    CertificateAuthority, CertificateDescription, CertificateError, describe,
};
use crate::federation::tls::Identity;
use crate::topology::model::CertificateUsage;
use std::path::{Path, PathBuf};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    get_cs_certificate::GetCsCertificate::INFO,
    import_cs_certificate::ImportCsCertificate::INFO,
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
