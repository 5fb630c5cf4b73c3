//! Any bytes are frames of the link between gateway and proxy or refused.

#![no_main]

#[path = "../checks.rs"]
mod checks;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| checks::link_frame(bytes));
