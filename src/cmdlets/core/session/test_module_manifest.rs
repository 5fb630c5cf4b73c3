//! `Test-ModuleManifest`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::module::{Module, ModuleKind, load_text, manifest};
use crate::engine::types::module_info;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Reads a module's manifest and sends what it says.
    ///
    /// # Examples
    /// ```powershell
    /// $file = Join-Path ([System.IO.Path]::GetTempPath()) 'fedsh-example.psd1'
    /// Set-Content $file "@{ ModuleVersion = '1.2' }"
    /// (Test-ModuleManifest $file).Version
    /// ```
    "Test-ModuleManifest" as TestModuleManifest { module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.TestModuleManifestCommand" }
    parameters {
        /// The manifest's file.
        "Path" path: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
    }
}

impl Cmdlet for TestModuleManifest {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let file = context.engine.resolve_path(&self.path);
        if !file.is_file() {
            let message = format!("Cannot find path '{}' because it does not exist.", file.display());
            return context.fail(
                "System.Management.Automation.ItemNotFoundException",
                message,
                "PathNotFound",
                Category::ObjectNotFound,
                Value::text(self.path.as_str()),
            );
        }
        let table = manifest::read(context.engine, &file)?;
        if manifest::key(&table, "ModuleVersion").is_null() {
            let message = format!(
                "The member 'ModuleVersion' is not present in the module manifest. This member must exist and be assigned a version number of the form 'n.n.n.n'. Add the missing member to the file '{}'.",
                file.display()
            );
            return context.fail(
                "System.Management.Automation.MissingMemberException",
                message,
                "Modules_InvalidManifest",
                Category::ResourceUnavailable,
                Value::text(self.path.as_str()),
            );
        }
        let kind = if manifest::key(&table, "RootModule").is_null() {
            ModuleKind::Manifest
        } else {
            ModuleKind::Script
        };
        let module = Module::new(&load_text(&file), file.display().to_string(), kind);
        *module.version.borrow_mut() = context.engine.version_of_file(&file);
        *module.manifest.borrow_mut() = table;
        context.output(module_info::value(Rc::new(module)))
    }
}
