//! `Import-CsUserData`.

use super::no_user;
use super::select::progress;
use super::user_data::{Chosen, Meeting, parse, store};
use crate::cmdlet;
use crate::cmdlets::cs::object::credential_texts;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::migration::user_data::is_user_data;
use crate::migration::users::{
    Directory, EVERYBODY, ImportedUser, Known, Stored, read_ldap, read_users, store_user,
};
use crate::topology::model::Topology;

const BY_IDENTITY: &[Membership] =
    &[Membership { set: "Identity", position: None, mandatory: true, pipe: Pipe::ByValue }];
const FROM_FILE: &[Membership] = &[
    Membership { set: "Identity", position: Some(0), mandatory: true, pipe: Pipe::No },
    Membership { set: "PoolFqdn", position: Some(0), mandatory: true, pipe: Pipe::No },
    Membership { set: "File", position: Some(0), mandatory: true, pipe: Pipe::No },
];
const FROM_DIRECTORY: &[Membership] =
    &[Membership { set: "Directory", position: None, mandatory: true, pipe: Pipe::No }];
const IN_DIRECTORY: &[Membership] =
    &[Membership { set: "Directory", position: None, mandatory: false, pipe: Pipe::No }];
const BY_POOL: &[Membership] =
    &[Membership { set: "PoolFqdn", position: None, mandatory: true, pipe: Pipe::No }];

