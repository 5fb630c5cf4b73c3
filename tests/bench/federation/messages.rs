//! Messages a second, processor time of a message, and latency in each direction.

use super::deployment::{Deployment, EDGE, PARTNER, POOL, Phone, USER};
use super::process;
use fedsh::federation::sip::{Incoming, Method};
use fedsh::federation::xmpp::{Stanza, XmppPort, address};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::interval;

/// Messages of the closed loop, and how many of them are on their way at once: fewer than an endpoint keeps waiting (256),
/// since it refuses more with 503.
const MESSAGES: usize = 60_000;
const AT_ONCE: usize = 200;
/// Messages of the open loop, at this many a second.
const PACED: usize = 10_000;
const RATE: u64 = 1000;
/// Conversations that the messages belong to.
const USERS: usize = 50;
const TEXT: &str = "a message of usual length, as people write them to each other all day";

/// Runs all of them.
pub async fn run() {
    let mut deployment = Deployment::new("bench", "127.48.1").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let pids = [deployment.pid(POOL), deployment.pid(EDGE)];
    let (phone, incoming) = Phone::sign_in(&deployment).await;
    let start = Instant::now();
    let (arrived, mut phones) = mpsc::unbounded_channel();
    tokio::spawn(answer(incoming, start, arrived));
    let mut port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    let (there, mut partners) = mpsc::unbounded_channel();
    let sink = port.sink.clone();
    tokio::spawn(async move { receive(&mut port, start, there).await });
    // The first message opens the streams.
    to_partner(&phone, start, 1, 0).await;
    partners.recv().await;

    for direction in [Direction::Out, Direction::In] {
        let arrivals = match direction {
            Direction::Out => &mut partners,
            Direction::In => &mut phones,
        };
        let send = Send { direction, phone: phone.clone(), sink: sink.clone(), start };
        let (before, began) = (process::cpu(&pids), Instant::now());
        send.clone().closed_loop(arrivals).await;
        let seconds = began.elapsed().as_secs_f64();
        let used = process::cpu(&pids) - before;
        println!(
            "{direction}: {:.0} messages a second, {:.1} µs of processor time each ({AT_ONCE} at once, gateway and proxy together)",
            MESSAGES as f64 / seconds,
            used.as_micros() as f64 / MESSAGES as f64
        );
        let (before, mut times) = (process::cpu(&pids), send.open_loop(arrivals).await);
        let used = process::cpu(&pids) - before;
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
        println!(
            "{direction} at {RATE} a second: {:.2} ms (50 %), {:.2} ms (99 %), {:.2} ms (99.9 %); {:.0} µs of processor time each",
            at(0.5),
            at(0.99),
            at(0.999),
            used.as_micros() as f64 / PACED as f64
        );
    }
    for (name, pid) in ["pool", "Edge"].iter().zip(pids) {
        let (now, most) = process::memory(pid);
        println!(
            "memory of the {name} after that: {:.1} MB, {:.1} MB at most",
            now as f64 / 1024.0,
            most as f64 / 1024.0
        );
    }
}

#[derive(Debug, Clone, Copy)]
enum Direction {
    Out,
    In,
}

impl std::fmt::Display for Direction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Direction::Out => "SIP to XMPP",
            Direction::In => "XMPP to SIP",
        })
    }
}

#[derive(Clone)]
struct Send {
    direction: Direction,
    phone: Phone,
    sink: fedsh::federation::xmpp::StanzaSink,
    start: Instant,
}

impl Send {
    /// One message; for SIP until it is answered.
    async fn one(&self, number: usize) {
        match self.direction {
            Direction::Out => to_partner(&self.phone, self.start, number % USERS, number).await,
            Direction::In => {
                let from = address::parse(&format!("user{}@{PARTNER}/desk", number % USERS)).unwrap();
                let body = text(self.start, number);
                let stanza = Stanza::chat(from, address::parse(USER).unwrap(), body);
                self.sink.send(stanza.with_id(format!("m{number}"))).await.unwrap();
            }
        }
    }

    /// As fast as it goes, with a bounded number of messages under way.
    async fn closed_loop(self, arrivals: &mut mpsc::UnboundedReceiver<Duration>) {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        let (sending, all) = (room.clone(), self.clone());
        tokio::spawn(async move {
            for number in 0..MESSAGES {
                sending.acquire().await.unwrap().forget();
                let one = all.clone();
                tokio::spawn(async move { one.one(number).await });
            }
        });
        for _ in 0..MESSAGES {
            arrivals.recv().await.unwrap();
            room.add_permits(1);
        }
    }

    /// At a steady rate; gives how long each was on its way.
    async fn open_loop(self, arrivals: &mut mpsc::UnboundedReceiver<Duration>) -> Vec<Duration> {
        tokio::spawn(async move {
            let mut ticks = interval(Duration::from_micros(1_000_000 / RATE));
            for number in 0..PACED {
                ticks.tick().await;
                let one = self.clone();
                tokio::spawn(async move { one.one(number).await });
            }
        });
        let mut times = Vec::with_capacity(PACED);
        while times.len() < PACED {
            times.push(arrivals.recv().await.unwrap());
        }
        times
    }
}

/// A text that says when it was sent.
fn text(start: Instant, number: usize) -> String {
    format!("{} {number} {TEXT}", start.elapsed().as_micros())
}

/// How long a text was on its way.
fn age(start: Instant, text: &str) -> Duration {
    let sent = text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    start.elapsed().saturating_sub(Duration::from_micros(sent))
}

async fn to_partner(phone: &Phone, start: Instant, user: usize, number: usize) {
    let answer = phone.send(&format!("user{user}@{PARTNER}"), &text(start, number)).await;
    let answer = answer.unwrap();
    assert!(answer.is_success(), "{answer:?}");
}

async fn answer(
    mut incoming: mpsc::Receiver<Incoming>,
    start: Instant,
    arrived: mpsc::UnboundedSender<Duration>,
) {
    while let Some(one) = incoming.recv().await {
        let body = String::from_utf8_lossy(&one.request.body).into_owned();
        let status = if one.request.method == Method::Message { 200 } else { 405 };
        let response = one.request.response(status);
        let _ = arrived.send(age(start, &body));
        one.respond(response).await;
    }
}

async fn receive(port: &mut XmppPort, start: Instant, arrived: mpsc::UnboundedSender<Duration>) {
    while let Some(stanza) = port.incoming.recv().await {
        assert!(!stanza.is_error(), "{stanza:?}");
        if let Some(body) = stanza.body() {
            let _ = arrived.send(age(start, &body));
        }
    }
}
