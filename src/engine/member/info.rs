//! Members as objects: `PSNoteProperty`, `PSScriptProperty` and their kin, as `$x.PSObject.Properties` gives
//! them and as scripts make them.

use super::{get, invoke, set};
use crate::engine::error::{Category, Exception};
use crate::engine::object::{Member, MemberBody, Native};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{self, Class, arguments, array, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// One member, bound to the object it is of, or free.
#[derive(Debug)]
pub struct MemberInfo {
    owner: Option<Value>,
    name: Rc<str>,
    kind: Kind,
    /// Whether it belongs to this one object rather than to its type.
    is_instance: bool,
}

#[derive(Debug)]
enum Kind {
    /// An added member with its body; a free note keeps its value here.
    Added(RefCell<MemberBody>),
    /// A property of the class: its type and whether it can be set.
    Property {
        of: String,
        settable: bool,
    },
    Method(Vec<String>),
}

impl Native for MemberInfo {
    fn class(&self) -> &'static Class {
        match &self.kind {
            Kind::Property { .. } => &PROPERTY,
            Kind::Method(_) => &METHOD_INFO,
            Kind::Added(body) => match &*body.borrow() {
                MemberBody::Note(_) => &NOTE,
                MemberBody::Alias(_) => &ALIAS,
                MemberBody::ScriptProperty { .. } => &SCRIPT_PROPERTY,
                MemberBody::ScriptMethod(_) => &SCRIPT_METHOD,
                MemberBody::PropertySet(_) => &PROPERTY_SET,
                MemberBody::MemberSet(_) => &MEMBER_SET,
            },
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(match &self.kind {
            Kind::Method(signatures) => signatures.join(", "),
            Kind::Property { of, settable } => {
                format!("{of} {} {}", self.name, if *settable { "{get;set;}" } else { "{get;}" })
            }
            Kind::Added(body) => super::describe::definition(&self.name, &body.borrow()),
        })
    }
}

/// A member of an object that was added or is a custom object's.
pub fn added(owner: &Value, member: &Member, is_instance: bool) -> Value {
    let kind = Kind::Added(RefCell::new(member.body.clone()));
    Value::native(MemberInfo { owner: Some(owner.clone()), name: member.name.clone(), kind, is_instance })
}

/// A property of an object's class.
pub fn property(owner: &Value, name: &str, of: String, settable: bool) -> Value {
    let kind = Kind::Property { of, settable };
    Value::native(MemberInfo { owner: Some(owner.clone()), name: name.into(), kind, is_instance: false })
}

/// A method of an object's class.
pub fn method(owner: &Value, name: &str, signatures: Vec<String>) -> Value {
    let kind = Kind::Method(signatures);
    Value::native(MemberInfo { owner: Some(owner.clone()), name: name.into(), kind, is_instance: false })
}

/// The member that such an object describes, to be added to another one.
pub fn member(value: &Value) -> Option<Member> {
    let info = value.as_native::<MemberInfo>()?;
    match &info.kind {
        Kind::Added(body) => {
            Some(Member { name: info.name.clone(), body: body.borrow().clone(), hidden: false })
        }
        _ => None,
    }
}

/// The name of a member object.
pub fn name_of(value: &Value) -> Option<Rc<str>> {
    value.as_native::<MemberInfo>().map(|info| info.name.clone())
}

/// Whether a member object is a property of any kind.
pub fn is_property(value: &Value) -> bool {
    value.as_native::<MemberInfo>().is_some_and(|info| match &info.kind {
        Kind::Property { .. } => true,
        Kind::Method(_) => false,
        Kind::Added(body) => !matches!(
            &*body.borrow(),
            MemberBody::ScriptMethod(_) | MemberBody::PropertySet(_) | MemberBody::MemberSet(_)
        ),
    })
}

/// Whether a member object is a method of any kind.
pub fn is_method(value: &Value) -> bool {
    value.as_native::<MemberInfo>().is_some_and(|info| match &info.kind {
        Kind::Method(_) => true,
        Kind::Property { .. } => false,
        Kind::Added(body) => matches!(&*body.borrow(), MemberBody::ScriptMethod(_)),
    })
}

fn info(this: &Value) -> Outcome<&MemberInfo> {
    this.as_native::<MemberInfo>().ok_or_else(arguments::no_overload)
}

fn value(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let info = info(this)?;
    match (&info.owner, &info.kind) {
        (Some(_), Kind::Method(_)) => Ok(this.clone()),
        (_, Kind::Added(body))
            if matches!(
                &*body.borrow(),
                MemberBody::ScriptMethod(_) | MemberBody::MemberSet(_) | MemberBody::PropertySet(_)
            ) =>
        {
            Ok(this.clone())
        }
        (Some(owner), _) => Ok(get(engine, owner, &info.name)?.unwrap_or_default()),
        (None, Kind::Added(body)) => match &*body.borrow() {
            MemberBody::Note(value) => Ok(value.clone()),
            _ => Ok(Value::Null),
        },
        (None, _) => Ok(Value::Null),
    }
}

fn set_value(engine: &mut Engine, this: &Value, new: Value) -> Outcome {
    let info = info(this)?;
    match (&info.owner, &info.kind) {
        (Some(owner), _) => set(engine, owner, &info.name, new),
        (None, Kind::Added(body)) => {
            *body.borrow_mut() = MemberBody::Note(new);
            Ok(())
        }
        (None, _) => Err(arguments::no_overload()),
    }
}

/// .NET's numbers of `PSMemberTypes`.
fn member_type(info: &MemberInfo) -> Value {
    let number = match &info.kind {
        Kind::Property { .. } => 4,
        Kind::Method(_) => 64,
        Kind::Added(body) => match &*body.borrow() {
            MemberBody::Alias(_) => 1,
            MemberBody::Note(_) => 8,
            MemberBody::ScriptProperty { .. } => 16,
            MemberBody::PropertySet(_) => 32,
            MemberBody::ScriptMethod(_) => 256,
            MemberBody::MemberSet(_) => 1024,
        },
    };
    enumeration::value("System.Management.Automation.PSMemberTypes", number)
}

fn type_name(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let info = info(this)?;
    Ok(Value::text(match &info.kind {
        Kind::Property { .. } => {
            let found = value(engine, this)?;
            types::type_of(&found).assembly_name()
        }
        Kind::Method(_) => "System.Management.Automation.PSMethod".to_string(),
        Kind::Added(body) => match &*body.borrow() {
            MemberBody::Note(found) if found.is_null() => "System.Object".to_string(),
            MemberBody::Note(found) => types::type_of(found).assembly_name(),
            MemberBody::ScriptMethod(_) => "System.Object".to_string(),
            MemberBody::PropertySet(_) => "System.Management.Automation.PSPropertySet".to_string(),
            MemberBody::MemberSet(_) => "System.Management.Automation.PSMemberSet".to_string(),
            _ => "System.Object".to_string(),
        },
    }))
}

fn is_settable(this: &Value) -> Outcome<bool> {
    Ok(match &info(this)?.kind {
        Kind::Property { settable, .. } => *settable,
        Kind::Method(_) => false,
        Kind::Added(body) => match &*body.borrow() {
            MemberBody::Note(_) | MemberBody::Alias(_) => true,
            MemberBody::ScriptProperty { set, .. } => !set.is_null(),
            _ => false,
        },
    })
}

fn part(this: &Value, part: fn(&MemberBody) -> Value) -> Outcome<Value> {
    Ok(match &info(this)?.kind {
        Kind::Added(body) => part(&body.borrow()),
        _ => Value::Null,
    })
}

fn called(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let info = info(this)?;
    let items = args.first().map(array::items).unwrap_or_default();
    match &info.owner {
        Some(owner) => invoke(engine, owner, &info.name, &items),
        None => Err(arguments::no_overload()),
    }
}

pub static MEMBER_INFO: Class = Class {
    name: "System.Management.Automation.PSMemberInfo",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.PSMemberTypes" MemberType => |_, this| Ok(member_type(info(this)?));
        "System.Object" Value => value, set_value;
        "string" TypeNameOfValue => type_name;
        "string" Name => |_, this| Ok(Value::text(info(this)?.name.as_ref()));
        "bool" IsInstance => |_, this| Ok(Value::Bool(info(this)?.is_instance));
    },
    methods: methods! {
        Copy "System.Management.Automation.PSMemberInfo Copy()" => |_, this, _| match member(this) {
            Some(found) => Ok(Value::native(MemberInfo { owner: None, name: found.name, kind: Kind::Added(RefCell::new(found.body)), is_instance: true })),
            None => Ok(this.clone()),
        };
    },
    ..Class::EMPTY
};

