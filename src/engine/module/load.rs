//! Loading modules: scripts, manifests, blocks.

use super::{Exports, ImportOptions, Module, ModuleKind, manifest};
use crate::engine::error::{Category, Exception};
use crate::engine::evaluate::Discard;
use crate::engine::scope::{Scope, ScopeKind};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{COMPATIBLE_VERSION, Engine, Fault, Outcome, convert, member, operators, types};
use std::path::Path;
use std::rc::Rc;

/// Manifests within manifests before it counts as a circle.
const DEPTH: usize = 32;

/// Which versions of a module will do.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub least: Option<String>,
    pub most: Option<String>,
    pub exact: Option<String>,
    pub guid: Option<String>,
}

impl Wanted {
    /// Whether a loaded module will do.
    pub fn takes_module(&self, engine: &mut Engine, module: &Module) -> bool {
        let guid = convert::display(&manifest::key(&module.manifest.borrow(), "GUID"));
        let bare = |text: &str| text.trim_matches(['{', '}']).to_ascii_lowercase();
        let same = self.guid.as_deref().is_none_or(|wanted| bare(wanted) == bare(&guid));
        let version = module.version.borrow().clone();
        same && self.takes(engine, &version)
    }

    /// Whether a version will do.
    pub fn takes(&self, engine: &mut Engine, version: &str) -> bool {
        let order = |engine: &mut Engine, wanted: &str| compare_versions(engine, version, wanted);
        let exact =
            self.exact.clone().is_none_or(|wanted| order(engine, &wanted) == Some(std::cmp::Ordering::Equal));
        let least =
            self.least.clone().is_none_or(|wanted| order(engine, &wanted) != Some(std::cmp::Ordering::Less));
        let most = self.most.as_deref().map(greatest);
        let most = most.is_none_or(|wanted| order(engine, &wanted) != Some(std::cmp::Ordering::Greater));
        exact && least && most
    }

    pub fn any(&self) -> bool {
        self.least.is_none() && self.most.is_none() && self.exact.is_none()
    }

    /// The version that errors name.
    pub fn text(&self) -> String {
        self.exact.clone().or_else(|| self.least.clone()).or_else(|| self.most.clone()).unwrap_or_default()
    }
}

/// `1.*` takes all versions that begin so.
fn greatest(text: &str) -> String {
    match text.strip_suffix(".*") {
        Some(start) => {
            let parts = start.split('.').count();
            let rest = ".999999999".repeat(4usize.saturating_sub(parts));
            format!("{start}{rest}")
        }
        None => text.to_string(),
    }
}

/// The order of two versions; `None` when one is none.
pub fn compare_versions(engine: &mut Engine, left: &str, right: &str) -> Option<std::cmp::Ordering> {
    let of = types::named("System.Version");
    let left = convert::to_type(engine, Value::text(left), &of).ok()?;
    let right = convert::to_type(engine, Value::text(right), &of).ok()?;
    operators::compare(engine, &left, &right, true).ok()?
}

fn import_error(class: &str, id: &str, category: Category, target: &str, message: String) -> Box<Fault> {
    let exception = Exception::new(class, message);
    let id = format!("{id},Microsoft.PowerShell.Commands.ImportModuleCommand");
    Fault::error(exception, id, category, Value::text(target))
}

pub(super) fn invalid_manifest(path: &str, message: String) -> Box<Fault> {
    let class = "System.Management.Automation.MissingMemberException";
    import_error(class, "Modules_InvalidManifest", Category::ResourceUnavailable, path, message)
}

/// `Import-Module`'s error for a module that is nowhere.
pub fn not_found(name: &str, wanted: &Wanted) -> Box<Fault> {
    let (id, version) = match wanted.any() {
        true => ("Modules_ModuleNotFound", String::new()),
        false => ("Modules_ModuleWithVersionNotFound", format!(" with version '{}'", wanted.text())),
    };
    let message = format!(
        "The specified module '{name}'{version} was not loaded because no valid module file was found in any module directory."
    );
    import_error("System.IO.FileNotFoundException", id, Category::ResourceUnavailable, name, message)
}

