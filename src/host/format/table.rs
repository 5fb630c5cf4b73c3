//! Rows in columns: widths, headers, lines.

use super::cells::{RESET, cut, first_line, width, wrap};
use super::packet::{Alignment, ColumnInfo};
use crate::engine::host::Accents;

/// A window narrower than this shows no table.
const NARROWEST: usize = 5;

/// Columns with their final widths; 0 is hidden.
pub struct TableWriter {
    columns: Vec<Placed>,
}

struct Placed {
    width: usize,
    alignment: Alignment,
}

impl TableWriter {
    /// Columns for a window. `natural` are widths by content where they were measured; `fits` lets
    /// them replace fixed widths.
    pub fn new(window: usize, columns: &[ColumnInfo], natural: Option<&[usize]>, fits: bool) -> TableWriter {
        let mut widths: Vec<usize> = columns
            .iter()
            .enumerate()
            .map(|(index, column)| match natural {
                Some(natural) if fits || column.width == 0 => natural.get(index).copied().unwrap_or(0),
                _ => column.width,
            })
            .collect();
        place(&mut widths, window);
        if window < NARROWEST {
            widths.clear();
        }
        let columns = columns
            .iter()
            .zip(widths)
            .map(|(column, width)| Placed { width, alignment: column.alignment })
            .collect();
        TableWriter { columns }
    }

    /// Whether there is room for any column.
    pub fn is_shown(&self) -> bool {
        self.columns.iter().any(|column| column.width > 0)
    }

    /// The labels, wrapped, and dashes under them, both standing out.
    pub fn head(&self, labels: &[String], accents: &Accents, lines: &mut Vec<String>) {
        if !self.is_shown() {
            return;
        }
        self.wrapped(labels, &Accent { of: accents, with_separator: true }, lines);
        let dashes: Vec<String> = labels
            .iter()
            .zip(&self.columns)
            .map(|(label, column)| "-".repeat(longest(label).min(column.width)))
            .collect();
        let last = self.columns.len().saturating_sub(1);
        lines.push(self.line(&dashes, last, Some(&Accent { of: accents, with_separator: false })));
    }

    /// One row: on one line, or wrapped.
    pub fn row(&self, cells: &[String], wrapped: bool, lines: &mut Vec<String>) {
        if !self.is_shown() {
            return;
        }
        match wrapped {
            true => self.wrapped(cells, &Accent { of: &Accents::default(), with_separator: false }, lines),
            false => lines.push(self.line(cells, self.columns.len().saturating_sub(1), None)),
        }
    }

    fn wrapped(&self, cells: &[String], accent: &Accent<'_>, lines: &mut Vec<String>) {
        let parts: Vec<Vec<String>> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| wrap(cells.get(index).map_or("", String::as_str), column.width))
            .collect();
        let height = parts.iter().zip(&self.columns).filter(|(_, column)| column.width > 0);
        let height = height.map(|(part, _)| part.len()).max().unwrap_or(1);
        for index in 0..height {
            let part: Vec<String> =
                parts.iter().map(|lines| lines.get(index).cloned().unwrap_or_default()).collect();
            // Lines of a wrapped row end with the last visible column, whose width they leave out.
            let last = self.columns.iter().rposition(|column| column.width > 0).unwrap_or(0);
            let line = self.line(&part, last, Some(accent));
            // Only rows that really wrapped end with their text.
            lines.push(if height > 1 { line.trim_end_matches(' ').to_string() } else { line });
        }
    }

    /// One line; the column at `last` is not padded.
    fn line(&self, cells: &[String], last: usize, accent: Option<&Accent<'_>>) -> String {
        let accent = accent.filter(|accent| !accent.of.header.is_empty());
        let mut line = String::new();
        for (index, column) in self.columns.iter().enumerate() {
            if column.width == 0 {
                continue;
            }
            let text = cells.get(index).map_or("", String::as_str);
            let separator = if index > 0 { " " } else { "" };
            match accent {
                Some(accent) if accent.with_separator => {
                    line.push_str(&accent.of.header);
                    line.push_str(separator);
                }
                Some(accent) => {
                    line.push_str(separator);
                    line.push_str(&accent.of.header);
                }
                None => line.push_str(separator),
            }
            field(text, column, index < last, &mut line);
            if let Some(accent) = accent {
                line.push_str(&accent.of.reset);
            }
        }
        line
    }
}

/// How a header's line stands out: each cell, with the blank in front of it or without.
struct Accent<'a> {
    of: &'a Accents,
    with_separator: bool,
}

/// The longest line of a label: headers may have several.
fn longest(label: &str) -> usize {
    label.split('\n').map(width).max().unwrap_or(0)
}

/// One cell, cut and padded.
fn field(text: &str, column: &Placed, pad: bool, line: &mut String) {
    let right = column.alignment == Alignment::Right;
    let text = cut(&first_line(text), column.width, right);
    let missing = column.width.saturating_sub(width(&text));
    let (before, after) = match column.alignment {
        Alignment::Right => (missing, 0),
        Alignment::Center => (missing / 2, missing - missing / 2),
        Alignment::Left => (0, missing),
    };
    line.extend(std::iter::repeat_n(' ', before));
    line.push_str(&text);
    if pad {
        line.extend(std::iter::repeat_n(' ', after));
    }
    // What a cell's sequences began does not reach the next one.
    if text.contains('\u{1b}') && !text.trim_end().ends_with(RESET) {
        line.push_str(RESET);
    }
}

/// Total of the visible columns and the blanks between them.
fn total(widths: &[usize]) -> usize {
    let visible = widths.iter().filter(|width| **width > 0).count();
    widths.iter().sum::<usize>() + visible.saturating_sub(1)
}

/// Gives unsized columns equal shares of what is left; takes from the last column what does not fit.
fn place(widths: &mut [usize], window: usize) {
    let open: Vec<bool> = widths.iter().map(|width| *width == 0).collect();
    if open.contains(&true) {
        widths.iter_mut().filter(|width| **width == 0).for_each(|width| *width = 1);
        if let Some(mut left) = window.checked_sub(total(widths)) {
            while left > 0 {
                for (width, open) in widths.iter_mut().zip(&open) {
                    if *open && left > 0 {
                        *width += 1;
                        left -= 1;
                    }
                }
            }
            return;
        }
    }
    while let Some(excess) = total(widths).checked_sub(window).filter(|excess| *excess > 0) {
        let Some(last) = widths.iter_mut().rev().find(|width| **width > 0) else { return };
        *last = last.saturating_sub(excess);
    }
}

/// How many cells of a length fit into a row.
pub fn items_per_row(length: usize, window: usize) -> usize {
    if length == 0 || length >= window {
        return 1;
    }
    let mut count = 1;
    while length * (count + 1) + count < window {
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{items_per_row, place};

    #[test]
    fn open_columns_share_and_the_last_ones_give_way() {
        let mut widths = [5, 0];
        place(&mut widths, 40);
        assert_eq!(widths, [5, 34]);
        let mut widths = [10, 15, 10, 10];
        place(&mut widths, 40);
        assert_eq!(widths, [10, 15, 10, 2]);
        let mut widths = [10, 15, 10, 10];
        place(&mut widths, 30);
        assert_eq!(widths, [10, 15, 3, 0]);
        assert_eq!(items_per_row(6, 80), 11);
    }
}
