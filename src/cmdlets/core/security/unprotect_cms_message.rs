//! `Unprotect-CmsMessage`.

use super::cms_recipient::{self, Purpose, resolved};
use super::{cms_envelope, cms_text};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context, FromValue};
use crate::engine::error::Category;
use crate::engine::types::x509_certificate;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::path::PathBuf;

/// An event of a log: an object that says it is one.
#[derive(Default)]
struct EventRecord(Value);

impl FromValue for EventRecord {
    const TYPE_NAME: &'static str = "System.Management.Automation.PSObject";

    fn unbound() -> Self {
        EventRecord::default()
    }

    fn from_value(_: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        const WANTED: &str = "System.Diagnostics.Eventing.Reader.EventLogRecord";
        let names = member::type_names(&value);
        if names.iter().any(|name| name.eq_ignore_ascii_case(WANTED) || name.ends_with(&format!(".{WANTED}")))
        {
            return Ok(EventRecord(value));
        }
        Err(convert::no_conversion(&value, WANTED))
    }
}

cmdlet! {
    /// Decrypts a message with the private key of a certificate.
    ///
    /// Certificates are those of -To and those of the user's store.
    ///
    /// # Examples
    /// ```powershell
    /// 'no secret' | Unprotect-CmsMessage -IncludeContext
    /// Set-Content ./letter.txt 'no secret'
    /// Unprotect-CmsMessage -Content 'no secret' -IncludeContext
    /// Unprotect-CmsMessage -Path ./*.txt -IncludeContext
    /// Unprotect-CmsMessage -LiteralPath ./letter.txt -IncludeContext
    /// Set-Content ./reader.cnf '[req]', 'distinguished_name=dn', 'x509_extensions=ext', 'prompt=no', '[dn]', 'CN=Reader', '[ext]', 'keyUsage=keyEncipherment,dataEncipherment', 'extendedKeyUsage=1.3.6.1.4.1.311.80.1'
    /// openssl req -x509 -newkey rsa:2048 -nodes -keyout ./reader.key -out ./reader.cer -days 365 -config ./reader.cnf *> $null
    /// openssl pkcs12 -export -inkey ./reader.key -in ./reader.cer -out ./reader.pfx -passout pass:
    /// $letter = 'the password is 7Kx' | Protect-CmsMessage -To ./reader.cer
    /// Unprotect-CmsMessage -Content $letter -To ./reader.pfx
    /// try { Unprotect-CmsMessage -EventLogRecord $record } catch { $_.Exception.Message }
    /// ```
    "Unprotect-CmsMessage" as UnprotectCmsMessage {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.UnprotectCmsMessageCommand",
        default_set: "ByWinEvent",
        output_types: &["System.String"],
    }
    parameters {
        /// The message.
        "Content" content: Option<String> { sets: &[Membership { set: "ByContent", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// An event whose text is the message; Linux has none of its own.
        "EventLogRecord" event: EventRecord { type_name: "System.Diagnostics.Eventing.Reader.EventLogRecord", sets: &[Membership { set: "ByWinEvent", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// A file with the message.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// A file with the message, without wildcards.
        "LiteralPath" literal: Option<String> { sets: &[Membership { set: "ByLiteralPath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Keeps the text around the message.
        "IncludeContext" include_context: bool,
        /// Who may read it: certificates, files of them, thumbprints.
        "To" to: Vec<Value> { position: Some(1), type_name: "System.Management.Automation.CmsMessageRecipient[]" },
    }
    state { lines: Vec<String>, source: Option<PathBuf> }
}

impl Cmdlet for UnprotectCmsMessage {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.source = cms_text::file(context, self.path.as_deref(), self.literal.as_deref())?;
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        match context.invocation.set {
            "ByWinEvent" => self.process_event(context),
            "ByContent" => {
                self.lines.push(self.content.clone().unwrap_or_default());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let text = match (&self.source, context.invocation.set) {
            (_, "ByWinEvent") => return Ok(()),
            (Some(path), _) => cms_text::text(context, path)?,
            (None, _) => self.lines.join("\n"),
        };
        let opened = self.opened(context, &text)?;
        context.output(Value::text(opened))
    }
}

impl UnprotectCmsMessage {
    fn process_event(&self, context: &mut Context<'_>) -> Outcome {
        let message = member::get(context.engine, &self.event.0, "Message")?;
        let opened = Value::text(self.opened(context, &convert::display(&message.unwrap_or_default()))?);
        if !self.include_context {
            return context.output(opened);
        }
        member::set(context.engine, &self.event.0, "Message", opened)?;
        context.output(self.event.0.clone())
    }

    /// The text with what is encrypted in it opened.
    fn opened(&self, context: &mut Context<'_>, text: &str) -> Outcome<String> {
        let Some(block) = cms_text::found(text, cms_text::MESSAGE)? else {
            if self.include_context {
                return Ok(text.to_string());
            }
            let message = "Cannot unprotect message. The input contained no encrypted content. Specify the '-IncludeContext' parameter if you wish to output the original content when no encrypted content is detected.";
            let (class, id) = ("System.ArgumentException", "InputContainedNoEncryptedContentIncludeContext");
            return Err(context.terminate(class, message, id, Category::ObjectNotFound, Value::Null));
        };
        let mut certificates = Vec::new();
        for recipient in &self.to {
            certificates.extend(resolved(context, recipient, Purpose::Decryption)?);
        }
        certificates.extend(cms_recipient::store());
        let identities: Vec<cms_envelope::Identity> = certificates
            .iter()
            .filter_map(|certificate| {
                let (own, key) =
                    (x509_certificate::der(certificate)?, x509_certificate::private_key(certificate)?);
                Some((own.to_vec(), key.to_vec()))
            })
            .collect();
        let content = cms_envelope::opened(&block.bytes, &identities)
            .map_err(|error| cms_text::unreadable(context, &error))?;
        let content = String::from_utf8_lossy(&content).into_owned();
        if !self.include_context {
            return Ok(content);
        }
        let before = text.get(..block.place.start).unwrap_or_default();
        let after = text.get(block.place.end..).unwrap_or_default();
        Ok(format!("{before}{content}{after}"))
    }
}
