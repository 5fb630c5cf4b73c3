//! `Get-TimeZone`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member, operators, types};

cmdlet! {
    /// Tells the time zone of this computer, or others.
    ///
    /// # Examples
    /// ```powershell
    /// (Get-TimeZone -Id UTC).BaseUtcOffset
    /// Get-TimeZone -Name *Coordinated* | Select-Object -First 1
    /// (Get-TimeZone -ListAvailable).Count -gt 10
    /// ```
    "Get-TimeZone" as GetTimeZone {
        aliases: &["gtz"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetTimeZoneCommand",
        default_set: "Name",
        output_types: &["System.TimeZoneInfo"],
    }
    parameters {
        /// Zones by their ids.
        "Id" id: Vec<String> { sets: &[Membership { set: "Id", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// All zones.
        "ListAvailable" list_available: bool { sets: &[Membership { set: "ListAvailable", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Zones by their standard or daylight names, with wildcards.
        "Name" name: Vec<String> { sets: &[Membership { set: "Name", position: Some(0), mandatory: false, pipe: Pipe::ByValue }] },
    }
}

const CLASS: &str = "System.TimeZoneInfo";

impl Cmdlet for GetTimeZone {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let class = types::named(CLASS);
        for id in self.id.clone() {
            match member::invoke_static(
                context.engine,
                &class,
                "FindSystemTimeZoneById",
                &[Value::text(id.as_str())],
            ) {
                Ok(zone) => context.output(zone)?,
                Err(fault) if matches!(*fault, Fault::Error { .. }) => missing(context, "ID", &id)?,
                Err(fault) => return Err(fault),
            }
        }
        if !self.id.is_empty() {
            return Ok(());
        }
        if self.name.is_empty() && !self.list_available {
            let local = member::get_static(context.engine, &class, "Local")?;
            return context.output(local);
        }
        let all = member::invoke_static(context.engine, &class, "GetSystemTimeZones", &[])?;
        let zones = member::enumerate(context.engine, &all)?.unwrap_or_default();
        if self.list_available {
            return zones.into_iter().try_for_each(|zone| context.output(zone));
        }
        for pattern in self.name.clone() {
            let mut any = false;
            for zone in &zones {
                if named(context, zone, &pattern)? {
                    any = true;
                    context.output(zone.clone())?;
                }
            }
            if !any && !operators::has_wildcard(&pattern) {
                missing(context, "name", &pattern)?;
            }
        }
        Ok(())
    }
}

/// Whether a zone's standard or daylight name fits a pattern.
fn named(context: &mut Context<'_>, zone: &Value, pattern: &str) -> Outcome<bool> {
    for name in ["StandardName", "DaylightName"] {
        let text = member::get(context.engine, zone, name)?.unwrap_or_default();
        if operators::like(&convert::display(&text), pattern, true) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn missing(context: &mut Context<'_>, what: &str, wanted: &str) -> Outcome {
    context.fail(
        "System.TimeZoneNotFoundException",
        format!("The time zone {what} '{wanted}' was not found on the local computer."),
        "TimeZoneNotFound",
        Category::ObjectNotFound,
        Value::text(wanted),
    )
}
