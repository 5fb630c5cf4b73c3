//! Pipeline objects to parameters: by value without conversion, by name, then with conversion.

use super::table::{ALL, Sets};
use super::{BindingTable, Target};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, member};

/// Binds one pipeline object. Gives the indexes bound, or `None` when nothing takes it.
///
/// `given` are the parameters that the command line already filled.
pub fn bind_input(
    engine: &mut Engine,
    table: &BindingTable,
    given: &[bool],
    sets: Sets,
    value: &Value,
    target: &mut dyn Target,
) -> Outcome<Option<Vec<(usize, Value)>>> {
    let sets = if table.sets.is_empty() { ALL } else { sets };
    let mut bound = Vec::new();
    let mut last_error = None;
    for exact in [true, false] {
        if bound.is_empty() {
            by_value(engine, table, given, sets, value, target, exact, &mut bound, &mut last_error)?;
        }
        by_name(engine, table, given, sets, value, target, exact, &mut bound, &mut last_error)?;
        if !bound.is_empty() {
            return Ok(Some(bound));
        }
    }
    match last_error {
        Some(fault) => Err(fault),
        None => Ok(None),
    }
}

fn free<'a>(
    table: &'a BindingTable,
    given: &'a [bool],
    bound: &[(usize, Value)],
) -> Vec<(usize, &'a super::Parameter)> {
    let taken: Vec<usize> = bound.iter().map(|(index, _)| *index).collect();
    table
        .parameters
        .iter()
        .enumerate()
        .filter(|(index, _)| given.get(*index) != Some(&true) && !taken.contains(index))
        .collect()
}

#[expect(clippy::too_many_arguments, reason = "one step of the binding order, with its whole state")]
fn by_value(
    engine: &mut Engine,
    table: &BindingTable,
    given: &[bool],
    sets: Sets,
    value: &Value,
    target: &mut dyn Target,
    exact: bool,
    bound: &mut Vec<(usize, Value)>,
    last_error: &mut Option<Box<Fault>>,
) -> Outcome {
    for (index, parameter) in free(table, given, bound) {
        if !parameter.in_sets(sets).is_some_and(|place| place.by_value) {
            continue;
        }
        if exact && !member::fits(value, &parameter.type_name) {
            continue;
        }
        match target.assign(engine, index, value.clone()) {
            Ok(()) => bound.push((index, value.clone())),
            Err(fault) if matches!(*fault, Fault::Error { .. }) => *last_error = Some(fault),
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one step of the binding order, with its whole state")]
fn by_name(
    engine: &mut Engine,
    table: &BindingTable,
    given: &[bool],
    sets: Sets,
    value: &Value,
    target: &mut dyn Target,
    exact: bool,
    bound: &mut Vec<(usize, Value)>,
    last_error: &mut Option<Box<Fault>>,
) -> Outcome {
    for (index, parameter) in free(table, given, bound) {
        if !parameter.in_sets(sets).is_some_and(|place| place.by_name) {
            continue;
        }
        let names = std::iter::once(&parameter.name).chain(parameter.aliases.iter());
        let mut found = None;
        for name in names {
            found = member::property(engine, value, name)?;
            if found.is_some() {
                break;
            }
        }
        let Some(found) = found else { continue };
        if exact && !member::fits(&found, &parameter.type_name) {
            continue;
        }
        match target.assign(engine, index, found.clone()) {
            Ok(()) => bound.push((index, found)),
            Err(fault) if matches!(*fault, Fault::Error { .. }) => *last_error = Some(fault),
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}
