//! A computer whose services a command is about, and how to speak with its service host.

use crate::cmdlets::cs::lab;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::command::Context;
use crate::engine::{Engine, Outcome};
use crate::federation::runtime::control::{self, Answer, ControlClient, ControlError, Question};
use crate::federation::runtime::{HostHandle, HostStatus, ServiceState, ServiceStatus, local_computer};
use crate::topology::kinds;
use crate::topology::model::{EnabledTopology, ServiceKind, Topology, load};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a host that is started may take until it answers.
const START: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);

/// The way to a service host.
enum Host {
    /// One of the session's lab.
    Lab(HostHandle),
    /// A process that answers.
    Socket(ControlClient),
    /// None is running.
    None,
}

/// A computer with its host.
pub struct Target {
    /// Its name.
    pub computer: String,
    socket: PathBuf,
    host: Host,
}

/// A variable of the session.
fn variable(engine: &Engine) -> impl Fn(&str) -> Option<OsString> + '_ {
    |name| engine.environment.get(name).map(OsString::from)
}

/// The topology in force.
fn enabled(context: &mut Context<'_>) -> Outcome<Topology> {
    match load::<EnabledTopology>(&*session(context)?, kinds::ENABLED) {
        Ok(found) => Ok(found.unwrap_or_default().0),
        Err(error) => Err(Refusal::from(error).terminate(context)),
    }
}

/// The computer of that name; without a name, those of the lab, else those whose hosts run here, else this
/// one. Errors: a host may not be spoken with.
pub fn targets(context: &mut Context<'_>, name: Option<&String>) -> Outcome<Vec<Target>> {
    let folder = control::folder(variable(context.engine));
    let names = match name {
        Some(name) => vec![name.clone()],
        None => {
            let own = context.engine.environment.get("FEDSH_COMPUTER").cloned();
            let lab = lab::computers(context)?;
            match (own, lab) {
                (Some(own), _) => vec![own],
                (None, lab) if !lab.is_empty() => lab,
                (None, _) => match control::running(&folder) {
                    running if running.is_empty() => vec![local_computer(&enabled(context)?)],
                    running => running,
                },
            }
        }
    };
    let mut found = Vec::new();
    for computer in names {
        let socket = control::socket_of(&folder, &computer);
        let host = match lab::host(context, &computer)? {
            Some(handle) => Host::Lab(handle),
            None => match ControlClient::connect(&socket) {
                Ok(client) => Host::Socket(client),
                Err(ControlError::NotRunning) => Host::None,
                Err(error) => {
                    return Err(Refusal::Invalid(format!("{computer}: {error}.")).terminate(context));
                }
            },
        };
        found.push(Target { computer, socket, host });
    }
    Ok(found)
}

impl Target {
    /// Whether a host answers.
    pub fn is_running(&self) -> bool {
        !matches!(self.host, Host::None)
    }

    /// Whether the host is a process of its own.
    pub fn is_process(&self) -> bool {
        matches!(self.host, Host::Socket(_))
    }

    /// Asks the host. Errors: none is running, or its reason.
    pub fn ask(&mut self, context: &mut Context<'_>, question: Question) -> Outcome<Result<Answer, Refusal>> {
        let refused = |reason: String| Refusal::Invalid(format!("{}: {reason}.", self.computer));
        match &mut self.host {
            Host::None => Ok(Err(Refusal::NotFound(format!(
                "The services of {} are not running on this machine. Start-CsWindowsService -ComputerName {} starts them.",
                self.computer, self.computer
            )))),
            Host::Socket(client) => Ok(client.ask(&question).map_err(|error| refused(error.to_string()))),
            Host::Lab(handle) => {
                let handle = handle.clone();
                let answer = context.wait(async move { control::answer(&handle, question).await })?;
                Ok(match answer {
                    Answer::Error(reason) => Err(refused(reason)),
                    answer => Ok(answer),
                })
            }
        }
    }

    /// How the host is; `None` when none is running.
    pub fn status(&mut self, context: &mut Context<'_>) -> Outcome<Result<Option<HostStatus>, Refusal>> {
        if !self.is_running() {
            return Ok(Ok(None));
        }
        Ok(self.ask(context, Question::Status)?.map(|answer| match answer {
            Answer::Status(status) => Some(*status),
            _ => None,
        }))
    }

    /// Services that the topology assigns to the computer, none of them running.
    pub fn assigned(&self, context: &mut Context<'_>) -> Outcome<Vec<ServiceStatus>> {
        let topology = enabled(context)?;
        let hosted = topology.hosted_on(&self.computer);
        let kinds = hosted.iter().map(|service| service.kind).filter(|kind| *kind != ServiceKind::AccessEdge);
        let stopped = |kind: ServiceKind| {
            let (name, display_name) = kind.windows_service();
            ServiceStatus {
                name: name.to_owned(),
                display_name: display_name.to_owned(),
                state: ServiceState::Stopped,
                reason: None,
                listening: Vec::new(),
            }
        };
        Ok(kinds.map(stopped).collect())
    }

    /// Starts `fedsh serve` for the computer in the background, with these services only unless there are
    /// none, and waits until it answers. Errors: it ends instead, with what it said.
    pub fn launch(
        &mut self,
        context: &mut Context<'_>,
        only: Option<&String>,
    ) -> Outcome<Result<(), Refusal>> {
        let location = session(context)?.store().location();
        let mut child = match self.spawn(context, &location, only) {
            Ok(child) => child,
            Err(error) => {
                return Ok(Err(Refusal::Invalid(format!("fedsh serve cannot be started: {error}."))));
            }
        };
        let start = Instant::now();
        loop {
            if let Ok(client) = ControlClient::connect(&self.socket) {
                self.host = Host::Socket(client);
                return Ok(Ok(()));
            }
            let ended = child.try_wait().ok().flatten().is_some();
            if ended || start.elapsed() > START {
                let log = std::fs::read_to_string(self.log()).unwrap_or_default();
                let last = log.lines().last().unwrap_or("it said nothing").to_owned();
                let what = if ended { "ended at once" } else { "does not answer" };
                return Ok(Err(Refusal::Invalid(format!(
                    "The service host of {} {what}: {last}",
                    self.computer
                ))));
            }
            context.wait(async { tokio::time::sleep(PAUSE).await })?;
        }
    }

    /// Waits until a host that was told to end answers no longer.
    pub fn wait_until_gone(&mut self, context: &mut Context<'_>) -> Outcome {
        let start = Instant::now();
        while ControlClient::connect(&self.socket).is_ok() && start.elapsed() < START {
            context.wait(async { tokio::time::sleep(PAUSE).await })?;
        }
        self.host = Host::None;
        Ok(())
    }

    fn log(&self) -> PathBuf {
        self.socket.with_extension("log")
    }

    fn spawn(
        &self,
        context: &Context<'_>,
        location: &str,
        only: Option<&String>,
    ) -> std::io::Result<std::process::Child> {
        use std::os::unix::process::CommandExt;
        if let Some(folder) = self.socket.parent() {
            control::own_folder(folder).map_err(std::io::Error::other)?;
        }
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.log())?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["serve", "--store", location, "--computer", &self.computer]);
        if let Some(name) = only {
            command.args(["--service", name]);
        }
        command
            .env_clear()
            .envs(&context.engine.environment)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            // Ctrl+C at the prompt is not meant for it.
            .process_group(0)
            .spawn()
    }
}
