//! `Show-Command`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::bind::{BindingTable, Parameter};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::command_info::Found;
use crate::engine::types::command_syntax;
use crate::engine::value::Value;
use crate::language::Source;
use crate::language::literal;

cmdlet! {
    /// Asks for the parameters of a command one by one, as a form does, and runs it.
    ///
    /// An empty answer leaves a parameter out. Where nobody can answer, the fields of the form are listed.
    ///
    /// # Examples
    /// ```powershell
    /// Show-Command Get-Date
    /// Get-Command Show-Command -Syntax
    /// Show-Command -Name Get-Date -PassThru
    /// Show-Command -Name Get-Date -ParameterSet DateAndUFormat -PassThru
    /// ```
    "Show-Command" as ShowCommand { module: "fedsh" }
    parameters {
        /// The command.
        "Name" name: String { position: Some(0), mandatory: true },
        /// The parameter set whose fields are asked for; the default one when it is not given.
        "ParameterSet" set: Option<String>,
        /// Sends the command as text instead of running it.
        "PassThru" pass_thru: bool,
    }
}

/// What one field of the form asks for.
struct Field {
    name: String,
    type_name: String,
    is_switch: bool,
    mandatory: bool,
}

impl Field {
    fn of(parameter: &Parameter, mandatory: bool) -> Field {
        Field {
            name: parameter.name.to_string(),
            type_name: parameter.type_name.to_string(),
            is_switch: parameter.is_switch,
            mandatory,
        }
    }

    fn question(&self) -> String {
        let kind = if self.is_switch { "y/N".to_string() } else { self.type_name.clone() };
        let mark = if self.mandatory { "*" } else { "" };
        format!("  {}{mark} ({kind})", self.name)
    }

    /// What an answer adds to the command; none for an empty one.
    fn words(&self, answer: &str) -> Option<String> {
        let answer = answer.trim();
        match answer {
            "" => None,
            _ if self.is_switch => {
                let yes = ["y", "yes", "true", "$true"].contains(&answer.to_ascii_lowercase().as_str());
                yes.then(|| format!("-{}", self.name))
            }
            _ => Some(format!("-{} {}", self.name, quoted(answer))),
        }
    }
}

/// Numbers, variables, expressions and what is quoted already stay; other text is quoted.
fn quoted(answer: &str) -> String {
    let is_expression = answer.starts_with(['$', '(', '@', '{', '\'', '"']) || answer.parse::<f64>().is_ok();
    if is_expression { answer.to_string() } else { literal::quoted(answer) }
}

impl Cmdlet for ShowCommand {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let found = Found::from(context.engine.find_command(&self.name)?);
        let table = found.table(context.engine);
        let (set, fields) = match &table {
            Some(table) => self.fields(context, table)?,
            None => (String::new(), Vec::new()),
        };
        let name = found.name();
        let title = if set.is_empty() { name.clone() } else { format!("{name} ({set})") };
        if !context.engine.host.is_interactive() {
            context.output(Value::text(title))?;
            return fields.iter().try_for_each(|field| context.output(Value::text(field.question())));
        }
        context.engine.finish_output()?;
        context.engine.host.write_line(&title);
        let mut words = vec![name];
        for field in &fields {
            match ask(context, field)? {
                Some(answer) => words.extend(field.words(&answer)),
                None => return Ok(()),
            }
        }
        self.finish(context, &words.join(" "))
    }
}

/// Asks until a field that needs an answer has one; `None` at the end of input.
fn ask(context: &mut Context<'_>, field: &Field) -> Outcome<Option<String>> {
    loop {
        let answer = context.engine.host.read_line(&format!("{}: ", field.question()));
        let answer = answer.map_err(|message| {
            let class = "System.Management.Automation.PSInvalidOperationException";
            context.terminate(class, message, "InvalidOperation", Category::InvalidOperation, Value::Null)
        })?;
        match answer {
            Some(text) if field.mandatory && text.trim().is_empty() => context.engine.check_stop()?,
            other => return Ok(other),
        }
    }
}

impl ShowCommand {
    /// The set's name, empty when there is only one, and its fields. Errors: the command has no such set.
    fn fields(&self, context: &Context<'_>, table: &BindingTable) -> Outcome<(String, Vec<Field>)> {
        let sets = command_syntax::sets(table);
        let wanted = match &self.set {
            Some(set) => sets.iter().position(|name| name.eq_ignore_ascii_case(set)),
            None => Some(0),
        };
        let Some(index) = wanted else {
            let set = self.set.clone().unwrap_or_default();
            let message =
                format!("The command {} has no parameter set {set}. It has: {}.", self.name, sets.join(", "));
            let class = "System.ArgumentException";
            let target = Value::text(set);
            return Err(context.terminate(class, message, "NoSuchSet", Category::InvalidArgument, target));
        };
        let bit = if table.sets.is_empty() { u32::MAX } else { 1 << index };
        let own = table.parameters.iter().take(table.own);
        let mut fields: Vec<((bool, i32), Field)> = own
            .filter_map(|parameter| {
                let place = parameter.memberships.iter().find(|place| place.sets & bit != 0)?;
                let order = (!place.mandatory, place.position.unwrap_or(i32::MAX));
                Some((order, Field::of(parameter, place.mandatory)))
            })
            .collect();
        fields.sort_by_key(|(order, _)| *order);
        let name = if sets.len() > 1 { sets.get(index).cloned().unwrap_or_default() } else { String::new() };
        Ok((name, fields.into_iter().map(|(_, field)| field).collect()))
    }

    fn finish(&self, context: &mut Context<'_>, command: &str) -> Outcome {
        if self.pass_thru {
            return context.output(Value::text(command));
        }
        if context.should_continue(command, "Run this command?")? {
            context.engine.run_text(Source::inline(command), context.sink)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_become_words() {
        let field = |is_switch| Field {
            name: "Path".into(),
            type_name: "string".into(),
            is_switch,
            mandatory: false,
        };
        assert_eq!(field(false).words("it's here").as_deref(), Some("-Path 'it''s here'"));
        assert_eq!(field(false).words("$home").as_deref(), Some("-Path $home"));
        assert_eq!(field(false).words("5").as_deref(), Some("-Path 5"));
        assert_eq!(field(false).words("  "), None);
        assert_eq!(field(true).words("Y").as_deref(), Some("-Path"));
        assert_eq!(field(true).words("n"), None);
    }
}
