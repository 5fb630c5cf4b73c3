//! `PSCommand`: the commands of a `[powershell]`, to be read, added to and cleared; one of its own can be given to a
//! `[powershell]` later.

use super::power_shell::{self, CommandSpec, own};
use super::record::{self, record_class};
use super::table::{methods, properties};
use super::{Class, arguments, list, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;

/// The `[powershell]` whose commands it shows: one that nothing else knows when a script made it alone.
#[derive(Debug)]
struct Commands(Value);

impl Native for Commands {
    fn class(&self) -> &'static Class {
        &COMMANDS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

record_class!(COMMAND "System.Management.Automation.Runspaces.Command" ["CommandText", "IsScript", "UseLocalScope", "Parameters", "IsEndOfStatement"]);
record_class!(PARAMETER "System.Management.Automation.Runspaces.CommandParameter" ["Name", "Value"]);

/// The commands of a `[powershell]`.
pub(super) fn of_shell(shell: &Value) -> Value {
    Value::native(Commands(shell.clone()))
}

/// Gives a `[powershell]` the commands of a `PSCommand` as they are now. Errors: the value is none.
pub(super) fn replace(shell: &Value, commands: &Value) -> Outcome {
    let found = statements(commands)?;
    *own(shell)?.statements.borrow_mut() = found;
    Ok(())
}

fn shell(this: &Value) -> Outcome<&Value> {
    this.as_native::<Commands>().map(|commands| &commands.0).ok_or_else(arguments::no_overload)
}

fn statements(this: &Value) -> Outcome<Vec<Vec<CommandSpec>>> {
    Ok(own(shell(this)?)?.statements.borrow().clone())
}

/// The text of the commands of a `PSCommand`, or of what is given instead of one.
pub(super) fn text(engine: &mut Engine, value: &Value) -> Outcome<String> {
    if value.as_native::<Commands>().is_none() {
        return convert::to_text(engine, value);
    }
    let mut lines = Vec::new();
    for statement in statements(value)? {
        let parts: Vec<String> = statement.iter().map(|spec| convert::display(&spec.text)).collect();
        lines.push(parts.join(" | "));
    }
    Ok(lines.join("\n").trim_end_matches('\n').to_string())
}

fn command_list(this: &Value) -> Outcome<Value> {
    let mut found = Vec::new();
    for statement in statements(this)? {
        let last = statement.len().saturating_sub(1);
        found.extend(statement.iter().enumerate().map(|(index, spec)| shown(spec, index == last)));
    }
    Ok(list::collection(found))
}

/// A command as scripts see it.
fn shown(spec: &CommandSpec, ends: bool) -> Value {
    let parameters = spec.parameters.iter().map(|(name, value)| {
        let name = name.as_deref().map_or(Value::Null, Value::from);
        record::made(&PARAMETER, "", [("Name", name), ("Value", value.clone().unwrap_or_default())])
    });
    let parameters = list::collection(parameters.collect());
    record::made(
        &COMMAND,
        convert::display(&spec.text),
        [
            ("CommandText", spec.text.clone()),
            ("IsScript", Value::Bool(spec.is_script)),
            ("UseLocalScope", Value::Bool(spec.local_scope)),
            ("Parameters", parameters),
            ("IsEndOfStatement", Value::Bool(ends)),
        ],
    )
}

fn add(this: &Value, args: &[Value], is_script: bool) -> Outcome<Value> {
    power_shell::add(shell(this)?, power_shell::add_text(args, is_script)?)?;
    Ok(this.clone())
}

fn add_parameter(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    power_shell::add_parameter(shell(this)?, Some(name), args.get(1).cloned())?;
    Ok(this.clone())
}

/// A copy that changes on its own.
fn cloned(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let copy = of_shell(&power_shell::made(None, false));
    replace(shell(&copy)?, this)?;
    Ok(copy)
}

static COMMANDS: Class = Class {
    name: "System.Management.Automation.PSCommand",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.Runspaces.CommandCollection" Commands => |_, this| command_list(this);
    },
    methods: methods! {
        Clear "void Clear()" => |_, this, _| {
            *own(shell(this)?)?.statements.borrow_mut() = vec![Vec::new()];
            Ok(Value::Empty)
        };
        Clone "pscommand Clone()" => cloned;
        AddScript "pscommand AddScript(string script)" "pscommand AddScript(string script, bool useLocalScope)" => |_, this, args| add(this, args, true);
        AddStatement "pscommand AddStatement()" => |_, this, _| {
            own(shell(this)?)?.statements.borrow_mut().push(Vec::new());
            Ok(this.clone())
        };
        AddCommand "pscommand AddCommand(string command)" "pscommand AddCommand(string cmdlet, bool useLocalScope)" => |_, this, args| add(this, args, false);
        AddParameter "pscommand AddParameter(string parameterName, System.Object value)" "pscommand AddParameter(string parameterName)" => add_parameter;
        AddArgument "pscommand AddArgument(System.Object value)" => |_, this, args| {
            power_shell::add_parameter(shell(this)?, None, Some(args.first().cloned().unwrap_or_default()))?;
            Ok(this.clone())
        };
    },
    construct: Some(|_, _| Ok(of_shell(&power_shell::made(None, false)))),
    constructors: &["System.Management.Automation.PSCommand new()"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&COMMANDS, &COMMAND, &PARAMETER];
