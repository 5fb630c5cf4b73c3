//! What is deployed: model, change sets, store.
//!
//! A general description of a federation gateway's deployment; it knows nothing of PowerShell and
//! starts nothing. Start reading at [`store::Session`] (how commands change things),
//! [`snapshot::Snapshot`] (what the runtime works from) and [`routing`] (who carries a conversation).

pub mod archive;
pub mod check;
pub mod dns_plan;
pub mod document;
pub mod effective;
pub mod kinds;
pub mod model;
pub mod negotiation;
pub mod routing;
#[cfg(test)]
pub mod sample;
pub mod snapshot;
pub mod store;
