//! Records of the zones that fedsh serves.

use super::state::{Refusal, change, session};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::engine::value::Value;
use crate::federation::dns::ZoneRecord;
use crate::topology::kinds;
use crate::topology::model::{DnsRecord, Entity, list, save};

/// Seconds that a record without a wish of its own lives.
const USUAL_LIFE: u32 = 3600;

fn shown(record: &DnsRecord) -> Value {
    Value::custom([
        ("ZoneName", Value::text(record.zone.as_str())),
        ("HostName", Value::text(record.name.as_str())),
        ("RecordType", Value::text(record.record_type.as_str())),
        ("TimeToLive", Value::Int(i32::try_from(record.time_to_live).unwrap_or(i32::MAX))),
        ("RecordData", Value::text(record.data.as_str())),
    ])
}

cmdlet! {
    /// Adds a record to a zone.
    ///
    /// # Examples
    /// ```powershell
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name xmpp -A -IPv4Address 127.0.0.1
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName xmpp.contoso.com -Port 5269
    /// ```
    "Add-DnsServerResourceRecord" as AddRecord { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The zone.
        "ZoneName" zone: String { mandatory: true },
        /// Name inside the zone; `@` is the zone itself.
        "Name" name: String { position: Some(0), mandatory: true },
        /// An address record.
        "A" a: bool,
        /// A service record.
        "Srv" srv: bool,
        /// The address.
        "IPv4Address" address: Option<String>,
        /// The host of a service.
        "DomainName" target: Option<String>,
        /// The port of a service.
        "Port" port: Option<i32>,
        /// Priority of a service; the lowest is tried first.
        "Priority" priority: i32,
        /// Weight among services of one priority.
        "Weight" weight: i32,
        /// Another type, with `-RecordData`.
        "Type" kind: Option<String> { values: &["A", "AAAA", "SRV", "CNAME", "MX", "TXT", "NS", "PTR"] },
        /// The data as in a zone file.
        "RecordData" data: Option<String>,
        /// Seconds that others may keep it.
        "TimeToLive" life: Option<i32>,
    }
}

impl AddRecord {
    fn record(&self) -> Result<DnsRecord, Refusal> {
        let missing = |name: &str| Refusal::Invalid(format!("-{name} is missing."));
        let (kind, data) = if self.srv {
            let target = self.target.as_ref().ok_or_else(|| missing("DomainName"))?;
            let port = self.port.ok_or_else(|| missing("Port"))?;
            (
                "SRV".to_string(),
                format!("{} {} {port} {}.", self.priority, self.weight, target.trim_end_matches('.')),
            )
        } else if self.a {
            ("A".to_string(), self.address.clone().ok_or_else(|| missing("IPv4Address"))?)
        } else {
            (
                self.kind.clone().ok_or_else(|| missing("Type"))?.to_uppercase(),
                self.data.clone().ok_or_else(|| missing("RecordData"))?,
            )
        };
        let life = self.life.and_then(|life| u32::try_from(life).ok()).unwrap_or(USUAL_LIFE);
        let record = DnsRecord {
            zone: self.zone.trim_end_matches('.').to_lowercase(),
            name: self.name.clone(),
            record_type: kind,
            time_to_live: life,
            data,
        };
        let check = ZoneRecord {
            owner: record.owner(),
            record_type: record.record_type.clone(),
            ttl: life,
            data: record.data.clone(),
        };
        check.check().map_err(|error| Refusal::Invalid(error.to_string()))?;
        Ok(record)
    }
}

impl Cmdlet for AddRecord {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let record = match self.record() {
            Ok(record) => record,
            Err(refusal) => return refusal.report(context),
        };
        let name = record.owner();
        change(context, &name, move |transaction| Ok(save(transaction, &record)?))?;
        Ok(())
    }
}

cmdlet! {
    /// Lists the records of a zone.
    ///
    /// # Examples
    /// ```powershell
    /// Get-DnsServerResourceRecord -ZoneName contoso.com
    /// ```
    "Get-DnsServerResourceRecord" as GetRecord { module: "fedsh.Cs" }
    parameters {
        /// The zone.
        "ZoneName" zone: String { mandatory: true },
        /// A name, with wildcards.
        "Name" name: Option<String> { position: Some(0) },
        /// A type.
        "RRType" kind: Option<String>,
    }
}

impl Cmdlet for GetRecord {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let records: Vec<DnsRecord> = match list(&*session) {
            Ok(records) => records,
            Err(error) => return Refusal::from(error).report(context),
        };
        for record in records {
            let named = self.name.as_ref().is_none_or(|pattern| like(&record.name, pattern, true));
            let of_kind = self.kind.as_ref().is_none_or(|kind| record.record_type.eq_ignore_ascii_case(kind));
            if record.zone.eq_ignore_ascii_case(&self.zone) && named && of_kind {
                context.output(shown(&record))?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Removes the records of a name and type from a zone.
    ///
    /// # Examples
    /// ```powershell
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name old -A -IPv4Address 127.0.0.1
    /// Remove-DnsServerResourceRecord -ZoneName contoso.com -Name old -RRType A
    /// ```
    "Remove-DnsServerResourceRecord" as RemoveRecord { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The zone.
        "ZoneName" zone: String { mandatory: true },
        /// The name.
        "Name" name: String { position: Some(0), mandatory: true },
        /// The type.
        "RRType" kind: String { mandatory: true },
        /// Only the record with this data.
        "RecordData" data: Option<String>,
        /// Accepted: there are no further questions.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveRecord {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let target = format!("{}.{}", self.name, self.zone);
        change(context, &target.clone(), |transaction| {
            let records: Vec<DnsRecord> = list(transaction)?;
            let chosen: Vec<DnsRecord> = records
                .into_iter()
                .filter(|record| {
                    record.zone.eq_ignore_ascii_case(&self.zone)
                        && record.name.eq_ignore_ascii_case(&self.name)
                        && record.record_type.eq_ignore_ascii_case(&self.kind)
                        && self.data.as_ref().is_none_or(|data| record.data == *data)
                })
                .collect();
            if chosen.is_empty() {
                return Err(Refusal::NotFound(format!("There is no record {target} of type {}.", self.kind)));
            }
            for record in &chosen {
                transaction.delete(kinds::DNS_RECORD, &record.identity())?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

cmdlet! {
    /// Looks a name up, at the system's name servers or at another one.
    ///
    /// # Examples
    /// ```powershell
    /// $lab = Start-CsLab
    /// Resolve-DnsName _xmpp-server._tcp.fabrikam.com -Type SRV -Server $lab.NameServer
    /// Stop-CsLab
    /// ```
    "Resolve-DnsName" as ResolveName { module: "fedsh.Cs" }
    parameters {
        /// The name.
        "Name" name: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The type of record.
        "Type" kind: Option<String> { position: Some(1), values: &["A", "AAAA", "SRV", "CNAME", "MX", "TXT", "NS", "PTR", "SOA"] },
        /// Name servers, with a port if it is not 53.
        "Server" server: Vec<String>,
    }
}

impl Cmdlet for ResolveName {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        use crate::federation::dns::{Resolver, ResolverSettings};
        let mut name_servers = Vec::new();
        for text in &self.server {
            let address = text
                .parse()
                .or_else(|_| text.parse().map(|host: std::net::IpAddr| std::net::SocketAddr::new(host, 53)));
            match address {
                Ok(address) => name_servers.push(address),
                Err(_) => {
                    return Refusal::Invalid(format!("'{text}' is not the address of a name server."))
                        .report(context);
                }
            }
        }
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
