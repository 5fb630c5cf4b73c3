//! What the commands of events share.

use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::events::{Events, Subscriber};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{convert, operators};
use std::rc::Rc;

/// A subscriber of a source, to be numbered when it is added.
pub(super) fn subscriber(
    source: &str,
    action: Option<Rc<ScriptBlockValue>>,
    data: Option<Value>,
) -> Subscriber {
    Subscriber {
        id: 0,
        source: source.to_string(),
        object: Value::Null,
        event_name: None,
        action,
        message_data: data.unwrap_or_default(),
        support: false,
        forward: false,
        remaining: 0,
        source_guard: None,
    }
}

/// Errors: the source has a subscriber already.
pub(super) fn refuse_second(context: &mut Context<'_>, source: &str) -> Outcome {
    let known = &context.engine.extension::<Events>().subscribers;
    if !known.iter().any(|known| known.source.eq_ignore_ascii_case(source)) {
        return Ok(());
    }
    Err(context.terminate(
        "System.ArgumentException",
        format!(
            "Cannot subscribe to the specified event. A subscriber with the source identifier '{source}' already exists."
        ),
        "SUBSCRIBER_EXISTS",
        Category::InvalidArgument,
        Value::text(source),
    ))
}

/// The subscribers of a source or with a number.
pub(super) fn found(context: &mut Context<'_>, source: Option<&str>, id: Option<i32>) -> Vec<Subscriber> {
    let fits = |known: &&Subscriber| match (source, id) {
        (_, Some(id)) => known.id == id,
        (Some(source), None) => operators::like(&known.source, source, true),
        (None, None) => true,
    };
    context.engine.extension::<Events>().subscribers.iter().filter(fits).cloned().collect()
}

/// Reports that nothing has a name or number.
pub(super) fn missing(context: &mut Context<'_>, what: &str, id: &str, target: Value) -> Outcome {
    let shown = convert::display(&target);
    let message = format!("{what} '{shown}' does not exist.");
    context.fail("System.ArgumentException", message, id, Category::InvalidArgument, target)
}
