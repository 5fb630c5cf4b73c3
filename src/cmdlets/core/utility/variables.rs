//! What the variable commands share.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::scope::{Options, Scope, Slot, VariableCell, fold};
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};
use std::rc::Rc;

/// The scope that `-Scope` names: `Local`, `Script`, `Global` or a number of steps outwards.
pub(in crate::cmdlets::core) fn scope_of(
    context: &mut Context<'_>,
    name: Option<&str>,
) -> Outcome<Rc<Scope>> {
    let current = context.engine.scope.clone();
    let Some(written) = name else { return Ok(current) };
    match written.to_ascii_lowercase().as_str() {
        "local" | "private" => return Ok(current),
        "global" => return Ok(current.global()),
        "script" => return Ok(current.script()),
        _ => {}
    }
    let Ok(steps) = written.trim().parse::<i64>() else {
        return Err(context.terminate(
            "System.Management.Automation.PSArgumentException",
            format!("The scope name '{written}' is not recognized. (Parameter 'scopeID')"),
            "Argument",
            Category::InvalidArgument,
            Value::Null,
        ));
    };
    let found = usize::try_from(steps).ok().and_then(|steps| current.chain().nth(steps));
    found.ok_or_else(|| {
        context.terminate(
            "System.Management.Automation.PSArgumentOutOfRangeException",
            format!(
                "The scope number '{steps}' exceeds the number of active scopes. (Parameter 'Scope')\nActual value was {steps}."
            ),
            "ArgumentOutOfRange",
            Category::InvalidArgument,
            Value::Null,
        )
    })
}

/// Variables of scopes by a name or pattern; the innermost of a name hides the others.
pub(super) fn matching(
    scopes: &[Rc<Scope>],
    pattern: &str,
    include: &[String],
    exclude: &[String],
) -> Vec<(Rc<Scope>, Rc<str>, Slot)> {
    let any = |patterns: &[String], name: &str| patterns.iter().any(|one| operators::like(name, one, true));
    let mut found: Vec<(Rc<Scope>, Rc<str>, Slot)> = Vec::new();
    for scope in scopes {
        for (name, slot) in scope.variables() {
            let wanted = operators::like(&name, pattern, true)
                && (include.is_empty() || any(include, &name))
                && !any(exclude, &name)
                && !found.iter().any(|(_, known, _)| known.eq_ignore_ascii_case(&name));
            if wanted {
                found.push((scope.clone(), name, slot));
            }
        }
    }
    found
}

/// Whether a variable may not be written or removed.
pub(super) fn locked(slot: &Slot, force: bool) -> bool {
    match slot {
        Slot::Cell(cell) => {
            let options = cell.options.get();
            options.constant || (options.read_only && !force)
        }
        _ => false,
    }
}

/// Reports that no variable has a name; a pattern without matches is no error.
pub(super) fn not_found(context: &mut Context<'_>, pattern: &str) -> Outcome {
    if operators::has_wildcard(pattern) {
        return Ok(());
    }
    context.fail(
        "System.Management.Automation.ItemNotFoundException",
        format!("Cannot find a variable with the name '{pattern}'."),
        "VariableNotFound",
        Category::ObjectNotFound,
        Value::text(pattern),
    )
}

pub(super) fn not_writable(context: &mut Context<'_>, name: &str) -> Outcome {
    context.fail(
        "System.Management.Automation.SessionStateUnauthorizedAccessException",
        format!("Cannot overwrite variable {name} because it is read-only or constant."),
        "VariableNotWritable",
        Category::WriteError,
        Value::text(name),
    )
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
                /// Names to take.
                "Include" include: Vec<String>,
                /// Names to leave out.
                "Exclude" exclude: Vec<String>,
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
            state { values: Vec<Value>, has_value: bool }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                if context.bound("Value") {
                    self.has_value = true;
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
                let how = Setting {
                    value,
                    has_value: self.has_value,
                    option: self.option.clone(),
                    description: self.description.clone(),
                    force: self.force,
                    new: $new,
                };
                let scope = scope_of(context, self.scope.as_deref())?;
                for pattern in self.name.clone() {
                    for name in names(&scope, &pattern, $new, (&self.include, &self.exclude)) {
                        if set(context, &scope, &name, &how)? && self.pass_thru {
                            let slot = scope.place(&crate::engine::scope::fold(&name));
                            context.output(variable::of(&name, &slot))?;
                        }
                    }
                }
                Ok(())
            }
        }
    };
}

