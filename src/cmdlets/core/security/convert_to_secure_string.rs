//! `ConvertTo-SecureString`.

use super::secure_text;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::secure_string;
use crate::engine::value::Value;

cmdlet! {
    /// Makes a secure string from text, or from what ConvertFrom-SecureString wrote.
    ///
    /// # Examples
    /// ```powershell
    /// $secure = ConvertTo-SecureString 'secret' -AsPlainText
    /// $secure.Length
    /// $secure = ConvertTo-SecureString -String 'secret' -AsPlainText -Force
    /// $text = $secure | ConvertFrom-SecureString -Key (1..32)
    /// $again = ConvertTo-SecureString -String $text -Key (1..32)
    /// $key = ConvertTo-SecureString -String '0123456789abcdef' -AsPlainText -Force
    /// $text = $secure | ConvertFrom-SecureString -SecureKey $key
    /// $again = ConvertTo-SecureString -String $text -SecureKey $key
    /// ```
    "ConvertTo-SecureString" as ConvertToSecureString {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.ConvertToSecureStringCommand",
        default_set: "Secure",
        output_types: &["System.Security.SecureString"],
    }
    parameters {
        /// The text.
        "String" string: Option<String> { position: Some(0), mandatory: true, pipe: Pipe::ByValue },
        /// The text as it is.
        "AsPlainText" as_plain_text: bool { sets: &[Membership { set: "PlainText", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// Accepted; nothing is asked.
        "Force" force: bool { sets: &[Membership { set: "PlainText", position: Some(2), mandatory: false, pipe: Pipe::No }] },
        /// A key of 128, 192 or 256 bits as a secure string.
        "SecureKey" secure_key: Option<Value> { type_name: "securestring", sets: &[Membership { set: "Secure", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// A key of 16, 24 or 32 bytes.
        "Key" key: Option<Value> { type_name: "byte[]", sets: &[Membership { set: "Open", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for ConvertToSecureString {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let text = self.string.clone().unwrap_or_default();
        if self.as_plain_text {
            return context.output(secure_string::of(text));
        }
        let key = secure_text::key(context.engine, self.key.as_ref(), self.secure_key.as_ref())?;
        let plain = match &key {
            Some(key) => secure_text::decrypt(&text, key),
            None => secure_text::from_hex(&text),
        };
        match plain {
            Some(plain) => context.output(secure_string::of(plain)),
            None if key.is_some() => {
                let message = "Padding is invalid and cannot be removed.";
                let class = "System.Security.Cryptography.CryptographicException";
                let id = "ImportSecureString_InvalidArgument_CryptographicError";
                context.fail(class, message, id, Category::InvalidArgument, Value::Null)
            }
            None => {
                let message = format!("The input string '{text}' was not in a correct format.");
                let id = "ImportSecureString_InvalidArgument";
                context.fail("System.FormatException", message, id, Category::InvalidArgument, Value::Null)
            }
        }
    }
}
