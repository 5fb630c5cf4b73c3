//! `Test-Path`, `Join-Path`, `Split-Path`, `Get-Location`, `Set-Location`.

use super::files;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::path_info;
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

cmdlet! {
    /// Joins parts of paths.
    ///
    /// # Examples
    /// ```powershell
    /// Join-Path /srv data users.csv
    /// ```
    "Join-Path" as JoinPath { module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.JoinPathCommand" }
    parameters {
        /// The first part.
        "Path" path: Vec<String> { aliases: &["PSPath"], position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The next part.
        "ChildPath" child: Vec<String> { position: Some(1), mandatory: true, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Further parts.
        "AdditionalChildPath" additional: Vec<String> { remaining: true, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Sends the existing paths.
        "Resolve" resolve: bool,
    }
}

impl Cmdlet for JoinPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in self.path.clone() {
            let mut joined = path;
            for part in self.child.iter().chain(&self.additional) {
                let part = part.trim_start_matches(['/', '\\']);
                let head = joined.trim_end_matches(['/', '\\']);
                joined = format!("{head}/{part}");
            }
            if self.resolve {
                for found in files::existing(context, &[joined], &[])? {
                    context.output(Value::text(found.display().to_string()))?;
                }
            } else {
                context.output(Value::text(joined.replace('\\', "/")))?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Sends a part of paths: by default the folder.
    ///
    /// # Examples
    /// ```powershell
    /// Split-Path /srv/data/users.csv -Leaf
    /// ```
    "Split-Path" as SplitPath { module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.SplitPathCommand" }
    parameters {
        /// The paths.
        "Path" path: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The paths, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
        /// The folder.
        "Parent" parent: bool,
        /// The last part.
        "Leaf" leaf: bool,
        /// The last part without what follows its last dot.
        "LeafBase" leaf_base: bool,
        /// What follows the last dot.
        "Extension" extension: bool,
        /// The drive or what stands before `:`.
        "Qualifier" qualifier: bool,
        /// What stands behind the drive.
        "NoQualifier" no_qualifier: bool,
        /// Whether the path is absolute.
        "IsAbsolute" is_absolute: bool,
        /// Sends the existing paths' parts.
        "Resolve" resolve: bool,
    }
}

impl Cmdlet for SplitPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in self.path.clone().into_iter().chain(self.literal.clone()) {
            let part = self.part(&path);
            context.output(part)?;
        }
        Ok(())
    }
}

impl SplitPath {
    fn part(&self, path: &str) -> Value {
        let path = path.replace('\\', "/");
        let trimmed = if path.len() > 1 { path.trim_end_matches('/') } else { path.as_str() };
        let (folder, leaf) = match trimmed.rsplit_once('/') {
            Some(("", leaf)) => ("/", leaf),
            Some((folder, leaf)) => (folder, leaf),
            None => ("", trimmed),
        };
        let (base, extension) = match leaf.rfind('.') {
            Some(at) => leaf.split_at(at),
            None => (leaf, ""),
        };
        if self.is_absolute {
            return Value::Bool(path.starts_with('/') || path.contains(':'));
        }
        Value::text(if self.leaf {
            if leaf.is_empty() { "/" } else { leaf }
        } else if self.leaf_base {
            base
        } else if self.extension {
            extension
        } else if self.qualifier {
            path.split_once(':').map_or("", |(drive, _)| path.get(..=drive.len()).unwrap_or_default())
        } else if self.no_qualifier {
            path.split_once(':').map_or(path.as_str(), |(_, rest)| rest)
        } else if trimmed == "/" {
            ""
        } else {
            folder
        })
    }
}

cmdlet! {
    /// Sends the current folder.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Location
    /// ```
    "Get-Location" as GetLocation { aliases: &["gl", "pwd"], module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.GetLocationCommand" }
    parameters {}
}

impl Cmdlet for GetLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let location = path_info::location(context.engine);
        context.output(location)
    }
}

cmdlet! {
    /// Changes the current folder.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Location /tmp
    /// ```
    "Set-Location" as SetLocation { aliases: &["cd", "chdir", "sl"], module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.SetLocationCommand" }
    parameters {
        /// The folder; without it the home folder.
        "Path" path: Option<String> { position: Some(0), pipe: Pipe::Both },
        /// The folder, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
        /// Sends the new location.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for SetLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.path.clone().or(self.literal.clone()).unwrap_or_else(|| "~".into());
        let path = context.engine.resolve_path(&name);
        if !path.is_dir() {
            return files::missing(context, &path);
        }
        context.engine.location = path;
        if self.pass_thru {
            let location = path_info::location(context.engine);
            return context.output(location);
        }
        Ok(())
    }
}
