//! The log of a service host.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Logs to standard error, where journald takes it: `FEDSH_LOG` filters, as `debug` or
/// `fedsh::federation::sip=trace`; by default everything from `info` up.
pub fn start() {
    let filter = std::env::var("FEDSH_LOG").ok().and_then(|text| text.parse::<EnvFilter>().ok());
    let filter = filter.unwrap_or_else(|| EnvFilter::new("info,hickory_server=warn,hickory_resolver=error"));
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours);
    let made = log.with_writer(std::io::stderr).try_init();
    // A second start in one process keeps the first log.
    drop(made);
}
