//! `Runspace`, `RunspacePool`, `RunspaceFactory`.

use super::record::{self, record_class};
use super::table::{methods, properties, statics};
use super::{Class, Property, arguments, enumeration, initial_session_state, object};
use crate::engine::background::{Runspace, RunspaceState, RunspaceTable, Throttle};
use crate::engine::object::Native;
use crate::engine::scope::fold;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use std::sync::Arc;

/// A runspace, or a pool of them: one that has no runspace of its own yet gives one to each invocation.
pub struct RunspaceObject {
    pub runspace: Rc<Runspace>,
    is_pool: bool,
    least: Cell<i32>,
    most: Cell<i32>,
    throttle: OnceCell<Arc<Throttle>>,
}

impl RunspaceObject {
    /// What limits how many runspaces of a pool run at once.
    pub fn throttle(&self) -> Option<Arc<Throttle>> {
        let most = usize::try_from(self.most.get()).unwrap_or(1);
        self.is_pool.then(|| self.throttle.get_or_init(|| Throttle::new(most)).clone())
    }
}

impl std::fmt::Debug for RunspaceObject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.runspace.fmt(formatter)
    }
}

impl Native for RunspaceObject {
    fn class(&self) -> &'static Class {
        if self.is_pool { &POOL } else { &RUNSPACE }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<RunspaceObject>();
        Some(other.is_some_and(|other| Rc::ptr_eq(&self.runspace, &other.runspace)))
    }
}

/// A runspace that is not open yet.
pub fn made(engine: &mut Engine, is_pool: bool) -> Value {
    let runspace = engine.extension::<RunspaceTable>().add();
    Value::native(RunspaceObject {
        runspace,
        is_pool,
        least: Cell::new(1),
        most: Cell::new(1),
        throttle: OnceCell::new(),
    })
}

/// The object of a runspace that an invocation made for itself.
pub fn value_of(runspace: Rc<Runspace>) -> Value {
    Value::native(RunspaceObject {
        runspace,
        is_pool: false,
        least: Cell::new(1),
        most: Cell::new(1),
        throttle: OnceCell::new(),
    })
}

/// The runspace behind an object.
pub fn of(value: &Value) -> Option<Rc<Runspace>> {
    value.as_native::<RunspaceObject>().map(|object| object.runspace.clone())
}

/// What an invocation in a runspace or pool runs in: those of a pool know nothing of each other.
pub fn to_run_in(engine: &mut Engine, value: &Value) -> Option<Rc<Runspace>> {
    let object = value.as_native::<RunspaceObject>()?;
    if !object.is_pool {
        return Some(object.runspace.clone());
    }
    let fresh = engine.extension::<RunspaceTable>().add();
    *fresh.variables.borrow_mut() = object.runspace.variables.borrow().clone();
    *fresh.prelude.borrow_mut() = object.runspace.prelude.borrow().clone();
    Some(fresh)
}

pub(super) fn own(this: &Value) -> Outcome<&RunspaceObject> {
    this.as_native::<RunspaceObject>().ok_or_else(arguments::no_overload)
}

fn state(this: &Value) -> Outcome<Value> {
    let number = own(this)?.runspace.state.get() as i64;
    Ok(enumeration::value("System.Management.Automation.Runspaces.RunspaceState", number))
}

fn open(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    own(this)?.runspace.state.set(RunspaceState::Opened);
    Ok(Value::Empty)
}

fn close(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    own(this)?.runspace.close();
    Ok(Value::Empty)
}

record_class!(STATE_INFO "System.Management.Automation.Runspaces.RunspaceStateInfo" ["State", "Reason"]);

const STATE: Property = Property {
    name: "RunspaceStateInfo",
    type_name: "System.Management.Automation.RunspaceStateInfo",
    get: |_, this| Ok(record::made(&STATE_INFO, "", [("State", state(this)?), ("Reason", Value::Null)])),
    set: None,
};

/// A setting of threads that changes nothing here.
const THREADS: Property = Property {
    name: "ThreadOptions",
    type_name: "System.Management.Automation.Runspaces.PSThreadOptions",
    get: |_, _| Ok(enumeration::value("System.Management.Automation.Runspaces.PSThreadOptions", 0)),
    set: Some(|_, _, _| Ok(())),
};

