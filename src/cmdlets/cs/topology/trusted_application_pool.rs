//! `New-`, `Get-`, `Set-` and `Remove-CsTrustedApplicationPool`, `-CsTrustedApplicationComputer`.

use super::trusted_application::{pool, pool_name, role, shown_pool};
use super::{edit, get_cs_computer, missing, published};
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::operators::{has_wildcard, like};
use crate::federation::runtime::local_computer;
use crate::topology::model::{Computer, Pool, Service, ServiceId, Topology};
use serde_json::{Map, Value as Json, json};

const BY_IDENTITY: &[Membership] =
    &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::ByName }];
const BY_FILTER: &[Membership] =
    &[Membership { set: "Filter", position: None, mandatory: false, pipe: Pipe::No }];

/// A command with the settings that `New` and `Set` take.
macro_rules! with_settings {
    ($(#[doc = $help:literal])* $name:literal as $type:ident { $($own:tt)* }) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
            parameters {
                $($own)*
                /// First port of application sharing.
                "AppSharingPortStart" app_start: Option<u16>,
                /// Number of those ports.
                "AppSharingPortCount" app_count: Option<u16>,
                /// First port of audio.
                "AudioPortStart" audio_start: Option<u16>,
                /// Number of those ports.
                "AudioPortCount" audio_count: Option<u16>,
                /// First port of video.
                "VideoPortStart" video_start: Option<u16>,
                /// Number of those ports.
                "VideoPortCount" video_count: Option<u16>,
                /// Whether it is only spoken to, and never speaks first.
                "OutboundOnly" outbound: Option<Truth>,
                /// The registrar that it uses.
                "Registrar" registrar: Option<String>,
                /// Whether its computers follow the management store.
                "RequiresReplication" replication: Option<Truth>,
                /// Whether its rate is limited as that of a server.
                "ThrottleAsServer" throttle: Option<Truth>,
                /// Whether what it sends counts as authenticated.
                "TreatAsAuthenticated" authenticated: Option<Truth>,
                /// Asks no questions.
                "Force" force: bool,
            }
        }

        impl $type {
            /// Writes what was given. Errors: a registrar that is not there.
            fn settings(&self, topology: &Topology) -> Result<Map<String, Json>, Refusal> {
                let mut given = Map::new();
                if let Some(text) = &self.registrar {
                    let id: ServiceId = match text.contains(':') {
                        true => text.parse().map_err(|error| Refusal::Invalid(format!("{error}.")))?,
                        false => ServiceId::new(crate::topology::model::Role::Registrar, text.as_str()),
                    };
                    let found = topology.service(&id).ok_or_else(|| missing("registrar", text, "Get-CsService"))?;
                    given.insert("Registrar".to_owned(), json!(found.id().to_string()));
                }
                let ports = [
                    ("AppSharingPortStart", self.app_start), ("AppSharingPortCount", self.app_count),
                    ("AudioPortStart", self.audio_start), ("AudioPortCount", self.audio_count),
                    ("VideoPortStart", self.video_start), ("VideoPortCount", self.video_count),
                ];
                given.extend(ports.into_iter().filter_map(|(name, port)| Some((name.to_owned(), json!(port?)))));
                let truths = [
                    ("OutboundOnly", self.outbound), ("ThrottleAsServer", self.throttle),
                    ("TreatAsAuthenticated", self.authenticated),
                ];
                given.extend(truths.into_iter().filter_map(|(name, on)| Some((name.to_owned(), json!(on?.0)))));
                Ok(given)
            }
        }
    };
}

