//! A step of a migration, as the journal keeps it.

use super::Entity;
use super::names::name_enum;
use crate::topology::kinds;
use crate::topology::store::Revision;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

name_enum! {
    /// How far a step is.
    StepState {
        /// It began; found after a crash, it did nothing.
        Running = "Running",
        /// All its changes are in the store.
        Completed = "Completed",
        /// It failed; none of its changes are in the store.
        Failed = "Failed",
        /// It was completed and has been taken back.
        Undone = "Undone",
    }
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct MigrationStep {
    /// Name, which is its identity.
    pub name: String,
    /// Position in the migration, from 1, in the order steps first began.
    pub number: u32,
    /// How far it is.
    pub state: StepState,
    /// When it last began.
    #[serde(with = "super::timestamp")]
    pub started: Option<DateTime<Utc>>,
    /// When it was completed, failed or undone.
    #[serde(with = "super::timestamp")]
    pub finished: Option<DateTime<Utc>>,
    /// Revision before its changes.
    pub revision_before: Option<Revision>,
    /// Revision with its changes.
    pub revision_after: Option<Revision>,
    /// How many records it changed.
    pub changes: u32,
    /// Why it failed.
    pub error: Option<String>,
}

impl Default for MigrationStep {
    fn default() -> MigrationStep {
        MigrationStep {
            name: String::new(),
            number: 0,
            state: StepState::Running,
            started: None,
            finished: None,
            revision_before: None,
            revision_after: None,
            changes: 0,
            error: None,
        }
    }
}

impl Entity for MigrationStep {
    const KIND: &'static str = kinds::MIGRATION_STEP;

    fn identity(&self) -> String {
        self.name.clone()
    }
}
