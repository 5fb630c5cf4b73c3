//! `Test-Path`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};
use std::path::Path;

cmdlet! {
    /// Tells whether paths exist.
    ///
    /// # Examples
    /// ```powershell
    /// Test-Path /tmp -PathType Container
    /// ```
    "Test-Path" as TestPath { module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.TestPathCommand" }
    parameters {
        /// The paths; wildcards are allowed.
        "Path" path: Vec<String> { position: Some(0), pipe: Pipe::Both, wildcards: true, validate: &[Validation::AllowEmptyString, Validation::AllowNull, Validation::AllowEmptyCollection] },
        /// The paths, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
        /// What the path must be.
        "PathType" kind: Option<String> { aliases: &["Type"], values: &["Any", "Container", "Leaf"] },
        /// Tells whether the text could be a path, existing or not.
        "IsValid" is_valid: bool,
    }
}

impl Cmdlet for TestPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for (name, wild) in self
            .path
            .clone()
            .into_iter()
            .map(|name| (name, true))
            .chain(self.literal.clone().into_iter().map(|name| (name, false)))
        {
            let result = self.test(context, &name, wild);
            context.output(Value::Bool(result))?;
        }
        Ok(())
    }
}

impl TestPath {
    fn test(&self, context: &Context<'_>, name: &str, wild: bool) -> bool {
        if let Some((drive, rest)) = name.split_once(':').filter(|(drive, _)| drive.len() > 1) {
            let key = rest.trim_start_matches(['/', '\\']);
            return match drive.to_ascii_lowercase().as_str() {
                "env" => context.engine.environment.contains_key(key),
                "variable" => {
                    context.engine.scope.chain().any(|scope| scope.get(&key.to_lowercase()).is_some())
                }
                "function" => context.engine.find_function(&key.to_lowercase()).is_some(),
                "alias" => context.engine.find_alias(&key.to_lowercase()).is_some(),
                _ => false,
            };
        }
        if name.trim().is_empty() {
            return false;
        }
        if self.is_valid {
            return !name.contains('\0');
        }
        let fits = |path: &Path| match self.kind.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("container") => path.is_dir(),
            Some("leaf") => path.symlink_metadata().is_ok() && !path.is_dir(),
            _ => path.symlink_metadata().is_ok(),
        };
        if wild && operators::has_wildcard(name) {
            return files::expand(context.engine, name).iter().any(|path| fits(path));
        }
        fits(&context.engine.resolve_path(name))
    }
}
