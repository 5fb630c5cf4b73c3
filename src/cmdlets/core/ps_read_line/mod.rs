//! Commands of the module PSReadLine.

mod get_ps_read_line_key_handler;
mod get_ps_read_line_option;
mod ps_console_host_read_line;
mod remove_ps_read_line_key_handler;
mod set_ps_read_line_key_handler;
mod set_ps_read_line_option;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    get_ps_read_line_key_handler::GetPsReadLineKeyHandler::INFO,
    get_ps_read_line_option::GetPsReadLineOption::INFO,
    ps_console_host_read_line::PSConsoleHostReadLine::INFO,
    remove_ps_read_line_key_handler::RemovePsReadLineKeyHandler::INFO,
    set_ps_read_line_key_handler::SetPsReadLineKeyHandler::INFO,
    set_ps_read_line_option::SetPsReadLineOption::INFO,
];
