//! Which services run on this computer, and one task that starts, changes and stops them.

mod handle;

pub use handle::HostHandle;

use super::control::ControlServer;
use super::routing::Deployment;
use super::settings::HostSettings;
use super::slot::{Running, Slot};
use super::state::{HostStatus, ServiceState, ServiceStatus, StreamStatus};
use super::zones::{OwnZones, stored_zones};
use super::{RuntimeError, expiry, notify};
use crate::federation::dns::{Resolver, Zone};
use crate::federation::gateway::presence::SubscriptionStatus;
use crate::federation::message_log;
use crate::topology::model::{ServiceKind, Topology};
use crate::topology::snapshot::Snapshot;
use crate::topology::store::{ReplicaStatus, Revision, Store, StoreError};
use chrono::{DateTime, Utc};
use handle::{Command, Reply};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

/// How long one look at the store waits for a change.
const WATCH: Duration = Duration::from_millis(500);
/// Longest wait for the date of a certificate before the clock is looked at again: somebody may set it.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// Commands that may wait.
const QUEUE: usize = 64;

/// The running services of one computer. Dropping it ends them without draining.
pub struct ServiceHost {
    handle: HostHandle,
    watching: Arc<AtomicBool>,
    ended: watch::Receiver<bool>,
    _control: Option<ControlServer>,
    _metrics: Option<super::metrics::MetricsServer>,
}

impl ServiceHost {
    /// Starts what the store assigns to the computer, and follows the store. Errors: the store cannot be
    /// read, or the control socket not be made; a service that does not start is no error here.
    pub async fn start(store: Arc<dyn Store>, settings: HostSettings) -> Result<ServiceHost, RuntimeError> {
        let resolver = Resolver::new(settings.resolver.clone())?;
        let snapshot = load(&store).await?;
        let (publish, watched) = watch::channel(Arc::new(snapshot));
        let control = settings.control.clone();
        let metrics = settings.metrics;
        let deployment = Arc::new(Deployment {
            settings,
            snapshot: watched,
            resolver,
            registrar: Default::default(),
            gateway: Default::default(),
        });
        let (commands, received) = mpsc::channel(QUEUE);
        let handle = HostHandle { commands: commands.clone() };
        let control = control.map(|path| ControlServer::start(&path, handle.clone())).transpose()?;
        let metrics = match metrics {
            Some(address) => Some(super::metrics::MetricsServer::start(address, handle.clone()).await?),
            None => None,
        };
        let watching = Arc::new(AtomicBool::new(true));
        let (ended_sender, ended) = watch::channel(false);
        let zones = match deployment.settings.zones {
            Some(address) => Some(OwnZones::start(address, &load_zones(&store).await?).await?),
            None => None,
        };
        let mut keeper = Keeper {
            store: store.clone(),
            zones,
            deployment,
            publish,
            slots: BTreeMap::new(),
            started: Utc::now(),
            store_error: None,
            certificate_retry: None,
            // The first look is at the end of the start.
            warn_at: Instant::now(),
        };
        keeper.apply().await;
        watch_store(store, keeper.revision(), watching.clone(), commands);
        tokio::spawn(async move {
            keeper.run(received).await;
            ended_sender.send_replace(true);
        });
        Ok(ServiceHost { handle, watching, ended, _control: control, _metrics: metrics })
    }

    /// To ask it things.
    pub fn handle(&self) -> &HostHandle {
        &self.handle
    }

    /// Takes over what is in the store now, without waiting to notice it; gives the revision that runs.
    pub async fn follow(&self) -> Result<Revision, RuntimeError> {
        Ok(self.handle.ask(|reply| Command::Follow(Some(reply))).await??)
    }

