//! `CmsMessageRecipient`: who a message is for, or which certificates open one.

use super::cms_text::{self, CERTIFICATE};
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::operators::{has_wildcard, like};
use crate::engine::provider::{self, Filters};
use crate::engine::types::x509_certificate;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use std::path::{Path, PathBuf};

/// What certificates are wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Encryption,
    Decryption,
}

/// The certificates that a recipient stands for: itself, or what its text names as PEM, as a file, as a
/// folder of files, or in the user's store by thumbprint or subject.
/// Errors: there is none, one is not made for encryption, or several would be encrypted for.
pub fn resolved(context: &mut Context<'_>, recipient: &Value, purpose: Purpose) -> Outcome<Vec<Value>> {
    if x509_certificate::der(recipient).is_some() {
        return fitting(context, vec![recipient.clone()], "", purpose);
    }
    let name = convert::to_text(context.engine, recipient)?;
    for find in [from_text, from_path, from_store] {
        let certificates = find(context, &name)?;
        let found = fitting(context, certificates, &name, purpose)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    // Without a pattern the certificate was meant to be there; the store is searched in any case.
    if purpose == Purpose::Decryption && has_wildcard(&name) {
        return Ok(Vec::new());
    }
    let message = format!(
        "Cannot load encryption certificate. The certificate setting '{name}' does not represent a valid base-64 encoded certificate, nor does it represent a valid certificate by file, directory, thumbprint, or subject name."
    );
    Err(refused(context, message, "NoCertificateFound", Category::ObjectNotFound, Value::text(name)))
}

fn refused(
    context: &Context<'_>,
    message: String,
    id: &str,
    category: Category,
    target: Value,
) -> Box<Fault> {
    context.terminate("System.ArgumentException", message, id, category, target)
}

fn from_text(_: &mut Context<'_>, name: &str) -> Outcome<Vec<Value>> {
    let Ok(Some(block)) = cms_text::found(name, CERTIFICATE) else { return Ok(Vec::new()) };
    Ok(x509_certificate::from_bytes(&block.bytes, "").into_iter().collect())
}

fn from_path(context: &mut Context<'_>, name: &str) -> Outcome<Vec<Value>> {
    let Ok(found) = provider::expand(context.engine, name, false, &Filters::default()) else {
        return Ok(Vec::new());
    };
    if found.iter().any(|path| !path.is_file_system()) {
        let message = format!("Cannot load certificate. '{name}' must resolve to a file system path.");
        let id = "CertificatePathMustBeFileSystemPath";
        return Err(refused(context, message, id, Category::ObjectNotFound, Value::text(name)));
    }
    let mut files = Vec::new();
    for path in found.iter().map(|path| path.file()) {
        match path.is_dir() {
            true => files.extend(files_in(&path)),
            false => files.push(path),
        }
    }
    Ok(certificates(&files))
}

/// The files in a folder, by name; none when it cannot be read.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// The certificates in files; a file that is none is passed over.
fn certificates(files: &[PathBuf]) -> Vec<Value> {
    let read = |path: &PathBuf| x509_certificate::from_bytes(&std::fs::read(path).ok()?, "").ok();
    files.iter().filter_map(read).collect()
}

/// The user's own certificates, where .NET keeps its store `My` on Linux.
pub fn store() -> Vec<Value> {
    let Some(home) = std::env::home_dir() else { return Vec::new() };
    certificates(&files_in(&home.join(".dotnet/corefx/cryptography/x509stores/my")))
}

fn from_store(_: &mut Context<'_>, name: &str) -> Outcome<Vec<Value>> {
    let digits: String = name.split_whitespace().collect();
    let (by_thumbprint, others): (Vec<Value>, Vec<Value>) = store().into_iter().partition(|certificate| {
        x509_certificate::thumbprint(certificate).is_some_and(|own| own.eq_ignore_ascii_case(&digits))
    });
    if !by_thumbprint.is_empty() {
        return Ok(by_thumbprint);
    }
    let named = |certificate: &Value| {
        x509_certificate::subjects(certificate).iter().any(|subject| like(subject, name, true))
    };
    Ok(others.into_iter().filter(named).collect())
}

/// Those of some certificates that fit the purpose, each once.
fn fitting(
    context: &Context<'_>,
    certificates: Vec<Value>,
    name: &str,
    purpose: Purpose,
) -> Outcome<Vec<Value>> {
    let mut found: Vec<(String, Value)> = Vec::new();
    for certificate in certificates {
        let thumbprint = x509_certificate::thumbprint(&certificate).unwrap_or_default();
        if !x509_certificate::can_encrypt(&certificate) {
            if has_wildcard(name) {
                continue;
            }
            let message = format!(
                "Certificate '{thumbprint}' cannot be used for encryption. Encryption certificates must contain the Data Encipherment or Key Encipherment key usage, and include the Document Encryption Enhanced Key Usage (1.3.6.1.4.1.311.80.1)."
            );
            let id = "CertificateCannotBeUsedForEncryption";
            return Err(refused(context, message, id, Category::InvalidData, certificate));
        }
        let is_of_no_use =
            purpose == Purpose::Decryption && x509_certificate::private_key(&certificate).is_none();
        if is_of_no_use || found.iter().any(|(known, _)| *known == thumbprint) {
            continue;
        }
        if purpose == Purpose::Encryption && !found.is_empty() {
            let message = format!(
                "Cannot load certificate. The identifier '{name}' matches multiple certificates. To encrypt to multiple recipients, provide multiple specific values to the 'To' parameter, rather than a wildcard that matches multiple certificates."
            );
            let id = "IdentifierMustReferenceSingleCertificate";
            return Err(refused(context, message, id, Category::LimitsExceeded, Value::text(name)));
        }
        found.push((thumbprint, certificate));
    }
    Ok(found.into_iter().map(|(_, certificate)| certificate).collect())
}
