//! How to get there: readers of legacy exports, journal, report.
//!
//! - [`user_data`]: contact lists of users as files.
//! - [`users`]: people from CSV and LDIF exports, row by row.
//! - [`legacy`]: the legacy deployment's topology, merged as `BackCompatSite`.
//! - [`journal`]: which step of a migration is done; begin, complete, fail, undo.
//! - [`order`]: what has to come before what.
//! - [`report`]: an HTML page of the journal with the deployment before and after.

pub mod journal;
pub mod legacy;
pub mod order;
pub mod report;
pub mod user_data;
pub mod users;
