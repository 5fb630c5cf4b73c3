//! One stream for several pairs of domains, and for both directions.

use super::break_tests::wire::Wire;
use super::break_tests::{until, wired};
use super::tests::{World, message, receive, world_with, zone};
use super::*;
use crate::federation::dns::Zone;
use crate::federation::xmpp::settings::StreamPolicy;
use crate::topology::model::Negotiation;
use std::sync::atomic::Ordering;

fn dialback() -> StreamPolicy {
    StreamPolicy { sasl: Negotiation::NotSupported, ..StreamPolicy::default() }
}

fn streams(edge: &Edge, partner: &str) -> (usize, usize) {
    let status = edge.status().partner(partner);
    (status.incoming_streams, status.outgoing_streams)
}

#[tokio::test]
async fn a_stream_is_used_both_ways() {
    let policy = StreamPolicy::default();
    let mut world = world_with("127.0.31.11", policy, "a.example", "b.example", |_| {}).await;
    for round in 0..3 {
        let (there, back) = (format!("there {round}"), format!("back {round}"));
        world.a.1.sink.send(message("ann@a.example", "bob@b.example", &there)).await.unwrap();
        assert_eq!(receive(&mut world.b.1).await.body(), Some(there));
        world.b.1.sink.send(message("bob@b.example", "ann@a.example", &back)).await.unwrap();
        assert_eq!(receive(&mut world.a.1).await.body(), Some(back));
    }
    assert_eq!(streams(&world.a.0, "b.example"), (0, 1));
    assert_eq!(streams(&world.b.0, "a.example"), (1, 0));
}

#[tokio::test]
async fn what_a_broken_stream_had_not_delivered_backwards_comes_on_another() {
    let (mut world, wire) = wired("127.0.31.12", |_| {}).await;
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "there")).await.unwrap();
    receive(&mut world.b.1).await;
    wire.frozen.send_replace(true);
    for number in 0..100 {
        world.b.1.sink.send(message("bob@b.example", "ann@a.example", &number.to_string())).await.unwrap();
    }
    until(|| world.b.0.status().partner("a.example").sent >= 64).await;
    wire.cut();
    wire.frozen.send_replace(false);
    for number in 0..100 {
        let stanza = receive(&mut world.a.1).await;
        assert_eq!(stanza.body(), Some(number.to_string()), "order is kept over the break");
    }
}

/// `a` speaks for two domains and `b` for two; returns the wire from `a` to `b`.
async fn four_domains(host: &str) -> (World, Wire) {
    four_domains_by(host, dialback()).await
}

async fn four_domains_by(host: &str, policy: StreamPolicy) -> (World, Wire) {
    let more = |config: &mut EdgeConfig| {
        let second = |domain: &str| domain.replace(".example", "2.example");
        let own = second(&config.local_domains[0]);
        config.local_domains.push(own);
        let theirs = second(&config.partners[0].domains[0]);
        config.partners[0].domains.push(theirs);
    };
    let world = world_with(host, policy, "a.example", "b.example", more).await;
    let wire = Wire::start(host, world.b.0.address()).await;
    let a = world.a.0.address().port();
    let zones: Vec<Zone> = [("a", a), ("a2", a), ("b", wire.address.port()), ("b2", wire.address.port())]
        .map(|(name, port)| zone(&format!("{name}.example"), host, port))
        .into();
    world.dns.replace(&zones).unwrap();
    (world, wire)
}

#[tokio::test]
async fn several_pairs_of_domains_share_a_stream() {
    let (mut world, wire) = four_domains("127.0.31.13").await;
    let pairs = [
        ("ann@a.example", "bob@b.example"),
        ("ann@a2.example", "bob@b.example"),
        ("ann@a.example", "bob@b2.example"),
        ("ann@a2.example", "bob@b2.example"),
    ];
    for round in 0..2 {
        for (from, to) in pairs {
            let text = format!("{from} {to} {round}");
            world.a.1.sink.send(message(from, to, &text)).await.unwrap();
            assert_eq!(receive(&mut world.b.1).await.body(), Some(text));
        }
    }
    let (first, second) = (streams(&world.a.0, "b.example").1, streams(&world.a.0, "b2.example").1);
    assert_eq!((first, second), (1, 0), "all went over the first stream");
    assert_eq!(streams(&world.b.0, "a.example").0, 1);
    assert_eq!(streams(&world.b.0, "a2.example").0, 1);
    // `b` asks nobody at the wire: verification goes to `a`. One stream alone came through it.
    assert_eq!(wire.connections.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_pair_that_cannot_be_proved_goes_its_own_way_and_disturbs_no_other() {
    let (mut world, wire) = four_domains("127.0.31.14").await;
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "one")).await.unwrap();
    receive(&mut world.b.1).await;
    // Nobody can verify the second domain: its name is gone.
    let (a, b) = (world.a.0.address().port(), wire.address.port());
    let zones = [zone("a.example", "127.0.31.14", a), zone("b.example", "127.0.31.14", b)];
    world.dns.replace(&zones).unwrap();
    world.a.1.sink.send(message("ann@a2.example", "bob@b.example", "two")).await.unwrap();
    assert!(receive(&mut world.a.1).await.is_error());
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "three")).await.unwrap();
    assert_eq!(receive(&mut world.b.1).await.body().as_deref(), Some("three"));
    assert_eq!(streams(&world.a.0, "b.example").1, 1);
}

#[tokio::test]
async fn domains_that_begin_at_once_share_the_only_stream_that_may_be() {
    let policy = StreamPolicy { connection_limit: Some(1), ..dialback() };
    let (mut world, wire) = four_domains_by("127.0.31.15", policy).await;
    let pairs = [
        ("ann@a.example", "bob@b.example"),
        ("ann@a2.example", "bob@b.example"),
        ("ann@a.example", "bob@b2.example"),
        ("ann@a2.example", "bob@b2.example"),
    ];
    for (from, to) in pairs {
        world.a.1.sink.send(message(from, to, &format!("{from} {to}"))).await.unwrap();
    }
    let mut arrived = Vec::new();
    while arrived.len() < pairs.len() {
        tokio::select! {
            stanza = receive(&mut world.b.1) => arrived.push(stanza.body().unwrap()),
            Some(refused) = world.a.1.incoming.recv() => panic!("{:?}", refused.error()),
        }
    }
    assert_eq!(wire.connections.load(Ordering::Relaxed), 1);
}
