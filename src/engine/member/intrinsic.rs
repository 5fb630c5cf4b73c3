//! What PowerShell adds to every value: `Count`, `Length`, `PSObject`, `ForEach()`, `Where()`.

use super::{describe, enumerate};
use crate::engine::object::{MemberBody, Native};
use crate::engine::types::record::{field, made, record_class};
use crate::engine::types::{self, Class, Method, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;

/// A property that every value has; `None` for other names.
pub fn property(engine: &mut Engine, target: &Value, name: &str) -> Outcome<Option<Value>> {
    Ok(Some(match name.to_ascii_lowercase().as_str() {
        "count" | "length" if !target.is_null() => match enumerate(engine, target)? {
            Some(items) => Value::Int(items.len() as i32),
            None => Value::Int(1),
        },
        "psobject" => ps_object(target),
        "pstypenames" => Value::array(describe::type_names(target).into_iter().map(Value::from).collect()),
        _ => return Ok(None),
    }))
}

record_class!(PROPERTY_INFO "System.Management.Automation.PSPropertyInfo" ["Name", "Value", "MemberType", "TypeNameOfValue", "IsSettable", "IsGettable", "IsInstance"]);
record_class!(OBJECT_INFO "System.Management.Automation.PSObject" ["Properties", "Members", "Methods", "TypeNames", "BaseObject", "ImmediateBaseObject"]);

/// The properties of a value, as `$x.PSObject.Properties` gives them.
#[derive(Debug)]
struct Properties {
    of: Value,
    items: Vec<Value>,
}

impl Native for Properties {
    fn class(&self) -> &'static Class {
        &PROPERTIES
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items.clone())
    }
}

static PROPERTIES: Class = Class {
    name: "System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSPropertyInfo]",
    base: Some(&object::OBJECT),
    methods: &[
        Method {
            name: "Remove",
            signatures: &["void Remove(string name)"],
            call: |engine, this, args| {
                let name = arguments::text(engine, args, 0)?;
                if let Some(properties) = this.as_native::<Properties>() {
                    super::change_members(&properties.of, |members| {
                        members.remove(&name);
                    });
                }
                Ok(Value::Empty)
            },
        },
        Method {
            name: "Add",
            signatures: &["void Add(System.Management.Automation.PSPropertyInfo member)"],
            call: |engine, this, args| {
                let added = arguments::any(args, 0)?;
                let name = convert::to_text(engine, &field(added, "Name"))?;
                if let Some(properties) = this.as_native::<Properties>() {
                    let member = crate::engine::object::Member {
                        name: name.as_str().into(),
                        body: MemberBody::Note(field(added, "Value")),
                        hidden: false,
                    };
                    super::add_member(properties.of.clone(), member);
                }
                Ok(Value::Empty)
            },
        },
        Method {
            name: "Item",
            signatures: &["System.Management.Automation.PSPropertyInfo Item(string name)"],
            call: |engine, this, args| {
                let name = arguments::text(engine, args, 0)?;
                Ok(named(this, &name))
            },
        },
        Method {
            name: "Match",
            signatures: &["System.Management.Automation.ReadOnlyPSMemberInfoCollection Match(string name)"],
            call: |engine, this, args| {
                let pattern = arguments::text(engine, args, 0)?;
                let items = this
                    .as_native::<Properties>()
                    .map(|properties| properties.items.clone())
                    .unwrap_or_default();
                let matching = |item: &Value| {
                    crate::engine::operators::like(&convert::display(&field(item, "Name")), &pattern, true)
                };
                Ok(Value::array(items.into_iter().filter(matching).collect()))
            },
        },
    ],
    ..Class::EMPTY
};

fn named(properties: &Value, name: &str) -> Value {
    let Some(properties) = properties.as_native::<Properties>() else { return Value::Null };
    properties
        .items
        .iter()
        .find(|item| convert::display(&field(item, "Name")).eq_ignore_ascii_case(name))
        .cloned()
        .unwrap_or_default()
}

/// A property collection indexed by name; `None` for other values.
pub fn indexed(collection: &Value, name: &Value) -> Option<Value> {
    collection.as_native::<Properties>()?;
    Some(named(collection, &convert::display(name)))
}

