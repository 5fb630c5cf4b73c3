//! `Test-ModuleManifest`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::module::{Module, ModuleKind, compare_versions, load_text, manifest};
use crate::engine::types::module_info;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, member};
use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::rc::Rc;

cmdlet! {
    /// Reads a module's manifest, says which of the files and modules that it names are not there, and sends
    /// what it says.
    ///
    /// # Examples
    /// ```powershell
    /// $file = Join-Path ([System.IO.Path]::GetTempPath()) 'fedsh-example.psd1'
    /// Set-Content $file "@{ ModuleVersion = '1.2' }"
    /// (Test-ModuleManifest $file).Version
    /// (Test-ModuleManifest -Path $file).Version
    /// ```
    "Test-ModuleManifest" as TestModuleManifest { module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.TestModuleManifestCommand" }
    parameters {
        /// The manifest's file.
        "Path" path: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
    }
}

/// A manifest that is being looked at.
struct Manifest {
    file: PathBuf,
    folder: PathBuf,
    table: Value,
}

/// Files of a manifest's key, and the end that they have.
const LOADED: [(&str, &str); 3] =
    [("TypesToProcess", "ps1xml"), ("FormatsToProcess", "ps1xml"), ("ScriptsToProcess", "ps1")];
/// Ends of a root module's file.
const ROOTS: [&str; 6] = ["psm1", "cdxml", "xaml", "ni.dll", "dll", "exe"];

impl Cmdlet for TestModuleManifest {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let file = context.engine.resolve_path(&self.path);
        if !file.is_file() {
            let message = format!(
                "The specified module '{}' was not loaded because no valid module file was found in any module directory.",
                self.path
            );
            let class = "System.IO.FileNotFoundException";
            return self.refuse(
                context,
                class,
                message,
                "Modules_ModuleNotFound",
                Category::ResourceUnavailable,
            );
        }
        if !has_end(&file, "psd1") {
            let message = format!(
                "The module manifest path '{}' is not valid. The value of the Path argument must resolve to a single file that has a '.psd1' extension. Change the value of the Path argument to point to a valid psd1 file, and then try again.",
                file.display()
            );
            return Err(self.ends(context, message, "Modules_InvalidModuleManifestPath"));
        }
        let table = manifest::read(context.engine, &file)?;
        let folder = file.parent().unwrap_or(Path::new("/")).to_path_buf();
        let manifest = Manifest { file, folder, table };
        if manifest::key(&manifest.table, "ModuleVersion").is_null() {
            let message = format!(
                "The member 'ModuleVersion' is not present in the module manifest. This member must exist and be assigned a version number of the form 'n.n.n.n'. Add the missing member to the file '{}'.",
                manifest.file.display()
            );
            let class = "System.Management.Automation.MissingMemberException";
            return self.refuse(
                context,
                class,
                message,
                "Modules_InvalidManifest",
                Category::ResourceUnavailable,
            );
        }
        self.loaded_files(context, &manifest)?;
        self.root(context, &manifest)?;
        self.files(
            context,
            &manifest,
            "RequiredAssemblies",
            "Modules_InvalidRequiredAssembliesInModuleManifest",
        )?;
        let nested = self.nested(context, &manifest)?;
        self.modules(
            context,
            &manifest,
            "RequiredModules",
            "Modules_InvalidRequiredModulesinModuleManifest",
        )?;
        self.files(context, &manifest, "FileList", "Modules_InvalidFilePathinModuleManifest")?;
        self.modules(context, &manifest, "ModuleList", "Modules_InvalidModuleListinModuleManifest")?;
        self.editions(context, &manifest)?;
        let module = module_of(context, &manifest, nested);
        self.version_folder(context, &manifest, &module)?;
        context.output(module_info::value(Rc::new(module)))
    }
}

impl TestModuleManifest {
    fn refuse(
        &self,
        context: &mut Context<'_>,
        class: &str,
        message: String,
        id: &str,
        category: Category,
    ) -> Outcome {
        context.fail(class, message, id, category, Value::text(self.path.as_str()))
    }

    fn ends(&self, context: &Context<'_>, message: String, id: &str) -> Box<Fault> {
        let class = "System.InvalidOperationException";
        context.terminate(class, message, id, Category::InvalidArgument, Value::text(self.path.as_str()))
    }

