//! `fedsh serve`: a service host as a process of its own.

use super::control::{folder, socket_of};
use super::files;
use super::{HostSettings, RuntimeError, ServiceHost, local_computer, logging, notify};
use crate::federation::dns::ResolverSettings;
use crate::federation::tls::{TrustRoots, handshake};
use crate::topology::snapshot::Snapshot;
use crate::topology::store::{self, Location, StoreError};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};

/// What `fedsh serve -?` prints.
pub const HELP: &str = "fedsh serve [--store LOCATION] [--computer FQDN] [options]

Runs the services that the enabled topology in the store assigns to this computer, until SIGTERM or SIGINT.

  --store LOCATION       the store; else FEDSH_STORE, else the one of this account
  --computer FQDN        name of this computer in the topology; else FEDSH_COMPUTER, else the system's
  --name-server ADDRESS  name server, with or without port; may be repeated; else those of the system
  --allow-private        partners may have loopback and private addresses
  --partner-roots FILE   more roots for certificates of partners, PEM, besides the system's
  --inside-roots FILE    more roots for certificates of our own servers, PEM
  --metrics ADDRESS      serves figures for Prometheus there, as 127.0.0.1:9469
  --zones ADDRESS        answers for the DNS zones of the store there, with or without port
  --service NAME         starts this service only, as RTCXMPPTGW; may be repeated
  --no-control           opens no control socket

FEDSH_LOG filters the log, as debug or fedsh::federation::sip=trace. The control socket is in
FEDSH_RUNTIME_DIR, else XDG_RUNTIME_DIR. TOKIO_WORKER_THREADS threads carry messages, else half as many as
there are processors.
";

/// What the command line asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServeOptions {
    store: Option<String>,
    computer: Option<String>,
    name_servers: Vec<SocketAddr>,
    allow_private: bool,
    partner_roots: Vec<PathBuf>,
    inside_roots: Vec<PathBuf>,
    metrics: Option<SocketAddr>,
    zones: Option<SocketAddr>,
    no_control: bool,
    services: Vec<String>,
    help: bool,
}

/// Reads the arguments after `serve`; options begin with one dash or two. Errors: a sentence that names the
/// argument.
pub fn read(arguments: &[String]) -> Result<ServeOptions, String> {
    let mut options = ServeOptions::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let name = argument.trim_start_matches('-').to_ascii_lowercase();
        if !argument.starts_with('-') {
            return Err(format!("fedsh serve takes no argument '{argument}'."));
        }
        let mut value =
            || rest.next().cloned().ok_or_else(|| format!("The option {argument} needs a value."));
        match name.as_str() {
            "store" => options.store = Some(value()?),
            "computer" => options.computer = Some(value()?),
            "name-server" => options.name_servers.push(address(&value()?, Some(53))?),
            "metrics" => options.metrics = Some(address(&value()?, None)?),
            "zones" => options.zones = Some(address(&value()?, Some(53))?),
            "partner-roots" => options.partner_roots.push(value()?.into()),
            "inside-roots" => options.inside_roots.push(value()?.into()),
            "service" => options.services.push(value()?),
            "allow-private" => options.allow_private = true,
            "no-control" => options.no_control = true,
            "help" | "h" | "?" => options.help = true,
            _ => return Err(format!("fedsh serve has no option '{argument}'; see fedsh serve --help.")),
        }
    }
    Ok(options)
}

fn address(text: &str, port: Option<u16>) -> Result<SocketAddr, String> {
    let without_port = || Some(SocketAddr::new(text.parse().ok()?, port?));
    text.parse().ok().or_else(without_port).ok_or_else(|| format!("'{text}' is not an address."))
}

/// Runs until a signal, or a shutdown over the control socket. Errors: a sentence why it cannot run.
pub fn run(arguments: &[String]) -> Result<Option<&'static str>, String> {
    let options = read(arguments)?;
    if options.help {
        return Ok(Some(HELP));
    }
    logging::start();
    files::take_all();
    let failed = |error: std::io::Error| format!("No threads can be started: {error}.");
    let handshakes = Builder::new_multi_thread().thread_name("handshake").build().map_err(failed)?;
    handshake::compute_by(handshakes.handle().clone());
    let mut builder = Builder::new_multi_thread();
    if let Some(threads) = message_threads() {
        builder.worker_threads(threads);
    }
    let runtime = builder.enable_all().build().map_err(failed)?;
    runtime.block_on(serve(&options)).map_err(|error| format!("fedsh serve: {error}"))?;
    Ok(None)
}

