//! `New-Object`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Member, MemberBody};
use crate::engine::types::{self, hashtable};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};

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
