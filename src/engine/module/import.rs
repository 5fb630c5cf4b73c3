//! Putting a module's names into a scope, and taking them out again.

use super::{Module, ModuleKind, NameKind, Wanted, load};
use crate::engine::function::{Alias, Function};
use crate::engine::scope::{Scope, Slot, VariableCell, fold};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, operators};
use std::rc::Rc;

/// Modules that PowerShell brings with versions of their own. Source: its list of modules from the gallery.
const OWN_VERSIONS: [(&str, &str); 3] = [
    ("Microsoft.PowerShell.Archive", "1.2.5"),
    ("Microsoft.PowerShell.ThreadJob", "2.2.0"),
    ("PSReadLine", "2.4.5"),
];

/// What `Import-Module` was told.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    pub force: bool,
    pub prefix: Option<String>,
    /// Patterns; `None` takes all.
    pub functions: Option<Vec<String>>,
    pub aliases: Option<Vec<String>>,
    pub variables: Option<Vec<String>>,
    pub no_clobber: bool,
    /// `-Scope`: `Local` or `Global`.
    pub scope: Option<String>,
    pub arguments: Vec<Value>,
}

impl Engine {
    /// Where imported names go: the scope of the module whose code runs, else the global one.
    pub fn import_scope(&self) -> Rc<Scope> {
        let home = self.scope.module.as_ref().and_then(|module| module.scope.get().cloned());
        home.unwrap_or_else(|| self.global.clone())
    }

    /// A module that the program itself holds.
    pub fn built_in_module(&self, name: &str) -> Option<Rc<Module>> {
        let natives: Vec<_> =
            self.native_commands().filter(|info| info.module.eq_ignore_ascii_case(name)).collect();
        let first = natives.first()?;
        let path = format!("{}/{1}/{1}.psd1", self.own_module_folder(), first.module);
        let mut module = Module::new(first.module, path, ModuleKind::Manifest);
        let own = OWN_VERSIONS.iter().find(|(name, _)| name.eq_ignore_ascii_case(first.module));
        *module.version.get_mut() = own.map_or("7.0.0.0", |(_, version)| version).into();
        module.natives = natives;
        Some(Rc::new(module))
    }

    /// Finds, loads and imports a module by name or path.
    pub fn import_named(
        &mut self,
        name: &str,
        wanted: &Wanted,
        options: &ImportOptions,
    ) -> Outcome<Rc<Module>> {
        let loaded = self.modules.iter().find(|module| module.name.eq_ignore_ascii_case(name)).cloned();
        if let Some(module) = loaded
            && !options.force
            && wanted.takes_module(self, &module)
        {
            self.import_module(&module, options);
            return Ok(module);
        }
        for file in self.module_files(name) {
            if !wanted.any() {
                let version = self.version_of_file(&file);
                if !wanted.takes(self, &version) {
                    continue;
                }
            }
            let module = self.load_module(&file, &options.arguments, options.force)?;
            self.import_module(&module, options);
            return Ok(module);
        }
        match self.built_in_module(name) {
            Some(module) => {
                // It is in the program whether imported or not: once in the list is enough.
                let is_known = |known: &&Rc<Module>| !known.natives.is_empty() && known.name == module.name;
                let module = self.modules.iter().find(is_known).cloned().unwrap_or(module);
                self.import_module(&module, options);
                Ok(module)
            }
            None => {
                let shown = match name.contains('/') {
                    true => self.resolve_path(name).display().to_string(),
                    false => name.to_string(),
                };
                Err(load::not_found(&shown, wanted))
            }
        }
    }

    /// The version that a module's file says.
    pub fn version_of_file(&mut self, file: &std::path::Path) -> String {
        if file.extension().is_none_or(|end| !end.eq_ignore_ascii_case("psd1")) {
            return "0.0".into();
        }
        let manifest = super::manifest::read(self, file).unwrap_or_default();
        let texts = super::manifest::texts(self, &manifest, "ModuleVersion").ok().flatten();
        texts.and_then(|mut texts| texts.pop()).unwrap_or_else(|| "0.0".into())
    }

