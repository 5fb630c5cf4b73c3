//! `Update-TypeData`.

use super::type_members::{self, MemberType};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Member, MemberBody};
use crate::engine::types::type_data;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};

cmdlet! {
    /// Gives a type more members, or the properties that views show.
    ///
    /// # Examples
    /// ```powershell
    /// Update-TypeData -TypeName System.String -MemberType ScriptProperty -MemberName Half -Value { $this.Length / 2 }
    /// Update-TypeData -TypeName My.Server -DefaultDisplayPropertySet Name, State
    /// Update-TypeData -TypeName My.Server -DefaultDisplayProperty Name -DefaultKeyPropertySet Name -SerializationDepth 2 -Force
    /// Update-TypeData -TypeName My.Server -MemberType ScriptProperty -MemberName Port -Value { 1 } -SecondValue { param($value) } -Force
    /// Set-Content ./own.types.ps1xml '<Types><Type><Name>My.Pool</Name><Members><NoteProperty><Name>Port</Name><Value>5061</Value></NoteProperty></Members></Type></Types>'
    /// Update-TypeData -AppendPath ./own.types.ps1xml
    /// Set-Content ./other.types.ps1xml '<Types><Type><Name>My.Edge</Name><Members><NoteProperty><Name>Port</Name><Value>5269</Value></NoteProperty></Members></Type></Types>'
    /// Update-TypeData -PrependPath ./other.types.ps1xml
    /// Update-TypeData -TypeName My.Server -SerializationMethod SpecificProperties -PropertySerializationSet Name, State -InheritPropertySerializationSet $true -StringSerializationSource Name -Force
    /// Update-TypeData -TypeName My.Server -TargetTypeForDeserialization System.Management.Automation.PSObject -Force
    /// Update-TypeData -TypeData (Get-TypeData My.Pool) -Force
    /// Update-TypeData -TypeName My.Server -TypeConverter ([System.Version]) -TypeAdapter ([System.Version]) -Force
    /// ```
    "Update-TypeData" as UpdateTypeData {
        class: "Microsoft.PowerShell.Commands.UpdateTypeDataCommand",
        default_set: "FileSet",
        should_process: Some(Impact::Low),
    }
    parameters {
        /// Files of types, read after the known ones.
        "AppendPath" append: Vec<String> { aliases: &["PSPath", "Path"], sets: &[Membership { set: "FileSet", position: Some(0), mandatory: false, pipe: Pipe::Both }] },
        /// Files of types, read before the known ones.
        "PrependPath" prepend: Vec<String> { sets: &[Membership { set: "FileSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The type that gets the member.
        "TypeName" type_name: Option<String> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: true, pipe: Pipe::ByValue }] },
        /// The kind of member.
        "MemberType" kind: Option<MemberType> { type_name: "System.Management.Automation.PSMemberTypes", sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Its name.
        "MemberName" member_name: Option<String> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Its value, or the block that gives it.
        "Value" value: Option<Value> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The block that sets a script property.
        "SecondValue" second: Option<Value> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// A class that converts to the type.
        "TypeConverter" converter: Option<Value> { type_name: "System.Type", sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// A class that adapts the type.
        "TypeAdapter" adapter: Option<Value> { type_name: "System.Type", sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// How objects are written to Clixml.
        "SerializationMethod" serialization: Option<String> { values: &["AllPublicProperties", "String", "SpecificProperties"], sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// What objects read from Clixml become.
        "TargetTypeForDeserialization" target: Option<Value> { type_name: "System.Type", sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// How deep objects are written to Clixml.
        "SerializationDepth" depth: Option<i32> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The property that a wide list shows.
        "DefaultDisplayProperty" display_property: Option<String> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Whether derived types write the same properties.
        "InheritPropertySerializationSet" inherit: Option<Value> { type_name: "System.Boolean", sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The property that is written as the text of an object.
        "StringSerializationSource" source: Option<String> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The properties that views show.
        "DefaultDisplayPropertySet" display: Vec<String> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The properties that sorting and grouping use.
        "DefaultKeyPropertySet" key: Vec<String> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The properties that Clixml has.
        "PropertySerializationSet" serialized: Vec<String> { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Type data as `Get-TypeData` gives it.
        "TypeData" data: Vec<Value> { type_name: "System.Management.Automation.Runspaces.TypeData[]", sets: &[Membership { set: "TypeDataSet", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
        /// Replaces existing members.
        "Force" force: bool { sets: &[Membership { set: "DynamicTypeSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "TypeDataSet", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for UpdateTypeData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in self.prepend.clone().into_iter().chain(self.append.clone()) {
            self.read_file(context, &path)?;
        }
        for data in self.data.clone() {
            self.take(context, &data)?;
        }
        let Some(name) = self.type_name.clone() else { return Ok(()) };
        if !context.should_process(&format!("TypeName: {name}"), "Update TypeData")? {
            return Ok(());
        }
        let name = full_name(context, &name);
        self.check(context, &name)?;
        let sets = [
            ("DefaultDisplayPropertySet", &self.display),
            ("DefaultKeyPropertySet", &self.key),
            ("PropertySerializationSet", &self.serialized),
        ];
        for (set, names) in sets {
            if !names.is_empty() {
                let body = MemberBody::PropertySet(names.iter().map(|name| name.as_str().into()).collect());
                self.standard(context, &name, set, body)?;
            }
        }
        if let Some(property) = self.display_property.clone() {
            self.standard(context, &name, "DefaultDisplayProperty", MemberBody::Note(Value::text(property)))?;
        }
        for (standard, value) in self.standard_values() {
            self.standard(context, &name, standard, MemberBody::Note(value))?;
        }
        if let Some(source) = self.source.clone() {
            self.standard(context, &name, "StringSerializationSource", MemberBody::Alias(source.into()))?;
        }
        let (Some(kind), Some(member)) = (self.kind, self.member_name.clone()) else { return Ok(()) };
        let value = self.value.clone().unwrap_or_default();
        let second = self.second.clone().unwrap_or_default();
        let Some(body) = type_members::body(context.engine, kind, value, second)? else {
            return Err(context.terminate(
                "System.InvalidOperationException",
                format!("The member type \"{}\" is not supported.", kind.name()),
                "CannotUpdateMemberType",
                Category::InvalidOperation,
                Value::Null,
            ));
        };
        self.add(context, &name, Member { name: member.as_str().into(), body, hidden: false })
    }
}

/// The full name of a type that is given by its short one; other names stay.
fn full_name(context: &mut Context<'_>, name: &str) -> String {
    match crate::engine::types::resolve_text(context.engine, name) {
        Ok(of) => of.assembly_name(),
        Err(_) => name.to_string(),
    }
}

impl UpdateTypeData {
    /// What is given for the serialization, by the names of the standard members.
    fn standard_values(&self) -> Vec<(&'static str, Value)> {
        let method = self.serialization.as_deref().and_then(|wanted| {
            ["AllPublicProperties", "String", "SpecificProperties"]
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(wanted))
        });
        let values = [
            ("SerializationMethod", method.map(Value::from)),
            ("TargetTypeForDeserialization", self.target.clone()),
            ("SerializationDepth", self.depth.map(Value::Int)),
            ("InheritPropertySerializationSet", self.inherit.clone()),
            ("TypeConverter", self.converter.clone()),
            ("TypeAdapter", self.adapter.clone()),
        ];
        values.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
    }

    /// A member needs its kind, its name and its value; type data needs something to hold.
    fn check(&self, context: &mut Context<'_>, name: &str) -> Outcome {
        let of_member = self.kind.is_some() || self.member_name.is_some() || context.bound("Value");
        let (parameter, id) = match (of_member, self.kind, &self.member_name) {
            (true, None, _) => ("MemberType", "MemberTypeIsMissing"),
            (true, _, None) => ("MemberName", "MemberNameShouldBeSpecified"),
            (true, Some(kind), _) if !context.bound("Value") || needs_value(kind) && self.has_no_value() => {
                ("Value", "ValueShouldBeSpecified")
            }
            (true, ..) => return Ok(()),
            (false, ..) => {
                let others = !self.standard_values().is_empty()
                    || self.source.is_some()
                    || self.display_property.is_some()
                    || [&self.display, &self.key, &self.serialized].iter().any(|set| !set.is_empty());
                if others {
                    return Ok(());
                }
                let message =
                    format!("Error in TypeData \"{name}\": The TypeData must have at least one member.");
                return Err(refused(context, message, "TypeDataEmpty"));
            }
        };
        Err(refused(context, format!("The {parameter} parameter is required for the type \"{name}\"."), id))
    }

    fn has_no_value(&self) -> bool {
        self.value.as_ref().is_none_or(Value::is_null) && self.second.as_ref().is_none_or(Value::is_null)
    }

    fn exists(&self, context: &mut Context<'_>, of: &str, member: &str) -> Outcome {
        let message = format!("Error in TypeData \"{of}\": The member \"{member}\" is already present.");
        context.fail(
            "System.Management.Automation.RuntimeException",
            message,
            "TypesDynamicUpdateException",
            Category::InvalidOperation,
            Value::Null,
        )
    }

    fn add(&self, context: &mut Context<'_>, of: &str, member: Member) -> Outcome {
        if !self.force && type_data::find(of).is_some_and(|data| data.members.get(&member.name).is_some()) {
            return self.exists(context, of, &member.name);
        }
        type_data::change(of, |data| data.members.add(member));
        Ok(())
    }

    fn standard(&self, context: &mut Context<'_>, of: &str, name: &str, body: MemberBody) -> Outcome {
        if !self.force && type_data::find(of).is_some_and(|data| data.standard.get(name).is_some()) {
            return self.exists(context, of, name);
        }
        type_data::change(of, |data| data.standard.add(Member { name: name.into(), body, hidden: false }));
        Ok(())
    }

    /// The members of a `TypeData` object.
    fn take(&self, context: &mut Context<'_>, data: &Value) -> Outcome {
        let name = member::get(context.engine, data, "TypeName")?
            .map(|name| convert::display(&name))
            .unwrap_or_default();
        if let Some(known) = super::get_type_data::data_of(data) {
            for member in known.members.iter() {
                self.add(context, &name, member.clone())?;
            }
            for member in known.standard.iter() {
                self.standard(context, &name, &member.name, member.body.clone())?;
            }
        }
        Ok(())
    }

    /// Members from a types.ps1xml file.
    fn read_file(&self, context: &mut Context<'_>, path: &str) -> Outcome {
        let full = context.engine.resolve_path(path);
        if full.extension().is_none_or(|end| !end.eq_ignore_ascii_case("ps1xml")) {
            let shown = full.display().to_string();
            let message = format!(
                "Cannot read the file \"{shown}\" because it does not have the file name extension \"ps1xml\"."
            );
            return context.fail(
                "System.Management.Automation.PSInvalidOperationException",
                message,
                "WrongExtension",
                Category::InvalidArgument,
                Value::text(shown),
            );
        }
        let text =
            std::fs::read_to_string(&full).map_err(|error| file_error(context, path, &error.to_string()))?;
        let members = super::types_file::read(context.engine, &text)
            .map_err(|error| file_error(context, path, &error))?;
        type_data::remember_file(&full, &members);
        for (of, member, is_standard) in members {
            type_data::change(&of, |data| {
                if is_standard { data.standard.add(member) } else { data.members.add(member) }
            });
        }
        Ok(())
    }
}

/// Kinds that are nothing without a value.
fn needs_value(kind: MemberType) -> bool {
    matches!(kind, MemberType::AliasProperty | MemberType::ScriptProperty | MemberType::ScriptMethod)
}

fn refused(context: &Context<'_>, message: String, id: &str) -> Box<crate::engine::Fault> {
    let class = "System.InvalidOperationException";
    context.terminate(class, message, id, Category::InvalidOperation, Value::Null)
}

fn file_error(context: &mut Context<'_>, path: &str, reason: &str) -> Box<crate::engine::Fault> {
    context.terminate(
        "System.Management.Automation.RuntimeException",
        format!("The following errors occurred when loading file {path}: {reason}"),
        "TypesXmlUpdateException",
        Category::InvalidOperation,
        Value::text(path),
    )
}