pub static PROPERTY_INFO: Class = Class {
    name: "System.Management.Automation.PSPropertyInfo",
    base: Some(&MEMBER_INFO),
    properties: properties! {
        "bool" IsSettable => |_, this| is_settable(this).map(Value::Bool);
        "bool" IsGettable => |_, _| Ok(Value::Bool(true));
    },
    ..Class::EMPTY
};

fn free(name: &Value, body: MemberBody) -> Value {
    let kind = Kind::Added(RefCell::new(body));
    Value::native(MemberInfo { owner: None, name: convert::display(name).into(), kind, is_instance: true })
}

static PROPERTY: Class =
    Class { name: "System.Management.Automation.PSProperty", base: Some(&PROPERTY_INFO), ..Class::EMPTY };

static NOTE: Class = Class {
    name: "System.Management.Automation.PSNoteProperty",
    base: Some(&PROPERTY_INFO),
    construct: Some(|_, args| {
        Ok(free(arguments::any(args, 0)?, MemberBody::Note(arguments::any(args, 1)?.clone())))
    }),
    constructors: &["psnoteproperty new(string name, System.Object value)"],
    bound: true,
    ..Class::EMPTY
};

static VARIABLE: Class = Class {
    name: "System.Management.Automation.PSVariableProperty",
    base: Some(&NOTE),
    construct: Some(|engine, args| {
        let variable = arguments::any(args, 0)?;
        let name = get(engine, variable, "Name")?.unwrap_or_default();
        let value = get(engine, variable, "Value")?.unwrap_or_default();
        Ok(free(&name, MemberBody::Note(value)))
    }),
    constructors: &["psvariableproperty new(psvariable variable)"],
    ..Class::EMPTY
};

