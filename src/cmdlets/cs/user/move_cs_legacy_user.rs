//! `Move-CsLegacyUser`.

use super::moving::Move;
use super::shown_record;
use crate::cmdlet;
use crate::cmdlets::cs::gather::Gathering;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

cmdlet! {
    /// Moves users from a legacy pool to a new one, with their contacts.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool01.contoso.net
    /// New-CsSite Redmond | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Get-CsUser | Move-CsLegacyUser -Target pool02.contoso.net
    /// Stop-CsLab
    /// Enable-CsUser ann@contoso.com -RegistrarPool pool01.contoso.net
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// Move-CsLegacyUser -Identity ann@contoso.com -Target pool02.contoso.net -Force -PassThru -ProxyPool edge02.contoso.net -Credential $account -DomainController dc01.contoso.net -IgnoreBackendStoreException
    /// Move-CsLegacyUser -Identity ann@contoso.com -Target pool02.contoso.net -ExcludeArchivingPolicy -ExcludeConferencingPolicy -ExcludeDialPlan -ExcludeExternalAccessPolicy -ExcludePresencePolicy -ExcludeVoicePolicy
    /// # There is no online service here to move to, which this form says.
    /// try { Move-CsLegacyUser -Identity ann@contoso.com -Target sipfed.online.lync.com -HostedMigrationOverrideUrl https://admin.example.com -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Move-CsLegacyUser" as MoveCsLegacyUser {
        module: "fedsh.Cs",
        class: "Microsoft.Rtc.Management.AD.Cmdlets.MoveOcsLegacyUserCmdlet",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// The user.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The pool to move to.
        "Target" target: String { position: Some(1), mandatory: true },
        /// Moves users without a home pool too.
        "Force" force: bool,
        /// Leaves this policy of the users behind.
        "ExcludeArchivingPolicy" archiving: bool,
        /// Leaves this policy of the users behind.
        "ExcludeConferencingPolicy" conferencing: bool,
        /// Leaves this policy of the users behind.
        "ExcludeDialPlan" dial_plan: bool,
        /// Leaves this policy of the users behind.
        "ExcludeExternalAccessPolicy" external: bool,
        /// Leaves this policy of the users behind.
        "ExcludePresencePolicy" presence: bool,
        /// Leaves this policy of the users behind.
        "ExcludeVoicePolicy" voice: bool,
        /// Accepted: the Edge of the site's route is used.
        "ProxyPool" proxy: Option<String>,
        /// Accepted: users are in this store.
        "Credential" credential: Option<Value>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// Accepted: the directory is in this store.
        "IgnoreBackendStoreException" ignore: bool,
        /// There is no online service to move to.
        "HostedMigrationOverrideUrl" hosted: Option<String> { validate: &[Validation::NotYet] },
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
    state { moving: Move }
}

impl Cmdlet for MoveCsLegacyUser {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        let excluded = [
            (self.archiving, "ArchivingPolicy"),
            (self.conferencing, "ConferencingPolicy"),
            (self.dial_plan, "DialPlan"),
            (self.external, "ExternalAccessPolicy"),
            (self.presence, "PresencePolicy"),
            (self.voice, "VoicePolicy"),
        ];
        self.moving = Move {
            target: self.target.clone(),
            from_legacy: true,
            homeless: self.force,
            gives_back: self.pass_thru,
            without_policies: excluded
                .into_iter()
                .filter(|(given, _)| *given)
                .map(|(_, kind)| kind)
                .collect(),
            ..Move::default()
        };
        self.moving.begin(context)
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        match self.moving.run(context, &identity)? {
            Ok(moved) => moved
                .iter()
                .filter(|_| self.pass_thru)
                .try_for_each(|user| context.output(shown_record(user))),
            Err(refusal) => refusal.report(context),
        }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.moving.commit(context)
    }

    fn clean(&mut self, engine: &mut Engine) {
        self.moving.commit_rest(engine);
    }
}
