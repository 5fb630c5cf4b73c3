//! PowerShell's own commands, one file each.

mod for_each_object;
mod where_object;
mod write_host;
mod write_output;

use crate::engine::command::CommandInfo;

/// Sorted by name without case: the engine searches it.
pub static COMMANDS: &[CommandInfo] = &[
    for_each_object::ForEachObject::INFO,
    where_object::WhereObject::INFO,
    write_host::WriteHost::INFO,
    write_output::WriteOutput::INFO,
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_sorted() {
        let names: Vec<String> = super::COMMANDS.iter().map(|info| info.name.to_ascii_lowercase()).collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}
