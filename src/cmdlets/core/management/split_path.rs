//! `Split-Path`.

use super::selection::refuse_credential;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, Exception};
use crate::engine::provider::{self, Filters, faults, reported};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Sends a part of paths: by default the folder.
    ///
    /// # Examples
    /// ```powershell
    /// Split-Path /srv/data/users.csv -Leaf
    /// Split-Path -Path /srv/data/users.csv -Parent
    /// Split-Path /srv/data/users.csv -LeafBase
    /// Split-Path /srv/data/users.csv -Extension
    /// Split-Path env:HOME -Qualifier
    /// Split-Path env:HOME -NoQualifier
    /// Split-Path ./users.csv -IsAbsolute
    /// Split-Path -LiteralPath /srv/data/users.csv
    /// Split-Path -Path /tm* -Leaf -Resolve
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Split-Path -Path /srv/data -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Split-Path" as SplitPath {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.SplitPathCommand",
        default_set: "ParentSet",
        output_types: &["System.String", "System.Boolean"],
    }
    parameters {
        /// The paths.
        "Path" path: Vec<String> { sets: &[Membership { set: "ParentSet", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "LeafSet", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "LeafBaseSet", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "ExtensionSet", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "QualifierSet", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "NoQualifierSet", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "IsAbsoluteSet", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPathSet", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// The drive or provider in front.
        "Qualifier" qualifier: bool { sets: &[Membership { set: "QualifierSet", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// All but the drive or provider in front.
        "NoQualifier" no_qualifier: bool { sets: &[Membership { set: "NoQualifierSet", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// The folder.
        "Parent" parent: bool { sets: &[Membership { set: "ParentSet", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// The last part.
        "Leaf" leaf: bool { sets: &[Membership { set: "LeafSet", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// The last part without what follows its last dot.
        "LeafBase" leaf_base: bool { sets: &[Membership { set: "LeafBaseSet", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// What follows the last dot, with the dot.
        "Extension" extension: bool { sets: &[Membership { set: "ExtensionSet", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Only what exists, with wildcards expanded.
        "Resolve" resolve: bool,
        /// Tells whether the path begins at a root.
        "IsAbsolute" is_absolute: bool { sets: &[Membership { set: "IsAbsoluteSet", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for SplitPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in self.path.iter().chain(&self.literal).cloned().collect::<Vec<_>>() {
            let parts = match self.resolve {
                true => {
                    let literal = !self.literal.is_empty();
                    let found = provider::expand(context.engine, &path, literal, &Filters::default());
                    let found = reported(context, found)?.unwrap_or_default();
                    found.iter().map(provider::ProviderPath::shown).collect()
                }
                false => vec![path],
            };
            for part in parts {
                let split = self.split(context, &part);
                if let Some(value) = reported(context, split)? {
                    context.output(value)?;
                }
            }
        }
        Ok(())
    }
}

impl SplitPath {
    fn split(&self, context: &mut Context<'_>, path: &str) -> Outcome<Value> {
        let (qualifier, rest) = qualifier(path);
        if self.qualifier {
            return qualifier.map(Value::text).ok_or_else(|| no_qualifier(path));
        }
        if self.no_qualifier {
            return Ok(Value::text(rest));
        }
        if self.is_absolute {
            return Ok(Value::Bool(qualifier.is_some() || path.starts_with('/')));
        }
        // A path on a drive that is not there is split as that of a file.
        match context.engine.parse_path(path) {
            Ok(at) => refuse_credential(self.credential.as_ref(), at.provider.as_ref())?,
            Err(fault) if is_missing_drive(&fault) => {}
            Err(fault) => return Err(fault),
        }
        let rest = rest.replace('\\', "/");
        let leaf = leaf(&rest);
        let end = extension(leaf);
        Ok(Value::text(match (self.leaf, self.leaf_base, self.extension) {
            (true, _, _) => leaf.to_string(),
            (_, true, _) => leaf.strip_suffix(end).unwrap_or(leaf).to_string(),
            (_, _, true) => end.to_string(),
            _ => match parent(&rest, path)? {
                "" => String::new(),
                parent => format!("{}{parent}", qualifier.unwrap_or_default()),
            },
        }))
    }
}

fn is_missing_drive(fault: &Fault) -> bool {
    matches!(fault, Fault::Error { record, .. } if record.id.starts_with("DriveNotFound"))
}

/// `env:` or `FileSystem::` in front, and what follows.
fn qualifier(path: &str) -> (Option<&str>, &str) {
    let end = match path.find("::") {
        Some(at) if !path.get(..at).is_some_and(|name| name.contains('/')) => Some(at + 2),
        _ => path.find(':').filter(|at| *at > 0).map(|at| at + 1),
    };
    match end.and_then(|end| path.split_at_checked(end)) {
        Some((qualifier, rest)) if !qualifier.contains(['/']) => (Some(qualifier), rest),
        _ => (None, path),
    }
}

fn leaf(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    trimmed.rsplit('/').next().unwrap_or(trimmed)
}

/// What follows the last dot of a name, with the dot.
fn extension(name: &str) -> &str {
    name.rfind('.').filter(|at| *at + 1 < name.len()).and_then(|at| name.get(at..)).unwrap_or("")
}

/// The folder of a path. Errors: a root has none.
fn parent<'a>(rest: &'a str, path: &str) -> Outcome<&'a str> {
    let trimmed = rest.trim_end_matches('/');
    if trimmed.is_empty() && rest.starts_with('/') && path == rest {
        let message = "Cannot process argument because the value of argument \"path\" is not valid. Change the value of the \"path\" argument and run the operation again.";
        return Err(faults::argument(message, ""));
    }
    Ok(match trimmed.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((parent, _)) => parent.trim_end_matches('/'),
        None => "",
    })
}

fn no_qualifier(path: &str) -> Box<Fault> {
    let message = format!("Cannot parse path because path '{path}' does not have a qualifier specified.");
    let exception = Exception::new("System.FormatException", message);
    Fault::error(exception, "ParsePathFormatError", Category::InvalidArgument, Value::text(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_as_powershell_splits_them() {
        assert_eq!(qualifier("env:PATH"), (Some("env:"), "PATH"));
        assert_eq!(qualifier("FileSystem::/a"), (Some("FileSystem::"), "/a"));
        assert_eq!(qualifier("/a:b"), (None, "/a:b"));
        assert_eq!(parent("/a/b/", "/a/b/").unwrap(), "/a");
        assert_eq!(parent("/a", "/a").unwrap(), "/");
        assert_eq!(parent("a", "a").unwrap(), "");
        assert!(parent("/", "/").is_err());
        assert_eq!((leaf("/a/b/"), extension("x.tar.gz"), extension("x.")), ("b", ".gz", ""));
    }
}
