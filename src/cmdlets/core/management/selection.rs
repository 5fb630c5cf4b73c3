//! Which items a command works on: paths, wildcards, filters.

use crate::engine::command::Context;
use crate::engine::operators;
use crate::engine::provider::{self, Filters, Provider, ProviderPath, faults, reported};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

crate::parameter_group! {
    /// Paths that a command takes from its pipeline as values.
    PipedPath {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
    }
}

crate::parameter_group! {
    /// Paths of a command whose pipeline brings something else as values.
    NamedPath {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::ByName }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
    }
}

crate::parameter_group! {
    /// What narrows the items that a path names.
    ItemFilters {
        /// Only what the provider's own filter passes: for files `*` and `?`.
        "Filter" filter: Option<String>,
        /// Only items of these names; wildcards are allowed.
        "Include" include: Vec<String> { wildcards: true },
        /// Not items of these names; wildcards are allowed.
        "Exclude" exclude: Vec<String> { wildcards: true },
    }
}

impl PipedPath {
    pub fn selection<'a>(&'a self, filters: Filters, credential: Option<&'a Value>) -> Selection<'a> {
        Selection { path: &self.path, literal: &self.literal, filters, credential }
    }
}

impl NamedPath {
    pub fn selection<'a>(&'a self, filters: Filters, credential: Option<&'a Value>) -> Selection<'a> {
        Selection { path: &self.path, literal: &self.literal, filters, credential }
    }
}

impl ItemFilters {
    /// As the provider takes them; `force`: hidden and read-only items too.
    pub fn with(&self, force: bool) -> Filters {
        Filters {
            filter: self.filter.clone(),
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            force,
        }
    }
}

/// The paths of one command with their filters.
pub struct Selection<'a> {
    pub path: &'a [String],
    pub literal: &'a [String],
    pub filters: Filters,
    pub credential: Option<&'a Value>,
}

impl Selection<'_> {
    /// The items that exist; what is missing is reported.
    pub fn items(&self, context: &mut Context<'_>) -> Outcome<Vec<ProviderPath>> {
        self.resolve(context, false)
    }

    /// As [`Selection::items`], with paths of items that are yet to be made.
    pub fn targets(&self, context: &mut Context<'_>) -> Outcome<Vec<ProviderPath>> {
        self.resolve(context, true)
    }

    /// Reports for each item that its provider's properties are fixed.
    pub fn refuse_properties(&self, context: &mut Context<'_>) -> Outcome {
        for _ in self.items(context)? {
            reported(context, Err::<(), _>(faults::no_dynamic_property()))?;
        }
        Ok(())
    }

    fn resolve(&self, context: &mut Context<'_>, new_too: bool) -> Outcome<Vec<ProviderPath>> {
        let mut all = Vec::new();
        let literal = self.literal.iter().map(|text| (text, true));
        for (text, literal) in literal.chain(self.path.iter().map(|text| (text, false))) {
            let found = self.one(context.engine, text, literal, new_too);
            all.extend(reported(context, found)?.unwrap_or_default());
        }
        Ok(all)
    }

    fn one(
        &self,
        engine: &mut Engine,
        text: &str,
        literal: bool,
        new_too: bool,
    ) -> Outcome<Vec<ProviderPath>> {
        let found = match new_too && (literal || !operators::has_wildcard(text)) {
            true => {
                let plain = if literal { text.to_string() } else { provider::unescape(text) };
                vec![engine.parse_path(&plain)?]
            }
            false => provider::expand(engine, text, literal, &self.filters)?,
        };
        if let Some(first) = found.first() {
            refuse_credential(self.credential, first.provider.as_ref())?;
        }
        Ok(found)
    }
}

/// No provider of a session takes another user.
pub fn refuse_credential(credential: Option<&Value>, provider: &dyn Provider) -> Outcome {
    match credential {
        Some(value) if !value.is_null() => {
            Err(faults::no_credential(provider.name() == provider::file_system::NAME))
        }
        _ => Ok(()),
    }
}

/// Where an item is copied or moved to: the current location when nothing is said. Errors: a pattern that
/// names more than one place, another provider.
pub fn destination(
    context: &mut Context<'_>,
    at: &ProviderPath,
    text: Option<&str>,
) -> Outcome<ProviderPath> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(context.engine.current_location());
    };
    let to = match operators::has_wildcard(text) {
        true => {
            let mut found = provider::expand(context.engine, text, false, &Filters::default())?;
            match (found.pop(), found.is_empty()) {
                (Some(one), true) => one,
                (Some(_), false) => {
                    let message = "Cannot move the item because the destination resolved to multiple paths. Specify a destination path that resolves to a single destination and try again. (Parameter 'destination')";
                    return Err(faults::argument(message, text));
                }
                (None, _) => context.engine.parse_path(&provider::unescape(text))?,
            }
        }
        false => context.engine.parse_path(&provider::unescape(text))?,
    };
    if to.provider.name() != at.provider.name() {
        let message = "Source and destination path did not resolve to the same provider. (Parameter 'path')";
        return Err(faults::argument(message, text));
    }
    Ok(to)
}
