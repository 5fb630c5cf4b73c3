//! `Add-Member`.

use super::type_members::{self, MemberType};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Member, MemberBody, Members};
use crate::engine::types::hashtable;
use crate::engine::value::{Value, Wrapped};
use crate::engine::{Outcome, convert, member};
use std::rc::Rc;

const MEMBER_TYPES: &[&str] = &[
    "NoteProperty",
    "AliasProperty",
    "ScriptProperty",
    "ScriptMethod",
    "PropertySet",
    "MemberSet",
    "CodeProperty",
    "CodeMethod",
];

cmdlet! {
    /// Adds a property or method to objects.
    ///
    /// # Examples
    /// ```powershell
    /// $user = [pscustomobject]@{ Name = 'Ann' }
    /// $user | Add-Member -NotePropertyName Age -NotePropertyValue 34 -PassThru
    /// $user | Add-Member -NotePropertyMembers @{ Town = 'Redmond' } -TypeName My.User -Force
    /// Add-Member -InputObject $user -MemberType ScriptProperty -Name Upper -Value { $this.Name.ToUpper() } -SecondValue { param($value) $this.Name = $value }
    /// ```
    "Add-Member" as AddMember { class: "Microsoft.PowerShell.Commands.AddMemberCommand", default_set: "TypeNameSet" }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", mandatory: true, pipe: Pipe::ByValue },
        /// The kind of member.
        "MemberType" kind: Option<MemberType> {
            aliases: &["Type"],
            type_name: "System.Management.Automation.PSMemberTypes",
            sets: &[Membership { set: "MemberSet", position: Some(0), mandatory: true, pipe: Pipe::No }],
        },
        /// Its name.
        "Name" name: Option<String> { sets: &[Membership { set: "MemberSet", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// Its value, or the block that gives it.
        "Value" value: Option<Value> { sets: &[Membership { set: "MemberSet", position: Some(2), mandatory: false, pipe: Pipe::No }] },
        /// The block that sets a script property.
        "SecondValue" second: Option<Value> { sets: &[Membership { set: "MemberSet", position: Some(3), mandatory: false, pipe: Pipe::No }] },
        /// A name put in front of the object's type names.
        "TypeName" type_name: Option<String> {
            sets: &[
                Membership { set: "TypeNameSet", position: None, mandatory: true, pipe: Pipe::No },
                Membership { set: "MemberSet", position: None, mandatory: false, pipe: Pipe::No },
                Membership { set: "NotePropertySingleMemberSet", position: None, mandatory: false, pipe: Pipe::No },
                Membership { set: "NotePropertyMultiMemberSet", position: None, mandatory: false, pipe: Pipe::No },
            ],
        },
        /// Replaces an existing member.
        "Force" force: bool,
        /// Sends the object on.
        "PassThru" pass_thru: bool,
        /// The name of a note property.
        "NotePropertyName" note_name: Option<String> { sets: &[Membership { set: "NotePropertySingleMemberSet", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NoneOf(MEMBER_TYPES)] },
        /// Its value.
        "NotePropertyValue" note_value: Option<Value> { sets: &[Membership { set: "NotePropertySingleMemberSet", position: Some(1), mandatory: true, pipe: Pipe::No }], validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// A table of note properties.
        "NotePropertyMembers" members: Option<Value> { type_name: "System.Collections.IDictionary", sets: &[Membership { set: "NotePropertyMultiMemberSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
    }
}

impl Cmdlet for AddMember {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut object = self.input.clone();
        for member in self.members(context)? {
            if self.exists(&object, &member.name) && !self.force {
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
                return Ok(());
            }
            object = member::add_member(object, member);
        }
        if let Some(name) = &self.type_name {
            object = with_type_name(object, name);
        }
        if self.pass_thru { context.output(object) } else { Ok(()) }
    }
}

/// An object with one more type name in front; a scalar comes back wrapped.
fn with_type_name(object: Value, name: &str) -> Value {
    let mut names: Vec<Rc<str>> = vec![name.into()];
    names.extend(member::type_names(&object).into_iter().map(Into::into));
    match &object {
        Value::Object(inner) => *inner.type_names.borrow_mut() = Some(names),
        Value::Wrapped(wrapped) => *wrapped.type_names.borrow_mut() = Some(names),
        _ => {
            let wrapped = Wrapped::new(object, Members::default());
            *wrapped.type_names.borrow_mut() = Some(names);
            return Value::Wrapped(Rc::new(wrapped));
        }
    }
    object
}

impl AddMember {
    fn exists(&self, object: &Value, name: &str) -> bool {
        member::added_member(object, name).is_some()
            || member::property_names(object).iter().any(|known| known.eq_ignore_ascii_case(name))
                && hashtable::table(object).is_none()
    }

    /// Which values a kind of member takes. Errors: one is missing, or one too many.
    fn check(&self, context: &mut Context<'_>, kind: MemberType) -> Outcome {
        let is_null = |value: &Option<Value>| value.as_ref().is_none_or(Value::is_null);
        let name = kind.name();
        let both = matches!(kind, MemberType::ScriptProperty | MemberType::CodeProperty);
        let needs_first = matches!(
            kind,
            MemberType::AliasProperty
                | MemberType::ScriptMethod
                | MemberType::PropertySet
                | MemberType::CodeMethod
        );
        let takes_second = both || kind == MemberType::AliasProperty;
        let (id, message) = if self.second.is_some() && !takes_second {
            (
                "Value2ShouldNotBeSpecified",
                format!(
                    "The SecondValue parameter is not necessary for a member of type \"{name}\", and should not be specified. Do not specify the SecondValue parameter when you add members of this type."
                ),
            )
        } else if both && is_null(&self.value) && is_null(&self.second) {
            (
                "Value1AndValue2AreNotBothNull",
                format!(
                    "Both Value and SecondValue parameters should not be null for a member of type \"{name}\". Specify a non-null value for one of the two parameters."
                ),
            )
        } else if needs_first && is_null(&self.value) {
            (
                "Value1ShouldNotBeNull",
                format!(
                    "The Value parameter should not be null for a member of type \"{name}\". Specify a non-null value for the Value parameter when adding members of this type."
                ),
            )
        } else if kind == MemberType::AliasProperty
            && let Some(of) = &self.second
        {
            let wanted = crate::engine::types::named("System.Type");
            return convert::to_type(context.engine, of.clone(), &wanted)
                .map(|_| ())
                .map_err(|fault| context.named(fault));
        } else {
            return Ok(());
        };
        let class = "System.InvalidOperationException";
        Err(context.terminate(class, message, id, Category::InvalidOperation, self.input.clone()))
    }

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
        self.check(context, *kind)?;
        let (value, second) =
            (self.value.clone().unwrap_or_default(), self.second.clone().unwrap_or_default());
        let made = type_members::body(context.engine, *kind, value, second);
        let body = match made.map_err(|fault| context.named(fault))? {
            Some(body) => body,
            None => {
                return Err(context.terminate(
                    "System.InvalidOperationException",
                    format!("Cannot add a member with type \"{}\". Specify a different type for the MemberTypes parameter.", kind.name()),
                    "CannotAddMemberType",
                    Category::InvalidOperation,
                    self.input.clone(),
                ));
            }
        };
        Ok(vec![Member { name: name.as_str().into(), body, hidden: false }])
    }
}
