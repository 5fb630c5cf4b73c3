//! `New-PSDrive`.

use crate::cmdlet;
use crate::cmdlets::core::utility::scope_of;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, Exception};
use crate::engine::provider::{Drive, drive_value, faults, reported};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::rc::Rc;

cmdlet! {
    /// Makes a drive: a name for a place.
    ///
    /// # Examples
    /// ```powershell
    /// New-PSDrive data FileSystem /tmp | Out-Null
    /// Get-Item data:/ | Out-Null
    /// Remove-PSDrive data
    /// New-PSDrive -Name data -PSProvider FileSystem -Root . -Description 'Files of today' -Scope Global | Out-Null
    /// Remove-PSDrive data
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { New-PSDrive -Name data -PSProvider FileSystem -Root . -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "New-PSDrive" as NewPSDrive {
        aliases: &["ndr"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.NewPSDriveCommand",
        should_process: Some(Impact::Low),
    }
    parameters {
        /// Its name, without the colon.
        "Name" name: Option<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// The provider of the place.
        "PSProvider" ps_provider: Option<String> { position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// The place that the drive's root stands for.
        "Root" root: Option<String> { position: Some(2), mandatory: true, pipe: Pipe::ByName, validate: &[Validation::AllowEmptyString] },
        /// What it is for.
        "Description" description: Option<String> { pipe: Pipe::ByName },
        /// Which scope: `Global`, `Local`, `Script` or a number of steps outwards.
        "Scope" scope: Option<String> { pipe: Pipe::ByName },
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for NewPSDrive {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let made = self.make(context);
        match reported(context, made)? {
            Some(Some(drive)) => context.output(drive_value(&drive)),
            _ => Ok(()),
        }
    }
}

impl NewPSDrive {
    fn make(&self, context: &mut Context<'_>) -> Outcome<Option<Rc<Drive>>> {
        let name = self.name.as_deref().unwrap_or_default();
        let provider = context.engine.find_provider(self.ps_provider.as_deref().unwrap_or_default())?;
        if name.contains([';', '~', '/', '\\', '.', ':']) {
            let message = "Cannot process the drive name because the drive name contains one or more of the following characters that are not valid: ; ~ / \\ . : (Parameter 'name')";
            return Err(faults::argument(message, name));
        }
        let root = self.root.as_deref().unwrap_or_default();
        let target =
            format!("Name: {name} Provider: {}\\{} Root: {root}", provider.module(), provider.name());
        if !context.should_process(&target, "New Drive")? {
            return Ok(None);
        }
        if self.credential.as_ref().is_some_and(|credential| !credential.is_null()) {
            return Err(faults::not_supported(
                "Cannot create drive. The provider does not support the use of credentials.",
            ));
        }
        let root = provider.check_root(context.engine, root)?;
        let scope = scope_of(context, self.scope.as_deref())?;
        if scope.drives.borrow().iter().any(|drive| drive.name.eq_ignore_ascii_case(name)) {
            let message = format!("A drive with the name '{name}' already exists.");
            let exception = Exception::new("System.Management.Automation.SessionStateException", message);
            return Err(Fault::error(
                exception,
                "DriveAlreadyExists",
                Category::ResourceExists,
                Value::text(name),
            ));
        }
        let drive = Drive::new(name, provider, &root, self.description.as_deref().unwrap_or_default());
        scope.drives.borrow_mut().push(drive.clone());
        Ok(Some(drive))
    }
}
