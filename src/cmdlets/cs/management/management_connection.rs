//! `Get-`, `Set-` and `Remove-CsManagementConnection`: another store for this session alone.

use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::{Refusal, reopen, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::store::open;

cmdlet! {
    /// Shows the store that this session works on.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsManagementConnection
    /// ```
    "Get-CsManagementConnection" as GetCsManagementConnection { module: "fedsh.Cs" }
    parameters {}
}

impl Cmdlet for GetCsManagementConnection {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let location = session(context)?.store().location();
        let provider = if location == "memory:" { "Memory" } else { "FileSystem" };
        context.output(object::with_type(
            "Microsoft.Rtc.Management.Xds.ManagementConnection",
            vec![("StoreProvider", Value::text(provider)), ("Connection", Value::text(location))],
        ))
    }
}

cmdlet! {
    /// Lets this session work on another store. Other sessions are not touched.
    ///
    /// # Examples
    /// ```powershell
    /// Set-CsManagementConnection -StoreProvider Memory -Connection trial
    /// New-CsSite Redmond | Out-Null
    /// Remove-CsManagementConnection
    /// Set-CsManagementConnection -StoreProvider Memory -Connection trial -EnableCaching $true
    /// Remove-CsManagementConnection
    /// ```
    "Set-CsManagementConnection" as SetCsManagementConnection { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// FileSystem for a file, Memory for a store that ends with the session.
        "StoreProvider" provider: String { position: Some(0), mandatory: true, values: &["Sql", "FileSystem", "Memory", "Azure"] },
        /// Path of the file; for Memory any name.
        "Connection" connection: String { position: Some(1), mandatory: true },
        /// Accepted: records are read when they are asked for.
        "EnableCaching" caching: Option<Truth>,
    }
}

impl Cmdlet for SetCsManagementConnection {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let location = match self.provider.to_ascii_lowercase().as_str() {
            "memory" => "memory:".to_owned(),
            "filesystem" => context.engine.resolve_path(&self.connection).display().to_string(),
            _ => {
                let reason =
                    format!("fedsh has no store of the kind {}; use FileSystem or Memory.", self.provider);
                return Refusal::Invalid(reason).report(context);
            }
        };
        if !context.should_process(&location, "Set-CsManagementConnection")? {
            return Ok(());
        }
        match open(Some(&location)) {
            Ok(_) => reopen(context, Some(location)),
            Err(error) => Refusal::from(error).report(context),
        }
    }
}

cmdlet! {
    /// Goes back to the store that the account has.
    ///
    /// # Examples
    /// ```powershell
    /// Remove-CsManagementConnection
    /// ```
    "Remove-CsManagementConnection" as RemoveCsManagementConnection { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {}
}

impl Cmdlet for RemoveCsManagementConnection {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.should_process("the connection of this session", "Remove-CsManagementConnection")? {
            return reopen(context, None);
        }
        Ok(())
    }
}
