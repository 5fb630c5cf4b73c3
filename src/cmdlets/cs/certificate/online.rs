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

/// End of the name of the file that says where a certificate came from.
const ORIGIN: &str = "from";

/// A certificate, and what is to be warned of once it is kept.
type Placed = Result<(IssuedCertificate, Vec<String>), Refusal>;

/// What is ordered, and how it is proved.
pub(super) struct Ordering<'a> {
    pub authority: &'a AcmeAuthority,
    pub proof: &'a Proof,
    /// How long it takes until the authority can see the proofs.
    pub pause: Duration,
    pub request: &'a CertificateRequest,
}

impl Ordering<'_> {
    /// Orders the certificate, shows the proofs that the authority asks for, and hides them again. Gives it with what
    /// is to be warned of.
    pub fn place(&self, context: &mut Context<'_>) -> Outcome<Placed> {
        let done = self.placed(context);
        self.note(context, "done", 100);
        done
    }

    fn placed(&self, context: &mut Context<'_>) -> Outcome<Placed> {
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
        let notes = shown.hide(context);
        // The certificate is worth more than the warning: whoever keeps it warns afterwards.
        if let Ok(Ok(issued)) = issued {
            return Ok(Ok((issued, notes)));
        }
        notes.iter().try_for_each(|note| context.warning(note))?;
        Ok(issued?.map(|issued| (issued, Vec::new())).map_err(|error| wrong(format!("{error}."))))
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

/// Notes beside a certificate which authority's directory it came from.
pub(super) fn note_origin(
    folder: &Path,
    found: &CertificateDescription,
    from: Option<&str>,
) -> Result<(), Refusal> {
    let Some(from) = from else { return Ok(()) };
    let file = folder.join(format!("{}.{ORIGIN}", found.thumbprint));
    std::fs::write(&file, from)
        .map_err(|error| wrong(format!("'{}' cannot be written: {error}.", file.display())))
}

/// A certificate kept in the folder that says all that is asked, came from that authority (the local one when `from`
/// is `None`), and is good for so many days yet: the one that is good for longest.
pub(super) fn still_good(
    folder: &Path,
    request: &CertificateRequest,
    days: u32,
    from: Option<&str>,
) -> Option<CertificateDescription> {
    let until = Utc::now().checked_add_signed(TimeDelta::days(i64::from(days)))?;
    let first = |path: &Path| describe(&std::fs::read_to_string(path).ok()?).ok()?.into_iter().next();
    let own = first(&folder.join("ca.pem")).map(|found| found.subject);
    let origin = |path: &Path| std::fs::read_to_string(path.with_extension(ORIGIN)).ok();
    let files = std::fs::read_dir(folder).ok()?.flatten().map(|file| file.path());
    let whole = files.filter(|path| {
        path.extension().is_some_and(|end| end == "pem") && path.with_extension("key").exists()
    });
    let issued = whole.filter_map(|path| {
        let found = first(&path)?;
        let is_from = match from {
            Some(directory) => origin(&path).as_deref() == Some(directory),
            None => own.as_ref() == Some(&found.issuer),
        };
        (is_from && !found.is_authority).then_some(found)
    });
    let has = |found: &CertificateDescription, name: &String| {
        found.dns_names.iter().any(|one| same_domain(one, name))
    };
    issued
        .filter(|found| found.not_after > until && request.dns_names.iter().all(|name| has(found, name)))
        .max_by_key(|found| found.not_after)
}
