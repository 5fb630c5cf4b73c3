//! Providers over named values of the session: environment, variables, functions, aliases.

use super::content::{ContentReader, ContentWriter, ReadOptions, WriteOptions};
use super::faults;
use super::item::noted;
use super::path::ProviderPath;
use super::provider::{CopyOptions, ListOptions, NewItemOptions, Provider, RemoveOptions};
use crate::engine::command::Context;
use crate::engine::error::{Category, Exception};
use crate::engine::operators;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

/// Named values: what the providers of the session differ in.
pub trait SessionStore: Clone + 'static {
    /// Name of the provider.
    fn name(&self) -> &'static str;

    /// All names, in any order.
    fn names(&self, engine: &mut Engine) -> Vec<String>;

    /// The item of a name as an object.
    fn item(&self, engine: &mut Engine, name: &str) -> Option<Value>;

    /// What the item holds: its content.
    fn value(&self, engine: &mut Engine, name: &str) -> Option<Value>;

    /// Makes or changes an item; `$null` clears it.
    fn set(&self, engine: &mut Engine, name: &str, value: Value, force: bool) -> Outcome;

    fn remove(&self, engine: &mut Engine, name: &str, force: bool) -> Outcome;

    /// Whether an item may get another name. Errors: it may not.
    fn may_rename(&self, _engine: &mut Engine, _name: &str, _force: bool) -> Outcome {
        Ok(())
    }
}

/// The provider over a store.
pub struct SessionProvider<S: SessionStore>(pub S);

impl<S: SessionStore> SessionProvider<S> {
    fn noted(&self, engine: &mut Engine, at: &ProviderPath) -> Vec<Value> {
        self.0.item(engine, &at.path).map(|item| noted(at, item, false)).into_iter().collect()
    }

    fn shown(engine: &mut Engine, value: &Value) -> Outcome<String> {
        convert::to_text(engine, value)
    }
}

fn already_exists(at: &ProviderPath) -> Box<crate::engine::Fault> {
    faults::argument(format!("The item at path '{}' already exists.", at.path), &at.path)
}

