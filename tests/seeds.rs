//! Seeds of the federation's fuzz targets, and many small changes of each: what must hold for any input.
//!
//! `FEDSH_FUZZ_SECONDS=600 cargo test --test seeds` goes on for that long.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "../fuzz/checks.rs"]
mod checks;

use fedsh::federation::xmpp::link::frame::Frame;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::time::{Duration, Instant};

/// Changes of each seed without a time limit of one's own.
const ROUNDS: usize = 3000;
/// Characters that mean something in the languages read.
const MARKS: &[u8] = b"<>&'\";:, \r\n%=@_\\";

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = format!("{}/fuzz/seeds/{target}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap();
    let seeds: Vec<Vec<u8>> = files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(!seeds.is_empty());
    seeds
}

/// Changes a few places: a byte, a cut, a repetition, a piece of another seed.
fn change(random: &mut StdRng, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..random.random_range(1..5) {
        let at = random.random_range(0..=bytes.len());
        let end = (at + random.random_range(0..40)).min(bytes.len());
        match random.random_range(0..5) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.insert(at, random.random()),
            2 => bytes.insert(at, MARKS[random.random_range(0..MARKS.len())]),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let from = random.random_range(0..other.len());
                let until = (from + random.random_range(0..60)).min(other.len());
                bytes.splice(at..at, other[from..until].iter().copied());
            }
        }
    }
    bytes
}

fn run(target: &str, check: impl Fn(&[u8])) {
    let seconds = std::env::var("FEDSH_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let seed = if until.is_some() { rand::random() } else { 7 };
    let mut random = StdRng::seed_from_u64(seed);
    let seeds = seeds(target);
    seeds.iter().for_each(|seed| check(seed));
    let mut rounds = 0_u64;
    while until.map_or(rounds < ROUNDS as u64, |until| Instant::now() < until) {
        rounds += 1;
        let one = &seeds[random.random_range(0..seeds.len())];
        let other = &seeds[random.random_range(0..seeds.len())];
        check(&change(&mut random, one, other));
    }
}

#[test]
fn sip_messages() {
    run("sip_message", checks::sip_message);
}

#[test]
fn xmpp_streams() {
    run("xmpp_stream", checks::xmpp_stream);
}

#[test]
fn link_frames() {
    // A seed that is refused at once tries nothing.
    for seed in seeds("link_frame") {
        let mut input = seed.as_slice();
        while Frame::read(&mut input).unwrap().is_some() {}
        assert!(input.is_empty());
    }
    run("link_frame", checks::link_frame);
}

#[test]
fn presence_documents() {
    run("pidf", |bytes| checks::presence_document(&String::from_utf8_lossy(bytes)));
}

#[test]
fn control_requests() {
    run("control", checks::control_request);
}

#[test]
fn stanzas() {
    run("stanza", checks::stanza);
}

#[test]
fn dns_updates() {
    run("dns_update", checks::dns_update);
}
