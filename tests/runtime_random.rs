//! Faults at random under load in both directions: the proxy, and the gateway with the registrar, are killed and
//! started again, or stopped for a while; the wires to the partner and from it are frozen, cut, or frozen and then
//! cut, which loses what was on its way. Every message arrives once or its sender hears that it did not; what comes
//! twice is marked with the time at which it was sent.
//!
//! `FEDSH_FAULT_SECONDS=300 cargo test --test runtime_random` goes on for that long; `FEDSH_FAULT_SEED` repeats the
//! faults of a run.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by panicking")]

use fedsh::federation::sip::{Incoming, Method};
use fedsh::federation::xmpp::{Stanza, address, namespace};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::{HashMap, HashSet};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

#[path = "common/deployment.rs"]
mod deployment;
use deployment::wire::Wire;
use deployment::{Deployment, EDGE, PARTNER, POOL, Phone, USER};

/// The faults last so long without a time of one's own, in seconds.
const SECONDS: u64 = 20;
/// After the last fault everything is settled within this: more than the longest timer of SIP and of a stream.
const SETTLED: Duration = Duration::from_secs(120);
/// Between messages of each direction.
const PACE: Duration = Duration::from_millis(10);
/// Messages of the SIP user that are on their way at once.
const AT_ONCE: usize = 20;

/// What became of the messages of one direction.
#[derive(Debug, Default)]
struct Ledger {
    sent: HashSet<String>,
    arrived: HashMap<String, usize>,
    failed: HashSet<String>,
    /// Reports that do not say of which message they are.
    reported: usize,
    marked: usize,
    unmarked: Vec<String>,
}

impl Ledger {
    fn arrived(&mut self, text: &str, marked: bool) {
        let times = self.arrived.entry(text.to_owned()).or_default();
        *times += 1;
        match (*times, marked) {
            (1, _) => {}
            (_, true) => self.marked += 1,
            (_, false) => self.unmarked.push(text.to_owned()),
        }
    }

    /// Messages of which nothing is known.
    fn open(&self) -> Vec<&String> {
        self.sent.iter().filter(|id| !self.arrived.contains_key(*id) && !self.failed.contains(*id)).collect()
    }

    fn is_settled(&self) -> bool {
        self.open().len() <= self.reported
    }
}

type Shared = Arc<Mutex<Ledger>>;

/// One thing that breaks.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Kill(&'static str),
    Stop(&'static str),
    Cut(usize),
    Freeze(usize),
    FreezeAndCut(usize),
}

impl Fault {
    fn random(random: &mut StdRng) -> Fault {
        let computer = [EDGE, POOL][random.random_range(0..2)];
        let wire = random.random_range(0..2);
        match random.random_range(0..5) {
            0 => Fault::Kill(computer),
            1 => Fault::Stop(computer),
            2 => Fault::Cut(wire),
            3 => Fault::Freeze(wire),
            _ => Fault::FreezeAndCut(wire),
        }
    }

    /// Breaks it for so long, and mends it.
    async fn happen(self, deployment: &mut Deployment, wires: &[Wire; 2], time: Duration) {
        match self {
            Fault::Kill(computer) => {
                deployment.kill(computer);
                sleep(time).await;
                deployment.serve(computer).await;
            }
            Fault::Stop(computer) => {
                let pid = deployment.pid(computer).to_string();
                assert!(Command::new("kill").args(["-STOP", &pid]).status().unwrap().success());
                sleep(time).await;
                assert!(Command::new("kill").args(["-CONT", &pid]).status().unwrap().success());
            }
            Fault::Cut(wire) => wires[wire].cut(),
            Fault::Freeze(wire) | Fault::FreezeAndCut(wire) => {
                wires[wire].frozen.send_replace(true);
                sleep(time).await;
                if matches!(self, Fault::FreezeAndCut(_)) {
                    wires[wire].cut();
                }
                wires[wire].frozen.send_replace(false);
            }
        }
    }
}

/// The SIP user's device: it takes messages, and registers again and again, for a registrar that was killed knows
/// nobody.
fn device(phone: Phone, mut incoming: mpsc::Receiver<Incoming>, to_sip: Shared, from_sip: Shared) {
    tokio::spawn(async move {
        while let Some(one) = incoming.recv().await {
            let status = if one.request.method == Method::Message { 200 } else { 405 };
            let text = String::from_utf8_lossy(&one.request.body).into_owned();
            match text.contains("was not delivered") {
                true => from_sip.lock().unwrap().reported += 1,
                false => to_sip.lock().unwrap().arrived(&text, one.request.headers.get("Date").is_some()),
            }
            let response = one.request.response(status);
            one.respond(response).await;
        }
    });
    tokio::spawn(async move {
        loop {
            let _ = timeout(Duration::from_secs(2), phone.try_register()).await;
            sleep(Duration::from_millis(200)).await;
        }
    });
}

