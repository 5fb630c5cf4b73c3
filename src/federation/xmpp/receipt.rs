//! Knowing when a stanza's fate is settled, wherever in the program it is.
//!
//! Whoever hands a stanza over may attach a receipt. It travels with the stanza, its copies and the error that
//! answers it, and reports when the last of them is gone: by then the stanza was written to its peer, given to
//! its user, or its error was. **Rule for who carries stanzas:** drop one only after it was taken by the next
//! in line; a stanza that waits for an acknowledgement is kept until then.

use std::sync::Arc;
use tokio::sync::mpsc;

/// A receipt; all copies are one.
#[derive(Debug, Clone)]
pub struct Receipt(Arc<Open>);

struct Open {
    number: u64,
    origin: Option<Arc<str>>,
    settled: Settled,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Open")
            .field("number", &self.number)
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        match &self.settled {
            // Whoever wanted to know may be gone.
            Settled::Reported(reports) => drop(reports.send(self.number)),
            Settled::Called(call) => call(self.number),
        }
    }
}

/// Who hears that a stanza's fate is settled.
pub enum Settled {
    /// A task that waits for numbers.
    Reported(mpsc::UnboundedSender<u64>),
    /// A function, at once and wherever the last copy is dropped: it must be quick, must not wait, and must not take a
    /// lock that is held while stanzas are dropped.
    Called(Arc<dyn Fn(u64) + Send + Sync>),
}

impl From<mpsc::UnboundedSender<u64>> for Settled {
    fn from(reports: mpsc::UnboundedSender<u64>) -> Settled {
        Settled::Reported(reports)
    }
}

impl Receipt {
    /// A receipt that reports `number` to `settled`. `origin` names where the stanza came from, for its
    /// error to go back there.
    pub fn new(number: u64, origin: Option<Arc<str>>, settled: impl Into<Settled>) -> Receipt {
        Receipt(Arc::new(Open { number, origin, settled: settled.into() }))
    }

    /// Where the stanza came from.
    pub fn origin(&self) -> Option<&Arc<str>> {
        self.0.origin.as_ref()
    }
}

/// Receipts are no part of what a stanza says.
impl PartialEq for Receipt {
    fn eq(&self, _other: &Receipt) -> bool {
        true
    }
}

impl Eq for Receipt {}

#[cfg(test)]
mod tests {
    use super::super::stanza_error::{Condition, StanzaError};
    use super::super::{Stanza, address};
    use super::*;

    #[test]
    fn it_is_settled_when_the_last_copy_and_the_error_are_gone() {
        let (sender, mut settled) = mpsc::unbounded_channel();
        let (from, to) = (address::parse("a@one.example").unwrap(), address::parse("b@two.example").unwrap());
        let stanza = Stanza::chat(from, to, "hello").with_receipt(Receipt::new(7, None, sender));
        let bounce = stanza.bounce(&StanzaError::new(Condition::Gone, "")).unwrap();
        let copy = stanza.clone();
        drop(stanza);
        drop(copy);
        assert!(settled.try_recv().is_err());
        drop(bounce);
        assert_eq!(settled.try_recv(), Ok(7));
    }
}