pub(super) use variable_setter;

/// What a setting command gives a variable.
pub(super) struct Setting {
    pub(super) value: Value,
    pub(super) has_value: bool,
    pub(super) option: Option<String>,
    pub(super) description: Option<String>,
    pub(super) force: bool,
    pub(super) new: bool,
}

/// The names that a pattern means to a setting command: those that are there, or the name itself.
pub(super) fn names(
    scope: &Rc<Scope>,
    pattern: &str,
    new: bool,
    filters: (&[String], &[String]),
) -> Vec<Rc<str>> {
    if new || !operators::has_wildcard(pattern) {
        return vec![pattern.into()];
    }
    let scopes = [scope.clone()];
    matching(&scopes, pattern, filters.0, filters.1).into_iter().map(|(_, name, _)| name).collect()
}

/// Sets one variable; false when it was left alone.
pub(super) fn set(context: &mut Context<'_>, scope: &Rc<Scope>, name: &str, how: &Setting) -> Outcome<bool> {
    let shown = crate::engine::convert::display(&how.value);
    let action = if how.new { "New variable" } else { "Set variable" };
    if !context.should_process(&format!("Name: {name} Value: {shown}"), action)? {
        return Ok(false);
    }
    let folded = fold(name);
    let existing = scope.place(&folded);
    if how.new && !how.force && !matches!(existing, Slot::Unset) {
        already_there(context, name)?;
        return Ok(false);
    }
    if locked(&existing, how.force) {
        not_writable(context, name)?;
        return Ok(false);
    }
    let options = how.option.as_deref().map(parse_options);
    if options.is_some_and(|options| options.constant) && !matches!(existing, Slot::Unset) && !how.new {
        never_constant(context, name)?;
        return Ok(false);
    }
    if options.is_none() && how.description.is_none() {
        write_value(context, scope, name, &existing, how)?;
        return Ok(true);
    }
    let value = match &existing {
        _ if how.has_value || how.new => how.value.clone(),
        Slot::Plain(value) => value.clone(),
        Slot::Cell(cell) => cell.value.borrow().clone(),
        Slot::Unset => Value::Null,
    };
    let cell = VariableCell::new(value);
    if let Slot::Cell(known) = &existing {
        *cell.constraints.borrow_mut() = known.constraints.borrow().clone();
        cell.options.set(known.options.get());
        *cell.description.borrow_mut() = known.description.borrow().clone();
    }
    if let Some(options) = options {
        cell.options.set(options);
    }
    if let Some(description) = &how.description {
        *cell.description.borrow_mut() = description.clone();
    }
    scope.put(name, Slot::Cell(Rc::new(cell)));
    Ok(true)
}

/// Writes the value alone; `-Force` writes a read-only variable and leaves it read-only.
fn write_value(
    context: &mut Context<'_>,
    scope: &Rc<Scope>,
    name: &str,
    existing: &Slot,
    how: &Setting,
) -> Outcome {
    if let Slot::Cell(cell) = existing
        && how.force
        && cell.options.get().read_only
    {
        *cell.value.borrow_mut() = how.value.clone();
        return Ok(());
    }
    context.engine.assign_variable(scope, name, how.value.clone())
}

fn parse_options(text: &str) -> Options {
    let text = text.to_ascii_lowercase();
    Options {
        read_only: text.contains("readonly"),
        constant: text.contains("constant"),
        private: text.contains("private"),
        all_scope: text.contains("allscope"),
    }
}

fn already_there(context: &mut Context<'_>, name: &str) -> Outcome {
    context.fail(
        "System.Management.Automation.SessionStateException",
        format!("A variable with name '{name}' already exists."),
        "VariableAlreadyExists",
        Category::ResourceExists,
        Value::text(name),
    )
}

fn never_constant(context: &mut Context<'_>, name: &str) -> Outcome {
    context.fail(
        "System.Management.Automation.SessionStateUnauthorizedAccessException",
        format!(
            "Existing variable {name} cannot be made constant. Variables can be made constant only at creation time."
        ),
        "VariableCannotBeMadeConstant",
        Category::WriteError,
        Value::text(name),
    )
}