const APARTMENT: Property = Property {
    name: "ApartmentState",
    type_name: "System.Threading.ApartmentState",
    get: |_, _| Ok(enumeration::value("System.Threading.ApartmentState", 1)),
    set: Some(|_, _, _| Ok(())),
};

/// The runspace of this session.
pub fn of_session(engine: &mut Engine) -> Value {
    value_of(engine.extension::<RunspaceTable>().own())
}

static RUNSPACE: Class = Class {
    name: "System.Management.Automation.Runspaces.LocalRunspace",
    base: Some(&RUNSPACE_BASE),
    ..Class::EMPTY
};

static RUNSPACE_BASE: Class = Class {
    name: "System.Management.Automation.Runspaces.Runspace",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Id",
            type_name: "int",
            get: |_, this| Ok(Value::Int(own(this)?.runspace.id)),
            set: None,
        },
        Property {
            name: "Name",
            type_name: "string",
            get: |_, this| Ok(Value::text(own(this)?.runspace.name.borrow().clone())),
            set: Some(|engine, this, value| {
                let text = convert::to_text(engine, &value)?;
                *own(this)?.runspace.name.borrow_mut() = text;
                Ok(())
            }),
        },
        Property {
            name: "InstanceId",
            type_name: "guid",
            get: |engine, this| {
                let text = Value::text(own(this)?.runspace.instance.clone());
                convert::to_type(engine, text, &super::named("System.Guid"))
            },
            set: None,
        },
        Property {
            name: "RunspaceIsRemote",
            type_name: "bool",
            get: |_, _| Ok(Value::Bool(false)),
            set: None,
        },
        Property {
            name: "ConnectionInfo",
            type_name: "System.Object",
            get: |_, _| Ok(Value::Null),
            set: None,
        },
        STATE,
        THREADS,
        APARTMENT,
        Property {
            name: "RunspaceAvailability",
            type_name: "System.Management.Automation.Runspaces.RunspaceAvailability",
            get: |_, this| {
                let runspace = &own(this)?.runspace;
                // The session's own runspace is the one that asks.
                let number = match runspace.state.get() {
                    RunspaceState::Opened if runspace.id == 1 => 3,
                    state => i64::from(state == RunspaceState::Opened),
                };
                Ok(enumeration::value("System.Management.Automation.Runspaces.RunspaceAvailability", number))
            },
            set: None,
        },
        Property {
            name: "Debugger",
            type_name: "System.Management.Automation.Debugger",
            // What runs in another runspace is debugged by `Debug-Runspace`.
            get: |engine, this| {
                let is_own = own(this)?.runspace.id == engine.extension::<RunspaceTable>().own().id;
                Ok(if is_own { super::debugger_object::value() } else { Value::Null })
            },
            set: None,
        },
        Property {
            name: "SessionStateProxy",
            type_name: "System.Management.Automation.Runspaces.SessionStateProxy",
            get: |_, this| Ok(Value::native(Proxy(own(this)?.runspace.clone()))),
            set: None,
        },
    ],
    methods: methods! {
        Open "void Open()" => open;
        OpenAsync "void OpenAsync()" => open;
        Close "void Close()" => close;
        CloseAsync "void CloseAsync()" => close;
        Dispose "void Dispose()" => close;
    },
    static_properties: &[super::StaticProperty {
        name: "DefaultRunspace",
        type_name: "System.Management.Automation.Runspaces.Runspace",
        get: |engine| Ok(of_session(engine)),
        set: None,
    }],
    ..Class::EMPTY
};

