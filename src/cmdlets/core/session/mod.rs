//! Commands of the module Microsoft.PowerShell.Core.

mod command_syntax;
pub(super) mod for_each_object;
mod get_command;
mod get_help;
mod out_default;
mod out_host;
mod out_null;
mod set_strict_mode;
mod where_object;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    for_each_object::ForEachObject::INFO,
    get_command::GetCommand::INFO,
    get_help::GetHelp::INFO,
    out_default::OutDefault::INFO,
    out_host::OutHost::INFO,
    out_null::OutNull::INFO,
    set_strict_mode::SetStrictMode::INFO,
    where_object::WhereObject::INFO,
];