impl Engine {
    /// Loads a module's file, or gives the loaded one. Does not import its names.
    pub fn load_module(&mut self, path: &Path, arguments: &[Value], force: bool) -> Outcome<Rc<Module>> {
        let file = path.display().to_string();
        let known = self.modules.iter().find(|module| module.path == file).cloned();
        match known {
            Some(module) if !force => return Ok(module),
            Some(module) => self.remove_module(&module)?,
            None => {}
        }
        if self.loading.iter().filter(|loading| **loading == file).count() > 0 || self.loading.len() > DEPTH {
            let message = format!("The module '{file}' loads itself.");
            return Err(Fault::runtime("Modules_ModuleTooDeeplyNested", message));
        }
        self.loading.push(file);
        let result = match path.extension().map(|end| end.to_ascii_lowercase()) {
            Some(end) if end == "psd1" => self.load_manifest(path, arguments),
            Some(end) if end == "ps1" => self.load_script_file(path, arguments),
            _ => self.load_script_module(path, &stem(path), path, None, arguments),
        };
        self.loading.pop();
        result
    }

    /// A `.ps1` as a module: it runs in the scope that imports it.
    fn load_script_file(&mut self, path: &Path, arguments: &[Value]) -> Outcome<Rc<Module>> {
        let module = Rc::new(Module::new(&stem(path), path.display().to_string(), ModuleKind::Script));
        let result = self.run_where_imported(path, arguments);
        result.map(|()| module)
    }

    /// A `.psm1`: its body runs in a scope of its own.
    fn load_script_module(
        &mut self,
        file: &Path,
        name: &str,
        path: &Path,
        manifest: Option<&Value>,
        arguments: &[Value],
    ) -> Outcome<Rc<Module>> {
        let block = self.load_script(file)?;
        let module = Module::new(name, path.display().to_string(), ModuleKind::Script);
        if let Some(manifest) = manifest {
            *module.manifest.borrow_mut() = manifest.clone();
            *module.version.borrow_mut() = self.manifest_version(manifest, path)?;
        }
        let module = Rc::new(module);
        let scope = self.module_scope(&module);
        if let Some(manifest) = manifest {
            self.load_nested(&module, manifest, file, &scope)?;
        }
        *block.module.borrow_mut() = Some(module.clone());
        let elements = self.by_place(&block, arguments)?;
        let mut how = crate::engine::invoke::call_of(block, stem_with_end(file).into());
        how.dot = true;
        how.file = Some(file.display().to_string().into());
        self.run_call(how, elements, &mut Discard)?;
        self.finish_exports(&module)?;
        Ok(module)
    }

    fn module_scope(&self, module: &Rc<Module>) -> Rc<Scope> {
        let scope =
            Scope::in_module(ScopeKind::Script, Some(self.global.clone()), None, Some(module.clone()));
        let scope = Rc::new(scope);
        // A module gets its scope once, when it is made.
        let _ = module.scope.set(scope.clone());
        scope
    }

    /// A module made of a block, as `New-Module` does. Gives what the block sends too.
    pub fn module_of_block(
        &mut self,
        name: &str,
        block: &Rc<ScriptBlockValue>,
        arguments: &[Value],
    ) -> Outcome<(Rc<Module>, Vec<Value>)> {
        let module = Rc::new(Module::new(name, name.to_string(), ModuleKind::Script));
        self.module_scope(&module);
        let own = Rc::new(ScriptBlockValue::new(block.lowerings.clone(), Some(module.clone())));
        let elements = self.by_place(&own, arguments)?;
        let mut how = crate::engine::invoke::call_of(own, "".into());
        how.dot = true;
        let mut output = crate::engine::evaluate::Collector::default();
        self.run_call(how, elements, &mut output)?;
        self.finish_exports(&module)?;
        Ok((module, output.0))
    }

    fn manifest_version(&mut self, manifest: &Value, path: &Path) -> Outcome<String> {
        let file = path.display().to_string();
        let version = manifest::texts(self, manifest, "ModuleVersion")?.and_then(|mut texts| texts.pop());
        let Some(version) = version else {
            let message = format!(
                "The member 'ModuleVersion' is not present in the module manifest. This member must exist and be assigned a version number of the form 'n.n.n.n'. Add the missing member to the file '{file}'."
            );
            return Err(invalid_manifest(&file, message));
        };
        match convert::to_type(self, Value::text(version.as_str()), &types::named("System.Version")) {
            Ok(_) => Ok(version),
            Err(fault) => {
                let reason = match fault.as_ref() {
                    Fault::Error { record, .. } => record.exception.message.clone(),
                    _ => String::new(),
                };
                let message = format!(
                    "The 'ModuleVersion' member in the module manifest is not valid: {reason}. Verify that a valid value is specified for the 'ModuleVersion' field in the '{file}' file."
                );
                Err(invalid_manifest(&file, message))
            }
        }
    }

