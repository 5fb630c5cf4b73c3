//! `Get-Location`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{ProviderPath, faults, reported, stack_not_found};
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};

cmdlet! {
    /// Sends the current location, or those of a stack.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Location
    /// Get-Location -PSProvider FileSystem
    /// Get-Location -PSDrive /
    /// Push-Location . -StackName work
    /// Get-Location -StackName work
    /// Get-Location -Stack
    /// ```
    "Get-Location" as GetLocation {
        aliases: &["gl", "pwd"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetLocationCommand",
        default_set: "Location",
        output_types: &["System.Management.Automation.PathInfo", "System.Management.Automation.PathInfoStack"],
    }
    parameters {
        /// Which providers.
        "PSProvider" ps_provider: Vec<String> { sets: &[Membership { set: "Location", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Which drives.
        "PSDrive" ps_drive: Vec<String> { sets: &[Membership { set: "Location", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Sends the stack of locations.
        "Stack" stack: bool { sets: &[Membership { set: "Stack", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Which stack of locations.
        "StackName" stack_name: Vec<String> { sets: &[Membership { set: "Stack", position: None, mandatory: false, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for GetLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.stack || !self.stack_name.is_empty() {
            return self.stacks(context);
        }
        if self.ps_provider.is_empty() && self.ps_drive.is_empty() {
            let here = context.engine.current_location();
            return context.output(here.value());
        }
        for name in &self.ps_provider {
            let drives = context.engine.all_drives();
            let fits = |at: &ProviderPath| operators::like(at.provider.name(), name, true);
            let here = context.engine.current_location();
            let found = match fits(&here) {
                true => Some(here),
                false => drives.iter().map(|drive| context.engine.location_of(drive)).find(fits),
            };
            match found {
                Some(found) => context.output(found.value())?,
                None => {
                    reported(context, Err::<(), _>(faults::provider_not_found(name)))?;
                }
            }
        }
        for name in &self.ps_drive {
            let drives = context.engine.all_drives();
            let found: Vec<_> =
                drives.iter().filter(|drive| operators::like(&drive.name, name, true)).collect();
            if found.is_empty() {
                reported(context, Err::<(), _>(faults::drive_not_found(name)))?;
            }
            for drive in found {
                let place = context.engine.location_of(drive);
                context.output(place.value())?;
            }
        }
        Ok(())
    }
}

impl GetLocation {
    fn stacks(&self, context: &mut Context<'_>) -> Outcome {
        let names = if self.stack_name.is_empty() { vec![String::new()] } else { self.stack_name.clone() };
        for name in names {
            match context.engine.location_stack(Some(&name)) {
                Some(places) => {
                    let places = places.iter().map(ProviderPath::value).collect();
                    context.output(Value::array(places))?;
                }
                None => {
                    reported(context, Err::<(), _>(stack_not_found(&name)))?;
                }
            }
        }
        Ok(())
    }
}
