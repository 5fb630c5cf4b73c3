//! Commands: `core` is PowerShell, `cs` is Lync.

pub mod core;
pub mod cs;
