//! Which runspaces a command is about.

use crate::engine::background::{Runspace, RunspaceState, RunspaceTable};
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::operators::like;
use crate::engine::types::Class;
use crate::engine::types::record::record_class;
use crate::engine::types::runspace;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::rc::Rc;

record_class!(RUNSPACE_DEBUG "Microsoft.PowerShell.Commands.PSRunspaceDebug" [
    "BreakAll" "bool", "Enabled" "bool", "RunspaceId" "int", "RunspaceName" "string"
]);

pub const CLASSES: &[&Class] = &[&RUNSPACE_DEBUG];

/// The ways to name runspaces; nothing given means all.
#[derive(Default)]
pub(super) struct Choice<'a> {
    pub objects: &'a [Value],
    pub names: &'a [String],
    pub ids: &'a [i32],
    pub instances: &'a [String],
}

impl Choice<'_> {
    /// The runspaces that are meant; names that nothing has are passed over, as PowerShell does.
    pub(super) fn chosen(&self, context: &mut Context<'_>) -> Outcome<Vec<Rc<Runspace>>> {
        let mut found: Vec<Rc<Runspace>> = Vec::new();
        for object in self.objects {
            match runspace::of(object) {
                Some(runspace) => found.push(runspace),
                None => {
                    return Err(convert::no_conversion(
                        object,
                        "System.Management.Automation.Runspaces.Runspace",
                    ));
                }
            }
        }
        let known = context.engine.extension::<RunspaceTable>().all();
        let all = self.objects.is_empty()
            && self.names.is_empty()
            && self.ids.is_empty()
            && self.instances.is_empty();
        found.extend(known.into_iter().filter(|runspace| {
            all || self.ids.contains(&runspace.id)
                || self.names.iter().any(|name| like(&runspace.name.borrow(), name, true))
                || self.instances.iter().any(|instance| instance.eq_ignore_ascii_case(&runspace.instance))
        }));
        Ok(found)
    }
}

crate::parameter_group! {
    /// The runspaces whose debugging is set or shown.
    RunspaceSelection {
        /// Names of runspaces, with wildcards.
        "RunspaceName" names: Vec<String> { sets: &[Membership { set: "RunspaceNameParameterSet", position: Some(0), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// Runspaces.
        "Runspace" runspaces: Vec<Value> { sets: &[Membership { set: "RunspaceParameterSet", position: Some(0), mandatory: true, pipe: Pipe::Both }], type_name: "System.Management.Automation.Runspaces.Runspace[]", validate: &[Validation::NotNullOrEmpty] },
        /// Numbers of runspaces.
        "RunspaceId" ids: Vec<i32> { sets: &[Membership { set: "RunspaceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Instance ids of runspaces.
        "RunspaceInstanceId" instances: Vec<String> { sets: &[Membership { set: "RunspaceInstanceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }], type_name: "System.Guid[]", validate: &[Validation::NotNullOrEmpty] },
        /// A process whose runspaces are meant; fedsh keeps no settings for others.
        "ProcessName" process: Option<String> { sets: &[Membership { set: "ProcessNameParameterSet", position: Some(0), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Parts of such a process, which exist in .NET only.
        "AppDomainName" domains: Vec<String> { sets: &[Membership { set: "ProcessNameParameterSet", position: Some(1), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
    }
}

impl RunspaceSelection {
    pub(super) fn chosen(&self, context: &mut Context<'_>) -> Outcome<Vec<Rc<Runspace>>> {
        let choice = Choice {
            objects: &self.runspaces,
            names: &self.names,
            ids: &self.ids,
            instances: &self.instances,
        };
        choice.chosen(context)
    }

    /// Settings of another process are not kept. Errors: they were asked for.
    pub(super) fn refuse_process(&self, context: &mut Context<'_>, id: &str) -> Outcome<bool> {
        let Some(process) = &self.process else { return Ok(false) };
        let message = format!("Failed to persist debug options for Process {process}.");
        let class = "System.Management.Automation.PSInvalidOperationException";
        context.fail(class, message, id, Category::InvalidOperation, Value::text(process.as_str()))?;
        Ok(true)
    }
}

/// Sets how one runspace is debugged. Errors, which do not stop the others: it is not open.
pub(super) fn set_debugging(
    context: &mut Context<'_>,
    runspace: &Runspace,
    enabled: bool,
    break_all: bool,
) -> Outcome {
    if runspace.state.get() != RunspaceState::Opened {
        let name = runspace.name.borrow().clone();
        let message =
            format!("Cannot set debug options on Runspace {name} because it is not in the Opened state.");
        return context.fail(
            "System.Management.Automation.PSInvalidOperationException",
            message,
            "SetRunspaceDebugOptionCommandInvalidRunspaceState",
            Category::InvalidOperation,
            Value::text(name),
        );
    }
    runspace.debug.set((enabled, break_all));
    Ok(())
}
