//! What comments mean: `#requires` lines and comment-based help.

use super::Builder;
use crate::language::ast::Requires;
use crate::language::span::Span;

/// Words after a dot that make a comment a help comment.
const KEYWORDS: [&str; 15] = [
    "SYNOPSIS",
    "DESCRIPTION",
    "PARAMETER",
    "EXAMPLE",
    "INPUTS",
    "OUTPUTS",
    "NOTES",
    "LINK",
    "COMPONENT",
    "ROLE",
    "FUNCTIONALITY",
    "FORWARDHELPTARGETNAME",
    "FORWARDHELPCATEGORY",
    "REMOTEHELPRUNSPACE",
    "EXTERNALHELP",
];

impl Builder<'_> {
    /// The `#requires` lines of the text, wherever they stand outside of strings.
    pub(super) fn requires(&self) -> Vec<Requires> {
        let lines = self.comments.iter().filter_map(|comment| {
            let text = comment.text(self.text).strip_prefix('#')?;
            let word = text.get(..8).filter(|word| word.eq_ignore_ascii_case("requires"))?;
            let arguments = text.get(word.len()..)?;
            let ends = arguments.is_empty() || arguments.starts_with([' ', '\t']);
            ends.then(|| Requires { span: *comment, arguments: arguments.trim().to_string() })
        });
        lines.collect()
    }

    /// The help at the start of a script: comments before its first word, when a blank line or the
    /// `param` block keeps them apart from a function that follows.
    pub(super) fn script_help(&self, first: u32) -> Option<String> {
        self.help_between(0, first)
    }

    /// The help of a function: right before the keyword, else at the start or end of its body.
    pub(super) fn function_help(&self, keyword: u32, body: Span, first: u32, last: u32) -> Option<String> {
        self.help_before(keyword)
            .or_else(|| self.help_between(body.start, first))
            .or_else(|| self.help_between(last, body.end))
    }

    /// A help comment between two places, among other comments.
    fn help_between(&self, from: u32, to: u32) -> Option<String> {
        let start = self.comments.partition_point(|comment| comment.start < from);
        let inside = self.comments.get(start..)?.iter().take_while(|comment| comment.end <= to);
        let comments: Vec<Span> = inside.copied().collect();
        self.groups(&comments).into_iter().find(|text| is_help(text))
    }

    /// The comment that ends right before a place, at most one blank line away.
    fn help_before(&self, place: u32) -> Option<String> {
        let end = self.comments.partition_point(|comment| comment.end <= place);
        let last = self.comments.get(end.checked_sub(1)?)?;
        let gap = self.text.get(last.end as usize..place as usize)?;
        if !gap.trim().is_empty() || gap.matches('\n').count() > 2 {
            return None;
        }
        let mut start = end - 1;
        while let Some(previous) = start.checked_sub(1).and_then(|index| self.comments.get(index)) {
            let here = self.comments.get(start)?;
            if !self.adjacent(*previous, *here) {
                break;
            }
            start -= 1;
        }
        let text = self.groups(self.comments.get(start..end)?).pop()?;
        is_help(&text).then_some(text)
    }

    /// Whether two line comments belong together: one line apart.
    fn adjacent(&self, first: Span, second: Span) -> bool {
        let gap = self.text.get(first.end as usize..second.start as usize).unwrap_or("x");
        let lines = !first.text(self.text).starts_with("<#") && !second.text(self.text).starts_with("<#");
        lines && gap.trim().is_empty() && gap.matches('\n').count() <= 1
    }

    /// Comments without their marks; adjacent line comments make one text.
    fn groups(&self, comments: &[Span]) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        let mut previous: Option<Span> = None;
        for comment in comments {
            let text = without_marks(comment.text(self.text));
            match texts.last_mut() {
                Some(last) if previous.is_some_and(|previous| self.adjacent(previous, *comment)) => {
                    last.push('\n');
                    last.push_str(text);
                }
                _ => texts.push(text.to_string()),
            }
            previous = Some(*comment);
        }
        texts
    }
}

fn without_marks(comment: &str) -> &str {
    match comment.strip_prefix("<#") {
        Some(block) => block.strip_suffix("#>").unwrap_or(block),
        None => comment.strip_prefix('#').unwrap_or(comment),
    }
}

fn is_help(text: &str) -> bool {
    text.lines().any(|line| {
        let word = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_whitespace().next());
        word.is_some_and(|word| KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word)))
    })
}
