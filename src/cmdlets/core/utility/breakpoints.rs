//! What the commands that change breakpoints share.

use super::breakpoint_session::within;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::debugger::{Breakpoint, Debugger};
use crate::engine::error::Category;
use crate::engine::types::breakpoint::{self, BreakpointValue};
use crate::engine::value::Value;
use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Remove,
    Enable,
    Disable,
}

/// Changes breakpoints that are given as objects or by number; `pass` sends them on.
pub(super) fn change(
    context: &mut Context<'_>,
    objects: &[Value],
    ids: &[i32],
    runspace: &Value,
    how: Change,
    pass: bool,
) -> Outcome {
    let mut picked: Vec<Rc<Breakpoint>> = objects
        .iter()
        .filter_map(|object| object.as_native::<BreakpointValue>())
        .map(|found| found.0.clone())
        .collect();
    let all =
        within(context.engine, runspace, |engine| Ok(engine.extension::<Debugger>().breakpoints.clone()))?;
    for id in ids {
        match all.iter().find(|found| found.id == *id).cloned() {
            Some(found) => picked.push(found),
            None => {
                let message = format!("There is no breakpoint with ID '{id}'.");
                let id = Value::Int(*id);
                context.fail(
                    "System.ArgumentException",
                    message,
                    "PSBreakpoint:NoBreakpoint",
                    Category::InvalidArgument,
                    id,
                )?;
            }
        }
    }
    for breakpoint in picked {
        if !context.should_process(&breakpoint.text(), &format!("{how:?}-PSBreakpoint"))? {
            continue;
        }
        match how {
            Change::Remove => within(context.engine, runspace, |engine| {
                let known = &mut engine.extension::<Debugger>().breakpoints;
                known.retain(|known| !Rc::ptr_eq(known, &breakpoint));
                Ok(())
            })?,
            Change::Enable => breakpoint.enabled.set(true),
            Change::Disable => breakpoint.enabled.set(false),
        }
        if pass {
            context.output(breakpoint::value(&breakpoint))?;
        }
    }
    within(context.engine, runspace, |engine| {
        engine.update_debugging();
        Ok(())
    })
}
