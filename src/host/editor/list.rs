//! Answers in columns, and as a menu below the input.

use super::terminal::{self, harmless};
use crate::engine::completion::CompletionResult;
use crate::host::format::cut;

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

/// Where the answers stand: down the columns, two blanks between.
pub struct Menu {
    rows: Vec<Vec<usize>>,
    widest: usize,
    width: usize,
    /// Rows that fit the window.
    seen: usize,
}

impl Menu {
    pub fn new(results: &[CompletionResult], width: usize, height: usize) -> Menu {
        let columns = |result: &CompletionResult| terminal::width_of(&harmless(&result.item));
        let widest = results.iter().map(columns).max().unwrap_or(0) + 2;
        let count = results.len().div_ceil((width / widest.max(1)).max(1));
        let rows = (0..count).map(|row| (row..results.len()).step_by(count.max(1)).collect()).collect();
        Menu { rows, widest: widest.min(width), width, seen: height.saturating_sub(6).max(1) }
    }

    /// Rows of a column.
    pub fn height(&self) -> usize {
        self.rows.len().max(1)
    }

    fn cell(&self, result: &CompletionResult) -> String {
        let text = cut(&harmless(&result.item), self.width.saturating_sub(1), false);
        let blanks = self.widest.saturating_sub(terminal::width_of(&text));
        format!("{text}{}", " ".repeat(blanks))
    }

    /// The rows around the chosen answer, and what it means.
    pub fn rows(&self, results: &[CompletionResult], chosen: usize, tips: bool) -> Vec<String> {
        let current = chosen % self.height();
        let first = (current + 1).saturating_sub(self.seen);
        let row = |indexes: &Vec<usize>| {
            let cells = indexes.iter().filter_map(|index| Some((*index, results.get(*index)?)));
            let row: String = cells
                .map(|(index, result)| match self.cell(result) {
                    text if index == chosen => format!("\x1b[30;47m{text}\x1b[0m"),
                    text => text,
                })
                .collect();
            row.trim_end().to_string()
        };
        let mut rows: Vec<String> = self.rows.iter().skip(first).take(self.seen).map(row).collect();
        let tip =
            results.get(chosen).and_then(|result| result.tool_tip.lines().find(|line| !line.is_empty()));
        if let Some(tip) = tip.filter(|_| tips) {
            rows.push(String::new());
            rows.push(cut(&harmless(tip), self.width.saturating_sub(1), false));
        }
        rows
    }
}

/// The whole list, for the terminal.
pub fn columns(results: &[CompletionResult], width: usize) -> String {
    let menu = Menu::new(results, width, usize::MAX);
    let line = |indexes: &Vec<usize>| {
        let cells = indexes.iter().filter_map(|index| results.get(*index));
        let line: String = cells.map(|result| menu.cell(result)).collect();
        format!("{}\r\n", line.trim_end())
    };
    menu.rows.iter().map(line).collect()
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
        let menu = Menu::new(&results, 9, 24);
        assert_eq!(menu.rows(&results, 1, false), ["ab  ad", "\u{1b}[30;47mac  \u{1b}[0m"]);
    }
}
