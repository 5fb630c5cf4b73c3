//! Formatting: lines are indented by the brackets that are open, and lose blanks at their ends. Texts, comments
//! and here-strings of several lines stay as they are.

use super::document::Document;
use crate::host::completion::scan::{Kind, Scan};
use serde_json::{Value, json};

/// The edits that format a document; `options` are the editor's.
pub fn edits(document: &Document, options: &Value) -> Value {
    if !document.parsed().errors.is_empty() {
        // What the brackets mean is not known.
        return json!([]);
    }
    let size = options.get("tabSize").and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
    let spaces = options.get("insertSpaces").and_then(Value::as_bool).unwrap_or(true);
    let step = if spaces { " ".repeat(size.unwrap_or(4).min(16)) } else { "\t".to_string() };
    let mut edits = Vec::new();
    let mut start = 0;
    let lines = document.text.split('\n');
    for (line, wanted) in lines.zip(formatted(&document.text, &step)) {
        let bare = line.strip_suffix('\r').unwrap_or(line);
        if wanted != bare {
            edits.push(json!({ "range": document.range(start, start + bare.len()), "newText": wanted }));
        }
        start += line.len() + 1;
    }
    json!(edits)
}

/// The edits on the lines of a range.
pub fn within(edits: Value, range: &Value) -> Value {
    let line = |value: &Value, name: &str| value.pointer(name).and_then(Value::as_u64).unwrap_or(0);
    let (first, mut last) = (line(range, "/start/line"), line(range, "/end/line"));
    if last > first && line(range, "/end/character") == 0 {
        // The range ends in front of its last line.
        last -= 1;
    }
    let Value::Array(edits) = edits else { return edits };
    json!(
        edits
            .into_iter()
            .filter(|edit| (first..=last).contains(&line(edit, "/range/start/line")))
            .collect::<Vec<_>>()
    )
}

/// Each line as it should be.
fn formatted(text: &str, step: &str) -> Vec<String> {
    let scan = Scan::of(text);
    if scan.frames.iter().skip(1).any(|frame| frame.end.is_none()) {
        // What the brackets mean is not known.
        return text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line).to_string()).collect();
    }
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_of = |byte: usize| starts.partition_point(|start| *start <= byte).saturating_sub(1);
    let mut layout = Layout::of(&scan, starts.len(), line_of);
    let mut depth = 0_usize;
    let mut lines = Vec::with_capacity(starts.len());
    for (index, line) in text.split('\n').enumerate() {
        let bare = line.strip_suffix('\r').unwrap_or(line);
        let row = layout.rows.get_mut(index).map(std::mem::take).unwrap_or_default();
        depth = depth.saturating_sub(row.closed_first);
        let extra = usize::from(row.continues);
        lines.push(match (row.kept, bare.trim()) {
            (true, _) => bare.to_string(),
            (false, "") => String::new(),
            // The end of the line may stand inside of a text.
            (false, _) if row.open_end => format!("{}{}", step.repeat(depth + extra), bare.trim_start()),
            (false, words) => format!("{}{words}", step.repeat(depth + extra)),
        });
        depth = (depth + row.opened).saturating_sub(row.closed_later);
    }
    lines
}

/// What one line has.
#[derive(Clone, Default)]
struct Row {
    /// It begins inside of a text or a comment.
    kept: bool,
    /// It ends inside of one.
    open_end: bool,
    /// It goes on with the line above.
    continues: bool,
    /// Levels that end before anything else stands in it.
    closed_first: usize,
    /// Levels that end behind something.
    closed_later: usize,
    /// A level begins in it: at most one, however many brackets there are.
    opened: usize,
}

struct Layout {
    rows: Vec<Row>,
}

impl Layout {
    fn of(scan: &Scan<'_>, count: usize, line_of: impl Fn(usize) -> usize) -> Layout {
        let mut layout = Layout { rows: vec![Row::default(); count] };
        layout.brackets(scan, &line_of);
        layout.long_tokens(scan, &line_of);
        layout.continuations(scan, &line_of);
        layout
    }

    /// Levels: the brackets that open in one line and close in another. Those of one line make one level, which
    /// ends with the first of them that closes.
    fn brackets(&mut self, scan: &Scan<'_>, line_of: &impl Fn(usize) -> usize) {
        for frame in scan.frames.iter().skip(1) {
            let Some(end) = frame.end else { continue };
            let (from, to) = (line_of(frame.start), line_of(end.saturating_sub(1)));
            if from == to {
                continue;
            }
            if let Some(row) = self.rows.get_mut(from) {
                if row.opened > 0 {
                    continue;
                }
                row.opened = 1;
            }
            let innermost = innermost_end(scan, from, line_of).unwrap_or(end);
            let to = line_of(innermost.saturating_sub(1));
            let leading = scan
                .text
                .get(..innermost.saturating_sub(1))
                .and_then(|before| before.rsplit('\n').next())
                .is_some_and(|before| before.chars().all(|one| one.is_whitespace() || ")}]".contains(one)));
            if let Some(row) = self.rows.get_mut(to) {
                if leading { row.closed_first += 1 } else { row.closed_later += 1 }
            }
        }
    }

