//! Ctrl+R: incremental search in the history, as PSReadLine shows it: the found command in the input, the
//! search text on the line below.

use super::terminal::{self, Key, Raw};
use super::{Acted, Read, print};

/// What was found and where the search stands.
struct Search<'a> {
    lines: &'a [String],
    text: String,
    /// Index of the command shown; none while nothing matches.
    at: Option<usize>,
    failed: bool,
}

impl Search<'_> {
    /// The next command that contains the text, before or behind the one shown.
    fn step(&mut self, back: bool, include: bool) {
        let lower = self.text.to_lowercase();
        let fits =
            |index: &usize| self.lines.get(*index).is_some_and(|line| line.to_lowercase().contains(&lower));
        let shown = self.at;
        let found = if back {
            let end = match shown {
                Some(at) if include => at + 1,
                Some(at) => at,
                None => self.lines.len(),
            };
            (0..end).rev().find(|index| {
                fits(index)
                    && (include || shown.is_none_or(|at| self.lines.get(*index) != self.lines.get(at)))
            })
        } else {
            let start = shown.map_or(0, |at| if include { at } else { at + 1 });
            (start..self.lines.len()).find(fits)
        };
        self.failed = found.is_none();
        self.at = found.or(shown);
    }
}

/// Searches until a key ends it.
pub fn run(lines: &[String], prompt: &str, line: &str, position: usize) -> Acted {
    let raw = Raw::enter();
    let mut search = Search { lines, text: String::new(), at: None, failed: false };
    let mut back = true;
    let ended = loop {
        let shown = search.at.and_then(|at| lines.get(at)).map_or(line, String::as_str);
        let safe = terminal::harmless(shown);
        draw(prompt, &safe, &search, back);
        let key = terminal::key();
        print("\x1b[B\r\x1b[K\x1b[A");
        rewind(prompt, &safe);
        match key {
            Key::Char(character) => {
                search.text.push(character);
                search.step(back, true);
            }
            Key::Backspace => {
                search.text.pop();
                search.at = None;
                search.failed = false;
                if !search.text.is_empty() {
                    search.step(back, true);
                }
            }
            Key::Control('r') => {
                back = true;
                search.step(true, false);
            }
            Key::Control('s') => {
                back = false;
                search.step(false, false);
            }
            Key::Control('g' | 'c') => break on(line, position),
            Key::Enter => {
                print(&format!("{prompt}{}\r\n", safe.replace('\n', "\r\n")));
                break Acted::Done(Read::Line(shown.to_string()));
            }
            Key::End => break Acted::Done(Read::End),
            _ => break on(shown, shown.len()),
        }
    };
    drop(raw);
    ended
}

fn on(text: &str, position: usize) -> Acted {
    let (left, right) = super::split(text, position);
    Acted::On(left, right)
}

fn draw(prompt: &str, shown: &str, search: &Search<'_>, back: bool) {
    let label = match (search.failed, back) {
        (true, true) => "failed-bck-i-search: ",
        (true, false) => "failed-fwd-i-search: ",
        (false, true) => "bck-i-search: ",
        (false, false) => "fwd-i-search: ",
    };
    let lower = search.text.to_lowercase();
    let found = shown
        .to_lowercase()
        .find(&lower)
        .filter(|_| !lower.is_empty() && shown.len() == shown.to_lowercase().len());
    let marked = match found {
        Some(at) => {
            let (head, rest) = shown.split_at(at);
            let (hit, tail) = rest.split_at(lower.len().min(rest.len()));
            format!("{head}\x1b[96m{hit}\x1b[0m{tail}")
        }
        None => shown.to_string(),
    };
    print(&format!("{prompt}{}\r\n{label}{}_\x1b[A\r", marked.replace('\n', "\r\n"), search.text));
}

/// Back to the first row of the prompt, with everything below removed.
fn rewind(prompt: &str, shown: &str) {
    let width =
        rustix::termios::tcgetwinsize(std::io::stdout()).map_or(80, |size| usize::from(size.ws_col.max(1)));
    let rows = terminal::rows_of(prompt, shown, width).saturating_sub(1);
    if rows > 0 {
        print(&format!("\x1b[{rows}A"));
    }
    print("\r\x1b[J");
}
