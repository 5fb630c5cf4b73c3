//! Certificates: request, import, assign, show. They are kept in files beside the store, keys with mode 0600.

mod files;
mod get_cs_certificate;
mod import_cs_certificate;
mod online;
mod proof;
mod remove_cs_certificate;
mod request_cs_certificate;
mod set_cs_certificate;

use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::command::{CommandInfo, Context};
use crate::engine::types::datetime::DateTime as DateTimeValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use crate::federation::certificates::{
    CertificateAuthority, CertificateDescription, CertificateError, certificates_only, describe,
};
use crate::federation::private_file;
use crate::federation::runtime::local_computer;
use crate::federation::tls::Identity;
use crate::topology::model::{CertificateAssignment, CertificateUsage, Entity, load, save};
use crate::topology::store::Transaction;
use chrono::{DateTime, Utc};
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
    let home = || PathBuf::from(engine.home().unwrap_or_default()).join(".local/share");
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

/// When an assignment comes into use; at once by default.
#[derive(Default, Clone, Copy)]
struct Start {
    date: Option<DateTime<Utc>>,
    /// There has to be a certificate that stays in use until then.
    roll: bool,
}

impl Start {
    /// As -EffectiveDate and -Roll say. Errors: -Roll without a date to come.
    fn of(effective: Option<&DateTimeValue>, roll: bool) -> Result<Start, Refusal> {
        let date = effective.map(|date| date.to_utc().naive().and_utc());
        match (roll, date) {
            (true, None) => Err(Refusal::Invalid(
                "-Roll needs -EffectiveDate: until when does the present certificate stay in use?".to_owned(),
            )),
            (true, Some(date)) if date <= Utc::now() => {
                Err(Refusal::Invalid(format!("-Roll needs an -EffectiveDate to come; {date} is past.")))
            }
            (roll, date) => Ok(Start { date, roll }),
        }
    }

    /// Puts an assignment in its place in time. Errors: there is nothing that could stay in use until then.
    fn place(
        self,
        transaction: &Transaction,
        assignment: CertificateAssignment,
    ) -> Result<CertificateAssignment, Refusal> {
        let now = Utc::now();
        let Some(date) = self.date.filter(|date| *date > now) else { return Ok(assignment) };
        let before: Option<CertificateAssignment> = load(transaction, &assignment.identity())?;
        let in_use = before.as_ref().and_then(|before| before.in_use(now).cloned());
        if self.roll && in_use.is_none() {
            return Err(Refusal::Invalid(format!(
                "'{}' has no certificate for {} that could stay in use until then. Assign it without -Roll.",
                assignment.computer, assignment.usage
            )));
        }
        let previous = in_use.map(|in_use| Box::new(CertificateAssignment { previous: None, ..in_use }));
        Ok(CertificateAssignment { effective_date: Some(date), previous, ..assignment })
    }
}

/// Assigns a certificate that is kept here to a computer. Gives whether that was done; a refusal is reported.
fn assign(
    context: &mut Context<'_>,
    thumbprint: &str,
    computer: &str,
    usages: Vec<CertificateUsage>,
    start: Start,
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
    // What is stored is read on other computers, too.
    let described = certificates_only(&chain).and_then(|chain| Ok((describe(&chain)?, chain)));
    let (found, chain) = match described.map(|(found, chain)| (found.into_iter().next(), chain)) {
        Ok((Some(found), chain)) => (found, chain),
        Ok((None, _)) => return missing().report(context).map(|()| false),
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
                ..CertificateAssignment::default()
            };
            let assignment = start.place(transaction, assignment)?;
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
    // The key may stand beside it; only its own file is for its owner alone.
    let chain = certificates_only(chain).map_err(wrong)?;
    let file = |end: &str| folder.join(format!("{}.{end}", found.thumbprint));
    std::fs::create_dir_all(folder)
        .map_err(|error| wrong(format!("'{}' cannot be made: {error}.", folder.display())))?;
    write_private(&file("key"), key)?;
    std::fs::write(file("pem"), chain)
        .map_err(|error| wrong(format!("'{}' cannot be written: {error}.", file("pem").display())))?;
    Ok(found)
}

fn write_private(path: &Path, text: &str) -> Result<(), Refusal> {
    private_file::write_private(path, text.as_bytes())
        .map_err(|error| wrong(format!("'{}' cannot be written: {error}.", path.display())))
}
