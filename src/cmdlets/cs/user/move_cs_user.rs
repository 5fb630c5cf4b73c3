//! `Move-CsUser`.

use super::moving::{Move, homes};
use super::select::progress;
use super::shown_record;
use crate::cmdlet;
use crate::cmdlets::cs::gather::Gathering;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

const BY_IDENTITY: &[Membership] =
    &[Membership { set: "Identity", position: Some(0), mandatory: true, pipe: Pipe::Both }];
const BY_LIST: &[Membership] =
    &[Membership { set: "Users", position: None, mandatory: true, pipe: Pipe::No }];

cmdlet! {
    /// Moves users to another pool, with their contacts.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool pool03.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Get-CsUser 'Ken*' | Move-CsUser -Target pool03.contoso.net
    /// Set-Content ./users.txt 'sip:ken@contoso.com'
    /// Move-CsUser -UserList ./users.txt -Target pool02.contoso.net -Report ./report.csv
    /// Move-CsUser -Identity ken@contoso.com -Target pool02.contoso.net -Force -Confirm:$false -PassThru -ProxyPool edge02.contoso.net -DomainController dc01.contoso.net
    /// Move-CsUser -Identity ken@contoso.com -Target pool03.contoso.net -MoveConferenceData -IgnoreBackendStoreException -ConcurrentMovesPerFE 5 -UseLegacyMode -Confirm:$false
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// Move-CsUser -Identity ken@contoso.com -Target pool02.contoso.net -Credential $account -BypassAudioConferencingCheck -BypassEnterpriseVoiceCheck -Confirm:$false
    /// # There is no online service here to move to, which this form says.
    /// try { Move-CsUser -Identity ken@contoso.com -Target sipfed.online.lync.com -MoveToTeams -HostedMigrationOverrideUrl https://admin.example.com -TenantAdminUserName ann@contoso.com -AccessTokens abc -Confirm:$false -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Move-CsUser" as MoveCsUser {
        module: "fedsh.Cs",
        default_set: "Identity",
        class: "Microsoft.Rtc.Management.AD.Cmdlets.MoveOcsUserCmdlet",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// The user.
        "Identity" identity: Option<String> { sets: BY_IDENTITY },
        /// A text file with the users: `sip:ann@contoso.com,sip:bob@contoso.com`. Those that cannot move are reported and the others move.
        "UserList" list: Option<String> { sets: BY_LIST },
        /// The pool to move to.
        "Target" target: String { position: Some(1), mandatory: true },
        /// A CSV file for the outcome of every user.
        "Report" report: Option<String>,
        /// Moves the account although contacts and meetings cannot follow: they are lost for good.
        "Force" force: bool,
        /// Accepted: meetings are kept elsewhere.
        "MoveConferenceData" conference: bool,
        /// Accepted: a move here is one change of the store.
        "ConcurrentMovesPerFE" concurrent: Option<i32>,
        /// Accepted: the directory is in this store.
        "IgnoreBackendStoreException" ignore: bool,
        /// Accepted: the Edge of the site's route is used.
        "ProxyPool" proxy: Option<String>,
        /// Accepted: users are in this store.
        "Credential" credential: Option<Value>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// There is no online service to move to.
        "HostedMigrationOverrideUrl" hosted: Option<String> { validate: &[Validation::NotYet] },
        /// There is no online service to move to.
        "MoveToTeams" teams: bool { validate: &[Validation::NotYet] },
        /// Accepted: there is no online service to sign in to.
        "TenantAdminUserName" tenant_admin: Option<String>,
        /// Accepted: there is no online service to sign in to.
        "AccessTokens" tokens: Vec<String>,
        /// Accepted: there is no online conferencing.
        "BypassAudioConferencingCheck" bypass_conferencing: bool,
        /// Accepted: there is no online telephony.
        "BypassEnterpriseVoiceCheck" bypass_voice: bool,
        /// Accepted: there is one way to move users.
        "UseLegacyMode" legacy_mode: bool,
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
    state { rows: Vec<[String; 5]>, moving: Move }
}

impl MoveCsUser {
    fn one(&mut self, context: &mut Context<'_>, identity: &str) -> Outcome {
        let before = match self.report {
            Some(_) => homes(&*session(context)?, identity),
            None => String::new(),
        };
        let outcome = self.moving.run(context, identity)?;
        if self.report.is_some() {
            let (outcome, reason) = match &outcome {
                Ok(moved) if moved.is_empty() => return Ok(()),
                // What the report says has to be so.
                Ok(_) => {
                    self.moving.commit(context)?;
                    ("Moved", String::new())
                }
                Err(refusal) => ("Failed", refusal.to_string()),
            };
            let target = self.target.clone();
            self.rows.push([identity.to_owned(), before, target, outcome.to_owned(), reason]);
        }
        match outcome {
            Ok(moved) => moved
                .iter()
                .filter(|_| self.pass_thru)
                .try_for_each(|user| context.output(shown_record(user))),
            Err(refusal) => refusal.report(context),
        }
    }

    fn all_of(&mut self, context: &mut Context<'_>, file: &str) -> Outcome {
        let path = context.engine.resolve_path(file);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                return Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display()))
                    .report(context);
            }
        };
        let users: Vec<&str> =
            text.split([',', '\n', '\r', ';']).map(str::trim).filter(|user| !user.is_empty()).collect();
        for (done, user) in users.iter().enumerate() {
            self.one(context, user)?;
            progress(context, Move::ACTIVITY, done + 1, users.len());
        }
        Ok(())
    }

    fn write_report(&self, context: &mut Context<'_>, file: &str) -> Outcome {
        let path = context.engine.resolve_path(file);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let heads = ["Identity", "Source", "Target", "Outcome", "Reason"].map(str::to_owned);
        let mut rows = std::iter::once(&heads).chain(&self.rows);
        let text = rows.try_for_each(|row| writer.write_record(row));
        let text = text
            .map_err(|error| error.to_string())
            .and_then(|()| writer.into_inner().map_err(|error| error.to_string()));
        match text.and_then(|text| std::fs::write(&path, text).map_err(|error| error.to_string())) {
            Ok(()) => Ok(()),
            Err(error) => {
                Refusal::Invalid(format!("The report '{}' cannot be written: {error}.", path.display()))
                    .report(context)
            }
        }
    }
}

impl Cmdlet for MoveCsUser {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.moving = Move {
            target: self.target.clone(),
            without_contacts: self.force,
            homeless: self.force,
            gives_back: self.pass_thru,
            ..Move::default()
        };
        self.moving.begin(context)
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        match (self.identity.clone(), self.list.clone()) {
            (_, Some(file)) => self.all_of(context, &file),
            (Some(identity), None) => self.one(context, &identity),
            (None, None) => Ok(()),
        }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.moving.commit(context)?;
        match self.report.clone() {
            Some(file) => self.write_report(context, &file),
            None => Ok(()),
        }
    }

    fn clean(&mut self, engine: &mut Engine) {
        self.moving.commit_rest(engine);
    }
}
