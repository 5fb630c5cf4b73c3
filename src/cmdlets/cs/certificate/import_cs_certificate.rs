//! `Import-CsCertificate`.

use super::{Start, USAGES, assign, folder, keep, pending_key, shown, usages, wrong};
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use std::path::Path;

const IN_STORE: &[Membership] = &[Membership { set: "CMS", position: None, mandatory: true, pipe: Pipe::No }];
const IDENTITY: &[Membership] =
    &[Membership { set: "CMS", position: Some(0), mandatory: true, pipe: Pipe::No }];
const LOCAL: &[Membership] = &[Membership { set: "Local", position: None, mandatory: false, pipe: Pipe::No }];

cmdlet! {
    /// Takes a certificate and its key from files. With -Identity and -Type it is assigned as well.
    ///
    /// The key is in the file of the certificate, in the one of -PrivateKeyPath, in one beside it with the ending
    /// `.key`, or was made by Request-CsCertificate -Output.
    ///
    /// # Examples
    /// ```powershell
    /// $made = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// $folder = "$HOME/.local/share/fedsh/certificates"
    /// Import-CsCertificate -Path "$folder/$($made.Thumbprint).pem" -PrivateKeyPath "$folder/$($made.Thumbprint).key"
    /// ```
    "Import-CsCertificate" as ImportCsCertificate { module: "fedsh.Cs", default_set: "Local", should_process: Some(Impact::Medium) }
    parameters {
        /// The certificate and those that lead to its root, PEM.
        "Path" path: String { mandatory: true },
        /// Its key, PEM.
        "PrivateKeyPath" key: Option<String>,
        /// `Global`: the certificate is for all computers.
        "Identity" identity: Option<String> { sets: IDENTITY },
        /// What it is assigned for.
        "Type" usage: Vec<String> { sets: IN_STORE, values: USAGES },
        /// Files here are PEM, which has no password.
        "Password" password: Option<String> { validate: &[Validation::NotYet] },
        /// Accepted: keys stay in files that their owner can copy.
        "PrivateKeyExportable" exportable: Option<Truth> { sets: LOCAL },
        /// When it comes into use.
        "EffectiveDate" effective: Option<String> { aliases: &["EffectiveTime"], validate: &[Validation::NotYet] },
        /// Keeps the present one in use until the effective date.
        "Roll" roll: bool { validate: &[Validation::NotYet] },
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

fn read(path: &Path) -> Result<String, Refusal> {
    std::fs::read_to_string(path)
        .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))
}

impl ImportCsCertificate {
    /// Chain and key. Errors: a file that cannot be read, or no key anywhere.
    fn parts(&self, context: &Context<'_>) -> Result<(String, String), Refusal> {
        let path = context.engine.resolve_path(&self.path);
        let chain = read(&path)?;
        if let Some(key) = &self.key {
            return Ok((chain, read(&context.engine.resolve_path(key))?));
        }
        if chain.contains("PRIVATE KEY-----") {
            return Ok((chain.clone(), chain));
        }
        let beside = path.with_extension("key");
        if beside.exists() {
            return Ok((chain, read(&beside)?));
        }
        match pending_key(&folder(context.engine), &chain) {
            Some(key) => Ok((chain, key)),
            None => Err(wrong(format!(
                "The key of '{}' was not found: give it with -PrivateKeyPath.",
                path.display()
            ))),
        }
    }
}

impl Cmdlet for ImportCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if !context.should_process(&self.path, "Import-CsCertificate")? {
            return Ok(());
        }
        let kept = self.parts(context).and_then(|(chain, key)| keep(&folder(context.engine), &chain, &key));
        let found = match kept {
            Ok(found) => found,
            Err(refusal) => return refusal.report(context),
        };
        if let Some(identity) = &self.identity {
            let usages = usages(&self.usage);
            assign(context, &found.thumbprint, identity, usages, Start::default())?;
        }
        report::write(context, self.report.as_ref(), &[format!("{} was taken over.", found.thumbprint)])?;
        context.output(shown(&found))
    }
}
