//! The whole store as one zip file, and back.
//!
//! Members: `manifest.json` says what is in the file, `records/<kind>.jsonl` hold the records, one JSON object a
//! line, and `topology.xml` is the published topology for people and for tools of Lync. An archive is read
//! completely, and compared with its manifest, before anything of it is used.

use super::document::{DocumentError, write_xml};
use super::kinds;
use super::model::{Entity, PublishedTopology};
use super::store::{Reader, Record, Revision, Store, StoreError, Transaction, fold};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

/// Version of the form described above.
const VERSION: u32 = 1;
const FORMAT: &str = "fedsh configuration";
const MANIFEST: &str = "manifest.json";
const TOPOLOGY: &str = "topology.xml";

/// Most that the members of an archive may hold together once unpacked, in bytes.
const LARGEST: u64 = 4 << 30;

/// An archive that cannot be written or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Not a zip file, or a damaged one.
    #[error("it is not a usable zip file: {reason}")]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// A zip file of something else.
    #[error("it is no configuration that Export-CsConfiguration of fedsh wrote: {reason}")]
    Foreign {
        /// What is missing.
        reason: String,
    },
    /// Written by a later or an earlier fedsh.
    #[error("it has version {found} of the form, and this fedsh reads version {VERSION}. {advice}")]
    Version {
        /// Version found.
        found: u32,
        /// What to do.
        advice: &'static str,
    },
    /// What it says of itself and what it holds differ.
    #[error("{member} is not as the manifest says: {reason}")]
    Mismatch {
        /// Member of the zip file.
        member: String,
        /// What differs.
        reason: String,
    },
}

/// What a store held.
#[derive(Debug, Clone, PartialEq)]
pub struct Archive {
    /// Revision of the store when it was written.
    pub revision: Revision,
    /// Every record.
    pub records: Vec<Record>,
}

/// What a restored archive changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Restored {
    /// Records that are new or have another value.
    pub written: usize,
    /// Records that are gone.
    pub removed: usize,
    /// Records that were as in the archive.
    pub unchanged: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Manifest {
    format: String,
    version: u32,
    revision: Revision,
    exported: String,
    kinds: BTreeMap<String, Contents>,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(rename_all = "PascalCase")]
struct Contents {
    records: usize,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Line {
    identity: String,
    value: Value,
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn member(kind: &str) -> String {
    format!("records/{kind}.jsonl")
}

/// Every record of the store, as the bytes of a zip file.
pub fn write_archive(store: &dyn Store) -> Result<Vec<u8>, ArchiveError> {
    let kinds = store.kinds()?;
    let names: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let (revision, records) = store.read_kinds(&names)?;
    let mut members: BTreeMap<String, (usize, Vec<u8>)> = BTreeMap::new();
    for record in &records {
        let (count, text) = members.entry(record.kind.clone()).or_default();
        let line = Line { identity: record.identity.clone(), value: record.value.clone() };
        serde_json::to_writer(&mut *text, &line).map_err(damaged)?;
        text.push(b'\n');
        *count += 1;
    }
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        revision,
        exported: chrono::Utc::now().to_rfc3339(),
        kinds: members
            .iter()
            .map(|(kind, (records, text))| {
                (kind.clone(), Contents { records: *records, sha256: digest(text) })
            })
            .collect(),
    };
    let mut files = vec![(MANIFEST.to_owned(), serde_json::to_vec_pretty(&manifest).map_err(damaged)?)];
    files.extend(topology_of(&records).map(|text| (TOPOLOGY.to_owned(), text.into_bytes())));
    files.extend(members.into_iter().map(|(kind, (_, text))| (member(&kind), text)));
    zip(&files).map_err(damaged)
}

/// The published topology as XML, where it can be written so.
fn topology_of(records: &[Record]) -> Option<String> {
    let is = |record: &&Record| record.kind == kinds::TOPOLOGY && record.identity == kinds::PUBLISHED;
    let topology = PublishedTopology::from_record(records.iter().find(is)?).ok()?;
    let written: Result<String, DocumentError> = write_xml(&topology.0);
    written.ok()
}

fn zip(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o600)
        .large_file(true);
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn damaged(error: impl std::fmt::Display) -> ArchiveError {
    ArchiveError::Damaged { reason: error.to_string() }
}

/// Reads an archive whole. Errors: anything that is not as [`write_archive`] leaves it.
pub fn read_archive(bytes: &[u8]) -> Result<Archive, ArchiveError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = LARGEST;
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(damaged)?;
        let name = file.name().map_err(damaged)?.into_owned();
        let mut text = Vec::new();
        let read = file.take(left.saturating_add(1)).read_to_end(&mut text).map_err(damaged)?;
        left = left
            .checked_sub(read as u64)
            .ok_or_else(|| damaged("it is larger than a configuration can be"))?;
        if files.insert(name.clone(), text).is_some() {
            return Err(damaged(format!("{name} is in it twice")));
        }
    }
    let manifest = manifest(&files)?;
    let mut records = Vec::new();
    for (kind, contents) in &manifest.kinds {
        let name = member(kind);
        let Some(text) = files.remove(&name) else {
            return Err(ArchiveError::Mismatch { member: name, reason: "it is missing".to_owned() });
        };
        records.extend(read_member(kind, &name, &text, contents)?);
    }
    match files.keys().find(|name| *name != MANIFEST && *name != TOPOLOGY) {
        Some(extra) => {
            Err(ArchiveError::Mismatch { member: extra.clone(), reason: "it is not listed".to_owned() })
        }
        None => Ok(Archive { revision: manifest.revision, records }),
    }
}

