//! `ParameterMetadata`: a parameter as `(Get-Command x).Parameters` shows it, with its attributes.

use super::command_info::{Found, aliases, parameter_type};
use super::record::{made, record_class};
use super::{Class, attribute};
use crate::engine::bind::Parameter;
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::pipeline::native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::rc::Rc;

record_class!(METADATA "System.Management.Automation.ParameterMetadata" [
    "Name" "string",
    "ParameterType" "type",
    "ParameterSets" "System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterSetMetadata]",
    "IsDynamic" "bool",
    "Aliases" "System.Collections.ObjectModel.Collection[string]",
    "Attributes" "System.Collections.ObjectModel.Collection[System.Attribute]",
    "SwitchParameter" "bool",
] set);
record_class!(SET_METADATA "System.Management.Automation.ParameterSetMetadata" ["IsMandatory", "Position", "ValueFromPipeline", "ValueFromPipelineByPropertyName", "ValueFromRemainingArguments", "HelpMessage"]);

pub(super) const CLASSES: &[&Class] = &[&METADATA, &SET_METADATA];

/// Parameters of a command by name, each with its `ParameterMetadata`.
pub(super) fn table(
    engine: &mut Engine,
    of: &Found,
    parameters: &[Parameter],
    sets: &[Rc<str>],
) -> Outcome<Value> {
    let checks = checks(engine, of);
    let mut table = Hashtable::new(false);
    let class =
        "System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterMetadata]";
    table.of = Some(super::resolve_text(engine, class)?);
    for (index, parameter) in parameters.iter().enumerate() {
        let own = checks.get(index).map(Vec::as_slice).unwrap_or_default();
        table.set(Value::text(parameter.name.as_ref()), metadata(engine, parameter, sets, own));
    }
    Ok(hashtable_value(table))
}

/// The validations and conversions of each parameter, in the order of the parameters.
fn checks(engine: &mut Engine, of: &Found) -> Vec<Vec<VariableConstraint>> {
    match of {
        Found::Native(info) => info.parameters.iter().map(native::constraints).collect(),
        _ => match of.block(engine) {
            Some(block) => engine.info_of(&block).map(|info| info.constraints.clone()).unwrap_or_default(),
            None => Vec::new(),
        },
    }
}

/// Names of the sets of a bit mask.
fn set_names(bits: u32, sets: &[Rc<str>]) -> Vec<String> {
    let named: Vec<String> = sets
        .iter()
        .enumerate()
        .filter(|(index, _)| bits != u32::MAX && bits >> index & 1 == 1)
        .map(|(_, name)| name.to_string())
        .collect();
    if named.is_empty() { vec!["__AllParameterSets".into()] } else { named }
}

fn metadata(
    engine: &mut Engine,
    parameter: &Parameter,
    sets: &[Rc<str>],
    checks: &[VariableConstraint],
) -> Value {
    let mut attributes = Vec::new();
    let mut by_set = Hashtable::new(true);
    for place in &parameter.memberships {
        for set in set_names(place.sets, sets) {
            let facts = [
                ("Position", Value::Int(place.position.unwrap_or(i32::MIN))),
                ("ValueFromPipeline", Value::Bool(place.by_value)),
                ("ValueFromPipelineByPropertyName", Value::Bool(place.by_name)),
                ("ValueFromRemainingArguments", Value::Bool(place.remaining)),
                ("HelpMessage", Value::text(place.help.as_deref().unwrap_or_default())),
            ];
            let own = [
                ("ParameterSetName", Value::text(set.as_str())),
                ("Mandatory", Value::Bool(place.mandatory)),
                ("DontShow", Value::Bool(place.hidden)),
            ];
            let fields = facts.iter().cloned().chain(own);
            attributes.push(attribute::made(&attribute::PARAMETER, fields));
            let mandatory = [("IsMandatory", Value::Bool(place.mandatory))];
            let fields = facts.into_iter().chain(mandatory);
            by_set.set(Value::text(set), made(&SET_METADATA, "", fields));
        }
    }
    if !parameter.aliases.is_empty() {
        attributes.push(attribute::made(&attribute::ALIAS, [("AliasNames", aliases(parameter))]));
    }
    attributes.extend(checks.iter().filter_map(attribute::of_constraint));
    if checks.iter().any(|check| matches!(check, VariableConstraint::Type(_))) && parameter.script {
        attributes.push(attribute::made(&attribute::TYPE_CONVERTER, []));
    }
    made(
        &METADATA,
        "",
        [
            ("Name", Value::text(parameter.name.as_ref())),
            ("ParameterType", parameter_type(engine, parameter)),
            ("ParameterSets", hashtable_value(by_set)),
            ("IsDynamic", Value::Bool(parameter.provider.is_some())),
            ("Aliases", aliases(parameter)),
            ("Attributes", super::list::collection_of("System.Attribute", attributes)),
            ("SwitchParameter", Value::Bool(parameter.is_switch)),
        ],
    )
}
