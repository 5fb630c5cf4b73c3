//! Presence between SIP and XMPP. Source: RFC 8048.
//!
//! | file | owns |
//! | --- | --- |
//! | `model` | presence whichever side it comes from |
//! | `pidf`, `stanza` | how the two sides write it |
//! | `watching` | an XMPP user watches a SIP user: state machine |
//! | `watched` | a SIP user watches an XMPP user: state machine |
//! | `memory` | who has agreed to be watched, kept on disk |
//! | `hub` | all pairs of users; carries out what the state machines want |

mod hub;
pub mod memory;
pub mod model;
mod pair;
pub mod pidf;
pub mod stanza;
mod watched;
mod watching;

pub use hub::SubscriptionStatus;
pub(super) use hub::{Hub, HubParts};
pub use memory::{Memory, MemoryError};
