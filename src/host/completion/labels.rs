//! Labels of loops behind `break` and `continue`.

use super::scan::{FrameKind, Kind, Scan, Token};
use super::words::begins;
use crate::engine::completion::{Completion, CompletionKind, CompletionResult};

const LOOPS: &[&str] = &["do", "for", "foreach", "switch", "while"];

/// The labels of the loops around the end of the text, the outermost first; nothing when no label is asked for.
pub(super) fn complete(scan: &Scan<'_>, rest: &str) -> Option<Completion> {
    let end = scan.text.len();
    let jumps = |token: &Token| {
        token.kind == Kind::Keyword
            && matches!(scan.of_token(token).to_ascii_lowercase().as_str(), "break" | "continue")
    };
    let statement = scan.statement(scan.open);
    let (start, word) = match statement.as_slice() {
        [.., keyword, word] if jumps(keyword) && word.kind == Kind::Word && word.end == end => {
            (word.start, scan.of_token(word))
        }
        [.., keyword] if jumps(keyword) && keyword.end < end => (end, ""),
        _ => return None,
    };
    let line = rest.lines().next().unwrap_or_default().trim_start();
    let named_behind = word.is_empty() && line.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let mut results = Vec::new();
    if !named_behind {
        let fitting = around(scan).into_iter().filter(|label| begins(label, word));
        results.extend(fitting.map(|label| CompletionResult::plain(label, CompletionKind::Text)));
    }
    Some(Completion { start, length: end - start, results })
}

fn around<'t>(scan: &Scan<'t>) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut at = scan.open;
    while let Some(frame) = scan.frames.get(at).filter(|_| at != 0) {
        if frame.kind == FrameKind::Block {
            found.extend(label_of(scan, frame.parent, frame.start));
        }
        at = frame.parent;
    }
    found.reverse();
    found
}

/// The label of the loop whose body begins at a byte.
fn label_of<'t>(scan: &Scan<'t>, frame: usize, body: usize) -> Option<&'t str> {
    let tokens: Vec<Token> = scan.in_frame(frame).into_iter().filter(|token| token.end <= body).collect();
    let at = tokens.windows(2).rposition(|pair| {
        let [label, keyword] = pair else { return false };
        let keyword = scan.of_token(keyword).to_ascii_lowercase();
        scan.of_token(label).starts_with(':') && LOOPS.contains(&keyword.as_str())
    })?;
    // Another statement, or the body of this loop, in between: the body is not its own.
    let is_end = |token: &Token| match token.kind {
        Kind::Separator => true,
        Kind::Close(closed) => scan.frames.get(closed).is_some_and(|closed| closed.kind == FrameKind::Block),
        _ => false,
    };
    if tokens.get(at + 2..).unwrap_or_default().iter().any(is_end) {
        return None;
    }
    tokens.get(at).map(|label| scan.of_token(label).trim_start_matches(':'))
}