    /// Imports a loaded module: its names, and its place in the list.
    pub fn import_module(&mut self, module: &Rc<Module>, options: &ImportOptions) {
        let local = options.scope.as_deref().is_some_and(|scope| scope.eq_ignore_ascii_case("Local"));
        let global = options.scope.as_deref().is_some_and(|scope| scope.eq_ignore_ascii_case("Global"));
        let scope = match (local, global) {
            (true, _) => self.scope.clone(),
            (_, true) => self.global.clone(),
            _ => self.import_scope(),
        };
        self.put_names(module, &scope, options);
        match scope.module.clone() {
            Some(parent) if !Rc::ptr_eq(&parent, module) => {
                if !parent.nested.borrow().iter().any(|known| Rc::ptr_eq(known, module)) {
                    parent.nested.borrow_mut().push(module.clone());
                }
            }
            _ => {
                if !self.modules.iter().any(|known| Rc::ptr_eq(known, module)) {
                    self.modules.push(module.clone());
                }
            }
        }
    }

    /// Puts exported names into a scope.
    pub fn put_names(&mut self, module: &Rc<Module>, scope: &Rc<Scope>, options: &ImportOptions) {
        let prefix = options.prefix.clone().unwrap_or_else(|| module.prefix.borrow().clone());
        let taken = |name: &str, patterns: &Option<Vec<String>>| {
            patterns
                .as_ref()
                .is_none_or(|patterns| patterns.iter().any(|pattern| operators::like(name, pattern, true)))
        };
        for function in
            module.functions.borrow().iter().filter(|found| taken(&found.name, &options.functions))
        {
            let name = prefixed(&function.name, &prefix);
            if options.no_clobber && self.find_function(&fold(&name)).is_some() {
                continue;
            }
            self.put_function(module, scope, function, &name);
        }
        for alias in module.aliases.borrow().iter().filter(|found| taken(&found.name, &options.aliases)) {
            let name: Rc<str> = prefixed(&alias.name, &prefix).into();
            let own = Alias {
                name: name.clone(),
                definition: alias.definition.clone(),
                options: alias.options.clone(),
                description: alias.description.clone(),
                module: Some(module.clone()),
            };
            scope.aliases.borrow_mut().insert(fold(&name), Rc::new(own));
            module.imported.borrow_mut().push((scope.clone(), NameKind::Alias, fold(&name)));
        }
        let Some(home) = module.scope.get() else { return };
        for name in module.variables.borrow().iter().filter(|name| taken(name, &options.variables)) {
            let folded = fold(name);
            let cell = match home.place(&folded) {
                Slot::Cell(cell) => cell,
                Slot::Plain(value) => Rc::new(VariableCell::new(value)),
                Slot::Unset => continue,
            };
            // Both scopes hold the same variable.
            home.put(name, Slot::Cell(cell.clone()));
            scope.put(name, Slot::Cell(cell));
            module.imported.borrow_mut().push((scope.clone(), NameKind::Variable, folded));
        }
    }

    fn put_function(&self, module: &Rc<Module>, scope: &Rc<Scope>, function: &Rc<Function>, name: &str) {
        let same = function.name.as_ref() == name
            && function.module.as_ref().is_some_and(|own| Rc::ptr_eq(own, module));
        let own = match same {
            true => function.clone(),
            false => Rc::new(Function {
                name: name.into(),
                block: function.block.clone(),
                filter: function.filter,
                module: Some(module.clone()),
                options: function.options.clone(),
            }),
        };
        scope.functions.borrow_mut().insert(fold(name), own);
        module.imported.borrow_mut().push((scope.clone(), NameKind::Function, fold(name)));
    }

    /// `using module`: imports the module, and its types are known in the current scope.
    pub(crate) fn use_module(&mut self, name: &crate::language::ast::Expression) -> Outcome {
        use crate::language::ast::ExpressionKind;
        let (name, wanted) = match &name.kind {
            ExpressionKind::String { value, .. } => (value.to_string(), Wanted::default()),
            _ => return Err(crate::engine::Fault::not_supported("using module with a table")),
        };
        let file = self.preparing.clone();
        let folder = file.as_deref().and_then(|file| std::path::Path::new(file).parent());
        let shown = match (name.starts_with('.'), folder) {
            (true, Some(folder)) => {
                crate::engine::lookup::normalize(&folder.join(&name)).display().to_string()
            }
            _ => name,
        };
        let module = self.import_named(&shown, &wanted, &ImportOptions::default())?;
        let types = module.scope.get().and_then(|scope| scope.types.borrow().clone());
        self.types_version += 1;
        let table = crate::engine::types::script::own_table(self);
        for of in types.map(|types| types.all()).unwrap_or_default() {
            table.insert(&of.full_name(), of.clone());
        }
        Ok(())
    }

