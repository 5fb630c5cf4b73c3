//! `Out-GridView` in the terminal: a table in the other screen, filtered as one types, rows picked with the keyboard.

use super::editor::{Code, Input, OtherScreen, Press, WAIT, next_input, print, width_of};
use super::format::cut;
use crate::engine::host::PickRequest;

/// Columns of a cell at most.
const WIDEST: usize = 60;
/// Rows that are measured for the widths of the columns.
const MEASURED: usize = 2_000;

/// How a key ends the table.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Picked(Vec<usize>),
    Left,
}

struct Grid<'r> {
    request: &'r PickRequest,
    /// The rows' texts in lower case, which the filter looks at.
    folded: Vec<String>,
    widths: Vec<usize>,
    filter: String,
    /// Rows that have all words of the filter.
    shown: Vec<usize>,
    picked: std::collections::BTreeSet<usize>,
    /// The current row and the first one that is seen, among those shown.
    at: usize,
    first: usize,
    /// Columns of the table that are scrolled away on the left.
    left: usize,
}

impl<'r> Grid<'r> {
    fn new(request: &'r PickRequest) -> Grid<'r> {
        let widest = |column: usize| {
            let cells = request.rows.iter().take(MEASURED).filter_map(|row| row.get(column));
            let head = request.heads.get(column).map_or(0, |head| width_of(head));
            cells.map(|cell| width_of(cell)).chain([head]).max().unwrap_or(0).min(WIDEST)
        };
        let mut grid = Grid {
            request,
            folded: request.rows.iter().map(|row| row.join("\t").to_lowercase()).collect(),
            widths: (0..request.heads.len()).map(widest).collect(),
            filter: String::new(),
            shown: Vec::new(),
            picked: std::collections::BTreeSet::new(),
            at: 0,
            first: 0,
            left: 0,
        };
        grid.look();
        grid
    }

    /// Looks for the rows that the filter leaves.
    fn look(&mut self) {
        let words: Vec<String> = self.filter.split_whitespace().map(str::to_lowercase).collect();
        let fits = |text: &String| words.iter().all(|word| text.contains(word.as_str()));
        let rows = self.folded.iter().enumerate().filter(|(_, text)| fits(text));
        self.shown = rows.map(|(index, _)| index).collect();
        (self.at, self.first) = (0, 0);
    }

    /// Does what a key says. `page` is how many rows are seen.
    fn key(&mut self, press: Press, page: usize) -> Option<End> {
        let last = self.shown.len().saturating_sub(1);
        match press {
            Press { code: Code::Enter, .. } => return Some(End::Picked(self.chosen())),
            Press { code: Code::Escape, .. } => return Some(End::Left),
            Press { code: Code::Char('c' | 'd' | 'g'), ctrl: true, .. } => return Some(End::Left),
            Press { code: Code::Up, .. } => self.at = self.at.saturating_sub(1),
            Press { code: Code::Down, .. } => self.at = (self.at + 1).min(last),
            Press { code: Code::PageUp, .. } => self.at = self.at.saturating_sub(page),
            Press { code: Code::PageDown, .. } => self.at = (self.at + page).min(last),
            Press { code: Code::Home, .. } => self.at = 0,
            Press { code: Code::End, .. } => self.at = last,
            Press { code: Code::Left, .. } => self.left = self.left.saturating_sub(8),
            Press { code: Code::Right, .. } => {
                let whole: usize = self.widths.iter().map(|width| width + 1).sum();
                self.left = (self.left + 8).min(whole.saturating_sub(8));
            }
            Press { code: Code::Char('a'), ctrl: true, .. } if self.request.many => {
                let all = self.shown.iter().all(|row| self.picked.contains(row));
                for row in &self.shown {
                    if all {
                        self.picked.remove(row)
                    } else {
                        self.picked.insert(*row)
                    };
                }
            }
            Press { code: Code::Char(' '), ctrl: false, .. } if self.request.many => {
                if let Some(row) = self.shown.get(self.at).copied() {
                    if !self.picked.remove(&row) {
                        self.picked.insert(row);
                    }
                    self.at = (self.at + 1).min(last);
                }
            }
            Press { code: Code::Char('u'), ctrl: true, .. } => {
                self.filter.clear();
                self.look();
            }
            Press { code: Code::Backspace, .. } => {
                self.filter.pop();
                self.look();
            }
            Press { code: Code::Char(letter), ctrl: false, alt: false, .. } if !letter.is_control() => {
                self.filter.push(letter);
                self.look();
            }
            _ => {}
        }
        None
    }

    /// The rows that Enter takes: the marked ones, else the current one.
    fn chosen(&self) -> Vec<usize> {
        match self.picked.is_empty() {
            true => self.shown.get(self.at).copied().into_iter().collect(),
            false => self.picked.iter().copied().collect(),
        }
    }

    /// A row's cells in columns, without what is scrolled away.
    fn cells(&self, cells: &[String], room: usize) -> String {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(&self.widths) {
            let cell = cut(cell, *width, false);
            text.push_str(&cell);
            text.extend(std::iter::repeat_n(' ', width.saturating_sub(width_of(&cell)) + 1));
        }
        let rest: String = text.chars().skip(self.left).collect();
        cut(rest.trim_end(), room, false)
    }

    /// The whole screen. A low window keeps the filter and the rows: first the title goes, then the heads of the
    /// columns and the line of keys.
    fn screen(&mut self, width: usize, height: usize) -> String {
        let (room, page) = (width.saturating_sub(1), page(height));
        self.first = self.first.clamp((self.at + 1).saturating_sub(page), self.at);
        let mut lines = Vec::new();
        if height > 4 {
            let count =
                format!("{} ({} of {})", self.request.title, self.shown.len(), self.request.rows.len());
            lines.push(cut(&count, room, false));
        }
        if height > 1 {
            lines.push(cut(&format!("Filter: {}\u{2581}", self.filter), room, false));
        }
        if height > 3 {
            let heads = self.cells(&self.request.heads, room.saturating_sub(2));
            lines.push(format!("\x1b[1m  {heads}\x1b[0m"));
        }
        lines.extend(self.rows(room, page));
        if height > 2 {
            lines.resize(height.saturating_sub(1).max(lines.len()), String::new());
            lines.push(format!("\x1b[2m{}\x1b[0m", cut(self.keys(), room, false)));
        }
        let lines: Vec<String> = lines.into_iter().map(|line| format!("{line}\x1b[K")).collect();
        format!("\x1b[H{}\x1b[J", lines.join("\r\n"))
    }

    /// The rows that are seen, with their marks.
    fn rows(&self, room: usize, page: usize) -> Vec<String> {
        let seen = self.shown.iter().enumerate().skip(self.first).take(page);
        let rows = seen.filter_map(|(place, row)| Some((place, row, self.request.rows.get(*row)?)));
        rows.map(|(place, row, cells)| {
            let mark = if self.picked.contains(row) { "* " } else { "  " };
            let text = format!("{mark}{}", self.cells(cells, room.saturating_sub(2)));
            if place == self.at { format!("\x1b[7m{text}\x1b[0m") } else { text }
        })
        .collect()
    }

    /// What the keys do.
    fn keys(&self) -> &'static str {
        match (self.request.picks, self.request.many) {
            (true, true) => "Enter: done  Space: mark  Ctrl+A: mark all  Esc: none",
            (true, false) => "Enter: take  Esc: none",
            _ => "Enter, Esc: close",
        }
    }
}

