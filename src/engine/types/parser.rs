//! `System.Management.Automation.Language.Parser`: scripts as trees, with what is wrong in them.

use super::{Class, StaticMethod, arguments, object, reference, syntax_error};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, syntax};
use crate::language::Source;
use std::rc::Rc;

/// The tree of a text; the last argument gets the errors.
fn parsed(engine: &mut Engine, source: Rc<Source>, args: &[Value]) -> Outcome<Value> {
    let parsed = engine.parse(source);
    if let Some(errors) = args.get(2) {
        reference::assign(engine, errors, syntax_error::errors(&parsed))?;
    }
    if let Some(tokens) = args.get(1) {
        let found = syntax::tokens(&parsed.source);
        reference::assign(engine, tokens, found)?;
    }
    Ok(syntax::of_parsed(&parsed))
}

/// Gives tree, tokens and errors of a text to three variables.
pub(super) fn parse_into(engine: &mut Engine, text: &str, places: &[Value]) -> Outcome {
    let Some((tree, rest)) = places.split_first() else { return Ok(()) };
    let given: Vec<Value> = std::iter::once(Value::Null).chain(rest.iter().cloned()).collect();
    let found = parsed(engine, Source::inline(text), &given)?;
    reference::assign(engine, tree, found)
}

static PARSER: Class = Class {
    name: "System.Management.Automation.Language.Parser",
    base: Some(&object::OBJECT),
    static_methods: &[
        StaticMethod {
            name: "ParseInput",
            signatures: &[
                "static System.Management.Automation.Language.ScriptBlockAst ParseInput(string input, [ref] System.Management.Automation.Language.Token[] tokens, [ref] System.Management.Automation.Language.ParseError[] errors)",
            ],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                parsed(engine, Source::inline(text), args)
            },
        },
        StaticMethod {
            name: "ParseFile",
            signatures: &[
                "static System.Management.Automation.Language.ScriptBlockAst ParseFile(string fileName, [ref] System.Management.Automation.Language.Token[] tokens, [ref] System.Management.Automation.Language.ParseError[] errors)",
            ],
            call: |engine, args| {
                let path = arguments::text(engine, args, 0)?;
                let full = engine.resolve_path(&path);
                let bytes = std::fs::read(&full).map_err(|_| {
                    let message = format!("Could not find file '{}'.", full.display());
                    arguments::throw("System.IO.FileNotFoundException", message)
                })?;
                let text = super::encoding::decode(&bytes);
                let source = Rc::new(Source::new(Some(full.display().to_string().into()), text));
                parsed(engine, source, args)
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PARSER];
