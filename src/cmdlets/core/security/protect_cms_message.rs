//! `Protect-CmsMessage`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Encrypts a message for the owners of certificates.
    ///
    /// Messages of the Cryptographic Message Syntax (RFC 5652) are not supported: the command says so.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Protect-CmsMessage
    /// ```
    "Protect-CmsMessage" as ProtectCmsMessage {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.ProtectCmsMessageCommand",
        default_set: "ByContent",
    }
    parameters {
        /// Who may read it: certificates, files of them, thumbprints.
        "To" to: Vec<Value> { position: Some(0), mandatory: true, type_name: "System.Management.Automation.CmsMessageRecipient[]" },
        /// The message.
        "Content" content: Value { sets: &[Membership { set: "ByContent", position: Some(1), mandatory: true, pipe: Pipe::ByValue }] },
        /// A file with the message.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// A file with the message, without wildcards.
        "LiteralPath" literal: Option<String> { sets: &[Membership { set: "ByLiteralPath", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// A file for the result.
        "OutFile" out_file: Option<String> { position: Some(2) },
    }
}

impl Cmdlet for ProtectCmsMessage {
    fn begin(&mut self, _context: &mut Context<'_>) -> Outcome {
        Err(Fault::not_supported("Protect-CmsMessage (messages of CMS, RFC 5652)"))
    }
}
