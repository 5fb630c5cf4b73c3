//! Answers in columns, and as a menu below the input.

use super::terminal::{self, harmless};
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::host::format::cut;

/// What all answers begin with, whatever the case; the first one's letters count. Quotes are left out when not all
/// answers have the same ones.
pub fn common_prefix(results: &[CompletionResult]) -> String {
    let same_quotes = has_same_quotes(results);
    let text = |result: &CompletionResult| if same_quotes { plain(result) } else { bare(result) };
    let common = common(results.iter().map(text));
    if common.is_empty() { self::common(results.iter().map(|result| result.item.clone())) } else { common }
}

fn common(mut texts: impl Iterator<Item = String>) -> String {
    let mut common: Vec<char> = texts.next().unwrap_or_default().chars().collect();
    for text in texts {
        let pairs = common.iter().zip(text.chars());
        let same = pairs.take_while(|(one, other)| one.to_lowercase().eq(other.to_lowercase())).count();
        common.truncate(same);
    }
    common.into_iter().collect()
}

fn quote_of(result: &CompletionResult) -> Option<char> {
    let text = result.text.strip_prefix("& ").unwrap_or(&result.text);
    let first = text.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    text.ends_with(first).then_some(first)
}

fn has_same_quotes(results: &[CompletionResult]) -> bool {
    let first = results.first().and_then(quote_of);
    results.iter().all(|result| quote_of(result) == first)
}

/// An answer's text; a variable's without its braces.
fn plain(result: &CompletionResult) -> String {
    match result.text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        Some(name) if result.kind == CompletionKind::Variable => format!("${name}"),
        _ => result.text.clone(),
    }
}

/// An answer's text without quotes and braces.
pub fn bare(result: &CompletionResult) -> String {
    match quote_of(result) {
        Some(_) => {
            let text = result.text.strip_prefix("& ").unwrap_or(&result.text);
            text.get(1..text.len() - 1).unwrap_or_default().to_string()
        }
        None => plain(result),
    }
}

/// What is put into the input for an answer, and how far before its end the cursor stands: a folder goes on behind
/// its slash.
pub fn put_in(result: &CompletionResult) -> (String, usize) {
    let text = &result.text;
    if result.kind != CompletionKind::ProviderContainer || text.ends_with('/') {
        return (text.clone(), 0);
    }
    match quote_of(result) {
        Some(_) if text.trim_end_matches(['\'', '"']).ends_with('/') => (text.clone(), 1),
        Some(quote) => {
            let (inside, _) = text.split_at(text.len() - 1);
            (format!("{inside}/{quote}"), 1)
        }
        None => (format!("{text}/"), 0),
    }
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

    /// The rows around the chosen answer, which stands out.
    pub fn rows(&self, results: &[CompletionResult], chosen: usize, selection: &str) -> Vec<String> {
        let current = chosen % self.height();
        let first = (current + 1).saturating_sub(self.seen);
        let row = |indexes: &Vec<usize>| {
            let cells = indexes.iter().filter_map(|index| Some((*index, results.get(*index)?)));
            let row: String = cells
                .map(|(index, result)| match self.cell(result) {
                    text if index == chosen => format!("{selection}{text}\x1b[0m"),
                    text => text,
                })
                .collect();
            row.trim_end().to_string()
        };
        self.rows.iter().skip(first).take(self.seen).map(row).collect()
    }

    /// What an answer means, for the lines below the menu: a blank one first. Nothing when it says no more than the
    /// answer itself, or when the window has no room.
    pub fn tip(&self, result: &CompletionResult, input_rows: usize, height: usize) -> Vec<String> {
        let tip = harmless(result.tool_tip.trim());
        let same = |text: &str| tip.eq_ignore_ascii_case(text);
        if tip.is_empty() || same(&result.item) || same(&result.text) {
            return Vec::new();
        }
        let lines: Vec<String> = tip.lines().map(str::to_string).collect();
        let wrapped = lines.iter().map(|line| terminal::width_of(line).div_ceil(self.width.max(1)).max(1));
        if input_rows + self.height() + wrapped.sum::<usize>() + 2 > height {
            return Vec::new();
        }
        std::iter::once(String::new()).chain(lines).collect()
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

    fn answer(text: &str, kind: CompletionKind) -> CompletionResult {
        CompletionResult::plain(text, kind)
    }

    #[test]
    fn quotes_count_only_when_all_have_them() {
        let files = |texts: [&str; 2]| texts.map(|text| answer(text, CompletionKind::ProviderItem));
        assert_eq!(common_prefix(&files(["'./a b'", "./ac"])), "./a");
        assert_eq!(common_prefix(&files(["'./a b'", "'./a c'"])), "'./a ");
        assert_eq!(
            common_prefix(&["${a-b}", "${a-c}"].map(|text| answer(text, CompletionKind::Variable))),
            "$a-"
        );
    }

    #[test]
    fn a_folder_goes_on_behind_its_slash() {
        let put = |text: &str| put_in(&answer(text, CompletionKind::ProviderContainer));
        assert_eq!(put("./sub"), ("./sub/".into(), 0));
        assert_eq!(put("'./a b'"), ("'./a b/'".into(), 1));
        assert_eq!(put_in(&answer("./file", CompletionKind::ProviderItem)).0, "./file");
    }

    #[test]
    fn lists_run_down_the_columns() {
        let results: Vec<CompletionResult> = ["ab", "ac", "ad"]
            .iter()
            .map(|text| CompletionResult::plain(*text, CompletionKind::Text))
            .collect();
        assert_eq!(common_prefix(&results), "a");
        assert_eq!(columns(&results, 9), "ab  ad\r\nac\r\n");
        let menu = Menu::new(&results, 9, 24);
        assert_eq!(menu.rows(&results, 1, "\u{1b}[7m"), ["ab  ad", "\u{1b}[7mac  \u{1b}[0m"]);
        let meaning = |tip: &str| {
            let result = CompletionResult { tool_tip: tip.into(), ..results[0].clone() };
            menu.tip(&result, 1, 8)
        };
        assert!(meaning("AB").is_empty());
        assert_eq!(meaning("an answer"), ["", "an answer"]);
        assert!(meaning("longer than\nall that\nfits in\nthe window").is_empty());
    }
}
