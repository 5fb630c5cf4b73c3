//! `Get-ChildItem`.

use super::attribute_filter::AttributeFilter;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::{self, Filters, ListOptions, ProviderPath, file_system, reported};
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};
use std::collections::HashSet;
use std::path::PathBuf;

cmdlet! {
    /// Lists what is inside of folders and drives.
    ///
    /// Folders come first, then files, each in order. Hidden files (names with a dot in front) need -Force.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./data -ItemType Directory | Out-Null
    /// Get-ChildItem . -Recurse -Directory
    /// Get-ChildItem env: -Name | Out-Null
    /// Get-ChildItem -Path ./data -File -Hidden -Force
    /// Get-ChildItem -LiteralPath ./data -ReadOnly
    /// Get-ChildItem -LiteralPath ./data -System
    /// Get-ChildItem -Path . -Filter *.txt -Include n* -Exclude old* -Depth 2 -FollowSymlink
    /// Get-ChildItem -Path . -Attributes !Directory+!Hidden
    /// ```
    "Get-ChildItem" as GetChildItem {
        aliases: &["dir", "gci"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetChildItemCommand",
        default_set: "Items",
        output_types: &["System.IO.FileInfo", "System.IO.DirectoryInfo"],
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Items", position: Some(0), mandatory: false, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralItems", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Only what the provider's own filter passes: for files `*` and `?`.
        "Filter" filter: Option<String> { position: Some(1) },
        /// Only items of these names; wildcards are allowed.
        "Include" include: Vec<String> { wildcards: true },
        /// Not items of these names; wildcards are allowed.
        "Exclude" exclude: Vec<String> { wildcards: true },
        /// Inner folders too.
        "Recurse" recurse: bool { aliases: &["s", "r"] },
        /// How many levels of inner folders.
        "Depth" depth: Option<u32>,
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Sends names instead of objects.
        "Name" name: bool,
        /// Only items with these attributes: `,` is or, `+` is and, `!` is not.
        "Attributes" attributes: Option<String> { type_name: "FlagsExpression[FileAttributes]", provider: Some("FileSystem") },
        /// Goes through links to folders as well.
        "FollowSymlink" follow_symlink: bool { provider: Some("FileSystem") },
        /// Only folders.
        "Directory" directory: bool { aliases: &["ad"], provider: Some("FileSystem") },
        /// Only files.
        "File" file: bool { aliases: &["af"], provider: Some("FileSystem") },
        /// Only hidden items.
        "Hidden" hidden: bool { aliases: &["ah", "h"], provider: Some("FileSystem") },
        /// Only read-only items.
        "ReadOnly" read_only: bool { aliases: &["ar"], provider: Some("FileSystem") },
        /// Only system items, which Unix has not.
        "System" system: bool { aliases: &["as"], provider: Some("FileSystem") },
    }
    state { attributes_wanted: AttributeFilter, visited: HashSet<PathBuf> }
}

impl Cmdlet for GetChildItem {
    fn begin(&mut self, _context: &mut Context<'_>) -> Outcome {
        let mut wanted = AttributeFilter::parse(self.attributes.as_deref().unwrap_or_default())?;
        for (is_on, name, has) in [
            (self.directory, "Directory", true),
            (self.file, "Directory", false),
            (self.hidden, "Hidden", true),
            (self.read_only, "ReadOnly", true),
            (self.system, "System", true),
        ] {
            if is_on {
                wanted.require(name, has)?;
            }
        }
        self.attributes_wanted = wanted;
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let literal: Vec<_> = self.literal.iter().map(|text| (text.clone(), true)).collect();
        let paths = self.path.iter().map(|text| (text.clone(), false));
        let mut all: Vec<(String, bool)> = literal.into_iter().chain(paths).collect();
        if all.is_empty() {
            all.push((".".into(), true));
        }
        for (text, literal) in all {
            let listed = self.list(context, &text, literal);
            reported(context, listed)?;
        }
        Ok(())
    }
}

/// One listing: its filters, and what names are relative to.
struct Walk {
    filters: Filters,
    base: String,
}

impl GetChildItem {
    fn recurses(&self) -> bool {
        self.recurse || self.depth.is_some()
    }

    fn list(&mut self, context: &mut Context<'_>, text: &str, literal: bool) -> Outcome {
        let force = self.force || self.attributes_wanted.mentions_hidden();
        let mut filters = Filters {
            filter: self.filter.clone(),
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            force,
        };
        let mut text = text.to_string();
        if self.recurses() && !literal {
            text = self.leaf_as_include(context, &text, &mut filters)?;
        }
        let wild = !literal && operators::has_wildcard(&text);
        let for_paths = match self.recurses() {
            true => Filters { force, ..Filters::default() },
            false if wild => filters.clone(),
            false => Filters { filter: None, ..filters.clone() },
        };
        let found = provider::expand(context.engine, &text, literal, &for_paths)?;
        let levels = self.depth.unwrap_or(if self.recurse { u32::MAX } else { 0 });
        for at in found {
            if filters.filter.is_some() && !at.provider.capabilities().contains(&"Filter") {
                return Err(provider::faults::no_filter());
            }
            let is_container = at.provider.is_container(context.engine, &at.path)?;
            let base = match (&at, (wild && !self.recurses()) || !is_container) {
                (at, true) => at.parent().map(|parent| parent.path).unwrap_or_default(),
                (at, false) => at.path.clone(),
            };
            let walk = Walk { filters: filters.clone(), base };
            let inside = is_container && (!filters.is_empty() || !wild || self.recurses());
            if inside {
                self.visited.clear();
                self.visited.extend(std::fs::canonicalize(at.file()).ok());
                self.inside(context, &at, &walk, levels)?;
            } else if filters.takes(at.leaf()) {
                self.send_one(context, &at, &walk)?;
            }
        }
        Ok(())
    }

    /// With -Recurse the last part of a path that is no folder is looked for everywhere below.
    fn leaf_as_include(
        &self,
        context: &mut Context<'_>,
        text: &str,
        filters: &mut Filters,
    ) -> Outcome<String> {
        let plain = context.engine.parse_path(text)?;
        if text.ends_with(['/', '\\'])
            && plain.provider.exists(context.engine, &plain.path)?
            && !plain.provider.is_container(context.engine, &plain.path)?
        {
            // What ends like a folder is no name to be looked for everywhere.
            let message = format!("Cannot find path '{text}' because it does not exist.");
            let class = "System.Management.Automation.ItemNotFoundException";
            let target = Value::text(text);
            return Err(context.terminate(class, message, "ItemNotFound", Category::ObjectNotFound, target));
        }
        if !plain.provider.is_hierarchical()
            || (!operators::has_wildcard(text) && plain.provider.is_container(context.engine, &plain.path)?)
        {
            return Ok(text.to_string());
        }
        let (parent, leaf) = match text.rsplit_once(['/', '\\']) {
            Some(("", leaf)) => ("/", leaf),
            Some((parent, leaf)) => (parent, leaf),
            None => (".", text),
        };
        if leaf != "*" && filters.include.is_empty() {
            filters.include.push(leaf.to_string());
        }
        Ok(parent.to_string())
    }

    /// What is inside of a folder, then what is inside of its folders.
    fn inside(&mut self, context: &mut Context<'_>, at: &ProviderPath, walk: &Walk, levels: u32) -> Outcome {
        context.engine.check_stop()?;
        if !at.is_file_system() {
            return self.inside_other(context, at, walk, levels);
        }
        let options = ListOptions { force: walk.filters.force, filter: None };
        let Some(children) = reported(context, file_system::children(at, &options))? else { return Ok(()) };
        let manual = !walk.filters.is_empty();
        let mut folders = Vec::new();
        for child in children {
            if walk.filters.takes(&child.name)
                && file_system::passes(&child.name, walk.filters.filter.as_deref())
            {
                self.send(context, &child.path, walk, || child.value())?;
            }
            if levels > 0 && child.is_container && self.enters(context, &child)? {
                match manual {
                    true => self.inside(context, &child.path, walk, levels - 1)?,
                    false => folders.push(child.path),
                }
            }
        }
        folders.into_iter().try_for_each(|folder| self.inside(context, &folder, walk, levels - 1))
    }

    /// Links are followed only when asked, and then no folder is entered twice, by whatever path.
    fn enters(&mut self, context: &mut Context<'_>, child: &file_system::Child) -> Outcome<bool> {
        if !self.follow_symlink {
            return Ok(!child.is_link());
        }
        let Ok(target) = std::fs::canonicalize(child.path.file()) else { return Ok(false) };
        if !self.visited.insert(target) {
            context.warning(&format!("Skip already-visited directory {}.", child.path.path))?;
            return Ok(false);
        }
        Ok(true)
    }

    fn inside_other(
        &mut self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        walk: &Walk,
        levels: u32,
    ) -> Outcome {
        let names = at.provider.child_names(context.engine, &at.path, &walk.filters.list())?;
        for name in names {
            let child = at.child(&name);
            if walk.filters.takes(&name) {
                self.send_one(context, &child, walk)?;
            }
            if levels > 0 && child.provider.is_container(context.engine, &child.path)? {
                self.inside_other(context, &child, walk, levels - 1)?;
            }
        }
        Ok(())
    }

    fn send_one(&self, context: &mut Context<'_>, at: &ProviderPath, walk: &Walk) -> Outcome {
        let Some(item) = at.provider.item(context.engine, &at.path)? else { return Ok(()) };
        let is_container = at.provider.is_container(context.engine, &at.path)?;
        let noted = provider::noted(at, item, is_container);
        self.send(context, at, walk, || noted)
    }

    /// Sends an item, or its name, when its attributes fit.
    fn send(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        walk: &Walk,
        item: impl FnOnce() -> Value,
    ) -> Outcome {
        if self.name && self.attributes_wanted.is_empty() {
            return context.output(Value::text(relative(&at.path, &walk.base)));
        }
        let item = item();
        if !self.attributes_wanted.takes(&item) {
            return Ok(());
        }
        match self.name {
            true => context.output(Value::text(relative(&at.path, &walk.base))),
            false => context.output(item),
        }
    }
}

fn relative(path: &str, base: &str) -> String {
    path.strip_prefix(base).unwrap_or(path).trim_start_matches('/').to_string()
}
