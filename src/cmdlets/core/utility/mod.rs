//! Commands of the module Microsoft.PowerShell.Utility.

mod add_member;
mod add_type;
mod aliases;
mod breakpoint_session;
mod breakpoints;
mod byte_collection;
mod clear_variable;
mod compare_object;
mod convert_from_cli_xml;
mod convert_from_csv;
mod convert_from_json;
mod convert_from_markdown;
mod convert_from_string_data;
mod convert_to_cli_xml;
mod convert_to_csv;
mod convert_to_html;
mod convert_to_json;
mod convert_to_xml;
mod csv_reader;
mod csv_writer;
mod debug_runspace;
mod disable_ps_breakpoint;
mod disable_runspace_debug;
mod enable_ps_breakpoint;
mod enable_runspace_debug;
mod encoded_file;
mod export_alias;
mod export_clixml;
mod export_csv;
mod export_format_data;
mod export_ps_session;
mod format_custom;
mod format_hex;
mod format_list;
mod format_table;
mod format_text;
mod format_wide;
mod formatting;
mod get_alias;
mod get_culture;
mod get_date;
mod get_error;
mod get_event;
mod get_event_subscriber;
mod get_file_hash;
mod get_format_data;
mod get_host;
mod get_markdown_option;
mod get_member;
mod get_ps_breakpoint;
mod get_ps_call_stack;
mod get_random;
mod get_runspace;
mod get_runspace_debug;
mod get_secure_random;
mod get_trace_source;
mod get_type_data;
mod get_ui_culture;
mod get_unique;
mod get_uptime;
mod get_variable;
mod get_verb;
mod group_object;
mod http_client;
mod import_alias;
mod import_clixml;
mod import_csv;
mod import_localized_data;
mod import_power_shell_data_file;
mod import_ps_session;
mod introspective_sort;
mod invoke_expression;
mod invoke_rest_method;
mod invoke_web_request;
mod join_string;
mod json_object;
mod json_reader;
mod json_schema;
mod json_writer;
mod markdown;
mod markdown_options;
mod match_info;
mod measure_command;
mod measure_object;
mod message_command;
mod new_alias;
mod new_event;
mod new_guid;
mod new_object;
mod new_temporary_file;
mod new_time_span;
mod new_variable;
mod ordering;
mod out_file;
mod out_grid_view;
mod out_string;
mod random_choice;
mod read_host;
mod register_engine_event;
mod register_object_event;
mod remove_alias;
mod remove_event;
mod remove_ps_breakpoint;
mod remove_type_data;
mod remove_variable;
mod runspaces;
mod select_object;
mod select_string;
mod select_xml;
mod send_mail_message;
mod set_alias;
mod set_date;
mod set_markdown_option;
mod set_ps_breakpoint;
mod set_trace_source;
mod set_variable;
mod show_command;
mod show_markdown;
mod sort_object;
mod start_sleep;
mod subscriptions;
mod tee_object;
mod test_json;
mod text_file;
mod text_lines;
mod trace_command;
mod trace_script;
mod trace_sources;
mod type_members;
mod types_file;
mod unblock_file;
mod unix_socket;
mod unregister_event;
mod update_format_data;
mod update_list;
mod update_type_data;
mod variables;
mod wait_debugger;
mod wait_event;
mod web_client;
mod web_client_class;
mod web_parameters;
mod web_request;
mod write_debug;
mod write_error;
mod write_host;
mod write_information;
mod write_output;
mod write_progress;
mod write_verbose;
mod write_warning;

use crate::engine::command::CommandInfo;
pub use http_client::CLASSES as HTTP_CLASSES;
pub use runspaces::CLASSES as RUNSPACE_CLASSES;
pub use trace_sources::CLASSES as TRACE_CLASSES;
pub(in crate::cmdlets::core) use variables::scope_of;

use crate::engine::types::Class;

pub use get_verb::approved_verbs;

