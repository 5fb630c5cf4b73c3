//! Packets as lines: waits for what a group's widths depend on, then writes.

use super::cells::{cut, split_lines, width, wrap};
use super::packet::{Alignment, ColumnInfo, Entry, Packet, Piece, Shape};
use super::table::{TableWriter, items_per_row};
use crate::engine::host::{Accents, UNLIMITED};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How long a table waits for rows before its widths are decided.
const MEASURED: Duration = Duration::from_millis(300);

/// What stands between a list's label and its value.
const SEPARATOR: &str = " : ";

/// Writes packets for one window.
pub struct Writer {
    window: usize,
    /// What tables and wide lists keep to.
    table_window: usize,
    document: Option<Document>,
    accents: Rc<Accents>,
    /// A run was measured as a whole: all that follow are, too, as in PowerShell.
    measures_all: bool,
}

/// The run that is being written.
struct Document {
    shape: Shape,
    /// Whether groups wait for their end; `None`: they do not wait.
    waits: Option<Wait>,
    /// The group's packets, while they wait.
    cache: Option<(Vec<Packet>, Instant)>,
    table: Option<TableWriter>,
    row: Vec<String>,
    /// Rows since the header, with its own lines.
    rows: usize,
    per_row: usize,
    table_window: usize,
    accents: Rc<Accents>,
}

#[derive(Clone, Copy, PartialEq)]
enum Wait {
    ForAll,
    ForSome,
}

impl Writer {
    pub fn new(window: usize, console: usize) -> Writer {
        let table_window = if window == UNLIMITED { console } else { window };
        Writer { window, table_window, document: None, accents: Rc::default(), measures_all: false }
    }

    /// Makes headers and labels stand out.
    pub fn accent(&mut self, accents: Accents) {
        self.accents = Rc::new(accents);
    }

    pub fn accept(&mut self, packet: Packet, lines: &mut Vec<String>) {
        let window = self.window;
        match (&mut self.document, packet) {
            (_, Packet::Start { shape, auto_size }) => {
                lines.push(String::new());
                let table_window = self.table_window;
                self.measures_all |= auto_size;
                let waits = waits(&shape, self.measures_all);
                self.document = Some(Document {
                    shape,
                    waits,
                    cache: None,
                    table: None,
                    row: Vec::new(),
                    rows: 0,
                    per_row: 2,
                    table_window,
                    accents: self.accents.clone(),
                });
            }
            (None, Packet::Entry(entry) | Packet::OutOfBand(entry)) => {
                out_of_band(entry, &self.accents, window, lines);
            }
            (None, _) => {}
            (Some(_), Packet::End) => self.document = None,
            (Some(document), packet) => document.accept(packet, window, lines),
        }
    }

    /// Writes what still waits.
    pub fn finish(&mut self, lines: &mut Vec<String>) {
        if let Some(document) = &mut self.document {
            document.release(self.window, lines);
        }
    }
}

fn waits(shape: &Shape, auto_size: bool) -> Option<Wait> {
    let open = matches!(shape, Shape::Table { columns, .. } if columns.first().is_some_and(|first| first.width == 0));
    if auto_size { Some(Wait::ForAll) } else { open.then_some(Wait::ForSome) }
}

impl Document {
    fn accept(&mut self, packet: Packet, window: usize, lines: &mut Vec<String>) {
        match packet {
            Packet::GroupStart(_) if self.waits.is_some() => {
                self.cache = Some((vec![packet], Instant::now()));
            }
            Packet::GroupEnd => {
                self.release(window, lines);
                self.group_end(lines);
            }
            packet => {
                if let Some((waiting, since)) = &mut self.cache {
                    waiting.push(packet);
                    if self.waits == Some(Wait::ForSome) && since.elapsed() > MEASURED {
                        self.release(window, lines);
                    }
                } else {
                    self.write(packet, None, window, lines);
                }
            }
        }
    }

    /// Measures what waited, and writes it.
    fn release(&mut self, window: usize, lines: &mut Vec<String>) {
        let Some((waiting, _)) = self.cache.take() else { return };
        let natural = self.measure(&waiting);
        for packet in waiting {
            self.write(packet, natural.as_deref(), window, lines);
        }
    }

    fn measure(&self, packets: &[Packet]) -> Option<Vec<usize>> {
        match &self.shape {
            Shape::Table { columns, .. } => {
                let mut widths: Vec<usize> = columns.iter().map(|column| width(&column.label)).collect();
                for packet in packets {
                    let Packet::Entry(Entry::Row { cells, .. }) = packet else { continue };
                    for (most, cell) in widths.iter_mut().zip(cells) {
                        *most = (*most).max(width(cell));
                    }
                }
                Some(widths)
            }
            Shape::Wide { .. } => {
                let cells = packets.iter().filter_map(|packet| match packet {
                    Packet::Entry(Entry::Wide(text)) => Some(width(text)),
                    _ => None,
                });
                Some(vec![cells.max().unwrap_or(0)])
            }
            _ => None,
        }
    }

    fn write(&mut self, packet: Packet, natural: Option<&[usize]>, window: usize, lines: &mut Vec<String>) {
        match packet {
            Packet::GroupStart(heading) => self.group_start(heading, natural, window, lines),
            Packet::OutOfBand(entry) => {
                self.flush_row(lines);
                out_of_band(entry, &self.accents, window, lines);
            }
            Packet::Entry(entry) => self.entry(entry, window, lines),
            _ => {}
        }
    }

