//! `New-Object`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::object::{Member, MemberBody, ObjectKind};
use crate::engine::types::{self, arguments, hashtable};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member};

cmdlet! {
    /// Makes an object of a type.
    ///
    /// # Examples
    /// ```powershell
    /// New-Object System.Collections.ArrayList
    /// New-Object psobject -Property @{ Name = 'Ann' }
    /// New-Object -TypeName System.Uri -ArgumentList 'https://www.contoso.com/'
    /// New-Object -TypeName string -ArgumentList 'a', 3
    /// try { New-Object -ComObject Excel.Application -Strict } catch { $_.Exception.Message }
    /// ```
    "New-Object" as NewObject { class: "Microsoft.PowerShell.Commands.NewObjectCommand", default_set: "Net" }
    parameters {
        /// The type.
        "TypeName" type_name: String { sets: &[Membership { set: "Net", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Arguments of the constructor.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"], sets: &[Membership { set: "Net", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// Accepted.
        "Strict" strict: bool { sets: &[Membership { set: "Com", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Properties to set.
        "Property" property: Option<Value> { type_name: "System.Collections.IDictionary" },
        /// Not on Linux.
        "ComObject" com: Option<String> { provider: Some("COM"), sets: &[Membership { set: "Com", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotYet] },
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
        let made =
            member::construct_as(context.engine, &of, &self.arguments, &types::type_class::simple_name(&of));
        let plain = self.arguments.is_empty() && types::is_value_type_name(&of.full_name());
        let mut object = match made {
            Ok(object) => object,
            Err(fault) if plain && is_no_overload(&fault) => types::default_value(&of),
            Err(fault) if !self.arguments.is_empty() && is_no_overload(&fault) => {
                let message = format!(
                    "Cannot find an overload for \"{}\" and the argument count: \"{}\".",
                    types::type_class::simple_name(&of),
                    self.arguments.len()
                );
                return Err(context.terminate(
                    "System.Management.Automation.MethodException",
                    message,
                    "ConstructorInvokedThrowException",
                    Category::InvalidOperation,
                    Value::Null,
                ));
            }
            Err(fault) => return Err(refused(context, fault, &self.type_name, self.arguments.len())),
        };
        if let Some(table) = self.property.as_ref().and_then(hashtable::table) {
            let pairs: Vec<(Value, Value)> =
                table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
            for (key, value) in pairs {
                object = set(context, object, &key, value)?;
            }
        }
        context.output(object)
    }
}

fn is_no_overload(fault: &Fault) -> bool {
    matches!(fault, Fault::Error { record, .. } if record.id == arguments::NO_OVERLOAD || record.id == "MethodCountCouldNotFindBest")
}

/// What a constructor that fails or does not exist reads as.
fn refused(context: &mut Context<'_>, fault: Box<Fault>, name: &str, count: usize) -> Box<Fault> {
    let Fault::Error { record, .. } = *fault else { return fault };
    let class = "System.Management.Automation.PSArgumentException";
    if record.id == arguments::NO_OVERLOAD {
        let message =
            format!("A constructor was not found. Cannot find an appropriate constructor for type {name}.");
        return context.terminate(
            class,
            message,
            "CannotFindAppropriateCtor",
            Category::ObjectNotFound,
            Value::Null,
        );
    }
    if record.id != arguments::THROWN {
        let inner = record.message().to_string();
        return context.terminate(
            "System.Management.Automation.MethodException",
            inner,
            "ConstructorInvokedThrowException",
            Category::InvalidOperation,
            Value::Null,
        );
    }
    let message =
        format!("Exception calling \".ctor\" with \"{count}\" argument(s): \"{}\"", record.exception.message);
    let exception = Exception::new("System.Management.Automation.MethodInvocationException", message)
        .with_inner(record.exception.clone());
    let mut made = ErrorRecord::new(
        exception,
        "ConstructorInvokedThrowException",
        Category::InvalidOperation,
        Value::Null,
    );
    made.id = format!("ConstructorInvokedThrowException,{}", NewObject::INFO.class);
    made.activity = Some("New-Object".into());
    made.into()
}

/// Sets a property of the new object; a custom one gets it as a note.
fn set(context: &mut Context<'_>, object: Value, key: &Value, value: Value) -> Outcome<Value> {
    let name = convert::to_text(context.engine, key)?;
    let custom = matches!(&object, Value::Object(inner) if matches!(inner.kind, ObjectKind::Custom(_)));
    if custom {
        let member = Member { name: name.as_str().into(), body: MemberBody::Note(value), hidden: false };
        return Ok(member::add_member(object, member));
    }
    let known = member::property_names(&object).iter().any(|known| known.eq_ignore_ascii_case(&name));
    if !known {
        let kind = types::type_of(&object).full_name();
        return Err(context.terminate(
            "System.InvalidOperationException",
            format!("The member \"{name}\" was not found for the specified {kind} object."),
            "InvalidOperationException",
            Category::InvalidOperation,
            Value::Null,
        ));
    }
    member::set(context.engine, &object, &name, value)?;
    Ok(object)
}
