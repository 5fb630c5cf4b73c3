//! Lists: one `Name : value` a line.

use super::cell::width;
use super::columns::{columns, text};
use super::views;
use crate::engine::calculated::Calculated;
use crate::engine::host::FormatRequest;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// A list that takes objects.
pub struct List {
    request: FormatRequest,
    window: usize,
    started: bool,
    group: Option<String>,
}

impl List {
    pub fn start(request: FormatRequest, window: usize) -> List {
        List { request, window, started: false, group: None }
    }

    pub fn push(&mut self, engine: &mut Engine, object: Value, lines: &mut Vec<String>) -> Outcome {
        if !self.started {
            lines.push(String::new());
            self.started = true;
        }
        if let Some(by) = self.request.group_by.clone() {
            let key = views::Group::by(engine, &by)?;
            let text = key.text(engine, &object)?;
            if self.group.as_ref() != Some(&text) {
                if self.group.is_some() {
                    lines.push(String::new());
                }
                lines.push(key.heading(&text));
                lines.push(String::new());
                self.group = Some(text);
            }
        }
        let view = views::find(&object).filter(|view| self.request.properties.is_empty() && !view.is_table());
        let columns = match view {
            Some(view) => view.columns(),
            None => columns(engine, &self.request, &object)?,
        };
        let longest = columns.iter().map(|column| width(&column.name)).max().unwrap_or(0);
        for column in &columns {
            let value = column.value(engine, &object)?.unwrap_or_default();
            let text = text(column, engine, &value, false)?;
            self.entry(column, &text, longest, lines);
        }
        lines.push(String::new());
        Ok(())
    }

    /// One property; long values and further lines stand under the value.
    fn entry(&self, column: &Calculated, text: &str, longest: usize, lines: &mut Vec<String>) {
        let padding = " ".repeat(longest - width(&column.name));
        let indent = " ".repeat(longest + 3);
        let room = self.window.saturating_sub(longest + 3).max(1);
        let mut first = true;
        for line in text.split('\n') {
            let mut rest: Vec<char> = line.trim_end_matches('\r').chars().collect();
            loop {
                let tail = if rest.len() > room { rest.split_off(room) } else { Vec::new() };
                let part: String = rest.iter().collect();
                let head = if first { format!("{}{padding} : ", column.name) } else { indent.clone() };
                lines.push(format!("{head}{part}").trim_end().to_string());
                first = false;
                if tail.is_empty() {
                    break;
                }
                rest = tail;
            }
        }
    }

    pub fn finish(self, _lines: &mut Vec<String>) {}
}