    fn group_start(
        &mut self,
        heading: Option<String>,
        natural: Option<&[usize]>,
        window: usize,
        lines: &mut Vec<String>,
    ) {
        if let Some(heading) = heading {
            lines.extend(split_lines(&heading).into_iter().flat_map(|line| wrap(&line, window)));
            lines.push(String::new());
        }
        match &self.shape {
            Shape::Table { columns, hide_headers, .. } => {
                let table =
                    TableWriter::new(self.table_window, columns, natural, self.waits == Some(Wait::ForAll));
                self.table = Some(table);
                self.rows = 0;
                if !hide_headers {
                    self.head(lines);
                }
            }
            Shape::Wide { columns } => {
                let measured = natural.and_then(|natural| natural.first()).copied().filter(|most| *most > 0);
                self.per_row = match (measured, columns) {
                    (Some(most), _) => items_per_row(most, self.table_window),
                    (None, 0) => 2,
                    (None, count) => *count,
                };
                let cell = ColumnInfo { label: String::new(), width: 0, alignment: Alignment::Left };
                self.table =
                    Some(TableWriter::new(self.table_window, &vec![cell; self.per_row], None, false));
            }
            _ => {}
        }
    }

    /// The header of a table. Its lines count among the rows of a screen.
    fn head(&mut self, lines: &mut Vec<String>) {
        let (Shape::Table { columns, .. }, Some(table)) = (&self.shape, &self.table) else { return };
        let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
        let before = lines.len();
        table.head(&labels, &self.accents, lines);
        self.rows = lines.len() - before;
    }

    /// Shows the header again when a screen is full.
    fn repeat_head(&mut self, lines: &mut Vec<String>) {
        if let Shape::Table { repeat: Some(most), hide_headers: false, .. } = &self.shape
            && self.rows >= *most
        {
            lines.push(String::new());
            self.head(lines);
        }
        self.rows += 1;
    }

    fn entry(&mut self, entry: Entry, window: usize, lines: &mut Vec<String>) {
        match (entry, &self.table) {
            (Entry::Row { cells, wrap }, Some(_)) => {
                self.repeat_head(lines);
                if let Some(table) = &self.table {
                    table.row(&cells, wrap, lines);
                }
            }
            (Entry::Wide(text), _) => {
                self.row.push(text);
                if self.row.len() >= self.per_row {
                    self.flush_row(lines);
                }
            }
            (Entry::List(fields), _) => {
                list(&fields, &self.accents, window, lines);
                lines.push(String::new());
            }
            (Entry::Custom(pieces), _) => custom(&pieces, window, lines),
            (Entry::Text(text), _) => lines.push(text),
            (Entry::Row { .. }, None) => {}
        }
    }

    fn flush_row(&mut self, lines: &mut Vec<String>) {
        let row = std::mem::take(&mut self.row);
        if let (false, Some(table)) = (row.is_empty(), &self.table) {
            table.row(&row, false, lines);
        }
    }

    fn group_end(&mut self, lines: &mut Vec<String>) {
        self.flush_row(lines);
        if !matches!(self.shape, Shape::List) {
            lines.push(String::new());
        }
    }
}

/// What stands between other objects.
fn out_of_band(entry: Entry, accents: &Accents, window: usize, lines: &mut Vec<String>) {
    match entry {
        Entry::Text(text) => lines.push(text),
        Entry::Custom(pieces) => custom(&pieces, usize::MAX, lines),
        Entry::List(fields) => {
            lines.push(String::new());
            list(&fields, accents, window, lines);
            lines.push(String::new());
        }
        Entry::Row { cells, .. } => lines.push(cells.join(" ")),
        Entry::Wide(text) => lines.push(text),
    }
}

/// `Name : value`; further lines stand under the value.
fn list(fields: &[(String, String)], accents: &Accents, window: usize, lines: &mut Vec<String>) {
    let Some(most) = window.checked_sub(SEPARATOR.len() + 1).filter(|most| *most > 0) else { return };
    let longest = fields.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(most);
    let room = window - longest - SEPARATOR.len();
    let indent = " ".repeat(longest + SEPARATOR.len());
    for (label, value) in fields {
        let label = match width(label) > longest {
            true => cut(label, longest, false),
            false => format!("{label}{}", " ".repeat(longest - width(label))),
        };
        for (index, line) in split_lines(value).iter().flat_map(|line| wrap(line, room)).enumerate() {
            lines.push(match index {
                0 => format!("{}{label}{SEPARATOR}{}{line}", accents.label, accents.reset),
                _ => format!("{indent}{line}"),
            });
        }
    }
}

/// The pieces of a custom view, wrapped and indented; what is left at the end is one more line.
fn custom(pieces: &[Piece], window: usize, lines: &mut Vec<String>) {
    let mut buffer = String::new();
    custom_pieces(pieces, 0, window, &mut buffer, lines);
    flush(&mut buffer, 0, window, lines);
}

fn custom_pieces(
    pieces: &[Piece],
    indent: usize,
    window: usize,
    buffer: &mut String,
    lines: &mut Vec<String>,
) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => buffer.push_str(text),
            Piece::NewLine => flush(buffer, indent, window, lines),
            Piece::Frame { indent: more, pieces } => {
                custom_pieces(pieces, indent + more, window, buffer, lines);
            }
        }
    }
}

fn flush(buffer: &mut String, indent: usize, window: usize, lines: &mut Vec<String>) {
    let text = std::mem::take(buffer);
    let Some(room) = window.checked_sub(indent).filter(|room| *room > 0) else { return };
    lines.extend(wrap(&text, room).into_iter().map(|line| format!("{}{line}", " ".repeat(indent))));
}
