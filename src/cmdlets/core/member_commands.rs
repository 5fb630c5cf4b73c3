//! `Get-Member`, `Add-Member`, `New-Object`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Member, MemberBody};
use crate::engine::types::{self, hashtable, record};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, operators};

record::record_class!(DEFINITION "Microsoft.PowerShell.Commands.MemberDefinition" ["TypeName", "Name", "MemberType", "Definition"]);

cmdlet! {
    /// Lists the properties and methods of objects.
    ///
    /// # Examples
    /// ```powershell
    /// 'text' | Get-Member -MemberType Property
    /// ```
    "Get-Member" as GetMember { aliases: &["gm"], class: "Microsoft.PowerShell.Commands.GetMemberCommand" }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), wildcards: true },
        /// Kinds of members.
        "MemberType" kind: Option<String> { aliases: &["Type"] },
        /// Static members of the type.
        "Static" is_static: bool { validate: &[Validation::NotYet] },
        /// Hidden members too.
        "Force" force: bool,
        /// Which members by where they come from.
        "View" view: Option<String> { validate: &[Validation::NotYet] },
    }
    state { seen: Vec<String>, any: bool }
}

impl Cmdlet for GetMember {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let object = self.input.clone();
        if object.is_null() {
            return Ok(());
        }
        self.any = true;
        let type_name = member::type_names(&object).first().cloned().unwrap_or_default();
        if self.seen.contains(&type_name) {
            return Ok(());
        }
        self.seen.push(type_name.clone());
        let mut found = member::describe(context.engine, &object)?;
        found.sort_by(|a, b| {
            (rank(a.kind), a.name.to_lowercase()).cmp(&(rank(b.kind), b.name.to_lowercase()))
        });
        for described in found {
            let named = self.name.is_empty()
                || self.name.iter().any(|pattern| operators::like(&described.name, pattern, true));
            if !named || !self.wants(described.kind) {
                continue;
            }
            let fields = [
                ("TypeName", Value::text(type_name.as_str())),
                ("Name", Value::text(described.name.as_ref())),
                ("MemberType", Value::text(described.kind)),
                ("Definition", Value::text(described.definition.as_str())),
            ];
            context.output(record::made(&DEFINITION, described.definition, fields))?;
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.any {
            return Ok(());
        }
        let message = "You must specify an object for the Get-Member cmdlet.";
        context.fail(
            "System.InvalidOperationException",
            message,
            "NoObjectInGetMember",
            Category::CloseError,
            Value::Null,
        )
    }
}

/// Methods stand before properties.
fn rank(kind: &str) -> u8 {
    match kind {
        "Method" => 1,
        "ScriptMethod" => 5,
        "AliasProperty" => 0,
        "NoteProperty" => 2,
        "Property" => 3,
        _ => 4,
    }
}

impl GetMember {
    fn wants(&self, kind: &str) -> bool {
        let Some(wanted) = &self.kind else { return true };
        wanted.split(',').map(str::trim).any(|wanted| match wanted.to_ascii_lowercase().as_str() {
            "all" => true,
            "properties" => kind.ends_with("Property") || kind == "PropertySet",
            "methods" => kind.ends_with("Method"),
            other => kind.eq_ignore_ascii_case(other),
        })
    }
}

