//! `Get-Runspace`.

use super::runspaces::Choice;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::runspace;

cmdlet! {
    /// Gets the runspaces of this session: its own, and those that scripts made and still hold.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Runspace
    /// Get-Runspace -Id 1
    /// Get-Runspace -Name Runspace1
    /// Get-Runspace -InstanceId (Get-Runspace)[0].InstanceId
    /// ```
    "Get-Runspace" as GetRunspace {
        class: "Microsoft.PowerShell.Commands.GetRunspaceCommand",
        default_set: "NameParameterSet",
        output_types: &["System.Management.Automation.Runspaces.Runspace"],
    }
    parameters {
        /// Names of runspaces, with wildcards.
        "Name" names: Vec<String> { sets: &[Membership { set: "NameParameterSet", position: Some(0), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// Numbers of runspaces.
        "Id" ids: Vec<i32> { sets: &[Membership { set: "IdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Instance ids of runspaces.
        "InstanceId" instances: Vec<String> { sets: &[Membership { set: "InstanceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }], type_name: "System.Guid[]", validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for GetRunspace {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let choice =
            Choice { names: &self.names, ids: &self.ids, instances: &self.instances, ..Choice::default() };
        let found = choice.chosen(context)?;
        found.into_iter().try_for_each(|runspace| context.output(runspace::value_of(runspace)))
    }
}
