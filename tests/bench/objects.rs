//! Time and memory of pipelines over 100,000 objects and of filters over a large log: `tests/bench/objects`.
//!
//! `cargo bench --bench objects [-- NAME]`. Printed, never asserted. The log has `BENCH_LOG_MB` megabytes (1,024); it
//! is made in the temporary folder and removed.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops when it cannot run"
)]

mod process;

use process::{Run, run};
use std::io::Write;
use std::path::Path;
use std::process::Command;

fn main() {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/objects");
    let wanted = std::env::args().nth(1).filter(|name| !name.starts_with('-')).unwrap_or_default();
    let work = tempfile::tempdir().unwrap();
    let log = work.path().join("large.log");
    let mut names: Vec<_> = std::fs::read_dir(scripts).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for script in names {
        let name = script.file_stem().unwrap().to_string_lossy().into_owned();
        if !name.contains(&wanted) {
            continue;
        }
        if name.starts_with("log-") && !log.exists() {
            write_log(&log);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_fedsh"));
        command.args(["-NoProfile", "-File"]).arg(&script).current_dir(work.path()).env("BENCH_LOG", &log);
        let Run { seconds, megabytes, output } = run(&mut command);
        println!("{name:20} {seconds:7.2} s {megabytes:8.1} MB  {}", output.trim().replace('\n', " "));
    }
}

/// Lines as a web server writes them; one in fifty is an error.
fn write_log(path: &Path) {
    let most =
        std::env::var("BENCH_LOG_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(1024_usize) << 20;
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let (mut length, mut number) = (0, 0_usize);
    while length < most {
        let level = if number.is_multiple_of(50) { "ERROR" } else { "INFO" };
        let line = format!(
            "2026-11-24T10:{:02}:00Z host{} {level} request {number} took {} ms path=/api/v{}\n",
            number % 60,
            number % 17,
            number % 997,
            number % 3
        );
        length += line.len();
        number += 1;
        file.write_all(line.as_bytes()).unwrap();
    }
    file.flush().unwrap();
}
