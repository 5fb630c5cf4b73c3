//! A file that takes its name only when it is complete.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Error, Result, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Writes beside the file and takes its place in [`Replacement::commit`], so that a full disk leaves the old
/// content. What cannot be replaced so (links of several names, devices, folders closed for writing) and what
/// is added to is written in place; a new file that could not be written to its end is removed.
pub struct Replacement {
    file: BufWriter<File>,
    place: Place,
    failed: bool,
}

/// Where the bytes go before they are complete.
enum Place {
    /// Into the file itself.
    Own,
    /// Into a file that was not there before.
    New(PathBuf),
    /// Into a file beside, which takes a name.
    Beside { temporary: PathBuf, path: PathBuf },
}

impl Replacement {
    /// Opens for writing; the file is made when it is missing. Errors: the file system's.
    pub fn open(path: &Path, append: bool) -> Result<Replacement> {
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let found = path.metadata();
        match found {
            Ok(found) if found.is_dir() => Err(Error::from(std::io::ErrorKind::IsADirectory)),
            Err(_) => {
                let file = OpenOptions::new().write(true).create(true).append(append).open(path)?;
                Ok(Replacement::over(file, Place::New(path.clone())))
            }
            Ok(_) if append => Ok(Replacement::over(OpenOptions::new().append(true).open(path)?, Place::Own)),
            Ok(found) if can_be_replaced(&found) => {
                // Opening it tells whether it may be written at all.
                let existing = OpenOptions::new().write(true).open(path)?;
                match Replacement::beside(path) {
                    Ok((file, temporary)) => {
                        file.set_permissions(found.permissions())?;
                        Ok(Replacement::over(file, Place::Beside { temporary, path: path.clone() }))
                    }
                    Err(error) if is_full(&error) => Err(error),
                    Err(_) => {
                        existing.set_len(0)?;
                        Ok(Replacement::over(existing, Place::Own))
                    }
                }
            }
            Ok(_) => {
                let file = OpenOptions::new().write(true).truncate(true).open(path)?;
                Ok(Replacement::over(file, Place::Own))
            }
        }
    }

    /// As [`Replacement::open`], also over a file whose owner took the right to write from it: `-Force`. The
    /// file keeps its mode.
    pub fn open_forced(path: &Path, append: bool, force: bool) -> Result<Replacement> {
        forced(path, force, || Replacement::open(path, append))
    }

    /// Writes, or adds, all of some bytes.
    pub fn whole(path: &Path, append: bool, bytes: &[u8]) -> Result<()> {
        let mut file = Replacement::open(path, append)?;
        file.write_all(bytes)?;
        file.commit()
    }

    /// Copies all that a reader gives. What cannot be read to its end leaves no file, and the old one as it was.
    pub fn copied(path: &Path, from: &mut dyn std::io::Read) -> Result<()> {
        let mut file = Replacement::open(path, false)?;
        match std::io::copy(from, &mut file) {
            Ok(_) => file.commit(),
            Err(error) => {
                file.failed = true;
                Err(error)
            }
        }
    }

    fn over(file: File, place: Place) -> Replacement {
        Replacement { file: BufWriter::new(file), place, failed: false }
    }

    fn beside(path: &Path) -> Result<(File, PathBuf)> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().unwrap_or(Path::new("/"));
        let number: u32 = rand::random();
        let temporary = folder.join(format!(".{name}.{number:08x}.tmp"));
        Ok((OpenOptions::new().write(true).create_new(true).open(&temporary)?, temporary))
    }

    /// Whether the file holds nothing yet, so that an encoding's mark belongs at its start.
    pub fn is_empty(&self) -> bool {
        self.file.get_ref().metadata().is_ok_and(|found| found.len() == 0)
    }

    /// Makes what was written take the file's place. Errors: the file system's; the old file is kept then.
    pub fn commit(mut self) -> Result<()> {
        self.settle()
    }

    /// As [`Replacement::commit`], where the value stays.
    pub fn settle(&mut self) -> Result<()> {
        let flushed = match self.file.flush() {
            Ok(()) if self.failed => Err(Error::other("an earlier write failed")),
            other => other,
        };
        let (done, left) = match std::mem::replace(&mut self.place, Place::Own) {
            Place::Own => (flushed, None),
            Place::New(path) => (flushed, Some(path)),
            Place::Beside { temporary, path } => {
                (flushed.and_then(|()| std::fs::rename(&temporary, &path)), Some(temporary))
            }
        };
        if let (Err(_), Some(left)) = (&done, left) {
            let _ = std::fs::remove_file(left);
        }
        done
    }
}

/// Whether the file system has no room for a file beside: then the old content stays, too.
fn is_full(error: &Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

/// Opens a file with its owner's write bit set for the time, when forced.
pub(super) fn forced<T>(path: &Path, force: bool, open: impl Fn() -> Result<T>) -> Result<T> {
    match open() {
        Err(error) if force && error.kind() == std::io::ErrorKind::PermissionDenied => {
            let before = path.metadata()?.permissions();
            let mut writable = before.clone();
            writable.set_mode(before.mode() | 0o200);
            std::fs::set_permissions(path, writable)?;
            let opened = open();
            std::fs::set_permissions(path, before)?;
            opened
        }
        other => other,
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
    /// What was not committed leaves the old file; a new file keeps what was written before the end.
    fn drop(&mut self) {
        match &self.place {
            Place::Beside { temporary, .. } => {
                let _ = std::fs::remove_file(temporary);
            }
            Place::New(path) if self.failed => {
                let _ = std::fs::remove_file(path);
            }
            _ => {}
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

    #[test]
    fn a_new_file_that_could_not_be_written_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut open = Replacement::open(&path, false).unwrap();
        open.write_all(b"half").unwrap();
        open.failed = true;
        assert!(open.commit().is_err());
        assert!(!path.exists());
        let mut open = Replacement::open(&path, false).unwrap();
        open.write_all(b"before the error").unwrap();
        drop(open);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "before the error");
    }

    #[test]
    fn a_forced_file_keeps_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
        let mut open = Replacement::open_forced(&path, false, true).unwrap();
        open.write_all(b"new").unwrap();
        open.commit().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o444);
    }
}
