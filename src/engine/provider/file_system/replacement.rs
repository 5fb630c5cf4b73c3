//! A file that takes its name only when it is complete.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Error, Result, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Writes beside the file and takes its place in [`Replacement::commit`], so that a full disk leaves the old
/// content. What cannot be replaced so (links of several names, devices, folders closed for writing) and what
/// is added to is written in place.
pub struct Replacement {
    file: BufWriter<File>,
    /// The file beside, and the name that it will take.
    rename: Option<(PathBuf, PathBuf)>,
    failed: bool,
}

impl Replacement {
    /// Opens for writing; the file is made when it is missing. Errors: the file system's.
    pub fn open(path: &Path, append: bool) -> Result<Replacement> {
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if append {
            let file = OpenOptions::new().append(true).create(true).open(path)?;
            return Ok(Replacement::in_place(file));
        }
        match path.metadata() {
            Ok(found) if found.is_dir() => Err(Error::from(std::io::ErrorKind::IsADirectory)),
            Ok(found) if can_be_replaced(&found) => {
                // Opening it tells whether it may be written at all.
                let existing = OpenOptions::new().write(true).open(path)?;
                match Replacement::beside(path) {
                    Ok((file, temporary)) => {
                        file.set_permissions(found.permissions())?;
                        let rename = Some((temporary, path.clone()));
                        Ok(Replacement { file: BufWriter::new(file), rename, failed: false })
                    }
                    Err(_) => {
                        existing.set_len(0)?;
                        Ok(Replacement::in_place(existing))
                    }
                }
            }
            _ => {
                let file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
                Ok(Replacement::in_place(file))
            }
        }
    }

    fn in_place(file: File) -> Replacement {
        Replacement { file: BufWriter::new(file), rename: None, failed: false }
    }

    fn beside(path: &Path) -> Result<(File, PathBuf)> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().unwrap_or(Path::new("/"));
        let number: u32 = rand::random();
        let temporary = folder.join(format!(".{name}.{number:08x}.tmp"));
        Ok((OpenOptions::new().write(true).create_new(true).open(&temporary)?, temporary))
    }

    /// Makes what was written take the file's place. Errors: the file system's; the old file is kept then.
    pub fn commit(mut self) -> Result<()> {
        let flushed = self.file.flush();
        let Some((temporary, path)) = self.rename.take() else { return flushed };
        let done = match flushed {
            Ok(()) if !self.failed => std::fs::rename(&temporary, &path),
            Ok(()) => Err(Error::other("an earlier write failed")),
            Err(error) => Err(error),
        };
        if done.is_err() {
            let _ = std::fs::remove_file(&temporary);
        }
        done
    }
}

/// A plain file of this user with one name.
fn can_be_replaced(found: &std::fs::Metadata) -> bool {
    found.is_file() && found.nlink() == 1 && found.uid() == rustix::process::geteuid().as_raw()
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let written = self.file.write(bytes);
        self.failed |= written.is_err();
        written
    }

    fn flush(&mut self) -> Result<()> {
        let flushed = self.file.flush();
        self.failed |= flushed.is_err();
        flushed
    }
}

impl Drop for Replacement {
    /// What was not committed leaves no trace.
    fn drop(&mut self) {
        if let Some((temporary, _)) = self.rename.take() {
            let _ = std::fs::remove_file(temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_stays_until_the_new_one_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "old").unwrap();
        let mut open = Replacement::open(&path, false).unwrap();
        open.write_all(b"new").unwrap();
        open.flush().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        open.commit().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        drop(Replacement::open(&path, false).unwrap());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_with_two_names_keeps_both() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&a, "old").unwrap();
        std::fs::hard_link(&a, &b).unwrap();
        let mut open = Replacement::open(&a, false).unwrap();
        open.write_all(b"new").unwrap();
        open.commit().unwrap();
        assert_eq!(std::fs::read_to_string(&b).unwrap(), "new");
    }
}
