//! Messages a second, processor time of a message, and latency in each direction.

use super::deployment::{Deployment, EDGE, PARTNER, POOL, Phone, USER};
use super::figures::{self, AT_ONCE, MESSAGES, PACED, RATE, age, text};
use fedsh::federation::sip::{Incoming, Method};
use fedsh::federation::xmpp::{Stanza, XmppPort, address};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::interval;

/// Conversations that the messages belong to.
const USERS: usize = 50;

/// Runs all of them.
pub async fn run() {
    let mut deployment = Deployment::new("bench", "127.48.1").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let programs = [("the pool", deployment.pid(POOL)), ("the Edge", deployment.pid(EDGE))];
    let (phone, incoming) = Phone::sign_in(&deployment).await;
    let start = Instant::now();
    let (arrived, mut phones) = mpsc::unbounded_channel();
    tokio::spawn(answer(incoming, start, arrived));
    let mut port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    let (there, mut partners) = mpsc::unbounded_channel();
    let sink = port.sink.clone();
    let receiving = tokio::spawn(async move { receive(&mut port, start, there).await });
    // The first message opens the streams.
    to_partner(&phone, start, 1, 0).await;
    partners.recv().await;

    for direction in [Direction::Out, Direction::In] {
        let arrivals = match direction {
            Direction::Out => &mut partners,
            Direction::In => &mut phones,
        };
        let send = Send { direction, phone: phone.clone(), sink: sink.clone(), start };
        let room = Arc::new(Semaphore::new(AT_ONCE));
        tokio::spawn(send.clone().closed_loop(room.clone()));
        figures::closed(direction, &programs, arrivals, || room.add_permits(1)).await;
        tokio::spawn(send.open_loop());
        figures::open(direction, &programs, arrivals).await;
    }
    figures::memory(&programs);
    // What is sent back while the servers end is nobody's concern.
    receiving.abort();
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

    /// As fast as there is room.
    async fn closed_loop(self, room: Arc<Semaphore>) {
        for number in 0..MESSAGES {
            room.acquire().await.unwrap().forget();
            let one = self.clone();
            tokio::spawn(async move { one.one(number).await });
        }
    }

    /// At a steady rate.
    async fn open_loop(self) {
        let mut ticks = interval(Duration::from_micros(1_000_000 / RATE));
        for number in 0..PACED {
            ticks.tick().await;
            let one = self.clone();
            tokio::spawn(async move { one.one(number).await });
        }
    }
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
