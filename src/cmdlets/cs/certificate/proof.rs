//! How names are proved to an online authority: a page that is shown, or a TXT record.

use super::wrong;
use crate::cmdlets::cs::dns::zones::{Zones, longest};
use crate::cmdlets::cs::state::{Refusal, author, session};
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::federation::acme::{CHALLENGE_PATH, Challenge, HttpProof, ProofKind};
use crate::federation::dns::{ZoneRecord, remove, update};
use crate::topology::kinds;
use crate::topology::model::{DnsRecord, Entity, list, save};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Seconds that others may keep a proof.
const LIFE: u32 = 60;
/// The hosts that answer for the zones of the store look at it so often, and a little more.
const FOLLOWED: Duration = Duration::from_secs(2);

/// Where proofs are shown.
pub(super) enum Proof {
    /// By fedsh itself, at an address.
    Listen(SocketAddr),
    /// By a web server that has its pages in this folder.
    Folder(PathBuf),
    /// By a name server that takes updates.
    Update(Zones),
    /// By the hosts that answer for the zones of the store.
    Stored,
}

/// What is shown, to be hidden afterwards.
pub(super) enum Shown {
    Page { _listening: HttpProof },
    Files(Vec<PathBuf>),
    Updated(Zones, BTreeMap<String, Vec<ZoneRecord>>),
    Stored(Vec<DnsRecord>),
}

impl Proof {
    /// What the authority has to look for.
    pub fn kind(&self) -> ProofKind {
        match self {
            Proof::Listen(_) | Proof::Folder(_) => ProofKind::Http,
            Proof::Update(_) | Proof::Stored => ProofKind::Dns,
        }
    }

    /// How long it takes until the authority can see what was just shown, if nothing else was said.
    pub fn pause(&self) -> Duration {
        match self {
            Proof::Stored => FOLLOWED,
            _ => Duration::ZERO,
        }
    }

    /// Shows the proofs.
    pub fn show(
        &self,
        context: &mut Context<'_>,
        challenges: &[Challenge],
    ) -> Outcome<Result<Shown, Refusal>> {
        match self {
            Proof::Listen(address) => {
                let listening = context.wait(HttpProof::start(*address, challenges))?;
                Ok(listening
                    .map(|_listening| Shown::Page { _listening })
                    .map_err(|error| wrong(format!("{error}."))))
            }
            Proof::Folder(folder) => Ok(write_pages(folder, challenges)),
            Proof::Update(zones) => show_updated(context, zones, challenges),
            Proof::Stored => show_stored(context, challenges),
        }
    }
}

/// Whatever was written before a page that could not be stays no longer.
fn write_pages(folder: &std::path::Path, challenges: &[Challenge]) -> Result<Shown, Refusal> {
    let below = folder.join(CHALLENGE_PATH.trim_matches('/'));
    let mut files = Vec::new();
    let made = std::fs::create_dir_all(&below);
    let written = challenges.iter().try_for_each(|one| {
        let file = below.join(&one.token);
        files.push(file.clone());
        std::fs::write(file, &one.page)
    });
    match made.and(written) {
        Ok(()) => Ok(Shown::Files(files)),
        Err(error) => {
            delete(&files);
            Err(wrong(format!("The proofs cannot be written below '{}': {error}.", below.display())))
        }
    }
}

fn delete(files: &[PathBuf]) {
    for file in files {
        // What is not there any more, or never was, needs no removal.
        let _ = std::fs::remove_file(file);
    }
}

/// The TXT records, by name: two proofs of one name are two records of one set.
fn records(challenges: &[Challenge]) -> Vec<(String, String)> {
    challenges.iter().map(|one| (one.record_name(), format!("\"{}\"", one.text))).collect()
}

fn show_updated(
    context: &mut Context<'_>,
    zones: &Zones,
    challenges: &[Challenge],
) -> Outcome<Result<Shown, Refusal>> {
    let mut wanted: BTreeMap<String, Vec<ZoneRecord>> = BTreeMap::new();
    for (name, data) in records(challenges) {
        let Some(zone) = zones.of(&name) else {
            return Ok(Err(wrong(format!("{name} is in none of the zones that -ZoneName names."))));
        };
        let record = ZoneRecord { ttl: LIFE, ..ZoneRecord::new(&name, "TXT", &data) };
        wanted.entry(zone).or_default().push(record);
    }
    let mut written = BTreeMap::new();
    for (zone, records) in wanted {
        let done = context.wait(update(zones.server, zones.key.as_ref(), &zone, &records));
        // At Ctrl+C the server may have written them and not answered.
        if !matches!(done, Ok(Err(_))) {
            written.insert(zone, records);
        }
        let refusal = match done {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => Ok(Err(wrong(format!("{error}.")))),
            Err(fault) => Err(fault),
        };
        let notes = Shown::Updated(zones.clone(), written).hide(context);
        notes.iter().try_for_each(|note| context.warning(note))?;
        return refusal;
    }
    Ok(Ok(Shown::Updated(zones.clone(), written)))
}

fn show_stored(context: &mut Context<'_>, challenges: &[Challenge]) -> Outcome<Result<Shown, Refusal>> {
    let wanted = records(challenges);
    let author = author(context);
    let done: Result<Vec<DnsRecord>, Refusal> = session(context)?.run(&author, |transaction| {
        let known: Vec<DnsRecord> = list(transaction)?;
        let zones: Vec<String> = known.into_iter().map(|record| record.zone).collect();
        let mut made = Vec::new();
        for (name, data) in &wanted {
            let zone = longest(zones.iter(), name).ok_or_else(|| {
                wrong(format!(
                    "{name} is in no zone of the store. Name the zone's name server by -Server and -ZoneName, or \
                     prove by HTTP."
                ))
            })?;
            let relative = name.strip_suffix(zone.as_str()).unwrap_or(name).trim_end_matches('.').to_owned();
            let record = DnsRecord {
                zone: zone.clone(),
                name: relative,
                record_type: "TXT".to_owned(),
                time_to_live: LIFE,
                data: data.clone(),
            };
            save(transaction, &record)?;
            made.push(record);
        }
        Ok(made)
    });
    Ok(done.map(Shown::Stored))
}

impl Shown {
    /// Hides it, also after Ctrl+C. Gives what could not be hidden, which does no harm and is to be warned of.
    pub fn hide(self, context: &mut Context<'_>) -> Vec<String> {
        match self {
            Shown::Page { .. } => Vec::new(),
            Shown::Files(files) => {
                delete(&files);
                Vec::new()
            }
            Shown::Updated(zones, written) => {
                let removed = written.into_iter().map(|(zone, records)| {
                    regardless(remove(zones.server, zones.key.as_ref(), &zone, &records))
                        .map_err(|error| format!("The proofs in {zone} are still there: {error}."))
                });
                removed.filter_map(Result::err).collect()
            }
            Shown::Stored(records) => {
                let author = author(context);
                let Ok(session) = session(context) else {
                    return vec!["The proofs are still in the store.".to_owned()];
                };
                let done: Result<(), Refusal> = session.run(&author, |transaction| {
                    for record in &records {
                        transaction.delete(kinds::DNS_RECORD, &record.identity())?;
                    }
                    Ok(())
                });
                let note = |refusal| format!("The proofs are still in the store: {refusal}");
                done.err().map(note).into_iter().collect()
            }
        }
    }
}

/// Runs a short future to its end though the session has been stopped.
fn regardless<T, E: std::fmt::Display>(work: impl Future<Output = Result<T, E>>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(work).map_err(|error| error.to_string())
}
