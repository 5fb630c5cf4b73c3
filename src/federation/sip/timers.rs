//! The timers of transactions. Source: RFC 3261, 17 and table 4.

use std::time::Duration;

/// T1 and T2; the other timers follow from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timers {
    /// Estimate of a round trip.
    pub t1: Duration,
    /// Longest pause between retransmissions.
    pub t2: Duration,
}

impl Default for Timers {
    fn default() -> Timers {
        Timers { t1: Duration::from_millis(500), t2: Duration::from_secs(4) }
    }
}

impl Timers {
    /// Timers B and F: how long an answer may take.
    pub fn answer(&self) -> Duration {
        self.t1 * 64
    }

    /// Timer J: how long the answer to a request over UDP is kept for repetitions of the request.
    pub fn keep(&self) -> Duration {
        self.t1 * 64
    }

    /// Timer E: pauses before the retransmissions of a request over UDP, without end.
    pub fn pauses(&self) -> Pauses {
        Pauses { next: self.t1, longest: self.t2 }
    }
}

/// Pauses before retransmissions: each twice the one before, up to T2.
#[derive(Debug, Clone)]
pub struct Pauses {
    next: Duration,
    longest: Duration,
}

impl Pauses {
    /// A provisional answer has come: from now on the longest pause. Source: RFC 3261, 17.1.2.2.
    pub fn proceed(&mut self) {
        self.next = self.longest;
    }

    /// The pause that comes now.
    pub fn take(&mut self) -> Duration {
        let now = self.next.min(self.longest);
        self.next = (self.next * 2).min(self.longest);
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_t2() {
        let mut pauses = Timers::default().pauses();
        let taken: Vec<u128> = (0..6).map(|_| pauses.take().as_millis()).collect();
        assert_eq!(taken, [500, 1000, 2000, 4000, 4000, 4000]);
        let mut pauses = Timers::default().pauses();
        pauses.proceed();
        assert_eq!(pauses.take(), Duration::from_secs(4));
        assert_eq!(Timers::default().answer(), Duration::from_secs(32));
    }
}
