//! Limits and time-outs of `Get-CsXmppGatewayConfiguration` and of partners.

use super::break_tests::{send, until, wired};
use super::tests::{LIMIT, message, receive, world_with, zone};
use super::*;
use crate::federation::xmpp::Condition;
use crate::federation::xmpp::settings::StreamPolicy;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

#[tokio::test]
async fn a_partner_has_no_more_streams_than_its_limit_in_both_directions_together() {
    let change = |config: &mut EdgeConfig| {
        config.one_way = true;
        config.partners[0].policy.connection_limit = Some(1);
    };
    let mut world = world_with("127.0.32.1", StreamPolicy::default(), "a.example", "b.example", change).await;
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "there")).await.unwrap();
    receive(&mut world.b.1).await;
    world.b.1.sink.send(message("bob@b.example", "ann@a.example", "back")).await.unwrap();
    let error = receive(&mut world.b.1).await.error().unwrap();
    assert_eq!(error.condition, Condition::ResourceConstraint);
    assert!(error.text.unwrap().contains("the limit of 1 streams with a.example"));
}

#[tokio::test]
async fn all_partners_together_have_no_more_streams_than_the_limit() {
    let change = |config: &mut EdgeConfig| {
        config.one_way = true;
        if config.local_domains == ["b.example"] {
            config.limits.connections = 0;
        }
    };
    let mut world = world_with("127.0.32.2", StreamPolicy::default(), "a.example", "b.example", change).await;
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "there")).await.unwrap();
    assert!(receive(&mut world.a.1).await.is_error());
    let failure = world.b.0.status().partner("a.example").last_failure.unwrap();
    assert!(failure.reason.contains("all partners together"), "{failure:?}");
}

#[tokio::test]
async fn an_idle_stream_is_kept_alive_where_the_partner_wants_it() {
    for (host, keep_alive) in [("127.0.32.3", true), ("127.0.32.4", false)] {
        let change = |config: &mut EdgeConfig| {
            config.limits.keep_alive = Duration::from_millis(50);
            config.partners[0].policy.keep_alive = keep_alive;
        };
        let (mut world, wire) = wired(host, change).await;
        send(&world, 0..1).await;
        receive(&mut world.b.1).await;
        let passed = || wire.passed.load(Ordering::Relaxed);
        // The last acknowledgement may still be under way.
        tokio::time::sleep(Duration::from_millis(200)).await;
        let before = passed();
        if keep_alive {
            until(|| passed() > before + 60).await;
        } else {
            tokio::time::sleep(Duration::from_millis(300)).await;
            assert_eq!(passed(), before);
        }
        assert_eq!(world.a.0.status().partner("b.example").outgoing_streams, 1);
    }
}

#[tokio::test]
async fn an_unused_stream_is_closed_in_order_and_opened_again_when_it_is_needed() {
    let change = |config: &mut EdgeConfig| config.limits.inactivity = Duration::from_millis(200);
    let mut world = world_with("127.0.32.5", StreamPolicy::default(), "a.example", "b.example", change).await;
    for text in ["one", "two"] {
        world.a.1.sink.send(message("ann@a.example", "bob@b.example", text)).await.unwrap();
        assert_eq!(receive(&mut world.b.1).await.body().as_deref(), Some(text));
        let (a, b) = (world.a.0.status(), world.b.0.status());
        until(|| {
            a.partner("b.example").outgoing_streams == 0 && b.partner("a.example").incoming_streams == 0
        })
        .await;
    }
    assert_eq!(world.a.0.status().partner("b.example").last_failure, None);
    assert_eq!(world.b.0.status().partner("a.example").last_failure, None);
}

#[tokio::test]
async fn who_does_not_authenticate_in_time_is_cut_off() {
    let change = |config: &mut EdgeConfig| config.limits.establishment = Duration::from_millis(200);
    let world = world_with("127.0.32.6", StreamPolicy::default(), "a.example", "b.example", change).await;
    let header = "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' \
        from='a.example' to='b.example' version='1.0'>";
    // Silence, half a header, and a header after which nothing comes: none may stay.
    for text in ["", "<stream:str", header] {
        let mut tcp = TcpStream::connect(world.b.0.address()).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut tcp, text.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        tokio::time::timeout(LIMIT, tcp.read_to_end(&mut answer)).await.expect("it stays open").unwrap();
    }
}

#[tokio::test]
async fn more_than_the_queue_holds_goes_back_at_once() {
    let change = |config: &mut EdgeConfig| config.limits.queue = 5;
    let (mut world, wire) = wired("127.0.32.7", change).await;
    send(&world, 0..1).await;
    receive(&mut world.b.1).await;
    wire.frozen.send_replace(true);
    send(&world, 1..40).await;
    let error = receive(&mut world.a.1).await.error().unwrap();
    assert_eq!(error.condition, Condition::ResourceConstraint);
    wire.frozen.send_replace(false);
    // Those that were taken arrive, in order.
    let mut last = 0;
    for _ in 0..5 {
        let number: usize = receive(&mut world.b.1).await.id().unwrap().parse().unwrap();
        assert!(number > last);
        last = number;
    }
}

#[tokio::test]
async fn a_partner_that_fails_is_left_alone_for_longer_each_time() {
    let policy = StreamPolicy { dialback: false, ..StreamPolicy::default() };
    let mut world = world_with("127.0.32.8", policy, "a.example", "b.example", |_| {}).await;
    let listener = TcpListener::bind("127.0.32.8:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    world.dns.replace(&[zone("b.example", "127.0.32.8", port)]).unwrap();
    let (sender, mut attempts) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        // Hangs up at once.
        while let Ok((tcp, _)) = listener.accept().await {
            drop(tcp);
            let _ = sender.send(tokio::time::Instant::now());
        }
    });
    let mut times = Vec::new();
    let all = async {
        while times.len() < 3 {
            tokio::select! {
                time = attempts.recv() => times.push(time.unwrap()),
                () = tokio::time::sleep(Duration::from_millis(10)) => {
                    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "hello")).await.unwrap();
                }
                // Every message has its error, whether or not there was an attempt for it.
                error = world.a.1.incoming.recv() => assert!(error.unwrap().is_error()),
            }
        }
    };
    tokio::time::timeout(LIMIT, all).await.expect("it is not tried again");
    let pauses = [times[1] - times[0], times[2] - times[1]];
    assert!(pauses[0] >= Duration::from_millis(375) && pauses[1] >= Duration::from_millis(700), "{pauses:?}");
}
