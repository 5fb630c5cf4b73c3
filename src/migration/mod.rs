//! How to get there: readers of legacy exports, journal, report.
//!
//! - [`users`]: people from CSV and LDIF exports, row by row.
//! - [`legacy`]: the legacy deployment's topology, merged as `BackCompatSite`.
//! - [`journal`]: which step of a migration is done; begin, complete, fail, undo.
//! - [`report`]: an HTML page of the journal with the deployment before and after.

pub mod journal;
pub mod legacy;
pub mod report;
pub mod users;
