//! What binding asks of the session: declared tables, default parameter values, missing mandatory values.

use super::bind::{Binder, BindingTable, Element, Target, errors};
use super::command::CommandInfo;
use super::evaluate::declare::VariableConstraint;
use super::object::ObjectKind;
use super::scope::fold;
use super::types::{self, Type};
use super::value::Value;
use super::{Engine, Fault, Outcome, convert, operators};
use std::collections::HashMap;
use std::rc::Rc;

/// Tables of native commands, made when first used.
#[derive(Default)]
struct NativeTables(HashMap<&'static str, Rc<BindingTable>>);

impl Engine {
    pub(crate) fn native_table(&mut self, info: &'static CommandInfo) -> Rc<BindingTable> {
        let tables = &mut self.extension::<NativeTables>().0;
        tables.entry(info.name).or_insert_with(|| Rc::new(BindingTable::of_native(info))).clone()
    }

    /// Adds what `$PSDefaultParameterValues` says and the command line does not.
    pub(crate) fn with_default_parameters(
        &mut self,
        command: &str,
        table: &BindingTable,
        mut elements: Vec<Element>,
    ) -> Outcome<Vec<Element>> {
        let Some(Value::Object(object)) = self.find_variable("psdefaultparametervalues") else {
            return Ok(elements);
        };
        let ObjectKind::Hashtable(defaults) = &object.kind else { return Ok(elements) };
        if defaults.borrow().is_empty()
            || defaults.borrow().get_text("Disabled").is_some_and(convert::to_bool)
        {
            return Ok(elements);
        }
        let pairs: Vec<(Value, Value)> =
            defaults.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        for (key, value) in pairs {
            let key = convert::to_text(self, &key)?;
            let Some((pattern, parameter)) = key.rsplit_once(':') else { continue };
            if !operators::like(command, pattern, true) {
                continue;
            }
            let known = table.parameters.iter().any(|known| known.answers_to(parameter));
            let given = elements.iter().any(|element| matches!(element, Element::Parameter { name, .. } if name.eq_ignore_ascii_case(parameter)));
            if given || !(known || super::bind::is_common_name(parameter)) {
                continue;
            }
            let value = match value.unwrapped() {
                Value::Block(block) => Value::from_output(self.invoke_block(block, &[])?),
                _ => value,
            };
            elements.push(Element::Parameter {
                name: parameter.into(),
                value: Some(value),
                span: Default::default(),
                splatted: true,
            });
        }
        Ok(elements)
    }

    /// Asks for missing mandatory values, or fails when nobody can answer. Gives what was filled.
    pub(crate) fn prompt_mandatory(
        &mut self,
        binder: &Binder,
        table: &BindingTable,
        missing: &[usize],
        position: usize,
        target: &mut dyn Target,
    ) -> Outcome<Vec<usize>> {
        let names: Vec<String> = missing
            .iter()
            .filter_map(|index| table.parameters.get(*index))
            .map(|parameter| parameter.name.to_string())
            .collect();
        if !self.host.is_interactive() {
            return Err(errors::missing_mandatory(binder, &names));
        }
        self.host.write_line("");
        self.host.write_line(&format!("cmdlet {} at command pipeline position {position}", binder.name));
        self.host.write_line("Supply values for the following parameters:");
        for index in missing {
            let Some(parameter) = table.parameters.get(*index) else { continue };
            let value = self.prompt_value(&parameter.name, parameter.is_array)?;
            target.assign(self, *index, value)?;
        }
        Ok(missing.to_vec())
    }

    fn prompt_value(&mut self, name: &str, is_array: bool) -> Outcome<Value> {
        let mut items = Vec::new();
        loop {
            let prompt = if is_array { format!("{name}[{}]: ", items.len()) } else { format!("{name}: ") };
            let line =
                self.host.read_line(&prompt).map_err(|message| Fault::runtime("ReadFailed", message))?;
            match line {
                None => return Err(Box::new(Fault::Interrupted)),
                Some(line) if !is_array => return Ok(Value::text(line)),
                Some(line) if line.is_empty() => return Ok(Value::array(items)),
                Some(line) => items.push(Value::text(line)),
            }
        }
    }

    /// A parameter's default, converted but not validated.
    pub(crate) fn convert_default(
        &mut self,
        constraints: &[VariableConstraint],
        value: Value,
        name: &str,
    ) -> Outcome<Value> {
        let mut value = value;
        for constraint in constraints.iter().rev() {
            if let VariableConstraint::Type(wanted) = constraint {
                value = convert::to_type(self, value, wanted).map_err(|mut fault| {
                    if let Fault::Error { record, .. } = fault.as_mut() {
                        let inner = record.exception.clone();
                        record.exception.message = format!(
                            "Cannot process argument transformation on parameter '{name}'. {}",
                            inner.message
                        );
                        record.exception.class =
                            "System.Management.Automation.ArgumentTransformationMetadataException".into();
                        record.exception.inner = Some(Rc::new(inner));
                        record.id = "ParameterArgumentTransformationError".into();
                    }
                    fault
                })?;
            }
        }
        Ok(value)
    }

    /// What a parameter without default holds: its type's zero.
    pub(crate) fn unset_parameter(&mut self, constraints: &[VariableConstraint]) -> Outcome<Value> {
        let wanted = constraints.iter().find_map(|constraint| match constraint {
            VariableConstraint::Type(wanted) => Some(wanted.clone()),
            _ => None,
        });
        let Some(wanted) = wanted else { return Ok(Value::Null) };
        match wanted.as_ref() {
            Type::Class(class) if class.name == "System.String" => Ok(Value::text("")),
            Type::Class(class) if class.value_type => Ok(types::default_value(&wanted)),
            _ => Ok(Value::Null),
        }
    }

    /// Whether errors go somewhere else than to the terminal.
    pub(crate) fn redirects_errors(&self) -> bool {
        self.streams.iter().any(super::report::StreamTargets::takes_errors)
    }

    /// `-OutVariable name` and the like: a list that grows; `+name` keeps what it held.
    pub(crate) fn append_to_variable(&mut self, name: &str, value: Value) {
        let name = name.trim_start_matches('+');
        let folded = fold(name);
        // The list was made where the command was called; the command itself may run in a scope inside.
        let is_list = |value: Value| matches!(value, Value::Object(object) if matches!(object.kind, ObjectKind::List { .. }));
        let holder = self.scope.chain().find(|scope| scope.get(&folded).is_some_and(is_list));
        let scope = holder.unwrap_or_else(|| self.scope.clone());
        match scope.get(&folded) {
            Some(Value::Object(object)) if matches!(object.kind, ObjectKind::List { .. }) => {
                if let ObjectKind::List { items, .. } = &object.kind {
                    items.borrow_mut().push(value);
                }
            }
            _ => scope.set(name, types::list::array_list(vec![value])),
        }
    }

    /// Empties the variables of `-OutVariable` and its kin, unless they are appended to.
    pub(crate) fn start_variables(&mut self, common: &super::command::Common) {
        let names = [
            &common.out_variable,
            &common.error_variable,
            &common.warning_variable,
            &common.information_variable,
        ];
        for name in names.into_iter().flatten() {
            if !name.starts_with('+') {
                self.scope.clone().set(name, types::list::array_list(Vec::new()));
            }
        }
    }
}
