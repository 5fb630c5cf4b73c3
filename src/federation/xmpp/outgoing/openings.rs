//! Streams that are being opened. Who finds no place for one waits for those of others: they may take its stanzas, too.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// The openings under way, by the partner's main domain.
#[derive(Debug, Default)]
pub(in crate::federation::xmpp) struct Openings {
    under_way: Mutex<HashMap<String, usize>>,
    ended: Notify,
}

impl Openings {
    /// One more, until the result is dropped.
    pub fn begin<'a>(&'a self, partner: &str) -> Opening<'a> {
        *self.lock().entry(partner.to_owned()).or_insert(0) += 1;
        Opening { all: self, partner: partner.to_owned() }
    }

    /// Waits until none is under way; whether there was one.
    pub async fn over(&self, partner: &str) -> bool {
        let mut waited = false;
        loop {
            let ended = self.ended.notified();
            tokio::pin!(ended);
            // From here on no end is missed.
            ended.as_mut().enable();
            if !self.lock().contains_key(partner) {
                return waited;
            }
            waited = true;
            ended.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An opening that is under way.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Opening<'a> {
    all: &'a Openings,
    partner: String,
}

impl Drop for Opening<'_> {
    fn drop(&mut self) {
        let mut under_way = self.all.lock();
        if let Some(count) = under_way.get_mut(&self.partner) {
            *count -= 1;
            if *count == 0 {
                under_way.remove(&self.partner);
            }
        }
        drop(under_way);
        self.all.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn openings_of_the_same_partner_are_waited_for() {
        let openings = Openings::default();
        assert!(!openings.over("b.example").await);
        let (first, second) = (openings.begin("b.example"), openings.begin("b.example"));
        let _other = openings.begin("c.example");
        let end = async {
            drop(first);
            tokio::task::yield_now().await;
            drop(second);
        };
        assert!(tokio::join!(openings.over("b.example"), end).0);
    }
}