    /// Waits until it was shut down, by whomever.
    pub async fn ended(&self) {
        let mut ended = self.ended.clone();
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

impl Drop for ServiceHost {
    fn drop(&mut self) {
        self.watching.store(false, Ordering::Relaxed);
        let (reply, _) = oneshot::channel();
        let _ = self.handle.commands.try_send(Command::Shutdown { graceful: false, reply });
    }
}

async fn load(store: &Arc<dyn Store>) -> Result<Snapshot, StoreError> {
    let store = store.clone();
    blocking(move || Snapshot::load(&store)).await
}

async fn load_zones(store: &Arc<dyn Store>) -> Result<Vec<Zone>, StoreError> {
    let store = store.clone();
    blocking(move || stored_zones(&*store)).await
}

/// Runs work on the store away from the tasks that carry messages.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let failed = |error: tokio::task::JoinError| StoreError::Unavailable {
        location: "the store".to_owned(),
        reason: error.to_string(),
    };
    tokio::task::spawn_blocking(work).await.map_err(failed)?
}

/// Tells the host of changes, from a thread of its own, until the host is gone.
fn watch_store(
    store: Arc<dyn Store>,
    mut known: Revision,
    watching: Arc<AtomicBool>,
    commands: mpsc::Sender<Command>,
) {
    std::thread::spawn(move || {
        while watching.load(Ordering::Relaxed) && !commands.is_closed() {
            match store.wait_for_revision_after(known, WATCH) {
                Ok(Some(revision)) => {
                    known = revision;
                    if commands.blocking_send(Command::Follow(None)).is_err() {
                        return;
                    }
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(%error, "the store cannot be followed");
                    std::thread::sleep(WATCH);
                }
            }
        }
    });
}

/// The task that owns the services.
struct Keeper {
    store: Arc<dyn Store>,
    zones: Option<OwnZones>,
    deployment: Arc<Deployment>,
    publish: watch::Sender<Arc<Snapshot>>,
    slots: BTreeMap<ServiceKind, Slot>,
    started: DateTime<Utc>,
    store_error: Option<String>,
    /// When the store is read again for a certificate whose date has come, after that failed.
    certificate_retry: Option<Instant>,
    /// When it is warned again of certificates that end soon.
    warn_at: Instant,
}

/// What runs here of what the topology assigns; federated SIP does not yet.
fn assigned(topology: &Topology, computer: &str) -> Vec<ServiceKind> {
    let hosted = topology.hosted_on(computer);
    hosted.iter().map(|service| service.kind).filter(|kind| *kind != ServiceKind::AccessEdge).collect()
}

impl Keeper {
    fn revision(&self) -> Revision {
        self.deployment.current().revision
    }

