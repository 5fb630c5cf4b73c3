//! What the commands of experimental features share.

use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;

/// Reports each name: this shell has no experimental features.
pub(super) fn not_found(context: &mut Context<'_>, names: &[String]) -> Outcome {
    for name in names {
        context.fail(
            "System.Management.Automation.ItemNotFoundException",
            format!("Unable to find any experimental feature that matches the name '{name}'."),
            "ItemNotFoundException",
            Category::ObjectNotFound,
            Value::text(name.as_str()),
        )?;
    }
    Ok(())
}
