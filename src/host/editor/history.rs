//! The history file: one command a line (a backtick before a line break inside of one), appended as soon as
//! it is typed so that sessions share it, without what looks like a secret.

use crate::engine::editing::HistorySaveStyle;
use rustix::fs::{FlockOperation, flock};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

#[derive(Default)]
pub struct SavedHistory {
    file: Option<PathBuf>,
    lines: Vec<String>,
    /// Bytes of the file that this session knows.
    known: u64,
    /// Commands that are written when the session ends, or when the file can be written again.
    unsaved: Vec<String>,
    /// The file could not be written, and the user knows.
    told: bool,
}

/// Where the history is kept when no option says otherwise.
pub fn default_file() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| Some(std::env::home_dir()?.join(".local/share")))?;
    Some(data.join("fedsh/history.txt"))
}

/// The bytes of a file from a place on. Errors: it cannot be read.
fn read_from(file: &Path, start: u64) -> std::io::Result<Vec<u8>> {
    let mut opened = std::fs::File::open(file)?;
    opened.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    opened.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn commands(bytes: &[u8]) -> Vec<String> {
    let mut commands: Vec<String> = Vec::new();
    let mut open = false;
    for line in String::from_utf8_lossy(bytes).lines() {
        let goes_on = line.ends_with('`');
        let text = line.strip_suffix('`').unwrap_or(line);
        match commands.last_mut().filter(|_| open) {
            Some(last) => {
                last.push('\n');
                last.push_str(text);
            }
            None => commands.push(text.to_string()),
        }
        open = goes_on;
    }
    commands
}

/// Whether the file is empty, unreadable, or ends with a line break.
fn ends_a_line(file: &Path) -> bool {
    let last = std::fs::File::open(file).and_then(|mut opened| {
        opened.seek(SeekFrom::End(-1))?;
        let mut byte = [0];
        opened.read_exact(&mut byte)?;
        Ok(byte == *b"\n")
    });
    last.unwrap_or(true)
}

/// Adds commands to a file that only its owner may read. Errors: the file cannot be written.
fn write(file: &Path, commands: &[String]) -> Result<(), String> {
    let failed =
        |error: std::io::Error| format!("The history could not be saved in {}: {error}", file.display());
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    use std::os::unix::fs::OpenOptionsExt;
    let mut opened =
        std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(file).map_err(failed)?;
    // Sessions wait for each other: what one is writing just now would look unfinished. A file system without locks
    // has none of this.
    let _ = flock(&opened, FlockOperation::LockExclusive);
    // What a full disk or a killed shell left unfinished does not become the beginning of this command.
    let gap = if ends_a_line(file) { "" } else { "\n" };
    let lines = commands.iter().map(|command| command.replace('\n', "`\n") + "\n");
    let text: String = std::iter::once(gap.to_string()).chain(lines).collect();
    // One write, so that lines of two sessions do not mix. What does not fit is written once more when there is room.
    let before = opened.metadata().map_err(failed)?.len();
    opened.write_all(text.as_bytes()).map_err(|error| {
        // Half a command stays then, which the next one does not continue.
        let _ = opened.set_len(before);
        failed(error)
    })
}

impl SavedHistory {
    pub fn open(file: Option<PathBuf>) -> SavedHistory {
        let file = file.or_else(default_file);
        // A first session has no history yet.
        let bytes = file.as_deref().and_then(|file| std::fs::read(file).ok()).unwrap_or_default();
        let (lines, known) = (commands(&bytes), bytes.len() as u64);
        SavedHistory { file, lines, known, unsaved: Vec::new(), told: false }
    }

    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Commands of the file and of this session, oldest first.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Forgets the commands; the file keeps what is in it.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// Takes over what other sessions have written since this was asked last.
    pub fn read_others(&mut self) {
        let Some(file) = self.file.as_deref() else { return };
        // A file that is gone has nothing new.
        let length = std::fs::metadata(file).map_or(0, |found| found.len());
        if length < self.known {
            // Somebody emptied it or wrote it anew.
            self.known = 0;
        }
        if length == self.known {
            return;
        }
        let bytes = read_from(file, self.known).unwrap_or_default();
        // A command that another session is writing just now waits for the next time.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        self.known += whole as u64;
        let found = commands(bytes.get(..whole).unwrap_or_default());
        // What this session wrote itself is among them.
        let own: std::collections::HashSet<&String> = self.lines.iter().collect();
        let new: Vec<String> = found.into_iter().filter(|line| !own.contains(line)).collect();
        self.lines.extend(new);
    }

    /// Keeps the newest commands; gives how many are gone.
    pub fn limit(&mut self, most: usize) -> usize {
        let surplus = self.lines.len().saturating_sub(most);
        self.lines.drain(..surplus);
        surplus
    }

    /// Adds a command, to the file as well when it may be there. Errors: the file cannot be written, which is said
    /// once; the commands are kept until it can.
    pub fn append(&mut self, command: &str, to_file: bool, style: HistorySaveStyle) -> Result<(), String> {
        self.lines.push(command.to_string());
        let Some(file) = self.file.as_deref().filter(|_| to_file) else { return Ok(()) };
        if style == HistorySaveStyle::SaveNothing {
            return Ok(());
        }
        self.unsaved.push(command.to_string());
        if style == HistorySaveStyle::SaveAtExit {
            return Ok(());
        }
        match write(file, &self.unsaved) {
            Ok(()) => {
                self.unsaved.clear();
                self.told = false;
                Ok(())
            }
            Err(_) if self.told => Ok(()),
            Err(message) => {
                self.told = true;
                Err(message)
            }
        }
    }
}

impl Drop for SavedHistory {
    fn drop(&mut self) {
        if let Some(file) = self.file.as_deref().filter(|_| !self.unsaved.is_empty()) {
            // The session is over: nobody can be told.
            let _ = write(file, &self.unsaved);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::editor::secrets::has_secret;

    fn add(saved: &mut SavedHistory, command: &str) {
        let style = HistorySaveStyle::SaveIncrementally;
        saved.append(command, !has_secret(command), style).unwrap();
    }

    #[test]
    fn commands_come_back_and_secrets_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("h.txt");
        let mut saved = SavedHistory::open(Some(file.clone()));
        add(&mut saved, "if ($a) {\n  1\n}");
        add(&mut saved, "$p = ConvertTo-SecureString 'x' -AsPlainText");
        add(&mut saved, "Get-Date");
        let other = SavedHistory::open(Some(file));
        assert_eq!(other.lines(), ["if ($a) {\n  1\n}", "Get-Date"]);
        assert_eq!(saved.lines().len(), 3);
    }

    #[test]
    fn commands_of_another_session_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("h.txt");
        let mut first = SavedHistory::open(Some(file.clone()));
        let mut second = SavedHistory::open(Some(file));
        add(&mut first, "Get-Date");
        add(&mut second, "Get-Process");
        first.read_others();
        assert_eq!(first.lines(), ["Get-Date", "Get-Process"]);
        first.read_others();
        assert_eq!(first.lines().len(), 2);
    }

    #[test]
    fn a_file_that_was_cut_goes_on_with_a_line_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("h.txt");
        std::fs::write(&file, b"Get-Date\nGet-Pro\xff").unwrap();
        let mut saved = SavedHistory::open(Some(file.clone()));
        add(&mut saved, "Get-Item x");
        let lines = &SavedHistory::open(Some(file.clone())).lines;
        assert_eq!(*lines, ["Get-Date", "Get-Pro\u{fffd}", "Get-Item x"]);
        // Another session writes it anew, shorter.
        std::fs::write(&file, "Get-Host\n").unwrap();
        saved.read_others();
        assert_eq!(saved.lines().last().map(String::as_str), Some("Get-Host"));
    }

    #[test]
    fn sessions_that_write_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("h.txt");
        let session = |name: usize| {
            let mut saved = SavedHistory::open(Some(file.clone()));
            (0..200).for_each(|number| add(&mut saved, &format!("'{name}' {{\n{number}\n}}")));
        };
        std::thread::scope(|scope| (0..4).for_each(|name| _ = scope.spawn(move || session(name))));
        let lines = &SavedHistory::open(Some(file.clone())).lines;
        let different: std::collections::HashSet<&String> = lines.iter().collect();
        assert_eq!((lines.len(), different.len()), (800, 800));
        assert!(lines.iter().all(|line| line.matches('\n').count() == 2));
    }

    #[test]
    fn a_file_that_cannot_be_written_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        // Writing to it fails for everybody, whoever runs the test.
        let file = folder.path().join("h.txt");
        std::fs::create_dir(&file).unwrap();
        let mut saved = SavedHistory::open(Some(file.clone()));
        let mut append = |command: &str| saved.append(command, true, HistorySaveStyle::SaveIncrementally);
        let message = append("Get-Date").unwrap_err();
        assert!(message.contains("h.txt"), "{message}");
        append("Get-Host").unwrap();
        // As soon as it can be written nothing is missing.
        std::fs::remove_dir(&file).unwrap();
        append("Get-Item x").unwrap();
        let lines = &SavedHistory::open(Some(file.clone())).lines;
        assert_eq!(*lines, ["Get-Date", "Get-Host", "Get-Item x"]);
        std::fs::remove_file(&file).unwrap();
        std::fs::create_dir(&file).unwrap();
        append("Get-Alias").unwrap_err();
    }

    #[test]
    fn a_full_disk_leaves_no_half_command() {
        let full = Path::new("/dev/full");
        let commands = ["Get-Date".to_string()];
        if full.exists() {
            let message = write(full, &commands).unwrap_err();
            assert!(message.contains("No space left"), "{message}");
        }
    }

    #[test]
    fn what_is_saved_at_the_end_is_not_there_before() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("h.txt");
        let mut saved = SavedHistory::open(Some(file.clone()));
        saved.append("Get-Date", true, HistorySaveStyle::SaveAtExit).unwrap();
        assert!(!file.exists());
        drop(saved);
        assert_eq!(SavedHistory::open(Some(file)).lines(), ["Get-Date"]);
    }
}
