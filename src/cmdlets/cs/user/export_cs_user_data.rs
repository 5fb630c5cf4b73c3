//! `Export-CsUserData`.

use super::user_data::Chosen;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::federation::private_file::write_private;
use crate::migration::user_data::{Form, UserDocument, write_documents};

const BY_IDENTITY: &[Membership] =
    &[Membership { set: "Identity", position: None, mandatory: true, pipe: Pipe::ByValue }];
const BY_POOL: &[Membership] =
    &[Membership { set: "PoolFqdn", position: None, mandatory: true, pipe: Pipe::No }];
const BY_INSTANCE: &[Membership] =
    &[Membership { set: "SqlInstance", position: None, mandatory: true, pipe: Pipe::No }];
const IN_INSTANCE: &[Membership] =
    &[Membership { set: "SqlInstance", position: None, mandatory: false, pipe: Pipe::No }];

cmdlet! {
    /// Writes the contact lists of users to a zip file, which Import-CsUserData and Update-CsUserData read.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Export-CsUserData -PoolFqdn pool02.contoso.net -FileName ./users.zip
    /// Export-CsUserData -PoolFqdn pool02.contoso.net -FileName ./second.zip -UserFilter *@contoso.com -Force
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:ken@contoso.com
    /// Export-CsUserData -FileName ./ken.xml -Identity ken@contoso.com -LegacyFormat
    /// Set-Content ./list.txt 'ken@contoso.com'
    /// Export-CsUserData -PoolFqdn pool02.contoso.net -FileName ./listed.zip -UserFileFilter ./list.txt -ConfDirectoryFilter * -DomainController dc01.contoso.net
    /// # Users are in the management store here, not in a database of their own, which this form says.
    /// try { Export-CsUserData -SqlInstanceName RTC -DbName rtcxds -FileName ./third.zip } catch { $_.Exception.Message }
    /// ```
    "Export-CsUserData" as ExportCsUserData { module: "fedsh.Cs", default_set: "PoolFqdn" }
    parameters {
        /// The file.
        "FileName" file: String { mandatory: true },
        /// One user.
        "Identity" identity: Option<String> { sets: BY_IDENTITY },
        /// All users of a pool.
        "PoolFqdn" pool: Option<String> { sets: BY_POOL },
        /// Users here are in the management store.
        "SqlInstanceName" instance: Option<String> { sets: BY_INSTANCE, validate: &[Validation::NotYet] },
        /// Users here are in the management store.
        "DbName" database: Option<String> { sets: IN_INSTANCE, validate: &[Validation::NotYet] },
        /// Only users whose SIP address fits this pattern.
        "UserFilter" filter: Option<String> { wildcards: true },
        /// A text file with the SIP addresses of users, one a line: only those.
        "UserFileFilter" list: Option<String>,
        /// Accepted: there are no conference directories here.
        "ConfDirectoryFilter" directories: Option<String>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// Writes XML as Lync Server 2010 reads it.
        "LegacyFormat" legacy: bool,
        /// Replaces a file that is there without asking.
        "Force" force: bool,
    }
    state { documents: Vec<UserDocument> }
}

impl ExportCsUserData {
    fn listed(&self, context: &Context<'_>) -> Result<Option<Vec<String>>, Refusal> {
        let Some(file) = &self.list else { return Ok(None) };
        let path = context.engine.resolve_path(file);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(Some(lines.map(|line| line.trim_start_matches("sip:").to_lowercase()).collect()))
    }
}

impl Cmdlet for ExportCsUserData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let chosen =
            Chosen { identity: self.identity.clone(), pool: self.pool.clone(), filter: self.filter.clone() };
        let found = self.listed(context).and_then(|listed| Ok((listed, chosen.users(&*session)?)));
        let (listed, users) = match found {
            Ok(found) => found,
            Err(refusal) => return refusal.report(context),
        };
        let documents = users.into_iter().filter_map(|user| {
            Some(UserDocument { address: user.address()?.to_owned(), contacts: user.contacts.clone() })
        });
        let is_listed = |document: &UserDocument| {
            listed.as_ref().is_none_or(|listed| listed.contains(&document.address.to_lowercase()))
        };
        self.documents.extend(documents.filter(is_listed));
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let path = context.engine.resolve_path(&self.file);
        let question = format!("Replace the file '{}'?", path.display());
        if path.exists() && !self.force && !context.should_continue(&question, "Export-CsUserData")? {
            return Ok(());
        }
        let form = if self.legacy { Form::Legacy } else { Form::Current };
        let written = write_documents(&self.documents, form)
            .map_err(|error| error.to_string())
            .and_then(|bytes| write_private(&path, &bytes).map_err(|error| error.to_string()));
        match written {
            Ok(()) => {
                context.verbose(&format!("{} users are in '{}'.", self.documents.len(), path.display()))
            }
            Err(error) => {
                Refusal::Invalid(format!("'{}' cannot be written: {error}.", path.display())).report(context)
            }
        }
    }
}
