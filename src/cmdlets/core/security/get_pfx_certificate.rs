//! `Get-PfxCertificate`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::{secure_string, x509_certificate};
use crate::engine::value::Value;
use crate::engine::{Fault, operators};
use std::path::{Path, PathBuf};

cmdlet! {
    /// Reads the certificate of a PFX file, asking for its password when there is one.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Get-PfxCertificate
    /// $made = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// $folder = "$HOME/.local/share/fedsh/certificates"
    /// Get-PfxCertificate -FilePath "$folder/$($made.Thumbprint).pem"
    /// openssl pkcs12 -export -inkey "$folder/$($made.Thumbprint).key" -in "$folder/$($made.Thumbprint).pem" -out ./pool02.pfx -passout pass:secret
    /// Get-PfxCertificate -LiteralPath ./pool02.pfx -Password (ConvertTo-SecureString 'secret' -AsPlainText)
    /// Get-PfxCertificate -FilePath ./pool*.pem, "$folder/ca.pem" -NoPromptForPassword -ErrorAction SilentlyContinue
    /// ```
    "Get-PfxCertificate" as GetPfxCertificate {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.GetPfxCertificateCommand",
        default_set: "ByPath",
        output_types: &["System.Security.Cryptography.X509Certificates.X509Certificate2"],
    }
    parameters {
        /// The files; wildcards are allowed.
        "FilePath" path: Vec<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true, validate: &[Validation::NotNullOrEmpty] },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// The password; the prompt asks for it when it is needed.
        "Password" password: Option<Value> { type_name: "securestring" },
        /// Asks for no password.
        "NoPromptForPassword" no_prompt: bool,
    }
}

impl Cmdlet for GetPfxCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut paths: Vec<PathBuf> = Vec::new();
        for name in self.path.clone() {
            match operators::has_wildcard(&name) {
                true => paths.extend(files::expand(context, &name)?),
                false => paths.push(context.engine.resolve_path(&name)),
            }
        }
        for name in &self.literal {
            paths.push(context.engine.resolve_path(name));
        }
        paths.iter().try_for_each(|path| self.read(context, path))
    }
}

impl GetPfxCertificate {
    fn read(&self, context: &mut Context<'_>, path: &Path) -> Outcome {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = match error.kind() {
                    std::io::ErrorKind::NotFound => {
                        format!("Cannot find path '{}' because it does not exist.", path.display())
                    }
                    _ => crate::engine::types::io_error::exception(&error, path, false).message.to_string(),
                };
                let class = "System.Management.Automation.ItemNotFoundException";
                let target = Value::text(path.display().to_string());
                return context.fail(
                    class,
                    message,
                    "GetPfxCertPathNotFound",
                    Category::ObjectNotFound,
                    target,
                );
            }
        };
        let given = self.password.as_ref().and_then(secure_string::plain);
        let mut found = x509_certificate::from_bytes(&bytes, given.as_deref().unwrap_or_default());
        let ask =
            found.is_err() && given.is_none() && !self.no_prompt && context.engine.host.is_interactive();
        if ask {
            let question = "Enter password: ";
            let answer = context.engine.host.read_secret(question).ok().flatten();
            found = x509_certificate::from_bytes(&bytes, answer.as_deref().unwrap_or_default());
        }
        match found {
            Ok(certificate) => context.output(certificate),
            Err(fault) => match *fault {
                Fault::Error { record, .. } => {
                    let (class, message) = (record.exception.class.clone(), record.exception.message.clone());
                    let id = "GetPfxCertificateUnknownCryptoError";
                    context.fail(&class, message, id, Category::NotSpecified, Value::Null)
                }
                other => Err(Box::new(other)),
            },
        }
    }
}