static ALIAS: Class = Class {
    name: "System.Management.Automation.PSAliasProperty",
    base: Some(&PROPERTY_INFO),
    properties: properties! {
        "string" ReferencedMemberName => |_, this| part(this, |body| match body {
            MemberBody::Alias(of) => Value::text(of.as_ref()),
            _ => Value::Null,
        });
    },
    construct: Some(|engine, args| {
        let of = arguments::text(engine, args, 1)?;
        Ok(free(arguments::any(args, 0)?, MemberBody::Alias(of.into())))
    }),
    constructors: &[
        "psaliasproperty new(string name, string referencedMemberName)",
        "psaliasproperty new(string name, string referencedMemberName, type conversionType)",
    ],
    bound: true,
    ..Class::EMPTY
};

static SCRIPT_PROPERTY: Class = Class {
    name: "System.Management.Automation.PSScriptProperty",
    base: Some(&PROPERTY_INFO),
    properties: properties! {
        "scriptblock" GetterScript => |_, this| part(this, |body| match body {
            MemberBody::ScriptProperty { get, .. } => get.clone(),
            _ => Value::Null,
        });
        "scriptblock" SetterScript => |_, this| part(this, |body| match body {
            MemberBody::ScriptProperty { set, .. } => set.clone(),
            _ => Value::Null,
        });
    },
    construct: Some(|_, args| {
        let set = args.get(2).cloned().unwrap_or_default();
        Ok(free(
            arguments::any(args, 0)?,
            MemberBody::ScriptProperty { get: arguments::any(args, 1)?.clone(), set },
        ))
    }),
    constructors: &[
        "psscriptproperty new(string name, scriptblock getterScript)",
        "psscriptproperty new(string name, scriptblock getterScript, scriptblock setterScript)",
    ],
    bound: true,
    ..Class::EMPTY
};

static METHOD_BASE: Class = Class {
    name: "System.Management.Automation.PSMethodInfo",
    base: Some(&MEMBER_INFO),
    properties: properties! {
        "System.Collections.ObjectModel.Collection[string]" OverloadDefinitions => |_, this| {
            Ok(arguments::strings(match &info(this)?.kind {
                Kind::Method(signatures) => signatures.clone(),
                _ => vec![convert::display(this)],
            }))
        };
    },
    methods: methods! {
        Invoke "System.Object Invoke(Params System.Object[] arguments)" => called;
    },
    bound: true,
    ..Class::EMPTY
};