with_settings! {
    /// Adds a pool of servers whose applications the deployment trusts to the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Registrar pool02.contoso.net -Site Redmond -ComputerFqdn app01.contoso.net
    /// New-CsTrustedApplicationPool -Identity media.contoso.net -Registrar pool02.contoso.net -Site Redmond -AudioPortStart 20000 -AudioPortCount 100 -VideoPortStart 21000 -VideoPortCount 100 -AppSharingPortStart 22000 -AppSharingPortCount 100 -Force
    /// New-CsTrustedApplicationPool -Identity news.contoso.net -Registrar pool02.contoso.net -Site Redmond -OutboundOnly $true -RequiresReplication $false -ThrottleAsServer $true -TreatAsAuthenticated $true
    /// ```
    "New-CsTrustedApplicationPool" as NewCsTrustedApplicationPool {
        /// Its name.
        "Identity" identity: String { position: Some(0), mandatory: true },
        /// Its first computer; without it one of the pool's name.
        "ComputerFqdn" computer: Option<String>,
        /// The site it belongs to; that of the registrar when absent.
        "Site" site: Option<String>,
    }
}

impl NewCsTrustedApplicationPool {
    fn add(&self, topology: &mut Topology) -> Result<Service, Refusal> {
        let name = pool_name(&self.identity).to_owned();
        if topology.pool(&name).is_some() {
            return Err(Refusal::Exists(format!("The pool '{name}' exists already.")));
        }
        let mut settings = Map::new();
        for (key, value) in
            [("ThrottleAsServer", true), ("TreatAsAuthenticated", true), ("OutboundOnly", false)]
        {
            settings.insert(key.to_owned(), json!(value));
        }
        settings.extend(self.settings(topology)?);
        let site = self.site_id(topology, &settings)?;
        let computer = self.computer.clone().unwrap_or_else(|| name.clone());
        let replication = self.replication.is_none_or(|on| on.0);
        topology.add_pool(Pool {
            fqdn: name.clone(),
            site_id: site,
            requires_replication: replication,
            requires_setup: false,
            computers: vec![Computer::new(computer, &[])],
            ..Pool::default()
        });
        topology.add_service(Service { role: role(), pool: name.clone(), settings, ..Service::default() });
        pool(topology, &name).map(|service| service.clone())
    }

    /// The site that was named, else that of the registrar, else the only one.
    fn site_id(&self, topology: &Topology, settings: &Map<String, Json>) -> Result<String, Refusal> {
        if let Some(site) = &self.site {
            let found = topology.site(site).ok_or_else(|| missing("site", site, "Get-CsSite"))?;
            return Ok(found.site_id.clone());
        }
        let registrar =
            settings.get("Registrar").and_then(Json::as_str).and_then(|text| text.parse::<ServiceId>().ok());
        let of_registrar = registrar.and_then(|id| topology.site_of_pool(&id.pool));
        match (of_registrar, topology.sites.as_slice()) {
            (Some(site), _) | (None, [site]) => Ok(site.site_id.clone()),
            _ => Err(Refusal::Invalid("-Site or -Registrar has to say where the pool belongs.".to_owned())),
        }
    }
}

impl Cmdlet for NewCsTrustedApplicationPool {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.identity.clone();
        let made = change(context, &name, |transaction| {
            edit(transaction, |topology| {
                let service = self.add(topology)?;
                Ok(shown_pool(topology, &service))
            })
        })?;
        let Some(made) = made else { return Ok(()) };
        context.warning("Enable-CsTopology puts the pool in force.")?;
        context.output(made)
    }
}

with_settings! {
    /// Changes a pool of trusted servers in the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// Set-CsTrustedApplicationPool trust.contoso.net -OutboundOnly $true
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Set-CsTrustedApplicationPool -Identity trust.contoso.net -AudioPortStart 20000 -AudioPortCount 100 -VideoPortStart 21000 -VideoPortCount 100 -AppSharingPortStart 22000 -AppSharingPortCount 100 -Force
    /// Set-CsTrustedApplicationPool -Identity trust.contoso.net -Registrar pool02.contoso.net -RequiresReplication $false -ThrottleAsServer $true -TreatAsAuthenticated $true
    /// ```
    "Set-CsTrustedApplicationPool" as SetCsTrustedApplicationPool {
        /// The pool.
        "Identity" identity: String { position: Some(0), pipe: Pipe::ByName },
    }
}

