//! `Resolve-DnsName`.

use super::name_servers;
use crate::cmdlet;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Looks a name up, at the system's name servers or at another one.
    ///
    /// # Examples
    /// ```powershell
    /// $lab = Start-CsLab
    /// Resolve-DnsName _xmpp-server._tcp.fabrikam.com -Type SRV -Server $lab.NameServer
    /// Stop-CsLab
    /// Resolve-DnsName -Name localhost
    /// ```
    "Resolve-DnsName" as ResolveDnsName { module: "fedsh.Cs" }
    parameters {
        /// The name.
        "Name" name: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The type of record.
        "Type" kind: Option<String> { position: Some(1), values: &["A", "AAAA", "SRV", "CNAME", "MX", "TXT", "NS", "PTR", "SOA"] },
        /// Name servers, with a port if it is not 53.
        "Server" server: Vec<String>,
    }
}

impl Cmdlet for ResolveDnsName {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        use crate::federation::dns::{Resolver, ResolverSettings};
        let name_servers = match name_servers(&self.server) {
            Ok(name_servers) => name_servers,
            Err(refusal) => return refusal.report(context),
        };
        let kind = self.kind.clone().unwrap_or_else(|| "A".into());
        let settings =
            ResolverSettings { name_servers, allow_private_targets: true, ..ResolverSettings::default() };
        let name = self.name.clone();
        let found = context.wait(async move {
            let resolver = Resolver::new(settings)?;
            resolver.lookup(&name, &kind).await
        })?;
        match found {
            Ok(answers) => {
                for answer in answers {
                    let fields = [
                        ("Name", Value::text(answer.name)),
                        ("Type", Value::text(answer.record_type)),
                        ("TTL", Value::Int(i32::try_from(answer.ttl).unwrap_or(i32::MAX))),
                        ("Section", Value::text(format!("{:?}", answer.section))),
                        ("Data", Value::text(answer.data.to_string())),
                    ];
                    context.output(Value::custom(fields))?;
                }
                Ok(())
            }
            Err(error) => Refusal::NotFound(format!("{}: {error}", self.name)).report(context),
        }
    }
}
