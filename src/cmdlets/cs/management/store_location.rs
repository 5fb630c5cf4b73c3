//! `Get-`, `Set-` and `Remove-CsConfigurationStoreLocation`: which store this account uses.

use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::{Refusal, reopen, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::store::{default_location, forget_location, note_location, open};

cmdlet! {
    /// Shows where the management store is.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsConfigurationStoreLocation
    /// Get-CsConfigurationStoreLocation -Report ./location.html
    /// Get-CsConfigurationStoreLocation -GlobalSettingsDomainController dc01.contoso.net
    /// ```
    "Get-CsConfigurationStoreLocation" as GetCsConfigurationStoreLocation { module: "fedsh.Cs" }
    parameters {
        /// Accepted: the store's place is noted in this account.
        "GlobalSettingsDomainController" controller: Option<String>,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for GetCsConfigurationStoreLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let location = session(context)?.store().location();
        report::write(context, self.report.as_ref(), std::slice::from_ref(&location))?;
        context.output(Value::text(location))
    }
}

cmdlet! {
    /// Chooses the management store of this account, for this session and those to come. `FEDSH_STORE` goes before it.
    ///
    /// # Examples
    /// ```powershell
    /// Set-CsConfigurationStoreLocation -SqlServerFqdn "$PWD/other.db"
    /// Remove-CsConfigurationStoreLocation
    /// Set-CsConfigurationStoreLocation -SqlServerFqdn "$PWD/other.db" -SkipLookup -Force -SqlInstanceName RTC -Report ./location.html
    /// Set-CsConfigurationStoreLocation -SqlServerFqdn "$PWD/other.db" -MirrorSqlServerFqdn "$PWD/mirror.db" -MirrorSqlInstanceName RTC -GlobalSettingsDomainController dc01.contoso.net
    /// Remove-CsConfigurationStoreLocation
    /// ```
    "Set-CsConfigurationStoreLocation" as SetCsConfigurationStoreLocation { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The store: path of a file. It is made when it is missing.
        "SqlServerFqdn" location: String { aliases: &["Location"], mandatory: true },
        /// Accepted: a store here has no instances.
        "SqlInstanceName" instance: Option<String>,
        /// Accepted: a store here has no mirror.
        "MirrorSqlServerFqdn" mirror: Option<String>,
        /// Accepted: a store here has no mirror.
        "MirrorSqlInstanceName" mirror_instance: Option<String>,
        /// Accepted: the store's place is noted in this account.
        "GlobalSettingsDomainController" controller: Option<String>,
        /// Notes the place without opening the store.
        "SkipLookup" skip: bool,
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for SetCsConfigurationStoreLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let is_place = self.location.contains(['/', ':']);
        if !is_place {
            let reason = format!(
                "'{}' names no store of fedsh, which keeps its configuration in a file: give its path, as ./cms.db.",
                self.location
            );
            return Refusal::Invalid(reason).report(context);
        }
        let location = match self.location.contains(':') {
            true => self.location.clone(),
            false => context.engine.resolve_path(&self.location).display().to_string(),
        };
        if !context.should_process(&location, "Set-CsConfigurationStoreLocation")? {
            return Ok(());
        }
        let chosen = match self.skip {
            true => note_location(&location),
            false => open(Some(&location)).and_then(|_| note_location(&location)),
        };
        if let Err(error) = chosen {
            return Refusal::from(error).report(context);
        }
        report::write(context, self.report.as_ref(), &[format!("The store is {location}.")])?;
        reopen(context, Some(location))
    }
}

cmdlet! {
    /// Goes back to the management store that an account has when none was chosen. The one that was chosen stays as it is.
    ///
    /// # Examples
    /// ```powershell
    /// Remove-CsConfigurationStoreLocation
    /// Remove-CsConfigurationStoreLocation -Force -Report ./location.html -GlobalSettingsDomainController dc01.contoso.net
    /// ```
    "Remove-CsConfigurationStoreLocation" as RemoveCsConfigurationStoreLocation { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Accepted: the store's place is noted in this account.
        "GlobalSettingsDomainController" controller: Option<String>,
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for RemoveCsConfigurationStoreLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if !context.should_process("the chosen store", "Remove-CsConfigurationStoreLocation")? {
            return Ok(());
        }
        let location = forget_location().and_then(|()| default_location());
        match location {
            Ok(location) => {
                report::write(context, self.report.as_ref(), &[format!("The store is {location}.")])?;
                reopen(context, None)
            }
            Err(error) => Refusal::from(error).report(context),
        }
    }
}