impl Cmdlet for SetCsTrustedApplicationPool {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.identity.clone();
        change(context, &name, |transaction| {
            edit(transaction, |topology| {
                let given = self.settings(topology)?;
                let service = pool(topology, &name)?;
                service.settings.extend(given);
                let fqdn = service.pool.clone();
                if let (Some(on), Some(own)) = (self.replication, topology.pool_mut(&fqdn)) {
                    own.requires_replication = on.0;
                }
                Ok(())
            })
        })?;
        Ok(())
    }
}

cmdlet! {
    /// Shows the pools of servers whose applications the deployment trusts.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsTrustedApplicationPool
    /// Get-CsTrustedApplicationPool -Filter trust*
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// Get-CsTrustedApplicationPool -Identity trust.contoso.net
    /// Get-CsTrustedApplicationPool -PoolFqdn trust.contoso.net
    /// ```
    "Get-CsTrustedApplicationPool" as GetCsTrustedApplicationPool { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// The pool.
        "Identity" identity: Option<String> { sets: BY_IDENTITY, wildcards: true },
        /// A pattern of pools, with wildcards.
        "Filter" filter: Option<String> { sets: BY_FILTER, wildcards: true },
        /// The name of the pool.
        "PoolFqdn" pool: Option<String>,
    }
}

impl Cmdlet for GetCsTrustedApplicationPool {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let patterns = [&self.identity, &self.filter, &self.pool];
        let mut found = false;
        for service in topology.services_of(&role()) {
            let wanted = |pattern: &Option<String>| {
                pattern.as_ref().is_none_or(|pattern| like(&service.pool, pool_name(pattern), true))
            };
            if patterns.into_iter().all(wanted) {
                found = true;
                context.output(shown_pool(&topology, service))?;
            }
        }
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => {
                missing("trusted application pool", identity, "Get-CsTrustedApplicationPool").report(context)
            }
            _ => Ok(()),
        }
    }
}

