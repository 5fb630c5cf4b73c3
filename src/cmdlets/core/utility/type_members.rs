//! Members that `Add-Member` and `Update-TypeData` make from their arguments.

use crate::engine::object::{MemberBody, Members};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};

crate::enum_parameter! {
    /// Kinds of members, as `PSMemberTypes` names them.
    MemberType {
        AliasProperty, CodeProperty, Property, NoteProperty, ScriptProperty, PropertySet, Method, CodeMethod,
        ScriptMethod, Methods, ParameterizedProperty, MemberSet, Event, Dynamic, InferredProperty, Properties, All,
    }
    default NoteProperty
}

impl MemberType {
    pub fn name(self) -> &'static str {
        <Self as crate::engine::command::FromValue>::VALUES.get(self as usize).copied().unwrap_or_default()
    }
}

/// What stands behind a member of a kind; `None` for kinds that cannot be added. Errors: a value is
/// no script block.
pub fn body(
    engine: &mut Engine,
    kind: MemberType,
    value: Value,
    second: Value,
) -> Outcome<Option<MemberBody>> {
    Ok(Some(match kind {
        MemberType::NoteProperty => MemberBody::Note(value),
        MemberType::AliasProperty => MemberBody::Alias(convert::to_text(engine, &value)?.into()),
        MemberType::ScriptProperty => MemberBody::ScriptProperty { get: block(value)?, set: block(second)? },
        MemberType::ScriptMethod => MemberBody::ScriptMethod(block(value)?),
        MemberType::PropertySet => {
            let items = member::enumerate(engine, &value)?.unwrap_or_else(|| vec![value.clone()]);
            MemberBody::PropertySet(items.iter().map(|item| convert::display(item).into()).collect())
        }
        MemberType::MemberSet => {
            let mut set = Members::default();
            for item in member::enumerate(engine, &value)?.unwrap_or_default() {
                if let Some(found) = member::info::member(&item) {
                    set.add(found);
                }
            }
            MemberBody::MemberSet(Box::new(set))
        }
        _ => return Ok(None),
    }))
}

/// A script block, or nothing.
fn block(value: Value) -> Outcome<Value> {
    match value.unwrapped() {
        Value::Block(_) | Value::Null | Value::Empty => Ok(value),
        other => Err(convert::no_conversion(other, "System.Management.Automation.ScriptBlock")),
    }
}
