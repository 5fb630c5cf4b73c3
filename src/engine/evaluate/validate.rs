//! Applying constraints: conversions from the inside out, then validations from the last to the first.

use super::checks::{check_action, check_boolean, check_booleans};
use super::declare::VariableConstraint;
pub(super) use super::violation::Violation;
use super::violation::{self, METADATA};
use crate::engine::error::{Category, Exception};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::Type;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators, types};
use std::cmp::Ordering;
use std::rc::Rc;

const BINDING: &str = "System.Management.Automation.ParameterBindingValidationException";

/// The constraint of `[ValidateRange(least, most)]`. Errors: the limits do not fit together.
pub(crate) fn range(engine: &mut Engine, least: &Value, most: &Value) -> Outcome<VariableConstraint> {
    let fail = |id: &str, message: String| {
        Err(Fault::error(violation::metadata(id, message), id, Category::MetadataError, Value::Null))
    };
    let (first, second) = (types::type_of(least).full_name(), types::type_of(most).full_name());
    if first != second && !(convert::is_number(least) && convert::is_number(most)) {
        let short = |name: &str| name.rsplit('.').next().unwrap_or_default().to_string();
        let message = format!(
            "The specified minimum range ({}) cannot be accepted because it is not the same type as the specified maximum range ({}). Update the ValidateRange attribute for the parameter.",
            short(&first),
            short(&second)
        );
        return fail("MinRangeNotTheSameTypeOfMaxRange", message);
    }
    if operators::compare(engine, least, most, false)? == Some(Ordering::Greater) {
        let message = "The specified maximum range cannot be accepted because it is less than the specified minimum range. Update the ValidateRange attribute for the parameter.";
        return fail("MaxRangeSmallerThanMinRange", message.into());
    }
    Ok(VariableConstraint::Range { least: least.clone(), most: most.clone() })
}

impl Engine {
    /// Converts and validates the value of a variable of a function's own.
    pub(crate) fn constrain(
        &mut self,
        constraints: &[VariableConstraint],
        value: Value,
        name: &str,
    ) -> Outcome<Value> {
        let value = self.convert_constrained(constraints, value, false)?;
        self.validate_variable(constraints, &value, name)?;
        Ok(value)
    }

    /// The same for a variable by name: conversions follow the rules of parameters.
    pub(crate) fn constrain_strictly(
        &mut self,
        constraints: &[VariableConstraint],
        value: Value,
        name: &str,
    ) -> Outcome<Value> {
        let value = self.convert_constrained(constraints, value, true).map_err(|mut fault| {
            if let Fault::Error { record, .. } = fault.as_mut()
                && record.category != Category::NotImplemented
            {
                let inner = record.exception.clone();
                let class = "System.Management.Automation.ArgumentTransformationMetadataException";
                record.exception = Exception::new(class, inner.message.clone()).with_inner(inner);
                record.id = "RuntimeException".into();
                record.category = Category::MetadataError;
            }
            fault
        })?;
        self.validate_variable(constraints, &value, name)?;
        Ok(value)
    }

    fn convert_constrained(
        &mut self,
        constraints: &[VariableConstraint],
        value: Value,
        strict: bool,
    ) -> Outcome<Value> {
        let mut value = value;
        for constraint in constraints.iter().rev() {
            if let VariableConstraint::Transform(attribute) = constraint {
                value = self.transformed(attribute, value)?;
            }
            if let VariableConstraint::Type(wanted) = constraint {
                if strict {
                    check_boolean(&value, wanted)?;
                }
                value = convert::to_type(self, value, wanted)?;
                if strict {
                    check_action(&value)?;
                }
            }
        }
        Ok(value)
    }

    fn validate_variable(
        &mut self,
        constraints: &[VariableConstraint],
        value: &Value,
        name: &str,
    ) -> Outcome {
        for constraint in constraints.iter().rev() {
            if self.violation(constraint, value)?.is_none() {
                continue;
            }
            let shown = convert::to_text(self, value)?;
            let message = format!(
                "The variable cannot be validated because the value {shown} is not a valid value for the {name} variable."
            );
            let exception = Exception::new(METADATA, message);
            return Err(Fault::error(exception, "ValidateSetFailure", Category::MetadataError, Value::Null));
        }
        Ok(())
    }

