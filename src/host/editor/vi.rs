//! Vi's command mode: counts, operators, motions, and the keys that change text.

use super::keyboard::{Code, Press};
use super::keymap::Found;
use super::line::Silent;
use super::vi_lines::{Register, lines_around};
use super::vi_objects::object;
use super::{Act, Given, LineEditor};
use crate::engine::Engine;
use crate::engine::editing::{EditMode, ViModeIndicator};
use crate::engine::value::Value;
use rustyline::line_buffer::LineBuffer;
use rustyline::{At, CharSearch, Movement, Word};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ViCommandMode", |editor, engine, _| {
        editor.step(-1);
        editor.set_vi_mode(engine, true);
    }),
    ("ViInsertMode", |editor, engine, _| editor.set_vi_mode(engine, false)),
    ("ViEditVisually", super::visual::edit),
];

/// What the command mode remembers.
#[derive(Default)]
pub(super) struct Vi {
    pub command: bool,
    count: Option<u16>,
    pub register: Register,
    /// Keys of the last change, for `.`.
    change: Vec<Press>,
    recorded: Vec<Press>,
    replayed: std::collections::VecDeque<Press>,
    find: Option<CharSearch>,
}

/// What an operator works on.
enum Operand {
    /// What a motion goes over.
    Over(Movement),
    /// A part of the text.
    Part(usize, usize),
    /// Whole lines, as many above and below this one.
    Lines(usize, usize),
}

impl LineEditor {
    /// Changes the mode and shows it as the options want.
    pub(super) fn set_vi_mode(&mut self, engine: &mut Engine, command: bool) {
        self.vi.command = command;
        self.show_vi_mode(engine);
    }

    pub(super) fn show_vi_mode(&mut self, engine: &mut Engine) {
        if self.options.edit_mode != EditMode::Vi {
            return;
        }
        match self.options.vi_mode_indicator {
            ViModeIndicator::Cursor => super::print(if self.vi.command { "\x1b[2 q" } else { "\x1b[6 q" }),
            ViModeIndicator::Script => {
                let Some(block) = self.options.vi_mode_change.clone() else { return };
                let mode = Value::text(if self.vi.command { "Command" } else { "Insert" });
                if let Err(fault) = engine.invoke_block(&block, &[mode]) {
                    self.message = Some(super::helping::message_of(engine, *fault));
                }
            }
            ViModeIndicator::None | ViModeIndicator::Prompt => {}
        }
    }

    /// Whether `.` brings the keys.
    pub(super) fn vi_is_replaying(&self) -> bool {
        !self.vi.replayed.is_empty()
    }

    pub(super) fn next_vi_key(&mut self, engine: &mut Engine) -> Option<Press> {
        let press = match self.vi.replayed.pop_front() {
            Some(press) => press,
            None => self.next_press(engine)?,
        };
        self.vi.recorded.push(press);
        Some(press)
    }

    fn next_vi_char(&mut self, engine: &mut Engine) -> Option<char> {
        match self.next_vi_key(engine)?.code {
            Code::Char(letter) => Some(letter),
            _ => None,
        }
    }

    /// A key of the command mode.
    pub(super) fn vi_key(&mut self, engine: &mut Engine, press: Press) {
        self.vi.recorded = vec![press];
        // A change and what is typed until Escape are undone together.
        self.line.group += 1;
        self.vi_command(engine, press);
        if !self.vi.command {
            return;
        }
        // The cursor stands on a character, not behind the last one.
        let (start, end) = self.line.bounds();
        if self.line.position() == end && end > start {
            self.step(-1);
        }
    }

    fn vi_command(&mut self, engine: &mut Engine, press: Press) {
        let letter = match press {
            // Escape and a letter that follow each other fast are a letter with Alt.
            Press { code: Code::Char(letter), ctrl: false, .. } => letter,
            other => return self.vi_other_key(engine, other),
        };
        if let Some(digit) = letter.to_digit(10).filter(|digit| *digit > 0 || self.vi.count.is_some()) {
            let count = self.vi.count.unwrap_or(0).saturating_mul(10).saturating_add(digit as u16).min(9_999);
            self.vi.count = Some(count);
            let recorded = std::mem::take(&mut self.vi.recorded);
            if let Some(next) = self.next_vi_key(engine) {
                self.vi.recorded.splice(0..0, recorded);
                self.vi_command(engine, next);
            }
            self.vi.count = None;
            return;
        }
        let count = self.vi.count.take().unwrap_or(1);
        if let Some(movement) = self.vi_motion(engine, letter, count) {
            self.vi_move(&movement);
        } else {
            self.vi_letter(engine, letter, count, press);
        }
    }

