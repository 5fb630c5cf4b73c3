//! `Get-TypeData`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::object::{Hashtable, MemberBody, Members};
use crate::engine::types::type_data::{self, TypeData};
use crate::engine::types::{hashtable, record};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, operators, types};

record::record_class!(DATA "System.Management.Automation.Runspaces.TypeData" ["TypeName", "Members", "TypeConverter", "TypeAdapter", "IsOverride", "SerializationMethod", "TargetTypeForDeserialization", "SerializationDepth", "DefaultDisplayProperty", "InheritPropertySerializationSet", "StringSerializationSource", "DefaultDisplayPropertySet", "DefaultKeyPropertySet", "PropertySerializationSet"]);

cmdlet! {
    /// Lists what types have beyond their classes.
    ///
    /// # Examples
    /// ```powershell
    /// Update-TypeData -TypeName My.Server -MemberType NoteProperty -MemberName Port -Value 5061
    /// Get-TypeData My.*
    /// Get-TypeData -TypeName My.Server
    /// ```
    "Get-TypeData" as GetTypeData { class: "Microsoft.PowerShell.Commands.GetTypeDataCommand" }
    parameters {
        /// Names of types, with wildcards.
        "TypeName" names: Vec<String> { position: Some(0), pipe: Pipe::ByValue, wildcards: true },
    }
}

impl Cmdlet for GetTypeData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for data in type_data::all() {
            let named = self.names.is_empty()
                || self.names.iter().any(|pattern| {
                    let full = types::resolve_text(context.engine, pattern).map(|of| of.full_name());
                    operators::like(&data.name, pattern, true) || full.is_ok_and(|full| full == *data.name)
                });
            if named {
                context.output(shown(&data))?;
            }
        }
        Ok(())
    }
}

fn shown(data: &TypeData) -> Value {
    let mut members = Hashtable::new(false);
    for found in data.members.iter() {
        members.set(Value::text(found.name.as_ref()), member::info::added(&Value::Null, found, false));
    }
    let standard = |name: &str| match data.standard.get(name) {
        Some(found) => member::info::added(&Value::Null, found, false),
        None => Value::Null,
    };
    let note = |name: &str| match data.standard.get(name).map(|found| &found.body) {
        Some(MemberBody::Note(value)) => value.clone(),
        Some(MemberBody::Alias(source)) => Value::text(source.as_ref()),
        _ => Value::Null,
    };
    record::made(
        &DATA,
        "",
        [
            ("TypeName", Value::text(data.name.as_ref())),
            ("Members", hashtable::value(members)),
            ("IsOverride", Value::Bool(false)),
            ("TypeConverter", note("TypeConverter")),
            ("TypeAdapter", note("TypeAdapter")),
            ("SerializationMethod", note("SerializationMethod")),
            ("TargetTypeForDeserialization", note("TargetTypeForDeserialization")),
            ("SerializationDepth", note("SerializationDepth")),
            ("DefaultDisplayProperty", note("DefaultDisplayProperty")),
            ("InheritPropertySerializationSet", note("InheritPropertySerializationSet")),
            ("StringSerializationSource", note("StringSerializationSource")),
            ("PropertySerializationSet", standard("PropertySerializationSet")),
            ("DefaultDisplayPropertySet", standard("DefaultDisplayPropertySet")),
            ("DefaultKeyPropertySet", standard("DefaultKeyPropertySet")),
        ],
    )
}

/// The members in a `TypeData` object; `None` for other values.
pub fn data_of(value: &Value) -> Option<TypeData> {
    let table = hashtable::table(&record::field(value, "Members"))?.borrow().clone();
    let mut data =
        TypeData { name: convert::display(&record::field(value, "TypeName")).into(), ..TypeData::default() };
    data.members = collected(table.iter().map(|(_, item)| item));
    let sets = ["DefaultDisplayPropertySet", "DefaultKeyPropertySet"].map(|name| record::field(value, name));
    data.standard = collected(sets.iter());
    Some(data)
}

fn collected<'a>(items: impl Iterator<Item = &'a Value>) -> Members {
    let mut members = Members::default();
    items.filter_map(member::info::member).for_each(|found| members.add(found));
    members
}
