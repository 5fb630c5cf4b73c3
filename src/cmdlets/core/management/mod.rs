//! Commands of the module Microsoft.PowerShell.Management.

mod add_content;
mod attribute_filter;
mod change_location;
mod clear_content;
mod clear_item;
mod clear_item_property;
mod clipboard;
mod convert_path;
mod copy_item;
mod copy_item_property;
mod debug_process;
mod get_child_item;
mod get_clipboard;
mod get_content;
mod get_item;
mod get_item_property;
mod get_item_property_value;
mod get_location;
mod get_process;
mod get_ps_drive;
mod get_ps_provider;
mod get_time_zone;
mod invoke_item;
mod join_path;
mod move_item;
mod move_item_property;
mod new_item;
mod new_item_property;
mod new_ps_drive;
mod pop_location;
mod processes;
mod push_location;
mod remove_item;
mod remove_item_property;
mod remove_ps_drive;
mod rename_item;
mod rename_item_property;
mod resolve_path;
mod restart_computer;
mod selection;
mod set_clipboard;
mod set_content;
mod set_item;
mod set_item_property;
mod set_location;
mod shutdown;
mod split_path;
mod start_process;
mod stop_computer;
mod stop_process;
mod test_connection;
mod test_path;
mod wait_process;
mod write_targets;

use crate::engine::command::CommandInfo;
use crate::engine::types::Class;

/// Classes of the objects that the commands send, which scripts name.
pub static CLASSES: &[&Class] = &[&test_connection::PING, &test_connection::PORT];

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    add_content::AddContent::INFO,
    clear_content::ClearContent::INFO,
    clear_item::ClearItem::INFO,
    clear_item_property::ClearItemProperty::INFO,
    convert_path::ConvertPath::INFO,
    copy_item::CopyItem::INFO,
    copy_item_property::CopyItemProperty::INFO,
    debug_process::DebugProcess::INFO,
    get_child_item::GetChildItem::INFO,
    get_clipboard::GetClipboard::INFO,
    get_content::GetContent::INFO,
    get_item::GetItem::INFO,
    get_item_property::GetItemProperty::INFO,
    get_item_property_value::GetItemPropertyValue::INFO,
    get_location::GetLocation::INFO,
    get_process::GetProcess::INFO,
    get_ps_drive::GetPSDrive::INFO,
    get_ps_provider::GetPSProvider::INFO,
    get_time_zone::GetTimeZone::INFO,
    invoke_item::InvokeItem::INFO,
    join_path::JoinPath::INFO,
    move_item::MoveItem::INFO,
    move_item_property::MoveItemProperty::INFO,
    new_item::NewItem::INFO,
    new_item_property::NewItemProperty::INFO,
    new_ps_drive::NewPSDrive::INFO,
    pop_location::PopLocation::INFO,
    push_location::PushLocation::INFO,
    remove_item::RemoveItem::INFO,
    remove_item_property::RemoveItemProperty::INFO,
    remove_ps_drive::RemovePSDrive::INFO,
    rename_item::RenameItem::INFO,
    rename_item_property::RenameItemProperty::INFO,
    resolve_path::ResolvePath::INFO,
    restart_computer::RestartComputer::INFO,
    set_clipboard::SetClipboard::INFO,
    set_content::SetContent::INFO,
    set_item::SetItem::INFO,
    set_item_property::SetItemProperty::INFO,
    set_location::SetLocation::INFO,
    split_path::SplitPath::INFO,
    start_process::StartProcess::INFO,
    stop_computer::StopComputer::INFO,
    stop_process::StopProcess::INFO,
    test_connection::TestConnection::INFO,
    test_path::TestPath::INFO,
    wait_process::WaitProcess::INFO,
];