/// Classes of the objects that the commands send, which scripts name.
pub static CLASSES: &[&Class] = &[
    &byte_collection::BYTE_COLLECTION,
    &convert_from_markdown::INFO,
    &get_file_hash::FILE_HASH,
    &get_format_data::DEFINITION,
    &get_format_data::VIEW,
    &get_member::DEFINITION,
    &get_type_data::DATA,
    &get_verb::VERB,
    &group_object::GROUP,
    &group_object::GROUP_NO_ELEMENT,
    &invoke_web_request::RESPONSE,
    &json_object::JSON_OBJECT,
    &markdown_options::OPTIONS,
    &match_info::CONTEXT,
    &match_info::MATCH_INFO,
    &measure_object::MEASURED,
    &measure_object::TEXT,
    &select_xml::FOUND,
    &web_client_class::WEB_CLIENT,
];

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    add_member::AddMember::INFO,
    add_type::AddType::INFO,
    clear_variable::ClearVariable::INFO,
    compare_object::CompareObject::INFO,
    convert_from_cli_xml::ConvertFromCliXml::INFO,
    convert_from_csv::ConvertFromCsv::INFO,
    convert_from_json::ConvertFromJson::INFO,
    convert_from_markdown::ConvertFromMarkdown::INFO,
    convert_from_string_data::ConvertFromStringData::INFO,
    convert_to_cli_xml::ConvertToCliXml::INFO,
    convert_to_csv::ConvertToCsv::INFO,
    convert_to_html::ConvertToHtml::INFO,
    convert_to_json::ConvertToJson::INFO,
    convert_to_xml::ConvertToXml::INFO,
    debug_runspace::DebugRunspace::INFO,
    disable_ps_breakpoint::DisablePSBreakpoint::INFO,
    disable_runspace_debug::DisableRunspaceDebug::INFO,
    enable_ps_breakpoint::EnablePSBreakpoint::INFO,
    enable_runspace_debug::EnableRunspaceDebug::INFO,
    export_alias::ExportAlias::INFO,
    export_clixml::ExportClixml::INFO,
    export_csv::ExportCsv::INFO,
    export_format_data::ExportFormatData::INFO,
    export_ps_session::ExportPSSession::INFO,
    format_custom::FormatCustom::INFO,
    format_hex::FormatHex::INFO,
    format_list::FormatList::INFO,
    format_table::FormatTable::INFO,
    format_wide::FormatWide::INFO,
    get_alias::GetAlias::INFO,
    get_culture::GetCulture::INFO,
    get_date::GetDate::INFO,
    get_error::GetError::INFO,
    get_event::GetEvent::INFO,
    get_event_subscriber::GetEventSubscriber::INFO,
    get_file_hash::GetFileHash::INFO,
    get_format_data::GetFormatData::INFO,
    get_host::GetHost::INFO,
    get_markdown_option::GetMarkdownOption::INFO,
    get_member::GetMember::INFO,
    get_ps_breakpoint::GetPSBreakpoint::INFO,
    get_ps_call_stack::GetPSCallStack::INFO,
    get_random::GetRandom::INFO,
    get_runspace::GetRunspace::INFO,
    get_runspace_debug::GetRunspaceDebug::INFO,
    get_secure_random::GetSecureRandom::INFO,
    get_trace_source::GetTraceSource::INFO,
    get_type_data::GetTypeData::INFO,
    get_ui_culture::GetUiCulture::INFO,
    get_unique::GetUnique::INFO,
    get_uptime::GetUptime::INFO,
    get_variable::GetVariable::INFO,
    get_verb::GetVerb::INFO,
    group_object::GroupObject::INFO,
    import_alias::ImportAlias::INFO,
    import_clixml::ImportClixml::INFO,
    import_csv::ImportCsv::INFO,
    import_localized_data::ImportLocalizedData::INFO,
    import_power_shell_data_file::ImportPowerShellDataFile::INFO,
    import_ps_session::ImportPSSession::INFO,
    invoke_expression::InvokeExpression::INFO,
    invoke_rest_method::InvokeRestMethod::INFO,
    invoke_web_request::InvokeWebRequest::INFO,
    join_string::JoinString::INFO,
    measure_command::MeasureCommand::INFO,
    measure_object::MeasureObject::INFO,
    new_alias::NewAlias::INFO,
    new_event::NewEvent::INFO,
    new_guid::NewGuid::INFO,
    new_object::NewObject::INFO,
    new_temporary_file::NewTemporaryFile::INFO,
    new_time_span::NewTimeSpan::INFO,
    new_variable::NewVariable::INFO,
    out_file::OutFile::INFO,
    out_string::OutString::INFO,
    read_host::ReadHost::INFO,
    register_engine_event::RegisterEngineEvent::INFO,
    register_object_event::RegisterObjectEvent::INFO,
    remove_alias::RemoveAlias::INFO,
    remove_event::RemoveEvent::INFO,
    remove_ps_breakpoint::RemovePSBreakpoint::INFO,
    remove_type_data::RemoveTypeData::INFO,
    remove_variable::RemoveVariable::INFO,
    select_object::SelectObject::INFO,
    select_string::SelectString::INFO,
    select_xml::SelectXml::INFO,
    send_mail_message::SendMailMessage::INFO,
    set_alias::SetAlias::INFO,
    set_date::SetDate::INFO,
    set_markdown_option::SetMarkdownOption::INFO,
    set_ps_breakpoint::SetPSBreakpoint::INFO,
    set_trace_source::SetTraceSource::INFO,
    set_variable::SetVariable::INFO,
    show_markdown::ShowMarkdown::INFO,
    sort_object::SortObject::INFO,
    start_sleep::StartSleep::INFO,
    tee_object::TeeObject::INFO,
    test_json::TestJson::INFO,
    trace_command::TraceCommand::INFO,
    unblock_file::UnblockFile::INFO,
    unregister_event::UnregisterEvent::INFO,
    update_format_data::UpdateFormatData::INFO,
    update_list::UpdateList::INFO,
    update_type_data::UpdateTypeData::INFO,
    wait_debugger::WaitDebugger::INFO,
    wait_event::WaitEvent::INFO,
    write_debug::WriteDebug::INFO,
    write_error::WriteError::INFO,
    write_host::WriteHost::INFO,
    write_information::WriteInformation::INFO,
    write_output::WriteOutput::INFO,
    write_progress::WriteProgress::INFO,
    write_verbose::WriteVerbose::INFO,
    write_warning::WriteWarning::INFO,
];

/// Commands that are fedsh's own.
pub static OWN_COMMANDS: &[CommandInfo] =
    &[out_grid_view::OutGridView::INFO, show_command::ShowCommand::INFO, trace_script::TraceScript::INFO];
