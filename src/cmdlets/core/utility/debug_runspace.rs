//! `Debug-Runspace`.

use super::runspaces::Choice;
use crate::cmdlet;
use crate::engine::background::Shared;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::debugger::Resume;
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::time::Duration;

/// How long it waits at once for something to happen.
const POLL: Duration = Duration::from_millis(20);

cmdlet! {
    /// Debugs another runspace of this session.
    ///
    /// It stops what the runspace runs on a thread of its own (`BeginInvoke`): at its breakpoints, at `Wait-Debugger`,
    /// and at its next statement with `-BreakAll`; commands that are typed then run in the runspace. It ends when
    /// the script ends or the debugger leaves it (`detach`, Ctrl+C). What runs with `Invoke` has the thread of the
    /// one that asks, so that nobody is there to debug it: the error names the runspace.
    ///
    /// # Examples
    /// ```powershell
    /// $runspace = [runspacefactory]::CreateRunspace()
    /// $runspace.Open()
    /// $shell = [powershell]::Create().AddScript('1 + 2')
    /// $shell.Runspace = $runspace
    /// $work = $shell.BeginInvoke()
    /// Debug-Runspace $runspace
    /// $shell.EndInvoke($work)
    /// $work = $shell.BeginInvoke()
    /// Debug-Runspace -Runspace $runspace
    /// $shell.EndInvoke($work)
    /// $work = $shell.BeginInvoke()
    /// Debug-Runspace -Id $runspace.Id
    /// $shell.EndInvoke($work)
    /// $work = $shell.BeginInvoke()
    /// Debug-Runspace -Name $runspace.Name
    /// $shell.EndInvoke($work)
    /// $work = $shell.BeginInvoke()
    /// Debug-Runspace -InstanceId $runspace.InstanceId
    /// $shell.EndInvoke($work)
    /// $work = $shell.BeginInvoke()
    /// try { Debug-Runspace -Runspace $runspace -BreakAll } catch { $_.Exception.Message }
    /// $shell.EndInvoke($work)
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
            [] => Some(("No Runspace was found.", "DebugRunspaceNoRunspaceFound", Category::InvalidArgument)),
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
        let running = runspace.running.borrow().clone();
        match running.filter(|shared| shared.link().is_some()) {
            Some(shared) => self.debug(context, &shared, &name),
            None => Err(Fault::not_supported(format!(
                "Debug-Runspace of {name} while it runs nothing on another thread"
            ))),
        }
    }
}

impl DebugRunspace {
    /// Follows what the runspace runs until it ends or the debugger leaves it. Errors: Ctrl+C, which leaves it.
    fn debug(&self, context: &mut Context<'_>, shared: &Shared, name: &str) -> Outcome {
        let Some(link) = shared.link() else { return Ok(()) };
        if context.engine.host.is_interactive() {
            context.engine.host.write_line(&format!("Debugging Runspace: {name}"));
            context.engine.host.write_line("To end the debugging session type the 'Detach' command at the debugger prompt, or type 'Ctrl+C' otherwise.");
        }
        link.attach(self.break_all);
        let outcome = loop {
            if let Err(fault) = context.engine.check_stop() {
                break Err(fault);
            }
            if shared.state().is_over() || link.debug(context.engine) == Some(Resume::Detach) {
                break Ok(());
            }
            std::thread::sleep(POLL);
        };
        link.detach();
        outcome
    }
}
