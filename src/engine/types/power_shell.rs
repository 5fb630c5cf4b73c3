//! `[powershell]`: commands and scripts that run in a runspace, at once or on another thread.

use super::record::{self, record_class};
use super::table::{methods, properties, statics};
use super::{
    Class, Property, Type, arguments, array, collection, enumeration, list, object, power_shell_run,
    ps_command,
};
use crate::engine::background::{Records, Shared};
use crate::engine::object::{Native, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use crate::language::ast::Stream;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// One command of a pipeline.
#[derive(Clone, Debug)]
pub(super) struct CommandSpec {
    /// The text of a script, or the name of a command.
    pub text: Value,
    pub is_script: bool,
    pub local_scope: bool,
    /// Name and value; an argument has no name, a switch no value.
    pub parameters: Vec<(Option<String>, Option<Value>)>,
}

/// An invocation on another thread.
pub(super) struct Running {
    pub shared: Arc<Shared>,
    pub output: Value,
}

/// `System.Management.Automation.PowerShell`
pub(super) struct PowerShell {
    pub statements: RefCell<Vec<Vec<CommandSpec>>>,
    pub runspace: RefCell<Option<Value>>,
    /// Runs in the runspace that made it.
    pub is_current: bool,
    pub records: Records,
    pub had_errors: Cell<bool>,
    /// `PSInvocationState`
    pub state: Cell<i64>,
    pub reason: RefCell<Value>,
    pub running: RefCell<Option<Running>>,
    /// `InstanceId`
    pub instance: String,
}

impl std::fmt::Debug for PowerShell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("powershell")
    }
}

