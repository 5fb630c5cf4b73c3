//! What every listener does when the system gives it no connection.

use std::io;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Between attempts: without a pause a process without free files would spin.
const PAUSE: Duration = Duration::from_millis(100);
/// Between lines in the log about it.
const QUIET: Duration = Duration::from_secs(60);

/// Connections that a listener could not accept.
#[derive(Debug)]
pub(in crate::federation) struct Unaccepted {
    /// Of whom the connections are.
    whose: &'static str,
    said: Option<Instant>,
    unsaid: u64,
}

impl Unaccepted {
    /// None yet.
    pub fn of(whose: &'static str) -> Unaccepted {
        Unaccepted { whose, said: None, unsaid: 0 }
    }

    /// Takes note of one, in the log at most once a minute, and waits a moment.
    pub async fn pause(&mut self, error: &io::Error) {
        if let Some(more) = self.count(Instant::now()) {
            let whose = self.whose;
            tracing::warn!(%error, more, "a connection of {whose} could not be accepted");
        }
        sleep(PAUSE).await;
    }

    /// Counts one; how many were not spoken of before, when it is time to speak of them.
    fn count(&mut self, now: Instant) -> Option<u64> {
        if self.said.is_some_and(|said| now < said + QUIET) {
            self.unsaid += 1;
            return None;
        }
        self.said = Some(now);
        Some(std::mem::take(&mut self.unsaid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_spoken_of_once_a_minute() {
        let (mut unaccepted, start) = (Unaccepted::of("nobody"), Instant::now());
        let spoken: Vec<(u64, u64)> = (0..1200_u64)
            .filter_map(|tenth| {
                let more = unaccepted.count(start + Duration::from_millis(tenth * 100))?;
                Some((tenth, more))
            })
            .collect();
        assert_eq!(spoken, [(0, 0), (600, 599)]);
    }
}
