//! `Get-Module`.

use super::{module_command, remoting};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::module::{Module, ModuleKind, Wanted, load_text, manifest};
use crate::engine::types::module_info;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, operators};
use std::rc::Rc;

cmdlet! {
    /// Lists the modules of the session, or those that could be imported.
    ///
    /// # Examples
    /// ```powershell
    /// Import-Module Microsoft.PowerShell.Utility
    /// (Get-Module Microsoft.PowerShell.Utility).Name
    /// Get-Module -Name Microsoft.PowerShell.U* -All
    /// Get-Module -FullyQualifiedName @{ ModuleName = 'Microsoft.PowerShell.Utility'; ModuleVersion = '1.0' }
    /// Get-Module -Name Missing -ListAvailable -PSEdition Core -SkipEditionCheck -Refresh
    /// # Modules of other computers are not reached, which both forms say.
    /// try { $session = New-PSSession -HostName server01; Get-Module -Name Tools -ListAvailable -PSSession $session } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Get-Module -Name Tools -ListAvailable -CimSession $session -CimResourceUri https://server01/tools -CimNamespace root/tools } catch { $_.Exception.Message }
    /// ```
    "Get-Module" as GetModule { aliases: &["gmo"], module: "Microsoft.PowerShell.Core", default_set: "Loaded", class: "Microsoft.PowerShell.Commands.GetModuleCommand" }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { sets: &[Membership { set: "Loaded", position: Some(0), mandatory: false, pipe: Pipe::ByValue }, Membership { set: "Available", position: Some(0), mandatory: false, pipe: Pipe::ByValue }, Membership { set: "PsSession", position: Some(0), mandatory: false, pipe: Pipe::ByValue }, Membership { set: "CimSession", position: Some(0), mandatory: false, pipe: Pipe::ByValue }], wildcards: true },
        /// Names with versions, as text or tables.
        "FullyQualifiedName" qualified: Vec<Value> { type_name: "Microsoft.PowerShell.Commands.ModuleSpecification[]", sets: &[Membership { set: "Loaded", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "Available", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "PsSession", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Nested modules too.
        "All" all: bool { sets: &[Membership { set: "Loaded", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Available", position: None, mandatory: false, pipe: Pipe::No }] },
        /// What is in the folders of `PSModulePath`.
        "ListAvailable" available: bool { sets: &[Membership { set: "Available", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "PsSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only modules of this edition.
        "PSEdition" edition: Option<String> { sets: &[Membership { set: "Available", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "PsSession", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Takes the edition as it is.
        "SkipEditionCheck" skip_edition: bool { sets: &[Membership { set: "Available", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "PsSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Reads the folders again, which always happens.
        "Refresh" refresh: bool { sets: &[Membership { set: "Available", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "PsSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "PSSession" session: Option<Value> { sets: &[Membership { set: "PsSession", position: None, mandatory: true, pipe: Pipe::No }], type_name: "System.Management.Automation.Runspaces.PSSession" },
        /// A session of CIM, which Linux does not have.
        "CimSession" cim_session: Option<Value> { sets: &[Membership { set: "CimSession", position: None, mandatory: true, pipe: Pipe::No }], type_name: "Microsoft.Management.Infrastructure.CimSession", validate: &[Validation::NotYet] },
        /// Part of CIM, which Linux does not have.
        "CimResourceUri" cim_resource: Option<Value> { sets: &[Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }], type_name: "uri", validate: &[Validation::NotYet] },
        /// Part of CIM, which Linux does not have.
        "CimNamespace" cim_namespace: Option<String> { sets: &[Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for GetModule {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.session.is_some() {
            return Err(remoting::refused(context));
        }
        let mut specified = Vec::new();
        for value in self.qualified.clone() {
            specified.push(context.engine.module_specification(&value)?);
        }
        let mut patterns = self.name.clone();
        patterns.extend(specified.iter().map(|(name, _)| name.clone()));
        if self.available {
            return self.list_available(context, &patterns, &specified);
        }
        let found = match self.all {
            true => module_command::loaded_anywhere(context.engine, &patterns),
            false => module_command::loaded(context.engine, &patterns),
        };
        for module in found {
            let fits = |(name, wanted): &(String, Wanted)| {
                (module.name.eq_ignore_ascii_case(name) || module.path.eq_ignore_ascii_case(name))
                    && wanted.takes_module(context.engine, &module)
            };
            if specified.is_empty() || specified.iter().any(fits) {
                context.output(module_info::value(module.clone()))?;
            }
        }
        Ok(())
    }
}

impl GetModule {
    /// Modules of the folders. A manifest that cannot be read is no module.
    fn list_available(
        &self,
        context: &mut Context<'_>,
        patterns: &[String],
        specified: &[(String, Wanted)],
    ) -> Outcome {
        for (name, file) in context.engine.available_modules() {
            let path = file.display().to_string();
            let named =
                patterns.iter().any(|pattern| operators::like(&name, pattern, true) || *pattern == path);
            if !patterns.is_empty() && !named {
                continue;
            }
            let is_manifest = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("psd1"));
            let table = match is_manifest.then(|| manifest::read(context.engine, &file)) {
                None => Value::Null,
                Some(Ok(table)) => table,
                Some(Err(fault)) if matches!(*fault, Fault::Error { .. }) => continue,
                Some(Err(fault)) => return Err(fault),
            };
            let kind = if is_manifest && manifest::key(&table, "RootModule").is_null() {
                ModuleKind::Manifest
            } else {
                ModuleKind::Script
            };
            let module = Module::new(&load_text(&file), path, kind);
            *module.version.borrow_mut() = context.engine.version_of_file(&file);
            *module.manifest.borrow_mut() = table;
            let fits = |(wanted_name, wanted): &(String, Wanted)| {
                (name.eq_ignore_ascii_case(wanted_name) || module.path.eq_ignore_ascii_case(wanted_name))
                    && wanted.takes_module(context.engine, &module)
            };
            if !specified.is_empty() && !specified.iter().any(fits) {
                continue;
            }
            context.output(module_info::value(Rc::new(module)))?;
        }
        Ok(())
    }
}
