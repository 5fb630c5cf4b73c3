//! `Import-CsCertificate`.

use super::{Start, USAGES, assign, files, folder, keep, shown, usages};
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::report;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::types::datetime::DateTime;
use std::rc::Rc;

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
    /// # Import-CsCertificate -Identity edge02.contoso.com -Type AccessEdgeExternal -Path ./edge02.pfx -Password 'as exported'
    /// openssl pkcs12 -export -inkey "$folder/$($made.Thumbprint).key" -in "$folder/$($made.Thumbprint).pem" -out ./pool02.pfx -passout pass:exported
    /// Import-CsCertificate -Identity pool02.contoso.net -Type Default -Path ./pool02.pfx -Password exported -Force -Report ./imported.html
    /// Import-CsCertificate -Path ./pool02.pfx -Password exported -PrivateKeyExportable $true
    /// Import-CsCertificate -Identity pool02.contoso.net -Type Default -Path ./pool02.pfx -Password exported -EffectiveDate (Get-Date).AddDays(7) -Roll
    /// ```
    "Import-CsCertificate" as ImportCsCertificate { module: "fedsh.Cs", default_set: "Local", should_process: Some(Impact::Medium) }
    parameters {
        /// The certificate and those that lead to its root, PEM; or PKCS #12 with the key in it.
        "Path" path: String { mandatory: true },
        /// Its key, PEM.
        "PrivateKeyPath" key: Option<String>,
        /// `Global`: the certificate is for all computers.
        "Identity" identity: Option<String> { sets: IDENTITY },
        /// What it is assigned for.
        "Type" usage: Vec<String> { sets: IN_STORE, values: USAGES },
        /// The password of a PKCS #12 file.
        "Password" password: Option<String>,
        /// Accepted: keys stay in files that their owner can copy.
        "PrivateKeyExportable" exportable: Option<Truth> { sets: LOCAL },
        /// When it comes into use; until then the present one stays. At once when absent or past.
        "EffectiveDate" effective: Option<Rc<DateTime>> { aliases: &["EffectiveTime"] },
        /// Refuses the assignment when there is no present certificate that stays in use until the effective date.
        "Roll" roll: bool,
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for ImportCsCertificate {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if !context.should_process(&self.path, "Import-CsCertificate")? {
            return Ok(());
        }
        let start = match Start::of(self.effective.as_deref(), self.roll) {
            Ok(start) => start,
            Err(refusal) => return refusal.report(context),
        };
        let read = files::read(context.engine, &self.path, self.key.as_deref(), self.password.as_deref());
        let kept = read.and_then(|parts| keep(&folder(context.engine), &parts.chain, &parts.key));
        let found = match kept {
            Ok(found) => found,
            Err(refusal) => return refusal.report(context),
        };
        if let Some(identity) = &self.identity {
            let usages = usages(&self.usage);
            assign(context, &found.thumbprint, identity, usages, start)?;
        }
        report::write(context, self.report.as_ref(), &[format!("{} was taken over.", found.thumbprint)])?;
        context.output(shown(&found))
    }
}
