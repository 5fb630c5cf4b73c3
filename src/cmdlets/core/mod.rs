//! PowerShell's own commands: a folder for each module, a file for each command. A folder's other
//! files hold what several of its commands share; `files` serves all folders.

pub mod archive;
pub mod completion;
mod files;
pub mod host;
pub mod management;
pub mod ps_read_line;
pub mod security;
pub mod session;
pub mod thread_job;
pub mod utility;
