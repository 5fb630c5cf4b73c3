//! Commands: `core` is PowerShell, `cs` is Lync.

pub mod core;
pub mod cs;

use crate::engine::command::CommandInfo;

/// Every native command.
pub static TABLES: &[&[CommandInfo]] = &[
    core::COMMANDS,
    cs::certificate::COMMANDS,
    cs::dns::COMMANDS,
    cs::federation::COMMANDS,
    cs::lab::COMMANDS,
    cs::migration::COMMANDS,
    cs::schema::COMMANDS,
    cs::topology::COMMANDS,
    cs::user::COMMANDS,
];

#[cfg(test)]
mod tests {
    use super::TABLES;

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