    fn load_manifest(&mut self, path: &Path, arguments: &[Value]) -> Outcome<Rc<Module>> {
        let file = path.display().to_string();
        let table = manifest::read(self, path).map_err(|fault| match *fault {
            Fault::Error { record, .. } => {
                let message = format!("The module manifest '{file}' could not be processed because it is not a valid PowerShell module manifest file. {}", record.exception.message);
                invalid_manifest(&file, message)
            }
            other => Box::new(other),
        })?;
        let version = self.manifest_version(&table, path)?;
        self.check_requirements(&table, &file)?;
        self.run_scripts_to_process(&table, path)?;
        let root = manifest::texts(self, &table, "RootModule")?
            .or(manifest::texts(self, &table, "ModuleToProcess")?)
            .and_then(|mut texts| texts.pop())
            .filter(|root| !root.is_empty());
        let name = stem(path);
        let module = match root {
            Some(root) => {
                let folder = path.parent().unwrap_or(Path::new("/"));
                let file = beside(folder, &root);
                if !file.is_file() {
                    return Err(not_found(&file.display().to_string(), &Wanted::default()));
                }
                self.load_script_module(&file, &name, path, Some(&table), arguments)?
            }
            None => {
                let module = Module::new(&name, file, ModuleKind::Manifest);
                *module.manifest.borrow_mut() = table.clone();
                *module.version.borrow_mut() = version;
                let module = Rc::new(module);
                let scope = self.module_scope(&module);
                self.load_nested(&module, &table, path, &scope)?;
                self.finish_exports(&module)?;
                module
            }
        };
        if let Some(prefix) =
            manifest::texts(self, &table, "DefaultCommandPrefix")?.and_then(|mut texts| texts.pop())
        {
            *module.prefix.borrow_mut() = prefix;
        }
        Ok(module)
    }