static POOL: Class = Class {
    name: "System.Management.Automation.Runspaces.RunspacePool",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "RunspacePoolStateInfo",
            type_name: "System.Management.Automation.Runspaces.RunspacePoolStateInfo",
            get: STATE.get,
            set: None,
        },
        Property {
            name: "IsDisposed",
            type_name: "bool",
            get: |_, this| Ok(Value::Bool(own(this)?.runspace.state.get() == RunspaceState::Closed)),
            set: None,
        },
        THREADS,
        APARTMENT,
    ],
    methods: methods! {
        Open "void Open()" => open;
        Close "void Close()" => close;
        Dispose "void Dispose()" => close;
        SetMinRunspaces "bool SetMinRunspaces(int minRunspaces)" => |_, this, args| {
            own(this)?.least.set(arguments::int(args, 0)?);
            Ok(Value::Bool(true))
        };
        SetMaxRunspaces "bool SetMaxRunspaces(int maxRunspaces)" => |_, this, args| {
            own(this)?.most.set(arguments::int(args, 0)?);
            Ok(Value::Bool(true))
        };
        GetMinRunspaces "int GetMinRunspaces()" => |_, this, _| Ok(Value::Int(own(this)?.least.get()));
        GetMaxRunspaces "int GetMaxRunspaces()" => |_, this, _| Ok(Value::Int(own(this)?.most.get()));
        GetAvailableRunspaces "int GetAvailableRunspaces()" => |_, this, _| Ok(Value::Int(own(this)?.most.get()));
    },
    ..Class::EMPTY
};

/// `SessionStateProxy`: a runspace's variables from outside.
#[derive(Debug)]
struct Proxy(Rc<Runspace>);

impl Native for Proxy {
    fn class(&self) -> &'static Class {
        &PROXY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn proxied(this: &Value) -> Outcome<Rc<Runspace>> {
    this.as_native::<Proxy>().map(|proxy| proxy.0.clone()).ok_or_else(arguments::no_overload)
}

fn get_variable(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    proxied(this)?.within(engine, |inner| Ok(inner.find_variable(&fold(&name)).unwrap_or_default()))
}

fn set_variable(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    proxied(this)?.set_variable(&name, args.get(1).cloned().unwrap_or_default());
    Ok(Value::Empty)
}

static PROXY: Class = Class {
    name: "System.Management.Automation.Runspaces.SessionStateProxy",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.PSVariableIntrinsics" PSVariable => |_, this| Ok(this.clone());
    },
    methods: methods! {
        SetVariable "void SetVariable(string name, System.Object value)" => set_variable;
        GetVariable "System.Object GetVariable(string name)" => get_variable;
        Set "void Set(string name, System.Object value)" => set_variable;
        GetValue "System.Object GetValue(string name)" => get_variable;
    },
    ..Class::EMPTY
};

fn create_runspace(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let runspace = made(engine, false);
    initial_session_state::apply(engine, &runspace, args)?;
    Ok(runspace)
}

fn create_pool(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let pool = made(engine, true);
    let numbers: Vec<i32> = args
        .iter()
        .filter(|value| convert::is_number(value))
        .filter_map(|value| convert::to_int(value).ok())
        .collect();
    if let [least, most] = numbers.as_slice() {
        let object = own(&pool)?;
        object.least.set(*least);
        object.most.set(*most);
    }
    initial_session_state::apply(engine, &pool, args)?;
    Ok(pool)
}

static FACTORY: Class = Class {
    name: "System.Management.Automation.Runspaces.RunspaceFactory",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        CreateRunspace
            "static System.Management.Automation.Runspaces.Runspace CreateRunspace()"
            "static System.Management.Automation.Runspaces.Runspace CreateRunspace(System.Management.Automation.Host.PSHost host)"
            "static System.Management.Automation.Runspaces.Runspace CreateRunspace(initialsessionstate initialSessionState)"
            => create_runspace;
        CreateRunspacePool
            "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool()"
            "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool(int minRunspaces, int maxRunspaces)"
            "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool(int minRunspaces, int maxRunspaces, System.Management.Automation.Host.PSHost host)"
            "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool(initialsessionstate initialSessionState)"
            "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool(int minRunspaces, int maxRunspaces, initialsessionstate initialSessionState, System.Management.Automation.Host.PSHost host)"
            => create_pool;
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&RUNSPACE, &RUNSPACE_BASE, &POOL, &PROXY, &FACTORY, &STATE_INFO];
