//! Change sets: what a command wants to do to the store, before and after.

use super::{Record, Revision};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::sync::OnceLock;

/// One record's change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A record that does not exist yet.
    Create {
        /// Kind of the record.
        kind: String,
        /// Identity of the record.
        identity: String,
        /// Value it gets.
        after: Value,
    },
    /// A record that gets another value.
    Update {
        /// The record as it was read.
        before: Record,
        /// Value it gets.
        after: Value,
    },
    /// A record that goes.
    Delete {
        /// The record as it was read.
        before: Record,
    },
}

impl Change {
    /// Kind of the record.
    pub fn kind(&self) -> &str {
        match self {
            Change::Create { kind, .. } => kind,
            Change::Update { before, .. } | Change::Delete { before } => &before.kind,
        }
    }

    /// Identity of the record.
    pub fn identity(&self) -> &str {
        match self {
            Change::Create { identity, .. } => identity,
            Change::Update { before, .. } | Change::Delete { before } => &before.identity,
        }
    }

    /// The record it was computed from.
    pub fn before(&self) -> Option<&Record> {
        match self {
            Change::Create { .. } => None,
            Change::Update { before, .. } | Change::Delete { before } => Some(before),
        }
    }

    /// The value it leaves.
    pub fn after(&self) -> Option<&Value> {
        match self {
            Change::Create { after, .. } | Change::Update { after, .. } => Some(after),
            Change::Delete { .. } => None,
        }
    }

    /// The change from one state of a record to another; `None` when there is nothing to do.
    pub fn between(
        kind: &str,
        identity: &str,
        before: Option<Record>,
        after: Option<Value>,
    ) -> Option<Change> {
        match (before, after) {
            (None, None) => None,
            (None, Some(after)) => {
                Some(Change::Create { kind: kind.to_owned(), identity: identity.to_owned(), after })
            }
            (Some(before), Some(after)) if before.value == after => None,
            (Some(before), Some(after)) => Some(Change::Update { before, after }),
            (Some(before), None) => Some(Change::Delete { before }),
        }
    }
}

/// Changes that belong together. `Display` prints them for people, secrets masked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangeSet {
    changes: Vec<Change>,
}

impl ChangeSet {
    /// A set of these changes; at most one for a record, or applying it is a conflict.
    pub fn new(changes: Vec<Change>) -> ChangeSet {
        ChangeSet { changes }
    }

    /// The changes in the order they were made.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many records change.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Adds a change.
    pub fn push(&mut self, change: Change) {
        self.changes.push(change);
    }
}

/// On whose behalf a change set is applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The account, as `user@computer`.
    pub who: String,
    /// The command that made the change, secrets masked by the caller.
    pub command_line: String,
    /// The migration step it belongs to.
    pub step: Option<String>,
}

impl Author {
    /// The account that runs this process, with a command line.
    pub fn current(command_line: impl Into<String>) -> Author {
        static WHO: OnceLock<String> = OnceLock::new();
        let who = WHO.get_or_init(account).clone();
        Author { who, command_line: command_line.into(), step: None }
    }
}

/// The account that runs this process, as `user@computer`.
fn account() -> String {
    // The environment may say anything; it is asked where the system does not know the account.
    let known = uzers::get_effective_username().map(|name| name.to_string_lossy().into_owned());
    let user = known.or_else(|| std::env::var("USER").ok()).unwrap_or_else(|| "unknown".to_owned());
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    match host.trim() {
        "" => user,
        host => format!("{user}@{host}"),
    }
}

/// An applied change set.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    /// The revision it made.
    pub revision: Revision,
    /// When it was applied.
    pub time: DateTime<Utc>,
    /// By whom and how.
    pub author: Author,
    /// What it changed; `before` holds the values and revisions it replaced.
    pub changes: ChangeSet,
}
