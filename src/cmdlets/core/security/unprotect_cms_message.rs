//! `Unprotect-CmsMessage`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Decrypts a message with the private key of a certificate.
    ///
    /// Messages of the Cryptographic Message Syntax (RFC 5652) are not supported: the command says so.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Unprotect-CmsMessage
    /// ```
    "Unprotect-CmsMessage" as UnprotectCmsMessage {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.UnprotectCmsMessageCommand",
        default_set: "ByWinEvent",
    }
    parameters {
        /// The message.
        "Content" content: Value { sets: &[Membership { set: "ByContent", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
        /// An event of Windows, which Linux does not have.
        "EventLogRecord" event: Value { sets: &[Membership { set: "ByWinEvent", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// A file with the message.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// A file with the message, without wildcards.
        "LiteralPath" literal: Option<String> { sets: &[Membership { set: "ByLiteralPath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Keeps the text around the message.
        "IncludeContext" context: bool,
        /// Who may read it: certificates, files of them, thumbprints.
        "To" to: Vec<Value> { position: Some(1), type_name: "System.Management.Automation.CmsMessageRecipient[]" },
    }
}

impl Cmdlet for UnprotectCmsMessage {
    fn begin(&mut self, _context: &mut Context<'_>) -> Outcome {
        Err(Fault::not_supported("Unprotect-CmsMessage (messages of CMS, RFC 5652)"))
    }
}
