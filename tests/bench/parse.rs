//! How fast scripts parse: megabytes a second for nodes alone and for the whole tree.
//!
//! `cargo bench --bench parse`

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use fedsh::language::{Source, count_nodes, parse};
use std::hint::black_box;
use std::rc::Rc;
use std::time::Instant;

const ROUNDS: usize = 20;

fn main() {
    let scripts = scripts();
    let bytes: usize = scripts.iter().map(|source| source.text.len()).sum();
    let nodes: usize = scripts.iter().map(|source| count_nodes(&source.text)).sum();
    println!(
        "{} scripts, {bytes} bytes, {nodes} nodes, {:.2} nodes a byte",
        scripts.len(),
        nodes as f64 / bytes as f64
    );
    report("nodes", bytes, || {
        scripts.iter().for_each(|source| {
            black_box(count_nodes(&source.text));
        });
    });
    report("tree", bytes, || {
        scripts.iter().for_each(|source| {
            black_box(parse(source.clone()));
        });
    });
}

fn report(name: &str, bytes: usize, run: impl Fn()) {
    let start = Instant::now();
    (0..ROUNDS).for_each(|_| run());
    let seconds = start.elapsed().as_secs_f64();
    println!("{name}: {:.2} MB/s", (bytes * ROUNDS) as f64 / 1e6 / seconds);
}

/// The recorded scripts of the oracle.
fn scripts() -> Vec<Rc<Source>> {
    let folder = format!("{}/tests/oracle", env!("CARGO_MANIFEST_DIR"));
    let files = ["expr", "lang", "cmd"]
        .map(|name| std::fs::read_to_string(format!("{folder}/{name}.jsonl")).unwrap());
    let lines = files.iter().flat_map(|text| text.lines());
    let values = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    values.filter_map(|value| Some(Source::inline(value.get("source")?.as_str()?))).collect()
}
