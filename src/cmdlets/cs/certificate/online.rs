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
use crate::federation::xmpp::address::same_domain;
use chrono::{TimeDelta, Utc};
use std::path::Path;
use std::time::Duration;

/// What is ordered, and how it is proved.
pub(super) struct Ordering<'a> {
    pub authority: &'a AcmeAuthority,
    pub proof: &'a Proof,
    /// How long it takes until the authority can see the proofs.
    pub pause: Duration,
    pub request: &'a CertificateRequest,
}

impl Ordering<'_> {
    /// Orders the certificate, shows the proofs that the authority asks for, and hides them again.
    pub fn place(&self, context: &mut Context<'_>) -> Outcome<Result<IssuedCertificate, Refusal>> {
        let done = self.placed(context);
        self.note(context, "done", 100);
        done
    }

    fn placed(&self, context: &mut Context<'_>) -> Outcome<Result<IssuedCertificate, Refusal>> {
        self.note(context, &format!("orders it at {}", self.authority.directory), 10);
        let begun = AcmeOrder::begin(self.authority, self.request, self.proof.kind());
        let begun = match context.wait(begun)? {
            Ok(begun) => begun,
            Err(error) => return Ok(Err(wrong(format!("{error}.")))),
        };
        self.note(context, "shows the proofs", 30);
        let shown = match self.proof.show(context, begun.challenges())? {
            Ok(shown) => shown,
            Err(refusal) => return Ok(Err(refusal)),
        };
        self.note(context, "the authority looks for the proofs", 50);
        let issued = context.wait(async {
            tokio::time::sleep(self.pause).await;
            begun.finish(self.request).await
        });
        shown.hide(context)?;
        Ok(issued?.map_err(|error| wrong(format!("{error}."))))
    }

    fn note(&self, context: &mut Context<'_>, status: &str, percent: i32) {
        context.progress(&Progress {
            activity: format!("Certificate for {}", self.request.common_name),
            status: status.to_owned(),
            percent,
            completed: percent == 100,
            ..Progress::default()
        });
    }
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
            request.dns_names.iter().all(|name| found.dns_names.iter().any(|one| same_domain(one, name)))
        })
        .max_by_key(|found| found.not_after)
}
