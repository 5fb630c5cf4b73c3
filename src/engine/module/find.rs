//! Where modules are: by path, and in the folders of `PSModulePath`.

use super::Module;
use crate::engine::{Engine, operators, provider};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Ends of files that a module's name may leave out, in PowerShell's order.
const ENDS: [&str; 3] = ["psd1", "psm1", "ps1"];

impl Engine {
    /// `PSModulePath` as PowerShell sets it: the user's folder, that of all users and the program's own,
    /// each put in front of what the environment says unless it is there.
    pub(crate) fn define_module_path(&mut self) {
        let home = self.home().unwrap_or_default();
        let given = self.environment.get("PSModulePath").cloned().unwrap_or_default();
        let mut folders: Vec<String> =
            given.split(':').filter(|folder| !folder.is_empty()).map(String::from).collect();
        let own = [
            match self.environment.get("XDG_DATA_HOME").filter(|folder| !folder.is_empty()) {
                Some(folder) => format!("{folder}/powershell/Modules"),
                None => format!("{home}/.local/share/powershell/Modules"),
            },
            "/usr/local/share/powershell/Modules".to_string(),
            self.own_module_folder(),
        ];
        let mut place = 0;
        for folder in own {
            match folders.iter().position(|known| known.trim_end_matches('/') == folder) {
                Some(at) => place = at + 1,
                None => {
                    folders.insert(place.min(folders.len()), folder);
                    place += 1;
                }
            }
        }
        self.environment.insert("PSModulePath".into(), folders.join(":"));
    }

    /// Where PowerShell keeps the modules that it comes with; ours are in the program.
    pub(super) fn own_module_folder(&self) -> String {
        format!("{}/Modules", crate::engine::variables::executable_folder())
    }

    /// Modules that the program itself holds, while their folder is one of `PSModulePath`.
    pub fn built_in_modules(&self) -> Vec<Rc<Module>> {
        let own = PathBuf::from(self.own_module_folder());
        if !self.module_folders().contains(&own) {
            return Vec::new();
        }
        let mut names: Vec<&str> = self.native_commands().map(|info| info.module).collect();
        names.sort_unstable_by_key(|name| name.to_lowercase());
        names.dedup();
        // The core's commands belong to a snap-in, which is no module of a folder.
        names.retain(|name| !name.is_empty() && *name != "Microsoft.PowerShell.Core");
        names.into_iter().filter_map(|name| self.built_in_module(name)).collect()
    }

    /// The folders that modules are looked for in.
    pub fn module_folders(&self) -> Vec<PathBuf> {
        let paths = self.environment.get("PSModulePath").cloned().unwrap_or_default();
        let folders = paths.split(':').filter(|folder| !folder.is_empty());
        folders.map(|folder| PathBuf::from(folder.replace('\\', "/"))).collect()
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
pub(super) fn in_folder(folder: &Path, name: &str) -> Vec<PathBuf> {
    let own = |folder: &Path| {
        ["psd1", "psm1"].iter().map(|end| folder.join(format!("{name}.{end}"))).find(|file| file.is_file())
    };
    let mut versions: Vec<(Vec<u32>, PathBuf)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((version_parts(&entry.file_name().to_string_lossy())?, own(&entry.path())?)))
        .collect();
    versions.sort_by(|a, b| b.0.cmp(&a.0));
    versions.into_iter().map(|(_, file)| file).chain(own(folder)).collect()
}

/// The numbers of a folder's name that is a version, as `System.Version` takes it.
pub(super) fn version_parts(name: &str) -> Option<Vec<u32>> {
    let parts: Option<Vec<u32>> = name.split('.').map(|part| part.parse().ok()).collect();
    parts.filter(|parts| (2..=4).contains(&parts.len()))
}
