//! Commands: `core` is PowerShell, `cs` is Lync.

pub mod core;
pub mod cs;

use crate::engine::command::CommandInfo;

/// What completes parameters whose values the commands know themselves.
pub static VALUE_SOURCES: &[crate::engine::completion::ValueSource] =
    &[core::completion::values, cs::completion::values];

/// Classes of the objects that commands send.
pub static CLASSES: &[&[&crate::engine::types::Class]] = &[
    core::management::CLASSES,
    core::security::CLASSES,
    core::utility::CLASSES,
    core::utility::TRACE_CLASSES,
    core::utility::HTTP_CLASSES,
    core::utility::RUNSPACE_CLASSES,
];

/// Every native command.
pub static TABLES: &[&[CommandInfo]] = &[
    core::archive::COMMANDS,
    core::host::COMMANDS,
    core::management::COMMANDS,
    core::ps_read_line::COMMANDS,
    core::security::COMMANDS,
    core::session::COMMANDS,
    core::thread_job::COMMANDS,
    core::utility::COMMANDS,
    core::utility::OWN_COMMANDS,
    cs::absent::active_directory::COMMANDS,
    cs::absent::archiving_monitoring::COMMANDS,
    cs::absent::centralized_logging::COMMANDS,
    cs::absent::conferencing::COMMANDS,
    cs::absent::databases::COMMANDS,
    cs::absent::exchange::COMMANDS,
    cs::absent::location_information::COMMANDS,
    cs::absent::online::COMMANDS,
    cs::absent::persistent_chat::COMMANDS,
    cs::absent::pool_pairing::COMMANDS,
    cs::absent::response_group::COMMANDS,
    cs::absent::telephony::COMMANDS,
    cs::absent::web_services::COMMANDS,
    cs::certificate::COMMANDS,
    cs::dns::COMMANDS,
    cs::federation::COMMANDS,
    cs::history::COMMANDS,
    cs::lab::COMMANDS,
    cs::made::network::COMMANDS,
    cs::made::settings::COMMANDS,
    cs::made::simple_url::COMMANDS,
    cs::made::sip_proxy::COMMANDS,
    cs::management::COMMANDS,
    cs::migration::COMMANDS,
    cs::schema::COMMANDS,
    cs::service::COMMANDS,
    cs::synthetic::COMMANDS,
    cs::topology::COMMANDS,
    cs::user::COMMANDS,
];

#[cfg(test)]
mod tests {
    use super::TABLES;

    #[test]
    fn tables_are_sorted_and_each_is_one_module() {
        for table in TABLES {
            assert!(table.is_sorted_by_key(|info| info.name.to_ascii_lowercase()));
            if let Some(first) = table.first() {
                let other = table.iter().find(|info| info.module != first.module);
                assert!(other.is_none(), "{} is not in {}", other.unwrap().name, first.module);
            }
        }
    }

    #[test]
    fn names_are_unique_and_every_command_and_parameter_has_help() {
        let mut names = std::collections::HashSet::new();
        for info in TABLES.iter().flat_map(|table| table.iter()) {
            for name in std::iter::once(info.name).chain(info.aliases.iter().copied()) {
                assert!(names.insert(name.to_ascii_lowercase()), "{name} is there twice");
            }
            assert!(!info.example_lines().is_empty(), "{} has no example", info.name);
            for parameter in info.parameters {
                assert!(!parameter.help.trim().is_empty(), "{} -{} has no help", info.name, parameter.name);
            }
        }
    }
}
