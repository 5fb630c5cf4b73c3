//! `Get-CmsMessage`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Shows who can read an encrypted message.
    ///
    /// Messages of the Cryptographic Message Syntax (RFC 5652) are not supported: the command says so.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Get-CmsMessage
    /// ```
    "Get-CmsMessage" as GetCmsMessage {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.GetCmsMessageCommand",
        default_set: "ByContent",
    }
    parameters {
        /// The message.
        "Content" content: Value { sets: &[Membership { set: "ByContent", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// A file with the message.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// A file with the message, without wildcards.
        "LiteralPath" literal: Option<String> { sets: &[Membership { set: "ByLiteralPath", position: Some(1), mandatory: true, pipe: Pipe::No }] },
    }
}

impl Cmdlet for GetCmsMessage {
    fn begin(&mut self, _context: &mut Context<'_>) -> Outcome {
        Err(Fault::not_supported("Get-CmsMessage (messages of CMS, RFC 5652)"))
    }
}
