//! `Expand-Archive`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, Exception};
use crate::engine::provider::file_system::Replacement;
use crate::engine::provider::{self, Filters};
use crate::engine::types::{directory_info, file_info, io_error};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::fs::File;
use std::io::Error;
use std::path::{Path, PathBuf};
use zip::ZipArchive;

cmdlet! {
    /// Unpacks a zip archive into a folder. Entries that lead out of the folder are refused.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Compress-Archive ./a.txt ./a.zip
    /// Expand-Archive ./a.zip ./out
    /// Expand-Archive -Path ./a.zip -DestinationPath ./second
    /// Expand-Archive -LiteralPath ./a.zip -DestinationPath ./second -Force -PassThru
    /// ```
    "Expand-Archive" as ExpandArchive {
        module: "Microsoft.PowerShell.Archive",
        class: "Expand-Archive",
        default_set: "Path",
        should_process: Some(Impact::Medium),
        output_types: &["System.IO.FileSystemInfo"],
    }
    parameters {
        /// The archive.
        "Path" path: Option<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// The archive, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// The folder; by default one of the archive's name here.
        "DestinationPath" destination_path: Option<String> { position: Some(1), validate: &[Validation::NotNullOrEmpty] },
        /// Over existing files.
        "Force" force: bool,
        /// Sends on what was unpacked.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for ExpandArchive {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (text, literal) = match (&self.literal, &self.path) {
            (Some(text), _) => (text.clone(), true),
            (None, path) => (path.clone().unwrap_or_default(), false),
        };
        let found = provider::expand(context.engine, &text, literal, &Filters::default())
            .ok()
            .and_then(|mut all| all.pop());
        let Some(archive) = found.filter(provider::ProviderPath::is_file_system) else {
            let message =
                format!("The path '{text}' either does not exist or is not a valid file system path.");
            return Err(refused(message, "ArchiveCmdletPathNotFound", &text));
        };
        let source = archive.file();
        let folder = match &self.destination_path {
            Some(folder) => context.engine.resolve_file(folder)?,
            None => context.engine.location.join(source.file_stem().unwrap_or_default()),
        };
        if !context.should_process(&source.display().to_string(), "Expand-Archive")? {
            return Ok(());
        }
        let made = self.unpack(context, &source, &folder)?;
        if self.pass_thru {
            for path in made {
                let value = if path.is_dir() { directory_info::of(path) } else { file_info::of(path) };
                context.output(value)?;
            }
        }
        Ok(())
    }
}

impl ExpandArchive {
    fn unpack(&self, context: &mut Context<'_>, source: &Path, folder: &Path) -> Outcome<Vec<PathBuf>> {
        let opened = File::open(source).and_then(|file| Ok(ZipArchive::new(file)?));
        let mut archive = opened.map_err(|error| super::not_an_archive(&error, source))?;
        std::fs::create_dir_all(folder).map_err(|error| failed(&error, folder))?;
        let mut made = Vec::new();
        for index in 0..archive.len() {
            context.engine.check_stop()?;
            let mut entry = archive.by_index(index).map_err(|error| super::not_extracted(&error.into()))?;
            let Some(inner) = entry.enclosed_name() else {
                let name = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
                let message = format!("The entry '{name}' of the archive leads out of the folder.");
                return Err(refused(message, "ArchiveEntryOutside", &source.display().to_string()));
            };
            let path = folder.join(inner);
            if entry.is_dir() {
                std::fs::create_dir_all(&path).map_err(|error| failed(&error, &path))?;
                continue;
            }
            if path.exists() && !self.force {
                let message = format!(
                    "Failed to create file '{0}' while expanding the archive file '{1}' contents as the file '{0}' already exists. Use the -Force parameter if you want to overwrite the existing directory '{2}' contents when expanding the archive file.",
                    path.display(),
                    source.display(),
                    folder.display()
                );
                context.fail(
                    "System.IO.IOException",
                    message,
                    "ExpandArchiveFileExists",
                    Category::WriteError,
                    Value::text(path.display().to_string()),
                )?;
                continue;
            }
            let written = path
                .parent()
                .map_or(Ok(()), std::fs::create_dir_all)
                .and_then(|()| Replacement::copied(&path, &mut entry));
            match written {
                Ok(()) => made.push(path),
                Err(error) if error.raw_os_error().is_none() => return Err(super::not_extracted(&error)),
                Err(error) => return Err(failed(&error, &path)),
            }
        }
        Ok(made)
    }
}

fn refused(message: String, id: &str, target: &str) -> Box<Fault> {
    let exception = Exception::new("System.InvalidOperationException", message);
    Fault::error(exception, id, Category::InvalidArgument, Value::text(target))
}

fn failed(error: &Error, path: &Path) -> Box<Fault> {
    let exception = io_error::exception(error, path, false);
    Fault::error(
        exception,
        "ExpandArchiveFailed",
        Category::ReadError,
        Value::text(path.display().to_string()),
    )
}
