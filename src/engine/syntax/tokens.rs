//! The tokens of a text, as `Parser::ParseInput` gives them.

use super::classes::path_value;
use super::kinds;
use super::scanner::Scanner;
use crate::engine::convert;
use crate::engine::types::record::{self, record_class};
use crate::engine::types::{Class, Property, script_extent};
use crate::engine::value::Value;
use crate::language::ast::VariablePath;
use crate::language::{Source, Span, literal};
use std::rc::Rc;

record_class!(TOKEN "System.Management.Automation.Language.Token" ["Text", "TokenFlags", "Kind", "HasError", "Extent"]);

macro_rules! token_classes {
    ($($constant:ident $name:literal [$($field:literal),*]),* $(,)?) => {
        $(static $constant: Class = Class {
            name: concat!("System.Management.Automation.Language.", $name),
            base: Some(&TOKEN),
            properties: &[$(Property {
                name: $field,
                type_name: "System.Object",
                get: |_, this| Ok(record::field(this, $field)),
                set: None,
            }),*],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&TOKEN, $(&$constant),*];
    };
}

token_classes! {
    STRING_LITERAL "StringLiteralToken" ["Value"],
    STRING_EXPANDABLE "StringExpandableToken" ["Value", "NestedTokens"],
    VARIABLE "VariableToken" ["Name", "VariablePath"],
    PARAMETER "ParameterToken" ["ParameterName", "UsedColon"],
    NUMBER "NumberToken" ["Value"],
    LABEL "LabelToken" ["LabelText"],
}

/// The tokens of a text, the end of input last.
pub fn tokens(source: &Rc<Source>) -> Value {
    let mut scanner = Scanner::new(&source.text);
    while scanner.next() {}
    let end = source.text.len();
    scanner.found.push(("EndOfInput".into(), Span::new(end, end), 0));
    let found = std::mem::take(&mut scanner.found);
    Value::array(found.into_iter().map(|(kind, span, flags)| token(source, &kind, span, flags)).collect())
}

/// The token that covers a place.
pub(super) fn at(source: &Rc<Source>, span: Span) -> Value {
    let text = span.text(&source.text);
    let mut scanner = Scanner::new(text);
    scanner.next();
    let (kind, _, flags) = scanner.found.pop().unwrap_or(("Unknown".into(), span, 0));
    token(source, &kind, span, flags)
}

/// A parameter's token: of a statement's flag, whatever stands before it.
pub(super) fn parameter(source: &Rc<Source>, span: Span) -> Value {
    token(source, "Parameter", span, 0)
}

fn token(source: &Rc<Source>, kind: &str, span: Span, flags: i64) -> Value {
    let text = span.text(&source.text);
    let mut fields = vec![
        ("Text", Value::text(text)),
        ("TokenFlags", kinds::token_flags(flags)),
        ("Kind", kinds::token(kind)),
        ("HasError", Value::Bool(false)),
        ("Extent", script_extent::value(source, span)),
    ];
    let class = match kind {
        "Variable" | "SplattedVariable" => {
            let name = text.trim_start_matches(['$', '@']).trim_start_matches('{').trim_end_matches('}');
            let (qualifier, bare) = match name.split_once(':') {
                Some((qualifier, bare)) => (Some(qualifier.to_string()), bare),
                None => (None, name),
            };
            fields.push(("Name", Value::text(name)));
            let path = VariablePath { qualifier, name: bare.into(), braced: text.contains('{') };
            fields.push(("VariablePath", path_value(&path)));
            &VARIABLE
        }
        "Parameter" => {
            fields.push(("ParameterName", Value::text(text.trim_start_matches('-').trim_end_matches(':'))));
            fields.push(("UsedColon", Value::Bool(text.ends_with(':'))));
            &PARAMETER
        }
        "Number" => {
            // A text is looked at here, never run.
            let value = literal::number(text).and_then(|number| convert::literal(&number).ok());
            fields.push(("Value", value.unwrap_or_default()));
            &NUMBER
        }
        "StringLiteral" | "HereStringLiteral" => {
            fields.push(("Value", Value::text(unquoted(text).replace("''", "'"))));
            &STRING_LITERAL
        }
        "StringExpandable" | "HereStringExpandable" => {
            fields.push(("Value", Value::text(unquoted(text))));
            &STRING_EXPANDABLE
        }
        "Generic" | "Identifier" => {
            fields.push(("Value", Value::text(text)));
            if kind == "Generic" { &STRING_LITERAL } else { &TOKEN }
        }
        "Label" => {
            fields.push(("LabelText", Value::text(text.trim_start_matches(':'))));
            &LABEL
        }
        _ => &TOKEN,
    };
    record::made(class, text, fields)
}

/// The text of a string without its quotes.
fn unquoted(text: &str) -> &str {
    if let Some(here) = text.strip_prefix('@') {
        let inner = here.get(1..here.len().saturating_sub(2)).unwrap_or_default();
        return inner
            .trim_start_matches('\r')
            .trim_start_matches('\n')
            .trim_end_matches('\n')
            .trim_end_matches('\r');
    }
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}
