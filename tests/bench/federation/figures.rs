//! How the figures of messages are measured and printed, the same for us and for others.

use super::process;
use std::fmt::Display;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// Messages of the closed loop, and how many of them are on their way at once: fewer than an endpoint keeps waiting (256),
/// since it refuses more with 503.
pub const MESSAGES: usize = 60_000;
pub const AT_ONCE: usize = 200;
/// Messages of the open loop, at this many a second.
pub const PACED: usize = 10_000;
pub const RATE: u64 = 1000;

const TEXT: &str = "a message of usual length, as people write them to each other all day";

/// A text that says when it was sent.
pub fn text(start: Instant, number: usize) -> String {
    format!("{} {number} {TEXT}", start.elapsed().as_micros())
}

/// How long a text was on its way.
pub fn age(start: Instant, text: &str) -> Duration {
    let sent = text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    start.elapsed().saturating_sub(Duration::from_micros(sent))
}

/// Waits for all messages of a closed loop, while `arrived` makes room for the next, and prints how fast they were.
pub async fn closed(
    direction: impl Display,
    programs: &str,
    pids: &[u32],
    arrivals: &mut mpsc::UnboundedReceiver<Duration>,
    arrived: impl Fn(),
) {
    let (before, began) = (process::cpu(pids), Instant::now());
    for _ in 0..MESSAGES {
        arrivals.recv().await.unwrap();
        arrived();
    }
    let (seconds, used) = (began.elapsed().as_secs_f64(), process::cpu(pids) - before);
    println!(
        "{direction}: {:.0} messages a second, {:.1} µs of processor time each ({AT_ONCE} at once, {programs} together)",
        MESSAGES as f64 / seconds,
        used.as_micros() as f64 / MESSAGES as f64
    );
}

/// Waits for all messages of an open loop, and prints how long they were on their way.
pub async fn open(direction: impl Display, pids: &[u32], arrivals: &mut mpsc::UnboundedReceiver<Duration>) {
    let before = process::cpu(pids);
    let mut times = Vec::with_capacity(PACED);
    while times.len() < PACED {
        times.push(arrivals.recv().await.unwrap());
    }
    let used = process::cpu(pids) - before;
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

/// Prints what processes have of memory now, and had at most.
pub fn memory(names: [&str; 2], pids: [u32; 2]) {
    for (name, pid) in names.iter().zip(pids) {
        let (now, most) = process::memory(pid);
        println!(
            "memory of {name} after that: {:.1} MB, {:.1} MB resident at most, with {:.1} MB of files",
            now as f64 / 1024.0,
            most as f64 / 1024.0,
            process::of_files(pid) as f64 / 1024.0
        );
    }
}
