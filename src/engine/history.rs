//! The commands of this session, as `Get-History` lists them.

use super::types::datetime::DateTime;
use std::rc::Rc;

/// How many entries are kept when `$MaximumHistoryCount` does not say.
const KEPT: usize = 4096;

/// One command that was run.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    pub id: u64,
    pub command: String,
    pub succeeded: bool,
    pub start: Rc<DateTime>,
    pub end: Rc<DateTime>,
}

/// The session's list, oldest first.
#[derive(Debug, Default)]
pub struct History {
    entries: std::collections::VecDeque<HistoryEntry>,
    last: u64,
    /// The number of the command that runs now, when it will be kept.
    pub running: Option<u64>,
}

impl History {
    /// A command starts that will be kept.
    pub fn start(&mut self) {
        self.running = Some(self.last + 1);
    }

    pub fn entries(&self) -> Vec<HistoryEntry> {
        self.entries.iter().cloned().collect()
    }

    /// Adds a command that has run; gives its number.
    pub fn add(&mut self, command: &str, succeeded: bool, start: Rc<DateTime>, end: Rc<DateTime>) -> u64 {
        self.last += 1;
        self.running = None;
        self.entries.push_back(HistoryEntry {
            id: self.last,
            command: command.to_string(),
            succeeded,
            start,
            end,
        });
        while self.entries.len() > KEPT {
            self.entries.pop_front();
        }
        self.last
    }

    pub fn find(&self, id: u64) -> Option<&HistoryEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Forgets the entries that a test picks.
    pub fn remove(&mut self, picked: impl Fn(&HistoryEntry) -> bool) {
        self.entries.retain(|entry| !picked(entry));
    }
}
