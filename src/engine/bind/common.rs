//! The common parameters, `-WhatIf` and `-Confirm`, and those of `SupportsPaging`.

use super::table::{ALL, Membership, Parameter};
use super::{Binder, errors};
use crate::engine::command::{ActionPreference, Common};
use crate::engine::types::switch_parameter;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, types};
use crate::language::Span;

const SWITCH: &str = "System.Management.Automation.SwitchParameter";
const ACTION: &str = "System.Management.Automation.ActionPreference";
const TEXT: &str = "System.String";

/// Name, alias, type.
const COMMON: &[(&str, &str, &str)] = &[
    ("Verbose", "vb", SWITCH),
    ("Debug", "db", SWITCH),
    ("ErrorAction", "ea", ACTION),
    ("WarningAction", "wa", ACTION),
    ("InformationAction", "infa", ACTION),
    ("ProgressAction", "proga", ACTION),
    ("ErrorVariable", "ev", TEXT),
    ("WarningVariable", "wv", TEXT),
    ("InformationVariable", "iv", TEXT),
    ("OutVariable", "ov", TEXT),
    ("OutBuffer", "ob", "System.Int32"),
    ("PipelineVariable", "pv", TEXT),
];
const SHOULD_PROCESS: &[(&str, &str, &str)] = &[("WhatIf", "wi", SWITCH), ("Confirm", "cf", SWITCH)];
const PAGING: &[(&str, &str, &str)] =
    &[("IncludeTotalCount", "", SWITCH), ("Skip", "", "System.UInt64"), ("First", "", "System.UInt64")];

/// What an advanced command takes beside its own parameters.
pub(super) fn parameters(should_process: bool, paging: bool) -> Vec<Parameter> {
    let more = SHOULD_PROCESS.iter().filter(|_| should_process);
    let pages = PAGING.iter().filter(|_| paging);
    COMMON.iter().chain(more).chain(pages).map(|(name, alias, kind)| parameter(name, alias, kind)).collect()
}

fn parameter(name: &str, alias: &str, kind: &str) -> Parameter {
    let membership = Membership {
        sets: ALL,
        position: None,
        mandatory: false,
        by_value: false,
        by_name: false,
        remaining: false,
        help: None,
        hidden: false,
    };
    Parameter {
        is_switch: kind == SWITCH,
        aliases: Some(alias).filter(|alias| !alias.is_empty()).map(Into::into).into_iter().collect(),
        memberships: vec![membership],
        ..Parameter::named(name, kind)
    }
}

/// Keeps a common parameter's value. Gives what `$PSBoundParameters` shows.
pub(super) fn set(
    engine: &mut Engine,
    binder: &Binder,
    common: &mut Common,
    name: &str,
    value: Value,
    span: Span,
) -> Outcome<Value> {
    if PAGING.iter().any(|(known, _, _)| *known == name) {
        return set_paging(engine, binder, common, name, value, span);
    }
    match name {
        "Verbose" | "Debug" | "WhatIf" | "Confirm" => {
            let on = convert::to_bool(&value);
            let place = match name {
                "Verbose" => &mut common.verbose,
                "Debug" => &mut common.debug,
                "WhatIf" => &mut common.what_if,
                _ => &mut common.confirm,
            };
            *place = Some(on);
            Ok(switch_parameter::value(on))
        }
        "ErrorAction" | "WarningAction" | "InformationAction" | "ProgressAction" => {
            let action = action(engine, binder, name, &value, span)?;
            let place = match name {
                "ErrorAction" => &mut common.error_action,
                "WarningAction" => &mut common.warning_action,
                "InformationAction" => &mut common.information_action,
                _ => &mut common.progress_action,
            };
            *place = Some(action);
            Ok(types::enumeration::value(ACTION, action as i64))
        }
        "OutBuffer" => {
            common.out_buffer = convert::to_int(&value).ok();
            Ok(value)
        }
        _ => {
            let text = convert::to_text(engine, &value)?;
            let place = match name {
                "ErrorVariable" => &mut common.error_variable,
                "WarningVariable" => &mut common.warning_variable,
                "InformationVariable" => &mut common.information_variable,
                "PipelineVariable" => &mut common.pipeline_variable,
                _ => &mut common.out_variable,
            };
            *place = Some(text.clone());
            Ok(Value::text(text))
        }
    }
}

fn action(
    engine: &mut Engine,
    binder: &Binder,
    name: &str,
    value: &Value,
    span: Span,
) -> Outcome<ActionPreference> {
    if value.is_null() {
        return Err(errors::no_action(binder, name, span));
    }
    match convert::to_action(value) {
        Some(ActionPreference::Suspend) => Err(errors::suspend(binder, name, span)),
        Some(action) => Ok(action),
        None => Err(errors::bad_action(engine, binder, name, value, span)),
    }
}

fn set_paging(
    engine: &mut Engine,
    binder: &Binder,
    common: &mut Common,
    name: &str,
    value: Value,
    span: Span,
) -> Outcome<Value> {
    if name == "IncludeTotalCount" {
        let on = convert::to_bool(&value);
        common.include_total_count = on;
        return Ok(switch_parameter::value(on));
    }
    let number = convert::to_type(engine, value, &types::named("System.UInt64"))
        .map_err(|fault| errors::not_convertible(binder, name, span, fault))?;
    if let Value::ULong(count) = number {
        let place = if name == "Skip" { &mut common.skip } else { &mut common.first };
        *place = Some(count);
    }
    Ok(number)
}

/// Whether a name is a common parameter's.
pub fn is_common_name(name: &str) -> bool {
    COMMON
        .iter()
        .chain(SHOULD_PROCESS)
        .any(|(known, alias, _)| known.eq_ignore_ascii_case(name) || alias.eq_ignore_ascii_case(name))
}
