//! What a process has used, from `/proc`.

use std::time::Duration;

/// Time of a processor that processes have used, in user and system mode.
pub fn cpu(pids: &[u32]) -> Duration {
    let ticks: u64 = pids.iter().map(|pid| ticks(*pid)).sum();
    // Linux counts in hundredths of a second for programs, whatever the kernel does.
    Duration::from_millis(ticks * 10)
}

fn ticks(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields = text.rsplit(')').next().unwrap_or_default();
    fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}

/// Memory of a process that is its own, in kilobytes (PSS), and the most it ever had resident.
pub fn memory(pid: u32) -> (u64, u64) {
    (field(&format!("/proc/{pid}/smaps_rollup"), "Pss:"), field(&format!("/proc/{pid}/status"), "VmHWM:"))
}

/// What of a process's resident memory is pages of files, above all of the program itself, in kilobytes: processes of
/// one program have them together, and each of them has them all in what is resident.
pub fn of_files(pid: u32) -> u64 {
    field(&format!("/proc/{pid}/status"), "RssFile:")
}

fn field(path: &str, name: &str) -> u64 {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