    /// `PowerShellVersion`, `CompatiblePSEditions`, `RequiredModules`
    fn check_requirements(&mut self, table: &Value, file: &str) -> Outcome {
        let wanted = manifest::texts(self, table, "PowerShellVersion")?.and_then(|mut texts| texts.pop());
        if let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty())
            && compare_versions(self, COMPATIBLE_VERSION, &wanted) == Some(std::cmp::Ordering::Less)
        {
            let message = format!(
                "The version of the loaded PowerShell is '{COMPATIBLE_VERSION}'. The module '{file}' requires a minimum PowerShell version of '{wanted}' to execute. Upgrade your version of PowerShell to '{wanted}' or greater and try again."
            );
            let class = "System.InvalidOperationException";
            let id = "Modules_InsufficientPowerShellVersion";
            return Err(import_error(class, id, Category::ResourceUnavailable, file, message));
        }
        let required = manifest::key(table, "RequiredModules");
        for item in member::enumerate(self, &required)?.unwrap_or_else(|| vec![required.clone()]) {
            if item.is_null() {
                continue;
            }
            let (name, wanted) = self.module_specification(&item)?;
            let name = beside_manifest(&name, file);
            let known: Vec<Rc<Module>> = self.modules.clone();
            let loaded = known
                .iter()
                .any(|module| module.name.eq_ignore_ascii_case(&name) && wanted.takes_module(self, module));
            if loaded || self.import_named(&name, &wanted, &ImportOptions::default()).is_ok() {
                continue;
            }
            let message = format!(
                "The required module '{name}' is not loaded. Load the module or remove the module from 'RequiredModules' in the file '{file}'."
            );
            return Err(invalid_manifest(file, message));
        }
        Ok(())
    }

    /// A module's name and version from text or `@{ ModuleName; ModuleVersion; … }`.
    pub fn module_specification(&mut self, value: &Value) -> Outcome<(String, Wanted)> {
        let found = types::module_specification::read(self, value).map_err(|mut fault| {
            if let Fault::Error { record, .. } = fault.as_mut()
                && record.id == types::arguments::THROWN
            {
                record.id = record.exception.class.to_string();
            }
            fault
        })?;
        Ok((found.name, found.wanted))
    }

    fn run_scripts_to_process(&mut self, table: &Value, path: &Path) -> Outcome {
        let folder = path.parent().unwrap_or(Path::new("/"));
        for script in manifest::texts(self, table, "ScriptsToProcess")?.unwrap_or_default() {
            self.run_where_imported(&beside(folder, &script), &[])?;
        }
        Ok(())
    }

    /// Runs a script in the scope that imports a module.
    fn run_where_imported(&mut self, path: &Path, arguments: &[Value]) -> Outcome {
        let target = self.import_scope();
        let caller = std::mem::replace(&mut self.scope, target);
        let result = self.load_script(path).and_then(|block| {
            self.run_dotted(&block, crate::engine::invoke::values(arguments), &mut Discard)
        });
        self.scope = caller;
        result
    }

    /// `NestedModules`: loaded for the module, their names put in its scope.
    fn load_nested(&mut self, module: &Rc<Module>, table: &Value, path: &Path, scope: &Rc<Scope>) -> Outcome {
        let folder = path.parent().unwrap_or(Path::new("/")).to_path_buf();
        let nested = manifest::key(table, "NestedModules");
        for item in member::enumerate(self, &nested)?.unwrap_or_else(|| vec![nested.clone()]) {
            if item.is_null() {
                continue;
            }
            let (name, wanted) = self.module_specification(&item)?;
            let file = beside(&folder, &name);
            let found = match file.is_file() {
                true => vec![file],
                false => self.module_files(&name),
            };
            let Some(file) = found.first() else { return Err(not_found(&name, &wanted)) };
            let loaded = self.load_module(&file.clone(), &[], false)?;
            self.put_names(&loaded, scope, &ImportOptions::default());
            module.nested.borrow_mut().push(loaded);
        }
        Ok(())
    }

    /// Decides what a loaded module exports: what it says itself, narrowed by its manifest.
    pub(super) fn finish_exports(&mut self, module: &Rc<Module>) -> Outcome {
        let Some(scope) = module.scope.get() else { return Ok(()) };
        let table = module.manifest.borrow().clone();
        let functions = manifest::texts(self, &table, "FunctionsToExport")?;
        let aliases = manifest::texts(self, &table, "AliasesToExport")?;
        let variables = manifest::texts(self, &table, "VariablesToExport")?;
        let own: Exports = module.exports.borrow().clone();
        let matches = |name: &str, patterns: &Option<Vec<String>>| {
            patterns
                .as_ref()
                .is_none_or(|patterns| patterns.iter().any(|pattern| operators::like(name, pattern, true)))
        };
        *module.functions.borrow_mut() = scope
            .functions
            .borrow()
            .values()
            .filter(|function| matches(&function.name, &own.functions) && matches(&function.name, &functions))
            .cloned()
            .collect();
        *module.aliases.borrow_mut() = scope
            .aliases
            .borrow()
            .values()
            .filter(|alias| matches(&alias.name, &own.aliases) && matches(&alias.name, &aliases))
            .cloned()
            .collect();
        let names = scope.variables().into_iter().map(|(name, _)| name);
        *module.variables.borrow_mut() = names
            .filter(|name| {
                own.variables.is_some() && matches(name, &own.variables) && matches(name, &variables)
            })
            .filter(|name| !matches!(name.as_ref(), "_" | "args" | "input" | "this"))
            .collect();
        Ok(())
    }
}

/// A file's name without its end.
pub fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn stem_with_end(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A name in a manifest as a file: beside the manifest, its end left out or not, or the module of a folder there.
pub(super) fn beside(folder: &Path, name: &str) -> std::path::PathBuf {
    let plain = folder.join(name.replace('\\', "/"));
    if plain.is_file() {
        return plain;
    }
    let with_end = |end: &str| std::path::PathBuf::from(format!("{}.{end}", plain.display()));
    let named = ["psm1", "psd1", "ps1"].iter().map(|end| with_end(end)).find(|file| file.is_file());
    named.or_else(|| super::find::in_place(&plain).into_iter().next()).unwrap_or(plain)
}

/// A required module by a path that is not whole is looked for from the folder of the manifest.
fn beside_manifest(name: &str, file: &str) -> String {
    let is_path = name.contains(['/', '\\']) && !name.starts_with(['/', '~']);
    match Path::new(file).parent().filter(|_| is_path) {
        Some(folder) => folder.join(name.replace('\\', "/")).display().to_string(),
        None => name.to_string(),
    }
}
