//! `Publish-CsDnsPlan`.

use super::USUAL_LIFE;
use super::plan_state::{look_up, planned, resolver, shown};
use super::zones::Zones;
use crate::cmdlet;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::dns::{Resolver, ZoneRecord, update};
use crate::topology::dns_plan::PlannedRecord;
use std::collections::BTreeMap;

cmdlet! {
    /// Writes the records that the published topology needs into zones at their primary name server, by dynamic
    /// update (RFC 2136) signed with a key (TSIG). Records of the same name and type are replaced, each zone as a
    /// whole or not at all; then the server is asked again. What is there already is left as it is, unless
    /// -Force or another time to live is wanted.
    ///
    /// # Examples
    /// ```powershell
    /// # Publish-CsDnsPlan -Server 192.0.2.53 -ZoneName contoso.com -KeyFile /etc/bind/fedsh.key
    /// # Publish-CsDnsPlan -Server 192.0.2.53 -ZoneName contoso.com -KeyFile /etc/bind/fedsh.key -TimeToLive 60 -Force
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Publish-CsDnsPlan -Server 127.0.0.1 -ZoneName fabrikam.com
    /// # A signed update; nobody answers at this address, which it says.
    /// Set-Content ./fedsh.key 'key "fedsh" {', '  algorithm hmac-sha256;', '  secret "c2VjcmV0IG9mIHlvdXIgb3duLCAzMiBieXRlcyBsb25n";', '};'
    /// try { Publish-CsDnsPlan -Server 127.0.0.1:9 -ZoneName contoso.com -KeyFile ./fedsh.key -Side External -TimeToLive 60 -Force -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Publish-CsDnsPlan" as PublishCsDnsPlan { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The zones' primary name server, with a port if it is not 53.
        "Server" server: String { position: Some(0), mandatory: true },
        /// The zones that may be changed; records outside them are left alone.
        "ZoneName" zones: Vec<String> { position: Some(1), mandatory: true },
        /// A file with the key that signs, as tsig-keygen writes it. Without one the update is not signed.
        "KeyFile" key_file: Option<String>,
        /// Only records that others outside see, or only those inside.
        "Side" side: Option<String> { values: &["External", "Internal"] },
        /// Seconds that others may keep the records.
        "TimeToLive" life: Option<u32>,
        /// Also writes records that are there already.
        "Force" force: bool,
    }
}

impl PublishCsDnsPlan {
    fn publish(&self, context: &mut Context<'_>, target: &Target) -> Outcome<Result<(), Refusal>> {
        let planned = match planned(context, self.side.as_deref())? {
            Ok(planned) => planned,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut zones: BTreeMap<String, Vec<(PlannedRecord, &'static str)>> = BTreeMap::new();
        for wanted in planned {
            if let Some(zone) = target.zones.of(&wanted.name) {
                let before = look_up(context, &target.resolver, &wanted)?.state;
                zones.entry(zone).or_default().push((wanted, before));
            }
        }
        for (zone, wanted) in zones {
            if let Err(refusal) = self.publish_zone(context, target, &zone, wanted)? {
                refusal.report(context)?;
            }
        }
        Ok(Ok(()))
    }

    fn publish_zone(
        &self,
        context: &mut Context<'_>,
        target: &Target,
        zone: &str,
        wanted: Vec<(PlannedRecord, &'static str)>,
    ) -> Outcome<Result<(), Refusal>> {
        let same_set = |one: &PlannedRecord, other: &PlannedRecord| {
            one.name.eq_ignore_ascii_case(&other.name) && one.record_type == other.record_type
        };
        let all = self.force || self.life.is_some();
        // A set is replaced as a whole, so all of its records are written when one of them is not there.
        let due = |one: &PlannedRecord| {
            all || wanted.iter().any(|(other, before)| same_set(one, other) && *before != "Present")
        };
        let ttl = self.life.unwrap_or(USUAL_LIFE);
        let record = |one: &PlannedRecord| ZoneRecord {
            owner: one.name.clone(),
            record_type: one.record_type.to_owned(),
            ttl,
            data: one.data.clone(),
        };
        let records: Vec<ZoneRecord> =
            wanted.iter().filter(|(one, _)| due(one)).map(|(one, _)| record(one)).collect();
        let action = format!("Write {} DNS records at {}", records.len(), target.zones.server);
        if !records.is_empty() {
            if !context.should_process(zone, &action)? {
                return Ok(Ok(()));
            }
            let (server, key, name) = (target.zones.server, target.zones.key.clone(), zone.to_owned());
            let done = context.wait(async move { update(server, key.as_ref(), &name, &records).await })?;
            if let Err(error) = done {
                return Ok(Err(Refusal::Invalid(format!("{error}."))));
            }
        }
        for (one, before) in wanted {
            let found = look_up(context, &target.resolver, &one)?;
            context.output(shown(one, found, vec![("Before", Value::text(before))]))?;
        }
        Ok(Ok(()))
    }
}

/// Where to, and with what.
struct Target {
    zones: Zones,
    resolver: Resolver,
}

impl Cmdlet for PublishCsDnsPlan {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let zones = Zones::read(context.engine, &self.server, &self.zones, self.key_file.as_deref());
        let zones = match zones {
            Ok(zones) => zones,
            Err(refusal) => return refusal.report(context),
        };
        let resolver = match resolver(context, vec![zones.server])? {
            Ok(resolver) => resolver,
            Err(refusal) => return refusal.report(context),
        };
        match self.publish(context, &Target { zones, resolver })? {
            Ok(()) => Ok(()),
            Err(refusal) => refusal.report(context),
        }
    }
}
