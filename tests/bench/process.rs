//! Runs a program and watches what it takes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What running a program took: seconds by the clock, megabytes at most, and what it printed.
pub struct Run {
    pub seconds: f64,
    pub megabytes: f64,
    pub output: String,
}

/// Runs a program in a folder of its own, unless it has one.
pub fn run(command: &mut Command) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let place = command.get_current_dir().unwrap_or(folder.path()).to_path_buf();
    // The peak of a child is read from what `/proc` says of it just before it ends, so it is asked for
    // while it runs.
    let start = Instant::now();
    let child = command
        .current_dir(&place)
        .env("TZ", "UTC")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "120")
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let watch = std::thread::spawn(move || peak(&status));
    let output = child.wait_with_output().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    Run {
        seconds,
        megabytes: watch.join().unwrap(),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
    }
}

/// The largest resident size that a process had, in megabytes, watched until it ends.
fn peak(status: &Path) -> f64 {
    let mut most = 0.0_f64;
    while let Ok(text) = std::fs::read_to_string(status) {
        let Some(line) = text.lines().find(|line| line.starts_with("VmHWM:")) else { break };
        let kilobytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        most = most.max(kilobytes / 1024.0);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    most
}
