//! `ConvertFrom-SecureString`.

use super::secure_text;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, Exception};
use crate::engine::types::{secure_string, type_of};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};

cmdlet! {
    /// Makes text from a secure string: encrypted with a key, plain when asked, else as hexadecimal digits.
    ///
    /// # Examples
    /// ```powershell
    /// ConvertTo-SecureString 'secret' -AsPlainText | ConvertFrom-SecureString -AsPlainText
    /// $secure = ConvertTo-SecureString 'secret' -AsPlainText
    /// $text = ConvertFrom-SecureString -SecureString $secure -Key (1..32)
    /// $key = ConvertTo-SecureString '16 letters, so.!' -AsPlainText
    /// $text = $secure | ConvertFrom-SecureString -SecureKey $key
    /// ```
    "ConvertFrom-SecureString" as ConvertFromSecureString {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.ConvertFromSecureStringCommand",
        default_set: "Secure",
        output_types: &["System.String"],
    }
    parameters {
        /// The secure string.
        "SecureString" secure_string: Value { type_name: "securestring", position: Some(0), mandatory: true, pipe: Pipe::ByValue },
        /// The text as it is.
        "AsPlainText" as_plain_text: bool { sets: &[Membership { set: "AsPlainText", position: None, mandatory: false, pipe: Pipe::No }] },
        /// A key of 128, 192 or 256 bits as a secure string.
        "SecureKey" secure_key: Option<Value> { type_name: "securestring", sets: &[Membership { set: "Secure", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// A key of 16, 24 or 32 bytes.
        "Key" key: Option<Value> { type_name: "byte[]", sets: &[Membership { set: "Open", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for ConvertFromSecureString {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(plain) = secure_string::plain(&self.secure_string) else {
            return Err(not_secure(&self.secure_string));
        };
        if self.as_plain_text {
            return context.output(Value::text(plain));
        }
        let key = secure_text::key(context.engine, self.key.as_ref(), self.secure_key.as_ref())?;
        let text = match key {
            Some(key) => secure_text::encrypt(&plain, &key).unwrap_or_default(),
            None => secure_text::to_hex(&plain),
        };
        context.output(Value::text(text))
    }
}

fn not_secure(value: &Value) -> Box<Fault> {
    let shown = convert::display(value);
    let kind = type_of(value).full_name();
    let message = format!(
        "Cannot bind parameter 'SecureString'. Cannot convert the \"{shown}\" value of type \"{kind}\" to type \"System.Security.SecureString\"."
    );
    let exception = Exception::new("System.Management.Automation.ParameterBindingException", message);
    Fault::error(exception, "CannotConvertArgumentNoMessage", Category::InvalidArgument, Value::Null)
}