/// Messages of the SIP user, until it is enough.
fn speak(phone: &Phone, ledger: &Shared, enough: &CancellationToken) {
    for first in 0..AT_ONCE {
        let (phone, ledger, enough) = (phone.clone(), ledger.clone(), enough.clone());
        tokio::spawn(async move {
            for number in (first..).step_by(AT_ONCE) {
                if enough.is_cancelled() {
                    return;
                }
                let text = format!("out {number}");
                ledger.lock().unwrap().sent.insert(text.clone());
                let answer = phone.send(&format!("juliet@{PARTNER}"), &text).await;
                if !answer.is_ok_and(|response| response.is_success()) {
                    ledger.lock().unwrap().failed.insert(text);
                }
                sleep(PACE * 20).await;
            }
        });
    }
}

/// Messages of the partner's user, until it is enough, and what comes for that user.
fn partner(
    mut port: fedsh::federation::xmpp::XmppPort,
    to_sip: Shared,
    from_sip: Shared,
    enough: CancellationToken,
) {
    let (sink, ledger) = (port.sink.clone(), to_sip.clone());
    tokio::spawn(async move {
        let jid = |text: &str| address::parse(text).unwrap();
        let (from, to) = (jid(&format!("juliet@{PARTNER}/desk")), jid(USER));
        for number in 0.. {
            if enough.is_cancelled() {
                return;
            }
            let id = format!("in {number}");
            ledger.lock().unwrap().sent.insert(id.clone());
            let stanza = Stanza::chat(from.clone(), to.clone(), id.clone()).with_id(id);
            sink.send(stanza).await.unwrap();
            sleep(PACE).await;
        }
    });
    tokio::spawn(async move {
        while let Some(stanza) = port.incoming.recv().await {
            match stanza.is_error() {
                true => {
                    to_sip.lock().unwrap().failed.insert(stanza.id().unwrap_or_default().to_owned());
                }
                false => {
                    let marked = stanza.child("delay", namespace::DELAY).is_some();
                    let text = stanza.body().unwrap_or_default();
                    from_sip.lock().unwrap().arrived(&text, marked);
                }
            }
        }
    });
}

fn environment<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_without_a_sign_whatever_breaks() {
    let seed = environment("FEDSH_FAULT_SEED").unwrap_or_else(rand::random);
    let time = Duration::from_secs(environment("FEDSH_FAULT_SECONDS").unwrap_or(SECONDS));
    let mut random = StdRng::seed_from_u64(seed);
    let (mut deployment, wires) = Deployment::wired("random", "127.49.12").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (phone, incoming) = Phone::sign_in(&deployment).await;
    let (to_sip, from_sip, enough) = (Shared::default(), Shared::default(), CancellationToken::new());
    device(phone.clone(), incoming, to_sip.clone(), from_sip.clone());
    speak(&phone, &from_sip, &enough);
    let port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    partner(port, to_sip.clone(), from_sip.clone(), enough.clone());
    let (start, mut faults) = (Instant::now(), Vec::new());
    while start.elapsed() < time {
        sleep(Duration::from_millis(random.random_range(200..1500))).await;
        let (fault, long) = (Fault::random(&mut random), Duration::from_millis(random.random_range(0..3000)));
        faults.push(format!("{:.1} s: {fault:?} for {long:?}", start.elapsed().as_secs_f32()));
        fault.happen(&mut deployment, &wires, long).await;
    }
    enough.cancel();
    let end = Instant::now();
    let settled = || [&to_sip, &from_sip].iter().all(|ledger| ledger.lock().unwrap().is_settled());
    while !settled() && end.elapsed() < SETTLED {
        sleep(Duration::from_millis(100)).await;
    }
    for (way, ledger) in [("to SIP", &to_sip), ("from SIP", &from_sip)] {
        let ledger = ledger.lock().unwrap();
        let open = ledger.open();
        let said = format!(
            "{way}: {} sent, {} arrived, {} failed, {} reported, {} came twice and were marked, {} unmarked",
            ledger.sent.len(),
            ledger.arrived.len(),
            ledger.failed.len(),
            ledger.reported,
            ledger.marked,
            ledger.unmarked.len()
        );
        eprintln!("seed {seed}, {} faults; {said}", faults.len());
        let wrong = !ledger.is_settled() || !ledger.unmarked.is_empty() || ledger.arrived.len() < 50;
        if wrong {
            panic!(
                "FEDSH_FAULT_SEED={seed}\n{said}\nopen: {open:?}\nunmarked: {:?}\n{}\n{}\n{}",
                ledger.unmarked,
                faults.join("\n"),
                deployment.log(POOL),
                deployment.log(EDGE)
            );
        }
    }
}
