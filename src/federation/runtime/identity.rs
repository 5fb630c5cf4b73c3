//! Certificates that the store assigns to a computer, and the roots it trusts.

use super::RuntimeError;
use crate::federation::certificates::describe;
use crate::federation::tls::{Identity, MutualTls, TlsSetupError, TrustRoots};
use crate::topology::model::CertificateUsage;
use crate::topology::snapshot::Snapshot;
use std::path::Path;

const END: &str = "-----END CERTIFICATE-----";

/// The certificate for the first of these uses that has one. Errors: there is none, or its key cannot be
/// read.
pub fn assigned(
    snapshot: &Snapshot,
    computer: &str,
    usages: &[CertificateUsage],
) -> Result<Identity, RuntimeError> {
    let found = usages.iter().find_map(|usage| Some((*usage, snapshot.certificate(computer, *usage)?)));
    let computer = computer.to_owned();
    let Some((usage, found)) = found else {
        let usage = usages.first().copied().unwrap_or(CertificateUsage::Default);
        return Err(RuntimeError::NoCertificate { computer, usage });
    };
    let Some(path) = &found.private_key_path else { return Err(RuntimeError::NoKey { computer, usage }) };
    let key = std::fs::read_to_string(Path::new(path))
        .map_err(|error| TlsSetupError::File { path: path.clone(), reason: error.to_string() })?;
    Ok(Identity::from_pem(&found.certificate_chain, &key)?)
}

/// Mutual TLS of a computer with our other servers.
pub fn inside(
    snapshot: &Snapshot,
    computer: &str,
    usages: &[CertificateUsage],
    roots: &TrustRoots,
) -> Result<MutualTls, RuntimeError> {
    let identity = assigned(snapshot, computer, usages)?;
    let roots = roots.and(&authorities(snapshot)?);
    MutualTls::new(&identity, roots).map_err(|error| {
        RuntimeError::Tls(TlsSetupError::Unusable {
            source_name: format!("the certificate of {computer}"),
            reason: error.to_string(),
        })
    })
}

/// The authorities of all certificates that are assigned for the inside: whoever may change the store says
/// by them which authority our servers have.
fn authorities(snapshot: &Snapshot) -> Result<TrustRoots, RuntimeError> {
    let mut roots = TrustRoots::default();
    let mut known: Vec<&str> = Vec::new();
    for assignment in &snapshot.certificates {
        if !matches!(assignment.usage, CertificateUsage::Default | CertificateUsage::Internal) {
            continue;
        }
        let Some(last) = last_certificate(&assignment.certificate_chain) else { continue };
        let is_authority = describe(last)?.first().is_some_and(|found| found.is_authority);
        if is_authority && !known.contains(&last) {
            known.push(last);
            roots = roots.and(&TrustRoots::from_pem(last)?);
        }
    }
    Ok(roots)
}

/// The last certificate of a PEM text.
fn last_certificate(chain: &str) -> Option<&str> {
    let end = chain.rfind(END)? + END.len();
    let start = chain.get(..end)?.rfind("-----BEGIN CERTIFICATE-----")?;
    chain.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::certificates::{CertificateAuthority, CertificateRequest};

    #[test]
    fn the_last_certificate_of_a_chain_is_its_authority() {
        let authority = CertificateAuthority::create("Inside CA").unwrap();
        let issued = authority.issue(&CertificateRequest::for_host("pool02.contoso.net", &[])).unwrap();
        let last = last_certificate(&issued.chain_pem).unwrap();
        assert_eq!(last.trim(), authority.certificate_pem().trim());
        assert_eq!(last_certificate("nothing"), None);
    }
}
