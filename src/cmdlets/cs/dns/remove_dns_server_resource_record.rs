//! `Remove-DnsServerResourceRecord`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::kinds;
use crate::topology::model::{DnsRecord, Entity, list};

cmdlet! {
    /// Removes the records of a name and type from a zone.
    ///
    /// # Examples
    /// ```powershell
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name old -A -IPv4Address 127.0.0.1
    /// Remove-DnsServerResourceRecord -ZoneName contoso.com -Name old -RRType A
    /// Add-DnsServerResourceRecord -ZoneName contoso.com -Name old -A -IPv4Address 127.0.0.2
    /// Remove-DnsServerResourceRecord -ZoneName contoso.com -Name old -RRType A -RecordData 127.0.0.2 -Force
    /// ```
    "Remove-DnsServerResourceRecord" as RemoveDnsServerResourceRecord { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
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

impl Cmdlet for RemoveDnsServerResourceRecord {
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