    /// A key that is no letter: nearly all do what they do while one inserts.
    fn vi_other_key(&mut self, engine: &mut Engine, press: Press) {
        match press {
            Press { code: Code::Left | Code::Backspace, ctrl: false, .. } => self.step(-1),
            Press { code: Code::Right, ctrl: false, .. } => self.step(1),
            Press { code: Code::Home, ctrl: false, .. } => self.line.go(self.line.bounds().0),
            Press { code: Code::End, ctrl: false, .. } => self.line.go(self.line.bounds().1),
            Press { code: Code::Delete, ctrl: false, .. } => {
                self.vi_operate(engine, 'd', &Operand::Over(Movement::ForwardChar(1)));
            }
            Press { code: Code::Escape, .. } => self.ding(),
            Press { code: Code::Char('w'), ctrl: true, .. } => {
                self.run_named(engine, "BackwardDeleteWord", Some(press));
            }
            other => match self.keys.find(&[other], false) {
                Some(Found::Bound(bound)) => {
                    self.run_bound(engine, &bound, &Given { press: Some(other), argument: None });
                }
                _ => self.ding(),
            },
        }
    }

    /// The motion of a letter, with the letters that belong to it.
    fn vi_motion(&mut self, engine: &mut Engine, letter: char, count: u16) -> Option<Movement> {
        Some(match letter {
            'h' => Movement::BackwardChar(count),
            'l' | ' ' => Movement::ForwardChar(count),
            'w' => Movement::ForwardWord(count, At::Start, Word::Vi),
            'W' => Movement::ForwardWord(count, At::Start, Word::Big),
            'e' => Movement::ForwardWord(count, At::BeforeEnd, Word::Vi),
            'E' => Movement::ForwardWord(count, At::BeforeEnd, Word::Big),
            'b' => Movement::BackwardWord(count, Word::Vi),
            'B' => Movement::BackwardWord(count, Word::Big),
            '0' => Movement::BeginningOfLine,
            '^' | '_' => Movement::ViFirstPrint,
            '$' => Movement::EndOfLine,
            'G' => Movement::EndOfBuffer,
            'f' | 'F' | 't' | 'T' => {
                let wanted = self.next_vi_char(engine)?;
                let search = match letter {
                    'f' => CharSearch::Forward(wanted),
                    'F' => CharSearch::Backward(wanted),
                    't' => CharSearch::ForwardBefore(wanted),
                    _ => CharSearch::BackwardAfter(wanted),
                };
                self.vi.find = Some(search);
                Movement::ViCharSearch(count, search)
            }
            ';' => Movement::ViCharSearch(count, self.vi.find?),
            ',' => Movement::ViCharSearch(
                count,
                match self.vi.find? {
                    CharSearch::Forward(one) => CharSearch::Backward(one),
                    CharSearch::Backward(one) => CharSearch::Forward(one),
                    CharSearch::ForwardBefore(one) => CharSearch::BackwardAfter(one),
                    CharSearch::BackwardAfter(one) => CharSearch::ForwardBefore(one),
                },
            ),
            _ => return None,
        })
    }

    fn vi_move(&mut self, movement: &Movement) {
        self.line.move_by(|buffer| moved(buffer, movement));
    }

    fn vi_letter(&mut self, engine: &mut Engine, letter: char, count: u16, press: Press) {
        if "iIaAoO".contains(letter) {
            // `.` begins to insert again at the same kind of place.
            self.vi.change = self.vi.recorded.clone();
        }
        let insert_at = |editor: &mut LineEditor, engine: &mut Engine, at: usize| {
            editor.line.go(at);
            editor.set_vi_mode(engine, false);
        };
        match letter {
            'i' => self.set_vi_mode(engine, false),
            'I' => insert_at(self, engine, self.line.bounds().0),
            'a' => {
                self.step(1);
                self.set_vi_mode(engine, false);
            }
            'A' => insert_at(self, engine, self.line.bounds().1),
            'o' | 'O' => {
                let name = if letter == 'o' { "InsertLineBelow" } else { "InsertLineAbove" };
                self.run_named(engine, name, Some(press));
                self.set_vi_mode(engine, false);
            }
            'j' => self.run_named(engine, "NextHistory", Some(press)),
            'k' => self.run_named(engine, "PreviousHistory", Some(press)),
            '-' => self.run_named(engine, "PreviousHistory", Some(press)),
            '+' => self.run_named(engine, "NextHistory", Some(press)),
            '%' => self.run_named(engine, "GotoBrace", Some(press)),
            'g' => {
                if self.next_vi_char(engine) == Some('g') {
                    self.line.go(0);
                }
            }
            'u' => self.run_named(engine, "Undo", Some(press)),
            'U' => self.run_named(engine, "UndoAll", Some(press)),
            '/' | '?' => super::search::run(self, engine, letter == '/'),
            'n' | 'N' => self.search_again(letter == 'n'),
            '|' => {
                let (start, end) = self.line.bounds();
                let line = self.line.text().get(start..end).unwrap_or_default();
                let at = line.char_indices().nth(usize::from(count) - 1).map_or(line.len(), |(at, _)| at);
                self.line.go(start + at);
            }
            '#' => {
                self.line.replace(0, 0, "#");
                self.run_named(engine, "AcceptLine", Some(press));
            }
            '.' => self.vi_repeat(engine),
            'v' => self.run_named(engine, "ViEditVisually", Some(press)),
            _ => self.vi_change(engine, letter, count),
        }
    }