cmdlet! {
    /// Removes a pool of trusted servers, with its applications, from the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// Remove-CsTrustedApplicationPool trust.contoso.net
    /// New-CsTrustedApplicationPool trust2.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// Remove-CsTrustedApplicationPool -Identity trust2.contoso.net -Force
    /// ```
    "Remove-CsTrustedApplicationPool" as RemoveCsTrustedApplicationPool { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The pool.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveCsTrustedApplicationPool {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.identity.clone();
        change(context, &name, |transaction| {
            edit(transaction, |topology| {
                let fqdn = pool(topology, &name)?.pool.clone();
                topology.remove_pool(&fqdn);
                Ok(())
            })
        })?;
        Ok(())
    }
}

cmdlet! {
    /// Adds a computer to a pool of trusted servers.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// New-CsTrustedApplicationComputer app02.contoso.net -Pool trust.contoso.net
    /// New-CsTrustedApplicationComputer -Identity app03.contoso.net -Pool trust.contoso.net -Force
    /// ```
    "New-CsTrustedApplicationComputer" as NewCsTrustedApplicationComputer { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its name.
        "Identity" identity: String { position: Some(0), mandatory: true },
        /// The pool.
        "Pool" pool: String { mandatory: true },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl NewCsTrustedApplicationComputer {
    fn add(&self, topology: &mut Topology) -> Result<crate::engine::value::Value, Refusal> {
        if topology.computer(&self.identity).is_some() {
            return Err(Refusal::Exists(format!("The computer '{}' exists already.", self.identity)));
        }
        let fqdn = pool(topology, &self.pool)?.pool.clone();
        let own = topology.pool_mut(&fqdn).ok_or_else(|| missing("pool", &fqdn, "Get-CsPool"))?;
        let last = own.computers.iter().map(|one| one.ordinal_in_cluster).max().unwrap_or(0);
        let computer = Computer {
            ordinal_in_cluster: last.saturating_add(1),
            ..Computer::new(self.identity.as_str(), &[])
        };
        let shown = get_cs_computer::shown(own, &computer);
        own.computers.push(computer);
        Ok(shown)
    }
}

impl Cmdlet for NewCsTrustedApplicationComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.identity.clone();
        match change(context, &name, |transaction| edit(transaction, |topology| self.add(topology)))? {
            Some(made) => context.output(made),
            None => Ok(()),
        }
    }
}

cmdlet! {
    /// Shows the computers of the pools of trusted servers.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsTrustedApplicationComputer
    /// Get-CsTrustedApplicationComputer -Filter trust*
    /// Get-CsTrustedApplicationComputer -Local
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -ComputerFqdn app01.contoso.net -WarningAction SilentlyContinue | Out-Null
    /// Get-CsTrustedApplicationComputer -Identity app01.contoso.net
    /// Get-CsTrustedApplicationComputer -Pool trust.contoso.net
    /// ```
    "Get-CsTrustedApplicationComputer" as GetCsTrustedApplicationComputer { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// Its name.
        "Identity" identity: Option<String> { sets: BY_IDENTITY, wildcards: true },
        /// A pattern of names, with wildcards.
        "Filter" filter: Option<String> { sets: BY_FILTER, wildcards: true },
        /// Only computers of this pool.
        "Pool" pool: Option<String>,
        /// Only this computer.
        "Local" local: bool,
    }
}

impl Cmdlet for GetCsTrustedApplicationComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let own = local_computer(&topology);
        let pattern = self.identity.as_ref().or(self.filter.as_ref());
        let mut found = false;
        for pool in topology.services_of(&role()).filter_map(|service| topology.pool(&service.pool)) {
            if self.pool.as_ref().is_some_and(|wanted| !like(&pool.fqdn, pool_name(wanted), true)) {
                continue;
            }
            for computer in &pool.computers {
                let named = pattern.is_none_or(|pattern| like(&computer.fqdn, pattern, true));
                if named && (!self.local || computer.fqdn.eq_ignore_ascii_case(&own)) {
                    found = true;
                    context.output(get_cs_computer::shown(pool, computer))?;
                }
            }
        }
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => {
                missing("trusted application computer", identity, "Get-CsTrustedApplicationComputer")
                    .report(context)
            }
            _ => Ok(()),
        }
    }
}

cmdlet! {
    /// Removes a computer from its pool of trusted servers.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// New-CsTrustedApplicationComputer app02.contoso.net -Pool trust.contoso.net | Out-Null
    /// Remove-CsTrustedApplicationComputer app02.contoso.net
    /// New-CsTrustedApplicationComputer app03.contoso.net -Pool trust.contoso.net | Out-Null
    /// Remove-CsTrustedApplicationComputer -Identity app03.contoso.net -Force
    /// ```
    "Remove-CsTrustedApplicationComputer" as RemoveCsTrustedApplicationComputer { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its name.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl RemoveCsTrustedApplicationComputer {
    fn take_out(&self, topology: &mut Topology) -> Result<(), Refusal> {
        let not_there =
            || missing("trusted application computer", &self.identity, "Get-CsTrustedApplicationComputer");
        let fqdn =
            topology.computer(&self.identity).map(|(pool, _)| pool.fqdn.clone()).ok_or_else(not_there)?;
        if topology.service(&ServiceId::new(role(), fqdn.as_str())).is_none() {
            return Err(not_there());
        }
        let pool = topology.pool_mut(&fqdn).ok_or_else(not_there)?;
        if pool.computers.len() == 1 {
            return Err(Refusal::Invalid(format!(
                "'{}' is the last computer of '{fqdn}'. Remove-CsTrustedApplicationPool removes the pool.",
                self.identity
            )));
        }
        pool.computers.retain(|computer| !computer.fqdn.eq_ignore_ascii_case(&self.identity));
        Ok(())
    }
}

impl Cmdlet for RemoveCsTrustedApplicationComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.identity.clone();
        change(context, &name, |transaction| edit(transaction, |topology| self.take_out(topology)))?;
        Ok(())
    }
}
