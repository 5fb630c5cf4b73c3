//! `Get-CsWindowsService`.

use super::target::targets;
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::engine::value::Value;
use crate::federation::runtime::{ServiceState, ServiceStatus};

cmdlet! {
    /// Shows the services of a computer: whether they run, where they listen, and why not.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsWindowsService
    /// Get-CsWindowsService RTCXMPP* -ComputerName pool02.contoso.net
    /// Get-CsWindowsService -Name RTCXMPP* -ExcludeActivityLevel -Report ./services.html
    /// ```
    "Get-CsWindowsService" as GetCsWindowsService { module: "fedsh.Cs" }
    parameters {
        /// Name of the service, with wildcards.
        "Name" name: Option<String> { position: Some(0) },
        /// The computer; those whose services run on this machine when absent.
        "ComputerName" computer: Option<String> { aliases: &["Fqdn"] },
        /// Leaves out how busy the services are.
        "ExcludeActivityLevel" quiet: bool,
        /// Writes what was found as HTML to this file.
        "Report" report: Option<String>,
    }
    state { lines: Vec<String> }
}

impl Cmdlet for GetCsWindowsService {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for mut target in targets(context, self.computer.as_ref())? {
            let status = match target.status(context)? {
                Ok(status) => status,
                Err(refusal) => {
                    refusal.report(context)?;
                    continue;
                }
            };
            let carried = status.as_ref().map(|status| status.carried.0 + status.carried.1);
            let services = match status {
                Some(status) => status.services,
                None => target.assigned(context)?,
            };
            for service in services {
                let wanted = self.name.as_ref().is_none_or(|pattern| {
                    like(&service.name, pattern, true) || like(&service.display_name, pattern, true)
                });
                if wanted {
                    self.lines.push(format!("{} on {}: {:?}", service.name, target.computer, service.state));
                    let activity = carried.filter(|_| !self.quiet && service.name == "RTCXMPPTGW");
                    context.output(shown(&target.computer, service, activity))?;
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        report::write(context, self.report.as_ref(), &self.lines)
    }
}

fn shown(computer: &str, service: ServiceStatus, activity: Option<u64>) -> Value {
    // A service that cannot run is a stopped one for scripts that know Windows; the reason says more.
    let state = if service.state == ServiceState::Running { "Running" } else { "Stopped" };
    let activity = activity.map_or(Value::Null, |count| Value::text(format!("Messages carried={count}")));
    let listening = service.listening.into_iter().map(Value::from).collect();
    Value::custom([
        ("Status", Value::text(state)),
        ("Name", Value::from(service.name)),
        ("ActivityLevel", activity),
        ("DisplayName", Value::from(service.display_name)),
        ("ComputerName", Value::text(computer)),
        ("Listening", Value::array(listening)),
        ("Reason", service.reason.map_or(Value::Null, Value::from)),
    ])
}
