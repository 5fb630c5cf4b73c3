//! Commands of the module ThreadJob.

mod start_thread_job;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[start_thread_job::StartThreadJob::INFO];
