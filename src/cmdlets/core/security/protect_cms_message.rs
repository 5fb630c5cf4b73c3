//! `Protect-CmsMessage`.

use super::cms_recipient::{Purpose, resolved};
use super::{cms_envelope, cms_text};
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::UNLIMITED;
use crate::engine::types::x509_certificate;
use crate::engine::value::Value;
use std::path::PathBuf;

cmdlet! {
    /// Encrypts a message for the owners of certificates, as enveloped data of the Cryptographic Message Syntax.
    ///
    /// Recipients are certificates, or texts that name them: PEM, a file, a folder, a thumbprint or a subject in
    /// the user's store. A certificate must be made for the encryption of documents (1.3.6.1.4.1.311.80.1).
    ///
    /// # Examples
    /// ```powershell
    /// try { 'secret' | Protect-CmsMessage -To ./nobody.cer } catch { $_.FullyQualifiedErrorId }
    /// Set-Content ./reader.cnf '[req]', 'distinguished_name=dn', 'x509_extensions=ext', 'prompt=no', '[dn]', 'CN=Reader', '[ext]', 'keyUsage=keyEncipherment,dataEncipherment', 'extendedKeyUsage=1.3.6.1.4.1.311.80.1'
    /// openssl req -x509 -newkey rsa:2048 -nodes -keyout ./reader.key -out ./reader.cer -days 365 -config ./reader.cnf *> $null
    /// Protect-CmsMessage -To ./reader.cer -Content 'the password is 7Kx' -OutFile ./letter.txt
    /// Set-Content ./note.md 'a longer text'
    /// Protect-CmsMessage -To ./reader.cer -Path ./*.md -OutFile ./note.cms
    /// Protect-CmsMessage -To ./reader.cer -LiteralPath ./note.md | Out-Null
    /// ```
    "Protect-CmsMessage" as ProtectCmsMessage {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.ProtectCmsMessageCommand",
        default_set: "ByContent",
    }
    parameters {
        /// Who may read it: certificates, files of them, thumbprints.
        "To" to: Vec<Value> { position: Some(0), mandatory: true, type_name: "System.Management.Automation.CmsMessageRecipient[]" },
        /// The message: objects as the host would show them.
        "Content" content: Value { type_name: "PSObject", sets: &[Membership { set: "ByContent", position: Some(1), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// A file with the message.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// A file with the message, without wildcards.
        "LiteralPath" literal: Option<String> { sets: &[Membership { set: "ByLiteralPath", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// A file for the result.
        "OutFile" out_file: Option<String> { position: Some(2) },
    }
    state { objects: Vec<Value>, source: Option<PathBuf> }
}

impl Cmdlet for ProtectCmsMessage {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.source = cms_text::file(context, self.path.as_deref(), self.literal.as_deref())?;
        Ok(())
    }

    fn process(&mut self, _: &mut Context<'_>) -> Outcome {
        if self.source.is_none() {
            self.objects.push(self.content.clone());
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let content = match &self.source {
            Some(path) => cms_text::bytes(context, path)?,
            None => self.shown(context)?.into_bytes(),
        };
        let text = self.sealed(context, &content)?;
        let Some(name) = &self.out_file else { return context.output(Value::text(text)) };
        let path = context.engine.resolve_path(name);
        let written = crate::engine::provider::file_system::Replacement::whole(&path, false, text.as_bytes());
        written.map_err(|error| files::not_written(context, &path, &error))
    }
}

impl ProtectCmsMessage {
    /// The objects as `Out-String` shows them.
    fn shown(&mut self, context: &mut Context<'_>) -> Outcome<String> {
        let mut lines = Vec::new();
        let mut formatter = context.engine.text_formatter(UNLIMITED);
        for object in std::mem::take(&mut self.objects) {
            context.engine.format_text(formatter.as_mut(), object, &mut lines)?;
        }
        context.engine.finish_text(formatter.as_mut(), &mut lines)?;
        // PowerShell puts a break before each line but those that follow nothing.
        let mut text = String::new();
        for line in lines {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&line);
        }
        Ok(text)
    }

    /// The message; nothing at all for no content.
    fn sealed(&self, context: &mut Context<'_>, content: &[u8]) -> Outcome<String> {
        if content.is_empty() {
            return Ok(String::new());
        }
        let mut certificates = Vec::new();
        for recipient in &self.to {
            let found = resolved(context, recipient, Purpose::Encryption)?;
            certificates.extend(found.iter().filter_map(x509_certificate::der).map(<[u8]>::to_vec));
        }
        let sealed = cms_envelope::sealed(content, &certificates);
        sealed.map(|bytes| cms_text::armoured(&bytes)).map_err(|error| cms_text::unreadable(context, &error))
    }
}
