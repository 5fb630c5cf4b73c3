//! `$Error`.

use crate::engine::Engine;
use crate::engine::value::Value;

/// The errors so far, newest first.
pub fn value(engine: &Engine) -> Value {
    super::list::array_list(engine.errors.iter().cloned().map(Value::Object).collect())
}