    /// Keys that change text, which `.` repeats.
    fn vi_change(&mut self, engine: &mut Engine, letter: char, count: u16) {
        match letter {
            'x' => self.vi_operate(engine, 'd', &Operand::Over(Movement::ForwardChar(count))),
            'X' => self.vi_operate(engine, 'd', &Operand::Over(Movement::BackwardChar(count))),
            'D' => self.vi_operate(engine, 'd', &Operand::Over(Movement::EndOfLine)),
            'C' => self.vi_operate(engine, 'c', &Operand::Over(Movement::EndOfLine)),
            's' => self.vi_operate(engine, 'c', &Operand::Over(Movement::ForwardChar(count))),
            'S' => self.vi_operate(engine, 'c', &Operand::Lines(0, usize::from(count) - 1)),
            'Y' => self.vi_operate(engine, 'y', &Operand::Over(Movement::EndOfLine)),
            'd' | 'c' | 'y' => {
                let Some(operand) = self.vi_operand(engine, letter, count) else { return self.ding() };
                self.vi_operate(engine, letter, &operand);
            }
            'p' | 'P' => self.vi_put(letter == 'p', count),
            'R' => self.vi_replace(engine),
            'r' => {
                let Some(with) = self.next_vi_char(engine) else { return };
                let start = self.line.position();
                let end =
                    start + self.line.behind().chars().take(count.into()).map(char::len_utf8).sum::<usize>();
                let many = self.line.text().get(start..end).unwrap_or_default().chars().count();
                self.line.replace(start, end, &with.to_string().repeat(many));
                self.step(-1);
            }
            '~' => {
                for _ in 0..count {
                    let Some(one) = self.line.behind().chars().next().filter(|one| *one != '\n') else {
                        break;
                    };
                    let start = self.line.position();
                    let swapped: String = match one.is_lowercase() {
                        true => one.to_uppercase().collect(),
                        false => one.to_lowercase().collect(),
                    };
                    self.line.replace(start, start + one.len_utf8(), &swapped);
                }
            }
            'J' => {
                let (_, end) = self.line.bounds();
                if end < self.line.text().len() {
                    self.line.replace(end, end + 1, " ");
                }
            }
            _ => return self.ding(),
        }
        if letter != 'y' && letter != 'Y' {
            self.vi.change = std::mem::take(&mut self.vi.recorded);
        }
    }

