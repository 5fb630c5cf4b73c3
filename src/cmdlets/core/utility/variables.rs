//! What the variable commands share.

use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::scope::{Scope, Slot, VariableCell};
use crate::engine::value::Value;
use std::rc::Rc;

/// The scope that `-Scope` names: `Local`, `Script`, `Global` or a number of steps outwards.
pub(in crate::cmdlets::core) fn scope_of(
    context: &mut Context<'_>,
    name: Option<&str>,
) -> Outcome<Rc<Scope>> {
    let current = context.engine.scope.clone();
    match name.map(str::to_ascii_lowercase).as_deref() {
        None | Some("local") | Some("private") => Ok(current),
        Some("global") => Ok(current.global()),
        Some("script") => Ok(current.script()),
        Some(number) => {
            let steps: Option<usize> = number.parse().ok();
            match steps.and_then(|steps| current.chain().nth(steps)) {
                Some(scope) => Ok(scope),
                None => {
                    let message = format!(
                        "The scope number '{number}' exceeds the number of active scopes (Parameter 'scopeID')"
                    );
                    Err(context.terminate(
                        "System.Management.Automation.PSArgumentOutOfRangeException",
                        message,
                        "ArgumentOutOfRange",
                        Category::InvalidArgument,
                        Value::text(number),
                    ))
                }
            }
        }
    }
}

macro_rules! variable_setter {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $aliases:expr, $class:literal, $new:literal) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type { aliases: $aliases, class: $class, should_process: Some(Impact::Medium) }
            parameters {
                /// Names of the variables.
                "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName },
                /// The value.
                "Value" value: Option<Value> { position: Some(1), pipe: Pipe::Both, validate: &[Validation::AllowNull] },
                /// What it is for.
                "Description" description: Option<String>,
                /// Read-only, constant or private.
                "Option" option: Option<String>,
                /// Which scope.
                "Scope" scope: Option<String>,
                /// Accepted; all variables are public here.
                "Visibility" visibility: Option<String>,
                /// Sets read-only variables too.
                "Force" force: bool,
                /// Sends the variable on.
                "PassThru" pass_thru: bool,
            }
            state { values: Vec<Value> }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                if context.bound("Value") || self.value.is_some() {
                    self.values.push(self.value.clone().unwrap_or_default());
                }
                Ok(())
            }

            fn end(&mut self, context: &mut Context<'_>) -> Outcome {
                let value = match self.values.len() {
                    0 => Value::Null,
                    1 => self.values.pop().unwrap_or_default(),
                    _ => Value::array(std::mem::take(&mut self.values)),
                };
                for name in self.name.clone() {
                    let how = Setting { value: value.clone(), option: self.option.clone(), description: self.description.clone(), force: self.force, new: $new };
                    if !context.should_process(&format!("Name: {name} Value: {}", convert::display(&value)), if $new { "New variable" } else { "Set variable" })? {
                        continue;
                    }
                    let scope = scope_of(context, self.scope.as_deref())?;
                    set(context, &scope, &name, how)?;
                    if self.pass_thru {
                        let slot = scope.place(&name.to_lowercase());
                        context.output(variable::of(&name, &slot))?;
                    }
                }
                Ok(())
            }
        }
    };
}

pub(super) use variable_setter;

pub(super) struct Setting {
    pub(super) value: Value,
    pub(super) option: Option<String>,
    pub(super) description: Option<String>,
    pub(super) force: bool,
    pub(super) new: bool,
}

pub(super) fn set(context: &mut Context<'_>, scope: &Rc<Scope>, name: &str, how: Setting) -> Outcome {
    let folded = crate::engine::scope::fold(name);
    let existing = scope.place(&folded);
    if how.new && !how.force && !matches!(existing, Slot::Unset) {
        let message = format!("A variable with name '{name}' already exists.");
        return context.fail(
            "System.Management.Automation.SessionStateException",
            message,
            "VariableAlreadyExists",
            Category::ResourceExists,
            Value::text(name),
        );
    }
    if let Slot::Cell(cell) = &existing {
        let options = cell.options.get();
        if options.constant || (options.read_only && !how.force) {
            let message = format!("Cannot overwrite variable {name} because it is read-only or constant.");
            return context.fail(
                "System.Management.Automation.SessionStateUnauthorizedAccessException",
                message,
                "VariableNotWritable",
                Category::WriteError,
                Value::text(name),
            );
        }
    }
    if how.option.is_none() && how.description.is_none() {
        if how.force {
            scope.remove(&folded);
        }
        return context.engine.assign_variable(scope, name, how.value);
    }
    let cell = VariableCell::new(how.value);
    let option = how.option.unwrap_or_default().to_ascii_lowercase();
    let mut options = cell.options.get();
    options.read_only = option.contains("readonly");
    options.constant = option.contains("constant");
    options.private = option.contains("private");
    options.all_scope = option.contains("allscope");
    cell.options.set(options);
    *cell.description.borrow_mut() = how.description.unwrap_or_default();
    scope.put(name, Slot::Cell(Rc::new(cell)));
    Ok(())
}
