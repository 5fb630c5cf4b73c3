//! Wildcards in paths, and `-Include` and `-Exclude`.

use super::faults;
use super::path::ProviderPath;
use super::provider::ListOptions;
use crate::engine::operators;
use crate::engine::{Engine, Outcome};

/// `-Filter`, `-Include`, `-Exclude` and `-Force` of one command.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    pub filter: Option<String>,
    pub include: Vec<String>,
    pub exclude: Vec<String>,
    /// Hidden items count too.
    pub force: bool,
}

impl Filters {
    /// Whether a name passes `-Include` and `-Exclude`.
    pub fn takes(&self, name: &str) -> bool {
        let any = |patterns: &[String]| patterns.iter().any(|pattern| operators::like(name, pattern, true));
        (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
    }

    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    pub fn list(&self) -> ListOptions {
        ListOptions { force: self.force, filter: self.filter.clone() }
    }
}

/// Text without the backticks that take their meaning from wildcard characters.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('`', Some('*' | '?' | '[' | ']' | '`')) => plain.extend(characters.next()),
            _ => plain.push(character),
        }
    }
    plain
}

/// Text whose wildcard characters stand for themselves.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '*' | '?' | '[' | ']') {
            escaped.push('`');
        }
        escaped.push(character);
    }
    escaped
}

/// The items that a path names. Without wildcards the item must exist; a pattern may match nothing.
/// Errors: no such path or drive, a pattern that is none, a filter that the provider has not.
pub fn expand(
    engine: &mut Engine,
    text: &str,
    literal: bool,
    filters: &Filters,
) -> Outcome<Vec<ProviderPath>> {
    let wild = !literal && operators::has_wildcard(text);
    let parsed = match wild {
        true => engine.parse_path(text)?,
        false if literal => engine.parse_path(text)?,
        false => engine.parse_path(&unescape(text))?,
    };
    if filters.filter.is_some() && !parsed.provider.capabilities().contains(&"Filter") {
        return Err(faults::no_filter());
    }
    if !wild {
        if !parsed.provider.exists(engine, &parsed.path)? {
            return Err(faults::path_not_found(&parsed.target()));
        }
        return Ok(if filters.takes(parsed.leaf()) { vec![parsed] } else { Vec::new() });
    }
    let found = match parsed.provider.is_hierarchical() {
        true => walk(engine, &parsed, filters)?,
        false => matching(engine, &parsed.with_path(String::new()), &parsed.path, filters, true)?,
    };
    Ok(found.into_iter().filter(|path| filters.takes(path.leaf())).collect())
}

/// Follows the parts of a path, each of which may be a pattern.
fn walk(engine: &mut Engine, at: &ProviderPath, filters: &Filters) -> Outcome<Vec<ProviderPath>> {
    let start = if at.path.starts_with('/') { "/" } else { "" };
    let mut found = vec![at.with_path(start.into())];
    let parts: Vec<&str> = at.path.split('/').filter(|part| !part.is_empty()).collect();
    for (index, part) in parts.iter().enumerate() {
        let is_last = index + 1 == parts.len();
        let mut next = Vec::new();
        for folder in found {
            if operators::has_wildcard(part) {
                next.extend(matching(engine, &folder, part, filters, is_last)?);
                continue;
            }
            let inner = folder.child(&unescape(part));
            if !is_last || inner.provider.exists(engine, &inner.path)? {
                next.push(inner);
            }
        }
        found = next;
    }
    Ok(found)
}

/// What is inside of a folder by a pattern. A folder that cannot be read has nothing inside.
fn matching(
    engine: &mut Engine,
    folder: &ProviderPath,
    pattern: &str,
    filters: &Filters,
    is_last: bool,
) -> Outcome<Vec<ProviderPath>> {
    operators::checked_like("", pattern, true)?;
    let options = if is_last { filters.list() } else { ListOptions { force: filters.force, filter: None } };
    let Ok(names) = folder.provider.child_names(engine, &folder.path, &options) else {
        return Ok(Vec::new());
    };
    Ok(names
        .into_iter()
        .filter(|name| operators::like(name, pattern, true))
        .map(|name| folder.child(&name))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_come_and_go() {
        assert_eq!(unescape("a`[1`].txt"), "a[1].txt");
        assert_eq!(unescape("a`b"), "a`b");
        assert_eq!(escape("a[1]*"), "a`[1`]`*");
    }

    #[test]
    fn include_and_exclude_ignore_case() {
        let filters =
            Filters { include: vec!["*.TXT".into()], exclude: vec!["b*".into()], ..Filters::default() };
        assert!(filters.takes("a.txt") && !filters.takes("b.txt") && !filters.takes("a.log"));
    }
}
