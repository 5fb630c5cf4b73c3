//! `Get-Error`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Member, MemberBody, Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Outcome, member};
use std::rc::Rc;

cmdlet! {
    /// Shows errors with all that is known of them.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Item ./nothing -ErrorAction SilentlyContinue
    /// Get-Error
    /// Get-Error -Newest 1
    /// $Error | Get-Error | Select-Object -First 1
    /// Get-Error -InputObject $Error[0]
    /// ```
    "Get-Error" as GetError {
        aliases: &["gerr"],
        class: "Microsoft.PowerShell.Commands.GetErrorCommand",
        default_set: "Newest",
        output_types: &["System.Management.Automation.ErrorRecord#PSExtendedError", "System.Exception#PSExtendedError"],
    }
    parameters {
        /// An error or exception to show.
        "InputObject" input_object: Option<Value> { type_name: "System.Management.Automation.PSObject", sets: &[Membership { set: "Error", position: Some(0), mandatory: false, pipe: Pipe::ByValue }], validate: &[Validation::NotNullOrEmpty] },
        /// How many errors of the session, the newest first.
        "Newest" newest: Option<i32> { aliases: &["Last"], sets: &[Membership { set: "Newest", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for GetError {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(given) = self.input_object.take() {
            return self.show(context, &given, None);
        }
        let list = context.engine.errors.clone();
        let errors = member::enumerate(context.engine, &list)?.unwrap_or_default();
        let wanted = match self.newest {
            Some(count) => usize::try_from(count).ok().filter(|count| *count > 0).ok_or_else(|| {
                let message = format!(
                    "Cannot validate argument on parameter 'Newest'. The {count} argument is less than the minimum allowed range of 1. Supply an argument that is greater than or equal to 1 and then try the command again."
                );
                let class = "System.Management.Automation.ParameterBindingValidationException";
                context.terminate(class, message, "ParameterArgumentValidationError", Category::InvalidData, Value::Null)
            })?,
            None => 1,
        };
        let numbered = wanted > 1;
        for (index, error) in errors.iter().take(wanted).enumerate() {
            self.show(context, error, numbered.then_some(index))?;
        }
        Ok(())
    }
}

impl GetError {
    /// A copy of the error that is shown in full; other objects are refused.
    fn show(&self, context: &mut Context<'_>, error: &Value, index: Option<usize>) -> Outcome {
        let copy = match error {
            Value::Object(object) => match &object.kind {
                ObjectKind::Error(record) => Some(Object::new(ObjectKind::Error(record.clone()))),
                ObjectKind::Exception(exception) => {
                    Some(Object::new(ObjectKind::Exception(exception.clone())))
                }
                _ => None,
            },
            _ => None,
        };
        let Some(copy) = copy else {
            return context.output(error.clone());
        };
        let names = member::type_names(error);
        let own = names.first().cloned().unwrap_or_default();
        let base =
            if matches!(copy.kind, ObjectKind::Error(_)) { own } else { "System.Exception".to_string() };
        let extended: Rc<str> = format!("{base}#PSExtendedError").into();
        let all = std::iter::once(extended).chain(names.iter().map(|name| Rc::from(name.as_str())));
        *copy.type_names.borrow_mut() = Some(all.collect());
        let mut shown = Value::object(copy);
        if let Some(index) = index {
            let body = MemberBody::Note(Value::Int(i32::try_from(index).unwrap_or(i32::MAX)));
            shown = member::add_member(shown, Member { name: "PSErrorIndex".into(), body, hidden: false });
        }
        context.output(shown)
    }
}
