//! What `Set-Location` and `Push-Location` share.

use crate::engine::provider::{self, Filters, faults};
use crate::engine::{Engine, Outcome};

/// Goes to a path; a pattern must name one place.
pub fn go(engine: &mut Engine, text: &str, literal: bool) -> Outcome {
    let hidden_too = Filters { force: true, ..Filters::default() };
    let mut found = provider::expand(engine, text, literal, &hidden_too)?;
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => engine.set_location(&one),
        (Some(_), false) => {
            let message = format!(
                "Cannot set the location because path '{text}' resolved to multiple containers. You can only set the location to a single container at a time. (Parameter 'path')"
            );
            Err(faults::argument(message, text))
        }
        (None, _) => Err(faults::path_not_found(text)),
    }
}
