//! Where modules are: by path, and in the folders of `PSModulePath`.

use crate::engine::{Engine, operators, provider};
use std::path::{Path, PathBuf};

/// Ends of files that a module's name may leave out, in PowerShell's order.
const ENDS: [&str; 3] = ["psd1", "psm1", "ps1"];

impl Engine {
    /// `PSModulePath` as PowerShell sets it when the environment does not.
    pub(crate) fn define_module_path(&mut self) {
        let home = self.home().unwrap_or_default();
        let own = format!("{home}/.local/share/powershell/Modules:/usr/local/share/powershell/Modules");
        self.environment.entry("PSModulePath".into()).or_insert(own);
    }

    /// The folders that modules are looked for in.
    pub fn module_folders(&self) -> Vec<PathBuf> {
        let paths = self.environment.get("PSModulePath").cloned().unwrap_or_default();
        paths.split(':').filter(|folder| !folder.is_empty()).map(PathBuf::from).collect()
    }

    /// Files that a module's name may mean, the newest version first.
    pub fn module_files(&mut self, name: &str) -> Vec<PathBuf> {
        let has_end = ENDS.iter().any(|end| name.to_ascii_lowercase().ends_with(&format!(".{end}")));
        if name.contains(['/', '\\']) || has_end || name.starts_with(['~', '.']) {
            let path = self.resolve_path(name);
            return in_place(&self.only_match(name, &path).unwrap_or(path));
        }
        self.module_folders().iter().flat_map(|folder| in_folder(&folder.join(name), name)).collect()
    }

    /// The file that a name with wildcards means; `None` when there is none, or several.
    fn only_match(&mut self, name: &str, path: &Path) -> Option<PathBuf> {
        if path.exists() || !operators::has_wildcard(name) {
            return None;
        }
        match provider::expand(self, name, false, &provider::Filters::default()).ok()?.as_slice() {
            [one] => Some(one.file()),
            _ => None,
        }
    }

    /// All modules in the folders, by name and file.
    pub fn available_modules(&self) -> Vec<(String, PathBuf)> {
        let mut found = Vec::new();
        for folder in self.module_folders() {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            let mut names: Vec<String> =
                entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
            names.sort();
            for name in names {
                for file in in_folder(&folder.join(&name), &name) {
                    found.push((name.clone(), file));
                }
            }
        }
        found
    }
}

/// A file as it is named, or the module of a folder.
pub(super) fn in_place(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_path_buf()];
    }
    if path.is_dir() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        return in_folder(path, &name);
    }
    ENDS.iter()
        .map(|end| PathBuf::from(format!("{}.{end}", path.display())))
        .filter(|file| file.is_file())
        .take(1)
        .collect()
}

/// `name.psd1` or `name.psm1` of a folder, or of its folders named by versions.
fn in_folder(folder: &Path, name: &str) -> Vec<PathBuf> {
    let own = |folder: &Path| {
        ["psd1", "psm1"].iter().map(|end| folder.join(format!("{name}.{end}"))).find(|file| file.is_file())
    };
    let mut versions: Vec<(Vec<u32>, PathBuf)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let parts: Option<Vec<u32>> =
                entry.file_name().to_string_lossy().split('.').map(|part| part.parse().ok()).collect();
            Some((parts.filter(|parts| parts.len() > 1)?, own(&entry.path())?))
        })
        .collect();
    versions.sort_by(|a, b| b.0.cmp(&a.0));
    versions.into_iter().map(|(_, file)| file).chain(own(folder)).collect()
}