cmdlet! {
    /// Reads users from a CSV or LDIF file or from a live directory, or their contact lists from a file that Export-CsUserData wrote. Bad rows
    /// are reported and the others are stored.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./users.csv 'SipAddress,DisplayName', 'sip:ann@contoso.com,Ann'
    /// Import-CsUserData -FileName ./users.csv
    /// Import-CsUserData -FileName ./users.csv -Force
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Import-CsUserData -FileName ./users.csv -RegistrarPool pool02.contoso.net -UserFilter *@contoso.com -DomainController dc01.contoso.net -Force
    /// Export-CsUserData -PoolFqdn pool02.contoso.net -FileName ./users.zip
    /// Import-CsUserData -FileName ./users.zip -PoolFqdn pool02.contoso.net -LegacyFormat -ConfDirectoryFilter * -RoutingGroupFilter * -Force
    /// Import-CsUserData -FileName ./users.zip -Identity ann@contoso.com -Force -ErrorAction SilentlyContinue
    /// # A directory that nobody answers for says so.
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Import-CsUserData -LdapServer ldap://127.0.0.1:9 -SearchBase 'dc=contoso,dc=com' -LdapFilter '(mail=*)' -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Import-CsUserData" as ImportCsUserData { module: "fedsh.Cs", default_set: "File", should_process: Some(Impact::Medium) }
    parameters {
        /// The file.
        "FileName" file: Option<String> { aliases: &["Path"], sets: FROM_FILE },
        /// A directory to read users from: `ldap://dc01.contoso.net` or `ldaps://dc01.contoso.net`.
        "LdapServer" server: Option<String> { sets: FROM_DIRECTORY },
        /// Distinguished name below which users are looked for.
        "SearchBase" base: Option<String> { sets: FROM_DIRECTORY },
        /// A condition in the form of RFC 4515; everybody with an address or a sign-in name when absent.
        "LdapFilter" ldap: Option<String> { sets: IN_DIRECTORY },
        /// Whom to sign in to the directory as.
        "Credential" credential: Option<Value> { sets: IN_DIRECTORY },
        /// One user: only this one's contact list.
        "Identity" identity: Option<String> { sets: BY_IDENTITY },
        /// Only contact lists of users of this pool.
        "PoolFqdn" pool_fqdn: Option<String> { sets: BY_POOL },
        /// Only users whose SIP address fits this pattern.
        "UserFilter" filter: Option<String> { wildcards: true },
        /// Home pool of users that have none in a CSV or LDIF file.
        "RegistrarPool" pool: Option<String>,
        /// Accepted: there are no conference directories here.
        "ConfDirectoryFilter" directories: Option<String>,
        /// Accepted: there are no routing groups here.
        "RoutingGroupFilter" groups: Option<String>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// Accepted: the form of the file is seen from itself.
        "LegacyFormat" legacy: bool,
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl ImportCsUserData {
    fn chosen(&self) -> Chosen {
        Chosen { identity: self.identity.clone(), pool: self.pool_fqdn.clone(), filter: self.filter.clone() }
    }

    /// What a live directory answers, as LDIF.
    fn directory(&self, context: &mut Context<'_>, server: &str) -> Outcome<Result<Vec<u8>, Refusal>> {
        let bind = match &self.credential {
            Some(credential) => Some(credential_texts(context.engine, credential)?),
            None => None,
        };
        let directory = Directory {
            url: if server.contains("://") { server.to_owned() } else { format!("ldap://{server}") },
            base: self.base.clone().unwrap_or_default(),
            filter: self.ldap.clone().unwrap_or_else(|| EVERYBODY.to_owned()),
            bind,
        };
        let found = read_ldap(&directory);
        Ok(found.map(String::into_bytes).map_err(|error| Refusal::NotFound(format!("{error}."))))
    }

    /// Replaces contact lists.
    fn contacts(&self, context: &mut Context<'_>, path: &std::path::Path, bytes: &[u8]) -> Outcome {
        let documents = match parse(path, bytes) {
            Ok(documents) => documents,
            Err(refusal) => return refusal.report(context),
        };
        let chosen = self.chosen();
        let shown = path.display().to_string();
        let done =
            change(context, &shown, |transaction| store(transaction, &documents, &chosen, Meeting::Replace))?;
        let Some(done) = done else { return Ok(()) };
        for unknown in &done.unknown {
            no_user(unknown).report(context)?;
        }
        counts(context, 0, done.changed.len(), done.unchanged)
    }

    /// The rows of a list of users that can be used; the others are reported.
    fn rows(
        &self,
        context: &mut Context<'_>,
        shown: &str,
        bytes: &[u8],
        topology: &Topology,
    ) -> Outcome<Option<Vec<ImportedUser>>> {
        let rows = match read_users(bytes, topology) {
            Ok(rows) => rows,
            Err(error) => {
                Refusal::Invalid(format!("'{shown}': {error}")).report(context)?;
                return Ok(None);
            }
        };
        let chosen = self.chosen();
        let mut good = Vec::new();
        for row in rows {
            match row {
                Ok(mut row) => {
                    if let Some(pool) = &self.pool {
                        row.properties.entry("RegistrarPool").or_insert_with(|| pool.as_str().into());
                    }
                    if chosen.fits(row.address().unwrap_or_default()) {
                        good.push(row);
                    }
                }
                Err(error) => {
                    let message = format!("'{shown}': {error}");
                    context.fail(
                        "System.IO.InvalidDataException",
                        message,
                        "BadRow",
                        Category::InvalidData,
                        Value::text(shown),
                    )?;
                }
            }
        }
        Ok(Some(good))
    }
}

fn counts(context: &mut Context<'_>, created: usize, updated: usize, unchanged: usize) -> Outcome {
    let number = |count: usize| Value::Int(i32::try_from(count).unwrap_or(i32::MAX));
    context.output(Value::custom([
        ("Created", number(created)),
        ("Updated", number(updated)),
        ("Unchanged", number(unchanged)),
    ]))
}

impl Cmdlet for ImportCsUserData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (shown, path) = match (&self.file, &self.server) {
            (Some(file), _) => {
                let path = context.engine.resolve_path(file);
                (path.display().to_string(), path)
            }
            (None, server) => (server.clone().unwrap_or_default(), std::path::PathBuf::new()),
        };
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let read = match &self.server {
            Some(server) => self.directory(context, server)?,
            None => std::fs::read(&path)
                .map_err(|error| Refusal::NotFound(format!("'{shown}' cannot be read: {error}."))),
        };
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(refusal) => return refusal.report(context),
        };
        if self.server.is_none() && is_user_data(&bytes) {
            return self.contacts(context, &path, &bytes);
        }
        let Some(good) = self.rows(context, &shown, &bytes, &topology)? else { return Ok(()) };
        let all = good.len();
        progress(context, "Importing users", 0, all);
        let counted = change(context, &shown, |transaction| {
            let mut known = Known::of(transaction)?;
            let mut counted = [0; 3];
            for row in good {
                match store_user(transaction, &mut known, row)? {
                    Stored::Created => counted[0] += 1,
                    Stored::Updated => counted[1] += 1,
                    Stored::Unchanged => counted[2] += 1,
                }
            }
            Ok(counted)
        })?;
        progress(context, "Importing users", all, all);
        match counted {
            Some([created, updated, unchanged]) => counts(context, created, updated, unchanged),
            None => Ok(()),
        }
    }
}
