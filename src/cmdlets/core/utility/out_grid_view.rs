//! `Out-GridView`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::host::PickRequest;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use unicode_width::UnicodeWidthStr;

crate::enum_parameter! {
    /// How many rows may be picked.
    OutputMode { None, Single, Multiple }
    default None
}

cmdlet! {
    /// Shows objects as a table in the terminal, to filter and to pick from.
    ///
    /// Words that are typed leave only the rows that have them all; arrows go to a row, the space bar marks it where
    /// several may be picked (Ctrl+A marks all that are shown), Enter takes what is marked or the current row, and Escape
    /// takes none. A terminal that only prints (`TERM=dumb`) asks instead: numbers and ranges (`1 3-5`) pick rows, `*` all
    /// that are shown, `-` shows all rows again, and an empty line ends it. It needs a terminal.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Out-GridView
    /// # In a terminal it shows a table to filter and pick from; elsewhere it says that it needs one.
    /// try { Get-Process -Id $PID | Out-GridView -Title 'Which one?' -OutputMode Multiple } catch { $_.Exception.Message }
    /// try { Get-Process -Id $PID | Out-GridView -PassThru } catch { $_.Exception.Message }
    /// try { Out-GridView -InputObject (Get-Process -Id $PID) -Wait } catch { $_.Exception.Message }
    /// ```
    "Out-GridView" as OutGridView { aliases: &["ogv"], module: "fedsh", default_set: "PassThru" }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// Stands above the table.
        "Title" title: Option<String>,
        /// Waits until it is closed, which always happens.
        "Wait" wait: bool { sets: &[Membership { set: "Wait", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Sends the rows that are picked.
        "PassThru" pass_thru: bool { sets: &[Membership { set: "PassThru", position: None, mandatory: false, pipe: Pipe::No }] },
        /// How many rows may be picked and are sent.
        "OutputMode" mode: Option<OutputMode> { sets: &[Membership { set: "OutputMode", position: None, mandatory: false, pipe: Pipe::No }] },
    }
    state { objects: Vec<Value> }
}

/// The rows as text, and what is shown and picked of them.
struct Grid {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    filter: String,
    picked: Vec<usize>,
}

/// What one answer asks for.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Done,
    Filter(String),
    Rows(Vec<usize>),
}

/// Reads an answer; numbers count the shown rows from 1.
fn understood(answer: &str, shown: usize) -> Answer {
    let answer = answer.trim();
    match answer {
        "" => return Answer::Done,
        "*" => return Answer::Rows((1..=shown).collect()),
        "-" => return Answer::Filter(String::new()),
        _ => {}
    }
    let mut rows = Vec::new();
    for word in answer.split([' ', ',']).filter(|word| !word.is_empty()) {
        let (first, last) = word.split_once('-').unwrap_or((word, word));
        match (first.parse::<usize>(), last.parse::<usize>()) {
            (Ok(first), Ok(last)) if first >= 1 && first <= last && last <= shown => {
                rows.extend(first..=last)
            }
            _ => return Answer::Filter(answer.to_string()),
        }
    }
    Answer::Rows(rows)
}

impl Grid {
    fn new(engine: &mut Engine, objects: &[Value]) -> Outcome<Grid> {
        let mut heads: Vec<String> = Vec::new();
        if let Some(first) = objects.first() {
            let names = member::display_properties(engine, first)?;
            heads.extend(names.iter().map(|name| name.to_string()));
        }
        let plain = heads.is_empty() || objects.first().is_some_and(is_plain);
        if plain {
            heads = vec!["Value".to_string()];
        }
        let mut rows = Vec::with_capacity(objects.len());
        for object in objects {
            let mut row = Vec::with_capacity(heads.len());
            for head in &heads {
                let value = match plain {
                    true => object.clone(),
                    false => match member::property(engine, object, head) {
                        Ok(value) => value.unwrap_or_default(),
                        Err(fault) if matches!(*fault, Fault::Error { .. }) => Value::Null,
                        Err(fault) => return Err(fault),
                    },
                };
                let text = convert::to_text(engine, &value)?;
                row.push(text.chars().filter(|character| !character.is_control()).collect());
            }
            rows.push(row);
        }
        // Names come from files, too.
        for head in &mut heads {
            head.retain(|character| !character.is_control());
        }
        Ok(Grid { heads, rows, filter: String::new(), picked: Vec::new() })
    }

    /// The rows that have all words of the filter.
    fn shown(&self) -> Vec<usize> {
        let words: Vec<String> = self.filter.split_whitespace().map(str::to_lowercase).collect();
        let fits = |row: &Vec<String>| {
            let text = row.join("\t").to_lowercase();
            words.iter().all(|word| text.contains(word.as_str()))
        };
        (0..self.rows.len()).filter(|index| self.rows.get(*index).is_some_and(fits)).collect()
    }

    /// The table of some rows, as wide and as high as the window allows.
    fn lines(&self, shown: &[usize], width: usize, height: usize) -> Vec<String> {
        let count = height.saturating_sub(5).max(3);
        let seen: Vec<usize> = shown.iter().copied().take(count).collect();
        let widths: Vec<usize> = (0..self.heads.len())
            .map(|column| {
                let head = self.heads.get(column).map_or(0, |head| head.width());
                let cells = seen.iter().filter_map(|row| self.rows.get(*row)?.get(column));
                cells.map(|cell| cell.width()).chain([head]).max().unwrap_or(0).min(40)
            })
            .collect();
        let line = |mark: &str, number: &str, cells: &[String]| {
            let mut text = format!("{mark}{number:>4} ");
            for (cell, width) in cells.iter().zip(&widths) {
                text.push_str(&padded(cell, *width));
                text.push(' ');
            }
            cut(text.trim_end(), width.saturating_sub(1))
        };
        let mut lines = vec![line(" ", "", &self.heads)];
        for (place, row) in seen.iter().enumerate() {
            let mark = if self.picked.contains(row) { "*" } else { " " };
            let empty = Vec::new();
            lines.push(line(mark, &(place + 1).to_string(), self.rows.get(*row).unwrap_or(&empty)));
        }
        if shown.len() > seen.len() {
            lines.push(format!("      … {} more", shown.len() - seen.len()));
        }
        lines
    }
}

/// Numbers, texts and the like are a column of their own.
fn is_plain(value: &Value) -> bool {
    matches!(value.unwrapped(), Value::String(_) | Value::Bool(_) | Value::Char(_) | Value::DateTime(_))
        || convert::is_number(value)
}

/// A text in so many columns of the terminal.
fn padded(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let room = width.saturating_sub(text.width());
    text + &" ".repeat(room)
}

/// A text that is no wider than so many columns.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut out = String::new();
    for character in text.chars() {
        if out.width() + 2 > width {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

impl Cmdlet for OutGridView {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.engine.host.is_interactive() {
            return Ok(());
        }
        let message = "Out-GridView needs a terminal to show its table in: this session has none.";
        let class = "System.Management.Automation.PSInvalidOperationException";
        let id = "OutGridViewNeedsTerminal";
        Err(context.terminate(class, message, id, Category::InvalidOperation, Value::Null))
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.bound("InputObject") {
            self.objects.push(std::mem::take(&mut self.input));
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut grid = Grid::new(context.engine, &self.objects)?;
        let picks = self.pass_thru || matches!(self.mode, Some(OutputMode::Single | OutputMode::Multiple));
        let single = matches!(self.mode, Some(OutputMode::Single));
        context.engine.finish_output()?;
        let many = self.pass_thru || matches!(self.mode, Some(OutputMode::Multiple));
        let request = PickRequest {
            title: self.title(),
            heads: std::mem::take(&mut grid.heads),
            rows: std::mem::take(&mut grid.rows),
            picks,
            many,
        };
        match context.engine.host.pick(&request) {
            Some(rows) => grid.picked = rows,
            None => {
                (grid.heads, grid.rows) = (request.heads, request.rows);
                self.ask(context, &mut grid, picks, single)?;
            }
        }
        if !picks {
            return Ok(());
        }
        grid.picked.sort_unstable();
        for row in grid.picked {
            if let Some(object) = self.objects.get(row) {
                context.output(object.clone())?;
            }
        }
        Ok(())
    }
}

impl OutGridView {
    /// What stands above the table; a title may come from a file, too.
    fn title(&self) -> String {
        let title = self.title.as_deref().unwrap_or("Out-GridView");
        title.chars().filter(|character| !character.is_control()).collect()
    }

    /// Asks line by line, where a terminal only prints.
    fn ask(&self, context: &mut Context<'_>, grid: &mut Grid, picks: bool, single: bool) -> Outcome {
        loop {
            context.engine.check_stop()?;
            let shown = grid.shown();
            self.show(context, grid, &shown);
            let question = if picks {
                "Filter, numbers to pick, Enter to finish: "
            } else {
                "Filter, Enter to finish: "
            };
            let answer = match context.engine.host.read_line(question) {
                Ok(Some(answer)) => answer,
                Ok(None) => return Ok(()),
                Err(message) => {
                    let class = "System.Management.Automation.PSInvalidOperationException";
                    let id = "OutGridViewInput";
                    return Err(context.terminate(
                        class,
                        message,
                        id,
                        Category::InvalidOperation,
                        Value::Null,
                    ));
                }
            };
            match understood(&answer, shown.len()) {
                Answer::Done => return Ok(()),
                Answer::Filter(filter) => grid.filter = filter,
                Answer::Rows(rows) if picks => {
                    let rows = rows.iter().filter_map(|row| shown.get(row - 1).copied());
                    for row in rows.take(if single { 1 } else { usize::MAX }) {
                        match grid.picked.iter().position(|known| *known == row) {
                            Some(at) => _ = grid.picked.remove(at),
                            None => grid.picked.push(row),
                        }
                    }
                    if single {
                        return Ok(());
                    }
                }
                Answer::Rows(_) => {}
            }
        }
    }

    fn show(&self, context: &mut Context<'_>, grid: &Grid, shown: &[usize]) {
        let title = self.title();
        let filter = if grid.filter.is_empty() { String::new() } else { format!("  [{}]", grid.filter) };
        let count = format!("{title}: {} of {}{filter}", shown.len(), grid.rows.len());
        let host = &mut context.engine.host;
        let (width, height) = (host.width(), host.height());
        host.write_line(&count);
        grid.lines(shown, width, height).iter().for_each(|line| host.write_line(line));
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Grid, cut, understood};

    #[test]
    fn answers_are_rows_or_words() {
        assert_eq!(understood("", 3), Answer::Done);
        assert_eq!(understood("1 3", 3), Answer::Rows(vec![1, 3]));
        assert_eq!(understood("1-2,3", 3), Answer::Rows(vec![1, 2, 3]));
        assert_eq!(understood("4", 3), Answer::Filter("4".to_string()));
        assert_eq!(understood("ann b", 3), Answer::Filter("ann b".to_string()));
        assert_eq!(understood("*", 2), Answer::Rows(vec![1, 2]));
    }

    #[test]
    fn rows_are_filtered_and_cut() {
        let rows = vec![vec!["Ann".to_string(), "34".into()], vec!["Bob".to_string(), "7".into()]];
        let heads = vec!["Name".to_string(), "Age".into()];
        let grid = Grid { heads, rows, filter: "an 3".into(), picked: vec![0] };
        assert_eq!(grid.shown(), [0]);
        assert_eq!(grid.lines(&[0], 80, 24), ["      Name Age", "*   1 Ann  34"]);
        assert_eq!(cut("abcdef", 4), "abc…");
    }
}
