//! `Split-Path`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

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
