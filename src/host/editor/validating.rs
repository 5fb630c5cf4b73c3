//! `ValidateAndAcceptLine`: an input is taken only when its commands exist and a handler agrees.

use super::{Given, LineEditor, is_unfinished};
use crate::engine::Engine;
use crate::host::completion::scan::{Kind, Scan};

pub(super) fn accept(editor: &mut LineEditor, engine: &mut Engine, _: &Given) {
    if is_unfinished(editor.line.text()) {
        return editor.line.insert("\n");
    }
    match complaint(editor, engine) {
        Some(message) => editor.message = Some(message),
        None => editor.accept(engine),
    }
}

/// What is wrong with the input.
fn complaint(editor: &LineEditor, engine: &mut Engine) -> Option<String> {
    let text = editor.line.text();
    let parsed = crate::language::parse(crate::language::Source::inline(text));
    if let Some(error) = parsed.errors.first() {
        return Some(error.message.clone());
    }
    if let Some(handler) = editor.options.command_validation.clone() {
        for command in crate::engine::syntax::commands(&parsed) {
            if let Err(fault) = engine.invoke_block(&handler, &[command]) {
                return Some(crate::host::editor::helping::message_of(engine, *fault));
            }
        }
    }
    let scan = Scan::of(text);
    let unknown = scan.tokens.iter().filter(|token| token.kind == Kind::Command).find_map(|token| {
        let name = scan.of_token(token);
        engine.find_command(name).is_err().then(|| name.to_string())
    })?;
    Some(format!(
        "The term '{unknown}' is not recognized as a name of a cmdlet, function, script file, or executable program."
    ))
}
