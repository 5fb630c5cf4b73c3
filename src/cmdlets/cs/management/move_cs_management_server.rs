//! `Move-CsManagementServer`.

use super::import_cs_configuration::read_archive;
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::cmdlets::cs::topology::{edit, missing, published};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::runtime::local_computer;
use crate::topology::kinds;
use crate::topology::model::{
    EnabledTopology, PublishedTopology, Role, Service, ServiceId, Topology, load, save,
};
use crate::topology::store::Transaction;

cmdlet! {
    /// Makes another pool the master of the management store. The published topology has to be in force.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsTopology
    /// Move-CsManagementServer -TargetFqdn pool02.contoso.net
    /// Get-CsService -CentralManagement
    /// Export-CsConfiguration -FileName ./configuration.zip
    /// Move-CsManagementServer -TargetFqdn pool02.contoso.net -ConfigurationFileName ./configuration.zip -LisConfigurationFileName ./locations.zip -Force -Report ./moved.html
    /// ```
    "Move-CsManagementServer" as MoveCsManagementServer { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// An export of the configuration, when the old master is lost.
        "ConfigurationFileName" configuration: Option<String> { aliases: &["CsConfiguration"] },
        /// Accepted: locations are in the same store.
        "LisConfigurationFileName" locations: Option<String> { aliases: &["CsLisConfiguration"] },
        /// The pool; that of this computer when absent.
        "TargetFqdn" target: Option<String>,
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

/// Moves the role. Gives the pools that had it and have it.
fn transfer(
    transaction: &mut Transaction,
    target: Option<&String>,
) -> Result<(Option<String>, String), Refusal> {
    let wanted = published(transaction)?;
    let in_force = load::<EnabledTopology>(transaction, kinds::ENABLED)?.unwrap_or_default().0;
    // Source: migration.md B.3, 1: enable has to succeed before the move.
    if wanted != in_force {
        return Err(Refusal::Invalid(
            "The published topology is not in force. Run Enable-CsTopology, which has to succeed first."
                .to_owned(),
        ));
    }
    let name = target.cloned().unwrap_or_else(|| local_computer(&wanted));
    let pool = wanted.pool(&name).or_else(|| wanted.computer(&name).map(|(pool, _)| pool));
    let pool = pool.ok_or_else(|| missing("pool", &name, "Get-CsPool"))?.fqdn.clone();
    let registrar = wanted.service(&ServiceId::new(Role::Registrar, pool.as_str()));
    if registrar.is_none_or(|service| wanted.is_legacy_service(service)) {
        return Err(Refusal::Invalid(format!(
            "'{pool}' is not a pool of the new deployment with a registrar."
        )));
    }
    let before = edit(transaction, |topology| Ok(set_master(topology, &pool)))?;
    let moved = load::<PublishedTopology>(transaction, kinds::PUBLISHED)?.unwrap_or_default();
    save(transaction, &EnabledTopology(moved.0))?;
    Ok((before, pool))
}

/// Marks the pool's service as the one in use, adding it when it is missing. Gives the pool that had the role.
fn set_master(topology: &mut Topology, pool: &str) -> Option<String> {
    let mut before = None;
    for service in topology.services.iter_mut().filter(|service| service.role == Role::CentralMgmt) {
        if service.is_active == Some(true) {
            before = Some(service.pool.clone());
        }
        service.is_active = Some(service.pool.eq_ignore_ascii_case(pool));
        for raw in &mut service.other_elements {
            let active = if service.is_active == Some(true) { "true" } else { "false" };
            for old in ["IsActive=\"true\"", "IsActive=\"false\""] {
                *raw = raw.replace(old, &format!("IsActive=\"{active}\""));
            }
        }
    }
    if topology.service(&ServiceId::new(Role::CentralMgmt, pool)).is_none() {
        topology.add_service(Service {
            role: Role::CentralMgmt,
            pool: pool.to_owned(),
            is_active: Some(true),
            ..Service::default()
        });
    }
    before
}

impl Cmdlet for MoveCsManagementServer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(file) = &self.configuration {
            let path = context.engine.resolve_path(file);
            if let Err(refusal) = read_archive(&path) {
                return refusal.report(context);
            }
        }
        let target = self.target.clone();
        let shown = target.clone().unwrap_or_else(|| "the pool of this computer".to_owned());
        let moved = change(context, &shown, |transaction| transfer(transaction, target.as_ref()))?;
        let Some((before, after)) = moved else { return Ok(()) };
        let line = match before {
            Some(before) if !before.eq_ignore_ascii_case(&after) => {
                format!("The management store's master was {before} and is {after} now.")
            }
            _ => format!("The management store's master is {after}."),
        };
        context.verbose(&line)?;
        context.warning("Every computer that ran the old master has to load the topology again before its files go: Get-CsManagementStoreReplicationStatus shows when all are up to date.")?;
        report::write(context, self.report.as_ref(), &[line])
    }
}
