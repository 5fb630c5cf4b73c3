//! A certificate from an online authority that speaks ACME.

use super::proof::Proof;
use super::wrong;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::host::Progress;
use crate::federation::acme::{AcmeAuthority, AcmeOrder};
use crate::federation::certificates::{
    CertificateDescription, CertificateRequest, IssuedCertificate, describe,
};
use chrono::{TimeDelta, Utc};
use std::path::Path;
use std::time::Duration;

/// Orders a certificate, shows the proofs that the authority asks for, and hides them again. Waits `pause` before
/// the authority looks.
pub(super) fn order(
    context: &mut Context<'_>,
    authority: &AcmeAuthority,
    proof: &Proof,
    pause: Duration,
    request: &CertificateRequest,
) -> Outcome<Result<IssuedCertificate, Refusal>> {
    let done = ordered(context, authority, proof, pause, request);
    note(context, request, "done", 100);
    done
}

fn note(context: &mut Context<'_>, request: &CertificateRequest, status: &str, percent: i32) {
    context.progress(&Progress {
        activity: format!("Certificate for {}", request.common_name),
        status: status.to_owned(),
        percent,
        completed: percent == 100,
        ..Progress::default()
    });
}

fn ordered(
    context: &mut Context<'_>,
    authority: &AcmeAuthority,
    proof: &Proof,
    pause: Duration,
    request: &CertificateRequest,
) -> Outcome<Result<IssuedCertificate, Refusal>> {
    note(context, request, &format!("orders it at {}", authority.directory), 10);
    let begun = match context.wait(AcmeOrder::begin(authority, request, proof.kind()))? {
        Ok(begun) => begun,
        Err(error) => return Ok(Err(wrong(format!("{error}.")))),
    };
    note(context, request, "shows the proofs", 30);
    let shown = match proof.show(context, begun.challenges())? {
        Ok(shown) => shown,
        Err(refusal) => return Ok(Err(refusal)),
    };
    note(context, request, "the authority looks for the proofs", 50);
    let issued = context.wait(async {
        tokio::time::sleep(pause).await;
        begun.finish(request).await
    });
    shown.hide(context)?;
    Ok(issued?.map_err(|error| wrong(format!("{error}."))))
}

/// A certificate kept in the folder that says all that is asked, and is good for so many days yet: the one that is
/// good for longest. Those of the local authority do not count.
pub(super) fn still_good(
    folder: &Path,
    request: &CertificateRequest,
    days: u32,
) -> Option<CertificateDescription> {
    let files = std::fs::read_dir(folder).ok()?.flatten().map(|file| file.path());
    let until = Utc::now() + TimeDelta::days(i64::from(days));
    let own = std::fs::read_to_string(folder.join("ca.pem")).ok();
    let own = own.and_then(|text| describe(&text).ok()?.into_iter().next()).map(|found| found.subject);
    files
        .filter(|path| {
            path.extension().is_some_and(|end| end == "pem") && path.with_extension("key").exists()
        })
        .filter_map(|path| describe(&std::fs::read_to_string(path).ok()?).ok()?.into_iter().next())
        .filter(|found| !found.is_authority && Some(&found.issuer) != own.as_ref())
        .filter(|found| found.not_after > until)
        .filter(|found| {
            request.dns_names.iter().all(|name| found.dns_names.iter().any(|one| same(one, name)))
        })
        .max_by_key(|found| found.not_after)
}

fn same(one: &str, other: &str) -> bool {
    crate::federation::xmpp::address::same_domain(one, other)
}
