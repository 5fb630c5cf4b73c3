//! Modules that could be imported: the files of folders, and what each says without being loaded.

use super::{Module, ModuleKind, find, load, manifest};
use crate::engine::function::{Alias, Function};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, operators};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Files that `-ListAvailable -All` takes for modules.
const MODULE_ENDS: [&str; 3] = ["psd1", "psm1", "cdxml"];

/// Folders looked into below one of `PSModulePath`, a guard against circles of links.
const FOLDERS: usize = 20_000;

/// Folders inside of a folder that are not hidden, in order.
fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_dir()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let hidden = |path: &PathBuf| last_name(path).starts_with('.');
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = found.filter(|path| !hidden(path)).collect();
    found.sort();
    found
}

fn last_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a file's name ends as a module's.
pub fn is_module_file(path: &Path) -> bool {
    path.extension().is_some_and(|end| MODULE_ENDS.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// Modules below a folder: the first file of its name in each folder or in folders named by versions.
/// Folders inside of a module hold none.
pub fn default_files(top: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = VecDeque::from([top.to_path_buf()]);
    for _ in 0..FOLDERS {
        let Some(folder) = waiting.pop_front() else { break };
        let own = find::in_folder(&folder, &last_name(&folder));
        let versions: Vec<PathBuf> =
            own.iter().filter(|file| file.parent() != Some(folder.as_path())).cloned().collect();
        match (versions.is_empty(), own.is_empty()) {
            (false, _) => found.extend(versions),
            (true, false) => found.extend(own),
            (true, true) => waiting.extend(folders(&folder)),
        }
    }
    found
}

/// Every module's file below a folder, folder by folder.
pub fn all_files(top: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = VecDeque::from([top.to_path_buf()]);
    for _ in 0..FOLDERS {
        let Some(folder) = waiting.pop_front() else { break };
        for path in entries(&folder) {
            match path.is_dir() {
                true => waiting.push_back(path),
                false if is_module_file(&path) => found.push(path),
                false => {}
            }
        }
    }
    found
}

/// The modules of one folder: its own and those of folders named by versions; a folder named by a version is one.
pub fn files_of(folder: &Path) -> Vec<PathBuf> {
    let name = last_name(folder);
    if find::version_parts(&name).is_some()
        && let Some(parent) = folder.parent()
    {
        let file = folder.join(format!("{}.psd1", last_name(parent)));
        if file.is_file() {
            return vec![file];
        }
    }
    find::in_folder(folder, &name)
}

impl Engine {
    /// A module's file as an object, with the names that it says it exports; nothing of it runs.
    pub fn described_module(&mut self, file: &Path) -> Outcome<Rc<Module>> {
        let path = file.display().to_string();
        let is_manifest = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("psd1"));
        if !is_manifest {
            let module = Rc::new(Module::new(&load::stem(file), path, ModuleKind::Script));
            let found = self.discover(file);
            self.declare_names(&module, &found, Listed::default())?;
            return Ok(module);
        }
        let table = match manifest::read(self, file) {
            Ok(table) => table,
            // One that cannot be read is a module that says nothing.
            Err(fault) if matches!(*fault, Fault::Error { .. }) => Value::Null,
            Err(fault) => return Err(fault),
        };
        let root = match manifest::texts(self, &table, "RootModule")? {
            None => manifest::texts(self, &table, "ModuleToProcess")?,
            found => found,
        };
        let root = root.unwrap_or_default().pop().unwrap_or_default();
        let module = Rc::new(Module::new(&load::stem(file), path, kind_of(&root)));
        *module.version.borrow_mut() = self.version_of_file(file);
        *module.manifest.borrow_mut() = table;
        self.declare_exports(&module, file, &root)?;
        Ok(module)
    }

    /// Fills in what a module that is not loaded would export, from its manifest and its root module's text.
    pub fn declare_exports(&mut self, module: &Rc<Module>, file: &Path, root: &str) -> Outcome {
        let table = module.manifest.borrow().clone();
        let functions = manifest::texts(self, &table, "FunctionsToExport")?;
        let aliases = manifest::texts(self, &table, "AliasesToExport")?;
        let cmdlets = manifest::texts(self, &table, "CmdletsToExport")?;
        let open = |names: &Option<Vec<String>>| {
            names.as_ref().is_none_or(|names| names.iter().any(|name| operators::has_wildcard(name)))
        };
        let folder = file.parent().unwrap_or(Path::new("/"));
        let found = match open(&functions) || open(&aliases) {
            true if !root.is_empty() => self.discover(&load::beside(folder, root)),
            _ => super::analysis::Discovered::default(),
        };
        self.declare_names(module, &found, Listed { functions, aliases, cmdlets })
    }

    fn declare_names(
        &mut self,
        module: &Rc<Module>,
        found: &super::analysis::Discovered,
        Listed { functions, aliases, cmdlets }: Listed,
    ) -> Outcome {
        let fits = |name: &String, patterns: &[String]| {
            patterns.iter().any(|pattern| operators::like(name, pattern, true))
        };
        let passes = |name: &String| found.filters.is_empty() || fits(name, &found.filters);
        let discovered = found.functions.iter().filter(|name| passes(name)).cloned().collect();
        let body = self.compile_block("")?;
        for name in exported(discovered, &functions) {
            module.functions.borrow_mut().push(Rc::new(Function {
                name: name.into(),
                block: body.clone(),
                filter: false,
                module: Some(module.clone()),
                options: Default::default(),
            }));
        }
        // A script exports its aliases only when it says so.
        let said = |name: &String| functions.is_some() || fits(name, &found.filters);
        let discovered = found.aliases.iter().map(|(name, _)| name).filter(|name| said(name));
        for name in exported(discovered.cloned().collect(), &aliases) {
            let target = found.aliases.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
            module.aliases.borrow_mut().push(Rc::new(Alias {
                definition: target.map(|(_, target)| target.as_str()).unwrap_or_default().into(),
                name: name.into(),
                options: Default::default(),
                description: String::new(),
                module: Some(module.clone()),
            }));
        }
        let cmdlets = cmdlets.unwrap_or_default();
        module.declared_cmdlets.borrow_mut().extend(exported(Vec::new(), &Some(cmdlets)));
        Ok(())
    }
}

/// What a manifest lists for export; `None` where it does not say.
#[derive(Default)]
struct Listed {
    functions: Option<Vec<String>>,
    aliases: Option<Vec<String>>,
    cmdlets: Option<Vec<String>>,
}

/// Names without wildcards as they are listed, then those found that fit one with wildcards.
fn exported(found: Vec<String>, listed: &Option<Vec<String>>) -> Vec<String> {
    let Some(listed) = listed else { return found };
    let (patterns, mut names): (Vec<&String>, Vec<&String>) =
        listed.iter().filter(|name| !name.is_empty()).partition(|name| operators::has_wildcard(name));
    let fits = |name: &&String| patterns.iter().any(|pattern| operators::like(name, pattern, true));
    names.extend(found.iter().filter(fits));
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            all.push(name.clone());
        }
    }
    all
}

/// `ModuleType`, by the end of the root module's name.
fn kind_of(root: &str) -> ModuleKind {
    let end = Path::new(root).extension().map(|end| end.to_ascii_lowercase().to_string_lossy().into_owned());
    match end.as_deref() {
        Some("psm1") => ModuleKind::Script,
        Some("dll" | "exe") => ModuleKind::Binary,
        Some("cdxml") => ModuleKind::Cim,
        _ => ModuleKind::Manifest,
    }
}
