//! Tables: columns fitted to what arrives, headers, groups.

use super::cell::{cut, is_right, width};
use super::columns::{columns, text};
use super::views;
use crate::engine::calculated::{Alignment, Calculated};
use crate::engine::host::FormatRequest;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// Rows that are measured before the widths are decided.
const MEASURED: usize = 2000;

/// A table that takes rows.
pub struct Table {
    request: FormatRequest,
    columns: Vec<Calculated>,
    window: usize,
    waiting: Vec<Vec<Value>>,
    layout: Option<Vec<Placed>>,
    group: Option<String>,
    group_key: Option<views::Group>,
    started: bool,
}

/// A column's place in the line.
#[derive(Clone)]
struct Placed {
    column: Calculated,
    width: usize,
    right: bool,
}

impl Table {
    /// Starts a table for objects like this one.
    pub fn start(
        engine: &mut Engine,
        request: FormatRequest,
        object: &Value,
        window: usize,
    ) -> Outcome<Table> {
        let view = views::find(object).filter(|view| request.properties.is_empty() && view.is_table());
        let columns = match view {
            Some(view) => view.columns(),
            None => columns(engine, &request, object)?,
        };
        let group_key = match &request.group_by {
            Some(by) => Some(views::Group::by(engine, by)?),
            None => view.and_then(views::View::group),
        };
        Ok(Table {
            request,
            columns,
            window,
            waiting: Vec::new(),
            layout: None,
            group: None,
            group_key,
            started: false,
        })
    }

    /// Takes one object.
    pub fn push(&mut self, engine: &mut Engine, object: Value, lines: &mut Vec<String>) -> Outcome {
        if let Some(key) = self.group_key.clone() {
            let text = key.text(engine, &object)?;
            if self.group.as_ref() != Some(&text) {
                if self.group.is_some() {
                    self.end(engine, lines)?;
                }
                self.group = Some(text);
                self.started = false;
                self.layout = None;
            }
        }
        let mut row = Vec::with_capacity(self.columns.len());
        for column in self.columns.clone() {
            row.push(column.value(engine, &object)?.unwrap_or_default());
        }
        self.waiting.push(row);
        if self.layout.is_some() || (self.waiting.len() >= MEASURED && !self.request.auto_size) {
            self.flush(engine, lines)?;
        }
        Ok(())
    }

    /// Writes the rows that wait.
    pub fn flush(&mut self, engine: &mut Engine, lines: &mut Vec<String>) -> Outcome {
        let rows = std::mem::take(&mut self.waiting);
        let mut cells = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut texts = Vec::with_capacity(row.len());
            for (column, value) in self.columns.clone().iter().zip(row) {
                texts.push(text(column, engine, value, true)?);
            }
            cells.push(texts);
        }
        if self.layout.is_none() {
            self.layout = Some(self.place(&rows, &cells));
        }
        let layout = self.layout.clone().unwrap_or_default();
        if !self.started && !rows.is_empty() {
            self.started = true;
            self.head(&layout, lines);
        }
        for row in &cells {
            self.line(&layout, row, lines);
        }
        Ok(())
    }

    fn head(&self, layout: &[Placed], lines: &mut Vec<String>) {
        lines.push(String::new());
        if let (Some(group), Some(key)) = (&self.group, &self.group_key) {
            lines.push(key.heading(group));
            lines.push(String::new());
        }
        if self.request.hide_headers {
            return;
        }
        let labels: Vec<String> = layout.iter().map(|placed| placed.column.name.clone()).collect();
        lines.push(joined(layout, &labels));
        let dashes: Vec<String> =
            layout.iter().map(|placed| "-".repeat(width(&placed.column.name).min(placed.width))).collect();
        lines.push(joined(layout, &dashes));
    }

    fn line(&self, layout: &[Placed], row: &[String], lines: &mut Vec<String>) {
        if !self.request.wrap {
            let shown: Vec<String> = row.iter().map(|text| first_line(text)).collect();
            lines.push(joined(layout, &shown));
            return;
        }
        let wrapped: Vec<Vec<String>> =
            layout.iter().zip(row).map(|(placed, text)| wrap(text, placed.width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        for index in 0..height {
            let part: Vec<String> =
                wrapped.iter().map(|lines| lines.get(index).cloned().unwrap_or_default()).collect();
            lines.push(joined(layout, &part));
        }
    }

    /// Widths by content, then shrunk to the window.
    fn place(&self, rows: &[Vec<Value>], cells: &[Vec<String>]) -> Vec<Placed> {
        let mut placed = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let values = rows.iter().filter_map(|row| row.get(index));
            let right = column
                .alignment
                .map(|side| side == Alignment::Right)
                .unwrap_or_else(|| values.clone().find(|value| !value.is_null()).is_some_and(is_right));
            let content = cells
                .iter()
                .filter_map(|row| row.get(index))
                .map(|text| width(&first_line(text)))
                .max()
                .unwrap_or(0);
            let natural = content.max(width(&column.name)).max(1);
            placed.push(Placed { column: column.clone(), width: column.width.unwrap_or(natural), right });
        }
        shrink(&mut placed, self.window);
        placed
    }

    fn end(&mut self, engine: &mut Engine, lines: &mut Vec<String>) -> Outcome {
        self.flush(engine, lines)
    }

    /// Ends the table.
    pub fn finish(mut self, engine: &mut Engine, lines: &mut Vec<String>) -> Outcome {
        self.flush(engine, lines)?;
        lines.push(String::new());
        Ok(())
    }
}

/// Takes from the last column what does not fit; a column without room is dropped.
fn shrink(placed: &mut Vec<Placed>, window: usize) {
    loop {
        let total = placed.iter().map(|placed| placed.width + 1).sum::<usize>().saturating_sub(1);
        let Some(last) = placed.last_mut() else { return };
        if total <= window {
            return;
        }
        let excess = total - window;
        if last.width > excess {
            last.width -= excess;
            return;
        }
        placed.pop();
    }
}

fn first_line(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, _)) => first.trim_end_matches('\r').to_string() + "…",
        None => text.to_string(),
    }
}

/// One line of cells; the last is not padded.
fn joined(layout: &[Placed], cells: &[String]) -> String {
    let mut line = String::new();
    for (index, (placed, text)) in layout.iter().zip(cells).enumerate() {
        if index > 0 {
            line.push(' ');
        }
        let text = cut(text, placed.width, placed.right);
        let missing = placed.width.saturating_sub(width(&text));
        if placed.column.alignment == Some(Alignment::Center) {
            line.push_str(&" ".repeat(missing / 2));
            line.push_str(&text);
            line.push_str(&" ".repeat(missing - missing / 2));
        } else if placed.right {
            line.push_str(&" ".repeat(missing));
            line.push_str(&text);
        } else {
            line.push_str(&text);
            line.push_str(&" ".repeat(missing));
        }
    }
    line.trim_end().to_string()
}

/// Breaks text at blanks to a width.
fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let mut word = word.to_string();
            if !line.is_empty() && width(&line) + 1 + width(&word) <= most {
                line.push(' ');
                line.push_str(&word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            while width(&word) > most {
                let (head, tail) = split_at_width(&word, most);
                lines.push(head);
                word = tail;
            }
            line = word;
        }
        lines.push(line);
    }
    lines
}

fn split_at_width(text: &str, most: usize) -> (String, String) {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += width(character.encode_utf8(&mut [0; 4]));
        if used > most && at > 0 {
            let (head, tail) = text.split_at(at);
            return (head.to_string(), tail.to_string());
        }
    }
    (text.to_string(), String::new())
}