    async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        loop {
            let retry_at = self.next_retry();
            let certificate_at = self.next_certificate();
            tokio::select! {
                command = commands.recv() => {
                    let Some(command) = command else { break };
                    if self.obey(command).await {
                        return;
                    }
                }
                () = tokio::time::sleep_until(retry_at.unwrap_or_else(Instant::now)), if retry_at.is_some() => self.retry().await,
                () = tokio::time::sleep_until(self.warn_at) => self.warn_of_certificates(),
                () = tokio::time::sleep_until(certificate_at.unwrap_or_else(Instant::now)), if certificate_at.is_some() => self.take_over().await,
            }
        }
        self.stop_all(false).await;
    }

    /// Does what it is told; whether that was to end.
    async fn obey(&mut self, command: Command) -> bool {
        match command {
            Command::Follow(reply) => {
                let followed = self.follow().await;
                if let Some(reply) = reply {
                    let _ = reply.send(followed);
                }
            }
            Command::Status(reply) => drop(reply.send(self.status())),
            Command::Streams(reply) => drop(reply.send(self.streams())),
            Command::Subscriptions(reply) => drop(reply.send(self.subscriptions())),
            Command::Probe { domain, reply } => self.probe(domain, reply),
            Command::Start { name, reply } => drop(reply.send(self.start_service(&name).await)),
            Command::Stop { name, graceful, reply } => {
                drop(reply.send(self.stop_service(&name, graceful).await));
            }
            Command::Shutdown { graceful, reply } => {
                self.stop_all(graceful).await;
                let _ = reply.send(());
                return true;
            }
        }
        false
    }

    /// When a certificate comes into use by its date.
    fn next_certificate(&self) -> Option<Instant> {
        let date = self.deployment.current().next_certificate?;
        let left = (date - Utc::now()).to_std().unwrap_or_default();
        let due = Instant::now() + left.min(LONGEST_WAIT);
        Some(self.certificate_retry.map_or(due, |retry| retry.max(due)))
    }

    /// Writes of certificates that end soon, today.
    fn warn_of_certificates(&mut self) {
        self.warn_at = Instant::now() + expiry::DAILY;
        expiry::warn(&expiry::shown(&self.deployment.current(), &self.deployment.settings.computer));
    }

    /// Makes the services what the store says now, because the time has come for something in it.
    async fn take_over(&mut self) {
        let failed = self.load(true).await.is_err();
        self.certificate_retry = failed.then(|| Instant::now() + WATCH);
    }

    /// Takes over the newest revision, if there is a newer one.
    async fn follow(&mut self) -> Result<Revision, StoreError> {
        self.load(false).await
    }

    /// Takes over the newest revision; `again` also when it is the one that runs.
    async fn load(&mut self, again: bool) -> Result<Revision, StoreError> {
        match load(&self.store).await {
            Ok(snapshot) => {
                self.store_error = None;
                if let Some(zones) = &self.zones {
                    zones.replace(&load_zones(&self.store).await?);
                }
                if again || snapshot.revision != self.revision() {
                    self.publish.send_replace(Arc::new(snapshot));
                    self.apply().await;
                }
                Ok(self.revision())
            }
            Err(error) => {
                tracing::error!(%error, "the store cannot be read; what was in force stays so");
                self.store_error = Some(error.to_string());
                Err(error)
            }
        }
    }

    /// Makes the services what the snapshot says, and reports its revision.
    async fn apply(&mut self) {
        let snapshot = self.deployment.current();
        message_log::show_bodies(snapshot.gateway.enable_logging_all_message_bodies);
        let wanted = assigned(&snapshot.topology, &self.deployment.settings.computer);
        let gone: Vec<ServiceKind> =
            self.slots.keys().filter(|kind| !wanted.contains(kind)).copied().collect();
        for kind in gone {
            if let Some(mut slot) = self.slots.remove(&kind) {
                slot.stop(kind, true).await;
            }
        }
        for kind in wanted {
            let first = self.deployment.settings.only.as_slice();
            let slot = self.slots.entry(kind).or_insert_with(|| Slot::new(kind, first));
            slot.apply(kind, &self.deployment).await;
        }
        tracing::info!(revision = snapshot.revision, "in force");
        self.report(snapshot.revision).await;
        notify::status(&format!("revision {} of {}", snapshot.revision, self.store.location()));
    }

    async fn report(&self, revision: Revision) {
        let status =
            ReplicaStatus { fqdn: self.deployment.settings.computer.clone(), revision, time: Utc::now() };
        let store = self.store.clone();
        if let Err(error) = blocking(move || store.report_replica(&status)).await {
            tracing::warn!(%error, "the revision could not be reported to the store");
        }
    }

    /// When the next service that has a problem is to be tried.
    fn next_retry(&self) -> Option<Instant> {
        let waiting = self.slots.values().filter(|slot| slot.problem.is_some() && !slot.stopped);
        waiting.map(|slot| slot.retry_at).min()
    }

    async fn retry(&mut self) {
        for (kind, slot) in &mut self.slots {
            if slot.problem.is_some() && slot.retry_at <= Instant::now() {
                slot.apply(*kind, &self.deployment).await;
            }
        }
    }

    /// The services of that name; all when it is empty. Errors: there is none.
    fn named(&self, name: &str) -> Result<Vec<ServiceKind>, RuntimeError> {
        let is = |kind: &ServiceKind| {
            let (short, long) = kind.windows_service();
            name.is_empty() || name.eq_ignore_ascii_case(short) || name.eq_ignore_ascii_case(long)
        };
        let found: Vec<ServiceKind> = self.slots.keys().filter(|kind| is(kind)).copied().collect();
        if !found.is_empty() || name.is_empty() {
            return Ok(found);
        }
        let names: Vec<&str> = self.slots.keys().map(|kind| kind.windows_service().0).collect();
        let available = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        let computer = self.deployment.settings.computer.clone();
        Err(RuntimeError::NoService { name: name.to_owned(), computer, available })
    }

    async fn start_service(&mut self, name: &str) -> Result<(), RuntimeError> {
        let mut problem = None;
        for kind in self.named(name)? {
            if let Some(slot) = self.slots.get_mut(&kind) {
                slot.stopped = false;
                slot.apply(kind, &self.deployment).await;
                problem = problem.or_else(|| slot.problem.clone());
            }
        }
        problem.map_or(Ok(()), |reason| Err(RuntimeError::Topology(reason)))
    }

    async fn stop_service(&mut self, name: &str, graceful: bool) -> Result<(), RuntimeError> {
        for kind in self.named(name)? {
            if let Some(slot) = self.slots.get_mut(&kind) {
                slot.stopped = true;
                slot.problem = None;
                slot.stop(kind, graceful).await;
            }
        }
        Ok(())
    }

    async fn stop_all(&mut self, graceful: bool) {
        // Users first, so that nothing new comes while the rest drains.
        for (kind, mut slot) in std::mem::take(&mut self.slots) {
            slot.stop(kind, graceful).await;
        }
    }

    /// Probes without holding up the host.
    fn probe(&self, domain: String, reply: Reply<Result<String, RuntimeError>>) {
        let running = self.slots.values().find_map(|slot| match &slot.running {
            Some(Running::Proxy(proxy)) => Some(proxy.probe(domain.clone())),
            _ => None,
        });
        match running {
            Some(probe) => {
                tokio::spawn(async move {
                    let answer = probe.await.map_err(|failure| RuntimeError::Topology(failure.to_string()));
                    let _ = reply.send(answer);
                });
            }
            None => {
                let name = ServiceKind::XmppProxy.windows_service().0.to_owned();
                let computer = self.deployment.settings.computer.clone();
                let available = "no XMPP proxy that runs".to_owned();
                let _ = reply.send(Err(RuntimeError::NoService { name, computer, available }));
            }
        }
    }

    fn streams(&self) -> Vec<StreamStatus> {
        let running = self.slots.values().find_map(|slot| match &slot.running {
            Some(Running::Proxy(proxy)) => Some(proxy.streams()),
            _ => None,
        });
        running.unwrap_or_default()
    }

    fn subscriptions(&self) -> Vec<SubscriptionStatus> {
        let running = self.slots.values().find_map(|slot| match &slot.running {
            Some(Running::Gateway(gateway)) => Some(gateway.subscriptions()),
            _ => None,
        });
        running.unwrap_or_default()
    }

    fn status(&self) -> HostStatus {
        let mut status = HostStatus {
            computer: self.deployment.settings.computer.clone(),
            process_id: std::process::id(),
            store: self.store.location(),
            revision: self.revision(),
            store_error: self.store_error.clone(),
            started: self.started,
            services: Vec::new(),
            links: Vec::new(),
            certificates: expiry::shown(&self.deployment.current(), &self.deployment.settings.computer),
            carried: (0, 0),
        };
        for (kind, slot) in &self.slots {
            let (name, display_name) = kind.windows_service();
            let state = match (&slot.running, slot.stopped) {
                (Some(_), _) => ServiceState::Running,
                (None, true) => ServiceState::Stopped,
                (None, false) => ServiceState::Failed,
            };
            status.services.push(ServiceStatus {
                name: name.to_owned(),
                display_name: display_name.to_owned(),
                state,
                reason: slot.problem.clone(),
                listening: slot.running.as_ref().map(Running::listening).unwrap_or_default(),
            });
            match &slot.running {
                Some(Running::Gateway(gateway)) => {
                    status.links.extend(gateway.links());
                    status.carried = gateway.carried();
                }
                Some(Running::Proxy(proxy)) => status.links.extend(proxy.links()),
                _ => {}
            }
        }
        status
    }
}
