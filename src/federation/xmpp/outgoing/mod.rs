//! Stanzas to partners: one queue for each pair of domains, so that their order is kept, and a ledger of what
//! was written and is not confirmed, so that nothing is lost without a sign.
//!
//! | how the partner confirms | what happens to the rest when the stream breaks |
//! | --- | --- |
//! | XEP-0198 acknowledgements | it is sent again on a new stream, marked with the time it was first sent |
//! | the answer to a ping (XEP-0199) that was sent behind the stanzas | its sender gets an error |
//!
//! What a partner left unread when it closed its stream properly is sent again in both cases.

mod fence;
mod ledger;
mod queues;
mod sender;

pub(super) use fence::Fences;
pub(super) use queues::Outgoing;
