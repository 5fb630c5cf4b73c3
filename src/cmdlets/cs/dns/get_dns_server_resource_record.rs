//! `Get-DnsServerResourceRecord`.

use super::shown;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::topology::model::{DnsRecord, list};

cmdlet! {
    /// Lists the records of a zone.
    ///
    /// # Examples
    /// ```powershell
    /// Get-DnsServerResourceRecord -ZoneName contoso.com
    /// Get-DnsServerResourceRecord -ZoneName contoso.com -Name '@' -RRType SOA
    /// ```
    "Get-DnsServerResourceRecord" as GetDnsServerResourceRecord { module: "fedsh.Cs" }
    parameters {
        /// The zone.
        "ZoneName" zone: String { mandatory: true },
        /// A name, with wildcards.
        "Name" name: Option<String> { position: Some(0) },
        /// A type.
        "RRType" kind: Option<String>,
    }
}

impl Cmdlet for GetDnsServerResourceRecord {
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
