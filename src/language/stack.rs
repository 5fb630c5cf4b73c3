//! Stack space for functions that recurse as deeply as a script nests.

/// What a function may use between two calls of [`with_stack`].
const RED_ZONE_BYTES: usize = 128 * 1024;
/// How much is added when less is left.
const STEP_BYTES: usize = 2 * 1024 * 1024;

/// Runs a step of a recursion, on a new piece of stack when the current one is nearly used up.
/// Every recursion over the tree goes through here, so nesting is bounded by the parser's own
/// limits and not by the thread it happens to run on.
pub fn with_stack<T>(step: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(RED_ZONE_BYTES, STEP_BYTES, step)
}

/// Kept for what runs between two questions, error messages among them.
const RESERVE_BYTES: usize = 1024 * 1024;

/// Whether the thread's stack is used up but for a reserve: a script that goes on nesting would end the
/// process.
#[inline]
pub fn is_nearly_used_up() -> bool {
    stacker::remaining_stack().is_some_and(|left| left < RESERVE_BYTES)
}
