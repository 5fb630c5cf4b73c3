//! `Convert-CsUserData`.

use super::user_data::{Chosen, read};
use crate::cmdlet;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::private_file::write_private;
use crate::migration::user_data::{Form, write_documents};

cmdlet! {
    /// Writes user data of one version in the form of another.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Export-CsUserData -PoolFqdn pool02.contoso.net -FileName ./users.zip
    /// Convert-CsUserData -InputFile ./users.zip -OutputFile ./users.xml -TargetVersion Lync2010
    /// Convert-CsUserData -InputFile ./users.zip -OutputFile ./users.xml -TargetVersion Lync2010 -UserFilter *@contoso.com -ConfDirectoryFilter * -Force
    /// ```
    "Convert-CsUserData" as ConvertCsUserData { module: "fedsh.Cs" }
    parameters {
        /// The file to read.
        "InputFile" input: String { mandatory: true },
        /// The file to write.
        "OutputFile" output: String { mandatory: true },
        /// Lync2010 for XML, Current for a zip file.
        "TargetVersion" version: String { mandatory: true, values: &["Lync2010", "Current"] },
        /// Only users whose SIP address fits this pattern.
        "UserFilter" filter: Option<String> { wildcards: true },
        /// Accepted: there are no conference directories here.
        "ConfDirectoryFilter" directories: Option<String>,
        /// Replaces a file that is there without asking.
        "Force" force: bool,
    }
}

impl Cmdlet for ConvertCsUserData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (input, output) =
            (context.engine.resolve_path(&self.input), context.engine.resolve_path(&self.output));
        let mut documents = match read(&input) {
            Ok(documents) => documents,
            Err(refusal) => return refusal.report(context),
        };
        let chosen = Chosen { identity: None, pool: None, filter: self.filter.clone() };
        documents.retain(|document| chosen.fits(&document.address));
        let question = format!("Replace the file '{}'?", output.display());
        if output.exists() && !self.force && !context.should_continue(&question, "Convert-CsUserData")? {
            return Ok(());
        }
        let legacy = self.version.eq_ignore_ascii_case("Lync2010");
        let written = write_documents(&documents, if legacy { Form::Legacy } else { Form::Current })
            .map_err(|error| error.to_string())
            .and_then(|bytes| write_private(&output, &bytes).map_err(|error| error.to_string()));
        match written {
            Ok(()) => Ok(()),
            Err(error) => Refusal::Invalid(format!("'{}' cannot be written: {error}.", output.display()))
                .report(context),
        }
    }
}
