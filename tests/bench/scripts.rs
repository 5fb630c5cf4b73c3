//! Times the scripts in `tests/bench/scripts` against what PowerShell 7.6.5 needed for them.
//!
//! `cargo bench --bench scripts [-- NAME]`. `pwsh.jsonl` has PowerShell's times in units of a
//! calibration program in Perl, which runs in between here, too: so the figures compare on any machine.
//! It also has the output, which must be the same.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops when it cannot run"
)]

mod process;

use process::run;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const CALIBRATION: &str = r"
my (%h, @a); my $s = 0; my $t = '';
for my $i (1 .. 900000) { $s = ($s * 31 + $i) % 1000003; $h{$s % 5000} += $i; $t .= chr(65 + $s % 26) if $i % 9 == 0; }
for my $i (1 .. 120000) { push @a, ($i * 7919) % 120011; }
@a = sort { $a <=> $b } @a; my $n = () = $t =~ /A[B-M]+Z?/g; print $s + $n + scalar(keys %h) + $a[100], qq{\n};
";
const RUNS: usize = 3;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/scripts");
    let wanted = std::env::args().nth(1).filter(|name| !name.starts_with('-')).unwrap_or_default();
    let mut ratios = Vec::new();
    let mut faults = Vec::new();
    for line in std::fs::read_to_string(folder.join("pwsh.jsonl")).unwrap().lines() {
        let expected: Value = serde_json::from_str(line).unwrap();
        let name = expected["id"].as_str().unwrap().to_string();
        let script = folder.join(format!("{name}.ps1"));
        if !name.contains(&wanted) || !script.exists() {
            continue;
        }
        match compare(&expected, &script) {
            Ok((ratio, megabytes)) => {
                println!("{name:24} {ratio:7.2} x as fast, {megabytes:6.1} MB against {}", expected["mb"]);
                if ratio < 1.0 {
                    faults.push(format!("{name} is slower"));
                }
                ratios.push(ratio);
            }
            Err(output) => {
                println!("{name:24} wrong output: {output}");
                faults.push(format!("{name} prints something else"));
            }
        }
    }
    let mean = (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp();
    println!("{} scripts right, geometric mean {mean:.2} x as fast; {faults:?}", ratios.len());
}

/// How many times faster than PowerShell, and the memory; the output when it is wrong.
fn compare(expected: &Value, script: &Path) -> Result<(f64, f64), String> {
    let mut times = Vec::new();
    let mut megabytes = 0.0_f64;
    for _ in 0..RUNS {
        let unit = run(Command::new("perl").args(["-e", CALIBRATION]));
        let shell = env!("CARGO_BIN_EXE_fedsh");
        let own = run(Command::new(shell).args(["-NoProfile", "-NonInteractive", "-File"]).arg(script));
        if own.output.trim() != expected["out"].as_str().unwrap() {
            return Err(own.output);
        }
        times.push(own.seconds / unit.seconds);
        megabytes = megabytes.max(own.megabytes);
    }
    times.sort_by(f64::total_cmp);
    Ok((expected["wall"].as_f64().unwrap() / times[RUNS / 2], megabytes))
}