    /// What stands behind an operator: `dd` is the line, `dj` and `dk` are two, `cw` ends at the word, `diw` is the word, `d%` goes to the
    /// bracket that belongs to this one.
    fn vi_operand(&mut self, engine: &mut Engine, operator: char, count: u16) -> Option<Operand> {
        let mut letter = self.next_vi_char(engine)?;
        let mut inner: Option<u16> = None;
        while let Some(digit) = letter.to_digit(10).filter(|digit| *digit > 0 || inner.is_some()) {
            inner = Some(inner.unwrap_or(0).saturating_mul(10).saturating_add(digit as u16).min(9_999));
            letter = self.next_vi_char(engine)?;
        }
        let count = count.saturating_mul(inner.unwrap_or(1));
        let many = usize::from(count);
        if letter == operator {
            return Some(Operand::Lines(0, many - 1));
        }
        let (text, at) = (self.line.text(), self.line.position());
        Some(match (operator, letter) {
            (_, 'j') => Operand::Lines(0, many),
            (_, 'k') => Operand::Lines(many, 0),
            (_, 'i' | 'a') => {
                let kind = self.next_vi_char(engine)?;
                let delimiters = &self.options.word_delimiters;
                let part = object(self.line.text(), at, kind, letter == 'a', delimiters, count)?;
                Operand::Part(part.0, part.1)
            }
            (_, '%') => {
                let other = super::colours::brace(text, at)?;
                let last = text.get(at.max(other)..)?.chars().next()?.len_utf8();
                Operand::Part(at.min(other), at.max(other) + last)
            }
            (_, 'G') => Operand::Part(self.line.bounds().0, text.len()),
            (_, 'g') => {
                let end = self.line.bounds().1;
                (self.next_vi_char(engine)? == 'g').then_some(Operand::Part(0, end))?
            }
            ('c', 'w') => Operand::Over(Movement::ForwardWord(count, At::AfterEnd, Word::Vi)),
            ('c', 'W') => Operand::Over(Movement::ForwardWord(count, At::AfterEnd, Word::Big)),
            (_, 'e') => Operand::Over(Movement::ForwardWord(count, At::AfterEnd, Word::Vi)),
            (_, 'E') => Operand::Over(Movement::ForwardWord(count, At::AfterEnd, Word::Big)),
            _ => Operand::Over(self.vi_motion(engine, letter, count)?),
        })
    }

    fn vi_operate(&mut self, engine: &mut Engine, operator: char, operand: &Operand) {
        let copy = match operand {
            Operand::Lines(above, below) => {
                let part = lines_around(self.line.text(), self.line.position(), *above, *below);
                return self.vi_operate_on_lines(engine, operator, part);
            }
            Operand::Over(movement) if operator == 'y' => {
                let mut copy = String::new();
                self.line.move_by(|buffer| {
                    copy = buffer.copy(movement).unwrap_or_default();
                    true
                });
                copy
            }
            Operand::Over(movement) => {
                let before = self.line.text().to_string();
                self.line.change(|buffer| _ = buffer.kill(movement, &mut Silent));
                removed(&before, self.line.text()).to_string()
            }
            Operand::Part(start, end) => {
                let copy = self.line.text().get(*start..*end).unwrap_or_default().to_string();
                if operator != 'y' {
                    self.line.replace(*start, *end, "");
                }
                self.line.go(*start);
                copy
            }
        };
        if !copy.is_empty() {
            self.vi.register = Register { text: copy, lines: false };
        }
        if operator == 'c' {
            self.set_vi_mode(engine, false);
        }
    }

    /// `.`
    fn vi_repeat(&mut self, engine: &mut Engine) {
        let keys = self.vi.change.clone();
        let mut keys = keys.into_iter();
        let Some(first) = keys.next() else { return self.ding() };
        self.vi.replayed = keys.collect();
        self.vi.recorded = vec![first];
        self.vi_command(engine, first);
        self.vi.replayed.clear();
    }
}

/// What is in a text and not in the shorter one that it became.
fn removed<'t>(before: &'t str, after: &str) -> &'t str {
    let mut head = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    while !before.is_char_boundary(head) {
        head -= 1;
    }
    let end = (head + before.len().saturating_sub(after.len())).min(before.len());
    before.get(head..end).unwrap_or_default()
}

fn moved(buffer: &mut LineBuffer, movement: &Movement) -> bool {
    match movement {
        Movement::BackwardChar(count) => buffer.move_backward(*count),
        Movement::ForwardChar(count) => buffer.move_forward(*count),
        Movement::ForwardWord(count, at, word) => buffer.move_to_next_word(*at, *word, *count),
        Movement::BackwardWord(count, word) => buffer.move_to_prev_word(*word, *count),
        Movement::BeginningOfLine => buffer.move_home(),
        Movement::EndOfLine => buffer.move_end(),
        Movement::EndOfBuffer => buffer.move_buffer_end(),
        Movement::ViFirstPrint => {
            buffer.move_home();
            let blanks = buffer.as_str().get(buffer.pos()..).unwrap_or_default();
            let blanks = blanks.len() - blanks.trim_start_matches([' ', '\t']).len();
            buffer.set_pos(buffer.pos() + blanks);
            true
        }
        Movement::ViCharSearch(count, search) => buffer.move_to(*search, *count),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::removed;

    #[test]
    fn what_an_operator_removed_is_found() {
        assert_eq!(removed("abcdef", "abef"), "cd");
        assert_eq!(removed("aaa", "a"), "aa");
        assert_eq!(removed("é", ""), "é");
    }
}
