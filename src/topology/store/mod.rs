//! Where records live: one store, all changes in change sets.
//!
//! - [`Reader`]: look-ups, the same over a store, a transaction's pending state and a session.
//! - [`Store`]: what keeps records; [`open`] finds the implementation for a location.
//! - [`Transaction`]: reads see pending changes, writes gather into a [`ChangeSet`].
//! - [`Session`]: what commands use; commits each command, or a whole step, or only plans.
//! - [`undo`]: the change set that takes a revision back.
//!
//! **Invariant:** a change set is applied whole or not at all, against the revisions it was computed
//! from. Nothing here knows what a record means.

mod change;
#[cfg(test)]
mod conformance;
mod diff;
mod error;
mod index;
mod location;
mod memory;
mod record;
mod session;
mod sqlite;
mod transaction;
mod undo;

pub use change::{Author, Change, ChangeSet, LogEntry};
pub use diff::differing;
pub use error::StoreError;
pub use location::{Location, default_location, forget_location, note_location, open};
pub use memory::MemoryStore;
pub use record::{Extent, Reader, Record, RecordText, ReplicaStatus, Revision, Store, fold, folded};
pub use session::{Changed, Session};
pub use sqlite::SqliteStore;
pub use transaction::{Savepoint, Transaction};
pub use undo::{undo, undo_revisions};
