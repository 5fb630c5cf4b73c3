//! Paths: provider names, drives, the home folder, relative ones.

use super::drive::Drive;
use super::faults;
use super::provider::Provider;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A parsed path: which provider, by which drive, and where inside.
#[derive(Clone)]
pub struct ProviderPath {
    pub provider: Rc<dyn Provider>,
    /// `None` for a path that names its provider.
    pub drive: Option<Rc<Drive>>,
    /// The provider's own path: absolute for files, a plain name for variables. May hold wildcards.
    pub path: String,
    /// The provider's name as written in front of `::`.
    pub qualifier: Option<String>,
}

impl ProviderPath {
    /// `./inner/file` or `../other`, as it is seen from a folder; in full on another provider.
    pub fn relative_to(&self, base: &ProviderPath) -> String {
        if self.provider.name() != base.provider.name() || !self.provider.is_hierarchical() {
            return self.shown();
        }
        let parts = |path: &str| -> Vec<String> {
            path.split('/').filter(|part| !part.is_empty()).map(str::to_string).collect()
        };
        let (to, from) = (parts(&self.path), parts(&base.path));
        let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
        let up = from.len() - shared;
        let down = to.get(shared..).unwrap_or_default().join("/");
        match (up, down.is_empty()) {
            (0, _) => format!("./{down}"),
            (_, true) => vec![".."; up].join("/"),
            (_, false) => format!("{}/{down}", vec![".."; up].join("/")),
        }
    }

    /// What the user sees: `/tmp/a`, `Env:/PATH`, `FileSystem::/tmp/a`.
    pub fn shown(&self) -> String {
        match (&self.qualifier, &self.drive) {
            (Some(qualifier), _) => format!("{qualifier}::{}", self.path),
            (None, Some(drive)) => drive.shown(&self.path),
            (None, None) => self.qualified(),
        }
    }

    /// What errors name: the file's own path, else as [`ProviderPath::shown`].
    pub fn target(&self) -> String {
        if self.is_file_system() { self.path.clone() } else { self.shown() }
    }

    /// `Microsoft.PowerShell.Core\FileSystem::/tmp/a`
    pub fn qualified(&self) -> String {
        format!("{}\\{}::{}", self.provider.module(), self.provider.name(), self.path)
    }

    pub fn is_file_system(&self) -> bool {
        self.provider.name() == super::file_system::NAME
    }

    /// The file's path. Only files have one.
    pub fn file(&self) -> PathBuf {
        PathBuf::from(&self.path)
    }

    /// The last part.
    pub fn leaf(&self) -> &str {
        match self.provider.is_hierarchical() {
            true => self.path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(&self.path),
            false => &self.path,
        }
    }

    /// The same place with another path.
    pub fn with_path(&self, path: String) -> ProviderPath {
        ProviderPath { path, ..self.clone() }
    }

    /// A name inside of this one.
    pub fn child(&self, name: &str) -> ProviderPath {
        self.with_path(join(&self.path, name, self.provider.as_ref()))
    }

    /// The folder around it; `None` at the top.
    pub fn parent(&self) -> Option<ProviderPath> {
        if !self.provider.is_hierarchical() {
            return (!self.path.is_empty()).then(|| self.with_path(String::new()));
        }
        let (parent, _) = self.path.rsplit_once('/')?;
        let top = self.path.starts_with('/') && parent.is_empty();
        (self.path != "/").then(|| self.with_path(if top { "/".into() } else { parent.to_string() }))
    }

    /// As [`crate::engine::types::path_info`] shows it.
    pub fn value(&self) -> Value {
        crate::engine::types::path_info::of(self)
    }
}

/// Joins inside of a provider.
fn join(base: &str, name: &str, provider: &dyn Provider) -> String {
    if !provider.is_hierarchical() || base.is_empty() {
        return if base.is_empty() { name.to_string() } else { format!("{base}/{name}") };
    }
    format!("{}/{name}", base.trim_end_matches('/'))
}

/// Joins two texts with one separator between them, as `Join-Path` does.
pub fn join_text(parent: &str, child: &str) -> String {
    let (parent, child) = (parent.replace('\\', "/"), child.replace('\\', "/"));
    if parent.is_empty() {
        return child;
    }
    let child = child.trim_start_matches('/');
    if parent.ends_with('/') { format!("{parent}{child}") } else { format!("{parent}/{child}") }
}

/// Cleans a path inside of a provider: separators, `.` and `..`, which never lead above the root.
fn clean(path: &str, root: &str, provider: &dyn Provider) -> String {
    let path = path.replace('\\', "/");
    if !provider.is_hierarchical() {
        // There are no folders: `.` and `..` in front of a name lead nowhere else.
        let mut name = path.trim_start_matches('/');
        while let Some(rest) = name.strip_prefix("./").or_else(|| name.strip_prefix("../")) {
            name = rest.trim_start_matches('/');
        }
        return if matches!(name, "." | "..") { String::new() } else { name.to_string() };
    }
    let mut parts: Vec<&str> = Vec::new();
    let least = root.split('/').filter(|part| !part.is_empty()).count();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.len() > least => {
                parts.pop();
            }
            ".." => {}
            other => parts.push(other),
        }
    }
    let start = if path.starts_with('/') { "/" } else { "" };
    format!("{start}{}", parts.join("/"))
}

