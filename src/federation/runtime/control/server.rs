//! The host's side of the control socket.

use super::{Answer, LINE, Question};
use crate::federation::accepting::Unaccepted;
use crate::federation::runtime::RuntimeError;
use crate::federation::runtime::host::HostHandle;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio_util::sync::{CancellationToken, DropGuard};

/// A connection that asks nothing for so long is closed.
const IDLE: Duration = Duration::from_secs(60);

/// A listening control socket; removed when dropped.
pub struct ControlServer {
    path: PathBuf,
    _stop: DropGuard,
}

impl Drop for ControlServer {
    fn drop(&mut self) {
        // Somebody else may have removed it.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl ControlServer {
    /// Listens at a path whose folder is ours alone. Errors: another host answers there, or the socket
    /// cannot be made.
    pub fn start(path: &Path, host: HostHandle) -> Result<ControlServer, RuntimeError> {
        let failed = |reason: String| RuntimeError::Control { path: path.display().to_string(), reason };
        if let Some(folder) = path.parent() {
            own_folder(folder).map_err(&failed)?;
        }
        if path.exists() {
            if std::os::unix::net::UnixStream::connect(path).is_ok() {
                return Err(failed("another service host of this computer is running".to_owned()));
            }
            std::fs::remove_file(path).map_err(|error| failed(error.to_string()))?;
        }
        // The folder is closed to others, so that nobody gets in before the mode is set.
        let listener = UnixListener::bind(path).map_err(|error| failed(error.to_string()))?;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
            .map_err(|error| failed(error.to_string()))?;
        let stop = CancellationToken::new();
        tokio::spawn(accept(listener, host, stop.clone()));
        Ok(ControlServer { path: path.to_owned(), _stop: stop.drop_guard() })
    }
}

/// Makes the folder, for its owner only. Errors: it is somebody else's, or open to others.
pub fn own_folder(folder: &Path) -> Result<(), String> {
    let shown = folder.display();
    let built = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    built.map_err(|error| format!("'{shown}' cannot be made: {error}"))?;
    let found = std::fs::metadata(folder).map_err(|error| format!("'{shown}' cannot be read: {error}"))?;
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(format!("'{shown}' belongs to another user"));
    }
    if found.mode() & 0o022 != 0 {
        return Err(format!("others may write to '{shown}'"));
    }
    Ok(())
}

async fn accept(listener: UnixListener, host: HostHandle, stop: CancellationToken) {
    let mut unaccepted = Unaccepted::of("an administrator");
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, _)) => {
                let (host, stop) = (host.clone(), stop.child_token());
                tokio::spawn(async move {
                    tokio::select! {
                        ended = serve(stream, &host) => if let Err(error) = ended {
                            tracing::info!(%error, "a control connection was closed");
                        },
                        () = stop.cancelled() => {}
                    }
                });
            }
            Err(error) => unaccepted.pause(&error).await,
        }
    }
}

async fn serve(stream: UnixStream, host: &HostHandle) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    loop {
        let mut line = Vec::new();
        let mut limited = (&mut reader).take(LINE as u64 + 1);
        let count = match tokio::time::timeout(IDLE, limited.read_until(b'\n', &mut line)).await {
            Ok(count) => count?,
            Err(_) => return Ok(()),
        };
        if count == 0 {
            return Ok(());
        }
        let question = match line.last() {
            Some(b'\n') => serde_json::from_slice::<Question>(&line).map_err(|error| error.to_string()),
            _ if count > LINE => Err(format!("a request is at most {LINE} bytes long")),
            _ => Err("the request does not end with a line feed".to_owned()),
        };
        let (answer, is_request) = match question {
            Ok(question) => (answer(host, question).await, true),
            Err(reason) => (Answer::Error(format!("this is no request: {reason}")), false),
        };
        let mut text = serde_json::to_vec(&answer).map_err(std::io::Error::other)?;
        text.push(b'\n');
        writer.write_all(&text).await?;
        if !is_request {
            return Ok(());
        }
    }
}

/// What a host answers.
pub async fn answer(host: &HostHandle, question: Question) -> Answer {
    let done = |result: Result<(), RuntimeError>| match result {
        Ok(()) => Answer::Done,
        Err(error) => Answer::Error(error.to_string()),
    };
    match question {
        Question::Status => match host.status().await {
            Ok(status) => Answer::Status(Box::new(status)),
            Err(error) => Answer::Error(error.to_string()),
        },
        Question::Streams => match host.streams().await {
            Ok(streams) => Answer::Streams(streams),
            Err(error) => Answer::Error(error.to_string()),
        },
        Question::Subscriptions => match host.subscriptions().await {
            Ok(subscriptions) => Answer::Subscriptions(subscriptions),
            Err(error) => Answer::Error(error.to_string()),
        },
        Question::Probe { domain } => match host.probe(&domain).await {
            Ok(security) => Answer::Probed { security: Some(security), reason: None },
            Err(RuntimeError::Topology(reason)) => Answer::Probed { security: None, reason: Some(reason) },
            Err(error) => Answer::Error(error.to_string()),
        },
        Question::Start { service } => done(host.start_service(&service).await),
        Question::Stop { service, graceful } => done(host.stop_service(&service, graceful).await),
        Question::Shutdown { graceful } => {
            host.shut_down(graceful).await;
            Answer::Done
        }
    }
}