fn manifest(files: &BTreeMap<String, Vec<u8>>) -> Result<Manifest, ArchiveError> {
    let foreign = |reason: String| ArchiveError::Foreign { reason };
    let Some(text) = files.get(MANIFEST) else {
        return Err(foreign(format!("it has no {MANIFEST}")));
    };
    let value: Value =
        serde_json::from_slice(text).map_err(|error| foreign(format!("{MANIFEST}: {error}")))?;
    if value.get("Format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(foreign(format!("{MANIFEST} is that of another program")));
    }
    let found = value.get("Version").and_then(Value::as_u64).unwrap_or(0);
    let found = u32::try_from(found).unwrap_or(u32::MAX);
    match found.cmp(&VERSION) {
        std::cmp::Ordering::Greater => Err(ArchiveError::Version { found, advice: "Use a later fedsh." }),
        std::cmp::Ordering::Less => {
            Err(ArchiveError::Version { found, advice: "Export it again with this fedsh." })
        }
        std::cmp::Ordering::Equal => {
            serde_json::from_value(value).map_err(|error| foreign(format!("{MANIFEST}: {error}")))
        }
    }
}

fn read_member(
    kind: &str,
    name: &str,
    text: &[u8],
    contents: &Contents,
) -> Result<Vec<Record>, ArchiveError> {
    let mismatch = |reason: String| ArchiveError::Mismatch { member: name.to_owned(), reason };
    if digest(text) != contents.sha256 {
        return Err(mismatch("its digest is another one".to_owned()));
    }
    let mut known = BTreeSet::new();
    let mut records = Vec::new();
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    for (at, line) in lines.enumerate() {
        let line: Line =
            serde_json::from_slice(line).map_err(|error| mismatch(format!("line {}: {error}", at + 1)))?;
        if !known.insert(fold(&line.identity)) {
            return Err(mismatch(format!("line {}: '{}' is there twice", at + 1, line.identity)));
        }
        records.push(Record {
            kind: kind.to_owned(),
            identity: line.identity,
            value: line.value,
            revision: 0,
        });
    }
    match records.len() == contents.records {
        true => Ok(records),
        false => Err(mismatch(format!("it has {} records of {}", records.len(), contents.records))),
    }
}

