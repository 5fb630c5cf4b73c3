//! What is inside of a folder.

use super::failed;
use crate::engine::Outcome;
use crate::engine::error::Category;
use crate::engine::operators;
use crate::engine::provider::item::noted;
use crate::engine::provider::path::ProviderPath;
use crate::engine::provider::provider::ListOptions;
use crate::engine::types::file_system_info;
use crate::engine::value::Value;
use std::fs::Metadata;
use std::path::Path;

/// One entry of a folder.
pub struct Child {
    pub path: ProviderPath,
    pub name: String,
    pub metadata: Metadata,
    /// A folder, or a link to one.
    pub is_container: bool,
}

impl Child {
    pub fn is_link(&self) -> bool {
        self.metadata.is_symlink()
    }

    /// The entry as an object.
    pub fn value(&self) -> Value {
        let item = file_system_info::existing(self.path.file(), self.metadata.clone());
        noted(&self.path, item, self.is_container)
    }
}

/// Names with what the system says of them: folders first, then files, each in order.
fn entries(folder: &Path, options: &ListOptions) -> Outcome<Vec<(String, Metadata, bool)>> {
    let fault = |error: &std::io::Error| {
        let ids = ("DirUnauthorizedAccessError", "DirIOError");
        failed(error, folder, ids, Category::ReadError, Value::text(folder.display().to_string()))
    };
    let listed = std::fs::read_dir(folder).map_err(|error| fault(&error))?;
    let mut found = Vec::new();
    for entry in listed {
        let entry = entry.map_err(|error| fault(&error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if (!options.force && name.starts_with('.')) || !super::passes(&name, options.filter.as_deref()) {
            continue;
        }
        let Ok(metadata) = entry.metadata() else { continue };
        let is_container = metadata.is_dir() || (metadata.is_symlink() && entry.path().is_dir());
        found.push((name, metadata, is_container));
    }
    found.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| operators::text_order(&a.0, &b.0, true)));
    Ok(found)
}

pub(super) fn names(folder: &Path, options: &ListOptions) -> Outcome<Vec<String>> {
    Ok(entries(folder, options)?.into_iter().map(|(name, _, _)| name).collect())
}

/// The entries of a folder in the order of a listing. Errors: it cannot be read.
pub fn children(at: &ProviderPath, options: &ListOptions) -> Outcome<Vec<Child>> {
    let found = entries(&at.file(), options)?;
    Ok(found
        .into_iter()
        .map(|(name, metadata, is_container)| Child { path: at.child(&name), name, metadata, is_container })
        .collect())
}