    /// Converts and validates the argument of a parameter. `advanced`: lists do not become text.
    pub(crate) fn constrain_argument(
        &mut self,
        constraints: &[VariableConstraint],
        value: Value,
        parameter: &str,
        advanced: bool,
    ) -> Outcome<Value> {
        let mut value = value;
        for constraint in constraints.iter().rev() {
            if let VariableConstraint::Transform(attribute) = constraint {
                value = self.transformed(attribute, value)?;
            }
            let VariableConstraint::Type(wanted) = constraint else { continue };
            value = as_written(value, wanted);
            check_boolean(&value, wanted)?;
            if advanced {
                check_booleans(&value, wanted)?;
            }
            check_reference(&value, wanted)?;
            let full = wanted.full_name();
            if advanced && full == "System.String" && matches!(value.unwrapped(), Value::Array(_)) {
                let class = "System.Management.Automation.PSInvalidCastException";
                let exception = Exception::new(class, "Cannot convert value to type System.String.");
                let id = "InvalidCastFromAnyTypeToString";
                return Err(Fault::error(exception, id, Category::InvalidArgument, Value::Null));
            }
            let given = value.clone();
            value = convert::to_type(self, value, wanted).map_err(|fault| listed(fault, &given, wanted))?;
        }
        for constraint in constraints {
            if let VariableConstraint::TypeName(wanted) = constraint {
                self.check_type_names(wanted, &value, parameter)?;
            }
        }
        for constraint in constraints.iter().rev() {
            if let Some(violation) = self.argument_violation(constraint, &value)? {
                return Err(refused_argument(parameter, violation));
            }
        }
        Ok(value)
    }

    /// An argument, or each element of one, has the type name that `[PSTypeName()]` asks for.
    fn check_type_names(&mut self, wanted: &str, value: &Value, parameter: &str) -> Outcome {
        let items = member::enumerate(self, value)?.unwrap_or_else(|| vec![value.clone()]);
        let has =
            |item: &Value| member::type_names(item).iter().any(|name| name.eq_ignore_ascii_case(wanted));
        if items.iter().all(|item| item.is_null() || has(item)) {
            return Ok(());
        }
        let message = format!(
            "Cannot bind argument to parameter '{parameter}', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: {wanted}."
        );
        let class = "System.Management.Automation.ParameterBindingArgumentTransformationException";
        let exception = Exception::new(class, message);
        Err(Fault::error(exception, "MismatchedPSTypeName", Category::InvalidArgument, Value::Null))
    }

    /// Why an argument is refused; an error inside of a validation script is the reason too.
    fn argument_violation(
        &mut self,
        constraint: &VariableConstraint,
        value: &Value,
    ) -> Outcome<Option<Violation>> {
        match self.violation(constraint, value) {
            Err(fault) => match *fault {
                Fault::Error { record, .. } if matches!(constraint, VariableConstraint::Script { .. }) => {
                    Ok(Some(Violation::caused(*record)))
                }
                other => Err(Box::new(other)),
            },
            result => result,
        }
    }

