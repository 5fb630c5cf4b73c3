//! `Remove-PSDrive`.

use crate::cmdlet;
use crate::cmdlets::core::utility::scope_of;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{Drive, faults, reported};
use crate::engine::{Outcome, operators};
use std::rc::Rc;

cmdlet! {
    /// Removes drives; what they show stays.
    ///
    /// # Examples
    /// ```powershell
    /// New-PSDrive data FileSystem /tmp | Out-Null
    /// Remove-PSDrive data
    /// New-PSDrive data FileSystem . | Out-Null
    /// Remove-PSDrive -Name data -PSProvider FileSystem -Scope Global -Force
    /// New-PSDrive data FileSystem . | Out-Null
    /// Remove-PSDrive -LiteralName data
    /// ```
    "Remove-PSDrive" as RemovePSDrive {
        aliases: &["rdr"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.RemovePSDriveCommand",
        default_set: "Name",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { sets: &[Membership { set: "Name", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Names without wildcards.
        "LiteralName" literal_name: Vec<String> { sets: &[Membership { set: "LiteralName", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Which providers.
        "PSProvider" ps_provider: Vec<String> { pipe: Pipe::ByName },
        /// Which scope: `Global`, `Local`, `Script` or a number of steps outwards.
        "Scope" scope: Option<String> { pipe: Pipe::ByName },
        /// Also the drive of the current location.
        "Force" force: bool,
    }
}

impl Cmdlet for RemovePSDrive {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let any =
            |patterns: &[String], name: &str| patterns.iter().any(|one| operators::like(name, one, true));
        let names: Vec<(String, bool)> = self
            .literal_name
            .iter()
            .map(|name| (name.clone(), true))
            .chain(self.name.iter().map(|name| (name.clone(), false)))
            .collect();
        for (name, literal) in names {
            let mut drives = context.engine.all_drives();
            drives.retain(|drive| {
                (match literal {
                    true => drive.name.eq_ignore_ascii_case(&name),
                    false => operators::like(&drive.name, &name, true),
                }) && (self.ps_provider.is_empty() || any(&self.ps_provider, drive.provider.name()))
            });
            if drives.is_empty() && (literal || !operators::has_wildcard(&name)) {
                reported(context, Err::<(), _>(faults::drive_not_found(&name)))?;
            }
            for drive in drives {
                let removed = self.remove(context, &drive);
                reported(context, removed)?;
            }
        }
        Ok(())
    }
}

impl RemovePSDrive {
    fn remove(&self, context: &mut Context<'_>, drive: &Rc<Drive>) -> Outcome {
        let provider = &drive.provider;
        let target = format!(
            "Name: {} Provider: {}\\{} Root: {}",
            drive.name,
            provider.module(),
            provider.name(),
            drive.root
        );
        if !context.should_process(&target, "Remove Drive")? {
            return Ok(());
        }
        if !self.force && Rc::ptr_eq(&context.engine.drives.current(), drive) {
            let message = format!("Cannot remove drive '{}' because it is in use.", drive.name);
            return Err(faults::invalid_operation(message));
        }
        let scopes: Vec<_> = match &self.scope {
            Some(scope) => vec![scope_of(context, Some(scope))?],
            None => context.engine.scope.chain().chain([context.engine.global.clone()]).collect(),
        };
        for scope in scopes {
            scope.drives.borrow_mut().retain(|known| !Rc::ptr_eq(known, drive));
        }
        Ok(())
    }
}
