//! Server-to-server streams: negotiation in both directions.
//!
//! `channel` moves XML; `outbound` opens streams to partners and authenticates us; `inbound` accepts theirs
//! and authenticates them; `dialback` and `verify` do server dialback. Policy (`settings`) is enforced before
//! the first stanza, in both directions.

pub mod channel;
pub mod dialback;
pub mod failure;
pub mod features;
mod handled;
pub(super) mod inbound;
pub(super) mod outbound;
pub(super) mod receiving;
pub mod transport;
pub(super) mod verify;

pub use failure::{FailureStage, StreamFailure};

use rand::RngCore;

/// An id nobody can guess, of 128 random bits. Dialback keys depend on it.
pub(crate) fn random_id() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