    /// Why a value breaks a constraint, in PowerShell's words.
    pub(crate) fn violation(
        &mut self,
        constraint: &VariableConstraint,
        value: &Value,
    ) -> Outcome<Option<Violation>> {
        use VariableConstraint::*;
        let items = member::enumerate(self, value)?;
        match constraint {
            Generated { generator, ignore_case, message } if !value.is_null() => {
                self.generated_violation(generator, (*ignore_case, message), value)
            }
            Check(attribute) => self.refused_by_attribute(attribute, value),
            Type(_) | Transform(_) | TypeName(_) => Ok(None),
            AllowNull | AllowEmptyString | AllowEmptyCollection => Ok(None),
            NotNull => Ok(violation::null(value, items.as_deref())),
            NotNullOrEmpty | NotNullOrWhiteSpace => {
                Ok(violation::emptiness(matches!(constraint, NotNullOrWhiteSpace), value, items.as_deref()))
            }
            Count { least, most } => {
                Ok(violation::count(value, items.map(|items| items.len()), *least, *most))
            }
            _ => {
                if value.is_null() {
                    return Ok(Some(violation::null_element()));
                }
                for item in items.unwrap_or_else(|| vec![value.clone()]) {
                    if let Some(violation) = self.item_violation(constraint, &item)? {
                        return Ok(Some(violation));
                    }
                }
                Ok(None)
            }
        }
    }

    /// What an attribute of a script makes of an argument.
    pub(crate) fn transformed(&mut self, attribute: &Value, value: Value) -> Outcome<Value> {
        let context = types::execution_context::value();
        self.tries_more(|engine| member::invoke(engine, attribute, "Transform", &[context, value]))
    }

    /// Why an attribute of a script refuses an argument.
    fn refused_by_attribute(&mut self, attribute: &Value, value: &Value) -> Outcome<Option<Violation>> {
        let context = types::execution_context::value();
        let base = types::named("System.Management.Automation.ValidateEnumeratedArgumentsAttribute");
        let result = match types::is_a(&types::type_of(attribute), &base) {
            true => {
                let items = member::enumerate(self, value)?.unwrap_or_else(|| vec![value.clone()]);
                self.tries_more(|engine| {
                    items.into_iter().try_for_each(|item| {
                        member::invoke(engine, attribute, "ValidateElement", &[item]).map(|_| ())
                    })
                })
            }
            false => {
                let given = [value.clone(), context];
                self.tries_more(|engine| member::invoke(engine, attribute, "Validate", &given)).map(|_| ())
            }
        };
        match result {
            Ok(()) => Ok(None),
            Err(fault) => match *fault {
                Fault::Error { record, .. } => Ok(Some(Violation::caused(*record))),
                other => Err(Box::new(other)),
            },
        }
    }

    fn item_violation(
        &mut self,
        constraint: &VariableConstraint,
        item: &Value,
    ) -> Outcome<Option<Violation>> {
        let shown = convert::to_text(self, item)?;
        match constraint {
            VariableConstraint::Set { values, ignore_case, message } => {
                let known = values.iter().any(|value| match ignore_case {
                    true => value.to_lowercase() == shown.to_lowercase(),
                    false => *value == shown,
                });
                let list = values.join(",");
                Ok((!known).then(|| Violation::new("ValidateSetFailure", match message {
                    Some(message) => message.replace("{0}", &shown).replace("{1}", &list),
                    None => format!("The argument \"{shown}\" does not belong to the set \"{list}\" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again."),
                })))
            }
            VariableConstraint::Range { least, most } => self.out_of_range(item, least, most),
            VariableConstraint::RangeKind(kind) => self.out_of_kind(item, kind, &shown),
            VariableConstraint::Pattern { pattern, case_sensitive, message } => {
                let matched =
                    operators::matches(self, item, &Value::text(pattern.as_str()), !case_sensitive)?;
                Ok((!matched).then(|| Violation::new("ValidatePatternFailure", match message {
                    Some(message) => message.replace("{0}", &shown).replace("{1}", pattern),
                    None => format!("The argument \"{shown}\" does not match the \"{pattern}\" pattern. Supply an argument that matches \"{pattern}\" and try the command again."),
                })))
            }
            VariableConstraint::Length { least, most } => Ok(violation::length(item, *least, *most)),
            VariableConstraint::Script { block, message } => {
                self.refused_by_script(block, item, message, &shown)
            }
            _ => Ok(None),
        }
    }

