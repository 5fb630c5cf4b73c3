//! How the figures of messages are measured and printed, the same for us and for others.

use super::load::Load;
use super::process;
use std::time::{Duration, Instant};
use tokio::io::AsyncWrite;
use tokio::sync::{Semaphore, mpsc};

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

/// Programs that carry the messages, and their processes.
pub type Programs<'a> = &'a [(&'a str, u32)];

/// Processor time that each program has used.
fn used(programs: Programs<'_>) -> Vec<Duration> {
    programs.iter().map(|(_, pid)| process::cpu(&[*pid])).collect()
}

/// Microseconds of processor time a message since then, of all programs together and of each.
fn since(before: &[Duration], programs: Programs<'_>, messages: usize) -> String {
    let now = used(programs).into_iter();
    let each: Vec<f64> =
        now.zip(before).map(|(now, before)| (now - *before).as_micros() as f64 / messages as f64).collect();
    let named = programs.iter().zip(&each).map(|((name, _), time)| format!("{name} {time:.1}"));
    let named: Vec<String> = named.collect();
    format!("{:.1} µs of processor time each ({})", each.iter().sum::<f64>(), named.join(", "))
}

/// Measures one direction: as many as may be on their way at once, then so many a second.
pub async fn run<W: AsyncWrite + Unpin>(
    direction: &str,
    programs: Programs<'_>,
    load: &Load<'_, W>,
    add: impl Fn(usize, &mut String),
    arrivals: &mut mpsc::UnboundedReceiver<Duration>,
) {
    let room = Semaphore::new(AT_ONCE);
    let counting = closed(direction, programs, arrivals, || room.add_permits(1));
    tokio::join!(load.closed(&room, &add), counting);
    tokio::join!(load.open(&add), open(direction, programs, arrivals));
}

/// Waits for all messages of a closed loop, while `arrived` makes room for the next, and prints how fast they were.
async fn closed(
    direction: &str,
    programs: Programs<'_>,
    arrivals: &mut mpsc::UnboundedReceiver<Duration>,
    arrived: impl Fn(),
) {
    let (before, began) = (used(programs), Instant::now());
    for _ in 0..MESSAGES {
        arrivals.recv().await.unwrap();
        arrived();
    }
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{direction}: {:.0} messages a second, {}, {AT_ONCE} at once",
        MESSAGES as f64 / seconds,
        since(&before, programs, MESSAGES)
    );
}

/// Waits for all messages of an open loop, and prints how long they were on their way.
async fn open(direction: &str, programs: Programs<'_>, arrivals: &mut mpsc::UnboundedReceiver<Duration>) {
    let before = used(programs);
    let mut times = Vec::with_capacity(PACED);
    while times.len() < PACED {
        times.push(arrivals.recv().await.unwrap());
    }
    let cost = since(&before, programs, PACED);
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!(
        "{direction} at {RATE} a second: {:.2} ms (50 %), {:.2} ms (99 %), {:.2} ms (99.9 %); {cost}",
        at(0.5),
        at(0.99),
        at(0.999),
    );
}

/// Prints what processes have of memory now, and had at most.
pub fn memory(programs: Programs<'_>) {
    for (name, pid) in programs {
        let (now, most) = process::memory(*pid);
        println!(
            "memory of {name} after that: {:.1} MB, {:.1} MB resident at most, with {:.1} MB of files",
            now as f64 / 1024.0,
            most as f64 / 1024.0,
            process::of_files(*pid) as f64 / 1024.0
        );
    }
}
