//! What is deployed: model, change sets, store.
//!
//! A general description of a federation gateway's deployment; it knows nothing of PowerShell and
//! starts nothing. Start reading at [`store::Session`] (how commands change things) and
//! [`store::Store`] (how changes are kept).

pub mod kinds;
pub mod model;
pub mod store;