static METHOD_INFO: Class =
    Class { name: "System.Management.Automation.PSMethod", base: Some(&METHOD_BASE), ..Class::EMPTY };

static SCRIPT_METHOD: Class = Class {
    name: "System.Management.Automation.PSScriptMethod",
    base: Some(&METHOD_BASE),
    properties: properties! {
        "scriptblock" Script => |_, this| part(this, |body| match body {
            MemberBody::ScriptMethod(block) => block.clone(),
            _ => Value::Null,
        });
    },
    construct: Some(|_, args| {
        Ok(free(arguments::any(args, 0)?, MemberBody::ScriptMethod(arguments::any(args, 1)?.clone())))
    }),
    constructors: &["psscriptmethod new(string name, scriptblock script)"],
    bound: true,
    ..Class::EMPTY
};

static PROPERTY_SET: Class = Class {
    name: "System.Management.Automation.PSPropertySet",
    base: Some(&MEMBER_INFO),
    properties: properties! {
        "System.Collections.ObjectModel.Collection[string]" ReferencedPropertyNames => |_, this| part(this, |body| match body {
            MemberBody::PropertySet(names) => arguments::strings(names.iter().map(|name| name.to_string())),
            _ => Value::Null,
        });
    },
    construct: Some(|engine, args| {
        let names = arguments::items(engine, arguments::any(args, 1)?)?;
        let names = names.iter().map(|name| convert::display(name).into()).collect();
        Ok(free(arguments::any(args, 0)?, MemberBody::PropertySet(names)))
    }),
    constructors: &[
        "System.Management.Automation.PSPropertySet new(string name, System.Collections.Generic.IEnumerable[string] referencedPropertyNames)",
    ],
    bound: true,
    ..Class::EMPTY
};

static MEMBER_SET: Class = Class {
    name: "System.Management.Automation.PSMemberSet",
    base: Some(&MEMBER_INFO),
    properties: properties! {
        "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSMemberInfo]" Members => |_, this| part(this, |body| match body {
            MemberBody::MemberSet(members) => Value::array(members.iter().map(|member| added(&Value::Null, member, false)).collect()),
            _ => Value::Null,
        });
        "bool" InheritMembers => |_, _| Ok(Value::Bool(true));
    },
    construct: Some(|engine, args| {
        let mut members = crate::engine::object::Members::default();
        if let Some(given) = args.get(1) {
            for item in arguments::items(engine, given)? {
                if let Some(found) = member(&item) {
                    members.add(found);
                }
            }
        }
        Ok(free(arguments::any(args, 0)?, MemberBody::MemberSet(Box::new(members))))
    }),
    constructors: &[
        "System.Management.Automation.PSMemberSet new(string name)",
        "System.Management.Automation.PSMemberSet new(string name, System.Collections.Generic.IEnumerable[System.Management.Automation.PSMemberInfo] members)",
    ],
    ..Class::EMPTY
};

/// A member of a set, read through the set: `$x.PSStandardMembers.DefaultDisplayPropertySet`.
pub fn in_set(value: &Value, name: &str) -> Option<Value> {
    let info = value.as_native::<MemberInfo>()?;
    let Kind::Added(body) = &info.kind else { return None };
    let body = body.borrow();
    let MemberBody::MemberSet(members) = &*body else { return None };
    let member = members.get(name)?;
    Some(match &member.body {
        MemberBody::Note(value) => value.clone(),
        _ => added(&info.owner.clone().unwrap_or_default(), member, false),
    })
}

/// A setter that a script property does not have.
pub fn no_setter(name: &str) -> Box<Fault> {
    let message = format!("Set accessor for property \"{name}\" is unavailable.");
    let exception = Exception::new("System.Management.Automation.SetValueException", message);
    Fault::error(exception, "SetWithoutSetterFromScriptProperty", Category::NotSpecified, Value::Null)
}

pub(crate) const CLASSES: &[&Class] = &[
    &MEMBER_INFO,
    &PROPERTY_INFO,
    &PROPERTY,
    &NOTE,
    &VARIABLE,
    &ALIAS,
    &SCRIPT_PROPERTY,
    &METHOD_BASE,
    &SCRIPT_METHOD,
    &PROPERTY_SET,
    &MEMBER_SET,
];
