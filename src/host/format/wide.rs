//! Wide lists: one property in columns.

use super::cell::{cut, width};
use super::columns::{columns, text};
use crate::engine::host::FormatRequest;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// A wide list that takes objects.
pub struct Wide {
    request: FormatRequest,
    window: usize,
    cells: Vec<String>,
}

impl Wide {
    pub fn start(request: FormatRequest, window: usize) -> Wide {
        Wide { request, window, cells: Vec::new() }
    }

    pub fn push(&mut self, engine: &mut Engine, object: Value) -> Outcome {
        let columns = columns(engine, &self.request, &object)?;
        let chosen = columns
            .iter()
            .find(|column| self.request.properties.is_empty() && column.name == "Name")
            .or(columns.first());
        if let Some(column) = chosen {
            let value = column.value(engine, &object)?.unwrap_or_default();
            self.cells.push(text(column, engine, &value, false)?);
        }
        Ok(())
    }

    pub fn finish(self, lines: &mut Vec<String>) {
        let longest = self.cells.iter().map(|cell| width(cell)).max().unwrap_or(0);
        let count = match self.request.columns {
            Some(count) => count.max(1),
            None if self.request.auto_size => ((self.window + 1) / (longest + 1).max(1)).max(1),
            None => 2,
        };
        let room =
            if self.request.auto_size { longest } else { (self.window / count).saturating_sub(1).max(1) };
        lines.push(String::new());
        for row in self.cells.chunks(count) {
            let padded: Vec<String> = row
                .iter()
                .map(|cell| {
                    let cell = cut(cell, room, false);
                    let missing = room.saturating_sub(width(&cell));
                    cell + &" ".repeat(missing)
                })
                .collect();
            lines.push(padded.join(" ").trim_end().to_string());
        }
        lines.push(String::new());
    }
}
