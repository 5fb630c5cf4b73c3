//! `Start-Transcript`.

use super::transcript::{Transcript, failure};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use std::path::PathBuf;

cmdlet! {
    /// Writes what the session shows to a file as well.
    ///
    /// # Examples
    /// ```powershell
    /// Start-Transcript ./session.txt
    /// Stop-Transcript
    /// Start-Transcript -Path ./more.txt -Append -IncludeInvocationHeader
    /// Stop-Transcript
    /// Start-Transcript -LiteralPath ./more.txt -Force -UseMinimalHeader
    /// Stop-Transcript
    /// Start-Transcript -OutputDirectory . -NoClobber
    /// Stop-Transcript
    /// ```
    "Start-Transcript" as StartTranscript {
        module: "Microsoft.PowerShell.Host",
        class: "Microsoft.PowerShell.Commands.StartTranscriptCommand",
        default_set: "ByPath",
        should_process: Some(Impact::Medium),
        output_types: &["System.String"],
    }
    parameters {
        /// The file; one with the time in its name when it is not given.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: false, pipe: Pipe::No }] },
        /// The file, in which no character has a meaning.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: Some(0), mandatory: false, pipe: Pipe::No }] },
        /// The folder for a file with the time in its name.
        "OutputDirectory" folder: Option<String> { sets: &[Membership { set: "ByOutputDirectory", position: Some(0), mandatory: false, pipe: Pipe::No }] },
        /// Adds to the file.
        "Append" append: bool,
        /// Also to a read-only file.
        "Force" force: bool,
        /// Not over a file that is there.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// The time in front of each command.
        "IncludeInvocationHeader" headers: bool,
        /// A header of two lines.
        "UseMinimalHeader" minimal: bool,
    }
}

impl Cmdlet for StartTranscript {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.engine.extension::<Transcript>().path.is_some() {
            let message = "Transcription has already been started. Use the Stop-Transcript command to stop transcription.";
            return Err(failure(context, message));
        }
        let typed = self.path.clone().or_else(|| self.literal.clone());
        let shown = typed.unwrap_or_else(|| default_file(context, self.folder.as_deref()));
        let full = context.engine.resolve_path(&shown);
        if !context.should_process(&shown, "Start-Transcript")? {
            return Ok(());
        }
        let mut file = self.open(context, &full)?;
        let header = super::transcript::header(self.minimal);
        if let Err(error) = std::io::Write::write_all(&mut file, header.as_bytes()) {
            return Err(failure(context, &error.to_string()));
        }
        context.engine.extension::<Transcript>().path = Some(full);
        context.output(Value::text(format!("Transcript started, output file is {shown}")))?;
        context.engine.finish_output()?;
        context.engine.host.transcribe(Some(Box::new(file)));
        Ok(())
    }
}

impl StartTranscript {
    /// Errors: the file is there and must stay, or it cannot be written.
    fn open(&self, context: &mut Context<'_>, full: &PathBuf) -> Outcome<std::fs::File> {
        if self.no_clobber && !self.append && full.exists() {
            let message = format!("File {} already exists and NoClobber was specified.", full.display());
            return Err(failure(context, &message));
        }
        if self.force
            && let Ok(found) = full.metadata()
            && found.permissions().readonly()
        {
            use std::os::unix::fs::PermissionsExt;
            let mut permissions = found.permissions();
            permissions.set_mode(permissions.mode() | 0o200);
            // The open below tells what is wrong when this did not help.
            let _ = std::fs::set_permissions(full, permissions);
        }
        if let Some(folder) = full.parent() {
            // As above.
            let _ = std::fs::create_dir_all(folder);
        }
        let opened = std::fs::OpenOptions::new()
            .create(true)
            .write(true)
            .append(self.append)
            .truncate(!self.append)
            .open(full);
        opened.map_err(|error| failure(context, &error.to_string()))
    }
}

/// `PowerShell_transcript.HOST.RANDOM.TIME.txt` in the home folder or another one.
fn default_file(context: &mut Context<'_>, folder: Option<&str>) -> String {
    let home = context.engine.home().unwrap_or_else(|| "/".into());
    let folder = folder.map_or(home, |folder| context.engine.resolve_path(folder).display().to_string());
    let time = chrono::Local::now().format("%Y%m%d%H%M%S");
    let random = uuid::Uuid::new_v4().simple().to_string();
    let random = random.get(..8).unwrap_or(&random);
    let machine = rustix::system::uname().nodename().to_string_lossy().into_owned();
    format!("{folder}/PowerShell_transcript.{machine}.{random}.{time}.txt")
}
