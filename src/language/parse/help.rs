//! What comments mean: `#requires` lines and comment-based help.

use super::Builder;
use crate::language::ast::{Requires, ScriptBlock, StatementKind};
use crate::language::help_comment::is_help;
use crate::language::span::Span;

/// How many lines may lie between a help comment and its function.
const PROXIMITY: usize = 2;

/// Comments that stand together.
struct Group {
    span: Span,
    /// Without the marks of comments.
    text: String,
}

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

    /// The help of a script: at its start unless a function follows closely, which owns it then; else at its end.
    pub(super) fn script_help(&self, script: &ScriptBlock, first: u32, last: u32) -> Option<String> {
        let statement =
            script.end.as_ref().filter(|_| !script.named_blocks).and_then(|end| end.statements.first());
        let function = statement.filter(|statement| matches!(statement.kind, StatementKind::Function(_)));
        let owned = |group: &Group| {
            function.is_some_and(|function| self.lines(group.span.end, function.span.start) <= PROXIMITY)
        };
        let in_front = self.first_help(0, first).filter(|group| !owned(group));
        in_front.or_else(|| self.last_help(last, script.span.end)).map(|group| group.text)
    }

    /// The help of a function: right before the keyword, else at the start or end of its body.
    pub(super) fn function_help(&self, keyword: u32, body: Span, first: u32, last: u32) -> Option<String> {
        let before = self.group_before(keyword, PROXIMITY).map(|group| group.text);
        before.filter(|text| is_help(text)).or_else(|| self.body_help(body, first, last))
    }

    /// The help at the start or end of a block in braces.
    pub(super) fn body_help(&self, body: Span, first: u32, last: u32) -> Option<String> {
        let found = self.first_help(body.start, first).or_else(|| self.last_help(last, body.end));
        found.map(|group| group.text)
    }

    /// What the comments beside the parameters of a block with help say: in front, inside and behind.
    pub(super) fn parameter_help(&self, block: &mut ScriptBlock) {
        if block.help.is_none() || self.comments.is_empty() {
            return;
        }
        let texts = block.parameters.iter().flatten().map(|parameter| {
            let Span { start, end } = parameter.span;
            let before = self.group_before(start, PROXIMITY).into_iter();
            let inside = self.groups(self.between(start, end)).into_iter();
            let behind = self.groups(self.between(end, block.span.end)).into_iter().take(1);
            let behind = behind.filter(|group| self.is_blank(end, group.span.start));
            let all: Vec<String> = before.chain(inside).chain(behind).map(|group| group.text).collect();
            all.join("\n")
        });
        block.parameter_help = texts.collect();
    }

    /// The comments between two places.
    fn between(&self, from: u32, to: u32) -> &[Span] {
        let start = self.comments.partition_point(|comment| comment.start < from);
        let end = self.comments.partition_point(|comment| comment.end <= to);
        self.comments.get(start..end).unwrap_or_default()
    }

    fn first_help(&self, from: u32, to: u32) -> Option<Group> {
        self.groups(self.between(from, to)).into_iter().find(|group| is_help(&group.text))
    }

    fn last_help(&self, from: u32, to: u32) -> Option<Group> {
        self.groups(self.between(from, to)).pop().filter(|group| is_help(&group.text))
    }

    /// The comments right before a place, at most so many lines away.
    fn group_before(&self, place: u32, lines: usize) -> Option<Group> {
        let end = self.comments.partition_point(|comment| comment.end <= place);
        let last = self.comments.get(end.checked_sub(1)?)?;
        if !self.is_blank(last.end, place) || self.lines(last.end, place) > lines {
            return None;
        }
        let mut start = end - 1;
        while let Some(previous) = start.checked_sub(1).and_then(|index| self.comments.get(index)) {
            if !self.adjacent(*previous, *self.comments.get(start)?) {
                break;
            }
            start -= 1;
        }
        self.groups(self.comments.get(start..end)?).pop()
    }

    /// Whether two comments belong together: the second starts on the line on which the first ends or the next one.
    fn adjacent(&self, first: Span, second: Span) -> bool {
        self.is_blank(first.end, second.start) && self.lines(first.end, second.start) <= 1
    }

    fn is_blank(&self, from: u32, to: u32) -> bool {
        self.text.get(from as usize..to as usize).is_some_and(|gap| gap.trim().is_empty())
    }

    /// How many lines lie between two places.
    fn lines(&self, from: u32, to: u32) -> usize {
        self.text.get(from as usize..to as usize).map_or(0, |gap| gap.matches('\n').count())
    }

    /// Comments without their marks; adjacent ones make one text.
    fn groups(&self, comments: &[Span]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut previous: Option<Span> = None;
        for comment in comments {
            let text = without_marks(comment.text(self.text));
            match groups.last_mut() {
                Some(last) if previous.is_some_and(|previous| self.adjacent(previous, *comment)) => {
                    last.span = last.span.to(*comment);
                    last.text.push('\n');
                    last.text.push_str(text);
                }
                _ => groups.push(Group { span: *comment, text: text.to_string() }),
            }
            previous = Some(*comment);
        }
        groups
    }
}

/// The text of a comment; a line comment may begin with more than one `#`.
fn without_marks(comment: &str) -> &str {
    match comment.strip_prefix("<#") {
        Some(block) => block.strip_suffix("#>").unwrap_or(block),
        None => comment.trim_start_matches('#'),
    }
}
