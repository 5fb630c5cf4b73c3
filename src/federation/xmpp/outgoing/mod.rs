//! Stanzas to partners: one queue for each pair of domains, so that their order is kept, and a ledger of what
//! was written and is not confirmed, so that nothing is lost without a sign.
//!
//! | how the partner confirms | what happens to the rest when the stream breaks |
//! | --- | --- |
//! | XEP-0198 acknowledgements | it is sent again on a new stream, marked with the time it was first sent |
//! | the answer to a ping (XEP-0199) that was sent behind the stanzas | its sender gets an error |
//!
//! | file | owns |
//! | --- | --- |
//! | `queues`, `lane` | the stanzas of each pair of domains |
//! | `sender` | a stream for a lane, one after the other, with pauses when it fails |
//! | `hosts` | streams that take lanes of other pairs |
//! | `openings` | streams that are being opened |
//! | `carriage`, `ledger`, `fence` | the sending half of a stream, and what is confirmed of it |
//!
//! What a partner left unread when it closed its stream properly is sent again in both cases.

mod carriage;
mod fence;
mod hosts;
mod lane;
mod ledger;
mod openings;
mod queues;
mod sender;

pub(super) use carriage::{Carriage, Confirmation, Left};
pub(super) use fence::Fences;
pub(super) use hosts::{Hosts, Server};
pub(super) use openings::Openings;
pub(super) use queues::Outgoing;
pub(super) use sender::LAST_WORDS;
