//! `Import-CsCertificate`.

use super::{folder, keep, shown};
use crate::cmdlet;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Takes a certificate and its key from files.
    ///
    /// # Examples
    /// ```powershell
    /// $made = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// $folder = "$HOME/.local/share/fedsh/certificates"
    /// Import-CsCertificate -Path "$folder/$($made.Thumbprint).pem" -PrivateKeyPath "$folder/$($made.Thumbprint).key"
    /// ```
    "Import-CsCertificate" as ImportCsCertificate { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The certificate and those that lead to its root, PEM.
        "Path" path: String { position: Some(0), mandatory: true },
        /// Its key, PEM.
        "PrivateKeyPath" key: String { mandatory: true },
    }
}

impl Cmdlet for ImportCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let read = |context: &Context<'_>, name: &str| {
            let path = context.engine.resolve_path(name);
            std::fs::read_to_string(&path)
                .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))
        };
        if !context.should_process(&self.path, "Import-CsCertificate")? {
            return Ok(());
        }
        let kept = read(context, &self.path)
            .and_then(|chain| keep(&folder(context.engine), &chain, &read(context, &self.key)?));
        match kept {
            Ok(found) => context.output(shown(&found)),
            Err(refusal) => refusal.report(context),
        }
    }
}
