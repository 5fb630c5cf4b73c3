//! `Get-PSDrive`.

use crate::cmdlet;
use crate::cmdlets::core::utility::scope_of;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::drive_value;
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};

cmdlet! {
    /// Lists drives.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSDrive -PSProvider FileSystem
    /// Get-PSDrive -Name Env -Scope Global
    /// Get-PSDrive -LiteralName Variable
    /// ```
    "Get-PSDrive" as GetPSDrive {
        aliases: &["gdr"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetPSDriveCommand",
        default_set: "Name",
        output_types: &["System.Management.Automation.PSDriveInfo"],
    }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { sets: &[Membership { set: "Name", position: Some(0), mandatory: false, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Names without wildcards.
        "LiteralName" literal_name: Vec<String> { sets: &[Membership { set: "LiteralName", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Which scope: `Global`, `Local`, `Script` or a number of steps outwards.
        "Scope" scope: Option<String> { pipe: Pipe::ByName },
        /// Which providers.
        "PSProvider" ps_provider: Vec<String> { pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetPSDrive {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut drives = match &self.scope {
            Some(scope) => scope_of(context, Some(scope))?.drives.borrow().clone(),
            None => context.engine.all_drives(),
        };
        drives.sort_by_key(|drive| drive.name.to_lowercase());
        let any =
            |patterns: &[String], name: &str| patterns.iter().any(|one| operators::like(name, one, true));
        if !self.ps_provider.is_empty() {
            drives.retain(|drive| any(&self.ps_provider, drive.provider.name()));
        }
        let mut names: Vec<(String, bool)> =
            self.literal_name.iter().map(|name| (name.clone(), true)).collect();
        names.extend(self.name.iter().map(|name| (name.clone(), false)));
        if names.is_empty() {
            names.push(("*".into(), false));
        }
        for (name, literal) in names {
            let fits = |found: &str| match literal {
                true => found.eq_ignore_ascii_case(&name),
                false => operators::like(found, &name, true),
            };
            let found: Vec<_> = drives.iter().filter(|drive| fits(&drive.name)).collect();
            if found.is_empty() && (literal || !operators::has_wildcard(&name)) {
                let message = format!("Cannot find drive. A drive with the name '{name}' does not exist.");
                let class = "System.Management.Automation.DriveNotFoundException";
                let target = Value::text(name.as_str());
                let id = match self.scope {
                    Some(_) => "GetDriveNoMatchingDrive",
                    None => "GetLocationNoMatchingDrive",
                };
                context.fail(class, message, id, Category::ObjectNotFound, target)?;
            }
            for drive in found {
                context.output(drive_value(drive))?;
            }
        }
        Ok(())
    }
}
