//! `New-`, `Get-`, `Set-` and `Remove-CsTrustedApplication`.

use super::trusted_application::{
    Application, application_id, applications, parts, pool, pool_name, role, set_applications,
    shown_application,
};
use super::{edit, missing, published};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe, Validation};
use crate::engine::operators::{has_wildcard, like};
use crate::engine::value::Value;
use crate::topology::model::Topology;

const fn place(set: &'static str, position: Option<u16>, mandatory: bool, pipe: Pipe) -> Membership {
    Membership { set, position, mandatory, pipe }
}
const BY_PARTS: &[Membership] = &[place("AppIdAndPoolFqdn", None, true, Pipe::No)];
const PORT: &[Validation] = &[Validation::Range(1.0, 65535.0)];

fn not_there(identity: &str) -> Refusal {
    missing("trusted application", identity, "Get-CsTrustedApplication")
}

/// Changes the applications of a pool.
fn with_applications<T>(
    topology: &mut Topology,
    pool_fqdn: &str,
    work: impl FnOnce(&mut Vec<Application>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let service = pool(topology, pool_fqdn)?;
    let mut all = applications(service);
    let result = work(&mut all)?;
    set_applications(service, &all);
    Ok(result)
}

cmdlet! {
    /// Adds an application to a pool of trusted servers.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// New-CsTrustedApplication -ApplicationId tapp1 -TrustedApplicationPoolFqdn trust.contoso.net -Port 2000
    /// New-CsTrustedApplication -Identity trust.contoso.net/tapp2 -Port 2002 -EnableTcp -LegacyApplicationName tapp2 -Force
    /// ```
    "New-CsTrustedApplication" as NewCsTrustedApplication { module: "fedsh.Cs", default_set: "Identity", should_process: Some(Impact::Medium) }
    parameters {
        /// `<pool>/<application>`
        "Identity" identity: Option<String> { sets: &[place("Identity", Some(0), false, Pipe::No)] },
        /// Its name, as `urn:application:tapp1` or `tapp1`.
        "ApplicationId" application: Option<String> { sets: BY_PARTS },
        /// The pool.
        "TrustedApplicationPoolFqdn" pool: Option<String> { sets: BY_PARTS },
        /// Port at which it listens.
        "Port" port: i32 { mandatory: true, validate: PORT },
        /// Speaks to it without TLS.
        "EnableTcp" tcp: bool,
        /// Name that older commands use; its own when absent.
        "LegacyApplicationName" legacy: Option<String>,
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl NewCsTrustedApplication {
    fn place(&self) -> Result<(String, String), Refusal> {
        match (&self.identity, &self.pool, &self.application) {
            (Some(identity), _, _) => parts(identity),
            (None, Some(pool), Some(name)) => Ok((pool_name(pool).to_owned(), application_id(name)?)),
            _ => Err(Refusal::Invalid(
                "-Identity has to be <pool>/<application>, or -ApplicationId and -TrustedApplicationPoolFqdn name them.".to_owned(),
            )),
        }
    }

    fn add(&self, topology: &mut Topology) -> Result<Value, Refusal> {
        let (pool_fqdn, id) = self.place()?;
        let short = id.strip_prefix("urn:application:").unwrap_or(&id).to_owned();
        let application = Application {
            application_id: id.clone(),
            port: u16::try_from(self.port).unwrap_or_default(),
            enable_tcp: self.tcp,
            legacy_application_name: self.legacy.clone().unwrap_or(short),
        };
        with_applications(topology, &pool_fqdn, |all| {
            if all.iter().any(|own| own.application_id.eq_ignore_ascii_case(&id)) {
                return Err(Refusal::Exists(format!(
                    "The trusted application '{pool_fqdn}/{id}' exists already."
                )));
            }
            if let Some(other) = all.iter().find(|own| own.port == application.port) {
                return Err(Refusal::Exists(format!(
                    "Port {} of '{pool_fqdn}' is that of '{}'.",
                    application.port, other.application_id
                )));
            }
            all.push(application.clone());
            Ok(())
        })?;
        Ok(shown_application(topology, &pool_fqdn, &application))
    }
}

impl Cmdlet for NewCsTrustedApplication {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let target = self.identity.clone().or_else(|| self.application.clone()).unwrap_or_default();
        let made = change(context, &target, |transaction| edit(transaction, |topology| self.add(topology)))?;
        match made {
            Some(made) => context.output(made),
            None => Ok(()),
        }
    }
}

cmdlet! {
    /// Shows the applications that the deployment trusts.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsTrustedApplication -Filter trust.contoso.net/*
    /// Get-CsTrustedApplication -ApplicationId urn:application:weather -TrustedApplicationPoolFqdn trust.contoso.net -ErrorAction SilentlyContinue
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// New-CsTrustedApplication trust.contoso.net/tapp1 -Port 2000 | Out-Null
    /// Get-CsTrustedApplication -Identity trust.contoso.net/urn:application:tapp1
    /// ```
    "Get-CsTrustedApplication" as GetCsTrustedApplication { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// `<pool>/<application>`
        "Identity" identity: Option<String> { sets: &[place("Identity", Some(0), false, Pipe::ByName)], wildcards: true },
        /// A pattern of identities, with wildcards.
        "Filter" filter: Option<String> { sets: &[place("Filter", None, false, Pipe::No)], wildcards: true },
        /// Its name.
        "ApplicationId" application: Option<String> { sets: &[place("ParentAndRelativeKey", None, false, Pipe::No)] },
        /// The pool.
        "TrustedApplicationPoolFqdn" pool: Option<String> { sets: &[place("ParentAndRelativeKey", None, false, Pipe::No)] },
    }
}

impl GetCsTrustedApplication {
    fn wants(&self, pool_fqdn: &str, application: &Application) -> bool {
        let short = application.application_id.strip_prefix("urn:application:").unwrap_or_default();
        let whole = format!("{pool_fqdn}/{}", application.application_id);
        let brief = format!("{pool_fqdn}/{short}");
        let named = |pattern: &Option<String>| {
            pattern.as_ref().is_none_or(|text| {
                let text = pool_name(text);
                like(&whole, text, true) || like(&brief, text, true)
            })
        };
        named(&self.identity)
            && named(&self.filter)
            && self.pool.as_ref().is_none_or(|own| like(pool_fqdn, pool_name(own), true))
            && self
                .application
                .as_ref()
                .is_none_or(|own| like(&application.application_id, own, true) || like(short, own, true))
    }
}

impl Cmdlet for GetCsTrustedApplication {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let mut found = false;
        for service in topology.services_of(&role()) {
            for application in applications(service).iter().filter(|own| self.wants(&service.pool, own)) {
                found = true;
                context.output(shown_application(&topology, &service.pool, application))?;
            }
        }
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => not_there(identity).report(context),
            _ => Ok(()),
        }
    }
}

