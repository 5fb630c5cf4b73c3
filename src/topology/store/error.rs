//! What can go wrong with a store.

use super::Revision;

/// A failure of a store; nothing was changed when one is returned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Someone else changed the record since it was read. Read again and repeat.
    #[error("{kind} '{identity}' was changed by someone else: {}. Nothing was changed; run the command again.", conflict(*expected, *found))]
    Conflict {
        /// The record's kind.
        kind: String,
        /// The record's identity.
        identity: String,
        /// Revision the change was computed from; `None` if the record did not exist then.
        expected: Option<Revision>,
        /// Revision found in the store; `None` if the record does not exist now.
        found: Option<Revision>,
    },
    /// A record that was to be created exists.
    #[error("{kind} '{identity}' already exists.")]
    AlreadyExists {
        /// The record's kind.
        kind: String,
        /// The record's identity.
        identity: String,
    },
    /// A record that was to be changed does not exist.
    #[error("Management object not found for identity \"{identity}\" ({kind}).")]
    NotFound {
        /// The record's kind.
        kind: String,
        /// The identity that was asked for.
        identity: String,
    },
    /// A record does not have the shape that its kind requires.
    #[error("{kind} '{identity}' cannot be read: {reason}.")]
    InvalidRecord {
        /// The record's kind.
        kind: String,
        /// The record's identity.
        identity: String,
        /// What is wrong.
        reason: String,
    },
    /// The store was written by a later fedsh; it was not touched.
    #[error(
        "The store {location} has version {found}, and this fedsh knows versions up to {supported}. It was left untouched; use a later fedsh."
    )]
    NewerVersion {
        /// Where the store is.
        location: String,
        /// Version found.
        found: u32,
        /// Latest version this program knows.
        supported: u32,
    },
    /// The file is no store, or a damaged one.
    #[error("{location} is not a usable store: {reason}.")]
    Damaged {
        /// Where the store is.
        location: String,
        /// What is wrong.
        reason: String,
    },
    /// The store cannot be reached, read or written at the moment.
    #[error("The store {location} cannot be used: {reason}.")]
    Unavailable {
        /// Where the store is.
        location: String,
        /// What the system said.
        reason: String,
    },
    /// The location names a kind of store that this fedsh does not have.
    #[error("The store location '{location}' is not supported: {reason}.")]
    UnsupportedLocation {
        /// What was given.
        location: String,
        /// Why not.
        reason: String,
    },
    /// A revision that the log does not hold.
    #[error("Revision {revision} is not in the log of the store.")]
    UnknownRevision {
        /// What was asked for.
        revision: Revision,
    },
    /// A step was begun while another one is open, or ended while none is.
    #[error("{reason}.")]
    StepOrder {
        /// What was wrong.
        reason: String,
    },
}

fn conflict(expected: Option<Revision>, found: Option<Revision>) -> String {
    match (expected, found) {
        (None, _) => "it has been created meanwhile".to_owned(),
        (Some(_), None) => "it has been removed meanwhile".to_owned(),
        (Some(expected), Some(found)) => format!("it was read at revision {expected} and is now at {found}"),
    }
}

/// A change set that holds two changes of one record, which can never both be right.
pub fn twice(change: &super::Change) -> StoreError {
    StoreError::InvalidRecord {
        kind: change.kind().to_owned(),
        identity: change.identity().to_owned(),
        reason: "one change set changes it twice".to_owned(),
    }
}
