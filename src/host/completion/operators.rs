//! `-eq` and its kin, and the flags of statements.

use super::words::begins;
use crate::engine::completion::{CompletionKind, CompletionResult};

/// Operator and what it does.
const OPERATORS: &[(&str, &str)] = &[
    ("and", "Logical AND"),
    ("as", "Type conversion, $null when it is not possible"),
    ("band", "Bitwise AND"),
    ("bnot", "Bitwise NOT"),
    ("bor", "Bitwise OR"),
    ("bxor", "Bitwise XOR"),
    ("ccontains", "Contains, case-sensitive"),
    ("ceq", "Equal, case-sensitive"),
    ("cge", "Greater or equal, case-sensitive"),
    ("cgt", "Greater, case-sensitive"),
    ("cin", "Is in, case-sensitive"),
    ("cle", "Less or equal, case-sensitive"),
    ("clike", "Matches a wildcard pattern, case-sensitive"),
    ("clt", "Less, case-sensitive"),
    ("cmatch", "Matches a regular expression, case-sensitive"),
    ("cne", "Not equal, case-sensitive"),
    ("cnotcontains", "Does not contain, case-sensitive"),
    ("cnotin", "Is not in, case-sensitive"),
    ("cnotlike", "Does not match a wildcard pattern, case-sensitive"),
    ("cnotmatch", "Does not match a regular expression, case-sensitive"),
    ("contains", "Contains"),
    ("creplace", "Replaces by a regular expression, case-sensitive"),
    ("csplit", "Splits, case-sensitive"),
    ("eq", "Equal"),
    ("f", "Format"),
    ("ge", "Greater or equal"),
    ("gt", "Greater"),
    ("icontains", "Contains, case-insensitive"),
    ("ieq", "Equal, case-insensitive"),
    ("ige", "Greater or equal, case-insensitive"),
    ("igt", "Greater, case-insensitive"),
    ("iin", "Is in, case-insensitive"),
    ("ile", "Less or equal, case-insensitive"),
    ("ilike", "Matches a wildcard pattern, case-insensitive"),
    ("ilt", "Less, case-insensitive"),
    ("imatch", "Matches a regular expression, case-insensitive"),
    ("in", "Is in"),
    ("ine", "Not equal, case-insensitive"),
    ("inotcontains", "Does not contain, case-insensitive"),
    ("inotin", "Is not in, case-insensitive"),
    ("inotlike", "Does not match a wildcard pattern, case-insensitive"),
    ("inotmatch", "Does not match a regular expression, case-insensitive"),
    ("ireplace", "Replaces by a regular expression, case-insensitive"),
    ("is", "Is of a type"),
    ("isnot", "Is not of a type"),
    ("isplit", "Splits, case-insensitive"),
    ("join", "Joins"),
    ("le", "Less or equal"),
    ("like", "Matches a wildcard pattern"),
    ("lt", "Less"),
    ("match", "Matches a regular expression"),
    ("ne", "Not equal"),
    ("not", "Logical NOT"),
    ("notcontains", "Does not contain"),
    ("notin", "Is not in"),
    ("notlike", "Does not match a wildcard pattern"),
    ("notmatch", "Does not match a regular expression"),
    ("or", "Logical OR"),
    ("replace", "Replaces by a regular expression"),
    ("shl", "Shift left"),
    ("shr", "Shift right"),
    ("split", "Splits"),
    ("xor", "Logical XOR"),
];

/// Operators that begin with a word; `typed` has its dash.
pub fn complete(typed: &str) -> Vec<CompletionResult> {
    let word = typed.trim_start_matches('-');
    let found = OPERATORS.iter().filter(|(name, _)| begins(name, word));
    found.map(|(name, tool_tip)| flag(name, tool_tip)).collect()
}

/// The flags of `switch`.
pub fn switch_flags(typed: &str) -> Vec<CompletionResult> {
    let word = typed.trim_start_matches('-');
    let names = ["casesensitive", "exact", "file", "parallel", "regex", "wildcard"];
    names.iter().filter(|name| begins(name, word)).map(|name| flag(name, name)).collect()
}

fn flag(name: &str, tool_tip: &str) -> CompletionResult {
    CompletionResult {
        text: format!("-{name}"),
        item: name.to_string(),
        kind: CompletionKind::ParameterName,
        tool_tip: tool_tip.to_string(),
    }
}
