//! `Import-Module`.

use super::{module_command, remoting};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, Exception};
use crate::engine::module::{ImportOptions, Module, Wanted, compare_versions};
use crate::engine::types::module_info;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, member};
use std::cmp::Ordering;
use std::rc::Rc;

cmdlet! {
    /// Loads modules and puts what they export into the session.
    ///
    /// # Examples
    /// ```powershell
    /// Import-Module Microsoft.PowerShell.Utility -PassThru | ForEach-Object Name
    /// Set-Content ./Own.psm1 'function Get-Own { 1 }; $Colour = "red"; Set-Alias own Get-Own; Export-ModuleMember -Function * -Alias * -Variable *'
    /// Import-Module -Name ./Own.psm1 -Function Get-Own -Alias own -Variable Colour -Cmdlet Get-None -Prefix My -Force
    /// Import-Module -Name ./Own.psm1 -Global -DisableNameChecking -NoClobber -ArgumentList 1
    /// Import-Module -Name ./Own.psm1 -Scope Local -SkipEditionCheck
    /// Import-Module -ModuleInfo (Get-Module Own) -AsCustomObject
    /// Import-Module -Name Microsoft.PowerShell.Utility -MinimumVersion 1.0
    /// Import-Module -FullyQualifiedName @{ ModuleName = 'Microsoft.PowerShell.Utility'; ModuleVersion = '1.0' }
    /// Import-Module -Name Microsoft.PowerShell.Utility -RequiredVersion 7.0.0.0
    /// Import-Module -Name Microsoft.PowerShell.Utility -MinimumVersion 1.0 -MaximumVersion 99.0
    /// # What needs .NET, Windows or another computer is refused with its reason.
    /// try { Import-Module -Assembly ([psobject].Assembly) } catch { $_.Exception.Message }
    /// try { Import-Module -Name Tools -UseWindowsPowerShell } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Import-Module -Name Tools -PSSession $session } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Import-Module -Name Tools -CimSession $session -CimResourceUri https://server01/tools -CimNamespace root/tools } catch { $_.Exception.Message }
    /// ```
    "Import-Module" as ImportModule { aliases: &["ipmo"], module: "Microsoft.PowerShell.Core", default_set: "Name", class: "Microsoft.PowerShell.Commands.ImportModuleCommand" }
    parameters {
        /// Puts the names into the global session.
        "Global" global: bool,
        /// Goes in front of the nouns.
        "Prefix" prefix: Option<String>,
        /// Names or paths.
        "Name" name: Vec<String> { sets: &[Membership { set: "Name", position: Some(0), mandatory: true, pipe: Pipe::ByValue }, Membership { set: "PSSession", position: Some(0), mandatory: true, pipe: Pipe::ByValue }, Membership { set: "CimSession", position: Some(0), mandatory: true, pipe: Pipe::ByValue }, Membership { set: "WinCompat", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// Names with versions, as text or tables.
        "FullyQualifiedName" qualified: Vec<Value> { type_name: "Microsoft.PowerShell.Commands.ModuleSpecification[]", sets: &[Membership { set: "FullyQualifiedName", position: Some(0), mandatory: true, pipe: Pipe::ByValue }, Membership { set: "FullyQualifiedNameAndPSSession", position: Some(0), mandatory: true, pipe: Pipe::ByValue }, Membership { set: "FullyQualifiedNameAndWinCompat", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// Assemblies of .NET, which fedsh cannot load.
        "Assembly" assembly: Vec<Value> { sets: &[Membership { set: "Assembly", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], type_name: "System.Reflection.Assembly[]", validate: &[Validation::NotYet] },
        /// Functions to import, with wildcards.
        "Function" function: Vec<String> { wildcards: true },
        /// Native commands to import, with wildcards.
        "Cmdlet" cmdlet: Vec<String> { wildcards: true },
        /// Variables to import, with wildcards.
        "Variable" variable: Vec<String> { wildcards: true },
        /// Aliases to import, with wildcards.
        "Alias" alias: Vec<String> { wildcards: true },
        /// Loads again what is loaded.
        "Force" force: bool,
        /// Takes the edition as it is.
        "SkipEditionCheck" skip_edition: bool { sets: &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FullyQualifiedName", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "ModuleInfo", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Assembly", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "PSSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FullyQualifiedNameAndPSSession", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Sends the modules.
        "PassThru" pass_thru: bool,
        /// Sends an object whose methods are the functions of the module.
        "AsCustomObject" as_object: bool,
        /// The least version.
        "MinimumVersion" least: Option<String> { type_name: "System.Version", aliases: &["Version"], sets: &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "PSSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "WinCompat", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The greatest version.
        "MaximumVersion" most: Option<String> { sets: &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "PSSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "WinCompat", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The version.
        "RequiredVersion" exact: Option<String> { type_name: "System.Version", sets: &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "PSSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "WinCompat", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Modules that exist already.
        "ModuleInfo" modules: Vec<Value> { sets: &[Membership { set: "ModuleInfo", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], type_name: "psmoduleinfo[]" },
        /// Values for the module's parameters.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"] },
        /// Names are checked no further: there are no verbs to warn of.
        "DisableNameChecking" unchecked: bool,
        /// Keeps commands of the session that have the same names.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// `Local` or `Global`.
        "Scope" scope: Option<String> { values: &["Local", "Global"] },
        /// Part of PowerShell remoting, which ends with an error that names `ssh` as the way.
        "PSSession" session: Option<Value> { sets: &[Membership { set: "PSSession", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "FullyQualifiedNameAndPSSession", position: None, mandatory: true, pipe: Pipe::No }], type_name: "System.Management.Automation.Runspaces.PSSession" },
        /// A session of CIM, which Linux does not have.
        "CimSession" cim_session: Option<Value> { sets: &[Membership { set: "CimSession", position: None, mandatory: true, pipe: Pipe::No }], type_name: "Microsoft.Management.Infrastructure.CimSession", validate: &[Validation::NotYet] },
        /// Part of CIM, which Linux does not have.
        "CimResourceUri" cim_resource: Option<Value> { sets: &[Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }], type_name: "uri", validate: &[Validation::NotYet] },
        /// Part of CIM, which Linux does not have.
        "CimNamespace" cim_namespace: Option<String> { sets: &[Membership { set: "CimSession", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
        /// Modules of Windows PowerShell.
        "UseWindowsPowerShell" windows: bool { aliases: &["UseWinPS"], sets: &[Membership { set: "WinCompat", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "FullyQualifiedNameAndWinCompat", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for ImportModule {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.session.is_some() {
            return Err(remoting::refused(context));
        }
        self.range(context)?;
        let options = self.options(context);
        for module in module_command::of_values(&self.modules) {
            context.engine.import_module(&module, &options);
            self.sent(context, &module)?;
        }
        let wanted = module_command::wanted(&self.least, &self.most, &self.exact);
        for name in self.name.clone() {
            self.import(context, &name, &wanted, &options)?;
        }
        for value in self.qualified.clone() {
            let (name, wanted) = context.engine.module_specification(&value)?;
            self.import(context, &name, &wanted, &options)?;
        }
        Ok(())
    }
}

impl ImportModule {
    /// Errors: the least version is above the greatest.
    fn range(&self, context: &mut Context<'_>) -> Outcome {
        let (Some(least), Some(most)) = (&self.least, &self.most) else { return Ok(()) };
        if compare_versions(context.engine, most, least) != Some(Ordering::Less) {
            return Ok(());
        }
        let message = format!(
            "Specified argument was out of the range of valid values. (Parameter 'The MinimumVersion '{least}' should not be greater than MaximumVersion '{most}'.')"
        );
        let class = "System.Management.Automation.PSArgumentOutOfRangeException";
        let id = "ArgumentOutOfRange,Microsoft.PowerShell.Commands.ImportModuleCommand";
        Err(Fault::error(Exception::new(class, message), id, Category::InvalidArgument, Value::Null))
    }

    fn options(&self, context: &Context<'_>) -> ImportOptions {
        let chosen = ["Function", "Cmdlet", "Variable", "Alias"].iter().any(|name| context.bound(name));
        let patterns = |given: &Vec<String>| chosen.then(|| given.clone());
        ImportOptions {
            force: self.force,
            prefix: self.prefix.clone(),
            functions: patterns(&self.function),
            aliases: patterns(&self.alias),
            variables: patterns(&self.variable),
            no_clobber: self.no_clobber,
            scope: if self.global { Some("Global".into()) } else { self.scope.clone() },
            arguments: self.arguments.clone(),
        }
    }

    /// Errors of a name that is not there do not end the command; errors of the module's code do.
    fn import(
        &self,
        context: &mut Context<'_>,
        name: &str,
        wanted: &Wanted,
        options: &ImportOptions,
    ) -> Outcome {
        match context.engine.import_named(name, wanted, options) {
            Ok(module) => self.sent(context, &module),
            Err(fault) => match *fault {
                Fault::Error { record, .. } if record.id.starts_with("Modules_") => context.error(*record),
                other => Err(Box::new(other)),
            },
        }
    }

    fn sent(&self, context: &mut Context<'_>, module: &Rc<Module>) -> Outcome {
        let value = module_info::value(module.clone());
        match (self.as_object, self.pass_thru) {
            (true, _) => {
                let object = member::invoke(context.engine, &value, "AsCustomObject", &[])?;
                context.output(object)
            }
            (false, true) => context.output(value),
            (false, false) => Ok(()),
        }
    }
}