impl Native for PowerShell {
    fn class(&self) -> &'static Class {
        &POWER_SHELL
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

pub(super) fn own(this: &Value) -> Outcome<&PowerShell> {
    this.as_native::<PowerShell>().ok_or_else(arguments::no_overload)
}

/// A `PSDataCollection[psobject]`.
pub fn data_collection(items: Vec<Value>) -> Value {
    let element = super::named("System.Management.Automation.PSObject");
    list::made(Rc::new(Type::Generic { of: &DATA_COLLECTION, arguments: vec![element] }), items)
}

fn create(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    if args.first().is_some_and(Value::is_null) {
        let message = "Value cannot be null. (Parameter 'runspace')";
        return Err(arguments::throw("System.Management.Automation.PSArgumentNullException", message));
    }
    let runspace = args.iter().find(|value| value.as_native::<super::runspace::RunspaceObject>().is_some());
    let runspace = match args.iter().any(super::initial_session_state::is) {
        true => {
            let made = super::runspace::made(engine, false);
            super::initial_session_state::apply(engine, &made, args)?;
            Some(made)
        }
        false => runspace.cloned(),
    };
    let is_current = match args.first() {
        Some(mode) if runspace.is_none() => {
            convert::to_text(engine, mode)?.eq_ignore_ascii_case("CurrentRunspace")
        }
        _ => false,
    };
    Ok(made(runspace, is_current))
}

/// A `[powershell]` without commands.
pub(super) fn made(runspace: Option<Value>, is_current: bool) -> Value {
    Value::native(PowerShell {
        statements: RefCell::new(vec![Vec::new()]),
        runspace: RefCell::new(runspace),
        is_current,
        records: Records::default(),
        had_errors: Cell::new(false),
        state: Cell::new(0),
        reason: RefCell::default(),
        running: RefCell::default(),
        instance: uuid::Uuid::new_v4().to_string(),
    })
}

pub(super) fn add(this: &Value, spec: CommandSpec) -> Outcome<Value> {
    let mut statements = own(this)?.statements.borrow_mut();
    match statements.last_mut() {
        Some(last) => last.push(spec),
        None => statements.push(vec![spec]),
    }
    drop(statements);
    Ok(this.clone())
}

/// Scripts run in the runspace's own scope unless they are told otherwise; commands in one of theirs.
pub(super) fn add_text(args: &[Value], is_script: bool) -> Outcome<CommandSpec> {
    let local_scope = args.get(1).map_or(!is_script, convert::to_bool);
    let text = arguments::any(args, 0)?.clone();
    Ok(CommandSpec { text, is_script, local_scope, parameters: Vec::new() })
}

pub(super) fn add_parameter(this: &Value, name: Option<String>, value: Option<Value>) -> Outcome<Value> {
    let mut statements = own(this)?.statements.borrow_mut();
    let Some(command) = statements.last_mut().and_then(|statement| statement.last_mut()) else {
        return Err(arguments::throw(
            "System.Management.Automation.PSInvalidOperationException",
            "A command is required to add a parameter. A command must be added to the PowerShell instance before adding a parameter.",
        ));
    };
    command.parameters.push((name, value));
    drop(statements);
    Ok(this.clone())
}

fn add_parameters(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let given = arguments::any(args, 0)?;
    match super::hashtable::table(given) {
        Some(table) => {
            let pairs: Vec<(Value, Value)> =
                table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
            for (key, value) in pairs {
                let name = convert::to_text(engine, &key)?;
                add_parameter(this, Some(name), Some(value))?;
            }
        }
        None => {
            for value in member::enumerate(engine, given)?.unwrap_or_else(|| vec![given.clone()]) {
                add_parameter(this, None, Some(value))?;
            }
        }
    }
    Ok(this.clone())
}

fn add_statement(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    own(this)?.statements.borrow_mut().push(Vec::new());
    Ok(this.clone())
}

record_class!(STATE_INFO "System.Management.Automation.PSInvocationStateInfo" ["State", "Reason"]);

/// The streams of an invocation, as lists that may be read at any time.
#[derive(Debug)]
struct Streams(Value);

impl Native for Streams {
    fn class(&self) -> &'static Class {
        &STREAMS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn stream(engine: &mut Engine, this: &Value, wanted: Stream) -> Outcome<Value> {
    let Some(streams) = this.as_native::<Streams>() else { return Ok(Value::Null) };
    power_shell_run::pump(engine, &streams.0)?;
    Ok(own(&streams.0)?.records.list(wanted))
}

static STREAMS: Class = Class {
    name: "System.Management.Automation.PSDataStreams",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.PSDataCollection[System.Management.Automation.ErrorRecord]" Error => |engine, this| stream(engine, this, Stream::Error);
        "System.Management.Automation.PSDataCollection[System.Management.Automation.ProgressRecord]" Progress => |_, _| Ok(data_collection(Vec::new()));
        "System.Management.Automation.PSDataCollection[System.Management.Automation.VerboseRecord]" Verbose => |engine, this| stream(engine, this, Stream::Verbose);
        "System.Management.Automation.PSDataCollection[System.Management.Automation.DebugRecord]" Debug => |engine, this| stream(engine, this, Stream::Debug);
        "System.Management.Automation.PSDataCollection[System.Management.Automation.WarningRecord]" Warning => |engine, this| stream(engine, this, Stream::Warning);
        "System.Management.Automation.PSDataCollection[System.Management.Automation.InformationRecord]" Information => |engine, this| stream(engine, this, Stream::Information);
    },
    methods: methods! {
        ClearStreams "void ClearStreams()" => |_, this, _| {
            if let Some(streams) = this.as_native::<Streams>() {
                own(&streams.0)?.records.clear()?;
            }
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

static POWER_SHELL: Class = Class {
    name: "System.Management.Automation.PowerShell",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Commands",
            type_name: "System.Management.Automation.PSCommand",
            get: |_, this| Ok(ps_command::of_shell(this)),
            set: Some(|_, this, value| ps_command::replace(this, &value)),
        },
        Property {
            name: "Streams",
            type_name: "System.Management.Automation.PSDataStreams",
            get: |_, this| Ok(Value::native(Streams(this.clone()))),
            set: None,
        },
        Property {
            name: "HadErrors",
            type_name: "bool",
            get: |engine, this| {
                power_shell_run::pump(engine, this)?;
                Ok(Value::Bool(own(this)?.had_errors.get()))
            },
            set: None,
        },
        Property {
            name: "InvocationStateInfo",
            type_name: "System.Management.Automation.PSInvocationStateInfo",
            get: |engine, this| {
                power_shell_run::pump(engine, this)?;
                let own = own(this)?;
                let state =
                    enumeration::value("System.Management.Automation.PSInvocationState", own.state.get());
                let reason = own.reason.borrow().clone();
                Ok(record::made(
                    &STATE_INFO,
                    convert::display(&state),
                    [("State", state), ("Reason", reason)],
                ))
            },
            set: None,
        },
        Property {
            name: "Runspace",
            type_name: "runspace",
            get: |engine, this| power_shell_run::runspace(engine, this),
            set: Some(|_, this, value| {
                *own(this)?.runspace.borrow_mut() = Some(value);
                Ok(())
            }),
        },
        Property {
            name: "RunspacePool",
            type_name: "System.Management.Automation.Runspaces.RunspacePool",
            get: |_, this| Ok(own(this)?.runspace.borrow().clone().unwrap_or_default()),
            set: Some(|_, this, value| {
                *own(this)?.runspace.borrow_mut() = Some(value);
                Ok(())
            }),
        },
        Property {
            name: "InstanceId",
            type_name: "guid",
            get: |engine, this| {
                let text = Value::text(own(this)?.instance.clone());
                convert::to_type(engine, text, &super::named("System.Guid"))
            },
            set: None,
        },
        Property {
            name: "IsNested",
            type_name: "bool",
            get: |_, this| Ok(Value::Bool(own(this)?.is_current)),
            set: None,
        },
    ],
    methods: methods! {
        AddScript "powershell AddScript(string script)" "powershell AddScript(string script, bool useLocalScope)" => |_, this, args| add(this, add_text(args, true)?);
        AddCommand "powershell AddCommand(string cmdlet)" "powershell AddCommand(string cmdlet, bool useLocalScope)" "powershell AddCommand(System.Management.Automation.CommandInfo commandInfo)" => |_, this, args| add(this, add_text(args, false)?);
        AddParameter "powershell AddParameter(string parameterName, System.Object value)" "powershell AddParameter(string parameterName)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            add_parameter(this, Some(name), args.get(1).cloned())
        };
        AddParameters "powershell AddParameters(System.Collections.IList parameters)" "powershell AddParameters(System.Collections.IDictionary parameters)" => add_parameters;
        AddArgument "powershell AddArgument(System.Object value)" => |_, this, args| add_parameter(this, None, Some(args.first().cloned().unwrap_or_default()));
        AddStatement "powershell AddStatement()" => add_statement;
        Invoke
            "System.Collections.ObjectModel.Collection[psobject] Invoke()"
            "System.Collections.ObjectModel.Collection[psobject] Invoke(System.Collections.IEnumerable input)"
            "System.Collections.ObjectModel.Collection[psobject] Invoke(System.Collections.IEnumerable input, System.Management.Automation.PSInvocationSettings settings)"
            => power_shell_run::invoke;
        BeginInvoke
            "System.IAsyncResult BeginInvoke()"
            "System.IAsyncResult BeginInvoke[T](System.Management.Automation.PSDataCollection[T] input)"
            "System.IAsyncResult BeginInvoke[TInput, TOutput](System.Management.Automation.PSDataCollection[TInput] input, System.Management.Automation.PSDataCollection[TOutput] output)"
            => power_shell_run::begin_invoke;
        EndInvoke "System.Management.Automation.PSDataCollection[psobject] EndInvoke(System.IAsyncResult asyncResult)" => power_shell_run::end_invoke;
        InvokeAsync
            "System.Threading.Tasks.Task[System.Management.Automation.PSDataCollection[psobject]] InvokeAsync()"
            "System.Threading.Tasks.Task[System.Management.Automation.PSDataCollection[psobject]] InvokeAsync[T](System.Management.Automation.PSDataCollection[T] input)"
            "System.Threading.Tasks.Task[System.Management.Automation.PSDataCollection[psobject]] InvokeAsync[TInput, TOutput](System.Management.Automation.PSDataCollection[TInput] input, System.Management.Automation.PSDataCollection[TOutput] output)"
            => power_shell_run::invoke_async;
        Stop "void Stop()" => power_shell_run::stop;
        StopAsync "System.Threading.Tasks.Task StopAsync(System.AsyncCallback callback, System.Object state)" => power_shell_run::stop_async;
        BeginStop "System.IAsyncResult BeginStop(System.AsyncCallback callback, System.Object state)" => power_shell_run::begin_stop;
        EndStop "void EndStop(System.IAsyncResult asyncResult)" => power_shell_run::end_stop;
        Dispose "void Dispose()" => |_, this, _| {
            if let Some(running) = own(this)?.running.borrow().as_ref() {
                running.shared.stop();
            }
            Ok(Value::Empty)
        };
    },
    static_methods: statics! {
        Create
            "static powershell Create()"
            "static powershell Create(System.Management.Automation.RunspaceMode runspace)"
            "static powershell Create(initialsessionstate initialSessionState)"
            "static powershell Create(runspace runspace)"
            => create;
    },
    ..Class::EMPTY
};

static DATA_COLLECTION: Class = Class {
    name: "System.Management.Automation.PSDataCollection",
    base: Some(&collection::COLLECTION),
    interfaces: collection::COLLECTION.interfaces,
    parameters: &["T"],
    properties: properties! {
        "bool" IsOpen => |_, _| Ok(Value::Bool(false));
    },
    methods: methods! {
        ReadAll "System.Collections.ObjectModel.Collection[T] ReadAll()" => |_, this, _| {
            let items = array::items(this);
            list::alter(this, Vec::clear)?;
            Ok(list::collection(items))
        };
        Complete "void Complete()" => |_, _, _| Ok(Value::Empty);
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    },
    make: Some(|engine, of, args| list::construct(engine, of.clone(), args)),
    constructors: &["new()", "new(System.Collections.Generic.IEnumerable[T] items)", "new(int capacity)"],
    ..Class::EMPTY
};

/// Whether a value is a list that results may be added to.
pub(super) fn takes_output(value: &Value) -> bool {
    matches!(value.unwrapped(), Value::Object(object) if matches!(object.kind, ObjectKind::List { .. }))
}

pub(super) const CLASSES: &[&Class] =
    &[&POWER_SHELL, &STREAMS, &STATE_INFO, &DATA_COLLECTION, &power_shell_run::RESULT];
