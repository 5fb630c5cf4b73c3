//! What binding asks of the session: declared tables, default parameter values, missing mandatory values.

use super::bind::{Binder, BindingTable, errors};
use super::command::CommandInfo;
use super::evaluate::declare::VariableConstraint;
use super::host::Host;
use super::object::ObjectKind;
use super::types::{self, Type, credential, secure_string};
use super::value::Value;
use super::{Engine, Fault, Outcome, convert};
use std::collections::HashMap;
use std::rc::Rc;

/// Tables of native commands, made when first used.
#[derive(Default)]
struct NativeTables(HashMap<&'static str, Rc<BindingTable>>);

/// Asks for a user, unless one is given, and a password. `None` at the end of the input.
pub fn ask_for_credential(
    host: &mut dyn Host,
    user: Option<String>,
) -> Result<Option<(String, String)>, String> {
    let user = match user {
        Some(user) => Some(user),
        None => host.read_line("User: ")?,
    };
    let Some(user) = user else { return Ok(None) };
    Ok(host.read_secret(&format!("Password for user {user}: "))?.map(|secret| (user, secret)))
}

/// Whether a secret or a credential is the empty one that ends a list of them.
fn is_empty(answer: &Value) -> bool {
    match answer.as_native::<credential::Credential>() {
        Some(credential) => credential.user.is_empty(),
        None => secure_string::plain(answer).is_some_and(|text| text.is_empty()),
    }
}

/// Types whose parameters hold their zero when they are not given: numbers, Booleans and text. Others, dates and
/// enumerations among them, are `$null`. Source: .NET, `Compiler.TryGetDefaultParameterValue`.
const WITHOUT_ARGUMENT: [&str; 14] = [
    "System.String",
    "System.Boolean",
    "System.Management.Automation.SwitchParameter",
    "System.Int32",
    "System.Int64",
    "System.Int16",
    "System.Byte",
    "System.SByte",
    "System.UInt16",
    "System.UInt32",
    "System.UInt64",
    "System.Double",
    "System.Single",
    "System.Decimal",
];

impl Engine {
    pub(crate) fn native_table(&mut self, info: &'static CommandInfo) -> Rc<BindingTable> {
        let tables = &mut self.extension::<NativeTables>().0;
        tables.entry(info.name).or_insert_with(|| Rc::new(BindingTable::of_native(info))).clone()
    }

    /// The entries of `$PSDefaultParameterValues`; none when it is switched off.
    pub(crate) fn default_parameter_pairs(&mut self) -> Vec<(Value, Value)> {
        let Some(Value::Object(object)) = self.find_variable("psdefaultparametervalues") else {
            return Vec::new();
        };
        let ObjectKind::Hashtable(defaults) = &object.kind else { return Vec::new() };
        let defaults = defaults.borrow();
        if defaults.is_empty() || defaults.get_text("Disabled").is_some_and(convert::to_bool) {
            return Vec::new();
        }
        defaults.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// Asks for missing mandatory values, or fails when nobody can answer.
    pub(crate) fn prompt_mandatory(
        &mut self,
        binder: &Binder,
        table: &BindingTable,
        missing: &[usize],
        position: usize,
    ) -> Outcome<Vec<(usize, Value)>> {
        let names: Vec<String> = missing.iter().map(|index| table.name(*index).to_string()).collect();
        if !self.host.is_interactive() {
            return Err(errors::missing_mandatory(binder, &names));
        }
        self.host.write_line("");
        self.host.write_line(&format!("cmdlet {} at command pipeline position {position}", binder.name));
        self.host.write_line("Supply values for the following parameters:");
        let help = |index: &usize| {
            let parameter = table.parameters.get(*index)?;
            parameter.memberships.iter().find_map(|place| place.help.clone())
        };
        if missing.iter().any(|index| help(index).is_some()) {
            self.host.write_line("(Type !? for Help.)");
        }
        let mut answers = Vec::new();
        for index in missing {
            let Some(parameter) = table.parameters.get(*index) else { continue };
            let help = help(index);
            answers
                .push((*index, self.prompt_value(&parameter.name, &parameter.type_name, help.as_deref())?));
        }
        Ok(answers)
    }

    /// Asks for one value, or for items up to an empty line.
    fn prompt_value(&mut self, name: &str, type_name: &str, help: Option<&str>) -> Outcome<Value> {
        let element = type_name.strip_suffix("[]");
        let wanted = types::resolve_text(self, element.unwrap_or(type_name)).ok();
        let mut items = Vec::new();
        loop {
            let prompt =
                if element.is_some() { format!("{name}[{}]: ", items.len()) } else { format!("{name}: ") };
            if let Some(answer) = self.secret_answer(name, &prompt, wanted.as_ref())? {
                match element {
                    Some(_) if is_empty(&answer) => {
                        return Ok(Value::array(items));
                    }
                    Some(_) => items.push(answer),
                    None => return Ok(answer),
                }
                continue;
            }
            let line =
                self.host.read_line(&prompt).map_err(|message| Fault::runtime("ReadFailed", message))?;
            let Some(line) = line else { return Err(Box::new(Fault::Interrupted)) };
            if let Some(help) = help.filter(|_| line == "!?") {
                self.host.write_line(help);
                continue;
            }
            if element.is_some() && line.is_empty() {
                return Ok(Value::array(items));
            }
            match self.typed_answer(&line, wanted.as_ref()) {
                Ok(value) if element.is_some() => items.push(value),
                Ok(value) => return Ok(value),
                Err(message) if message.is_empty() => {}
                Err(message) => self.host.write_line(&message),
            }
        }
    }

    /// An answer that is not shown while it is typed; `None` for a type that is no secret.
    fn secret_answer(
        &mut self,
        name: &str,
        prompt: &str,
        wanted: Option<&Rc<Type>>,
    ) -> Outcome<Option<Value>> {
        let Some(Type::Class(class)) = wanted.map(Rc::as_ref) else { return Ok(None) };
        let failed = |message: String| Fault::runtime("ReadFailed", message);
        match class.name {
            "System.Security.SecureString" => {
                let Some(secret) = self.host.read_secret(prompt).map_err(failed)? else {
                    return Err(Box::new(Fault::Interrupted));
                };
                Ok(Some(secure_string::of(secret)))
            }
            "System.Management.Automation.PSCredential" => {
                self.host.write_line(name);
                let Some((user, secret)) = ask_for_credential(self.host.as_mut(), None).map_err(failed)?
                else {
                    return Err(Box::new(Fault::Interrupted));
                };
                self.host.write_line("");
                Ok(Some(credential::of(user, secure_string::of(secret))))
            }
            _ => Ok(None),
        }
    }

    /// An answer as its type. Errors: PowerShell's sentence for one that does not fit.
    fn typed_answer(&mut self, line: &str, wanted: Option<&Rc<Type>>) -> Result<Value, String> {
        let text = Value::text(line);
        let is_parsed = |wanted: &&Rc<Type>| {
            let name = wanted.full_name();
            types::number::is_number_type(wanted)
                || matches!(name.as_str(), "System.DateTime" | "System.TimeSpan" | "System.Guid")
        };
        let Some(wanted) = wanted.filter(is_parsed) else {
            return Ok(text);
        };
        match convert::to_type(self, text, wanted) {
            Ok(value) => Ok(value),
            Err(fault) => {
                let message = match fault.as_ref() {
                    Fault::Error { record, .. } => record.exception.message.clone(),
                    _ => String::new(),
                };
                let why = if message.contains("too large or too small") {
                    "an overflow error"
                } else {
                    "a format error"
                };
                if line.is_empty() {
                    // Nothing is said of an empty answer: it is asked again.
                    return Err(String::new());
                }
                Err(format!("Cannot recognize \"{line}\" as a {} due to {why}.", wanted.full_name()))
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
        let kept: Vec<VariableConstraint> = constraints
            .iter()
            .filter(|constraint| matches!(constraint, VariableConstraint::Type(_)))
            .cloned()
            .collect();
        self.constrain_argument(&kept, value, name, false)
    }

    /// What a parameter without default holds: the zero of a number, else nothing.
    pub(crate) fn unset_parameter(&mut self, constraints: &[VariableConstraint]) -> Outcome<Value> {
        let wanted = constraints.iter().find_map(|constraint| match constraint {
            VariableConstraint::Type(wanted) => Some(wanted.clone()),
            _ => None,
        });
        let Some(wanted) = wanted else { return Ok(Value::Null) };
        match wanted.as_ref() {
            Type::Class(class) if WITHOUT_ARGUMENT.contains(&class.name) => Ok(types::default_value(&wanted)),
            _ => Ok(Value::Null),
        }
    }

    /// Whether errors go somewhere else than to the terminal.
    pub(crate) fn redirects_errors(&self) -> bool {
        self.streams.iter().any(super::redirection::StreamTargets::takes_errors)
    }
}
