//! Commands of the module Microsoft.PowerShell.Core.

mod command_syntax;
mod export_module_member;
pub(super) mod for_each_object;
mod get_command;
mod get_help;
mod get_module;
mod import_module;
mod invoke_command;
mod module_command;
mod new_module;
mod new_module_manifest;
mod out_default;
mod out_host;
mod out_null;
mod remove_module;
mod set_strict_mode;
mod test_module_manifest;
mod where_object;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    export_module_member::ExportModuleMember::INFO,
    for_each_object::ForEachObject::INFO,
    get_command::GetCommand::INFO,
    get_help::GetHelp::INFO,
    get_module::GetModule::INFO,
    import_module::ImportModule::INFO,
    invoke_command::InvokeCommand::INFO,
    new_module::NewModule::INFO,
    new_module_manifest::NewModuleManifest::INFO,
    out_default::OutDefault::INFO,
    out_host::OutHost::INFO,
    out_null::OutNull::INFO,
    remove_module::RemoveModule::INFO,
    set_strict_mode::SetStrictMode::INFO,
    test_module_manifest::TestModuleManifest::INFO,
    where_object::WhereObject::INFO,
];