fn ps_object(target: &Value) -> Value {
    let items: Vec<Value> = describe::notes(target)
        .into_iter()
        .map(|(name, value, kind)| {
            let of = types::type_of(&value).full_name();
            made(
                &PROPERTY_INFO,
                "",
                [
                    ("Name", Value::text(name.as_ref())),
                    ("Value", value),
                    ("MemberType", Value::text(kind)),
                    ("TypeNameOfValue", Value::text(of)),
                    ("IsSettable", Value::Bool(kind == "NoteProperty")),
                    ("IsGettable", Value::Bool(true)),
                    ("IsInstance", Value::Bool(kind == "NoteProperty")),
                ],
            )
        })
        .collect();
    let properties = Value::native(Properties { of: target.clone(), items });
    let names = describe::type_names(target).into_iter().map(Value::from).collect();
    made(
        &OBJECT_INFO,
        "",
        [
            ("Properties", properties.clone()),
            ("Members", properties),
            ("Methods", Value::array(Vec::new())),
            ("TypeNames", types::list::array_list(names)),
            ("BaseObject", target.unwrapped().clone()),
            ("ImmediateBaseObject", target.unwrapped().clone()),
        ],
    )
}

/// A method that every value has; `None` for other names.
pub fn method(
    engine: &mut Engine,
    target: &Value,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome<Value>> {
    if name.eq_ignore_ascii_case("ForEach") {
        return Some(for_each(engine, target, arguments));
    }
    if name.eq_ignore_ascii_case("GetEnumerator") {
        return match enumerate(engine, target) {
            Ok(items) => items.map(|items| Ok(types::enumerator::over(items))),
            Err(fault) => Some(Err(fault)),
        };
    }
    if name.eq_ignore_ascii_case("Where") {
        return Some(filter(engine, target, arguments));
    }
    None
}

fn items(engine: &mut Engine, target: &Value) -> Outcome<Vec<Value>> {
    Ok(enumerate(engine, target)?.unwrap_or_else(|| vec![target.clone()]))
}

fn for_each(engine: &mut Engine, target: &Value, arguments: &[Value]) -> Outcome<Value> {
    let mut results = Vec::new();
    for item in items(engine, target)? {
        match arguments.first().map(Value::unwrapped) {
            Some(Value::Block(block)) => results.extend(engine.invoke_with_item(block, item)?),
            Some(Value::Type(of)) => results.push(convert::to_type(engine, item, of)?),
            Some(name) => {
                let name = convert::to_text(engine, name)?;
                match arguments.get(1) {
                    Some(_) => results.push(super::invoke(
                        engine,
                        &item,
                        &name,
                        arguments.get(1..).unwrap_or_default(),
                    )?),
                    None => match super::get(engine, &item, &name)? {
                        Some(value) => results.push(value),
                        None => results.push(super::invoke(engine, &item, &name, &[])?),
                    },
                }
            }
            None => return Err(super::called(arguments::no_overload(), "ForEach", 0)),
        }
    }
    Ok(Value::array(results))
}

fn filter(engine: &mut Engine, target: &Value, arguments: &[Value]) -> Outcome<Value> {
    let Some(Value::Block(block)) = arguments.first().map(Value::unwrapped) else {
        return Err(super::called(arguments::no_overload(), "Where", arguments.len()));
    };
    let mode = arguments.get(1).map(convert::display).unwrap_or_default().to_ascii_lowercase();
    let most = match arguments.get(2) {
        Some(count) => usize::try_from(convert::to_int(count)?).unwrap_or(0),
        None => 0,
    };
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for item in items(engine, target)? {
        let skip = matches!(mode.as_str(), "skipuntil" | "until")
            && (if mode == "skipuntil" { !yes.is_empty() } else { !no.is_empty() });
        let result = !skip && {
            let output = engine.invoke_with_item(block, item.clone())?;
            convert::to_bool(&Value::from_output(output))
        };
        match mode.as_str() {
            "skipuntil" if skip || result => yes.push(item),
            "skipuntil" => {}
            "until" if skip || result => no.push(item),
            _ if result || mode == "until" => yes.push(item),
            _ => no.push(item),
        }
        if mode == "first" && yes.len() >= most.max(1) {
            break;
        }
    }
    Ok(match mode.as_str() {
        "last" => Value::array(yes.split_off(yes.len().saturating_sub(most.max(1)))),
        "split" => Value::array(vec![Value::array(yes), Value::array(no)]),
        _ => {
            if most > 0 {
                yes.truncate(most);
            }
            Value::array(yes)
        }
    })
}
