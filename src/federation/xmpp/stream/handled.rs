//! What a partner may be told that we have handled: stanzas whose fate is settled, in order. Source: XEP-0198, 4.
//!
//! A stanza that only this process has taken is not handled yet: it would vanish with the process.

use crate::federation::xmpp::receipt::Receipt;
use std::collections::BTreeSet;
use tokio::sync::mpsc;

/// Stanzas of one stream, counted from 1.
#[derive(Debug)]
pub struct Handled {
    taken: u64,
    /// All up to this one are settled.
    settled: u64,
    /// Settled beyond that.
    ahead: BTreeSet<u64>,
    /// What the partner was told last.
    told: u64,
    /// The partner has asked, and does not know of all it sent.
    asked: bool,
    report: mpsc::UnboundedSender<u64>,
    reports: mpsc::UnboundedReceiver<u64>,
}

impl Handled {
    /// At the moment at which acknowledgements begin.
    pub fn new() -> Handled {
        let (report, reports) = mpsc::unbounded_channel();
        Handled { taken: 0, settled: 0, ahead: BTreeSet::new(), told: 0, asked: false, report, reports }
    }

    /// Counts a stanza; it has to carry the receipt.
    pub fn take(&mut self) -> Receipt {
        self.taken += 1;
        Receipt::new(self.taken, None, self.report.clone())
    }

    /// The count for `<a h=…/>`, which wraps at 2³². `asked` when the partner has asked for it.
    pub fn tell(&mut self, asked: bool) -> u32 {
        self.is_settled();
        self.told = self.settled;
        self.asked = (asked || self.asked) && self.settled < self.taken;
        u32::try_from(self.settled & u64::from(u32::MAX)).unwrap_or(0)
    }

    /// Waits until a partner that has asked should be told more; may be cancelled.
    pub async fn more(&mut self) {
        loop {
            if self.asked && self.settled > self.told {
                return;
            }
            match self.reports.recv().await {
                Some(number) => self.note(number),
                None => std::future::pending().await,
            }
        }
    }

    /// Whether everything that was taken is settled.
    pub fn is_settled(&mut self) -> bool {
        while let Ok(number) = self.reports.try_recv() {
            self.note(number);
        }
        self.settled == self.taken
    }

    /// Waits until everything that was taken is settled; may be cancelled.
    pub async fn all(&mut self) {
        while self.settled < self.taken {
            match self.reports.recv().await {
                Some(number) => self.note(number),
                None => return,
            }
        }
    }

    fn note(&mut self, number: u64) {
        if number == self.settled + 1 {
            self.settled = number;
        } else {
            self.ahead.insert(number);
        }
        while self.ahead.remove(&(self.settled + 1)) {
            self.settled += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_settled_in_order_is_told() {
        let mut handled = Handled::new();
        let (first, second, third) = (handled.take(), handled.take(), handled.take());
        drop(second);
        assert_eq!(handled.tell(true), 0);
        drop(first);
        assert_eq!(handled.tell(false), 2);
        drop(third);
        assert_eq!(handled.tell(true), 3);
    }
}