    /// An entry of a key that names nothing that is there.
    fn invalid_entry(
        &self,
        context: &mut Context<'_>,
        manifest: &Manifest,
        (key, entry): (&str, &str),
        id: &str,
    ) -> Outcome {
        let message = format!(
            "The specified {key} entry '{entry}' in the module manifest '{}' is invalid. Try again after updating this entry with valid values.",
            manifest.file.display()
        );
        let class = "System.IO.DirectoryNotFoundException";
        self.refuse(context, class, message, id, Category::ObjectNotFound)
    }

    fn invalid_member(
        &self,
        context: &mut Context<'_>,
        manifest: &Manifest,
        key: &str,
        why: &str,
    ) -> Outcome {
        let file = manifest.file.display();
        let message = format!(
            "The member '{key}' in the module manifest is not valid: {why}. Verify that a valid value is specified for this field in the '{file}' file."
        );
        let class = "System.ArgumentException";
        context.fail(
            class,
            message,
            "Modules_InvalidManifest",
            Category::ResourceUnavailable,
            Value::text(file.to_string()),
        )
    }

    /// Files that importing the module would read.
    fn loaded_files(&self, context: &mut Context<'_>, manifest: &Manifest) -> Outcome {
        for (key, end) in LOADED {
            for entry in manifest::texts(context.engine, &manifest.table, key)?.unwrap_or_default() {
                let plain = place(&manifest.folder, &entry);
                if plain.is_file() || with_end(&plain, end).is_file() {
                    continue;
                }
                let why = format!("Cannot find path '{}' because it does not exist.", plain.display());
                self.invalid_member(context, manifest, key, &why)?;
            }
        }
        Ok(())
    }

    fn root(&self, context: &mut Context<'_>, manifest: &Manifest) -> Outcome {
        let root =
            manifest::texts(context.engine, &manifest.table, "RootModule")?.unwrap_or_default().concat();
        if root.is_empty() {
            return Ok(());
        }
        let plain = place(&manifest.folder, &root);
        if has_end(&plain, "psd1") {
            let why = format!("The file '{root}' is a manifest, which cannot be the root of a module");
            self.invalid_member(context, manifest, "RootModule", &why)?;
        }
        let valid = match plain.extension() {
            Some(_) => ROOTS.iter().any(|end| has_end(&plain, end)) && is_inside(&plain, &manifest.folder),
            None => ROOTS.iter().any(|end| is_inside(&with_end(&plain, end), &manifest.folder)),
        };
        if valid {
            return Ok(());
        }
        let message = format!(
            "The module manifest '{root}' could not be processed because it is not a valid PowerShell module manifest file. Remove the elements that are not permitted: {}",
            manifest.file.display()
        );
        let id = "Modules_InvalidRootModuleInModuleManifest";
        self.refuse(context, "System.ArgumentException", message, id, Category::InvalidArgument)
    }

    fn files(&self, context: &mut Context<'_>, manifest: &Manifest, key: &str, id: &str) -> Outcome {
        for entry in manifest::texts(context.engine, &manifest.table, key)?.unwrap_or_default() {
            if !is_inside(&place(&manifest.folder, &entry), &manifest.folder) {
                self.invalid_entry(context, manifest, (key, &entry), id)?;
            }
        }
        Ok(())
    }

    /// Modules that must be among those of this machine; of the list of all in the package, files of it too.
    fn modules(&self, context: &mut Context<'_>, manifest: &Manifest, key: &str, id: &str) -> Outcome {
        for name in names(context, &manifest.table, key)? {
            let packaged =
                key == "ModuleList" && is_inside(&place(&manifest.folder, &name), &manifest.folder);
            if !packaged && !is_available(context, &name) {
                self.invalid_entry(context, manifest, (key, &name), id)?;
            }
        }
        Ok(())
    }

