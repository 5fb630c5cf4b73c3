//! `Get-Module`.

use super::{module_command, remoting};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::module::{Module, Wanted, available, compare_versions, load_text, manifest};
use crate::engine::types::module_info;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, member, operators, provider};
use std::cmp::Ordering;
use std::path::Path;
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
        if self.skip_edition && !self.available {
            let message = "The -SkipEditionCheck switch parameter cannot be used without the -ListAvailable switch parameter.";
            let id = "SkipEditionCheckNotSupportedWithoutListAvailable";
            let class = "System.InvalidOperationException";
            return Err(context.terminate(class, message, id, Category::InvalidOperation, Value::Null));
        }
        let specified = self.specified(context)?;
        let mut patterns = self.name.clone();
        patterns.extend(specified.iter().map(|(name, _)| name.clone()));
        let (found, grouped) = match self.available {
            true => (self.list_available(context, &patterns)?, true),
            false => {
                refuse_paths(context, &patterns)?;
                let found = match self.all {
                    true => module_command::loaded_anywhere(context.engine, &patterns),
                    false => module_command::loaded(context.engine, &patterns),
                };
                (found, false)
            }
        };
        for module in found {
            if !self.has_edition(context, &module)? || !fits(context, &module, &specified) {
                continue;
            }
            let value = module_info::value(module);
            context.output(match grouped {
                true => member::put_type_name(value, "ModuleInfoGrouping"),
                false => value,
            })?;
        }
        Ok(())
    }
}

/// Loaded modules have names only. Errors: one of these is a path.
fn refuse_paths(context: &mut Context<'_>, names: &[String]) -> Outcome {
    let Some(name) = names.iter().find(|name| is_path(name)) else { return Ok(()) };
    let message = format!(
        "Running the Get-Module cmdlet without ListAvailable parameter is not supported for module names that include a path. Name parameter has this element '{name}' which resolves to a path. Update the Name parameter to not have path elements, and then try again."
    );
    let id = "ModuleDiscoveryForLoadedModulesWorksOnlyForUnQualifiedNames";
    let target = Value::text(name.as_str());
    Err(context.terminate("System.ArgumentException", message, id, Category::InvalidArgument, target))
}

fn is_path(name: &str) -> bool {
    name.contains(['/', '\\'])
}

/// Whether a module is one of those specified, when any are.
fn fits(context: &mut Context<'_>, module: &Module, specified: &[(String, Wanted)]) -> bool {
    specified.is_empty()
        || specified.iter().any(|(name, wanted)| {
            let named = operators::like(&module.name, name, true) || module.path.contains(name.as_str());
            named && wanted.takes_module(context.engine, module)
        })
}

impl GetModule {
    /// The specifications, their paths made full.
    fn specified(&self, context: &mut Context<'_>) -> Outcome<Vec<(String, Wanted)>> {
        let mut found = Vec::new();
        for value in self.qualified.clone() {
            let (name, wanted) = context.engine.module_specification(&value)?;
            let name = match is_path(&name) {
                true => context.engine.resolve_path(&name.replace('\\', "/")).display().to_string(),
                false => name,
            };
            found.push((name, wanted));
        }
        Ok(found)
    }

    fn has_edition(&self, context: &mut Context<'_>, module: &Module) -> Outcome<bool> {
        let Some(wanted) = self.edition.as_deref().filter(|wanted| !wanted.is_empty()) else {
            return Ok(true);
        };
        let table = module.manifest.borrow().clone();
        let editions = manifest::texts(context.engine, &table, "CompatiblePSEditions")?.unwrap_or_default();
        Ok(editions.iter().any(|edition| edition.eq_ignore_ascii_case(wanted)))
    }

    /// Modules at paths, then those in the folders of `PSModulePath`.
    fn list_available(&self, context: &mut Context<'_>, patterns: &[String]) -> Outcome<Vec<Rc<Module>>> {
        let (paths, names): (Vec<&String>, Vec<&String>) = patterns.iter().partition(|name| is_path(name));
        let mut found = Vec::new();
        for path in &paths {
            self.at_path(context, path, &mut found)?;
        }
        if !names.is_empty() || paths.is_empty() {
            self.in_folders(context, &names, &mut found)?;
        }
        Ok(found)
    }