/// `Name` or `Module\Name` in front of `::`.
fn provider_qualified(path: &str) -> Option<(&str, &str)> {
    let (name, rest) = path.split_once("::")?;
    let fits = !name.is_empty()
        && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '.' | '\\' | '_'));
    fits.then_some((name, rest))
}

/// `Name:` in front of a path inside of a drive.
fn drive_qualified(path: &str) -> Option<(&str, &str)> {
    let (name, rest) = path.split_once(':')?;
    (!name.is_empty() && !name.contains(['/', '\\'])).then_some((name, rest))
}

impl Engine {
    /// Parses a path. Errors: no such drive or provider, no home folder.
    pub fn parse_path(&self, text: &str) -> Outcome<ProviderPath> {
        if let Some((name, rest)) = provider_qualified(text) {
            let provider = self.find_provider(name)?;
            let path = if provider.name() == super::file_system::NAME && !rest.starts_with(['/', '\\']) {
                format!("{}/{rest}", self.location.display())
            } else {
                rest.to_string()
            };
            let path = clean(&path, "", provider.as_ref());
            return Ok(ProviderPath { provider, drive: None, path, qualifier: Some(name.to_string()) });
        }
        let current = self.drives.current();
        if text == "~" || text.starts_with("~/") || text.starts_with("~\\") {
            let Some(home) = current.provider.home(self) else {
                return Err(faults::home_not_set(current.provider.name()));
            };
            let rest = text.get(1..).unwrap_or_default();
            return Ok(self.in_drive(&self.drives.files(), &format!("{home}{rest}")));
        }
        if text.starts_with('/') {
            return Ok(self.in_drive(&self.drives.files(), text));
        }
        if let Some((name, rest)) = drive_qualified(text) {
            let Some(drive) = self.find_drive(name) else { return Err(faults::drive_not_found(name)) };
            let path = match rest.starts_with(['/', '\\']) {
                true => rest.to_string(),
                false => format!("{}/{rest}", self.drive_location(&drive)),
            };
            return Ok(self.in_drive(&drive, &path));
        }
        let path = match text.starts_with('\\') {
            true => text.to_string(),
            false => format!("{}/{text}", self.drive_location(&current)),
        };
        Ok(self.in_drive(&current, &path))
    }

    /// A path below a drive's root.
    fn in_drive(&self, drive: &Rc<Drive>, path: &str) -> ProviderPath {
        let provider = drive.provider.clone();
        let joined = format!("{}/{path}", drive.root.trim_end_matches('/'));
        let path = clean(&joined, &drive.root, provider.as_ref());
        let path = if path.is_empty() && drive.root.starts_with('/') { "/".into() } else { path };
        ProviderPath { provider, drive: Some(drive.clone()), path, qualifier: None }
    }

    /// The parsed path of a file that is known to exist, for items that commands make.
    pub fn file_path(&self, path: &Path) -> ProviderPath {
        self.in_drive(&self.drives.files(), &path.display().to_string())
    }

    /// A path of the file system, as other commands take it: `~`, drives, relative to the current location.
    /// A path of another provider stays as it is written.
    pub fn resolve_path(&self, path: &str) -> PathBuf {
        let path = path.strip_prefix("file://").unwrap_or(path);
        match self.parse_path(path) {
            Ok(found) if found.is_file_system() => found.file(),
            _ => super::super::lookup::normalize(&self.location.join(path.replace('\\', "/"))),
        }
    }

    /// As [`Engine::resolve_path`]. Errors: the path is not one of the file system.
    pub fn resolve_file(&self, path: &str) -> Outcome<PathBuf> {
        let found = self.parse_path(path)?;
        match found.is_file_system() {
            true => Ok(found.file()),
            false => Err(faults::not_supported("The path does not refer to a file system path.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provider_and_drive_names_are_told_from_files() {
        assert_eq!(provider_qualified("FileSystem::/a"), Some(("FileSystem", "/a")));
        assert_eq!(
            provider_qualified("Microsoft.PowerShell.Core\\Environment::X"),
            Some(("Microsoft.PowerShell.Core\\Environment", "X"))
        );
        assert_eq!(provider_qualified("/a::b"), None);
        assert_eq!(drive_qualified("env:PATH"), Some(("env", "PATH")));
        assert_eq!(drive_qualified("./a:b"), None);
        assert_eq!(drive_qualified(":b"), None);
    }

    #[test]
    fn dots_do_not_lead_above_the_root() {
        let files = super::super::file_system::FileSystem;
        assert_eq!(clean("/a/./b/../c/", "/", &files), "/a/c");
        assert_eq!(clean("/store/../../x", "/store", &files), "/store/x");
        assert_eq!(clean("a\\b", "", &files), "a/b");
    }
}
