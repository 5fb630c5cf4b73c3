//! Certificates and keys from files, PEM or PKCS #12.

use super::{folder, pending_key, wrong};
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Engine;
use crate::federation::certificates::{CertificateError, NO_KEY, from_pkcs12};
use std::path::Path;

/// A certificate with those that lead to its root, and its key; both PEM.
pub(super) struct Parts {
    pub chain: String,
    pub key: String,
}

/// Reads a file. The key is in it, in the file that is named, in one beside it with the ending `.key`, or was made with
/// a signing request. Errors: a file that cannot be read, a wrong password, or no key anywhere.
pub(super) fn read(
    engine: &Engine,
    file: &str,
    key_file: Option<&str>,
    password: Option<&str>,
) -> Result<Parts, Refusal> {
    let path = engine.resolve_path(file);
    let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
    let chain = match String::from_utf8(bytes) {
        Ok(text) if text.contains("-----BEGIN ") => text,
        other => {
            let bytes = other.map_or_else(|error| error.into_bytes(), String::into_bytes);
            let read = from_pkcs12(&bytes, password.unwrap_or_default());
            let (chain, key) = read.map_err(|error| of_store(&path, password, &error))?;
            return Ok(Parts { chain, key });
        }
    };
    if chain.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || chain.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(wrong(format!(
            "The key in '{}' is encrypted. Give certificate and key as PKCS #12 (openssl pkcs12 -export), or the key in \
             clear (openssl pkey).",
            path.display()
        )));
    }
    let key = match key_file {
        Some(file) => text(&engine.resolve_path(file))?,
        None if chain.contains("PRIVATE KEY-----") => chain.clone(),
        None if path.with_extension("key").exists() => text(&path.with_extension("key"))?,
        None => pending_key(&folder(engine), &chain).ok_or_else(|| {
            wrong(format!("The key of '{}' was not found: give it with -PrivateKeyPath.", path.display()))
        })?,
    };
    Ok(Parts { chain, key })
}

pub(super) fn text(path: &Path) -> Result<String, Refusal> {
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Refusal {
    Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display()))
}

fn of_store(path: &Path, password: Option<&str>, error: &CertificateError) -> Refusal {
    match (error, password) {
        (CertificateError::Password, None) => {
            wrong(format!("'{}' has a password: give it with -Password.", path.display()))
        }
        (CertificateError::Password, Some(_)) => {
            wrong(format!("The password of '{}' is another one.", path.display()))
        }
        // Its reader's words are of ASN.1, which help nobody who took the wrong file.
        (CertificateError::Unreadable { reason, .. }, _) if reason.starts_with(NO_KEY) => {
            wrong(format!("'{}' has {NO_KEY}.", path.display()))
        }
        _ => wrong(format!("'{}' is neither PEM nor PKCS #12.", path.display())),
    }
}