cmdlet! {
    /// Adds a property or method to objects.
    ///
    /// # Examples
    /// ```powershell
    /// $user = [pscustomobject]@{ Name = 'Ann' }
    /// $user | Add-Member -NotePropertyName Age -NotePropertyValue 34 -PassThru
    /// ```
    "Add-Member" as AddMember { class: "Microsoft.PowerShell.Commands.AddMemberCommand", default_set: "TypeNameSet" }
    parameters {
        /// Each object.
        "InputObject" input: Value { mandatory: true, pipe: Pipe::ByValue },
        /// The kind of member.
        "MemberType" kind: Option<String> {
            aliases: &["Type"],
            sets: &[Membership { set: "MemberSet", position: Some(0), mandatory: true, pipe: Pipe::No }],
            values: &["NoteProperty", "AliasProperty", "ScriptProperty", "ScriptMethod", "PropertySet", "MemberSet", "CodeProperty", "CodeMethod"],
        },
        /// Its name.
        "Name" name: Option<String> { sets: &[Membership { set: "MemberSet", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// Its value, or the block that gives it.
        "Value" value: Option<Value> { sets: &[Membership { set: "MemberSet", position: Some(2), mandatory: false, pipe: Pipe::No }] },
        /// The block that sets a script property.
        "SecondValue" second: Option<Value> { sets: &[Membership { set: "MemberSet", position: Some(3), mandatory: false, pipe: Pipe::No }] },
        /// The name of a note property.
        "NotePropertyName" note_name: Option<String> { sets: &[Membership { set: "NotePropertySingleMemberSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Its value.
        "NotePropertyValue" note_value: Option<Value> { sets: &[Membership { set: "NotePropertySingleMemberSet", position: Some(1), mandatory: true, pipe: Pipe::No }], validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// A table of note properties.
        "NotePropertyMembers" members: Option<Value> { sets: &[Membership { set: "NotePropertyMultiMemberSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// A name put in front of the object's type names.
        "TypeName" type_name: Option<String>,
        /// Replaces an existing member.
        "Force" force: bool,
        /// Sends the object on.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for AddMember {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut object = self.input.clone();
        for member in self.members(context)? {
            let exists = member::get(context.engine, &object, &member.name)?.is_some()
                && member::property_names(&object).iter().any(|name| name.eq_ignore_ascii_case(&member.name));
            if exists && !self.force {
                let message = format!(
                    "Cannot add a member with the name \"{}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.",
                    member.name
                );
                context.fail(
                    "System.InvalidOperationException",
                    message,
                    "MemberAlreadyExists",
                    Category::InvalidOperation,
                    object.clone(),
                )?;
                continue;
            }
            object = member::add_member(object, member);
        }
        if let (Some(name), Value::Object(inner)) = (&self.type_name, &object) {
            let mut names: Vec<std::rc::Rc<str>> = vec![name.as_str().into()];
            names.extend(member::type_names(&object).into_iter().map(Into::into));
            *inner.type_names.borrow_mut() = Some(names);
        }
        if self.pass_thru { context.output(object) } else { Ok(()) }
    }
}

impl AddMember {
    fn members(&self, context: &mut Context<'_>) -> Outcome<Vec<Member>> {
        let note = |name: &str, value: Value| Member {
            name: name.into(),
            body: MemberBody::Note(value),
            hidden: false,
        };
        if let Some(table) = self.members.as_ref().and_then(hashtable::table) {
            return Ok(table
                .borrow()
                .iter()
                .map(|(key, value)| note(&convert::display(key), value.clone()))
                .collect());
        }
        if let Some(name) = &self.note_name {
            return Ok(vec![note(name, self.note_value.clone().unwrap_or_default())]);
        }
        let (Some(kind), Some(name)) = (&self.kind, &self.name) else { return Ok(Vec::new()) };
        let value = self.value.clone().unwrap_or_default();
        let body = match kind.to_ascii_lowercase().as_str() {
            "noteproperty" => MemberBody::Note(value),
            "aliasproperty" => MemberBody::Alias(convert::to_text(context.engine, &value)?.into()),
            "scriptproperty" => {
                MemberBody::ScriptProperty { get: value, set: self.second.clone().unwrap_or_default() }
            }
            "scriptmethod" => MemberBody::ScriptMethod(value),
            "propertyset" => {
                let items = member::enumerate(context.engine, &value)?.unwrap_or_else(|| vec![value.clone()]);
                MemberBody::PropertySet(items.iter().map(|item| convert::display(item).into()).collect())
            }
            "memberset" => {
                let mut set = crate::engine::object::Members::default();
                for item in member::enumerate(context.engine, &value)?.unwrap_or_default() {
                    set.set(convert::display(&item), item);
                }
                MemberBody::MemberSet(Box::new(set))
            }
            other => {
                return Err(crate::engine::Fault::not_supported(format!("Add-Member -MemberType {other}")));
            }
        };
        Ok(vec![Member { name: name.as_str().into(), body, hidden: false }])
    }
}

cmdlet! {
    /// Makes an object of a type.
    ///
    /// # Examples
    /// ```powershell
    /// New-Object System.Collections.ArrayList
    /// New-Object psobject -Property @{ Name = 'Ann' }
    /// ```
    "New-Object" as NewObject { class: "Microsoft.PowerShell.Commands.NewObjectCommand" }
    parameters {
        /// The type.
        "TypeName" type_name: String { position: Some(0), mandatory: true },
        /// Arguments of the constructor.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"], position: Some(1) },
        /// Properties to set.
        "Property" property: Option<Value>,
        /// Not on Linux.
        "ComObject" com: Option<String> { validate: &[Validation::NotYet] },
        /// Accepted.
        "Strict" strict: bool,
    }
}

impl Cmdlet for NewObject {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let Ok(of) = types::resolve_text(context.engine, &self.type_name) else {
            let message = format!(
                "Cannot find type [{}]: verify that the assembly containing this type is loaded.",
                self.type_name
            );
            return Err(context.terminate(
                "System.Management.Automation.PSArgumentException",
                message,
                "TypeNotFound",
                Category::InvalidType,
                Value::Null,
            ));
        };
        let mut object = member::invoke_static(context.engine, &of, "new", &self.arguments)?;
        if let Some(table) = self.property.as_ref().and_then(hashtable::table) {
            let pairs: Vec<(Value, Value)> =
                table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
            for (key, value) in pairs {
                let name = convert::to_text(context.engine, &key)?;
                let known = member::get(context.engine, &object, &name)?.is_some();
                if known {
                    member::set(context.engine, &object, &name, value)?;
                } else {
                    object = member::add_member(
                        object,
                        Member { name: name.as_str().into(), body: MemberBody::Note(value), hidden: false },
                    );
                }
            }
        }
        context.output(object)
    }
}
