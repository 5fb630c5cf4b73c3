//! Work in order for each key, and beside each other for different keys: a device that does not answer holds
//! up its own conversation only.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Boxed at once by who makes it: it is passed on several times.
pub(super) type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Work, and the room that it takes until it is done.
type Held = (Work, OwnedSemaphorePermit);

type Waiting<K> = HashMap<K, VecDeque<Held>, foldhash::fast::RandomState>;

/// The lanes; cheap to clone. Their keys must be such that no peer can choose them to collide.
#[derive(Clone)]
pub(super) struct Lanes<K> {
    waiting: Arc<Mutex<Waiting<K>>>,
    room: Arc<Semaphore>,
}

impl<K: Hash + Eq + Clone + Send + 'static> Lanes<K> {
    /// With room for so much work in all.
    pub fn new(room: usize) -> Lanes<K> {
        Lanes { waiting: Arc::default(), room: Arc::new(Semaphore::new(room)) }
    }

    /// Adds work to a lane; waits while there is no room.
    pub async fn add(&self, key: K, work: Work) {
        let Ok(permit) = self.room.clone().acquire_owned().await else { return };
        {
            let mut lanes = self.lock();
            if let Some(lane) = lanes.get_mut(&key) {
                lane.push_back((work, permit));
                return;
            }
            lanes.insert(key.clone(), VecDeque::new());
        }
        let lanes = self.clone();
        tokio::spawn(async move {
            let mut next = Some((work, permit));
            while let Some((work, permit)) = next {
                work.await;
                drop(permit);
                next = lanes.next(&key);
            }
        });
    }

    /// The next of a lane; an empty lane is closed.
    fn next(&self, key: &K) -> Option<Held> {
        let mut lanes = self.lock();
        let next = lanes.get_mut(key)?.pop_front();
        if next.is_none() {
            lanes.remove(key);
        }
        next
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<K>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::sync::mpsc;

    #[tokio::test(start_paused = true)]
    async fn a_slow_lane_keeps_its_order_and_holds_up_no_other() {
        let lanes = Lanes::new(10);
        let (sender, mut done) = mpsc::unbounded_channel();
        for (key, number, pause) in [("a", 1, 60), ("a", 2, 0), ("b", 3, 0)] {
            let sender = sender.clone();
            let work = async move {
                tokio::time::sleep(Duration::from_secs(pause)).await;
                sender.send(number).unwrap();
            };
            lanes.add(key, Box::pin(work)).await;
        }
        let order = [done.recv().await, done.recv().await, done.recv().await];
        assert_eq!(order, [Some(3), Some(1), Some(2)]);
        tokio::task::yield_now().await;
        assert!(lanes.lock().is_empty());
    }
}
