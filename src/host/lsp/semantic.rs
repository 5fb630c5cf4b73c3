//! Semantic tokens: what each word is, for the editor's colours.

use super::document::Document;
use crate::host::completion::scan::{Kind, Scan};
use lsp_types::{SemanticTokenType, SemanticTokensLegend};
use serde_json::{Value, json};

/// The types that tokens have, by number.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: TYPES.to_vec(), token_modifiers: Vec::new() }
}

const TYPES: [SemanticTokenType; 10] = [
    SemanticTokenType::KEYWORD,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::COMMENT,
    SemanticTokenType::TYPE,
    SemanticTokenType::PROPERTY,
];

fn number(kind: Kind) -> Option<u8> {
    Some(match kind {
        Kind::Keyword => 0,
        Kind::Command | Kind::Name => 1,
        Kind::Variable | Kind::Splat => 2,
        Kind::Parameter => 3,
        Kind::Text { .. } => 4,
        Kind::Number => 5,
        Kind::Operator | Kind::Symbol | Kind::Assign | Kind::Pipe | Kind::Call | Kind::Redirect => 6,
        Kind::Comment { .. } => 7,
        Kind::TypeWord => 8,
        Kind::Member | Kind::Key => 9,
        _ => return None,
    })
}

/// The tokens of a document in the protocol's five numbers each; those of texts go around what stands in them.
pub fn tokens(document: &Document) -> Value {
    let scan = Scan::of(&document.text);
    let mut found: Vec<(usize, usize, u8)> =
        scan.tokens.iter().filter_map(|token| Some((token.start, token.end, number(token.kind)?))).collect();
    // What is inside is painted over what is around it.
    found.sort_by_key(|(start, end, _)| std::cmp::Reverse(end - start));
    let mut painted = vec![u8::MAX; document.text.len()];
    for (start, end, kind) in found {
        if let Some(part) = painted.get_mut(start..end) {
            part.fill(kind);
        }
    }
    let mut data: Vec<u32> = Vec::new();
    let mut last = (0u32, 0u32);
    let mut line_start = 0usize;
    for (line, text) in document.text.split('\n').enumerate() {
        let end = line_start + text.strip_suffix('\r').unwrap_or(text).len();
        let mut at = line_start;
        while at < end {
            let kind = painted.get(at).copied().unwrap_or(u8::MAX);
            let run = painted
                .get(at..end)
                .unwrap_or_default()
                .iter()
                .take_while(|one| **one == kind)
                .count()
                .max(1);
            if kind != u8::MAX {
                let units = |from: usize, to: usize| {
                    let text = document.text.get(from..to).unwrap_or_default();
                    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
                };
                let place = (u32::try_from(line).unwrap_or(u32::MAX), units(line_start, at));
                let column = if place.0 == last.0 { place.1 - last.1 } else { place.1 };
                data.extend([place.0 - last.0, column, units(at, at + run), u32::from(kind), 0]);
                last = place;
            }
            at += run;
        }
        line_start += text.len() + 1;
    }
    json!({ "data": data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_of_a_text_is_told_apart() {
        let document = Document::new("# é\nf \"a $x b\"\n");
        let found = tokens(&document);
        assert_eq!(
            found["data"],
            json!([0, 0, 3, 7, 0, 1, 0, 1, 1, 0, 0, 2, 3, 4, 0, 0, 3, 2, 2, 0, 0, 2, 3, 4, 0])
        );
    }
}
