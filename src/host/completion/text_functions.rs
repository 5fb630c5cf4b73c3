//! Functions that the input defines: its commands are known before it has run.

use super::scan::{FrameKind, Kind, Scan};
use crate::engine::function::Function;
use crate::engine::script_block::{Lowerings, ScriptBlockValue};
use crate::language::ast::StatementKind;
use crate::language::{Source, parse};
use std::rc::Rc;

/// The function of a name whose definition stands whole in front of a byte, the last one of several.
pub fn find(scan: &Scan<'_>, name: &str, before: usize) -> Option<Rc<Function>> {
    let at = scan.tokens.windows(2).rposition(|pair| {
        let [keyword, named] = pair else { return false };
        named.kind == Kind::Name
            && named.end < before
            && scan.of_token(named).eq_ignore_ascii_case(name)
            && matches!(scan.of_token(keyword).to_ascii_lowercase().as_str(), "function" | "filter")
    })?;
    let keyword = scan.tokens.get(at)?;
    let body = scan.tokens.get(at + 2..)?.iter().find_map(|token| match token.kind {
        Kind::Open(frame) if token.frame == keyword.frame => {
            scan.frames.get(frame).filter(|frame| frame.kind == FrameKind::Block)
        }
        _ => None,
    })?;
    let text = scan.text.get(keyword.start..body.end?)?;
    let parsed = parse(Source::inline(text));
    // What is wrong is not taken apart: its attributes may hold anything.
    let script = parsed.script.filter(|_| parsed.errors.is_empty())?;
    let definition = script.end.as_ref()?.statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Function(definition) => Some(definition.clone()),
        _ => None,
    })?;
    let block = ScriptBlockValue::new(Lowerings::new(definition.body.clone()), None);
    Some(Rc::new(Function {
        name: definition.name.text.as_str().into(),
        block: Rc::new(block),
        filter: definition.filter,
        module: None,
        options: Default::default(),
    }))
}
