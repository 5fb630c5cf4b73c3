//! Streams that break: every message arrives, or its sender gets an error; what comes twice is marked.

use super::tests::{LIMIT, World, message, receive, world_with, zone};
use super::*;
use crate::federation::xmpp::settings::StreamPolicy;
use crate::federation::xmpp::{Stanza, namespace};
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::Instant;
use wire::Wire;

#[path = "../../../../tests/common/wire.rs"]
pub(super) mod wire;

/// Two edges; what `a` sends to `b` goes over the wire.
pub(super) async fn wired(host: &str, change: impl Fn(&mut EdgeConfig)) -> (World, Wire) {
    let world = world_with(host, StreamPolicy::default(), "a.example", "b.example", change).await;
    let wire = Wire::start(host, world.b.0.address()).await;
    world
        .dns
        .replace(&[
            zone("a.example", host, world.a.0.address().port()),
            zone("b.example", host, wire.address.port()),
        ])
        .unwrap();
    (world, wire)
}

pub(super) async fn send(world: &World, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let stanza = message("ann@a.example", "bob@b.example", "hello").with_id(number.to_string());
        world.a.1.sink.send(stanza).await.unwrap();
    }
}

pub(super) async fn until(mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < LIMIT, "the condition did not come about");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// What became of messages.
#[derive(Default)]
struct Counted {
    arrived: HashMap<String, usize>,
    failed: HashMap<String, usize>,
    unmarked_repetitions: usize,
}

impl Counted {
    fn arrived(&mut self, stanza: &Stanza) {
        let times = self.arrived.entry(stanza.id().unwrap_or_default().to_owned()).or_default();
        *times += 1;
        if *times > 1 && stanza.child("delay", namespace::DELAY).is_none() {
            self.unmarked_repetitions += 1;
        }
    }

    /// Listens on both sides until each of so many messages has arrived or failed.
    async fn listen(&mut self, world: &mut World, total: usize) {
        let start = Instant::now();
        while (0..total).any(|id| !self.known(&id.to_string())) {
            let left = (LIMIT * 2).saturating_sub(start.elapsed());
            let wait = tokio::time::timeout(left, async {
                tokio::select! {
                    Some(stanza) = world.b.1.incoming.recv() => (Some(stanza), true),
                    Some(stanza) = world.a.1.incoming.recv() => (Some(stanza), false),
                    else => (None, false),
                }
            });
            let Ok((Some(stanza), there)) = wait.await else {
                let lost = (0..total).filter(|id| !self.known(&id.to_string())).count();
                panic!("{lost} of {total} messages are lost without a sign");
            };
            match there {
                true => self.arrived(&stanza),
                false if stanza.is_error() => {
                    *self.failed.entry(stanza.id().unwrap_or_default().to_owned()).or_default() += 1;
                }
                false => {}
            }
        }
    }

    fn known(&self, id: &str) -> bool {
        self.arrived.contains_key(id) || self.failed.contains_key(id)
    }
}

/// Freezes the wire under 1,500 messages and cuts it, as in federation.md 5.3.
async fn freeze_and_cut(host: &str, change: impl Fn(&mut EdgeConfig)) -> Counted {
    let (mut world, wire) = wired(host, change).await;
    send(&world, 0..1).await;
    let mut counted = Counted::default();
    counted.arrived(&receive(&mut world.b.1).await);
    send(&world, 1..500).await;
    wire.frozen.send_replace(true);
    send(&world, 500..1000).await;
    until(|| world.a.0.status().partner("b.example").sent > 600).await;
    wire.cut();
    wire.frozen.send_replace(false);
    send(&world, 1000..1500).await;
    counted.listen(&mut world, 1500).await;
    counted
}

#[tokio::test]
async fn with_acknowledgements_nothing_is_lost() {
    let counted = freeze_and_cut("127.0.36.1", |_| {}).await;
    assert_eq!((counted.arrived.len(), counted.failed.len()), (1500, 0));
    assert_eq!(counted.unmarked_repetitions, 0);
}

#[tokio::test]
async fn without_them_what_is_not_confirmed_is_reported() {
    let counted = freeze_and_cut("127.0.36.2", |config| config.without_acknowledgement = true).await;
    assert!(!counted.failed.is_empty(), "the cut lost nothing, so this shows nothing");
    assert_eq!(counted.unmarked_repetitions, 0);
    assert!(counted.failed.values().all(|times| *times == 1), "an error comes once");
}

#[tokio::test]
async fn a_partner_that_hangs_is_left_for_a_new_stream() {
    let change = |config: &mut EdgeConfig| config.limits.confirmation = Duration::from_millis(200);
    let (mut world, wire) = wired("127.0.36.3", change).await;
    send(&world, 0..1).await;
    receive(&mut world.b.1).await;
    wire.frozen.send_replace(true);
    send(&world, 1..2).await;
    until(|| world.a.0.status().partner("b.example").last_failure.is_some()).await;
    wire.cut();
    wire.frozen.send_replace(false);
    let mut counted = Counted::default();
    counted.arrived.insert("0".to_owned(), 1);
    counted.listen(&mut world, 2).await;
}

#[tokio::test]
async fn an_edge_that_stops_delivers_or_reports_what_it_took() {
    let (mut world, _wire) = wired("127.0.36.4", |_| {}).await;
    send(&world, 0..300).await;
    let World { a: (edge, port), b, dns } = world;
    edge.stop().await;
    // The stopped edge is replaced so that the rest of the test can listen on both sides.
    let idle = world_with("127.0.36.5", StreamPolicy::default(), "a.example", "b.example", |_| {}).await;
    world = World { a: (idle.a.0, port), b, dns };
    Counted::default().listen(&mut world, 300).await;
}
