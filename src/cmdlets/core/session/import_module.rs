//! `Import-Module`.

use super::module_command;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::module::{ImportOptions, Module, Wanted};
use crate::engine::types::module_info;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::rc::Rc;

cmdlet! {
    /// Loads modules and puts what they export into the session.
    ///
    /// # Examples
    /// ```powershell
    /// Import-Module Microsoft.PowerShell.Utility -PassThru | ForEach-Object Name
    /// ```
    "Import-Module" as ImportModule { aliases: &["ipmo"], module: "Microsoft.PowerShell.Core", default_set: "Name", class: "Microsoft.PowerShell.Commands.ImportModuleCommand" }
    parameters {
        /// Names or paths.
        "Name" name: Vec<String> { sets: &[Membership { set: "Name", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// Names with versions, as text or tables.
        "FullyQualifiedName" qualified: Vec<Value> { sets: &[Membership { set: "FullyQualifiedName", position: None, mandatory: true, pipe: Pipe::ByValue }] },
        /// Modules that exist already.
        "ModuleInfo" modules: Vec<Value> { type_name: "psmoduleinfo[]", sets: &[Membership { set: "ModuleInfo", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// Puts the names into the global session.
        "Global" global: bool,
        /// Goes in front of the nouns.
        "Prefix" prefix: Option<String>,
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
        /// Sends the modules.
        "PassThru" pass_thru: bool,
        /// The least version.
        "MinimumVersion" least: Option<String> { aliases: &["Version"] },
        /// The greatest version.
        "MaximumVersion" most: Option<String>,
        /// The version.
        "RequiredVersion" exact: Option<String>,
        /// Values for the module's parameters.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"] },
        /// Names are checked no further: there are no verbs to warn of.
        "DisableNameChecking" unchecked: bool,
        /// Keeps commands of the session that have the same names.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// `Local` or `Global`.
        "Scope" scope: Option<String> { values: &["Local", "Global"] },
        /// Modules of Windows PowerShell.
        "UseWindowsPowerShell" windows: bool { aliases: &["UseWinPS"], validate: &[Validation::NotYet] },
        /// Takes the edition as it is.
        "SkipEditionCheck" skip_edition: bool,
    }
}

impl Cmdlet for ImportModule {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
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
        match self.pass_thru {
            true => context.output(module_info::value(module.clone())),
            false => Ok(()),
        }
    }
}
