//! Steps of a migration: run once, all or nothing; and what a legacy deployment brings along.

mod get_cs_migration;
mod invoke_cs_migration_step;
mod merge_cs_legacy_topology;
mod show_cs_migration_plan;
mod undo_cs_migration_step;

use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::CommandInfo;
use crate::engine::value::Value;
use crate::migration::journal::JournalError;
use crate::topology::model::MigrationStep;

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    get_cs_migration::GetCsMigration::INFO,
    invoke_cs_migration_step::InvokeCsMigrationStep::INFO,
    merge_cs_legacy_topology::MergeCsLegacyTopology::INFO,
    show_cs_migration_plan::ShowCsMigrationPlan::INFO,
    undo_cs_migration_step::UndoCsMigrationStep::INFO,
];

fn refused(error: JournalError) -> Refusal {
    match error {
        JournalError::Store(error) => Refusal::Store(error),
        other => Refusal::Invalid(other.to_string()),
    }
}

fn shown(step: &MigrationStep) -> Value {
    super::object::typed("CsMigrationStep", None, step)
}
