//! Vi's operators over whole lines, what they leave for `p`, and `R`.

use super::LineEditor;
use super::keyboard::Code;
use crate::engine::Engine;

/// What was cut or copied.
#[derive(Default)]
pub(super) struct Register {
    pub text: String,
    /// Whether these are whole lines; `p` puts those below the line instead of behind the cursor.
    pub lines: bool,
}

/// The part of a text with the lines around a place, without the line break at its end; there may be fewer lines than
/// are wanted.
pub(super) fn lines_around(text: &str, at: usize, above: usize, below: usize) -> (usize, usize) {
    let head = text.get(..at).unwrap_or_default();
    let breaks = head.rmatch_indices('\n');
    // Where there are not so many lines above it is the first.
    let start = breaks.map(|(found, _)| found + 1).nth(above).unwrap_or(0);
    let tail = text.get(at..).unwrap_or_default();
    let end = tail.match_indices('\n').map(|(found, _)| at + found).nth(below).unwrap_or(text.len());
    (start, end)
}

/// The same part with the line break that goes with it: the one behind, or the one before the last line.
fn with_break(text: &str, (start, end): (usize, usize)) -> (usize, usize) {
    match (end < text.len(), start > 0) {
        (true, _) => (start, end + 1),
        (false, true) => (start - 1, end),
        (false, false) => (start, end),
    }
}

impl LineEditor {
    /// An operator over the lines of a part, which begins and ends with a line.
    pub(super) fn vi_operate_on_lines(&mut self, engine: &mut Engine, operator: char, part: (usize, usize)) {
        let text = self.line.text();
        let copy = text.get(part.0..part.1).unwrap_or_default().to_string();
        let here = self.line.bounds().0;
        match operator {
            'y' if part.0 < here => self.line.go(part.0),
            'y' => {}
            'c' => {
                self.line.replace(part.0, part.1, "");
                self.line.go(part.0);
                self.set_vi_mode(engine, false);
            }
            _ => {
                let (start, end) = with_break(text, part);
                self.line.replace(start, end, "");
                self.line.go(start.max(part.0.min(self.line.text().len())));
                self.vi_to_first_letter();
            }
        }
        self.vi.register = Register { text: copy, lines: true };
    }

    /// To the first character of the line that is no blank.
    fn vi_to_first_letter(&mut self) {
        let (start, end) = self.line.bounds();
        let line = self.line.text().get(start..end).unwrap_or_default();
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        self.line.go(start + blanks);
    }

    /// `p` and `P`
    pub(super) fn vi_put(&mut self, behind: bool, count: u16) {
        let count = usize::from(count);
        let Register { text, lines } = &self.vi.register;
        if !*lines || self.line.text().is_empty() {
            let text = text.repeat(count);
            if behind {
                self.step(1);
            }
            self.line.insert(&text);
            return self.step(-1);
        }
        let text = vec![text.as_str(); count].join("\n");
        let (start, end) = self.line.bounds();
        let at = match behind {
            true => {
                self.line.replace(end, end, &format!("\n{text}"));
                end + 1
            }
            false => {
                self.line.replace(start, start, &format!("{text}\n"));
                start
            }
        };
        self.line.go(at);
        self.vi_to_first_letter();
    }

    /// `R`: what is typed stands instead of what was there, until Escape; Backspace brings that back.
    pub(super) fn vi_replace(&mut self, engine: &mut Engine) {
        if self.line.behind().is_empty() {
            return self.ding();
        }
        let first = self.line.position();
        // What each typed character replaced; none at the end of the line.
        let mut replaced: Vec<Option<char>> = Vec::new();
        loop {
            if !self.vi_is_replaying() {
                self.redraw(engine);
            }
            let Some(press) = self.next_vi_key(engine) else { return };
            match press.code {
                Code::Char(letter) if !press.ctrl && !press.alt => {
                    let at = self.line.position();
                    let old = self.line.behind().chars().next().filter(|one| *one != '\n');
                    self.line.replace(at, at + old.map_or(0, char::len_utf8), &letter.to_string());
                    replaced.push(old);
                }
                Code::Backspace => match replaced.pop() {
                    Some(old) => {
                        let end = self.line.position();
                        self.step(-1);
                        let start = self.line.position();
                        self.line.replace(start, end, &old.map(String::from).unwrap_or_default());
                        self.line.go(start);
                    }
                    None => self.ding(),
                },
                Code::Escape => break,
                Code::Enter => return self.run_named(engine, "AcceptLine", Some(press)),
                _ => self.ding(),
            }
        }
        if self.line.position() > first {
            self.step(-1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{lines_around, with_break};

    #[test]
    fn lines_are_counted_from_the_cursor() {
        let text = "one\ntwo\nthree";
        let of = |at, above, below| {
            let (start, end) = lines_around(text, at, above, below);
            &text[start..end]
        };
        assert_eq!(of(5, 0, 0), "two");
        assert_eq!(of(5, 1, 0), "one\ntwo");
        assert_eq!(of(5, 0, 1), "two\nthree");
        assert_eq!(of(5, 9, 9), text);
        assert_eq!(of(0, 0, 0), "one");
        assert_eq!(of(13, 0, 3), "three");
        assert_eq!(lines_around("", 0, 2, 2), (0, 0));
        assert_eq!(lines_around("\n", 0, 0, 0), (0, 0));
    }

    #[test]
    fn a_line_goes_with_one_break() {
        assert_eq!(with_break("one\ntwo", (0, 3)), (0, 4));
        assert_eq!(with_break("one\ntwo", (4, 7)), (3, 7));
        assert_eq!(with_break("one", (0, 3)), (0, 3));
    }
}
