//! Figures of the federation, with real `fedsh serve` processes: a SIP user's phone → registrar → gateway → link →
//! proxy → partner over TLS with SASL EXTERNAL, and back. Printed, never asserted. Phone and partner do as little as
//! they can, as the users of Prosody and ejabberd do, for they share the machine with what is measured.
//!
//! `cargo bench --bench federation` prints all; `-- messages`, `-- peers` (Prosody and ejabberd with each other, which
//! have to be installed), `-- streams` or `-- partners` only a part.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark prints, and stops when it cannot run"
)]

#[path = "federation/figures.rs"]
mod figures;
#[path = "federation/idle.rs"]
mod idle;
#[path = "federation/load.rs"]
mod load;
#[path = "federation/messages.rs"]
mod messages;
#[path = "federation/partner.rs"]
mod partner;
#[path = "federation/partners.rs"]
mod partners;
#[path = "federation/peers.rs"]
mod peers;
#[path = "federation/phone.rs"]
mod phone;
#[path = "federation/process.rs"]
mod process;

#[path = "../common/client.rs"]
mod client;
#[path = "../common/deployment.rs"]
mod deployment;
#[path = "../common/ejabberd.rs"]
mod ejabberd;
#[path = "../common/program.rs"]
mod program;
#[path = "../common/prosody.rs"]
mod prosody;

fn main() {
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |part: &str| wanted.is_empty() || wanted.iter().any(|one| one == part);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if is_wanted("messages") {
        runtime.block_on(messages::run());
    }
    if is_wanted("peers") {
        runtime.block_on(peers::run());
    }
    if is_wanted("streams") {
        runtime.block_on(idle::run());
    }
    if is_wanted("partners") {
        runtime.block_on(partners::run());
    }
}
