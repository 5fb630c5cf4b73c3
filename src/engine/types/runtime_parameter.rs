//! Parameters that `dynamicparam` makes: `RuntimeDefinedParameter` and its dictionary.

use super::{Class, Property, Type, arguments, attribute, object};
use crate::engine::bind::{ALL, BindingTable, Membership, Parameter};
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::object::{Hashtable, Native, ObjectKind, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// A dynamic parameter in its command's table.
pub struct RuntimeParameter {
    pub index: usize,
    pub constraints: Vec<VariableConstraint>,
    object: Value,
}

/// `RuntimeDefinedParameter`
#[derive(Debug)]
struct Definition {
    name: String,
    of: Rc<Type>,
    attributes: Value,
    value: RefCell<Option<Value>>,
}

impl Native for Definition {
    fn class(&self) -> &'static Class {
        &DEFINITION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn read(this: &Value, how: impl FnOnce(&Definition) -> Value) -> Value {
    this.as_native::<Definition>().map_or(Value::Null, how)
}

/// Keeps what was bound in the object that the script made.
pub fn set_value(parameter: &RuntimeParameter, value: Value) {
    if let Some(found) = parameter.object.as_native::<Definition>() {
        *found.value.borrow_mut() = Some(value);
    }
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    let of = convert::to_type(engine, arguments::any(args, 1)?.clone(), &super::named("System.Type"))?;
    let of = match of {
        Value::Type(of) => of,
        _ => super::named("System.Object"),
    };
    let attributes = args.get(2).cloned().unwrap_or_else(|| super::list::of_objects(Vec::new()));
    Ok(Value::native(Definition { name, of, attributes, value: RefCell::new(None) }))
}

static DEFINITION: Class = Class {
    name: "System.Management.Automation.RuntimeDefinedParameter",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Name",
            type_name: "string",
            get: |_, this| Ok(read(this, |found| Value::text(found.name.as_str()))),
            set: None,
        },
        Property {
            name: "ParameterType",
            type_name: "type",
            get: |_, this| Ok(read(this, |found| Value::Type(found.of.clone()))),
            set: None,
        },
        Property {
            name: "Value",
            type_name: "System.Object",
            get: |_, this| Ok(read(this, |found| found.value.borrow().clone().unwrap_or_default())),
            set: Some(|_, this, value| {
                if let Some(found) = this.as_native::<Definition>() {
                    *found.value.borrow_mut() = Some(value);
                }
                Ok(())
            }),
        },
        Property {
            name: "IsSet",
            type_name: "bool",
            get: |_, this| Ok(read(this, |found| Value::Bool(found.value.borrow().is_some()))),
            set: None,
        },
        Property {
            name: "Attributes",
            type_name: "System.Collections.ObjectModel.Collection[System.Attribute]",
            get: |_, this| Ok(read(this, |found| found.attributes.clone())),
            set: None,
        },
    ],
    construct: Some(construct),
    constructors: &[
        "System.Management.Automation.RuntimeDefinedParameter new(string name, type parameterType, System.Collections.ObjectModel.Collection[System.Attribute] attributes)",
    ],
    ..Class::EMPTY
};

static DICTIONARY: Class = Class {
    name: "System.Management.Automation.RuntimeDefinedParameterDictionary",
    base: Some(&object::OBJECT),
    construct: Some(|_, _| Ok(hashtable_value(Hashtable::new(false)))),
    constructors: &["System.Management.Automation.RuntimeDefinedParameterDictionary new()"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DEFINITION, &DICTIONARY];

/// A table with the parameters that `dynamicparam` sent.
pub fn extended(
    engine: &mut Engine,
    table: &BindingTable,
    sent: Vec<Value>,
    made: &mut Vec<RuntimeParameter>,
) -> Outcome<BindingTable> {
    let mut table = table.clone();
    for dictionary in sent {
        let Value::Object(object) = dictionary.unwrapped() else { continue };
        let ObjectKind::Hashtable(entries) = &object.kind else { continue };
        let entries: Vec<Value> = entries.borrow().iter().map(|(_, value)| value.clone()).collect();
        for entry in entries {
            let index = table.parameters.len();
            if let Some((parameter, constraints)) = declared(engine, &entry, &mut table)? {
                table.push(parameter);
                made.push(RuntimeParameter { index, constraints, object: entry });
            }
        }
    }
    Ok(table)
}

fn declared(
    engine: &mut Engine,
    entry: &Value,
    table: &mut BindingTable,
) -> Outcome<Option<(Parameter, Vec<VariableConstraint>)>> {
    let Some(definition) = entry.as_native::<Definition>() else { return Ok(None) };
    let full = definition.of.full_name();
    let mut parameter = Parameter::named(&definition.name, &full);
    parameter.is_switch = full == "System.Management.Automation.SwitchParameter";
    let mut constraints = vec![VariableConstraint::Type(definition.of.clone())];
    for one in member::enumerate(engine, &definition.attributes)?.unwrap_or_default() {
        if attribute::is(&one, &attribute::PARAMETER) {
            parameter.memberships.push(membership(engine, &one, table)?);
        } else if attribute::is(&one, &attribute::ALIAS) {
            let names = attribute::aliases(engine, &one)?;
            parameter.aliases.extend(names.into_iter().map(Into::into));
        } else if attribute::is(&one, &attribute::ALLOW_NULL) {
            parameter.allow_null = true;
        } else if attribute::is(&one, &attribute::ALLOW_EMPTY_STRING) {
            parameter.allow_empty_string = true;
        } else if attribute::is(&one, &attribute::ALLOW_EMPTY_COLLECTION) {
            parameter.allow_empty_collection = true;
        } else {
            constraints.extend(attribute::constraint(engine, &one)?);
        }
    }
    Ok(Some((parameter, constraints)))
}

fn membership(engine: &mut Engine, one: &Value, table: &mut BindingTable) -> Outcome<Membership> {
    let set = convert::to_text(engine, &attribute::field(one, "ParameterSetName"))?;
    let sets = match set.as_str() {
        "" | "__AllParameterSets" => ALL,
        name => {
            let known = table.sets.iter().position(|known| known.eq_ignore_ascii_case(name));
            let index = known.unwrap_or_else(|| {
                table.sets.push(name.into());
                table.sets.len() - 1
            });
            1 << index
        }
    };
    let flag = |name: &str| convert::to_bool(&attribute::field(one, name));
    let position = convert::to_int(&attribute::field(one, "Position"))?;
    let help = convert::to_text(engine, &attribute::field(one, "HelpMessage"))?;
    Ok(Membership {
        sets,
        position: Some(position).filter(|position| *position >= 0),
        mandatory: flag("Mandatory"),
        by_value: flag("ValueFromPipeline"),
        by_name: flag("ValueFromPipelineByPropertyName"),
        remaining: flag("ValueFromRemainingArguments"),
        help: Some(help.into()).filter(|help: &Rc<str>| !help.is_empty()),
        hidden: flag("DontShow"),
    })
}
