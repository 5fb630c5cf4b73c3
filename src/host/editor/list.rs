//! Answers in columns, and the menu to pick one.

use super::print;
use super::terminal::{self, Key, Raw};
use crate::engine::completion::CompletionResult;

/// What all answers begin with, whatever the case; the first one's letters count.
pub fn common_prefix(results: &[CompletionResult]) -> String {
    let Some((first, rest)) = results.split_first() else { return String::new() };
    let mut common: Vec<char> = first.text.chars().collect();
    for result in rest {
        let same = common
            .iter()
            .zip(result.text.chars())
            .take_while(|(one, other)| one.to_lowercase().eq(other.to_lowercase()))
            .count();
        common.truncate(same);
    }
    common.into_iter().collect()
}

/// Rows of a list: down the columns, two blanks between.
fn rows(results: &[CompletionResult], width: usize) -> (Vec<Vec<usize>>, usize) {
    let widest =
        results.iter().map(|result| terminal::width_of(&terminal::harmless(&result.item))).max().unwrap_or(0)
            + 2;
    let columns = (width / widest.max(1)).max(1);
    let count = results.len().div_ceil(columns);
    let rows = (0..count)
        .map(|row| {
            (0..columns).map(|column| column * count + row).filter(|index| *index < results.len()).collect()
        })
        .collect();
    (rows, widest)
}

fn cell(result: &CompletionResult, widest: usize, width: usize) -> String {
    let text = crate::host::format::cut(&terminal::harmless(&result.item), width.saturating_sub(1), false);
    let blanks = widest.saturating_sub(terminal::width_of(&text));
    format!("{text}{}", " ".repeat(blanks))
}

/// The whole list, for the terminal.
pub fn columns(results: &[CompletionResult], width: usize) -> String {
    let (rows, widest) = rows(results, width);
    let mut out = String::new();
    for row in rows {
        let line: String = row
            .iter()
            .filter_map(|index| results.get(*index))
            .map(|result| cell(result, widest, width))
            .collect();
        out.push_str(line.trim_end());
        out.push_str("\r\n");
    }
    out
}

/// Picks an answer with arrows and `Tab`; `None` after Escape.
pub fn choose<'r>(
    prompt: &str,
    head: &str,
    tail: &str,
    results: &'r [CompletionResult],
    width: usize,
) -> Option<&'r CompletionResult> {
    let raw = Raw::enter();
    let (rows, widest) = rows(results, width);
    let height = rows.len();
    let mut at = 0usize;
    let chosen = loop {
        let current = results.get(at)?;
        let line = terminal::harmless(&format!("{head}{}{tail}", current.text));
        let drawn = draw(prompt, &line, results, &rows, widest, at, width);
        let key = terminal::key();
        let above = terminal::rows_of(prompt, &line, width) - 1 + drawn;
        if above > 0 {
            print(&format!("\x1b[{above}A"));
        }
        print("\r\x1b[J");
        let count = results.len();
        match key {
            Key::Tab | Key::Down | Key::Control('n') => at = (at + 1) % count,
            Key::BackTab | Key::Up | Key::Control('p') => at = (at + count - 1) % count,
            Key::Right => at = if at + height < count { at + height } else { at % height },
            Key::Left => at = if at >= height { at - height } else { at },
            Key::Escape | Key::Control('g' | 'c') | Key::End => break None,
            _ => break Some(current),
        }
    };
    drop(raw);
    chosen
}

/// Draws line, list and tool tip; gives the rows below the line.
fn draw(
    prompt: &str,
    line: &str,
    results: &[CompletionResult],
    rows: &[Vec<usize>],
    widest: usize,
    at: usize,
    width: usize,
) -> usize {
    let mut out = format!("{prompt}{line}");
    for row in rows {
        out.push_str("\r\n");
        for index in row {
            let Some(result) = results.get(*index) else { continue };
            let text = cell(result, widest, width);
            if *index == at {
                out.push_str(&format!("\x1b[30;47m{text}\x1b[0m"))
            } else {
                out.push_str(&text)
            }
        }
    }
    let mut below = rows.len();
    if let Some(tip) = results.get(at).and_then(|result| result.tool_tip.lines().next()) {
        out.push_str(&format!(
            "\r\n\r\n{}",
            crate::host::format::cut(&terminal::harmless(tip), width.saturating_sub(1), false)
        ));
        below += 2;
    }
    print(&out);
    below
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::completion::CompletionKind;

    #[test]
    fn lists_run_down_the_columns() {
        let results: Vec<CompletionResult> = ["ab", "ac", "ad"]
            .iter()
            .map(|text| CompletionResult::plain(*text, CompletionKind::Text))
            .collect();
        assert_eq!(common_prefix(&results), "a");
        assert_eq!(columns(&results, 9), "ab  ad\r\nac\r\n");
    }
}
