//! The services of computers: `CsWindowsService`, streams, subscriptions, probes. They speak with the session's lab, or over
//! the control socket with `fedsh serve`.

mod get_cs_windows_service;
mod get_cs_xmpp_stream;
mod get_cs_xmpp_subscription;
mod start_cs_pool;
mod start_cs_windows_service;
mod stop_cs_windows_service;
mod target;
mod test_cs_federated_partner;

use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{CommandInfo, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use target::{Target, targets};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    get_cs_windows_service::GetCsWindowsService::INFO,
    get_cs_xmpp_stream::GetCsXmppStream::INFO,
    get_cs_xmpp_subscription::GetCsXmppSubscription::INFO,
    start_cs_pool::StartCsPool::INFO,
    start_cs_windows_service::StartCsWindowsService::INFO,
    stop_cs_windows_service::StopCsWindowsService::INFO,
    test_cs_federated_partner::TestCsFederatedPartner::INFO,
];

const BY_NAME: &[Membership] =
    &[Membership { set: "Name", position: Some(0), mandatory: false, pipe: Pipe::No }];
const ON_COMPUTER: &[Membership] =
    &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }];
const BY_OBJECT: &[Membership] =
    &[Membership { set: "InputObject", position: None, mandatory: false, pipe: Pipe::ByValue }];

/// Name of the service and of the computer: those given, or those of an object that Get-CsWindowsService sent.
fn meant(
    context: &mut Context<'_>,
    object: Option<&Value>,
    name: Option<&String>,
    computer: Option<&String>,
) -> Outcome<(Option<String>, Option<String>)> {
    let Some(object) = object else { return Ok((name.cloned(), computer.cloned())) };
    let mut text = |property: &str| match member::property(context.engine, object, property)? {
        Some(value) if !value.is_null() => convert::to_text(context.engine, &value).map(Some),
        _ => Ok(None),
    };
    Ok((text("Name")?, text("ComputerName")?))
}

/// Which services a command is about.
struct Chosen<'a> {
    object: Option<&'a Value>,
    name: Option<&'a String>,
    computer: Option<&'a String>,
    /// Computers whose services do not run are passed over.
    only_running: bool,
}

/// Does something to the services of each computer that is meant. `done` is what was done, for a report.
fn each(
    context: &mut Context<'_>,
    chosen: &Chosen<'_>,
    (lines, done): (&mut Vec<String>, &str),
    mut work: impl FnMut(&mut Context<'_>, &mut Target, Option<&String>) -> Outcome<Result<(), Refusal>>,
) -> Outcome {
    let (name, computer) = meant(context, chosen.object, chosen.name, chosen.computer)?;
    let command = context.invocation.info.name;
    for mut target in targets(context, computer.as_ref())? {
        if chosen.only_running && !target.is_running()
            || !context.should_process(&target.computer, command)?
        {
            continue;
        }
        match work(context, &mut target, name.as_ref())? {
            Ok(()) => lines.push(format!("The services of {} were {done}.", target.computer)),
            Err(refusal) => {
                lines.push(refusal.to_string());
                refusal.report(context)?;
            }
        }
    }
    Ok(())
}

/// Stops every service of a computer, if they run on this machine.
pub fn stop_all(context: &mut Context<'_>, computer: &str) -> Outcome<Result<(), Refusal>> {
    for mut target in targets(context, Some(&computer.to_owned()))? {
        if target.is_running() {
            let stopped = stop_cs_windows_service::stop(context, &mut target, None, true)?;
            if stopped.is_err() {
                return Ok(stopped);
            }
        }
    }
    Ok(Ok(()))
}
