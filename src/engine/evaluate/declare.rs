//! Constraints on variables and parameters: types and validation attributes.

use crate::engine::command::Context;
use crate::engine::error::{Category, Exception};
use crate::engine::scope::{Slot, VariableCell};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::Type;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators, types};
use crate::language::ast::{Attribute, Expression, ScriptBlock};
use crate::language::code::{Code, Constraint};
use crate::language::lower::{Form, lower_expression};
use crate::language::{Source, parse};
use std::rc::Rc;

/// One constraint, ready to be applied.
#[derive(Clone, Debug)]
pub enum VariableConstraint {
    Type(Rc<Type>),
    NotNull,
    NotNullOrEmpty,
    NotNullOrWhiteSpace,
    Set { values: Vec<String>, ignore_case: bool, message: Option<String> },
    Range { least: Value, most: Value },
    RangeKind(String),
    Pattern { pattern: String, case_sensitive: bool, message: Option<String> },
    Length { least: i32, most: i32 },
    Count { least: i32, most: i32 },
    Script { block: Rc<ScriptBlockValue>, message: Option<String> },
    AllowNull,
    AllowEmptyString,
    AllowEmptyCollection,
}

impl Engine {
    /// Assigns a declared variable: the variable keeps the constraints. Gives the converted value.
    pub(super) fn declare(&mut self, code: &Rc<Code>, index: u16, value: Value) -> Outcome<Value> {
        let Some(declaration) = code.tables.declarations.get(usize::from(index)) else { return Ok(value) };
        let Some(variable) = code.tables.variables.get(usize::from(declaration.variable)) else {
            return Ok(value);
        };
        let mut constraints = Vec::new();
        for constraint in &declaration.constraints {
            match constraint {
                Constraint::Type(name) => {
                    constraints.push(VariableConstraint::Type(types::resolve(self, name)?))
                }
                Constraint::Attribute(text) => {
                    let written = text.span.text(&text.source.text).to_string();
                    constraints.extend(self.attribute_from_text(&written)?);
                }
            }
        }
        let value = self.apply_constraints(&constraints, value, None)?;
        let scope = match variable.path.qualifier.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("script") => self.scope.script(),
            Some("global") => self.global.clone(),
            _ => self.scope.clone(),
        };
        if let Slot::Cell(cell) = scope.place(&variable.folded)
            && (cell.options.get().read_only || cell.options.get().constant)
        {
            self.write_cell(&cell, value.clone())?;
            return Ok(value);
        }
        let cell = VariableCell::new(value.clone());
        *cell.constraints.borrow_mut() = constraints;
        scope.put(&variable.path.name, Slot::Cell(Rc::new(cell)));
        Ok(value)
    }

    fn attribute_from_text(&mut self, text: &str) -> Outcome<Option<VariableConstraint>> {
        let parsed = parse(Source::inline(format!("param({text}$x)")));
        let Some(script) = parsed.script else { return Ok(None) };
        for parameter in script.parameters.iter().flatten() {
            for attribute in &parameter.attributes {
                if let crate::language::ast::ParameterAttribute::Attribute(attribute) = attribute {
                    return self.constraint(&script, attribute);
                }
            }
        }
        Ok(None)
    }

    /// A validation attribute as a constraint; `None` for other attributes.
    pub(crate) fn constraint(
        &mut self,
        of: &Rc<ScriptBlock>,
        attribute: &Attribute,
    ) -> Outcome<Option<VariableConstraint>> {
        let name = attribute.name.name.to_ascii_lowercase();
        let name = name
            .trim_start_matches("system.management.automation.")
            .trim_end_matches("attribute")
            .to_string();
        let mut arguments = Vec::new();
        for expression in &attribute.positional {
            arguments.push(self.attribute_argument(of, expression)?);
        }
        let message = self.named_text(of, attribute, "ErrorMessage")?;
        let number = |index: usize| arguments.get(index).map_or(Ok(0), convert::to_int);
        Ok(Some(match name.as_str() {
            "validatenotnull" => VariableConstraint::NotNull,
            "validatenotnullorempty" => VariableConstraint::NotNullOrEmpty,
            "validatenotnullorwhitespace" => VariableConstraint::NotNullOrWhiteSpace,
            "validateset" => {
                let mut values = Vec::new();
                for argument in &arguments {
                    for item in member::enumerate(self, argument)?.unwrap_or_else(|| vec![argument.clone()]) {
                        values.push(convert::to_text(self, &item)?);
                    }
                }
                let ignore_case =
                    self.named_text(of, attribute, "IgnoreCase")?.is_none_or(|text| text != "False");
                VariableConstraint::Set { values, ignore_case, message }
            }
            "validaterange" => match arguments.as_slice() {
                [least, most] => VariableConstraint::Range { least: least.clone(), most: most.clone() },
                [kind] => VariableConstraint::RangeKind(convert::to_text(self, kind)?),
                _ => return Ok(None),
            },
            "validatepattern" => {
                let pattern = match arguments.first() {
                    Some(pattern) => convert::to_text(self, pattern)?,
                    None => String::new(),
                };
                let options =
                    self.named_text(of, attribute, "Options")?.unwrap_or_else(|| "IgnoreCase".into());
                let case_sensitive = !options.to_ascii_lowercase().contains("ignorecase");
                VariableConstraint::Pattern { pattern, case_sensitive, message }
            }
            "validatelength" => VariableConstraint::Length { least: number(0)?, most: number(1)? },
            "validatecount" => VariableConstraint::Count { least: number(0)?, most: number(1)? },
            "validatescript" => match arguments.first().map(Value::unwrapped) {
                Some(Value::Block(block)) => VariableConstraint::Script { block: block.clone(), message },
                _ => return Ok(None),
            },
            "allownull" => VariableConstraint::AllowNull,
            "allowemptystring" => VariableConstraint::AllowEmptyString,
            "allowemptycollection" => VariableConstraint::AllowEmptyCollection,
            _ => return Ok(None),
        }))
    }

    /// The value of an attribute's argument.
    pub(crate) fn attribute_argument(
        &mut self,
        of: &Rc<ScriptBlock>,
        expression: &Expression,
    ) -> Outcome<Value> {
        let code = lower_expression(of, expression, Form::Shared)
            .map_err(|error| Fault::not_supported(error.what))?;
        let code = Rc::new(code);
        let Some(Some((range, register))) = code.parts.defaults.first().copied() else {
            return Ok(Value::Null);
        };
        let mut frame = super::Frame::new(code);
        self.run_range(&mut frame, range, &mut super::Discard)?;
        Ok(frame.register(register))
    }

    /// A named argument's text; a name without a value is `True`.
    pub(crate) fn named_text(
        &mut self,
        of: &Rc<ScriptBlock>,
        attribute: &Attribute,
        name: &str,
    ) -> Outcome<Option<String>> {
        for (found, value) in &attribute.named {
            if found.text.eq_ignore_ascii_case(name) {
                return match value {
                    None => Ok(Some("True".into())),
                    Some(expression) => {
                        let value = self.attribute_argument(of, expression)?;
                        convert::to_text(self, &value).map(Some)
                    }
                };
            }
        }
        Ok(None)
    }

    /// Converts and validates a value, in the order PowerShell does: types from the inside out, then
    /// validations. `parameter` names the parameter in messages; a variable has none.
    pub(crate) fn apply_constraints(
        &mut self,
        constraints: &[VariableConstraint],
        value: Value,
        parameter: Option<&str>,
    ) -> Outcome<Value> {
        let mut value = value;
        for constraint in constraints.iter().rev() {
            if let VariableConstraint::Type(wanted) = constraint {
                value = convert::to_type(self, value, wanted)?;
            }
        }
        for constraint in constraints {
            if let Some(reason) = self.violation(constraint, &value)? {
                return Err(refused(parameter, &reason, value));
            }
        }
        Ok(value)
    }

    /// Why a value breaks a constraint, in PowerShell's words.
    pub(crate) fn violation(
        &mut self,
        constraint: &VariableConstraint,
        value: &Value,
    ) -> Outcome<Option<String>> {
        use VariableConstraint::*;
        let items = match member::enumerate(self, value)? {
            Some(items) => items,
            None => vec![value.clone()],
        };
        match constraint {
            NotNull if value.is_null() => Ok(Some(null_reason())),
            NotNullOrEmpty | NotNullOrWhiteSpace => self.emptiness(constraint, value, &items),
            Count { least, most } => Ok(count_reason(items.len(), *least, *most)),
            Type(_) | NotNull | AllowNull | AllowEmptyString | AllowEmptyCollection => Ok(None),
            _ => {
                for item in &items {
                    if let Some(reason) = self.item_violation(constraint, item)? {
                        return Ok(Some(reason));
                    }
                }
                Ok(None)
            }
        }
    }

    fn emptiness(
        &mut self,
        constraint: &VariableConstraint,
        value: &Value,
        items: &[Value],
    ) -> Outcome<Option<String>> {
        let empty = "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.";
        let blank = "The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again.";
        let white = matches!(constraint, VariableConstraint::NotNullOrWhiteSpace);
        let text = if white { blank } else { empty };
        if value.is_null() || items.is_empty() {
            return Ok(Some(text.into()));
        }
        let bad = items.iter().any(|item| match item.unwrapped() {
            Value::Null | Value::Empty => true,
            Value::String(text) => text.is_empty() || (white && text.trim().is_empty()),
            _ => false,
        });
        Ok(bad.then(|| text.to_string()))
    }

    fn item_violation(&mut self, constraint: &VariableConstraint, item: &Value) -> Outcome<Option<String>> {
        let shown = convert::to_text(self, item)?;
        match constraint {
            VariableConstraint::Set { values, ignore_case, message } => {
                let known = values.iter().any(|value| match ignore_case {
                    true => value.to_lowercase() == shown.to_lowercase(),
                    false => *value == shown,
                });
                let list = values.join(",");
                Ok((!known).then(|| match message {
                    Some(message) => message.replace("{0}", &shown).replace("{1}", &list),
                    None => format!("The argument \"{shown}\" does not belong to the set \"{list}\" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again."),
                }))
            }
            VariableConstraint::Range { least, most } => self.out_of_range(item, least, most, &shown),
            VariableConstraint::RangeKind(kind) => self.out_of_kind(item, kind, &shown),
            VariableConstraint::Pattern { pattern, case_sensitive, message } => {
                let matched =
                    operators::matches(self, item, &Value::text(pattern.as_str()), !case_sensitive)?;
                Ok((!matched).then(|| match message {
                    Some(message) => message.replace("{0}", &shown).replace("{1}", pattern),
                    None => format!("The argument \"{shown}\" does not match the \"{pattern}\" pattern. Supply an argument that matches \"{pattern}\" and try the command again."),
                }))
            }
            VariableConstraint::Length { least, most } => Ok(length_reason(item, *least, *most)),
            VariableConstraint::Script { block, message } => {
                self.refused_by_script(block, item, message, &shown)
            }
            _ => Ok(None),
        }
    }

    fn out_of_range(
        &mut self,
        item: &Value,
        least: &Value,
        most: &Value,
        shown: &str,
    ) -> Outcome<Option<String>> {
        let number = convert::to_number(item.clone())?;
        if operators::compare(self, &number, least, true)? == Some(std::cmp::Ordering::Less) {
            let bound = convert::to_text(self, least)?;
            return Ok(Some(format!(
                "The {shown} argument is less than the minimum allowed range of {bound}. Supply an argument that is greater than or equal to {bound} and then try the command again."
            )));
        }
        if operators::compare(self, &number, most, true)? == Some(std::cmp::Ordering::Greater) {
            let bound = convert::to_text(self, most)?;
            return Ok(Some(format!(
                "The {shown} argument is greater than the maximum allowed range of {bound}. Supply an argument that is less than or equal to {bound} and then try the command again."
            )));
        }
        Ok(None)
    }

    fn out_of_kind(&mut self, item: &Value, kind: &str, shown: &str) -> Outcome<Option<String>> {
        use std::cmp::Ordering::*;
        let order = operators::compare(self, item, &Value::Int(0), true)?;
        let (good, word) = match kind.to_ascii_lowercase().as_str() {
            "positive" => (order == Some(Greater), "greater than zero"),
            "nonnegative" => (order != Some(Less), "greater than or equal to zero"),
            "negative" => (order == Some(Less), "less than zero"),
            _ => (order != Some(Greater), "less than or equal to zero"),
        };
        Ok((!good).then(|| {
            format!("The argument \"{shown}\" cannot be validated because its value is not {word}.")
        }))
    }

    fn refused_by_script(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        item: &Value,
        message: &Option<String>,
        shown: &str,
    ) -> Outcome<Option<String>> {
        let result = self.invoke_with_item(block, item.clone())?;
        if convert::to_bool(&Value::from_output(result)) {
            return Ok(None);
        }
        let text = block.text().to_string();
        Ok(Some(match message {
            Some(message) => message.replace("{0}", shown).replace("{1}", &text),
            None => format!(
                "The \"{text}\" validation script for the argument with value \"{shown}\" did not return a result of True. Determine why the validation script failed, and then try the command again."
            ),
        }))
    }
}

