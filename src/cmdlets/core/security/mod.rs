//! Commands of the module Microsoft.PowerShell.Security.

mod convert_from_secure_string;
mod convert_to_secure_string;
mod get_credential;
mod get_execution_policy;
mod secure_text;
mod set_execution_policy;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    convert_from_secure_string::ConvertFromSecureString::INFO,
    convert_to_secure_string::ConvertToSecureString::INFO,
    get_credential::GetCredential::INFO,
    get_execution_policy::GetExecutionPolicy::INFO,
    set_execution_policy::SetExecutionPolicy::INFO,
];