impl<S: SessionStore> Provider for SessionProvider<S> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn exists(&self, engine: &mut Engine, path: &str) -> Outcome<bool> {
        Ok(path.is_empty() || self.0.item(engine, path).is_some())
    }

    fn is_container(&self, _engine: &mut Engine, path: &str) -> Outcome<bool> {
        Ok(path.is_empty())
    }

    fn child_names(&self, engine: &mut Engine, path: &str, _options: &ListOptions) -> Outcome<Vec<String>> {
        if !path.is_empty() {
            return Ok(Vec::new());
        }
        let mut names = self.0.names(engine);
        names.sort_by(|a, b| operators::text_order(a, b, true));
        Ok(names)
    }

    fn item(&self, engine: &mut Engine, path: &str) -> Outcome<Option<Value>> {
        if !path.is_empty() {
            return Ok(self.0.item(engine, path));
        }
        let names = self.child_names(engine, path, &ListOptions::default())?;
        let items = names.iter().filter_map(|name| self.0.item(engine, name)).collect();
        Ok(Some(Value::array(items)))
    }

    fn set_item(&self, context: &mut Context<'_>, at: &ProviderPath, value: Value) -> Outcome<Vec<Value>> {
        let shown = Self::shown(context.engine, &value)?;
        if !context.should_process(&format!("Item: {} Value: {shown}", at.path), "Set Item")? {
            return Ok(Vec::new());
        }
        self.0.set(context.engine, &at.path, value, false)?;
        Ok(self.noted(context.engine, at))
    }

    fn clear_item(&self, context: &mut Context<'_>, at: &ProviderPath) -> Outcome<Vec<Value>> {
        if context.should_process(&format!("Item: {}", at.path), "Clear Item")? {
            self.0.set(context.engine, &at.path, Value::Null, false)?;
        }
        Ok(Vec::new())
    }

    fn new_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        options: &NewItemOptions,
    ) -> Outcome<Vec<Value>> {
        let value = options.value.clone().unwrap_or_default();
        if self.0.item(context.engine, &at.path).is_some() && !options.force {
            return Err(already_exists(at));
        }
        let shown = Self::shown(context.engine, &value)?;
        let kind = options.kind.as_deref().unwrap_or_default();
        let target = format!("Item: {} Type: {kind} Value: {shown}", at.path);
        if !context.should_process(&target, "New Item")? {
            return Ok(Vec::new());
        }
        self.0.set(context.engine, &at.path, value, options.force)?;
        Ok(self.noted(context.engine, at))
    }

    fn remove_item(&self, context: &mut Context<'_>, at: &ProviderPath, options: RemoveOptions) -> Outcome {
        if context.should_process(&format!("Item: {}", at.path), "Remove Item")? {
            self.0.remove(context.engine, &at.path, options.force)?;
        }
        Ok(())
    }

    fn rename_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        name: &str,
        force: bool,
    ) -> Outcome<Vec<Value>> {
        let new = at.with_path(name.to_string());
        if self.0.item(context.engine, name).is_some() && !force {
            return Err(already_exists(&new));
        }
        if !context.should_process(&format!("Item: {} NewName: {name}", at.path), "Rename Item")? {
            return Ok(Vec::new());
        }
        self.0.may_rename(context.engine, &at.path, force)?;
        let value = self.0.value(context.engine, &at.path).unwrap_or_default();
        self.0.remove(context.engine, &at.path, force)?;
        self.0.set(context.engine, name, value, force)?;
        Ok(self.noted(context.engine, &new))
    }

    fn copy_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        to: &ProviderPath,
        options: CopyOptions,
    ) -> Outcome<Vec<Value>> {
        let target = format!("Item: {} Destination: {}", at.path, to.path);
        if !context.should_process(&target, "Copy Item")? {
            return Ok(Vec::new());
        }
        let value = self.0.value(context.engine, &at.path).unwrap_or_default();
        self.0.set(context.engine, &to.path, value, options.force)?;
        Ok(self.noted(context.engine, to))
    }

    fn open_reader(
        &self,
        engine: &mut Engine,
        at: &ProviderPath,
        options: &ReadOptions,
    ) -> Outcome<Box<dyn ContentReader>> {
        if options.tail.is_some() {
            let message = "The Tail parameter currently is supported only for the FileSystem provider.";
            let exception = Exception::new("System.InvalidOperationException", message);
            let tail = options.tail.and_then(|tail| i32::try_from(tail).ok()).map_or(Value::Null, Value::Int);
            return Err(Fault::error(exception, "TailNotSupported", Category::InvalidOperation, tail));
        }
        Ok(Box::new(SessionReader(self.0.value(engine, &at.path))))
    }

    fn open_writer(
        &self,
        _engine: &mut Engine,
        at: &ProviderPath,
        _options: &WriteOptions,
    ) -> Outcome<Box<dyn ContentWriter>> {
        Ok(Box::new(SessionWriter { store: self.0.clone(), name: at.path.as_str().into() }))
    }

    fn clear_content(&self, _context: &mut Context<'_>, _at: &ProviderPath, _force: bool) -> Outcome {
        Err(faults::not_supported(
            "Cannot perform the ClearContent operation. The ClearContent operation is not supported by this provider.",
        ))
    }
}

/// Gives the value once.
struct SessionReader(Option<Value>);

impl ContentReader for SessionReader {
    /// A list gives its first element when one piece is asked for: that is what PowerShell does.
    fn read(&mut self, engine: &mut Engine, count: Option<usize>) -> Outcome<Vec<Value>> {
        let Some(value) = self.0.take() else { return Ok(Vec::new()) };
        let items = member::enumerate(engine, &value)?.unwrap_or_else(|| vec![value]);
        Ok(match count {
            Some(1) => items.into_iter().take(1).collect(),
            _ => items,
        })
    }
}

struct SessionWriter<S: SessionStore> {
    store: S,
    name: Rc<str>,
}

impl<S: SessionStore> ContentWriter for SessionWriter<S> {
    fn write(&mut self, engine: &mut Engine, items: &[Value]) -> Outcome {
        let value = match items {
            [one] => one.clone(),
            many => Value::array(many.to_vec()),
        };
        self.store.set(engine, &self.name, value, false)
    }

    fn close(&mut self, _engine: &mut Engine) -> Outcome {
        Ok(())
    }
}

/// The scope and the bare name of `script:name`; a name without a scope is looked for from the current one.
pub(super) fn qualified<'a>(
    engine: &Engine,
    name: &'a str,
) -> (std::rc::Rc<crate::engine::scope::Scope>, &'a str) {
    let current = engine.scope.clone();
    match name.split_once(':') {
        Some((scope, bare)) if scope.eq_ignore_ascii_case("global") => (engine.global.clone(), bare),
        Some((scope, bare)) if scope.eq_ignore_ascii_case("script") => (current.script(), bare),
        Some((scope, bare)) if ["local", "private"].iter().any(|known| scope.eq_ignore_ascii_case(known)) => {
            (current, bare)
        }
        _ => (current, name),
    }
}