fn null_reason() -> String {
    "The argument is null. Provide a valid value for the argument, and then try running the command again."
        .into()
}

fn count_reason(count: usize, least: i32, most: i32) -> Option<String> {
    let count = count as i32;
    if count < least {
        return Some(format!(
            "The parameter requires at least {least} value(s) and no more than {most} value(s) - {count} value(s) were provided."
        ));
    }
    (count > most).then(|| format!("The number of provided arguments ({count}) exceeds the maximum number of allowed arguments ({most}). Provide fewer than {most} arguments, and then try the command again."))
}

fn length_reason(item: &Value, least: i32, most: i32) -> Option<String> {
    let Value::String(text) = item.unwrapped() else {
        return Some("The argument cannot be validated because it is not a string.".into());
    };
    let length = text.len_utf16() as i32;
    if length < least {
        return Some(format!(
            "The character length ({length}) of the argument is too short. Specify an argument with a length that is greater than or equal to \"{least}\", and then try the command again."
        ));
    }
    (length > most).then(|| format!("The character length of the {length} argument is too long. Shorten the character length of the argument so it is fewer than or equal to \"{most}\" characters, and then try the command again."))
}

fn refused(parameter: Option<&str>, reason: &str, value: Value) -> Box<Fault> {
    match parameter {
        Some(name) => {
            let message = format!("Cannot validate argument on parameter '{name}'. {reason}");
            let exception =
                Exception::new("System.Management.Automation.ParameterBindingValidationException", message);
            Fault::error(exception, "ParameterArgumentValidationError", Category::InvalidData, value)
        }
        None => {
            let shown = match &value {
                Value::String(text) => text.to_string(),
                other => convert::display(other),
            };
            let message = format!(
                "The variable cannot be validated because the value {shown} is not a valid value for the variable."
            );
            let exception =
                Exception::new("System.Management.Automation.ValidationMetadataException", message);
            Fault::error(exception, "ValidateSetFailure", Category::MetadataError, Value::Null)
        }
    }
}

/// Kept so that native commands can check values the same way.
pub fn check(
    context: &mut Context<'_>,
    constraint: &VariableConstraint,
    value: &Value,
) -> Outcome<Option<String>> {
    context.engine.violation(constraint, value)
}
