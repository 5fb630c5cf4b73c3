//! The targets of the evaluator: each row's figure beside its target.
//!
//! `cargo bench --bench language`. Times are the evaluator's own, without start-up: each script runs
//! with a small and a large count, and the difference counts.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops when it cannot run"
)]

use std::process::Command;
use std::time::Instant;

/// Work in a script with `$n` passes: name, text, target in nanoseconds a pass.
const ROWS: &[(&str, &str, f64)] = &[
    ("integer loop iteration", "$s = 0; for ($i = 0; $i -lt $n; $i++) { $s += $i % 7 }", 15.0),
    ("call of a one-parameter function", "function f($x) { }; for ($i = 0; $i -lt $n; $i++) { f 1 }", 150.0),
    ("method call on a core type", "$t = 'abc'; for ($i = 0; $i -lt $n; $i++) { $u = $t.ToUpper() }", 40.0),
    (
        "cached property read",
        "$o = [pscustomobject]@{ Size = 1 }; for ($i = 0; $i -lt $n; $i++) { $u = $o.Size }",
        15.0,
    ),
    ("object through a native stage", "1..$n | Measure-Object | Out-Null", 30.0),
    ("object through ForEach-Object { $_ + 1 }", "1..$n | ForEach-Object { $_ + 1 } | Out-Null", 100.0),
    ("string +=", "$s = ''; for ($i = 0; $i -lt $n; $i++) { $s += 'x' }", 60.0),
    ("array +=", "$a = @(); for ($i = 0; $i -lt $n; $i++) { $a += 1 }", 60.0),
];
const LARGE: usize = 400_000;
/// Passes that both runs have, so that only the work itself is left.
const SMALL: usize = 1_000;
/// A loop without a body runs around the work of the rows that have one.
const EMPTY: &str = "for ($i = 0; $i -lt $n; $i++) { }";

fn main() {
    let empty = nanoseconds(EMPTY);
    for (name, script, target) in ROWS {
        let own = nanoseconds(script);
        let own =
            if script.contains("for (") && *name != "integer loop iteration" { own - empty } else { own };
        println!("{name:42} {own:7.1} ns, target {target:.0} ns");
    }
    let script =
        "function f { param($a, $b) if ($a -gt 3) { \"$a is $b\" } else { @{ x = 1, 2; y = $b.Count } } }\n";
    let text = script.repeat(20_000);
    let start = Instant::now();
    let parsed = fedsh::language::parse(fedsh::language::Source::inline(&text));
    assert!(parsed.errors.is_empty());
    let rate = text.len() as f64 / 1e6 / start.elapsed().as_secs_f64();
    println!("{:42} {rate:7.1} MB/s, target 5 MB/s", "parsing");
}

/// A pass of a script, best of three.
fn nanoseconds(script: &str) -> f64 {
    let passes = (LARGE - SMALL) as f64;
    let best = |count: usize| (0..3).map(|_| seconds(script, count)).min_by(f64::total_cmp).unwrap();
    (best(LARGE) - best(SMALL)) / passes * 1e9
}

fn seconds(script: &str, count: usize) -> f64 {
    let file = std::env::temp_dir().join(format!("fedsh-bench-{}.ps1", std::process::id()));
    std::fs::write(&file, format!("$n = {count}\n{script}\n")).unwrap();
    let start = Instant::now();
    let output =
        Command::new(env!("CARGO_BIN_EXE_fedsh")).args(["-NoProfile", "-File"]).arg(&file).output().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    std::fs::remove_file(file).unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    seconds
}
