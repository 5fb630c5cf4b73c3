//! The topology as a document: Get, Publish, Enable, Test; its computers and services; routes.

use super::object;
use super::site::published;
use super::state::{Refusal, change, session};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::operators::like;
use crate::engine::value::Value;
use crate::topology::check::{Severity, check_deployment};
use crate::topology::document::{read_topology, write_xml};
use crate::topology::kinds;
use crate::topology::model::{EnabledTopology, PublishedTopology, find_users, load, save};
use crate::topology::routing::route_for;
use crate::topology::snapshot::Snapshot;

cmdlet! {
    /// Shows the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsTopology
    /// Get-CsTopology -AsXml
    /// ```
    "Get-CsTopology" as GetTopology { module: "fedsh.Cs" }
    parameters {
        /// As the XML document that Lync's tools write.
        "AsXml" as_xml: bool,
        /// The topology that is in force instead of the published one.
        "Enabled" enabled: bool,
    }
}

impl Cmdlet for GetTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let found = match self.enabled {
            true => load::<EnabledTopology>(&*session, kinds::ENABLED)
                .map(|found| found.unwrap_or_default().0)
                .map_err(Refusal::from),
            false => published(&*session),
        };
        let topology = match found {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        if self.as_xml {
            return match write_xml(&topology) {
                Ok(text) => context.output(Value::text(text)),
                Err(error) => Refusal::Invalid(error.to_string()).report(context),
            };
        }
        let names = |items: Vec<String>| Value::array(items.into_iter().map(Value::from).collect());
        let fields = [
            ("DefaultDomain", topology.default_domain.clone().map_or(Value::Null, Value::from)),
            ("Domains", names(topology.domains.iter().map(|domain| domain.name.clone()).collect())),
            ("Sites", names(topology.sites.iter().map(|site| site.name.clone()).collect())),
            ("Pools", names(topology.pools.iter().map(|pool| pool.fqdn.clone()).collect())),
            ("Services", names(topology.services.iter().map(|service| service.id().to_string()).collect())),
        ];
        context.output(Value::custom(fields))
    }
}

cmdlet! {
    /// Publishes a topology document: XML of Lync's tools, or the short TOML form.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Get-CsTopology -AsXml | Set-Content ./topology.xml
    /// Publish-CsTopology -FileName ./topology.xml
    /// ```
    "Publish-CsTopology" as PublishTopology { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The file.
        "FileName" file: String { aliases: &["Path"], position: Some(0), mandatory: true },
        /// Accepted: there are no further questions.
        "Force" force: bool,
    }
}

impl Cmdlet for PublishTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let path = context.engine.resolve_path(&self.file);
        let shown = path.display().to_string();
        let read = std::fs::read(&path).map_err(|error| format!("'{shown}' cannot be read: {error}."));
        let topology = match read.and_then(|bytes| {
            read_topology(&bytes).map_err(|error| format!("'{shown}' is not a topology: {error}"))
        }) {
            Ok(topology) => topology,
            Err(message) => return Refusal::Invalid(message).report(context),
        };
        change(context, &shown, move |transaction| Ok(save(transaction, &PublishedTopology(topology))?))?;
        Ok(())
    }
}

cmdlet! {
    /// Puts the published topology in force. Errors of Test-CsTopology refuse it.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Enable-CsTopology
    /// ```
    "Enable-CsTopology" as EnableTopology { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Puts it in force in spite of errors.
        "Force" force: bool,
    }
}

impl Cmdlet for EnableTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let force = self.force;
        change(context, "the published topology", move |transaction| {
            let bad = check_deployment(transaction)?
                .into_iter()
                .find(|finding| finding.severity == Severity::Error);
            match bad {
                Some(finding) if !force => {
                    return Err(Refusal::Invalid(format!("The topology cannot work. {finding}")));
                }
                _ => {}
            }
            let topology = published(transaction)?;
            Ok(save(transaction, &EnabledTopology(topology))?)
        })?;
        Ok(())
    }
}

cmdlet! {
    /// Checks the published topology with partners, policies and certificates.
    ///
    /// # Examples
    /// ```powershell
    /// Test-CsTopology
    /// ```
    "Test-CsTopology" as TestTopology { module: "fedsh.Cs" }
    parameters {
        /// Writes errors to the error stream too.
        "Report" report: bool,
    }
}

