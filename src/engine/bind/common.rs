//! The common parameters, and `-WhatIf` and `-Confirm`.

use super::{Binder, errors};
use crate::engine::command::Common;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use crate::language::Span;

/// Name, alias, whether it is a switch.
const COMMON: &[(&str, &str, bool)] = &[
    ("Verbose", "vb", true),
    ("Debug", "db", true),
    ("ErrorAction", "ea", false),
    ("WarningAction", "wa", false),
    ("InformationAction", "infa", false),
    ("ProgressAction", "proga", false),
    ("ErrorVariable", "ev", false),
    ("WarningVariable", "wv", false),
    ("InformationVariable", "iv", false),
    ("OutVariable", "ov", false),
    ("OutBuffer", "ob", false),
    ("PipelineVariable", "pv", false),
];
const SHOULD_PROCESS: &[(&str, &str, bool)] = &[("WhatIf", "wi", true), ("Confirm", "cf", true)];

fn entries(should_process: bool) -> impl Iterator<Item = &'static (&'static str, &'static str, bool)> {
    COMMON.iter().chain(SHOULD_PROCESS.iter().filter(move |_| should_process))
}

pub(super) fn is_exact(name: &str, should_process: bool) -> bool {
    entries(should_process)
        .any(|(known, alias, _)| known.eq_ignore_ascii_case(name) || alias.eq_ignore_ascii_case(name))
}

/// Common parameters that a prefix could mean.
pub(super) fn matching(name: &str, should_process: bool) -> Vec<&'static str> {
    let starts = |known: &str| known.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    entries(should_process).filter(|(known, _, _)| starts(known)).map(|(known, _, _)| *known).collect()
}

fn resolve(name: &str) -> Option<&'static str> {
    let exact = entries(true)
        .find(|(known, alias, _)| known.eq_ignore_ascii_case(name) || alias.eq_ignore_ascii_case(name));
    match exact {
        Some((known, _, _)) => Some(known),
        None => match matching(name, true).as_slice() {
            [one] => Some(one),
            _ => None,
        },
    }
}

pub(super) fn is_common(name: &str, should_process: bool) -> bool {
    is_exact(name, should_process) || matching(name, should_process).len() == 1
}

pub(super) fn is_switch(name: &str) -> bool {
    resolve(name).is_some_and(|found| entries(true).any(|(known, _, switch)| *known == found && *switch))
}

pub(super) fn set(
    engine: &mut Engine,
    binder: &Binder,
    common: &mut Common,
    name: &str,
    value: Option<Value>,
    span: Span,
) -> Outcome {
    let value = value.unwrap_or(Value::Bool(true));
    let flag = Some(convert::to_bool(&value));
    let Some(name) = resolve(name) else { return Err(errors::unknown_name(binder, name, span)) };
    let text = |engine: &mut Engine| convert::to_text(engine, &value).map(Some);
    let mut action = || match convert::to_action(&value) {
        Some(action) => Ok(Some(action)),
        None => Err(errors::bad_action(engine, binder, name, &value, span)),
    };
    match name {
        "Verbose" => common.verbose = flag,
        "Debug" => common.debug = flag,
        "WhatIf" => common.what_if = flag,
        "Confirm" => common.confirm = flag,
        "ErrorAction" => common.error_action = action()?,
        "WarningAction" => common.warning_action = action()?,
        "InformationAction" => common.information_action = action()?,
        "ProgressAction" => common.progress_action = action()?,
        "ErrorVariable" => common.error_variable = text(engine)?,
        "WarningVariable" => common.warning_variable = text(engine)?,
        "InformationVariable" => common.information_variable = text(engine)?,
        "OutVariable" => common.out_variable = text(engine)?,
        "PipelineVariable" => common.pipeline_variable = text(engine)?,
        _ => common.out_buffer = convert::to_int(&value).ok(),
    }
    Ok(())
}

/// Whether a name is a common parameter's, for `$PSDefaultParameterValues`.
pub fn is_common_name(name: &str) -> bool {
    is_exact(name, true)
}
