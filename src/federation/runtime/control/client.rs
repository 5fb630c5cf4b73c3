//! The asking side of the control socket. It blocks, as commands do.

use super::{ANSWER, Answer, Question};
use crate::federation::runtime::state::{HostStatus, StreamStatus};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// Longer than any drain.
const LIMIT: Duration = Duration::from_secs(60);

/// Why nothing was answered.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// Nobody listens there.
    #[error("the service host is not running")]
    NotRunning,
    /// The socket.
    #[error("the service host does not answer: {0}")]
    Silent(#[from] std::io::Error),
    /// The answer is none.
    #[error("the service host gave an answer that is none: {0}")]
    Malformed(String),
    /// It could not be done.
    #[error("{0}")]
    Refused(String),
}

/// A connection to a host.
#[derive(Debug)]
pub struct ControlClient {
    stream: BufReader<UnixStream>,
}

impl ControlClient {
    /// Connects. Errors: `NotRunning`, and `Silent` where the socket may not be used.
    pub fn connect(path: &Path) -> Result<ControlClient, ControlError> {
        let stream = UnixStream::connect(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::ConnectionRefused => ControlError::NotRunning,
            _ => ControlError::Silent(error),
        })?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        Ok(ControlClient { stream: BufReader::new(stream) })
    }

    /// Asks, and waits for the answer. Errors: `Refused` with the host's reason, and others.
    pub fn ask(&mut self, question: &Question) -> Result<Answer, ControlError> {
        let mut text =
            serde_json::to_vec(question).map_err(|error| ControlError::Malformed(error.to_string()))?;
        text.push(b'\n');
        self.stream.get_mut().write_all(&text)?;
        let mut line = Vec::new();
        self.stream.by_ref().take(ANSWER).read_until(b'\n', &mut line)?;
        if line.is_empty() && matches!(question, Question::Shutdown { .. }) {
            // It ended before it could say so.
            return Ok(Answer::Done);
        }
        match serde_json::from_slice(&line) {
            Ok(Answer::Error(reason)) => Err(ControlError::Refused(reason)),
            Ok(answer) => Ok(answer),
            Err(error) => Err(ControlError::Malformed(error.to_string())),
        }
    }

    /// How the host is.
    pub fn status(&mut self) -> Result<HostStatus, ControlError> {
        match self.ask(&Question::Status)? {
            Answer::Status(status) => Ok(*status),
            other => Err(ControlError::Malformed(format!("{other:?}"))),
        }
    }

    /// What is known of each partner's streams.
    pub fn streams(&mut self) -> Result<Vec<StreamStatus>, ControlError> {
        match self.ask(&Question::Streams)? {
            Answer::Streams(streams) => Ok(streams),
            other => Err(ControlError::Malformed(format!("{other:?}"))),
        }
    }
}