impl Cmdlet for TestTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let findings = match check_deployment(&*session) {
            Ok(findings) => findings,
            Err(error) => return Refusal::from(error).report(context),
        };
        for finding in findings {
            if self.report && finding.severity == Severity::Error {
                context.fail(
                    "System.InvalidOperationException",
                    finding.to_string(),
                    finding.rule,
                    Category::InvalidData,
                    Value::text(finding.object.as_str()),
                )?;
            }
            let fields = [
                ("Severity", Value::text(finding.severity.to_string())),
                ("Rule", Value::text(finding.rule)),
                ("Object", Value::text(finding.object)),
                ("Message", Value::text(finding.message)),
                ("Action", Value::text(finding.action)),
            ];
            context.output(Value::custom(fields))?;
        }
        Ok(())
    }
}

cmdlet! {
    /// Lists the computers of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsComputer
    /// ```
    "Get-CsComputer" as GetComputer { module: "fedsh.Cs" }
    parameters {
        /// Its name, with wildcards.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// Only computers of this pool.
        "Pool" pool: Option<String>,
    }
}

impl Cmdlet for GetComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        for pool in topology
            .pools
            .iter()
            .filter(|pool| self.pool.as_ref().is_none_or(|pattern| like(&pool.fqdn, pattern, true)))
        {
            for computer in pool.computers.iter().filter(|computer| {
                self.identity.as_ref().is_none_or(|pattern| like(&computer.fqdn, pattern, true))
            }) {
                let addresses = computer
                    .interfaces
                    .iter()
                    .map(|interface| Value::text(interface.ip_address.to_string()))
                    .collect();
                let fields = [
                    ("Identity", Value::text(computer.fqdn.as_str())),
                    ("Pool", Value::text(pool.fqdn.as_str())),
                    ("Fqdn", Value::text(computer.fqdn.as_str())),
                    ("IPAddresses", Value::array(addresses)),
                ];
                context.output(Value::custom(fields))?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Lists the services of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsService -EdgeServer
    /// ```
    "Get-CsService" as GetService { module: "fedsh.Cs" }
    parameters {
        /// Its identity, with wildcards.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// Only services of this pool.
        "PoolFqdn" pool: Option<String>,
        /// Only Edges.
        "EdgeServer" edge: bool,
        /// Only registrars.
        "Registrar" registrar: bool,
    }
}

impl Cmdlet for GetService {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        for service in &topology.services {
            let identity = service.id().to_string();
            let named = self.identity.as_ref().is_none_or(|pattern| like(&identity, pattern, true));
            let placed = self.pool.as_ref().is_none_or(|pattern| like(&service.pool, pattern, true));
            let role = service.role.as_str();
            let of_role = (!self.edge && !self.registrar)
                || (self.edge && role == "EdgeServer")
                || (self.registrar && role == "Registrar");
            if named && placed && of_role {
                let mut value = serde_json::to_value(service).unwrap_or_default();
                value["Role"] = role.into();
                value["NextHop"] =
                    service.next_hop.as_ref().map_or(serde_json::Value::Null, |hop| hop.to_string().into());
                context.output(object::typed("CsService", Some(&identity), &value))?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Shows which gateway carries a conversation between a user and an XMPP domain, and why.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Test-CsFederationRoute -User ken@contoso.com -TargetDomain fabrikam.com
    /// ```
    "Test-CsFederationRoute" as TestFederationRoute { module: "fedsh.Cs" }
    parameters {
        /// The user.
        "User" user: String { aliases: &["Identity", "SipAddress"], position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The partner's domain.
        "TargetDomain" domain: String { aliases: &["Domain"], position: Some(1), mandatory: true },
    }
}

impl Cmdlet for TestFederationRoute {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let snapshot = match Snapshot::preview(&*session, session.store().clone()) {
            Ok(snapshot) => snapshot,
            Err(error) => return Refusal::from(error).report(context),
        };
        let users = match find_users(&*session, &self.user) {
            Ok(users) if users.is_empty() => {
                return Refusal::NotFound(format!("There is no user '{}'.", self.user)).report(context);
            }
            Ok(users) => users,
            Err(error) => return Refusal::from(error).report(context),
        };
        for user in users {
            let explained = route_for(&snapshot, &user, &self.domain);
            let inputs = explained
                .inputs
                .iter()
                .map(|input| Value::text(format!("{}: {}", input.name, input.found)))
                .collect();
            let fields = [
                ("User", Value::text(explained.user)),
                ("TargetDomain", Value::text(explained.domain)),
                ("Verdict", Value::text(explained.decision.verdict.to_string())),
                ("Reason", Value::text(explained.decision.reason.to_string())),
                ("Row", Value::Int(explained.decision.row as i32)),
                ("Edge", explained.edge.map_or(Value::Null, |edge| Value::text(edge.pool))),
                ("Revision", Value::Long(explained.revision)),
                ("Reasons", Value::array(inputs)),
            ];
            context.output(Value::custom(fields))?;
        }
        Ok(())
    }
}
