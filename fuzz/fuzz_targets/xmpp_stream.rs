//! Any bytes are an XML stream or refused.

#![no_main]

#[path = "../checks.rs"]
mod checks;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| checks::xmpp_stream(bytes));
