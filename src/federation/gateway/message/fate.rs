//! Messages of SIP users whose senders wait for an answer until the fate of the message is known.
//!
//! A message to XMPP carries a receipt ([`crate::federation::xmpp::receipt`]). Its SIP transaction stays open
//! until the partner has taken the message, or the error that refused it has come back: a process that dies in
//! between leaves no sender in the belief that all is well.

use crate::federation::xmpp::StanzaError;
use crate::federation::xmpp::receipt::{Receipt, Settled};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// How long a transaction is held: well within timer F of whoever asks, which is 32 s. Source: RFC 3261, 17.1.2.
pub const HOLD: Duration = Duration::from_secs(25);

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// The partner has taken it.
    Taken,
    /// It came back. Whether the recipient is a single device goes with the error.
    Refused(StanzaError, bool),
    /// Nobody knows yet.
    Open,
}

/// The numbers are our own: nobody can choose them to collide.
type Waiting = Arc<Mutex<HashMap<u64, oneshot::Sender<Fate>, foldhash::fast::RandomState>>>;

/// The messages whose senders wait; cheap to clone.
#[derive(Clone)]
pub struct Fates {
    waiting: Waiting,
    settled: Arc<dyn Fn(u64) + Send + Sync>,
}

/// Takes out who waits for the fate of a message.
fn take(waiting: &Waiting, number: u64) -> Option<oneshot::Sender<Fate>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&number)
}

impl Default for Fates {
    fn default() -> Fates {
        let waiting = Waiting::default();
        let known = waiting.clone();
        let settled = Arc::new(move |number| {
            if let Some(sender) = take(&known, number) {
                // Whoever waited has given up.
                let _ = sender.send(Fate::Taken);
            }
        });
        Fates { waiting, settled }
    }
}

impl Fates {
    /// A receipt for the message of this number, and the wait for its fate.
    pub fn open(&self, number: u64) -> (Receipt, Wait) {
        let (sender, fate) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(number, sender);
        let receipt = Receipt::new(number, None, Settled::Called(self.settled.clone()));
        (receipt, Wait { number, fate, waiting: self.waiting.clone() })
    }

    /// The message came back. Whether its sender was waiting, and so knows now.
    pub fn refused(&self, number: u64, error: &StanzaError, device: bool) -> bool {
        let sender = take(&self.waiting, number);
        sender.is_some_and(|sender| sender.send(Fate::Refused(error.clone(), device)).is_ok())
    }
}

/// Waits for the fate of one message.
pub struct Wait {
    number: u64,
    fate: oneshot::Receiver<Fate>,
    waiting: Waiting,
}

impl Wait {
    /// Its fate, as far as it is known within [`HOLD`].
    pub async fn fate(mut self) -> Fate {
        match timeout(HOLD, &mut self.fate).await {
            Ok(fate) => fate.unwrap_or(Fate::Open),
            Err(_) => Fate::Open,
        }
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        if !self.fate.is_terminated() {
            take(&self.waiting, self.number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::Condition;

    #[tokio::test(start_paused = true)]
    async fn a_fate_is_the_error_else_the_settlement_else_open() {
        let fates = Fates::default();
        let (receipt, wait) = fates.open(1);
        drop(receipt);
        assert_eq!(wait.fate().await, Fate::Taken);
        let (receipt, wait) = fates.open(2);
        let error = StanzaError::new(Condition::Gone, "moved");
        assert!(fates.refused(2, &error, false));
        drop(receipt);
        assert_eq!(wait.fate().await, Fate::Refused(error.clone(), false));
        let (_receipt, wait) = fates.open(3);
        assert_eq!(wait.fate().await, Fate::Open);
        assert!(!fates.refused(3, &error, false), "nobody waits any more");
        assert!(fates.waiting.lock().unwrap().is_empty());
    }
}
