//! `Get-Credential`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::prompt::ask_for_credential;
use crate::engine::types::credential::{self, Credential};
use crate::engine::types::secure_string;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

cmdlet! {
    /// Asks for a name and a password.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Credential -Credential ([pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText)))
    /// Get-Command Get-Credential -Syntax
    /// try { Get-Credential -UserName ann -Message 'For the mail server' -Title 'Sign in' } catch { $_.Exception.Message }
    /// ```
    "Get-Credential" as GetCredential {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.GetCredentialCommand",
        default_set: "CredentialSet",
        output_types: &["System.Management.Automation.PSCredential"],
    }
    parameters {
        /// A name, or a credential that is sent on.
        "Credential" credential: Option<Value> { type_name: "pscredential", sets: &[Membership { set: "CredentialSet", position: Some(0), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// What the prompt says.
        "Message" message: Option<String> { sets: &[Membership { set: "MessageSet", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// The user's name.
        "UserName" user_name: Option<String> { sets: &[Membership { set: "MessageSet", position: Some(0), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// The heading of the prompt.
        "Title" title: Option<String> { sets: &[Membership { set: "MessageSet", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for GetCredential {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut name = self.user_name.clone();
        if let Some(given) = &self.credential {
            if given.as_native::<Credential>().is_some() {
                return context.output(given.clone());
            }
            name = Some(convert::to_text(context.engine, given)?);
        }
        match self.ask(context, name) {
            Ok((user, password)) => context.output(credential::of(user, secure_string::of(password))),
            Err(message) => Err(context.terminate(
                "System.Management.Automation.PSInvalidOperationException",
                message,
                "InvalidOperation",
                Category::InvalidOperation,
                Value::Null,
            )),
        }
    }
}

impl GetCredential {
    /// Errors: nobody is there to answer.
    fn ask(&self, context: &mut Context<'_>, name: Option<String>) -> Result<(String, String), String> {
        let host = &mut context.engine.host;
        let title = self.title.as_deref().unwrap_or("PowerShell credential request");
        let message = self.message.as_deref().unwrap_or("Enter your credentials.");
        if host.is_interactive() {
            host.write_line("");
            host.write_line(title);
            host.write_line(message);
        }
        let name = name.filter(|name| !name.is_empty());
        // Where the input ends, PowerShell has a credential without a name and a password.
        let answer = ask_for_credential(host.as_mut(), name.clone())?;
        let (user, password) = answer.unwrap_or_else(|| (name.unwrap_or_default(), String::new()));
        if host.is_interactive() {
            host.write_line("");
        }
        Ok((user, password))
    }
}
