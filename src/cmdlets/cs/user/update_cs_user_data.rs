//! `Update-CsUserData`.

use super::no_user;
use super::user_data::{Chosen, Meeting, read, store};
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{change, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::store::Session;

cmdlet! {
    /// Adds the contacts of a file, which Export-CsUserData wrote, to those that users have.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Export-CsUserData -PoolFqdn pool02.contoso.net -FileName ./users.zip
    /// Update-CsUserData -FileName ./users.zip -UserFilter '*@contoso.com'
    /// Update-CsUserData -FileName ./users.zip -TargetPoolFqdn pool02.contoso.net -TestMode -Force -DomainController dc01.contoso.net
    /// Set-Content ./list.txt 'ken@contoso.com'
    /// Update-CsUserData -FileName ./users.zip -UserFileFilter ./list.txt -RoutingGroupFilter * -ThreadCount 4
    /// ```
    "Update-CsUserData" as UpdateCsUserData { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The file.
        "FileName" file: String { position: Some(0), mandatory: true },
        /// Only users whose SIP address fits this pattern.
        "UserFilter" filter: Option<String> { wildcards: true },
        /// A text file with the SIP addresses of users, one a line: only those.
        "UserFileFilter" list: Option<String>,
        /// Only users of this pool.
        "TargetPoolFqdn" pool: Option<String>,
        /// Shows what would be added and changes nothing.
        "TestMode" test: bool,
        /// Accepted: there are no routing groups here.
        "RoutingGroupFilter" groups: Option<String>,
        /// Accepted: the data of all users are one change of the store.
        "ThreadCount" threads: Option<i32>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for UpdateCsUserData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let path = context.engine.resolve_path(&self.file);
        let mut documents = match read(&path) {
            Ok(documents) => documents,
            Err(refusal) => return refusal.report(context),
        };
        if let Some(list) = &self.list {
            let list = context.engine.resolve_path(list);
            let text = std::fs::read_to_string(&list).unwrap_or_default().to_lowercase();
            let listed: Vec<&str> = text.lines().map(|line| line.trim().trim_start_matches("sip:")).collect();
            documents.retain(|document| listed.contains(&document.address.to_lowercase().as_str()));
        }
        let chosen = Chosen { identity: None, pool: self.pool.clone(), filter: self.filter.clone() };
        let shown = path.display().to_string();
        let done = if self.test {
            let session = session(context)?;
            let tried = Session::new(session.store().clone())
                .preview(|transaction| store(transaction, &documents, &chosen, Meeting::Add));
            match tried {
                Ok(tried) => Some(tried.value),
                Err(refusal) => return refusal.report(context),
            }
        } else {
            change(context, &shown, |transaction| store(transaction, &documents, &chosen, Meeting::Add))?
        };
        let Some(done) = done else { return Ok(()) };
        for unknown in &done.unknown {
            no_user(unknown).report(context)?;
        }
        for (address, contacts) in done.changed {
            context.output(object::with_type(
                "Microsoft.Rtc.Management.User.UserData",
                vec![
                    ("UserUri", Value::text(address)),
                    ("Contacts", Value::Int(i32::try_from(contacts).unwrap_or(i32::MAX))),
                    ("Updated", Value::Bool(!self.test)),
                ],
            ))?;
        }
        Ok(())
    }
}
