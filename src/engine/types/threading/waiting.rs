//! Waiting for a condition, which Ctrl+C ends.

use crate::engine::types::{task, thread};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::time::{Duration, Instant};

/// Between two looks at the condition.
const PAUSE: Duration = Duration::from_millis(10);

/// Looks until something is there or the time of the arguments is over; without one it waits for ever.
pub fn until(engine: &mut Engine, args: &[Value], mut ready: impl FnMut() -> Outcome<bool>) -> Outcome<bool> {
    let end = task::limit(args)?.map(|limit| Instant::now() + limit);
    loop {
        if ready()? {
            return Ok(true);
        }
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Ok(false);
        }
        let pause = left.map_or(PAUSE, |left| left.min(PAUSE));
        thread::sleep(engine, i64::try_from(pause.as_millis()).unwrap_or(1).max(1))?;
    }
}
