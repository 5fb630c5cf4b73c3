//! Attributes that are classes of scripts, and the classes that attributes name: validations, transformations,
//! completers, generators of sets.

use super::declare::VariableConstraint;
use super::validate::Violation;
use crate::engine::error::{Category, Exception};
use crate::engine::types::{self, Type, set_generator};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, class, convert, member};
use crate::language::ast::{Attribute, ScriptBlock};
use std::rc::Rc;

impl Engine {
    /// An attribute that is a class of a script; `None` for those that do nothing to values.
    pub(super) fn script_attribute(
        &mut self,
        of: &Rc<ScriptBlock>,
        attribute: &Attribute,
    ) -> Outcome<Option<VariableConstraint>> {
        if let Some(made) = self.made_attribute(of, attribute, "ArgumentTransformationAttribute")? {
            return Ok(Some(VariableConstraint::Transform(made)));
        }
        Ok(self.made_attribute(of, attribute, "ValidateArgumentsAttribute")?.map(VariableConstraint::Check))
    }

    /// The object of an attribute whose class is one of a script and derives from one of PowerShell's; `None` for
    /// all others. Errors: those of its constructor.
    pub(crate) fn made_attribute(
        &mut self,
        of: &Rc<ScriptBlock>,
        attribute: &Attribute,
        base: &str,
    ) -> Outcome<Option<Value>> {
        let mut long = attribute.name.clone();
        long.name.push_str("Attribute");
        let base = types::named(&format!("System.Management.Automation.{base}"));
        let fits = |class: &Rc<Type>| matches!(class.as_ref(), Type::Script(_)) && types::is_a(class, &base);
        let found = types::resolve(self, &attribute.name).ok().filter(fits);
        let Some(class) = found.or_else(|| types::resolve(self, &long).ok().filter(fits)) else {
            return Ok(None);
        };
        let mut arguments = Vec::with_capacity(attribute.positional.len());
        for expression in &attribute.positional {
            arguments.push(self.attribute_argument(of, expression)?);
        }
        let made = class::construct(self, &class, &arguments)?;
        for (name, value) in &attribute.named {
            let value = match value {
                Some(expression) => self.attribute_argument(of, expression)?,
                None => Value::Bool(true),
            };
            member::set(self, &made, &name.text, value)?;
        }
        Ok(Some(made))
    }

    /// The object that generates the values of a `[ValidateSet([Generator])]`. Errors: it is no generator.
    pub(crate) fn set_generator(&mut self, of: &Rc<Type>) -> Outcome<Value> {
        let interface = types::named(set_generator::INTERFACE);
        if !matches!(of.as_ref(), Type::Script(_)) || !types::is_a(of, &interface) {
            let message = "Value does not fall within the expected range. (Parameter 'valuesGeneratorType')";
            let exception = Exception::new("System.Management.Automation.PSArgumentException", message);
            return Err(Fault::error(exception, "Argument", Category::InvalidArgument, Value::Null));
        }
        class::construct(self, of, &[])
    }

    /// What a generator allows now; `None` when it gives null. Errors: those of its method.
    pub(crate) fn generated_set(&mut self, generator: &Value) -> Outcome<Option<Vec<String>>> {
        let values = self.tries_more(|engine| set_generator::values(engine, generator))?;
        if values.is_null() {
            return Ok(None);
        }
        let items = member::enumerate(self, &values)?.unwrap_or_else(|| vec![values]);
        items.iter().map(|item| convert::to_text(self, item)).collect::<Outcome<_>>().map(Some)
    }

    /// Why a value is none of those that a generator allows.
    pub(super) fn generated_violation(
        &mut self,
        generator: &Value,
        (ignore_case, message): (bool, &Option<String>),
        value: &Value,
    ) -> Outcome<Option<Violation>> {
        match self.generated_set(generator) {
            Ok(Some(values)) => {
                let set = VariableConstraint::Set { values, ignore_case, message: message.clone() };
                self.violation(&set, value)
            }
            Ok(None) => Ok(Some(Violation::new(
                "ValidateSetGeneratedValidValuesListIsNull",
                "Valid values generator return a null value.",
            ))),
            Err(fault) => match *fault {
                Fault::Error { record, .. } => Ok(Some(Violation::caused(*record))),
                other => Err(Box::new(other)),
            },
        }
    }
}
