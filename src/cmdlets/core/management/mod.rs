//! Commands of the module Microsoft.PowerShell.Management.

mod add_content;
mod content_writer;
mod get_content;
mod get_location;
mod join_path;
mod new_item;
mod remove_item;
mod set_content;
mod set_location;
mod split_path;
mod test_path;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    add_content::AddContent::INFO,
    get_content::GetContent::INFO,
    get_location::GetLocation::INFO,
    join_path::JoinPath::INFO,
    new_item::NewItem::INFO,
    remove_item::RemoveItem::INFO,
    set_content::SetContent::INFO,
    set_location::SetLocation::INFO,
    split_path::SplitPath::INFO,
    test_path::TestPath::INFO,
];
