//! Work on other threads: jobs, parallel blocks, runspaces. Each has an engine of its own.

mod debug_link;
mod job;
mod runspace;
mod start;
mod using;
mod work;

pub use debug_link::DebugLink;
pub use job::{Item, Job, JobKind, JobState, JobTable, STATES, Shared, job_of};
pub use runspace::{Records, Runspace, RunspaceState, RunspaceTable};
pub use start::{Request, Throttle};
pub use using::{UsingName, check_using};
pub use work::{Event, Work};

use super::types::Class;

pub(in crate::engine) const CLASSES: &[&Class] = job::CLASSES;
