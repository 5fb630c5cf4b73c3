//! `Get-CmsMessage`.

use super::{cms_envelope, cms_text};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::member;
use crate::engine::object::{Member, MemberBody};
use crate::engine::types::record::{self, record_class};
use crate::engine::types::{Class, arguments, collection, list, named, x509_certificate};
use crate::engine::value::Value;
use std::path::PathBuf;

cmdlet! {
    /// Shows who can read an encrypted message, and how it is encrypted.
    ///
    /// # Examples
    /// ```powershell
    /// try { Get-CmsMessage 'no message' } catch { $_.Exception.Message }
    /// Set-Content ./letter.txt 'no message'
    /// try { Get-CmsMessage -Content 'no message' } catch { $_.Exception.Message }
    /// try { Get-CmsMessage -Path ./*.txt } catch { $_.Exception.Message }
    /// try { Get-CmsMessage -LiteralPath ./letter.txt } catch { $_.Exception.Message }
    /// ```
    "Get-CmsMessage" as GetCmsMessage {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.GetCmsMessageCommand",
        default_set: "ByContent",
        output_types: &["System.Security.Cryptography.Pkcs.EnvelopedCms"],
    }
    parameters {
        /// The message.
        "Content" content: Option<String> { sets: &[Membership { set: "ByContent", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// A file with the message.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// A file with the message, without wildcards.
        "LiteralPath" literal: Option<String> { sets: &[Membership { set: "ByLiteralPath", position: Some(1), mandatory: true, pipe: Pipe::No }] },
    }
    state { lines: Vec<String>, source: Option<PathBuf> }
}

record_class!(ENVELOPED "System.Security.Cryptography.Pkcs.EnvelopedCms" [
    "Version" "int", "ContentInfo" "System.Security.Cryptography.Pkcs.ContentInfo",
    "ContentEncryptionAlgorithm" "System.Security.Cryptography.Pkcs.AlgorithmIdentifier",
    "Certificates" "System.Security.Cryptography.X509Certificates.X509Certificate2Collection",
    "UnprotectedAttributes" "System.Security.Cryptography.CryptographicAttributeObjectCollection",
    "RecipientInfos" "System.Security.Cryptography.Pkcs.RecipientInfoCollection",
]);
record_class!(CONTENT "System.Security.Cryptography.Pkcs.ContentInfo" [
    "ContentType" "System.Security.Cryptography.Oid", "Content" "byte[]"
]);
record_class!(ALGORITHM "System.Security.Cryptography.Pkcs.AlgorithmIdentifier" [
    "Oid" "System.Security.Cryptography.Oid", "KeyLength" "int", "Parameters" "byte[]"
]);
record_class!(RECIPIENT "System.Security.Cryptography.Pkcs.KeyTransRecipientInfo" [
    "Version" "int", "RecipientIdentifier" "System.Security.Cryptography.Pkcs.SubjectIdentifier",
    "KeyEncryptionAlgorithm" "System.Security.Cryptography.Pkcs.AlgorithmIdentifier", "EncryptedKey" "byte[]",
    "Type" "System.Security.Cryptography.Pkcs.RecipientInfoType",
]);
record_class!(IDENTIFIER "System.Security.Cryptography.Pkcs.SubjectIdentifier" [
    "Type" "System.Security.Cryptography.Pkcs.SubjectIdentifierType", "Value" "System.Object"
]);
record_class!(SERIAL "System.Security.Cryptography.Xml.X509IssuerSerial" ["IssuerName" "string", "SerialNumber" "string"]);

pub static CLASSES: &[&Class] = &[&ENVELOPED, &CONTENT, &ALGORITHM, &RECIPIENT, &IDENTIFIER, &SERIAL];

impl Cmdlet for GetCmsMessage {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.source = cms_text::file(context, self.path.as_deref(), self.literal.as_deref())?;
        Ok(())
    }

    fn process(&mut self, _: &mut Context<'_>) -> Outcome {
        self.lines.push(self.content.clone().unwrap_or_default());
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let text = match &self.source {
            Some(path) => cms_text::text(context, path)?,
            None => self.lines.join("\n"),
        };
        let Some(block) = cms_text::found(&text, cms_text::MESSAGE)? else {
            let message = "Cannot unprotect message. The input contained no encrypted content.";
            let (class, id) = ("System.ArgumentException", "InputContainedNoEncryptedContent");
            return Err(context.terminate(class, message, id, Category::ObjectNotFound, Value::Null));
        };
        let summary =
            cms_envelope::summary(&block.bytes).map_err(|error| cms_text::unreadable(context, &error))?;
        context.output(shown(summary, text))
    }
}

fn algorithm(identifier: &str) -> Value {
    let fields = [
        ("Oid", x509_certificate::oid(identifier)),
        ("KeyLength", Value::Int(0)),
        ("Parameters", arguments::bytes([])),
    ];
    record::made(&ALGORITHM, "", fields)
}

/// A recipient, and what names it: issuer and serial number, or the identifier of the key.
fn recipient(found: cms_envelope::Recipient) -> (Value, Value) {
    let (kind, value) = match found.issuer.is_empty() {
        true => ("SubjectKeyIdentifier", Value::text(found.number)),
        false => {
            let issuer = found.issuer.replace(',', ", ");
            let fields = [("IssuerName", Value::text(issuer)), ("SerialNumber", Value::text(found.number))];
            ("IssuerAndSerialNumber", record::made(&SERIAL, "", fields))
        }
    };
    let identifier = record::made(&IDENTIFIER, "", [("Type", Value::text(kind)), ("Value", value.clone())]);
    let fields = [
        ("Version", Value::Int(if kind == "SubjectKeyIdentifier" { 2 } else { 0 })),
        ("RecipientIdentifier", identifier),
        ("KeyEncryptionAlgorithm", algorithm(&found.algorithm)),
        ("EncryptedKey", arguments::bytes(found.encrypted_key)),
        ("Type", Value::text("KeyTransport")),
    ];
    (record::made(&RECIPIENT, "", fields), value)
}

fn shown(summary: cms_envelope::Summary, text: String) -> Value {
    let content = [
        ("ContentType", x509_certificate::oid(&summary.content_type)),
        ("Content", arguments::bytes(summary.encrypted)),
    ];
    let (infos, names): (Vec<Value>, Vec<Value>) = summary.recipients.into_iter().map(recipient).unzip();
    let anything = named("System.Object");
    let fields = [
        ("Version", Value::Int(i32::from(summary.version))),
        ("ContentInfo", record::made(&CONTENT, "", content)),
        ("ContentEncryptionAlgorithm", algorithm(&summary.content_algorithm)),
        ("Certificates", collection::of(&anything, Vec::new())),
        ("UnprotectedAttributes", collection::of(&anything, Vec::new())),
        ("RecipientInfos", collection::of(&anything, infos)),
    ];
    let notes = [("Recipients", list::of_objects(names)), ("Content", Value::text(text))];
    notes.into_iter().fold(record::made(&ENVELOPED, "", fields), |message, (name, value)| {
        let body = MemberBody::Note(value);
        member::add_member(message, Member { name: name.into(), body, hidden: false })
    })
}