    /// Lines inside of texts and comments.
    fn long_tokens(&mut self, scan: &Scan<'_>, line_of: &impl Fn(usize) -> usize) {
        let texts = scan.frames.iter().filter_map(|frame| {
            let is_text = frame.kind == crate::host::completion::scan::FrameKind::Text;
            is_text.then_some((frame.start, frame.end?))
        });
        let tokens = scan.tokens.iter().filter_map(|token| {
            let is_long = matches!(token.kind, Kind::Text { .. } | Kind::Comment { .. });
            is_long.then_some((token.start, token.end))
        });
        for (start, end) in tokens.chain(texts) {
            let (from, to) = (line_of(start), line_of(end.saturating_sub(1).max(start)));
            for row in self.rows.iter_mut().take(to + 1).skip(from + 1) {
                row.kept = true;
            }
            for row in self.rows.iter_mut().take(to).skip(from) {
                row.open_end = true;
            }
        }
    }

    /// Lines behind a pipe, an operator or a backtick.
    fn continuations(&mut self, scan: &Scan<'_>, line_of: &impl Fn(usize) -> usize) {
        let mut words = scan.tokens.iter().filter(|token| {
            token.start < token.end && !matches!(token.kind, Kind::Comment { .. } | Kind::Separator)
        });
        let Some(mut last) = words.next() else { return };
        for token in words {
            let (above, here) = (line_of(last.end.saturating_sub(1)), line_of(token.start));
            if here > above {
                let between = scan.text.get(last.end..token.start).unwrap_or_default();
                let goes_on = matches!(last.kind, Kind::Pipe | Kind::Operator | Kind::Symbol | Kind::Assign)
                    || token.kind == Kind::Pipe
                    || between.lines().next().is_some_and(|rest| rest.trim_end().ends_with('`'));
                if let Some(row) = self.rows.get_mut(here) {
                    row.continues = goes_on;
                }
            }
            last = token;
        }
    }
}

/// Where the first of the brackets that open in a line and outlast it closes.
fn innermost_end(scan: &Scan<'_>, line: usize, line_of: &impl Fn(usize) -> usize) -> Option<usize> {
    // Frames are in the order of their starts, so those of one line stand together.
    let first = scan.frames.partition_point(|frame| line_of(frame.start) < line).max(1);
    scan.frames
        .iter()
        .skip(first)
        .take_while(|frame| line_of(frame.start) == line)
        .filter_map(|frame| frame.end)
        .filter(|end| line_of(end.saturating_sub(1)) > line)
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(text: &str) -> String {
        formatted(text, "    ").join("\n")
    }

    #[test]
    fn lines_are_indented_by_their_brackets() {
        let text = "function f {\nparam(\n$a,\n        $b\n  )\nif ($a) {\n\"x\"   \n}\nelse {\n1 |\nSort-Object\n}\n}\n";
        let wanted = "function f {\n    param(\n        $a,\n        $b\n    )\n    if ($a) {\n        \"x\"\n    }\n    else {\n        1 |\n            Sort-Object\n    }\n}\n";
        assert_eq!(format(text), wanted);
        assert_eq!(format(wanted), wanted);
    }

    #[test]
    fn brackets_of_one_line_make_one_level() {
        let text = "Set-Thing @(@{\na = 1\n})\n1..3 | ForEach-Object {\n$_\n} | Out-Null\n";
        let wanted = "Set-Thing @(@{\n    a = 1\n})\n1..3 | ForEach-Object {\n    $_\n} | Out-Null\n";
        assert_eq!(format(text), wanted);
    }

    #[test]
    fn a_text_with_an_open_bracket_stays() {
        assert_eq!(format("if (1) {\n1\n"), "if (1) {\n1\n");
    }

    #[test]
    fn texts_and_comments_stay() {
        for text in
            ["$a = @'\n  x  \n    y\n'@\n", "<#\n   a  \n#>\n", "\"a\n    $b  \n  c\"\n", "$x = \"a  \nb\"\n"]
        {
            assert_eq!(format(text), text);
        }
    }
}