    /// `NestedModules`: files of the module or modules of this machine.
    fn nested(&self, context: &mut Context<'_>, manifest: &Manifest) -> Outcome<Vec<Rc<Module>>> {
        let mut found = Vec::new();
        for name in names(context, &manifest.table, "NestedModules")? {
            let plain = place(&manifest.folder, &name);
            let ends = ["dll", "ni.dll", "exe", "psm1"].map(|end| with_end(&plain, end));
            let file = std::iter::once(plain).chain(ends).find(|file| is_inside(file, &manifest.folder));
            if file.is_none() && !is_available(context, &name) {
                let id = "Modules_InvalidNestedModuleinModuleManifest";
                self.invalid_entry(context, manifest, ("NestedModule", &name), id)?;
                continue;
            }
            let file = file.unwrap_or_else(|| PathBuf::from(&name));
            let path = file.display().to_string();
            found.push(Rc::new(Module::new(&load_text(&file), path, ModuleKind::Script)));
        }
        Ok(found)
    }

    /// `CompatiblePSEditions` came with PowerShell 5.1.
    fn editions(&self, context: &mut Context<'_>, manifest: &Manifest) -> Outcome {
        let editions = manifest::texts(context.engine, &manifest.table, "CompatiblePSEditions")?;
        let wanted =
            manifest::texts(context.engine, &manifest.table, "PowerShellVersion")?.unwrap_or_default();
        let is_old = compare_versions(context.engine, &wanted.concat(), "5.1").is_none_or(Ordering::is_lt);
        if !is_old || editions.is_none_or(|editions| editions.is_empty()) {
            return Ok(());
        }
        let message = format!(
            "The module manifest '{}' is specified with the CompatiblePSEditions key which is supported only on PowerShell version '5.1' or higher. Update the value of the PowerShellVersion key to '5.1' or higher, and try again.",
            manifest.file.display()
        );
        let id = "Modules_InvalidPowerShellVersionInModuleManifest";
        self.refuse(context, "System.ArgumentException", message, id, Category::InvalidArgument)
    }

    /// A folder that is named by a version holds that version.
    fn version_folder(&self, context: &mut Context<'_>, manifest: &Manifest, module: &Module) -> Outcome {
        let folder = last_name(&manifest.folder);
        let version = module.version.borrow().clone();
        if compare_versions(context.engine, &folder, &version).is_none_or(Ordering::is_eq) {
            return Ok(());
        }
        let message = format!(
            "The ModuleVersion key in module manifest '{}' specifies module version '{version}' which does not match its version folder name at '{}'. Change the value of the ModuleVersion key to match the version folder name.",
            manifest.file.display(),
            manifest.folder.display()
        );
        Err(self.ends(context, message, "Modules_InvalidModuleManifestVersion"))
    }
}

fn module_of(context: &mut Context<'_>, manifest: &Manifest, nested: Vec<Rc<Module>>) -> Module {
    let kind = match manifest::key(&manifest.table, "RootModule").is_null() {
        true => ModuleKind::Manifest,
        false => ModuleKind::Script,
    };
    let module = Module::new(&load_text(&manifest.file), manifest.file.display().to_string(), kind);
    *module.version.borrow_mut() = context.engine.version_of_file(&manifest.file);
    *module.manifest.borrow_mut() = manifest.table.clone();
    *module.nested.borrow_mut() = nested;
    module
}

/// The names of a key's modules.
fn names(context: &mut Context<'_>, table: &Value, key: &str) -> Outcome<Vec<String>> {
    let value = manifest::key(table, key);
    let items = member::enumerate(context.engine, &value)?.unwrap_or_else(|| vec![value]);
    let mut found = Vec::new();
    for item in items.iter().filter(|item| !item.is_null()) {
        found.push(context.engine.module_specification(item)?.0);
    }
    Ok(found)
}

fn is_available(context: &mut Context<'_>, name: &str) -> bool {
    context.engine.modules.iter().any(|module| module.name.eq_ignore_ascii_case(name))
        || context.engine.built_in_module(name).is_some()
        || !context.engine.module_files(name).is_empty()
}

/// An entry as a path: beside the manifest unless it is one from the root.
fn place(folder: &Path, entry: &str) -> PathBuf {
    folder.join(entry.replace('\\', "/"))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    PathBuf::from(format!("{}.{end}", path.display()))
}

fn has_end(path: &Path, end: &str) -> bool {
    path.display().to_string().to_ascii_lowercase().ends_with(&format!(".{end}"))
}

/// Whether something is there, within the module's folder.
fn is_inside(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// The last name of a path.
fn last_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