/// Threads that carry messages: half of the processors. A message is a chain of short steps, which cost a fifth less
/// where one thread takes them one after the other, and the rest is for handshakes, the store and other programs.
/// `None` where an administrator has set tokio's own variable.
fn message_threads() -> Option<usize> {
    if std::env::var_os("TOKIO_WORKER_THREADS").is_some() {
        return None;
    }
    Some(std::thread::available_parallelism().map_or(1, |processors| processors.get().div_ceil(2)))
}

/// Where a computer's subscriptions are kept: beside the store, where that is a file.
fn subscriptions_of(store: Option<&str>, computer: &str) -> Result<Option<PathBuf>, StoreError> {
    let location = match store {
        Some(location) => location.to_owned(),
        None => store::default_location()?,
    };
    let safe =
        |letter: char| if letter.is_ascii_alphanumeric() || ".-".contains(letter) { letter } else { '_' };
    let name: String = computer.to_lowercase().chars().map(safe).collect();
    Ok(match Location::parse(&location)? {
        Location::File(path) => Some(path.with_file_name(format!("subscriptions-{name}.db"))),
        Location::Memory => None,
    })
}

async fn serve(options: &ServeOptions) -> Result<(), RuntimeError> {
    let location = options.store.clone();
    let store = tokio::task::spawn_blocking(move || store::open(location.as_deref()))
        .await
        .map_err(|_| RuntimeError::Stopped)??;
    let named = options.computer.clone().or_else(|| std::env::var("FEDSH_COMPUTER").ok());
    let computer = match named.filter(|name| !name.is_empty()) {
        Some(computer) => computer,
        None => {
            let store = store.clone();
            let snapshot = tokio::task::spawn_blocking(move || Snapshot::load(&store)).await;
            local_computer(&snapshot.map_err(|_| RuntimeError::Stopped)??.topology)
        }
    };
    let settings = HostSettings {
        resolver: ResolverSettings {
            name_servers: options.name_servers.clone(),
            allow_private_targets: options.allow_private,
            ..ResolverSettings::default()
        },
        partner_roots: roots(TrustRoots::system(), &options.partner_roots)?,
        inside_roots: roots(TrustRoots::default(), &options.inside_roots)?,
        control: (!options.no_control).then(|| socket_of(&folder(|name| std::env::var_os(name)), &computer)),
        only: options.services.clone(),
        metrics: options.metrics,
        zones: options.zones,
        subscriptions: subscriptions_of(options.store.as_deref(), &computer)?,
        computer: computer.clone(),
    };
    let (mut terminate, mut interrupt) = (caught(SignalKind::terminate())?, caught(SignalKind::interrupt())?);
    let host = ServiceHost::start(store, settings).await?;
    tracing::info!(computer, "the service host runs");
    notify::ready();
    let ping = notify::watchdog_interval();
    loop {
        let pause = ping.unwrap_or(std::time::Duration::from_secs(3600));
        tokio::select! {
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
            () = host.ended() => return Ok(()),
            // A host that does not answer its own question is not alive.
            () = tokio::time::sleep(pause) => if host.handle().status().await.is_ok() && ping.is_some() {
                notify::watchdog();
            },
        }
    }
    notify::stopping();
    tracing::info!("the service host is stopping");
    tokio::select! {
        () = host.handle().shut_down(true) => {}
        // A second signal does not wait.
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn caught(kind: SignalKind) -> Result<tokio::signal::unix::Signal, RuntimeError> {
    signal(kind).map_err(|error| RuntimeError::Topology(format!("signals cannot be caught: {error}")))
}

fn roots(first: TrustRoots, files: &[PathBuf]) -> Result<TrustRoots, RuntimeError> {
    files
        .iter()
        .try_fold(first, |roots, file: &PathBuf| Ok(roots.and(&TrustRoots::from_file(Path::new(file))?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_others_named() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let read_line = |text: &str| read(&words(text));
        let options = read_line("--store a.db -Computer pool02.contoso.net --name-server 127.0.0.1").unwrap();
        assert_eq!(options.computer.as_deref(), Some("pool02.contoso.net"));
        assert_eq!(options.name_servers, ["127.0.0.1:53".parse().unwrap()]);
        assert!(read_line("--colour").unwrap_err().contains("'--colour'"));
        assert!(read_line("--store").unwrap_err().contains("--store"));
        assert!(read_line("--metrics here").unwrap_err().contains("'here'"));
    }
}
