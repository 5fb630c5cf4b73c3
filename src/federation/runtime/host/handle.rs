//! What is asked of a running host, and by whom.

use crate::federation::gateway::presence::SubscriptionStatus;
use crate::federation::runtime::RuntimeError;
use crate::federation::runtime::state::{HostStatus, StreamStatus};
use crate::topology::store::{Revision, StoreError};
use tokio::sync::{mpsc, oneshot};

pub(super) type Reply<T> = oneshot::Sender<T>;

/// A question or an order, and where the answer goes.
pub(super) enum Command {
    Follow(Option<Reply<Result<Revision, StoreError>>>),
    Status(Reply<HostStatus>),
    Streams(Reply<Vec<StreamStatus>>),
    Subscriptions(Reply<Vec<SubscriptionStatus>>),
    Probe { domain: String, reply: Reply<Result<String, RuntimeError>> },
    Start { name: String, reply: Reply<Result<(), RuntimeError>> },
    Stop { name: String, graceful: bool, reply: Reply<Result<(), RuntimeError>> },
    Shutdown { graceful: bool, reply: Reply<()> },
}

/// Asks a running host; cheap to clone.
#[derive(Clone)]
pub struct HostHandle {
    pub(super) commands: mpsc::Sender<Command>,
}

impl HostHandle {
    pub(super) async fn ask<T>(&self, make: impl FnOnce(Reply<T>) -> Command) -> Result<T, RuntimeError> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(make(reply)).await.map_err(|_| RuntimeError::Stopped)?;
        answer.await.map_err(|_| RuntimeError::Stopped)
    }

    /// How the host and its services are.
    pub async fn status(&self) -> Result<HostStatus, RuntimeError> {
        self.ask(Command::Status).await
    }

    /// What is known of each partner's streams.
    pub async fn streams(&self) -> Result<Vec<StreamStatus>, RuntimeError> {
        self.ask(Command::Streams).await
    }

    /// Presence subscriptions that the gateway keeps.
    pub async fn subscriptions(&self) -> Result<Vec<SubscriptionStatus>, RuntimeError> {
        self.ask(Command::Subscriptions).await
    }

    /// Opens a stream from this Edge to a partner's domain and closes it; tells how it was secured. Errors:
    /// `Topology` with the reason why there is none, or there is no proxy here.
    pub async fn probe(&self, domain: &str) -> Result<String, RuntimeError> {
        let domain = domain.to_owned();
        self.ask(|reply| Command::Probe { domain, reply }).await?
    }

    /// Starts a service that was stopped or has failed; all of them when the name is empty. Errors: it is
    /// not assigned to this computer, or does not start.
    pub async fn start_service(&self, name: &str) -> Result<(), RuntimeError> {
        let name = name.to_owned();
        self.ask(|reply| Command::Start { name, reply }).await?
    }

    /// Stops a service until it is started again; all of them when the name is empty. `graceful` lets what
    /// is on its way arrive.
    pub async fn stop_service(&self, name: &str, graceful: bool) -> Result<(), RuntimeError> {
        let name = name.to_owned();
        self.ask(|reply| Command::Stop { name, graceful, reply }).await?
    }

    /// Stops everything.
    pub async fn shut_down(&self, graceful: bool) {
        // Already stopped is as good.
        let _ = self.ask(|reply| Command::Shutdown { graceful, reply }).await;
    }
}