/// Rows of the table that a window has room for.
fn page(height: usize) -> usize {
    height.saturating_sub(4).max(1)
}

/// Shows the table until a key ends it; the rows that were taken. `size` gives columns and rows of the window.
pub fn pick(request: &PickRequest, size: impl Fn() -> (usize, usize)) -> Vec<usize> {
    let screen = OtherScreen::enter();
    print("\x1b[?25l");
    let mut grid = Grid::new(request);
    let taken = loop {
        let (width, height) = size();
        print(&grid.screen(width, height));
        match next_input(WAIT) {
            Input::Press(press) => match grid.key(press, page(height)) {
                Some(End::Picked(rows)) => break rows,
                Some(End::Left) => break Vec::new(),
                None => {}
            },
            Input::Paste(text) => {
                let line = text.lines().next().unwrap_or_default();
                grid.filter.extend(line.chars().filter(|letter| !letter.is_control()));
                grid.look();
            }
            Input::End => break Vec::new(),
            Input::Resize | Input::Idle => {}
        }
    };
    drop(screen);
    if request.picks { taken } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(many: bool) -> PickRequest {
        let row = |name: &str, age: &str| vec![name.to_string(), age.to_string()];
        PickRequest {
            title: "People".into(),
            heads: vec!["Name".into(), "Age".into()],
            rows: vec![row("Ann", "34"), row("Bob", "7"), row("Hannah", "30")],
            picks: true,
            many,
        }
    }

    fn typed(grid: &mut Grid<'_>, text: &str) {
        for letter in text.chars() {
            assert_eq!(grid.key(Press::plain(Code::Char(letter)), 5), None);
        }
    }

    #[test]
    fn words_filter_and_enter_takes_the_row() {
        let request = request(false);
        let mut grid = Grid::new(&request);
        typed(&mut grid, "an 3");
        assert_eq!(grid.shown, [0, 2]);
        grid.key(Press::plain(Code::Down), 5);
        grid.key(Press::plain(Code::Down), 5);
        assert_eq!(grid.key(Press::plain(Code::Enter), 5), Some(End::Picked(vec![2])));
        typed(&mut grid, "x");
        assert_eq!(grid.key(Press::plain(Code::Enter), 5), Some(End::Picked(Vec::new())));
    }

    #[test]
    fn marks_stay_while_the_filter_changes() {
        let request = request(true);
        let mut grid = Grid::new(&request);
        typed(&mut grid, "bob ");
        grid.key(Press::control('u'), 5);
        typed(&mut grid, " ");
        assert_eq!(grid.key(Press::plain(Code::Enter), 5), Some(End::Picked(vec![0, 1])));
        grid.key(Press::control('a'), 5);
        assert_eq!(grid.chosen(), [0, 1, 2]);
        let screen = grid.screen(20, 8);
        assert!(screen.contains("People (3 of 3)") && screen.contains("* Ann"), "{screen:?}");
    }

    #[test]
    fn a_low_window_still_shows_the_current_row() {
        let request = request(false);
        for height in 1..8 {
            let mut grid = Grid::new(&request);
            grid.key(Press::plain(Code::Down), page(height));
            let screen = grid.screen(20, height);
            assert!(screen.contains("\x1b[7m  Bob"), "{height}: {screen:?}");
            assert!(screen.lines().count() <= height, "{height}: {screen:?}");
        }
    }
}
