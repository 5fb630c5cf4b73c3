//! Whose breakpoints a command is about: those of the session, or of a runspace that a script made.

use crate::engine::background::RunspaceTable;
use crate::engine::types::runspace;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// Does something in the session, or in the runspace that is named by itself or its number. Errors: it is none.
pub(super) fn within<T>(
    engine: &mut Engine,
    wanted: &Value,
    work: impl FnOnce(&mut Engine) -> Outcome<T>,
) -> Outcome<T> {
    if wanted.is_null() {
        return work(engine);
    }
    let found = match runspace::of(wanted) {
        Some(found) => Some(found),
        None => {
            let id = convert::to_int(wanted).unwrap_or(0);
            engine.extension::<RunspaceTable>().all().into_iter().find(|known| known.id == id)
        }
    };
    match found {
        Some(own) if own.id == 1 => work(engine),
        Some(found) => found.within(engine, work),
        None => Err(convert::no_conversion(wanted, "System.Management.Automation.Runspaces.Runspace")),
    }
}
