//! Which gateway carries a conversation while two deployments coexist.
//!
//! [`decide`] is a pure function over [`ROWS`], the table of migration.md D; [`route_for`] gathers its
//! inputs from a snapshot and explains them. Nothing here sends anything.

mod decided;
mod explain;
mod inbound;
mod table;

pub use decided::{Decisions, decide_for};
pub use explain::{Explanation, Input, route_for};
pub use inbound::{Arrival, Door, arrival, door_of};
pub use table::{Code, Decision, Facts, ROWS, Row, Verdict, decide};
