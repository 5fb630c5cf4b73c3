//! `$x.PSObject` and the collections of members and type names that it gives.

use super::{describe, info};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, object, sequence, type_data};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use std::any::Any;
use std::rc::Rc;

/// A value seen as `PSObject`.
#[derive(Debug)]
struct View(Value);

impl Native for View {
    fn class(&self) -> &'static Class {
        &VIEW
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(convert::display(&self.0))
    }
}

#[derive(Clone, Copy, Debug)]
enum Which {
    Properties,
    Methods,
    Members,
}

/// Members of one object.
#[derive(Debug)]
struct MemberCollection {
    of: Value,
    which: Which,
}

impl Native for MemberCollection {
    fn class(&self) -> &'static Class {
        &COLLECTION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        let all = describe::members(&self.of);
        Some(match self.which {
            Which::Members => all,
            Which::Properties => all.into_iter().filter(info::is_property).collect(),
            Which::Methods => all.into_iter().filter(info::is_method).collect(),
        })
    }
}

/// The type names of one object, to be read and changed.
#[derive(Debug)]
struct TypeNames(Value);

impl Native for TypeNames {
    fn class(&self) -> &'static Class {
        &NAMES
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(describe::type_names(&self.0).into_iter().map(Value::from).collect())
    }
}

/// `$x.PSObject`
pub fn view(target: &Value) -> Value {
    Value::native(View(target.clone()))
}

/// `$x.PSTypeNames`
pub fn names(target: &Value) -> Value {
    Value::native(TypeNames(target.clone()))
}

fn behind(this: &Value) -> Outcome<&Value> {
    this.as_native::<View>().map(|view| &view.0).ok_or_else(arguments::no_overload)
}

fn collection(this: &Value, which: Which) -> Outcome<Value> {
    Ok(Value::native(MemberCollection { of: behind(this)?.clone(), which }))
}

static VIEW: Class = Class {
    name: "System.Management.Automation.PSObject",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSMemberInfo]" Members => |_, this| collection(this, Which::Members);
        "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSPropertyInfo]" Properties => |_, this| collection(this, Which::Properties);
        "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PSMethodInfo]" Methods => |_, this| collection(this, Which::Methods);
        "System.Object" ImmediateBaseObject => |_, this| Ok(behind(this)?.unwrapped().clone());
        "System.Object" BaseObject => |_, this| Ok(behind(this)?.unwrapped().clone());
        "System.Collections.ObjectModel.Collection[string]" TypeNames => |_, this| Ok(names(behind(this)?));
    },
    methods: methods! {
        Copy "psobject Copy()" => |_, this, _| Ok(super::copied(behind(this)?));
    },
    ..Class::EMPTY
};

fn members(this: &Value) -> Outcome<&MemberCollection> {
    this.as_native::<MemberCollection>().ok_or_else(arguments::no_overload)
}

fn find(this: &Value, name: &Value) -> Outcome<Value> {
    let items = members(this)?.enumerate().unwrap_or_default();
    if let Value::Int(at) = name {
        return Ok(usize::try_from(*at).ok().and_then(|at| items.get(at).cloned()).unwrap_or_default());
    }
    let name = convert::display(name);
    Ok(items
        .into_iter()
        .find(|item| info::name_of(item).is_some_and(|known| known.eq_ignore_ascii_case(&name)))
        .unwrap_or_default())
}

fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let Some(member) = info::member(arguments::any(args, 0)?) else { return Err(arguments::no_overload()) };
    let owner = &members(this)?.of;
    let _ = engine;
    // One that was added before is replaced.
    if type_data::member_of(owner, &member.name).is_some() {
        let message =
            format!("The member \"{}\" is already present from the extended type data file.", member.name);
        return Err(arguments::throw("System.Management.Automation.ExtendedTypeSystemException", message));
    }
    super::add_member(owner.clone(), member);
    Ok(Value::Empty)
}

fn matching(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let pattern = arguments::text(engine, args, 0)?;
    let items = members(this)?.enumerate().unwrap_or_default();
    let found = items
        .into_iter()
        .filter(|item| info::name_of(item).is_some_and(|name| operators::like(&name, &pattern, true)))
        .collect();
    Ok(sequence::value(&MATCHES, &[], found))
}

