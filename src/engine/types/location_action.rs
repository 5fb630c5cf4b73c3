//! `$ExecutionContext.InvokeCommand.LocationChangedAction`: what runs after the session went somewhere else.

use super::record::{made, record_class};
use super::{Class, Property, Type, delegate, execution_context, runspace};
use crate::engine::background::RunspaceTable;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

/// The handler, or `$null`.
#[derive(Default)]
struct LocationAction(Value);

record_class!(ARGUMENTS "System.Management.Automation.LocationChangedEventArgs" ["OldPath" "System.Management.Automation.PathInfo", "NewPath" "System.Management.Automation.PathInfo", "SessionState" "System.Management.Automation.SessionState"]);

pub(super) const CLASSES: &[&Class] = &[&ARGUMENTS];

pub(super) const PROPERTY: Property = Property {
    name: "LocationChangedAction",
    type_name: "System.EventHandler[System.Management.Automation.LocationChangedEventArgs]",
    get: |engine, _| Ok(engine.extension::<LocationAction>().0.clone()),
    set: Some(|engine, _, value| {
        let arguments = vec![super::named(ARGUMENTS.name)];
        let wanted = Rc::new(Type::Generic { of: &delegate::EVENT_HANDLER, arguments });
        let action = if value.is_null() { Value::Null } else { convert::to_type(engine, value, &wanted)? };
        engine.extension::<LocationAction>().0 = action;
        Ok(())
    }),
};

/// Tells the handler, if there is one, where the session was. Errors: what the handler throws.
pub fn location_changed(engine: &mut Engine, before: Value) -> Outcome {
    let action = engine.extension::<LocationAction>().0.clone();
    if action.is_null() {
        return Ok(());
    }
    let now = super::path_info::location(engine);
    let told =
        [("OldPath", before), ("NewPath", now), ("SessionState", execution_context::session_state(None))];
    let sender = runspace::value_of(engine.extension::<RunspaceTable>().own());
    delegate::call(engine, &action, &[sender, made(&ARGUMENTS, "", told)]).map(|_| ())
}
