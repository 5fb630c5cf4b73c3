//! Scripts from their text: read, parsed, lowered, and the errors of those that do not parse.

use super::error::{Category, ErrorRecord, Exception, Position};
use super::script_block::ScriptBlockValue;
use super::value::Value;
use super::{Engine, Fault, Outcome};
use crate::language::code::Code;
use crate::language::lower::{Form, lower};
use crate::language::{Parsed, Source, SyntaxError, parse_with_types};
use std::path::Path;
use std::rc::Rc;

/// Syntax errors that one message tells.
const SYNTAX_ERRORS: usize = 10;

/// The error of a text that does not parse: all its errors in one message.
pub(crate) fn parse_fault(parsed: &Parsed) -> Box<Fault> {
    match parse_error(parsed) {
        Some(record) => record.into(),
        None => Fault::runtime("ParseError", "The script could not be parsed."),
    }
}

fn parse_error(parsed: &Parsed) -> Option<ErrorRecord> {
    let first = parsed.errors.first()?;
    let position = Position::at(&parsed.source, first.span);
    let mut messages: Vec<String> =
        parsed.errors.iter().take(SYNTAX_ERRORS).map(|error| syntax_message(parsed, error)).collect();
    if parsed.errors.len() > SYNTAX_ERRORS {
        messages
            .push("Not all parse errors were reported.  Correct the reported errors and try again.".into());
    }
    let class = "System.Management.Automation.ParseException";
    let mut exception = Exception::new(class, messages.join("\n\n"));
    exception.data.push(("Errors".into(), super::types::syntax_error::errors(parsed)));
    let mut record = ErrorRecord::new(exception, first.id, Category::ParserError, Value::Null);
    record.position = Some(position);
    Some(record)
}

fn syntax_message(parsed: &Parsed, error: &SyntaxError) -> String {
    format!("{}\n{}", Position::at(&parsed.source, error.span).message(), error.message)
}

impl Engine {
    /// Parses a script, with errors for types that its classes name and that are not there. A type of
    /// .NET in a namespace may be missing here: what uses it says so.
    pub(crate) fn parse(&self, source: Rc<Source>) -> Parsed {
        use crate::language::ast::{ExpressionKind, UsingKind};
        let parsed = crate::language::parse(source.clone());
        let Some(tree) = &parsed.script else { return parsed };
        let requires = super::requires::syntax_errors(tree);
        let spaces: Vec<String> = tree
            .usings
            .iter()
            .filter(|using| using.kind == UsingKind::Namespace)
            .filter_map(|using| match &using.name.kind {
                ExpressionKind::String { value, .. } => Some(value.to_ascii_lowercase()),
                _ => None,
            })
            .collect();
        let imports = tree.usings.iter().any(|using| using.kind != UsingKind::Namespace);
        let known = |name: &crate::language::ast::TypeName| {
            name.name.contains('.') || super::types::exists(self, name, &spaces)
        };
        let checked = parsed.defines_types && !imports;
        let mut parsed = match checked && !crate::language::check::unknown_types(tree, &known).is_empty() {
            true => parse_with_types(source, &known),
            false => parsed,
        };
        parsed.errors.extend(requires);
        parsed
    }

    pub(super) fn report_parse_errors(&mut self, parsed: &Parsed) -> Outcome {
        if let Some(mut record) = parse_error(parsed) {
            self.remember_error(&mut record);
            self.write_error_record(record)?;
        }
        self.succeeded = false;
        Err(Box::new(Fault::Exit(1)))
    }

    /// A script file as a block. It belongs to the module whose code runs now, as `. "$PSScriptRoot/a.ps1"` needs.
    pub(crate) fn load_script(&mut self, path: &Path) -> Outcome<Rc<ScriptBlockValue>> {
        let text = read_script(path)?;
        let parsed = self.parse(Rc::new(Source::new(Some(path.display().to_string().into()), text)));
        match parsed.script.clone().filter(|_| parsed.errors.is_empty()) {
            Some(tree) => {
                let lowerings = self.lowerings(&tree);
                Ok(Rc::new(ScriptBlockValue::new(lowerings, self.scope.module.clone())))
            }
            None => Err(parse_fault(&parsed)),
        }
    }

    /// Lowered code of a block, made once in each form.
    pub(crate) fn code_of(&mut self, block: &ScriptBlockValue, shared: bool) -> Outcome<Rc<Code>> {
        let (cell, form) = match shared {
            true => (&block.lowerings.shared, Form::Shared),
            false => (&block.lowerings.own, Form::Own),
        };
        if let Some(code) = cell.get() {
            return Ok(code.clone());
        }
        let code = lower(block.tree(), form).map_err(|error| {
            let mut fault = Fault::not_supported(&error.what);
            if let Fault::Error { record, .. } = fault.as_mut() {
                record.exception.message = error.what.clone();
                record.position = Some(Position::at(&block.tree().source, error.span));
            }
            fault
        })?;
        Ok(cell.get_or_init(|| Rc::new(code)).clone())
    }
}

/// A script's text: UTF-8 or UTF-16 by its byte order mark.
pub(super) fn read_script(path: &Path) -> Outcome<String> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(super::types::encoding::decode(&bytes)),
        Err(error) => {
            let message = match error.kind() {
                std::io::ErrorKind::NotFound => format!("Could not find file '{}'.", path.display()),
                std::io::ErrorKind::PermissionDenied => {
                    format!("Access to the path '{}' is denied.", path.display())
                }
                _ => format!("{}: {error}", path.display()),
            };
            let exception = Exception::new("System.IO.IOException", message);
            Err(Fault::error(
                exception,
                "ScriptReadError",
                Category::ReadError,
                Value::text(path.display().to_string()),
            ))
        }
    }
}
