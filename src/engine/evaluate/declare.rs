//! Constraints on variables and parameters: types and validation attributes.

use crate::engine::error::{Category, Exception};
use crate::engine::scope::{ScopeKind, Slot, VariableCell};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::Type;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
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
    Set {
        values: Vec<String>,
        ignore_case: bool,
        message: Option<String>,
    },
    /// `[ValidateSet([Generator])]`: the set is asked for at each validation.
    Generated {
        generator: Value,
        ignore_case: bool,
        message: Option<String>,
    },
    Range {
        least: Value,
        most: Value,
    },
    RangeKind(String),
    Pattern {
        pattern: String,
        case_sensitive: bool,
        message: Option<String>,
    },
    Length {
        least: i32,
        most: i32,
    },
    Count {
        least: i32,
        most: i32,
    },
    Script {
        block: Rc<ScriptBlockValue>,
        message: Option<String>,
    },
    /// An attribute of a script's class that changes arguments.
    Transform(Value),
    /// An attribute of a script's class that checks arguments.
    Check(Value),
    /// `[PSTypeName('x')]` on a parameter: a name that each argument has among its own.
    TypeName(String),
    AllowNull,
    AllowEmptyString,
    AllowEmptyCollection,
}

impl Engine {
    /// Assigns a declared variable: the variable keeps the constraints. Gives the converted value.
    pub(super) fn declare(
        &mut self,
        code: &Rc<Code>,
        index: crate::language::code::Index,
        value: Value,
    ) -> Outcome<Value> {
        let Some(declaration) = code.tables.declarations.get(index as usize) else { return Ok(value) };
        let Some(variable) = code.tables.variables.get(declaration.variable as usize) else {
            return Ok(value);
        };
        let mut constraints = Vec::new();
        for constraint in &declaration.constraints {
            match constraint {
                Constraint::Type(name) => {
                    constraints.push(VariableConstraint::Type(self.resolve_at(&code.source, name)?))
                }
                Constraint::Attribute(text) => {
                    let written = text.span.text(&text.source.text).to_string();
                    constraints.extend(self.attribute_from_text(&written)?);
                }
            }
        }
        let name = variable.path.name.clone();
        let scope = match variable.path.qualifier.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("script") => self.scope.script(),
            Some("global") => self.global.clone(),
            _ => self.scope.clone(),
        };
        self.refuse_constant(&scope, &name, &variable.folded)?;
        let value = match declaration.slot {
            Some(_) if self.scope.kind == ScopeKind::Local => self.constrain(&constraints, value, &name)?,
            _ => self.constrain_strictly(&constraints, value, &name)?,
        };
        if let Slot::Cell(cell) = scope.place(&variable.folded)
            && (cell.options.get().read_only || cell.options.get().constant)
        {
            self.write_cell(&cell, value.clone(), &name)?;
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

    /// A validation attribute as a constraint; `None` for other attributes. Errors: its constructor's.
    pub(crate) fn constraint(
        &mut self,
        of: &Rc<ScriptBlock>,
        attribute: &Attribute,
    ) -> Outcome<Option<VariableConstraint>> {
        self.made_constraint(of, attribute).map_err(|mut fault| {
            if let Fault::Error { record, .. } = fault.as_mut()
                && record.exception.class.starts_with("System.Management.Automation.PSArgument")
            {
                let inner = record.exception.clone();
                let message = format!(
                    "The following exception occurred while constructing the attribute \"{}\": \"{}\"",
                    attribute.name.name, inner.message
                );
                record.exception = Exception::runtime(message).with_inner(inner);
                record.id = "ExceptionConstructingAttribute".into();
                record.category = Category::InvalidOperation;
            }
            fault
        })
    }

    fn made_constraint(
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
                let ignore_case =
                    self.named_text(of, attribute, "IgnoreCase")?.is_none_or(|text| text != "False");
                if let [Value::Type(generator)] = arguments.as_slice() {
                    let generator = self.set_generator(generator)?;
                    return Ok(Some(VariableConstraint::Generated { generator, ignore_case, message }));
                }
                let mut values = Vec::new();
                for argument in &arguments {
                    for item in member::enumerate(self, argument)?.unwrap_or_else(|| vec![argument.clone()]) {
                        values.push(convert::to_text(self, &item)?);
                    }
                }
                VariableConstraint::Set { values, ignore_case, message }
            }
            "validaterange" => match arguments.as_slice() {
                [least, most] => super::validate::range(self, least, most)?,
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
            "validatelength" | "validatecount" => super::validate::limits(&name, number(0)?, number(1)?)?,
            "validatescript" => match arguments.first().map(Value::unwrapped) {
                Some(Value::Block(block)) => VariableConstraint::Script { block: block.clone(), message },
                _ => return Ok(None),
            },
            "pstypename" => match arguments.first() {
                Some(name) => VariableConstraint::TypeName(convert::to_text(self, name)?),
                None => return Ok(None),
            },
            "allownull" => VariableConstraint::AllowNull,
            "allowemptystring" => VariableConstraint::AllowEmptyString,
            "allowemptycollection" => VariableConstraint::AllowEmptyCollection,
            _ => return self.script_attribute(of, attribute),
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
}
