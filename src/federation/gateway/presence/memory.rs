//! Who has agreed to be watched, kept where it survives a restart.
//!
//! A file of its own and not the topology store: this state changes with every contact that is added, belongs
//! to one gateway, and must neither make revisions that all computers replicate nor be undone with them.
//! Dialogs are not kept, for both sides make new ones.

use rusqlite::{Connection, OptionalExtension, params};
use std::path::Path;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Version of the table.
const VERSION: i64 = 1;

/// Which half of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Half {
    /// The XMPP user watches.
    XmppWatches,
    /// The SIP user watches.
    SipWatches,
}

/// One half of a pair of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Bare XMPP address.
    pub xmpp: String,
    /// Address of record, `user@domain`.
    pub sip: String,
    /// Which half.
    pub half: Half,
    /// Whether the one who is watched has agreed; else the request is open.
    pub agreed: bool,
}

/// Why there is no memory.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// SQLite.
    #[error("the subscriptions in '{path}' cannot be used: {reason}")]
    Sqlite {
        /// The file.
        path: String,
        /// What SQLite says.
        reason: String,
    },
    /// Written by a newer program; left untouched.
    #[error("the subscriptions in '{path}' are of version {version}, and this program knows {VERSION}")]
    Newer {
        /// The file.
        path: String,
        /// Its version.
        version: i64,
    },
}

enum Change {
    Put(Remembered),
    Remove(String, String, Half),
    /// Tells when all before it are written.
    Flush(mpsc::Sender<()>),
}

struct Writer {
    changes: Option<mpsc::Sender<Change>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.changes = None; // The thread ends when it has written what was sent.
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer of subscriptions has failed");
        }
    }
}

/// The memory; cheap to clone.
#[derive(Clone, Default)]
pub struct Memory {
    writer: Option<Arc<Mutex<Writer>>>,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Memory({})", if self.writer.is_some() { "file" } else { "volatile" })
    }
}

impl Memory {
    /// One that forgets everything with the process.
    pub fn volatile() -> Memory {
        Memory::default()
    }

    /// In a file, which is made when there is none. Gives what it remembers. Blocks. Errors: it cannot be
    /// read or written, or is newer than this program.
    pub fn open(path: &Path) -> Result<(Memory, Vec<Remembered>), MemoryError> {
        let failed = |error: rusqlite::Error| MemoryError::Sqlite {
            path: path.display().to_string(),
            reason: error.to_string(),
        };
        let connection = Connection::open(path).map_err(failed)?;
        let version: i64 =
            connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
        if version > VERSION {
            return Err(MemoryError::Newer { path: path.display().to_string(), version });
        }
        prepare(&connection).map_err(failed)?;
        let remembered = read_all(&connection).map_err(failed)?;
        let (sender, changes) = mpsc::channel();
        let thread = std::thread::spawn(move || write_changes(connection, &changes));
        let writer = Writer { changes: Some(sender), thread: Some(thread) };
        Ok((Memory { writer: Some(Arc::new(Mutex::new(writer))) }, remembered))
    }

    /// Remembers a half.
    pub(super) fn put(&self, remembered: Remembered) {
        self.send(Change::Put(remembered));
    }

    /// Forgets a half.
    pub(super) fn remove(&self, xmpp: &str, sip: &str, half: Half) {
        self.send(Change::Remove(xmpp.to_owned(), sip.to_owned(), half));
    }

    /// Waits until everything so far is on disk. Blocks.
    pub fn flush(&self) {
        let (done, written) = mpsc::channel();
        self.send(Change::Flush(done));
        // Without a writer the sender is dropped, and there is nothing to wait for.
        let _ = written.recv();
    }

    fn send(&self, change: Change) {
        let Some(writer) = &self.writer else { return };
        let writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.changes.as_ref().is_some_and(|changes| changes.send(change).is_err()) {
            tracing::error!("a subscription could not be remembered: the writer has failed");
        }
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS subscription (
            xmpp TEXT NOT NULL, sip TEXT NOT NULL, half INTEGER NOT NULL, agreed INTEGER NOT NULL,
            PRIMARY KEY (xmpp, sip, half)
        ) STRICT, WITHOUT ROWID",
    )?;
    connection.pragma_update(None, "user_version", VERSION)
}

fn read_all(connection: &Connection) -> rusqlite::Result<Vec<Remembered>> {
    let mut statement = connection.prepare("SELECT xmpp, sip, half, agreed FROM subscription")?;
    let rows = statement.query_map([], |row| {
        let half = if row.get::<_, i64>(2)? == 0 { Half::XmppWatches } else { Half::SipWatches };
        Ok(Remembered { xmpp: row.get(0)?, sip: row.get(1)?, half, agreed: row.get(3)? })
    })?;
    rows.collect()
}

/// Writes changes as they come, those that wait together in one transaction.
fn write_changes(mut connection: Connection, changes: &mpsc::Receiver<Change>) {
    while let Ok(first) = changes.recv() {
        let mut batch = vec![first];
        batch.extend(changes.try_iter());
        if let Err(error) = write_batch(&mut connection, &batch) {
            tracing::error!(%error, "subscriptions could not be remembered");
        }
        for change in batch {
            if let Change::Flush(done) = change {
                let _ = done.send(()); // Whoever waited may have given up.
            }
        }
    }
}

fn write_batch(connection: &mut Connection, batch: &[Change]) -> rusqlite::Result<()> {
    let number = |half: &Half| i64::from(*half == Half::SipWatches);
    let transaction = connection.transaction()?;
    for change in batch {
        match change {
            Change::Put(one) => transaction
                .prepare_cached("INSERT OR REPLACE INTO subscription VALUES (?, ?, ?, ?)")?
                .execute(params![one.xmpp, one.sip, number(&one.half), one.agreed])
                .optional()?,
            Change::Remove(xmpp, sip, half) => transaction
                .prepare_cached("DELETE FROM subscription WHERE xmpp = ? AND sip = ? AND half = ?")?
                .execute(params![xmpp, sip, number(half)])
                .optional()?,
            Change::Flush(_) => None,
        };
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(half: Half, agreed: bool) -> Remembered {
        Remembered { xmpp: "bob@b.example".to_owned(), sip: "ann@a.example".to_owned(), half, agreed }
    }

    #[test]
    fn what_was_agreed_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("subscriptions.db");
        let (memory, remembered) = Memory::open(&path).unwrap();
        assert!(remembered.is_empty());
        memory.put(one(Half::XmppWatches, false));
        memory.put(one(Half::SipWatches, true));
        memory.put(one(Half::XmppWatches, true));
        drop(memory);
        let (memory, remembered) = Memory::open(&path).unwrap();
        assert_eq!(remembered, [one(Half::XmppWatches, true), one(Half::SipWatches, true)]);
        memory.remove("bob@b.example", "ann@a.example", Half::SipWatches);
        memory.flush();
        assert_eq!(Memory::open(&path).unwrap().1.len(), 1);
    }

    #[test]
    fn a_newer_file_is_refused_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("subscriptions.db");
        drop(Memory::open(&path).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 2).unwrap();
        assert!(matches!(Memory::open(&path), Err(MemoryError::Newer { version: 2, .. })));
        std::fs::write(folder.path().join("other"), "this is no database at all, but a text").unwrap();
        assert!(matches!(Memory::open(&folder.path().join("other")), Err(MemoryError::Sqlite { .. })));
    }
}
