//! Signals, counters and cancellation: a runspace has one thread, so a wait that nothing can end lasts until its
//! limit or Ctrl+C.

mod cancellation;
mod mutex;
mod signal;
mod waiting;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[signal::CLASSES, cancellation::CLASSES, mutex::CLASSES];
