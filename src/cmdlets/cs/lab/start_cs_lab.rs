//! `Start-CsLab`.

use super::{Running, before, failed, plan_only, readdress};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, author, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::dns::Target;
use crate::federation::lab::{Lab, LabError, LabOptions, RealPartner};
use crate::federation::tls::TrustRoots;
use crate::topology::kinds;
use crate::topology::store::Reader;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

cmdlet! {
    /// Starts a deployment on this machine: a legacy pool with its XMPP gateway, the computers of the new
    /// deployment that the enabled topology has, an XMPP partner and a name server. A store that has no topology
    /// yet gets that of the legacy deployment. All of it listens on the loopback network, unless addresses say
    /// otherwise.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab
    /// Stop-CsLab
    /// ```
    ///
    /// ```powershell
    /// # A real XMPP server as the partner, at an address that DNS does not know.
    /// Start-CsLab -PartnerDomain fabrikam.example -PartnerHost 127.0.0.9:5269
    /// Stop-CsLab
    /// # Everything at addresses of its own, with a partner that authenticates by dialback.
    /// Set-Content ./roots.pem (Request-CsCertificate -New -Type Default -ComputerFqdn pool01.contoso.net | ForEach-Object { Get-Content "$HOME/.local/share/fedsh/certificates/ca.pem" })
    /// Start-CsLab -PartnerDomain fabrikam.example -PartnerHost 127.0.0.9:5269 -Dialback -PartnerCertificateFile ./roots.pem -Domain contoso.com -Network 127.0.46.0 -LegacyAddress 127.0.46.101 -EdgeAddress 127.0.46.102 -NameServerAddress 127.0.46.103:5354 -Resolver 127.0.46.104:53
    /// Stop-CsLab
    /// ```
    "Start-CsLab" as StartCsLab { module: "fedsh.Cs" }
    parameters {
        /// Our SIP domain; contoso.com when absent.
        "Domain" domain: Option<String>,
        /// A real XMPP server as the partner: its domain. Without it the lab has a partner of its own.
        "PartnerDomain" partner: Option<String> { aliases: &["Partner"], position: Some(0) },
        /// Where that server is, when DNS does not say it: a host, with a port or without.
        "PartnerHost" host: Option<String>,
        /// Roots of its certificate besides those of this computer, a PEM file.
        "PartnerCertificateFile" roots: Option<String> { aliases: &["PartnerCaFile"] },
        /// It authenticates by dialback over TLS instead of its certificate.
        "Dialback" dialback: bool,
        /// The first three numbers of the lab's addresses, as 127.0.45.0.
        "Network" network: Option<String>,
        /// Where the legacy gateway listens for partners, where they cannot reach the loopback network.
        "LegacyAddress" legacy: Option<String>,
        /// Where the new Edge is to listen for partners.
        "EdgeAddress" edge: Option<String>,
        /// Where the lab's name server listens, with its port; a free one when absent.
        "NameServerAddress" name_server: Option<String>,
        /// Name servers that know the real partner, with their ports; those of this computer when absent.
        "Resolver" resolvers: Option<Vec<String>>,
    }
}

/// Reads an argument. Errors: a sentence that names it.
fn read<T: FromStr>(name: &str, text: Option<&String>) -> Result<Option<T>, Refusal> {
    let wrong = |text: &String| Refusal::Invalid(format!("-{name}: '{text}' is not an address."));
    text.map(|text| text.parse().map_err(|_| wrong(text))).transpose()
}

/// `host` or `host:port`; port 0 stands for the usual one.
fn target(text: &str) -> Target {
    match text.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
            Target { host: host.to_owned(), port: port.parse().unwrap_or(0) }
        }
        _ => Target { host: text.to_owned(), port: 0 },
    }
}

impl StartCsLab {
    fn options(&self, context: &Context<'_>) -> Result<LabOptions, Refusal> {
        let partner = match &self.partner {
            None if self.host.is_some() || self.roots.is_some() || self.dialback => {
                return Err(Refusal::Invalid(
                    "-PartnerHost, -PartnerCertificateFile and -Dialback need -PartnerDomain.".into(),
                ));
            }
            None => None,
            Some(domain) => {
                let path = self.roots.as_ref().map(|path| context.engine.resolve_path(path));
                let roots = path.map(|path| TrustRoots::from_file(&path)).transpose();
                Some(RealPartner {
                    domain: domain.clone(),
                    host: self.host.as_deref().map(target),
                    roots: roots.map_err(|error| Refusal::Invalid(error.to_string()))?,
                    dialback: self.dialback,
                })
            }
        };
        let resolvers: Result<Vec<Option<SocketAddr>>, Refusal> =
            self.resolvers.iter().flatten().map(|text| read("Resolver", Some(text))).collect();
        Ok(LabOptions {
            domain: self.domain.clone(),
            partner,
            network: read("Network", self.network.as_ref())?,
            legacy_address: read("LegacyAddress", self.legacy.as_ref())?,
            edge_address: read("EdgeAddress", self.edge.as_ref())?,
            name_server: read("NameServerAddress", self.name_server.as_ref())?,
            resolvers: resolvers?.into_iter().flatten().collect(),
        })
    }
}

impl Cmdlet for StartCsLab {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        if context.engine.extension::<Running>().0.is_some() {
            return Refusal::Exists("A lab is running already. Stop-CsLab stops it.".into()).report(context);
        }
        let options = match self.options(context) {
            Ok(options) => options,
            Err(refusal) => return Err(refusal.terminate(context)),
        };
        if session.is_planning() {
            return plan_only(context, &session, &options);
        }
        let store = session.store().clone();
        let authority = match crate::cmdlets::cs::certificate::authority(context.engine) {
            Ok(authority) => authority,
            Err(error) => return Err(failed(&LabError::from(error)).terminate(context)),
        };
        let lab = match context.wait(Lab::start(store, authority, options))? {
            Ok(lab) => Arc::new(lab),
            Err(error) => return Err(failed(&error).terminate(context)),
        };
        let author = author(context);
        let addresses = *lab.addresses();
        let prepared = session.change::<_, Refusal>(&author, |transaction| {
            let domain = lab.domain();
            if transaction.get(kinds::TOPOLOGY, kinds::PUBLISHED)?.is_none() {
                before(transaction, domain, &addresses)?;
                return Ok(());
            }
            // An address may have been given that was not there the last time.
            readdress(transaction, domain, "xmpp-legacy", addresses.legacy_gateway)?;
            Ok(readdress(transaction, domain, "xmpp", addresses.edge)?)
        });
        if let Err(refusal) = prepared {
            return Err(refusal.terminate(context));
        }
        if let Err(error) = context.wait(lab.follow())? {
            return Err(failed(&error).terminate(context));
        }
        let fields = [
            ("Domain", Value::text(lab.domain())),
            ("PartnerDomain", Value::text(lab.partner_domain())),
            ("LegacyAddress", Value::text(addresses.legacy_gateway.to_string())),
            ("EdgeAddress", Value::text(addresses.edge.to_string())),
            ("EdgeInternalAddress", Value::text(addresses.edge_internal.to_string())),
            ("PoolAddress", Value::text(addresses.pool.to_string())),
            ("NameServer", Value::text(lab.name_server().to_string())),
        ];
        context.engine.extension::<Running>().0 = Some(lab);
        context.output(Value::custom(fields))
    }
}
