//! Which lines an editor may fold: what stands between brackets, texts, comments and regions.

use super::document::Document;
use crate::host::completion::scan::{FrameKind, Kind, Scan};
use serde_json::{Value, json};

/// Lines that fold into the first of them.
#[derive(Debug, PartialEq, Eq)]
struct Fold {
    first: u32,
    last: u32,
    kind: Option<&'static str>,
}

/// The folds of a document, each of two lines or more.
pub fn ranges(document: &Document) -> Value {
    let shown = |fold: &Fold| {
        let mut range = json!({ "startLine": fold.first, "endLine": fold.last });
        if let Some(kind) = fold.kind {
            range["kind"] = json!(kind);
        }
        range
    };
    json!(folds(document).iter().map(shown).collect::<Vec<Value>>())
}

fn folds(document: &Document) -> Vec<Fold> {
    let scan = Scan::of(&document.text);
    let line = |byte: usize| document.position(byte).line;
    let mut found = comments(document, &scan);
    for frame in &scan.frames {
        let Some(end) = frame.end else { continue };
        // The line of the closing bracket stays visible, as in every editor; that of a text's end does not.
        let (first, last) = (line(frame.start), line(end.saturating_sub(1)));
        let last = if frame.kind == FrameKind::Text { last } else { last.saturating_sub(1) };
        found.push(Fold { first, last, kind: None });
    }
    for token in scan.tokens.iter().filter(|token| matches!(token.kind, Kind::Text { .. })) {
        found.push(Fold { first: line(token.start), last: line(token.end.saturating_sub(1)), kind: None });
    }
    found.retain(|fold| fold.last > fold.first);
    found.sort_by_key(|fold| (fold.first, std::cmp::Reverse(fold.last)));
    // Brackets that open on one line fold together.
    found.dedup_by_key(|fold| fold.first);
    found
}

/// Block comments, lines of comments that follow each other, and what stands between `#region` and `#endregion`.
fn comments(document: &Document, scan: &Scan<'_>) -> Vec<Fold> {
    let mut found: Vec<Fold> = Vec::new();
    let mut regions: Vec<u32> = Vec::new();
    let mut run: Option<Fold> = None;
    for token in scan.tokens.iter().filter(|token| matches!(token.kind, Kind::Comment { .. })) {
        let text = scan.of_token(token).to_ascii_lowercase();
        let (first, last) = (document.position(token.start).line, document.position(token.end).line);
        let is_region = text.starts_with("#region") || text.starts_with("#endregion");
        if text.starts_with("#region") {
            regions.push(first);
        } else if text.starts_with("#endregion")
            && let Some(start) = regions.pop()
        {
            found.push(Fold { first: start, last: first, kind: Some("region") });
        }
        let follows = run.as_ref().is_some_and(|run| run.last + 1 == first) && !is_region;
        match &mut run {
            Some(run) if follows => run.last = last,
            _ => {
                found.extend(run.take());
                run = (!is_region).then_some(Fold { first, last, kind: Some("comment") });
            }
        }
    }
    found.extend(run);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_texts_comments_and_regions_fold() {
        let text = "#region Setup\n# One.\n# Two.\nif ($x) {\n  1\n}\n#endregion\n$t = @'\na\nb\n'@\n<#\nhelp\n#>\n\
            f @{\n a = 1\n b = {\n  2\n }\n}\n{ 1 }\n";
        let found: Vec<(u32, u32, Option<&str>)> =
            folds(&Document::new(text)).iter().map(|fold| (fold.first, fold.last, fold.kind)).collect();
        let expected = [
            (0, 6, Some("region")),
            (1, 2, Some("comment")),
            (3, 4, None),
            (7, 10, None),
            (11, 13, Some("comment")),
            (14, 18, None),
            (16, 17, None),
        ];
        assert_eq!(found, expected);
        assert!(folds(&Document::new("{\n#region\n\"\n")).is_empty());
    }
}
