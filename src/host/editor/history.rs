//! The history file: one command a line (a backtick before a line break inside of one), appended as soon as
//! it is typed so that sessions share it, without what looks like a secret.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

pub struct SavedHistory {
    file: Option<PathBuf>,
    lines: std::cell::RefCell<Vec<String>>,
    /// Bytes of the file that this session knows.
    known: std::cell::Cell<u64>,
}

/// Words that make a command one with a secret, as PSReadLine picks them.
const SECRET_WORDS: &[&str] = &["password", "asplaintext", "token", "apikey", "secret", "passwd"];

/// Whether a command should not be written to a file.
pub fn has_secret(command: &str) -> bool {
    let lower = command.to_lowercase();
    SECRET_WORDS.iter().any(|word| lower.contains(word))
}

/// Where the history is kept when no option says otherwise.
pub fn default_file() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/share")))?;
    Some(data.join("fedsh/history.txt"))
}

impl SavedHistory {
    pub fn open(file: Option<PathBuf>) -> SavedHistory {
        let file = file.or_else(default_file);
        // A first session has no history yet.
        let bytes = file.as_deref().and_then(|file| std::fs::read(file).ok()).unwrap_or_default();
        SavedHistory {
            file,
            lines: std::cell::RefCell::new(commands(&bytes)),
            known: std::cell::Cell::new(bytes.len() as u64),
        }
    }
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

impl SavedHistory {
    /// Commands of the file and of this session, oldest first.
    pub fn lines(&self) -> Vec<String> {
        self.lines.borrow().clone()
    }

    /// What other sessions have written since this was asked last, oldest first.
    pub fn new_lines(&self) -> Vec<String> {
        let Some(file) = self.file.as_deref() else { return Vec::new() };
        // A file that is gone has nothing new.
        let bytes = read_from(file, self.known.get()).unwrap_or_default();
        // A command that another session is writing just now waits for the next time.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        self.known.set(self.known.get() + whole as u64);
        let mut lines = self.lines.borrow_mut();
        let found = commands(bytes.get(..whole).unwrap_or_default());
        // What this session wrote itself is among them.
        let own: std::collections::HashSet<&String> = lines.iter().collect();
        let new: Vec<String> = found.into_iter().filter(|line| !own.contains(line)).collect();
        lines.extend(new.iter().cloned());
        new
    }

    /// Adds a command. Errors: the file cannot be written.
    pub fn append(&self, command: &str, most: usize) -> Result<(), String> {
        let mut lines = self.lines.borrow_mut();
        lines.push(command.to_string());
        let surplus = lines.len().saturating_sub(most);
        lines.drain(..surplus);
        let Some(file) = self.file.as_deref().filter(|_| !has_secret(command)) else { return Ok(()) };
        let failed =
            |error: std::io::Error| format!("The history could not be saved in {}: {error}", file.display());
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        use std::os::unix::fs::OpenOptionsExt;
        let mut opened =
            std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(file).map_err(failed)?;
        // One write, so that lines of two sessions do not mix.
        opened.write_all(format!("{}\n", command.replace('\n', "`\n")).as_bytes()).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_come_back_and_secrets_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("h.txt");
        let saved = SavedHistory::open(Some(file.clone()));
        saved.append("if ($a) {\n  1\n}", 100).unwrap();
        saved.append("$p = ConvertTo-SecureString 'x' -AsPlainText", 100).unwrap();
        saved.append("Get-Date", 100).unwrap();
        let other = SavedHistory::open(Some(file));
        assert_eq!(other.lines(), ["if ($a) {\n  1\n}", "Get-Date"]);
        assert_eq!(saved.lines().len(), 3);
    }

    #[test]
    fn commands_of_another_session_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("h.txt");
        let first = SavedHistory::open(Some(file.clone()));
        let second = SavedHistory::open(Some(file));
        first.append("Get-Date", 100).unwrap();
        second.append("Get-Process", 100).unwrap();
        assert_eq!(second.new_lines(), ["Get-Date"]);
        assert_eq!(second.new_lines(), [""; 0]);
        first.append("if (1) {\n 2\n}", 100).unwrap();
        assert_eq!(second.new_lines(), ["if (1) {\n 2\n}"]);
        assert_eq!(first.new_lines(), ["Get-Process"]);
    }
}
