//! `Debug-Runspace`.

use super::runspaces::Choice;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Debugs another runspace of this session.
    ///
    /// A runspace of fedsh runs on the thread of the one that made it: there is nothing that another one could
    /// stop. Errors say which runspace cannot be debugged and why.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Debug-Runspace
    /// ```
    "Debug-Runspace" as DebugRunspace {
        class: "Microsoft.PowerShell.Commands.DebugRunspaceCommand",
        default_set: "RunspaceParameterSet",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// The runspace.
        "Runspace" runspace: Option<Value> { sets: &[Membership { set: "RunspaceParameterSet", position: Some(0), mandatory: true, pipe: Pipe::Both }], type_name: "System.Management.Automation.Runspaces.Runspace" },
        /// Its name.
        "Name" name: Option<String> { sets: &[Membership { set: "NameParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Its number.
        "Id" id: Option<i32> { sets: &[Membership { set: "IdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Its instance id.
        "InstanceId" instance: Option<String> { sets: &[Membership { set: "InstanceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }], type_name: "System.Guid" },
        /// Stops at each command.
        "BreakAll" break_all: bool,
    }
}

impl Cmdlet for DebugRunspace {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let objects: Vec<Value> = self.runspace.iter().cloned().collect();
        let names: Vec<String> = self.name.iter().cloned().collect();
        let instances: Vec<String> = self.instance.iter().cloned().collect();
        let ids: Vec<i32> = self.id.into_iter().collect();
        let choice = Choice { objects: &objects, names: &names, ids: &ids, instances: &instances };
        let found = choice.chosen(context)?;
        let refused = match found.as_slice() {
            [] => {
                Some(("No Runspace was found.", "DebugRunspaceRunspaceNotFound", Category::InvalidArgument))
            }
            [one] if one.id == 1 => Some((
                "You cannot debug the default host Runspace using this cmdlet. To debug the default Runspace use the normal debugging commands from the host.",
                "DebugRunspaceCannotDebugDefaultRunspace",
                Category::PermissionDenied,
            )),
            [_] => None,
            _ => Some((
                "More than one Runspace was found. Only one Runspace can be debugged at a time.",
                "DebugRunspaceTooManyRunspaceFound",
                Category::InvalidOperation,
            )),
        };
        if let Some((message, id, category)) = refused {
            let class = "System.Management.Automation.PSArgumentException";
            return Err(context.terminate(class, message, id, category, Value::Null));
        }
        let Some(runspace) = found.first() else { return Ok(()) };
        let name = runspace.name.borrow().clone();
        if !context.should_process(&name, "Debug-Runspace")? {
            return Ok(());
        }
        Err(Fault::not_supported(format!("Debug-Runspace of {name} from another runspace")))
    }
}