    /// Takes a module's names out of all scopes and forgets it; `OnRemove` runs first.
    pub fn remove_module(&mut self, module: &Rc<Module>) -> Outcome {
        let block = module.on_remove.borrow().clone();
        if let Value::Block(block) = block.unwrapped() {
            let block = block.clone();
            self.call_block(&block, &[], &mut crate::engine::output::HostSink)?;
        }
        let imported = std::mem::take(&mut *module.imported.borrow_mut());
        for (scope, kind, name) in imported {
            match kind {
                NameKind::Function => {
                    let own =
                        scope.functions.borrow().get(&name).and_then(|function| function.module.clone());
                    if own.is_some_and(|own| Rc::ptr_eq(&own, module)) {
                        scope.functions.borrow_mut().shift_remove(&name);
                    }
                }
                NameKind::Alias => {
                    scope.aliases.borrow_mut().shift_remove(&name);
                }
                NameKind::Variable => {
                    scope.remove(&name);
                }
            }
        }
        self.modules.retain(|known| !Rc::ptr_eq(known, module));
        let nested = std::mem::take(&mut *module.nested.borrow_mut());
        for inner in nested {
            if !self.modules.iter().any(|known| Rc::ptr_eq(known, &inner)) {
                self.remove_module(&inner)?;
            }
        }
        Ok(())
    }

    /// Imports the module that says it has a command; false when there is none.
    pub(crate) fn autoload(&mut self, name: &str) -> Outcome<bool> {
        let preference = self.find_variable("psmoduleautoloadingpreference").unwrap_or_default();
        if crate::engine::convert::display(&preference).eq_ignore_ascii_case("None") {
            return Ok(false);
        }
        for (module, file) in self.available_modules() {
            let loaded = self.modules.iter().any(|known| known.path == file.display().to_string());
            if loaded || !self.file_has_command(&file, name) {
                continue;
            }
            let scope = Some("Global".to_string());
            self.import_named(
                &module,
                &Wanted::default(),
                &ImportOptions { scope, ..ImportOptions::default() },
            )?;
            return Ok(true);
        }
        Ok(false)
    }

    fn file_has_command(&mut self, file: &std::path::Path, name: &str) -> bool {
        if file.extension().is_some_and(|end| end.eq_ignore_ascii_case("psd1")) {
            let manifest = super::manifest::read(self, file).unwrap_or_default();
            for key in ["FunctionsToExport", "AliasesToExport", "CmdletsToExport"] {
                let names = super::manifest::texts(self, &manifest, key).ok().flatten().unwrap_or_default();
                if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                    return true;
                }
                if key == "FunctionsToExport" && names.iter().any(|known| known.contains('*')) {
                    let root = file.with_extension("psm1");
                    return defines(&root, name);
                }
            }
            return false;
        }
        defines(file, name)
    }
}

/// Whether a script's text defines a function of that name.
fn defines(file: &std::path::Path, name: &str) -> bool {
    let Ok(bytes) = std::fs::read(file) else { return false };
    let text = crate::engine::types::encoding::decode(&bytes);
    text.lines().any(|line| {
        let mut words = line.split(|found: char| !(found.is_alphanumeric() || "-_:".contains(found)));
        let mut words = words.by_ref().filter(|word| !word.is_empty());
        let keyword = words.next().unwrap_or_default();
        matches!(keyword.to_ascii_lowercase().as_str(), "function" | "filter")
            && words.next().is_some_and(|word| word.eq_ignore_ascii_case(name))
    })
}

/// `Get-Thing` with a prefix is `Get-PrefixThing`.
fn prefixed(name: &str, prefix: &str) -> String {
    match name.split_once('-') {
        _ if prefix.is_empty() => name.to_string(),
        Some((verb, noun)) => format!("{verb}-{prefix}{noun}"),
        None => format!("{prefix}{name}"),
    }
}
