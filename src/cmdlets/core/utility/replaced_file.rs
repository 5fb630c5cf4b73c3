//! A file that is written beside its target and takes its place when it is complete, so a failure
//! leaves the target as it was. Appending writes to the file itself.

use crate::engine::types::encoding;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Result, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

pub(super) struct ReplacedFile {
    path: PathBuf,
    output: Output,
    encoding: Option<String>,
}

enum Output {
    New(BufWriter<NamedTempFile>),
    Own(BufWriter<File>),
}

impl ReplacedFile {
    /// Opens a file for writing. `force` writes to a read-only one too.
    pub(super) fn open(path: &Path, append: bool, force: bool, named: Option<&str>) -> Result<ReplacedFile> {
        if force {
            super::text_file::allow_writing(path);
        }
        let known = path.metadata().ok();
        let plain = known.as_ref().is_none_or(std::fs::Metadata::is_file);
        let is_new = known.as_ref().is_none_or(|known| known.len() == 0);
        // A device or pipe is written itself; so is a file whose folder takes no new ones.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let writable = OpenOptions::new().append(true).create(append || !plain).open(path);
        if let (Some(_), Err(error)) = (&known, &writable) {
            return Err(std::io::Error::new(error.kind(), error.to_string()));
        }
        let output = match plain && !append {
            true => match NamedTempFile::new_in(folder) {
                Ok(file) => {
                    use std::os::unix::fs::PermissionsExt;
                    let mode = known.map_or(0o644, |known| known.permissions().mode());
                    file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
                    Output::New(BufWriter::new(file))
                }
                Err(_) => Output::Own(BufWriter::new(File::create(path)?)),
            },
            false => Output::Own(BufWriter::new(OpenOptions::new().append(true).create(true).open(path)?)),
        };
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let mut file = ReplacedFile { path, output, encoding: named.map(str::to_string) };
        if is_new || !append {
            file.bytes(encoding::mark(named))?;
        }
        Ok(file)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn write(&mut self, text: &str) -> Result<()> {
        let bytes = encoding::encode(text, self.encoding.as_deref());
        self.bytes(&bytes)
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.output {
            Output::New(file) => file.write_all(bytes),
            Output::Own(file) => file.write_all(bytes),
        }
    }

    /// Completes the file: a new one takes the target's place.
    pub(super) fn finish(self) -> Result<()> {
        match self.output {
            Output::New(file) => {
                let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
                file.persist(&self.path).map(|_| ()).map_err(|error| error.error)
            }
            Output::Own(mut file) => file.flush(),
        }
    }
}
