//! `Export-CsConfiguration`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::federation::private_file::write_private;
use crate::topology::archive::write_archive;

const TO_FILE: &[Membership] =
    &[Membership { set: "FileName", position: Some(0), mandatory: true, pipe: Pipe::No }];
const AS_BYTES: &[Membership] =
    &[Membership { set: "AsBytes", position: None, mandatory: false, pipe: Pipe::No }];

cmdlet! {
    /// Writes every record of the management store to a zip file, which Import-CsConfiguration reads. Passphrases
    /// are in it, so it is for its owner only.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Export-CsConfiguration -FileName ./configuration.zip
    /// Import-CsConfiguration -FileName ./configuration.zip -Force
    /// $bytes = Export-CsConfiguration -AsBytes -LocalStore
    /// Export-CsConfiguration -FileName ./configuration.zip -Force
    /// ```
    "Export-CsConfiguration" as ExportCsConfiguration { module: "fedsh.Cs", default_set: "FileName" }
    parameters {
        /// The file.
        "FileName" file: Option<String> { sets: TO_FILE },
        /// Sends the bytes of the file instead of writing one.
        "AsBytes" as_bytes: bool { sets: AS_BYTES },
        /// Accepted: the store here is the local one.
        "LocalStore" local: bool,
        /// Replaces a file that is there without asking.
        "Force" force: bool,
    }
}

impl Cmdlet for ExportCsConfiguration {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let bytes = match write_archive(&**session.store()) {
            Ok(bytes) => bytes,
            Err(error) => return Refusal::Invalid(format!("The configuration: {error}.")).report(context),
        };
        let Some(file) = &self.file else {
            return context.output(Value::array(bytes.into_iter().map(Value::Byte).collect()));
        };
        let path = context.engine.resolve_path(file);
        if path.exists()
            && !self.force
            && !context.should_continue(
                &format!("Replace the file '{}'?", path.display()),
                "Export-CsConfiguration",
            )?
        {
            return Ok(());
        }
        match write_private(&path, &bytes) {
            Ok(()) => Ok(()),
            Err(error) => {
                Refusal::Invalid(format!("'{}' cannot be written: {error}.", path.display())).report(context)
            }
        }
    }
}
