//! `Import-CsConfiguration`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::topology::archive::{self, Archive, ArchiveError};
use std::path::Path;

const FROM_FILE: &[Membership] =
    &[Membership { set: "FileName", position: Some(0), mandatory: true, pipe: Pipe::No }];
const FROM_BYTES: &[Membership] =
    &[Membership { set: "ByteInput", position: Some(0), mandatory: true, pipe: Pipe::ByValue }];

cmdlet! {
    /// Makes the records of the management store those of a file that Export-CsConfiguration wrote, all in one change.
    /// A damaged file, or one of another version, changes nothing.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// $bytes = Export-CsConfiguration -AsBytes
    /// Import-CsConfiguration -ByteInput $bytes -LocalStore -Force
    /// Export-CsConfiguration -FileName ./configuration.zip
    /// Import-CsConfiguration -FileName ./configuration.zip -Force
    /// ```
    "Import-CsConfiguration" as ImportCsConfiguration { module: "fedsh.Cs", default_set: "FileName", should_process: Some(Impact::Medium) }
    parameters {
        /// The file.
        "FileName" file: Option<String> { sets: FROM_FILE },
        /// The bytes of such a file.
        "ByteInput" bytes: Vec<crate::engine::value::Value> { sets: FROM_BYTES },
        /// Accepted: the store here is the local one.
        "LocalStore" local: bool,
        /// Asks no questions.
        "Force" force: bool,
    }
    state { gathered: Vec<u8> }
}

/// Reads and checks a file. Errors: it cannot be used.
pub fn read_archive(path: &Path) -> Result<Archive, Refusal> {
    let bytes = std::fs::read(path)
        .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))?;
    checked(&path.display().to_string(), &bytes)
}

fn checked(name: &str, bytes: &[u8]) -> Result<Archive, Refusal> {
    archive::read_archive(bytes).map_err(|error| match error {
        ArchiveError::Store(error) => Refusal::Store(error),
        other => {
            let text = other.to_string();
            Refusal::Invalid(format!("'{name}' was not imported: {}.", text.trim_end_matches('.')))
        }
    })
}

impl Cmdlet for ImportCsConfiguration {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        // Bytes come down the pipeline one by one.
        let class = crate::engine::types::named("System.Byte");
        for value in std::mem::take(&mut self.bytes) {
            match crate::engine::convert::to_type(context.engine, value, &class)? {
                crate::engine::value::Value::Byte(byte) => self.gathered.push(byte),
                _ => return Refusal::Invalid("-ByteInput takes bytes.".to_owned()).report(context),
            }
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let (name, archive) = match &self.file {
            Some(file) => {
                let path = context.engine.resolve_path(file);
                (path.display().to_string(), read_archive(&path))
            }
            None => ("-ByteInput".to_owned(), checked("-ByteInput", &self.gathered)),
        };
        let archive = match archive {
            Ok(archive) => archive,
            Err(refusal) => return refusal.report(context),
        };
        let restored = change(context, &name, |transaction| Ok(archive::restore(transaction, &archive)?))?;
        match restored {
            Some(counts) => context.verbose(&format!(
                "{} records written, {} removed, {} as before.",
                counts.written, counts.removed, counts.unchanged
            )),
            None => Ok(()),
        }
    }
}