    /// The modules that a path means: a file, or a folder with its versions.
    fn at_path(&self, context: &mut Context<'_>, text: &str, found: &mut Vec<Rc<Module>>) -> Outcome {
        let text = text.replace('\\', "/");
        let wild = operators::has_wildcard(&text);
        let places = match provider::expand(context.engine, &text, false, &provider::Filters::default()) {
            Ok(places) => places,
            Err(fault) if matches!(*fault, Fault::Error { .. }) => Vec::new(),
            Err(fault) => return Err(fault),
        };
        let plain = context.engine.resolve_path(&text);
        if places.is_empty() && !wild && available::is_module_file(&plain) {
            // PowerShell describes also a file that is not there: it says nothing, as one that is damaged.
            add(found, context.engine.described_module(&plain)?);
            return Ok(());
        }
        if places.is_empty() && !wild {
            return not_found(context, &context.engine.resolve_path(&text).display().to_string());
        }
        for place in places {
            let path = place.file();
            if !path.is_dir() && available::is_module_file(&path) {
                let module = context.engine.described_module(&path)?;
                add(found, module);
                continue;
            }
            let before = found.len();
            let files = match self.all {
                true => available::all_files(&path),
                false => available::files_of(&path),
            };
            let name = module_name(&path);
            // Of one folder the first file is the module.
            let mut folders = Vec::new();
            for file in files {
                let own = load_text(&file).eq_ignore_ascii_case(&name);
                if own && !folders.contains(&file.parent().map(Path::to_path_buf)) {
                    folders.push(file.parent().map(Path::to_path_buf));
                    add(found, context.engine.described_module(&file)?);
                }
            }
            if found.len() == before && !wild {
                not_found(context, &path.display().to_string())?;
            }
        }
        Ok(())
    }

    fn in_folders(
        &self,
        context: &mut Context<'_>,
        names: &[&String],
        found: &mut Vec<Rc<Module>>,
    ) -> Outcome {
        let fits =
            |name: &str| names.is_empty() || names.iter().any(|pattern| operators::like(name, pattern, true));
        let mut folders = context.engine.module_folders();
        folders.dedup();
        for folder in folders {
            let mut files = match self.all {
                true => available::all_files(&folder),
                false => available::default_files(&folder),
            };
            files.retain(|file| fits(&load_text(file)));
            files.sort_by_key(|file| load_text(file).to_lowercase());
            for file in files {
                let module = context.engine.described_module(&file)?;
                if self.all || is_in_its_version(context, &file, &module) {
                    add(found, module);
                }
            }
        }
        for module in context.engine.built_in_modules() {
            if fits(&module.name) {
                add(found, module);
            }
        }
        Ok(())
    }
}

/// A module counts once, by whatever names it was asked for.
fn add(found: &mut Vec<Rc<Module>>, module: Rc<Module>) {
    if !found.iter().any(|known| known.path == module.path) {
        found.push(module);
    }
}

/// The name of the module that a folder holds: the folder's own, or that of the one around a version.
fn module_name(folder: &Path) -> String {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let own = name(folder).unwrap_or_default();
    match is_version(&own) {
        true => folder.parent().and_then(name).unwrap_or(own),
        false => own,
    }
}

fn is_version(name: &str) -> bool {
    name.contains('.') && name.split('.').all(|part| part.parse::<u32>().is_ok())
}

/// A folder named by a version holds that version, or no module.
fn is_in_its_version(context: &mut Context<'_>, file: &Path, module: &Module) -> bool {
    let folder = file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let Some(folder) = folder.filter(|name| is_version(name)) else { return true };
    let version = module.version.borrow().clone();
    compare_versions(context.engine, &folder, &version).is_none_or(Ordering::is_eq)
}

fn not_found(context: &mut Context<'_>, path: &str) -> Outcome {
    let message = format!(
        "The specified module '{path}' was not found. Update the Name parameter to point to a valid path, and then try again."
    );
    let id = "Modules_ModuleNotFoundForGetModule";
    let class = "System.IO.FileNotFoundException";
    context.fail(class, message, id, Category::ResourceUnavailable, Value::text(path))
}
