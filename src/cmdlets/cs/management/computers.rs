//! `Enable-CsComputer`, `Disable-CsComputer` and `Enable-CsReplica`: this computer's part in the deployment.

use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::service::stop_all;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::runtime::local_computer;
use crate::topology::kinds;
use crate::topology::model::{EnabledTopology, Topology, load};
use crate::topology::store::{Reader, ReplicaStatus, StoreError};

/// The topology in force, with this computer's name in it. Errors: it is not there.
fn own_place(reader: &dyn Reader) -> Result<(Topology, String), Refusal> {
    let topology = load::<EnabledTopology>(reader, kinds::ENABLED)?.unwrap_or_default().0;
    let name = local_computer(&topology);
    match topology.computer(&name) {
        Some(_) => Ok((topology, name)),
        None => Err(Refusal::NotFound(format!(
            "The enabled topology has no computer '{name}'. New-CsPool adds one, and Enable-CsTopology puts it in force."
        ))),
    }
}

macro_rules! local_command {
    ($(#[doc = $help:literal])* $name:literal as $type:ident { $($own:tt)* }) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
            parameters {
                $($own)*
                /// Accepted: the deployment is in this store.
                "GlobalCatalog" catalog: Option<String>,
                /// Accepted: the deployment is in this store.
                "GlobalSettingsDomainController" controller: Option<String>,
                /// Asks no questions.
                "Force" force: bool,
                /// Writes what was done as HTML to this file.
                "Report" report: Option<String>,
            }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                let session = session(context)?;
                let (topology, name) = match own_place(&*session) {
                    Ok(found) => found,
                    Err(refusal) => return refusal.report(context),
                };
                if !context.should_process(&name, $name)? {
                    return Ok(());
                }
                let lines = match self.work(context, &topology, &name)? {
                    Ok(lines) => lines,
                    Err(refusal) => return refusal.report(context),
                };
                for line in &lines {
                    context.verbose(line)?;
                }
                report::write(context, self.report.as_ref(), &lines)
            }
        }
    };
}

/// Notes this computer as a follower of the store at its present revision.
fn follow(context: &mut Context<'_>, name: &str) -> Outcome<Result<String, Refusal>> {
    let store = session(context)?.store().clone();
    let noted = store.revision().and_then(|revision| {
        let known = store.replicas()?.iter().any(|own| own.fqdn.eq_ignore_ascii_case(name));
        // What it runs is for its service host to say; a new follower begins with nothing.
        let status = ReplicaStatus { fqdn: name.to_owned(), revision: 0, time: chrono::Utc::now() };
        if !known {
            store.report_replica(&status)?;
        }
        Ok(format!("{name} follows the store, whose revision is {revision}."))
    });
    Ok(noted.map_err(|error: StoreError| Refusal::from(error)))
}

local_command! {
    /// Makes this computer ready for the services that the enabled topology assigns to it: it is noted as a replica.
    /// `fedsh serve` or Start-CsWindowsService starts them.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool ([System.Environment]::MachineName) -Site Redmond | Out-Null
    /// Enable-CsTopology
    /// Enable-CsComputer
    /// Enable-CsComputer -Force -Report ./enabled.html -GlobalCatalog dc01.contoso.net -GlobalSettingsDomainController dc01.contoso.net
    /// ```
    "Enable-CsComputer" as EnableCsComputer {}
}

impl EnableCsComputer {
    fn work(
        &self,
        context: &mut Context<'_>,
        topology: &Topology,
        name: &str,
    ) -> Outcome<Result<Vec<String>, Refusal>> {
        let hosted = topology.hosted_on(name);
        let services = hosted.iter().map(|service| service.kind.windows_service());
        let mut lines: Vec<String> =
            services.map(|(short, long)| format!("{short} ({long}) is assigned to {name}.")).collect();
        if lines.is_empty() {
            lines.push(format!("No service is assigned to {name}."));
        }
        Ok(follow(context, name)?.map(|line| {
            lines.push(line);
            lines
        }))
    }
}

local_command! {
    /// Stops the services of this computer.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool ([System.Environment]::MachineName) -Site Redmond | Out-Null
    /// Enable-CsTopology
    /// Disable-CsComputer
    /// Disable-CsComputer -Force -Scorch -Report ./disabled.html -GlobalCatalog dc01.contoso.net -GlobalSettingsDomainController dc01.contoso.net
    /// ```
    "Disable-CsComputer" as DisableCsComputer {
        /// Accepted: no account of this computer has to be removed.
        "Scorch" scorch: bool,
    }
}

impl DisableCsComputer {
    fn work(
        &self,
        context: &mut Context<'_>,
        _topology: &Topology,
        name: &str,
    ) -> Outcome<Result<Vec<String>, Refusal>> {
        Ok(stop_all(context, name)?.map(|()| vec![format!("The services of {name} are stopped.")]))
    }
}

local_command! {
    /// Notes this computer as a follower of the management store.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool ([System.Environment]::MachineName) -Site Redmond | Out-Null
    /// Enable-CsTopology
    /// Enable-CsReplica
    /// Get-CsManagementStoreReplicationStatus
    /// Enable-CsReplica -Force -Report ./replica.html -GlobalCatalog dc01.contoso.net -GlobalSettingsDomainController dc01.contoso.net
    /// ```
    "Enable-CsReplica" as EnableCsReplica {}
}

impl EnableCsReplica {
    fn work(
        &self,
        context: &mut Context<'_>,
        _topology: &Topology,
        name: &str,
    ) -> Outcome<Result<Vec<String>, Refusal>> {
        Ok(follow(context, name)?.map(|line| vec![line]))
    }
}
