//! `Add-DnsServerResourceRecord`.

use super::USUAL_LIFE;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::dns::ZoneRecord;
use crate::topology::model::{DnsRecord, save};

cmdlet! {
    /// Adds a record to a zone.
    ///
    /// # Examples
    /// ```powershell
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name xmpp -A -IPv4Address 127.0.0.1
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName xmpp.contoso.com -Port 5269
    /// Get-Command Add-DnsServerResourceRecord -Syntax
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name _xmpp-server._tcp -Srv -DomainName xmpp2.contoso.com -Port 5269 -Priority 10 -Weight 5 -TimeToLive 300
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name note -Type TXT -RecordData '"v=spf1 -all"'
    /// ```
    "Add-DnsServerResourceRecord" as AddDnsServerResourceRecord { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
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

impl AddDnsServerResourceRecord {
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

impl Cmdlet for AddDnsServerResourceRecord {
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
