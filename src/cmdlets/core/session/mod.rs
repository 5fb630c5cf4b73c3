//! Commands of the module Microsoft.PowerShell.Core.

mod add_history;
mod clear_history;
mod clear_host;
mod debug_job;
mod disable_experimental_feature;
mod enable_experimental_feature;
mod enter_ps_host_process;
mod enter_ps_session;
mod exit_ps_host_process;
mod exit_ps_session;
mod experimental_feature;
mod export_module_member;
pub(super) mod for_each_object;
mod get_command;
mod get_experimental_feature;
mod get_help;
mod get_history;
mod get_job;
mod get_module;
mod get_ps_host_process_info;
mod get_ps_session;
mod get_ps_subsystem;
mod help;
mod import_module;
mod invoke_command;
mod invoke_history;
mod job_choice;
mod manifest_text;
mod module_command;
mod new_module;
mod new_module_manifest;
mod new_ps_role_capability_file;
mod new_ps_session;
mod new_ps_session_configuration_file;
mod new_ps_session_option;
mod new_ps_transport_option;
mod out_default;
mod out_host;
mod out_null;
mod parallel;
mod receive_job;
mod register_argument_completer;
mod remoting;
mod remove_job;
mod remove_module;
mod remove_ps_session;
mod save_help;
mod session_file;
mod set_ps_debug;
mod set_strict_mode;
mod start_job;
mod stop_job;
mod switch_process;
mod tab_expansion_2;
mod test_module_manifest;
mod update_help;
mod wait_job;
mod where_object;

/// Pages that `Get-Help` has besides those of commands.
pub(super) use help::topics as help_topics;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    add_history::AddHistory::INFO,
    clear_history::ClearHistory::INFO,
    clear_host::ClearHost::INFO,
    debug_job::DebugJob::INFO,
    disable_experimental_feature::DisableExperimentalFeature::INFO,
    enable_experimental_feature::EnableExperimentalFeature::INFO,
    enter_ps_host_process::EnterPSHostProcess::INFO,
    enter_ps_session::EnterPSSession::INFO,
    exit_ps_host_process::ExitPSHostProcess::INFO,
    exit_ps_session::ExitPSSession::INFO,
    export_module_member::ExportModuleMember::INFO,
    for_each_object::ForEachObject::INFO,
    get_command::GetCommand::INFO,
    get_experimental_feature::GetExperimentalFeature::INFO,
    get_help::GetHelp::INFO,
    get_history::GetHistory::INFO,
    get_job::GetJob::INFO,
    get_module::GetModule::INFO,
    get_ps_host_process_info::GetPSHostProcessInfo::INFO,
    get_ps_session::GetPSSession::INFO,
    get_ps_subsystem::GetPSSubsystem::INFO,
    import_module::ImportModule::INFO,
    invoke_command::InvokeCommand::INFO,
    invoke_history::InvokeHistory::INFO,
    new_module::NewModule::INFO,
    new_module_manifest::NewModuleManifest::INFO,
    new_ps_role_capability_file::NewPSRoleCapabilityFile::INFO,
    new_ps_session::NewPSSession::INFO,
    new_ps_session_configuration_file::NewPSSessionConfigurationFile::INFO,
    new_ps_session_option::NewPSSessionOption::INFO,
    new_ps_transport_option::NewPSTransportOption::INFO,
    out_default::OutDefault::INFO,
    out_host::OutHost::INFO,
    out_null::OutNull::INFO,
    receive_job::ReceiveJob::INFO,
    register_argument_completer::RegisterArgumentCompleter::INFO,
    remove_job::RemoveJob::INFO,
    remove_module::RemoveModule::INFO,
    remove_ps_session::RemovePSSession::INFO,
    save_help::SaveHelp::INFO,
    set_ps_debug::SetPSDebug::INFO,
    set_strict_mode::SetStrictMode::INFO,
    start_job::StartJob::INFO,
    stop_job::StopJob::INFO,
    switch_process::SwitchProcess::INFO,
    tab_expansion_2::TabExpansion2::INFO,
    test_module_manifest::TestModuleManifest::INFO,
    update_help::UpdateHelp::INFO,
    wait_job::WaitJob::INFO,
    where_object::WhereObject::INFO,
];