/// Makes the records those of the archive. Errors: a topology that cannot be read; `Conflict`.
pub fn restore(transaction: &mut Transaction, archive: &Archive) -> Result<Restored, StoreError> {
    let mut restored = Restored::default();
    let mut wanted: BTreeMap<&str, BTreeMap<String, &Record>> = BTreeMap::new();
    for record in &archive.records {
        if record.kind == kinds::TOPOLOGY {
            PublishedTopology::from_record(record)?;
        }
        wanted.entry(&record.kind).or_default().insert(fold(&record.identity), record);
    }
    let mut all: BTreeSet<String> = transaction.kinds()?.into_iter().collect();
    all.extend(wanted.keys().map(|kind| (*kind).to_owned()));
    for kind in all {
        let mut own = wanted.remove(kind.as_str()).unwrap_or_default();
        for record in transaction.list(&kind)? {
            match own.remove(&fold(&record.identity)) {
                Some(new) if new.value == record.value => restored.unchanged += 1,
                Some(new) => {
                    restored.written += 1;
                    transaction.put(&kind, &record.identity, new.value.clone())?;
                }
                None => {
                    restored.removed += 1;
                    transaction.delete(&kind, &record.identity)?;
                }
            }
        }
        for new in own.into_values() {
            restored.written += 1;
            transaction.put(&kind, &new.identity, new.value.clone())?;
        }
    }
    Ok(restored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::sample;
    use crate::topology::store::{Author, MemoryStore, Session};
    use serde_json::json;
    use std::sync::Arc;

    fn filled() -> Session {
        let session = Session::new(Arc::new(MemoryStore::new()));
        session.change(&Author::default(), sample::contoso).unwrap();
        session
    }

    fn restored(session: &Session, archive: &Archive) -> Restored {
        session
            .change::<_, StoreError>(&Author::default(), |transaction| restore(transaction, archive))
            .unwrap()
            .value
    }

    #[test]
    fn every_record_comes_back() {
        let session = filled();
        let archive = read_archive(&write_archive(&**session.store()).unwrap()).unwrap();
        let again = Session::new(Arc::new(MemoryStore::new()));
        again
            .change::<_, StoreError>(&Author::default(), |t| t.put("Other", "gone", json!({ "A": 1 })))
            .unwrap();
        let counts = restored(&again, &archive);
        assert_eq!((counts.written, counts.removed), (archive.records.len(), 1));
        assert_eq!(again.store().kinds().unwrap(), session.store().kinds().unwrap());
        for kind in session.store().kinds().unwrap() {
            let values = |session: &Session| {
                let records = session.store().list(&kind).unwrap();
                records.into_iter().map(|record| (record.identity, record.value)).collect::<Vec<_>>()
            };
            assert_eq!(values(&again), values(&session), "{kind}");
        }
        assert_eq!(restored(&again, &archive).unchanged, archive.records.len());
    }

    /// The archive with one of its members put in place of another text.
    fn with(bytes: &[u8], name: &str, change: impl Fn(String) -> Option<String>) -> Vec<u8> {
        let mut zipped = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut files = Vec::new();
        for index in 0..zipped.len() {
            let mut file = zipped.by_index(index).unwrap();
            let own = file.name().unwrap().into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            let text = if own == name { change(text) } else { Some(text) };
            files.extend(text.map(|text| (own, text.into_bytes())));
        }
        zip(&files).unwrap()
    }

    #[test]
    fn damaged_older_and_newer_ones_are_refused() {
        let good = write_archive(&**filled().store()).unwrap();
        let version = |to: &'static str| {
            let bytes = with(&good, MANIFEST, |text| Some(text.replace("\"Version\": 1", to)));
            read_archive(&bytes).unwrap_err().to_string()
        };
        assert!(version("\"Version\": 2").contains("Use a later fedsh."));
        assert!(version("\"Version\": 0").contains("Export it again"));
        for cut in [0, 1, 100, good.len() / 2, good.len() - 1] {
            assert!(matches!(read_archive(&good[..cut]), Err(ArchiveError::Damaged { .. })), "{cut}");
        }
        let without = with(&good, MANIFEST, |_| None);
        assert!(matches!(read_archive(&without), Err(ArchiveError::Foreign { .. })));
        for change in [None, Some(String::new()), Some("{}\n".to_owned())] {
            let bytes = with(&good, "records/User.jsonl", |_| change.clone());
            assert!(matches!(read_archive(&bytes), Err(ArchiveError::Mismatch { .. })));
        }
        let mut flipped = good.clone();
        let middle = flipped.len() / 3;
        flipped[middle] ^= 0x55;
        assert!(read_archive(&flipped).is_err());
    }
}
