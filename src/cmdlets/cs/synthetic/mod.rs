//! Synthetic transactions: what users do, done by test users at a pool.

mod test_cs_im;
mod test_cs_presence;
mod test_cs_registration;
mod test_cs_xmpp_im;

use crate::cmdlets::cs::object::{self, credential_texts};
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::topology::missing;
use crate::engine::Outcome;
use crate::engine::command::{CommandInfo, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::federation::probe::{Account, ProbeError};
use crate::topology::kinds;
use crate::topology::model::{EnabledTopology, PortUse, Role, ServiceId, load};
use crate::topology::store::Reader;
use std::net::{SocketAddr, ToSocketAddrs};
use std::time::{Duration, Instant};

/// The commands of this family, by name.
pub static COMMANDS: &[CommandInfo] = &[
    test_cs_im::TestCsIM::INFO,
    test_cs_presence::TestCsPresence::INFO,
    test_cs_registration::TestCsRegistration::INFO,
    test_cs_xmpp_im::TestCsXmppIM::INFO,
];

/// The set without credentials: the pool's test users, or users who need no password.
const SERVER: &str = "ServerPlatform";
/// The set with credentials.
const CLIENT: &str = "ClientPlatform";

const fn place(set: &'static str, position: Option<u16>, mandatory: bool) -> Membership {
    Membership { set, position, mandatory, pipe: Pipe::No }
}

const POOL: &[Membership] = &[place(SERVER, Some(0), true), place(CLIENT, Some(0), false)];
const ADDRESS: &[Membership] = &[place(SERVER, None, false), place(CLIENT, None, true)];
const CREDENTIAL: &[Membership] = &[place(CLIENT, None, true)];
const IN_BOTH: &[Membership] = &[place(SERVER, None, false), place(CLIENT, None, false)];

/// How a device may prove who it is.
const AUTHENTICATIONS: &[&str] = &["TrustedServer", "Negotiate", "ClientCertificate", "LiveId"];

/// How long a test waits for what it sent, unless it is told.
const PATIENCE: Duration = Duration::from_secs(15);

/// A test user as it was given.
struct Person<'a> {
    address: Option<&'a String>,
    credential: Option<&'a Value>,
    /// Property of the pool's health monitoring configuration that names one, with the parameter that does.
    known_as: (&'static str, &'static str),
}

/// The pool to test; the home of a user when it was not named. Errors: there is none.
fn pool(
    context: &mut Context<'_>,
    named: Option<&String>,
    address: Option<&String>,
) -> Outcome<Result<String, Refusal>> {
    if let Some(name) = named {
        return Ok(Ok(name.clone()));
    }
    let session = session(context)?;
    let address = address.cloned().unwrap_or_default();
    let found = crate::cmdlets::cs::user::one_user(&*session, &address);
    Ok(found.and_then(|user| {
        user.registrar_pool.ok_or_else(|| Refusal::Invalid(format!("'{address}' has no home pool.")))
    }))
}

/// Where devices of a pool sign in. Errors: no such pool is in force, or its address cannot be found.
fn registrar(
    context: &mut Context<'_>,
    pool: &str,
    port: Option<u16>,
) -> Outcome<Result<SocketAddr, Refusal>> {
    let session = session(context)?;
    let topology = match load::<EnabledTopology>(&*session, kinds::ENABLED) {
        Ok(topology) => topology.unwrap_or_default().0,
        Err(error) => return Ok(Err(error.into())),
    };
    let Some(service) = topology.service(&ServiceId::new(Role::Registrar, pool)) else {
        return Ok(Err(missing("pool with a registrar in force", pool, "Get-CsPool")));
    };
    let Some((host, usual)) = topology.endpoints(service, PortUse::RegistrarSip).into_iter().next() else {
        return Ok(Err(Refusal::NotFound(format!("The pool '{pool}' has no computer."))));
    };
    let found = (host.as_str(), port.unwrap_or(usual)).to_socket_addrs();
    Ok(match found.map(|mut addresses| addresses.next()) {
        Ok(Some(address)) => Ok(address),
        Ok(None) => Err(Refusal::NotFound(format!("The name '{host}' has no address."))),
        Err(error) => Err(Refusal::NotFound(format!("The name '{host}' has no address: {error}."))),
    })
}

/// Who signs in: the given user, or a test user of the pool. Errors: nobody is named.
fn account(context: &mut Context<'_>, pool: &str, person: &Person<'_>) -> Outcome<Result<Account, Refusal>> {
    let password = match person.credential {
        Some(credential) => Some(credential_texts(context.engine, credential)?.1),
        None => None,
    };
    if let Some(address) = person.address {
        return Ok(Ok(Account { address: address.clone(), password }));
    }
    let record = match session(context)?.get("HealthMonitoringConfiguration", pool) {
        Ok(record) => record,
        Err(error) => return Ok(Err(error.into())),
    };
    let (property, parameter) = person.known_as;
    let address = record.as_ref().and_then(|record| record.value.get(property)?.as_str());
    Ok(match address {
        Some(address) => Ok(Account { address: address.to_owned(), password }),
        None => Err(Refusal::NotFound(format!(
            "'{pool}' has no test users. New-CsHealthMonitoringConfiguration names them; -{parameter} names one for this test."
        ))),
    })
}

/// Sends the outcome of a test as Lync's do: a failure is a result, not an error.
fn send(context: &mut Context<'_>, pool: &str, start: Instant, outcome: Result<(), ProbeError>) -> Outcome {
    let ticks = i64::try_from(start.elapsed().as_nanos() / 100).unwrap_or(i64::MAX);
    let error = outcome.err().map(|error| error.to_string());
    context.output(object::with_type(
        "Microsoft.Rtc.SyntheticTransactions.TaskOutput",
        vec![
            ("TargetFqdn", Value::text(pool)),
            ("TargetUri", Value::Null),
            ("Result", Value::text(if error.is_some() { "Failure" } else { "Success" })),
            ("Latency", Value::TimeSpan(ticks)),
            ("Error", error.map_or(Value::Null, Value::text)),
            ("Diagnosis", Value::Null),
        ],
    ))
}

/// A number of seconds that was given, or the usual patience.
fn patience(seconds: Option<u32>) -> Duration {
    seconds.map_or(PATIENCE, |seconds| Duration::from_secs(u64::from(seconds)))
}
