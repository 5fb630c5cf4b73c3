//! A service that is assigned to this computer: it runs, was stopped, or is tried again.

use super::RuntimeError;
use super::gateway::GatewayService;
use super::proxy::ProxyService;
use super::registrar::RegistrarService;
use super::routing::Deployment;
use crate::topology::model::ServiceKind;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Between attempts to start what failed, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// A service that runs.
pub enum Running {
    Registrar(RegistrarService),
    Gateway(Box<GatewayService>),
    Proxy(Box<ProxyService>),
}

impl Running {
    pub async fn start(kind: ServiceKind, deployment: &Arc<Deployment>) -> Result<Running, RuntimeError> {
        Ok(match kind {
            ServiceKind::Registrar => Running::Registrar(RegistrarService::start(deployment).await?),
            ServiceKind::XmppGateway => Running::Gateway(Box::new(GatewayService::start(deployment).await?)),
            ServiceKind::XmppProxy => Running::Proxy(Box::new(ProxyService::start(deployment).await?)),
            ServiceKind::AccessEdge => {
                return Err(RuntimeError::Topology("federated SIP is not there yet".to_owned()));
            }
        })
    }

    pub fn has_to_restart(&self) -> Result<bool, RuntimeError> {
        match self {
            Running::Registrar(service) => service.has_to_restart(),
            Running::Gateway(service) => service.has_to_restart(),
            // It opens and closes ports as it runs.
            Running::Proxy(_) => Ok(false),
        }
    }

    pub async fn update(&mut self) -> Result<(), RuntimeError> {
        match self {
            Running::Registrar(service) => service.update(),
            Running::Gateway(service) => service.update().await,
            Running::Proxy(service) => service.update().await,
        }
    }

    pub fn listening(&self) -> Vec<String> {
        match self {
            Running::Registrar(service) => service.listening(),
            Running::Gateway(service) => service.listening(),
            Running::Proxy(service) => service.listening(),
        }
    }

    pub async fn stop(self, graceful: bool) {
        match self {
            Running::Registrar(service) => service.stop(),
            Running::Gateway(service) => service.stop(graceful).await,
            Running::Proxy(service) => service.stop(graceful).await,
        }
    }
}

/// A service that is assigned to this computer.
pub struct Slot {
    pub running: Option<Running>,
    /// Somebody stopped it.
    pub stopped: bool,
    /// Why it does not run, or runs with older settings.
    pub problem: Option<String>,
    pub retry_at: Instant,
    pause: Duration,
}

impl Slot {
    /// Not started yet, and stopped unless it is among `only` or that is empty.
    pub fn new(kind: ServiceKind, only: &[String]) -> Slot {
        let (short, long) = kind.windows_service();
        let named = |name: &String| name.eq_ignore_ascii_case(short) || name.eq_ignore_ascii_case(long);
        Slot {
            running: None,
            stopped: !only.is_empty() && !only.iter().any(named),
            problem: None,
            retry_at: Instant::now(),
            pause: FIRST_PAUSE,
        }
    }

    fn failed(&mut self, kind: ServiceKind, error: &RuntimeError) {
        let reason = error.to_string();
        if self.problem.as_ref() != Some(&reason) {
            tracing::error!(service = kind.windows_service().0, reason, "a service has a problem");
        }
        self.problem = Some(reason);
        self.retry_at = Instant::now() + self.pause;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
    }

    fn worked(&mut self) {
        self.problem = None;
        self.pause = FIRST_PAUSE;
    }

    pub async fn stop(&mut self, kind: ServiceKind, graceful: bool) {
        if let Some(running) = self.running.take() {
            running.stop(graceful).await;
            tracing::info!(service = kind.windows_service().0, "stopped");
        }
    }

    /// Starts it, or makes it work with what is in force now.
    pub async fn apply(&mut self, kind: ServiceKind, deployment: &Arc<Deployment>) {
        if self.stopped {
            return;
        }
        match self.try_apply(kind, deployment).await {
            Ok(()) => self.worked(),
            Err(error) => self.failed(kind, &error),
        }
    }

    async fn try_apply(
        &mut self,
        kind: ServiceKind,
        deployment: &Arc<Deployment>,
    ) -> Result<(), RuntimeError> {
        let restart = match &self.running {
            Some(running) => running.has_to_restart()?,
            None => false,
        };
        if restart {
            self.stop(kind, true).await;
        }
        match &mut self.running {
            Some(running) => running.update().await,
            None => {
                let running = Running::start(kind, deployment).await?;
                tracing::info!(
                    service = kind.windows_service().0,
                    listening = running.listening().join(", "),
                    "started"
                );
                self.running = Some(running);
                Ok(())
            }
        }
    }
}
