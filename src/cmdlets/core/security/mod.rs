//! Commands of the module Microsoft.PowerShell.Security.

mod cms_envelope;
mod cms_recipient;
mod cms_text;
mod convert_from_secure_string;
mod convert_to_secure_string;
mod get_cms_message;
mod get_credential;
mod get_execution_policy;
mod get_pfx_certificate;
mod protect_cms_message;
mod secure_text;
mod set_execution_policy;
mod unprotect_cms_message;

use crate::engine::command::CommandInfo;

pub use get_cms_message::CLASSES;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    convert_from_secure_string::ConvertFromSecureString::INFO,
    convert_to_secure_string::ConvertToSecureString::INFO,
    get_cms_message::GetCmsMessage::INFO,
    get_credential::GetCredential::INFO,
    get_execution_policy::GetExecutionPolicy::INFO,
    get_pfx_certificate::GetPfxCertificate::INFO,
    protect_cms_message::ProtectCmsMessage::INFO,
    set_execution_policy::SetExecutionPolicy::INFO,
    unprotect_cms_message::UnprotectCmsMessage::INFO,
];
