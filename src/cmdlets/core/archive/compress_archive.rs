//! `Compress-Archive`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, Exception};
use crate::engine::provider::file_system::Replacement;
use crate::engine::provider::{self, Filters};
use crate::engine::types::{file_info, io_error};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::fs::File;
use std::io::{Error, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

cmdlet! {
    /// Packs files and folders into a zip archive.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Compress-Archive ./a.txt ./a.zip
    /// Compress-Archive -Path ./a.txt -DestinationPath ./best.zip -CompressionLevel Optimal -PassThru
    /// Compress-Archive -LiteralPath ./a.txt -DestinationPath ./best.zip -Update
    /// Compress-Archive -LiteralPath ./a.txt -DestinationPath ./best.zip -Force
    /// ```
    "Compress-Archive" as CompressArchive {
        module: "Microsoft.PowerShell.Archive",
        class: "Compress-Archive",
        default_set: "Path",
        should_process: Some(Impact::Medium),
        output_types: &["System.IO.File"],
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "PathWithUpdate", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "PathWithForce", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath"], sets: &[Membership { set: "LiteralPathWithUpdate", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "LiteralPathWithForce", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// The archive, or the folder for what was inside.
        "DestinationPath" destination_path: Option<String> { position: Some(1), mandatory: true, validate: &[Validation::NotNullOrEmpty] },
        /// How hard it compresses.
        "CompressionLevel" compression_level: Option<String> { values: &["Optimal", "NoCompression", "Fastest"] },
        /// Replaces and adds in an existing archive.
        "Update" update: bool { sets: &[Membership { set: "LiteralPathWithUpdate", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "PathWithUpdate", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Replaces an existing archive.
        "Force" force: bool { sets: &[Membership { set: "LiteralPathWithForce", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "PathWithForce", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Sends the archive's file on.
        "PassThru" pass_thru: bool,
    }
    state { found: Vec<(PathBuf, String)> }
}

impl Cmdlet for CompressArchive {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let all: Vec<(String, bool)> = self
            .path
            .iter()
            .map(|text| (text.clone(), false))
            .chain(self.literal.iter().map(|text| (text.clone(), true)))
            .collect();
        for (text, literal) in all {
            let found = provider::expand(context.engine, &text, literal, &Filters::default());
            let found = match found {
                Ok(found) if found.first().is_none_or(provider::ProviderPath::is_file_system) => found,
                _ => {
                    let message = format!(
                        "The path '{text}' either does not exist or is not a valid file system path."
                    );
                    return Err(refused(
                        "System.InvalidOperationException",
                        message,
                        "ArchiveCmdletPathNotFound",
                        &text,
                    ));
                }
            };
            for at in found {
                collect(&at.file(), at.leaf(), &mut self.found)
                    .map_err(|error| failed(&error, &at.file()))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.destination_path.clone().unwrap_or_default();
        let mut path = context.engine.resolve_file(&name)?;
        match path.extension().map(|end| end.to_string_lossy().to_lowercase()) {
            None => {
                path.set_extension("zip");
            }
            Some(end) if end == "zip" => {}
            Some(end) => {
                let message = format!(
                    ".{end} is not a supported archive file format. .zip is the only supported archive file format."
                );
                return Err(refused(
                    "System.IO.IOException",
                    message,
                    "NotSupportedArchiveFileExtension",
                    &name,
                ));
            }
        }
        let shown = path.display().to_string();
        if path.exists() && !self.update && !self.force {
            let message = format!(
                "The archive file {shown} already exists. Use the -Update parameter to update the existing archive file or use the -Force parameter to overwrite the existing archive file."
            );
            return Err(refused("System.IO.IOException", message, "ArchiveFileExists", &shown));
        }
        if !context.should_process(&shown, "Compress-Archive")? {
            return Ok(());
        }
        let kept = match self.update && path.exists() {
            true => {
                let opened = File::open(&path).and_then(|file| Ok(ZipArchive::new(file)?));
                Some(opened.map_err(|error| super::not_an_archive(&error, &path))?)
            }
            false => None,
        };
        let done = self.pack(context, &path, kept);
        done.map_err(|error| failed(&error, &path))?;
        if self.pass_thru { context.output(file_info::of(path)) } else { Ok(()) }
    }
}

impl CompressArchive {
    fn options(&self) -> SimpleFileOptions {
        let options = SimpleFileOptions::default();
        match self.compression_level.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("nocompression") => options.compression_method(CompressionMethod::Stored),
            Some("fastest") => {
                options.compression_method(CompressionMethod::Deflated).compression_level(Some(1))
            }
            _ => options.compression_method(CompressionMethod::Deflated),
        }
    }

    fn pack(
        &self,
        context: &mut Context<'_>,
        path: &Path,
        mut kept: Option<ZipArchive<File>>,
    ) -> std::io::Result<()> {
        let mut writer =
            ZipWriter::new_stream(UntilFailed { file: Replacement::open(path, false)?, failed: false });
        if let Some(old) = &mut kept {
            for index in 0..old.len() {
                let entry = old.by_index_raw(index)?;
                let own = entry.name()?.into_owned();
                let replaced = self.found.iter().any(|(_, name)| *name == own);
                if !replaced {
                    writer.raw_copy_file(entry)?;
                }
            }
        }
        for (file, name) in &self.found {
            if context.engine.check_stop().is_err() {
                return Err(Error::from(std::io::ErrorKind::Interrupted));
            }
            let metadata = file.metadata()?;
            let options = self.options().unix_permissions(metadata.permissions().mode());
            if metadata.is_dir() {
                writer.add_directory(name.as_str(), options)?;
                continue;
            }
            writer.start_file(name.as_str(), options.large_file(metadata.len() > u64::from(u32::MAX)))?;
            std::io::copy(&mut File::open(file)?, &mut writer)?;
        }
        writer.finish()?.into_inner().file.commit()
    }
}

/// Swallows what comes after a failed write: a `ZipWriter` that is dropped writes its directory yet, and says
/// on standard error when it cannot.
struct UntilFailed {
    file: Replacement,
    failed: bool,
}

impl Write for UntilFailed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        let written = self.file.write(bytes);
        self.failed = written.as_ref().is_err_and(|error| error.kind() != ErrorKind::Interrupted);
        written
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.failed { Ok(()) } else { self.file.flush() }
    }
}

/// Files with their names in the archive; an empty folder keeps its name.
fn collect(path: &Path, name: &str, found: &mut Vec<(PathBuf, String)>) -> std::io::Result<()> {
    if !path.is_dir() {
        found.push((path.to_path_buf(), name.to_string()));
        return Ok(());
    }
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(path)? {
        inside.push(entry?.path());
    }
    inside.sort();
    if inside.is_empty() {
        found.push((path.to_path_buf(), format!("{name}/")));
    }
    for inner in inside {
        let leaf = inner.file_name().unwrap_or_default().to_string_lossy().into_owned();
        collect(&inner, &format!("{name}/{leaf}"), found)?;
    }
    Ok(())
}

fn refused(class: &str, message: String, id: &str, target: &str) -> Box<Fault> {
    Fault::error(Exception::new(class, message), id, Category::InvalidArgument, Value::text(target))
}

fn failed(error: &Error, path: &Path) -> Box<Fault> {
    let exception = io_error::exception(error, path, false);
    Fault::error(
        exception,
        "CompressArchiveFailed",
        Category::WriteError,
        Value::text(path.display().to_string()),
    )
}
