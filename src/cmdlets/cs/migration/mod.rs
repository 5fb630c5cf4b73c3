//! Steps of a migration: run once, all or nothing; and what a legacy deployment brings along.

mod export_cs_migration_report;
mod export_cs_session_script;
mod get_cs_migration;
mod import_cs_legacy_conference_directory;
mod import_cs_legacy_configuration;
mod invoke_cs_migration_step;
mod legacy_configuration;
mod merge_cs_legacy_topology;
mod move_cs_conference_directory;
mod session_script;
mod show_cs_migration_plan;
mod undo_cs_migration_step;

use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::CommandInfo;
use crate::engine::value::Value;
use crate::migration::journal::JournalError;
use crate::topology::model::MigrationStep;

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    export_cs_migration_report::ExportCsMigrationReport::INFO,
    export_cs_session_script::ExportCsSessionScript::INFO,
    get_cs_migration::GetCsMigration::INFO,
    import_cs_legacy_conference_directory::ImportCsLegacyConferenceDirectory::INFO,
    import_cs_legacy_configuration::ImportCsLegacyConfiguration::INFO,
    invoke_cs_migration_step::InvokeCsMigrationStep::INFO,
    merge_cs_legacy_topology::MergeCsLegacyTopology::INFO,
    move_cs_conference_directory::MoveCsConferenceDirectory::INFO,
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