cmdlet! {
    /// Changes the port of a trusted application.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// New-CsTrustedApplication trust.contoso.net/tapp1 -Port 2000 | Out-Null
    /// Set-CsTrustedApplication trust.contoso.net/tapp1 -Port 2001
    /// Set-CsTrustedApplication -Identity trust.contoso.net/tapp1 -Port 2002 -Force
    /// ```
    "Set-CsTrustedApplication" as SetCsTrustedApplication { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// `<pool>/<application>`
        "Identity" identity: String { position: Some(0), pipe: Pipe::ByName },
        /// Port at which it listens.
        "Port" port: Option<i32> { validate: PORT },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for SetCsTrustedApplication {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        let port = self.port.and_then(|port| u16::try_from(port).ok());
        change(context, &identity, |transaction| {
            edit(transaction, |topology| {
                let (pool_fqdn, id) = parts(&identity)?;
                with_applications(topology, &pool_fqdn, |all| {
                    let own = all.iter_mut().find(|own| own.application_id.eq_ignore_ascii_case(&id));
                    let own = own.ok_or_else(|| not_there(&identity))?;
                    own.port = port.unwrap_or(own.port);
                    Ok(())
                })
            })
        })?;
        Ok(())
    }
}

cmdlet! {
    /// Removes a trusted application from its pool.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsTrustedApplication | Remove-CsTrustedApplication -Force
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsTrustedApplicationPool trust.contoso.net -Site Redmond -WarningAction SilentlyContinue | Out-Null
    /// New-CsTrustedApplication trust.contoso.net/tapp1 -Port 2000 | Out-Null
    /// Remove-CsTrustedApplication -Identity trust.contoso.net/tapp1
    /// ```
    "Remove-CsTrustedApplication" as RemoveCsTrustedApplication { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// `<pool>/<application>`
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveCsTrustedApplication {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        change(context, &identity, |transaction| {
            edit(transaction, |topology| {
                let (pool_fqdn, id) = parts(&identity)?;
                with_applications(topology, &pool_fqdn, |all| {
                    let before = all.len();
                    all.retain(|own| !own.application_id.eq_ignore_ascii_case(&id));
                    if all.len() == before { Err(not_there(&identity)) } else { Ok(()) }
                })
            })
        })?;
        Ok(())
    }
}
