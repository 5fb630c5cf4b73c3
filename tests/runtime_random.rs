//! Faults at random under load in both directions: the proxy, and the gateway with the registrar, are killed and
//! started again, or stopped for a while; the wires to the partner and from it are frozen, cut, or frozen and then
//! cut, which loses what was on its way. Every message arrives once or its sender hears that it did not; what comes
//! twice is marked with the time at which it was sent.
//!
//! `FEDSH_FAULT_SECONDS=300 cargo test --test runtime_random` goes on for that long; `FEDSH_FAULT_SEED` repeats the
//! faults of a run.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

#[path = "common/deployment.rs"]
mod deployment;
use deployment::wire::Wire;
use deployment::{Deployment, EDGE, POOL, Phone};
#[path = "common/ledger.rs"]
mod ledger;
use ledger::Shared;

/// The faults last so long without a time of one's own, in seconds.
const SECONDS: u64 = 20;
/// After the last fault everything is settled within this: more than the longest timer of SIP and of a stream.
const SETTLED: Duration = Duration::from_secs(120);
/// Between messages of each direction.
const PACE: Duration = Duration::from_millis(10);
/// Messages of the SIP user that are on their way at once.
const AT_ONCE: usize = 20;

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

/// The SIP user's device registers again and again: a registrar that was killed knows nobody.
fn register(phone: Phone) {
    tokio::spawn(async move {
        loop {
            let _ = timeout(Duration::from_secs(2), phone.try_register()).await;
            sleep(Duration::from_millis(200)).await;
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
    ledger::take(incoming, to_sip.clone(), from_sip.clone());
    register(phone.clone());
    ledger::speak(&[phone], AT_ONCE, PACE * 20, &from_sip, &enough);
    let port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    let start = CancellationToken::new();
    start.cancel();
    ledger::partner(port, PACE, start, to_sip.clone(), from_sip.clone(), enough.clone());
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
        eprintln!("seed {seed}, {} faults; {way}: {ledger}", faults.len());
        if ledger.is_wrong() || ledger.arrived.len() < 50 {
            panic!(
                "FEDSH_FAULT_SEED={seed}\n{way}: {ledger}\n{}\n{}\n{}",
                faults.join("\n"),
                deployment.log(POOL),
                deployment.log(EDGE)
            );
        }
    }
}
