//! What .NET keeps to itself of a session state. Test frameworks move script blocks between modules by it:
//! `[scriptblock].GetProperty('SessionStateInternal', 'Instance,NonPublic')`.

use super::record::made;
use super::{Class, Type, arguments, object};
use crate::engine::class::reflect;
use crate::engine::module::Module;
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::any::Any;
use std::rc::Rc;

const NAME: &str = "System.Management.Automation.SessionStateInternal";

/// The state of a module, or of the session itself.
#[derive(Debug)]
struct SessionStateInternal(Option<Rc<Module>>);

impl Native for SessionStateInternal {
    fn class(&self) -> &'static Class {
        &INTERNAL
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<SessionStateInternal>()?;
        Some(self.0.as_ref().map(Rc::as_ptr) == other.0.as_ref().map(Rc::as_ptr))
    }
}

static INTERNAL: Class = Class { name: NAME, base: Some(&object::OBJECT), ..Class::EMPTY };

pub(super) const CLASSES: &[&Class] = &[&INTERNAL];

/// The properties of a class that are not public, as far as scripts are known to use them.
pub(super) fn properties(of: &Rc<Type>) -> Vec<Value> {
    let (name, kind) = match of.full_name().as_str() {
        "System.Management.Automation.ScriptBlock" => ("SessionStateInternal", NAME),
        "System.Management.Automation.SessionState" => ("Internal", NAME),
        "System.Management.Automation.InvocationInfo" => {
            ("ScriptPosition", "System.Management.Automation.Language.IScriptExtent")
        }
        NAME => ("Module", "System.Management.Automation.PSModuleInfo"),
        _ => return Vec::new(),
    };
    let fields = [
        ("Name", Value::text(name)),
        ("PropertyType", Value::Type(super::named(kind))),
        ("DeclaringType", Value::Type(of.clone())),
        ("CanRead", Value::Bool(true)),
        ("CanWrite", Value::Bool(name == "SessionStateInternal")),
        ("MemberType", Value::text("Property")),
    ];
    vec![made(&reflect::PROPERTY, format!("{kind} {name}"), fields)]
}

/// The constructors of a class that are not public: a script block is made of its tree without the checks
/// that `GetScriptBlock` makes in PowerShell.
pub(super) fn constructors(of: &Rc<Type>) -> Vec<Value> {
    if of.full_name() != "System.Management.Automation.ScriptBlock" {
        return Vec::new();
    }
    let fields = [
        ("Name", Value::text(".ctor")),
        ("DeclaringType", Value::Type(of.clone())),
        ("IsStatic", Value::Bool(false)),
        ("IsPublic", Value::Bool(false)),
        ("MemberType", Value::text("Constructor")),
    ];
    let text = "Void .ctor(System.Management.Automation.Language.IParameterMetadataProvider, Boolean)";
    vec![made(&reflect::CONSTRUCTOR, text, fields)]
}

/// `Invoke` of a constructor's description.
pub fn construct(engine: &mut Engine, constructor: &Value, args: &[Value]) -> Outcome<Value> {
    let given = match args {
        [Value::Array(list)] => list.items.borrow().clone(),
        other => other.to_vec(),
    };
    let Value::Type(of) = super::record::field(constructor, "DeclaringType") else {
        return Err(arguments::no_overload());
    };
    match super::record::field(constructor, "IsPublic") {
        Value::Bool(false) => crate::engine::syntax::script_block(engine, arguments::any(&given, 0)?),
        _ => member::invoke_static(engine, &of, "new", &given),
    }
}

/// `GetValue` of a property's description.
pub fn get_value(engine: &mut Engine, property: &Value, args: &[Value]) -> Outcome<Value> {
    let target = arguments::any(args, 0)?;
    let name = convert::display(&super::record::field(property, "Name"));
    if let Some(state) = target.as_native::<SessionStateInternal>()
        && name == "Module"
    {
        return Ok(state.0.clone().map_or(Value::Null, super::module_info::value));
    }
    let module = match (name.as_str(), target.unwrapped()) {
        ("SessionStateInternal", Value::Block(block)) => block.module.borrow().clone(),
        ("Internal", _) => super::module_info::of(&super::record::field(target, "Module")),
        ("ScriptPosition", _) => return Ok(super::record::field(target, super::invocation_info::EXTENT)),
        _ => return Ok(member::get(engine, target, &name)?.unwrap_or_default()),
    };
    Ok(Value::native(SessionStateInternal(module)))
}

/// `SetValue` of a property's description.
pub fn set_value(engine: &mut Engine, property: &Value, args: &[Value]) -> Outcome<Value> {
    let (target, value) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    let name = convert::display(&super::record::field(property, "Name"));
    match (name.as_str(), target.unwrapped()) {
        ("SessionStateInternal", Value::Block(block)) => {
            let state = value.as_native::<SessionStateInternal>();
            block.unbound.set(false);
            *block.module.borrow_mut() = state.and_then(|state| state.0.clone());
        }
        _ => member::set(engine, target, &name, value.clone())?,
    }
    Ok(Value::Empty)
}