    /// Compares as the type of the limits.
    fn out_of_range(&mut self, item: &Value, least: &Value, most: &Value) -> Outcome<Option<Violation>> {
        let wanted = types::type_of(least);
        let wanted = if convert::is_number(least) && !same_type(least, most) {
            types::named("System.Double")
        } else {
            wanted
        };
        let Ok(number) = convert::to_type(self, item.clone(), &wanted) else {
            let (own, limit) = (types::type_of(item).full_name(), wanted.full_name());
            let short = |name: &str| name.rsplit('.').next().unwrap_or_default().to_string();
            return Ok(Some(Violation::new(
                "ValidationRangeElementType",
                format!(
                    "The argument cannot be validated because its type \"{}\" is not the same type ({}) as the maximum and minimum limits of the parameter. Make sure the argument is of type {} and then try the command again.",
                    short(&own),
                    short(&limit),
                    short(&limit)
                ),
            )));
        };
        let shown = convert::to_text(self, &number)?;
        if operators::compare(self, &number, least, false)? == Some(Ordering::Less) {
            let bound = convert::to_text(self, least)?;
            return Ok(Some(Violation::new(
                "ValidateRangeTooSmall",
                format!(
                    "The {shown} argument is less than the minimum allowed range of {bound}. Supply an argument that is greater than or equal to {bound} and then try the command again."
                ),
            )));
        }
        if operators::compare(self, &number, most, false)? == Some(Ordering::Greater) {
            let bound = convert::to_text(self, most)?;
            return Ok(Some(Violation::new(
                "ValidateRangeTooBig",
                format!(
                    "The {shown} argument is greater than the maximum allowed range of {bound}. Supply an argument that is less than or equal to {bound} and then try the command again."
                ),
            )));
        }
        Ok(None)
    }

    fn out_of_kind(&mut self, item: &Value, kind: &str, shown: &str) -> Outcome<Option<Violation>> {
        let plain = item.unwrapped();
        let own = types::type_of(plain).full_name();
        let counts =
            convert::is_number(plain) || matches!(plain, Value::Bool(_) | Value::Char(_) | Value::Enum(_));
        if !counts && own != "System.TimeSpan" {
            let short = own.rsplit('.').next().unwrap_or_default();
            return Ok(Some(Violation::new(
                "ValidationRangeElementType",
                format!(
                    "The argument cannot be validated because its type \"{short}\" is not the same type (Int32) as the maximum and minimum limits of the parameter. Make sure the argument is of type Int32 and then try the command again."
                ),
            )));
        }
        let zero = match own.as_str() {
            "System.TimeSpan" => convert::to_type(self, Value::Int(0), &types::named("System.TimeSpan"))?,
            _ => Value::Int(0),
        };
        let order = operators::compare(self, item, &zero, true)?;
        let (good, id, word) = match kind.to_ascii_lowercase().as_str() {
            "positive" => {
                (order == Some(Ordering::Greater), "ValidateRangePositiveFailure", "greater than zero")
            }
            "nonnegative" => (
                order != Some(Ordering::Less),
                "ValidateRangeNonNegativeFailure",
                "greater than or equal to zero",
            ),
            "negative" => (order == Some(Ordering::Less), "ValidateRangeNegativeFailure", "less than zero"),
            _ => (
                order != Some(Ordering::Greater),
                "ValidateRangeNonPositiveFailure",
                "less than or equal to zero",
            ),
        };
        Ok((!good).then(|| {
            let reason =
                format!("The argument \"{shown}\" cannot be validated because its value is not {word}.");
            Violation::new(id, reason)
        }))
    }

    fn refused_by_script(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        item: &Value,
        message: &Option<String>,
        shown: &str,
    ) -> Outcome<Option<Violation>> {
        // An error in the block ends it, as under a `try`.
        self.tries += 1;
        let result = self.invoke_with_item(block, item.clone());
        self.tries -= 1;
        if convert::to_bool(&Value::from_output(result?)) {
            return Ok(None);
        }
        let text = block.text().to_string();
        Ok(Some(Violation::new(
            "ValidateScriptFailure",
            match message {
                Some(message) => message.replace("{0}", shown).replace("{1}", &text),
                None => format!(
                    "The \"{text}\" validation script for the argument with value \"{shown}\" did not return a result of True. Determine why the validation script failed, and then try the command again."
                ),
            },
        )))
    }
}

