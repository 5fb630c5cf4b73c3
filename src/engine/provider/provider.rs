//! What a provider can do. Every operation has a default that says it is not supported.

use super::content::{ContentReader, ContentWriter, ReadOptions, WriteOptions};
use super::faults::unsupported;
use super::path::ProviderPath;
use crate::engine::command::Context;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// What `New-Item` makes.
#[derive(Clone, Debug, Default)]
pub struct NewItemOptions {
    pub kind: Option<String>,
    pub value: Option<Value>,
    pub force: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct RemoveOptions {
    pub recurse: bool,
    pub force: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct CopyOptions {
    pub recurse: bool,
    /// Folders are copied as folders.
    pub container: bool,
    pub force: bool,
}

#[derive(Clone, Debug, Default)]
pub struct ListOptions {
    /// Hidden items too.
    pub force: bool,
    /// The provider's own filter (`-Filter`).
    pub filter: Option<String>,
}

/// A kind of store that drives show. Methods get paths of the provider itself, without drive or provider
/// name. Those that change something take the running command, for `-WhatIf`, `-Confirm` and its errors.
/// An `Err` ends the work on one item: commands report it and go on.
#[expect(unused_variables, reason = "defaults refuse whatever they get")]
pub trait Provider {
    /// As `Get-PSProvider` shows it: `FileSystem`.
    fn name(&self) -> &'static str;

    /// The module in front of the name in provider-qualified paths.
    fn module(&self) -> &'static str {
        "Microsoft.PowerShell.Core"
    }

    /// Names of `ProviderCapabilities`.
    fn capabilities(&self) -> &'static [&'static str] {
        &["ShouldProcess"]
    }

    /// Whether items can be inside of items.
    fn is_hierarchical(&self) -> bool {
        false
    }

    /// What `~` stands for.
    fn home(&self, engine: &Engine) -> Option<String> {
        None
    }

    /// The name of the folder that a drive may be rooted at; an `Err` refuses it.
    fn check_root(&self, engine: &mut Engine, root: &str) -> Outcome<String> {
        Ok(root.to_string())
    }

    fn exists(&self, engine: &mut Engine, path: &str) -> Outcome<bool>;

    fn is_container(&self, engine: &mut Engine, path: &str) -> Outcome<bool>;

    /// Names of what is inside, in the order of a listing.
    fn child_names(&self, engine: &mut Engine, path: &str, options: &ListOptions) -> Outcome<Vec<String>>;

    /// The item itself; `None` when there is none.
    fn item(&self, engine: &mut Engine, path: &str) -> Outcome<Option<Value>>;

    fn set_item(&self, context: &mut Context<'_>, at: &ProviderPath, value: Value) -> Outcome<Vec<Value>> {
        Err(unsupported())
    }

    fn clear_item(&self, context: &mut Context<'_>, at: &ProviderPath) -> Outcome<Vec<Value>> {
        Err(unsupported())
    }

    fn new_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        options: &NewItemOptions,
    ) -> Outcome<Vec<Value>> {
        Err(unsupported())
    }

    fn remove_item(&self, context: &mut Context<'_>, at: &ProviderPath, options: RemoveOptions) -> Outcome {
        Err(unsupported())
    }

    fn rename_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        name: &str,
        force: bool,
    ) -> Outcome<Vec<Value>> {
        Err(unsupported())
    }

    fn copy_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        to: &ProviderPath,
        options: CopyOptions,
    ) -> Outcome<Vec<Value>> {
        Err(unsupported())
    }

    fn move_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        to: &ProviderPath,
        force: bool,
    ) -> Outcome<Vec<Value>> {
        Err(super::faults::not_supported(
            "The NavigationCmdletProvider methods are not supported by this provider.",
        ))
    }

    fn invoke_item(&self, context: &mut Context<'_>, at: &ProviderPath) -> Outcome {
        Err(unsupported())
    }

    fn open_reader(
        &self,
        engine: &mut Engine,
        at: &ProviderPath,
        options: &ReadOptions,
    ) -> Outcome<Box<dyn ContentReader>> {
        Err(super::faults::no_content())
    }

    fn open_writer(
        &self,
        engine: &mut Engine,
        at: &ProviderPath,
        options: &WriteOptions,
    ) -> Outcome<Box<dyn ContentWriter>> {
        Err(super::faults::no_content())
    }

    fn clear_content(&self, context: &mut Context<'_>, at: &ProviderPath, force: bool) -> Outcome {
        Err(super::faults::no_content())
    }

    /// `Get-ItemProperty`: an object with these properties (all when none are named).
    fn property(&self, engine: &mut Engine, at: &ProviderPath, names: &[String]) -> Outcome<Value> {
        Err(super::faults::no_property())
    }

    fn set_property(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        name: &str,
        value: Value,
    ) -> Outcome<Vec<Value>> {
        Err(super::faults::no_property())
    }

    fn clear_property(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        name: &str,
    ) -> Outcome<Vec<Value>> {
        Err(super::faults::no_property())
    }
}
