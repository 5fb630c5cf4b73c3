//! What the variable commands share.

use crate::engine::command::{Context, FromValue};
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::scope::{Options, Scope, Slot, VariableCell, fold};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators, types};
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
    for (steps, scope) in scopes.iter().enumerate() {
        for (name, slot) in scope.variables() {
            let wanted = operators::like(&name, pattern, true)
                && (steps == 0 || !is_private(&slot))
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

/// Whether only the scope of a variable sees it.
fn is_private(slot: &Slot) -> bool {
    matches!(slot, Slot::Cell(cell) if cell.options.get().private)
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
    let message = format!("Cannot find a variable with the name '{pattern}'.");
    let exception = Exception::item_not_found(message, pattern);
    context.error(ErrorRecord::new(
        exception,
        "VariableNotFound",
        Category::ObjectNotFound,
        Value::text(pattern),
    ))
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

fn is_in_all_scopes(slot: &Slot) -> bool {
    matches!(slot, Slot::Cell(cell) if cell.options.get().all_scope)
}

/// What a setting command gives a variable.
pub(super) struct Setting {
    pub(super) value: Value,
    pub(super) has_value: bool,
    pub(super) option: Option<OptionSet>,
    pub(super) description: Option<String>,
    pub(super) force: bool,
    pub(super) new: bool,
    /// `-Scope private`: the scope at hand, and no other sees the variable.
    pub(super) private: bool,
}

impl Setting {
    /// The options that the variable gets; `None` leaves them.
    fn options(&self) -> Option<Options> {
        let given = self.option.map(|set| set.0);
        match self.private {
            true => Some(Options { private: true, ..given.unwrap_or_default() }),
            false => given,
        }
    }
}

/// What `-Scope` says beside the scope.
pub(super) fn is_private_scope(scope: Option<&str>) -> bool {
    scope.is_some_and(|scope| scope.eq_ignore_ascii_case("private"))
}

/// The names that a pattern means to a setting command: those that are there, or the name itself.
pub(super) fn names(
    scope: &Rc<Scope>,
    pattern: &str,
    new: bool,
    filters: (&[String], &[String]),
) -> Vec<Rc<str>> {
    if new || !operators::has_wildcard(pattern) {
        let any = |patterns: &[String]| patterns.iter().any(|one| operators::like(pattern, one, true));
        let is_wanted = (filters.0.is_empty() || any(filters.0)) && !any(filters.1);
        return if is_wanted { vec![pattern.into()] } else { Vec::new() };
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
    let options = how.options();
    if options.is_some_and(|options| options.constant) && !matches!(existing, Slot::Unset) && !how.new {
        never_constant(context, name)?;
        return Ok(false);
    }
    if let (Some(options), Slot::Cell(known)) = (options, &existing)
        && known.options.get().all_scope
        && !options.all_scope
    {
        if how.force {
            // What may be taken away is gone before the rest is refused.
            known.options.set(Options { read_only: false, ..known.options.get() });
        }
        always_in_all_scopes(context, name)?;
        return Ok(false);
    }
    if options.is_none() && how.description.is_none() {
        if how.new && how.force && !is_in_all_scopes(&existing) {
            // A new variable in the place of another has nothing of its options.
            scope.put(name, Slot::Plain(how.value.clone()));
            return Ok(true);
        }
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
    if let Slot::Cell(known) = &existing
        && !how.new
    {
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

/// `ScopedItemOptions` as an argument: names, in one text or several, or a number.
#[derive(Clone, Copy, Default)]
pub(super) struct OptionSet(pub(super) Options);

impl FromValue for OptionSet {
    const TYPE_NAME: &'static str = "System.Management.Automation.ScopedItemOptions";

    fn unbound() -> Self {
        OptionSet::default()
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        let value = match member::enumerate(engine, &value)? {
            Some(items) => Value::text(items.iter().map(convert::display).collect::<Vec<_>>().join(", ")),
            None => value,
        };
        let bits = match convert::to_type(engine, value, &types::named(Self::TYPE_NAME))? {
            Value::Enum(value) => value.number,
            _ => 0,
        };
        Ok(OptionSet(Options {
            read_only: bits & 1 != 0,
            constant: bits & 2 != 0,
            private: bits & 4 != 0,
            all_scope: bits & 8 != 0,
        }))
    }
}

/// What came for `-Value`: one object as it is, several as an array.
pub(super) fn one_value(mut values: Vec<Value>) -> Value {
    match values.len() {
        0 => Value::Null,
        1 => values.pop().unwrap_or_default(),
        _ => Value::array(values),
    }
}

fn always_in_all_scopes(context: &mut Context<'_>, name: &str) -> Outcome {
    context.fail(
        "System.Management.Automation.SessionStateUnauthorizedAccessException",
        format!("The AllScope option cannot be removed from the variable '{name}'."),
        "VariableAllScopeOptionCannotBeRemoved",
        Category::WriteError,
        Value::text(name),
    )
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