/// The binding error of an argument that breaks a validation, with the attribute's error inside.
pub(crate) fn refused_argument(parameter: &str, violation: Violation) -> Box<Fault> {
    let message = format!("Cannot validate argument on parameter '{parameter}'. {}", violation.reason);
    let exception = Exception::new(BINDING, message).with_inner(violation.exception());
    Fault::error(exception, "ParameterArgumentValidationError", Category::InvalidData, Value::Null)
}

/// The constraint of `[ValidateLength(least, most)]` or `[ValidateCount(least, most)]`. Errors: negative
/// limits, or the second below the first.
pub(crate) fn limits(name: &str, least: i32, most: i32) -> Outcome<VariableConstraint> {
    for (parameter, bad, value) in [("minLength", least < 0, least), ("maxLength", most <= 0, most)] {
        if bad {
            let message = format!(
                "Specified argument was out of the range of valid values. (Parameter '{parameter}')\nActual value was {value}."
            );
            let class = "System.Management.Automation.PSArgumentOutOfRangeException";
            let exception = Exception::new(class, message);
            return Err(Fault::error(
                exception,
                "ArgumentOutOfRange",
                Category::InvalidArgument,
                Value::Null,
            ));
        }
    }
    let length = name == "validatelength";
    if most < least {
        let (id, message) = match length {
            true => (
                "ValidateLengthMaxLengthSmallerThanMinLength",
                "The specified maximum character length of the argument is shorter than the specified minimum argument character length. Update the ValidateLength attribute for the parameter.",
            ),
            false => (
                "ValidateRangeMaxLengthSmallerThanMinLength",
                "The specified maximum number of arguments for a parameter is fewer than the specified minimum number of arguments. Update the ValidateCount attribute for the parameter.",
            ),
        };
        let exception = violation::metadata(id, message);
        return Err(Fault::error(exception, id, Category::MetadataError, Value::Null));
    }
    Ok(match length {
        true => VariableConstraint::Length { least, most },
        false => VariableConstraint::Count { least, most },
    })
}

fn same_type(left: &Value, right: &Value) -> bool {
    types::type_of(left).full_name() == types::type_of(right).full_name()
}

/// A number that was written in another form than it is shown (`0x1F`) is that text to a parameter of text or of versions.
fn as_written(value: Value, wanted: &Type) -> Value {
    let Some(text) = crate::engine::bind::written_text(&value) else { return value };
    match crate::engine::bind::takes_written(&wanted.full_name()) {
        true => text,
        false => value.unwrapped().clone(),
    }
}

/// `[ref]` parameters take references only.
fn check_reference(value: &Value, wanted: &Type) -> Outcome {
    if wanted.full_name() != "System.Management.Automation.PSReference"
        || types::type_of(value).full_name().starts_with("System.Management.Automation.PSReference")
    {
        return Ok(());
    }
    let class = "System.Management.Automation.PSInvalidCastException";
    let exception = Exception::new(class, "Reference type is expected in argument.");
    Err(Fault::error(
        exception,
        "PSInvalidCastExceptionExpectedReference",
        Category::InvalidData,
        Value::Null,
    ))
}

/// What remained of a command line converts as a list: its error names the list.
fn listed(mut fault: Box<Fault>, value: &Value, wanted: &Type) -> Box<Fault> {
    let kind = types::type_of(value).full_name();
    if let Fault::Error { record, .. } = fault.as_mut()
        && kind.starts_with("System.Collections.Generic.List")
    {
        let inner = record.exception.clone();
        let message = format!(
            "Cannot convert value \"System.Collections.Generic.List`1[System.Object]\" to type \"{}\". Error: \"{}\"",
            wanted.full_name(),
            inner.message
        );
        record.exception = Exception::new(inner.class.clone(), message).with_inner(inner);
    }
    fault
}
