//! PowerShell's own commands: one file a command, or a family that shares its work.

mod commands;
mod content;
mod csv;
mod files;
mod for_each_object;
mod format;
mod group_object;
mod items;
mod json;
mod measure_object;
mod member_commands;
mod out_null;
mod out_string;
mod path;
mod select_object;
mod session_commands;
mod sort_object;
mod where_object;
mod write_host;
mod write_output;
mod write_streams;

use crate::engine::command::CommandInfo;

/// All of them, by name.
pub static COMMANDS: &[CommandInfo] = &[
    content::AddContent::INFO,
    member_commands::AddMember::INFO,
    csv::ConvertFromCsv::INFO,
    json::ConvertFromJson::INFO,
    csv::ConvertToCsv::INFO,
    json::ConvertToJson::INFO,
    csv::ExportCsv::INFO,
    for_each_object::ForEachObject::INFO,
    format::FormatList::INFO,
    format::FormatTable::INFO,
    format::FormatWide::INFO,
    commands::GetCommand::INFO,
    content::GetContent::INFO,
    session_commands::GetDate::INFO,
    commands::GetHelp::INFO,
    path::GetLocation::INFO,
    member_commands::GetMember::INFO,
    session_commands::GetVariable::INFO,
    group_object::GroupObject::INFO,
    csv::ImportCsv::INFO,
    session_commands::InvokeExpression::INFO,
    path::JoinPath::INFO,
    measure_object::MeasureObject::INFO,
    items::NewItem::INFO,
    member_commands::NewObject::INFO,
    session_commands::NewVariable::INFO,
    out_null::OutHost::INFO,
    out_null::OutNull::INFO,
    out_string::OutString::INFO,
    session_commands::ReadHost::INFO,
    items::RemoveItem::INFO,
    session_commands::RemoveVariable::INFO,
    select_object::SelectObject::INFO,
    content::SetContent::INFO,
    path::SetLocation::INFO,
    session_commands::SetStrictMode::INFO,
    session_commands::SetVariable::INFO,
    sort_object::SortObject::INFO,
    path::SplitPath::INFO,
    session_commands::StartSleep::INFO,
    path::TestPath::INFO,
    where_object::WhereObject::INFO,
    write_streams::WriteDebug::INFO,
    write_streams::WriteError::INFO,
    write_host::WriteHost::INFO,
    write_streams::WriteInformation::INFO,
    write_output::WriteOutput::INFO,
    write_streams::WriteProgress::INFO,
    write_streams::WriteVerbose::INFO,
    write_streams::WriteWarning::INFO,
];