static COLLECTION: Class = Class {
    name: "System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSPropertyInfo]",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerable"],
    methods: methods! {
        Add
            "void Add(System.Management.Automation.PSMemberInfo member)"
            "void Add(System.Management.Automation.PSMemberInfo member, bool preValidated)"
            => add;
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" => |_, this, _| {
            Ok(sequence::enumerator(&sequence::ENUMERATOR, members(this)?.enumerate().unwrap_or_default()))
        };
        Item "System.Management.Automation.PSMemberInfo Item(string name)" => |_, this, args| find(this, arguments::any(args, 0)?);
        Match
            "System.Management.Automation.ReadOnlyPSMemberInfoCollection[System.Management.Automation.PSMemberInfo] Match(string name)"
            "System.Management.Automation.ReadOnlyPSMemberInfoCollection[System.Management.Automation.PSMemberInfo] Match(string name, System.Management.Automation.PSMemberTypes memberTypes)"
            => matching;
        Remove "void Remove(string name)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            super::change_members(&members(this)?.of, |members| {
                members.remove(&name);
            });
            Ok(Value::Empty)
        };
    },
    indexer: Some(Indexer {
        signature: "System.Management.Automation.PSMemberInfo Item(string name) {get;}",
        get: |_, this, name| find(this, name),
        set: None,
    }),
    ..Class::EMPTY
};

static MATCHES: Class = Class {
    name: "System.Management.Automation.ReadOnlyPSMemberInfoCollection`1[System.Management.Automation.PSPropertyInfo]",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerable"],
    properties: properties! {
        "int" Count => |engine, this| Ok(Value::Int(arguments::items(engine, this)?.len() as i32));
    },
    indexer: Some(Indexer {
        signature: "System.Management.Automation.PSMemberInfo Item(int index) {get;}",
        get: |engine, this, index| {
            let items = arguments::items(engine, this)?;
            let name = convert::display(index);
            Ok(match index {
                Value::Int(at) => usize::try_from(*at).ok().and_then(|at| items.get(at).cloned()),
                _ => items
                    .into_iter()
                    .find(|item| info::name_of(item).is_some_and(|known| known.eq_ignore_ascii_case(&name))),
            }
            .unwrap_or_default())
        },
        set: None,
    }),
    ..Class::EMPTY
};

/// Changes the type names of an object; those of its class are the start.
fn change_names<T>(this: &Value, how: impl FnOnce(&mut Vec<Rc<str>>) -> Outcome<T>) -> Outcome<T> {
    let Some(TypeNames(Value::Object(object))) = this.as_native::<TypeNames>() else {
        return how(&mut Vec::new());
    };
    let mut names: Vec<Rc<str>> =
        describe::type_names(&Value::Object(object.clone())).into_iter().map(Rc::from).collect();
    let result = how(&mut names)?;
    *object.type_names.borrow_mut() = Some(names);
    Ok(result)
}

fn all_names(this: &Value) -> Vec<String> {
    this.as_native::<TypeNames>().map(|names| describe::type_names(&names.0)).unwrap_or_default()
}

fn place_of(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Option<usize>> {
    let wanted = arguments::text(engine, args, 0)?;
    Ok(all_names(this).iter().position(|name| *name == wanted))
}

static NAMES: Class = Class {
    name: "System.Collections.ObjectModel.Collection`1[System.String]",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IList",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
    ],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(all_names(this).len() as i32));
    },
    methods: methods! {
        Add "void Add(string item)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            change_names(this, |names| {
                names.push(name.into());
                Ok(Value::Empty)
            })
        };
        Clear "void Clear()" => |_, this, _| change_names(this, |names| {
            names.clear();
            Ok(Value::Empty)
        });
        Contains "bool Contains(string item)" => |engine, this, args| Ok(Value::Bool(place_of(engine, this, args)?.is_some()));
        IndexOf "int IndexOf(string item)" => |engine, this, args| {
            Ok(Value::Int(place_of(engine, this, args)?.map_or(-1, |at| at as i32)))
        };
        Insert "void Insert(int index, string item)" => |engine, this, args| {
            let name = arguments::text(engine, args, 1)?;
            change_names(this, |names| {
                let at = arguments::place(args, 0, names.len() + 1)?;
                names.insert(at, name.into());
                Ok(Value::Empty)
            })
        };
        Remove "bool Remove(string item)" => |engine, this, args| {
            let place = place_of(engine, this, args)?;
            change_names(this, |names| {
                if let Some(at) = place {
                    names.remove(at);
                }
                Ok(Value::Bool(place.is_some()))
            })
        };
        RemoveAt "void RemoveAt(int index)" => |_, this, args| change_names(this, |names| {
            let at = arguments::place(args, 0, names.len())?;
            names.remove(at);
            Ok(Value::Empty)
        });
    },
    indexer: Some(Indexer {
        signature: "string Item(int index) {get;set;}",
        get: |_, this, index| {
            let names = all_names(this);
            let number = convert::to_int(index)?;
            let at = match usize::try_from(number) {
                Ok(at) => Some(at),
                Err(_) => names.len().checked_sub(number.unsigned_abs() as usize),
            };
            Ok(at.and_then(|at| names.get(at)).map(|name| Value::text(name.as_str())).unwrap_or_default())
        },
        set: None,
    }),
    bound: true,
    ..Class::EMPTY
};

pub(crate) const CLASSES: &[&Class] = &[&COLLECTION, &MATCHES, &NAMES];
