//! PowerShell's own commands, one file each.
