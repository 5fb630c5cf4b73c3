//! The menu of answers: arrows and `Tab` pick one, what is typed narrows them.

use super::keyboard::{self, Code, Press};
use super::{LineEditor, Read, list, print};
use crate::engine::Engine;
use crate::engine::completion::{Completion, CompletionKind, CompletionResult};

/// What the menu shows.
#[derive(Clone)]
struct Shown {
    results: Vec<CompletionResult>,
    at: usize,
    /// What the user has typed of the answer.
    typed: String,
}

/// A menu that is open.
struct Choice {
    shown: Shown,
    /// What was shown before each letter that narrowed it.
    wider: Vec<Shown>,
    /// Where the answer that is put in stands.
    place: (usize, usize),
    /// How much was typed when it opened.
    least: usize,
}

/// What a key makes of the menu.
enum Next {
    Stay,
    Take,
    /// The answer is given up.
    Undo,
    /// Only what was typed of the answer stays.
    Cut,
}

impl Shown {
    /// Where the typed part of an answer ends in its text.
    fn typed_end(&self, result: &CompletionResult) -> usize {
        let text = result.text.to_lowercase();
        let found = text.find(&self.typed.to_lowercase()).filter(|_| text.len() == result.text.len());
        let end = found.unwrap_or(0) + self.typed.len();
        if result.text.is_char_boundary(end) { end } else { result.text.len() }
    }
}

/// Keys that take an answer and are typed behind it.
fn ends(kind: CompletionKind, letter: char) -> bool {
    letter == ' '
        || match kind {
            CompletionKind::Variable | CompletionKind::Namespace | CompletionKind::Property => letter == '.',
            CompletionKind::ProviderContainer => letter == '/' || letter == '\\',
            CompletionKind::Method => letter == '(' || letter == ')',
            CompletionKind::Type => letter == ']',
            CompletionKind::ParameterName => letter == ':',
            CompletionKind::ParameterValue => letter == ',',
            CompletionKind::Keyword => letter == '{',
            _ => false,
        }
}

/// The answers that begin with what is typed.
fn narrowed(results: &[CompletionResult], typed: &str) -> Vec<CompletionResult> {
    let wanted = typed.to_lowercase();
    let fits = |text: &str| text.to_lowercase().starts_with(&wanted);
    results
        .iter()
        .filter(|result| fits(&result.item) || fits(&list::bare(result)) || fits(&result.text))
        .cloned()
        .collect()
}

impl Choice {
    fn key(&mut self, press: Press, high: usize) -> Next {
        let count = self.shown.results.len().max(1);
        if press.code == Code::Tab && !press.shift && self.lengthen() {
            return Next::Stay;
        }
        let at = &mut self.shown.at;
        match press {
            Press { code: Code::Tab, shift: true, .. } | Press { code: Code::Up, .. } => {
                *at = (*at + count - 1) % count;
            }
            Press { code: Code::Char('p'), ctrl: true, .. } => *at = (*at + count - 1) % count,
            Press { code: Code::Tab | Code::Down, .. }
            | Press { code: Code::Char('n' | '@'), ctrl: true, .. } => {
                *at = (*at + 1) % count;
            }
            Press { code: Code::Right, .. } => *at = if *at + high < count { *at + high } else { *at % high },
            Press { code: Code::Left, .. } => *at = at.checked_sub(high).unwrap_or(*at),
            Press { code: Code::PageDown, .. } => *at = (*at + high - *at % high - 1).min(count - 1),
            Press { code: Code::PageUp, .. } => *at -= *at % high,
            Press { code: Code::Escape, .. } | Press { code: Code::Char('g'), ctrl: true, .. } => {
                return Next::Undo;
            }
            Press { code: Code::Enter, .. } => return Next::Take,
            Press { code: Code::Backspace, .. } => match self.wider.pop() {
                Some(before) => self.shown = before,
                None => return Next::Undo,
            },
            Press { code: Code::Char(letter), ctrl: false, alt: false, .. } => {
                return self.letter(letter, press);
            }
            other => {
                keyboard::unread(other);
                return Next::Take;
            }
        }
        Next::Stay
    }

    /// `Tab` first types what all answers begin with. Whether it could.
    fn lengthen(&mut self) -> bool {
        let common = list::common_prefix(&self.shown.results);
        let longer = common.len() > self.shown.typed.len()
            && common.to_lowercase().starts_with(&self.shown.typed.to_lowercase());
        if longer {
            self.shown.typed = common;
        }
        longer
    }

    fn letter(&mut self, letter: char, press: Press) -> Next {
        let current = self.shown.results.get(self.shown.at);
        if current.is_some_and(|current| ends(current.kind, letter)) {
            let there = current.is_some_and(|current| {
                list::put_in(current).0.trim_end_matches(['\'', '"']).ends_with(letter)
            });
            if !there {
                keyboard::unread(press);
            }
            return Next::Take;
        }
        let typed = format!("{}{letter}", self.shown.typed);
        let results = narrowed(&self.shown.results, &typed);
        if results.is_empty() {
            keyboard::unread(press);
            return if self.least == 0 { Next::Undo } else { Next::Cut };
        }
        let narrower = Shown { results, at: 0, typed };
        self.wider.push(std::mem::replace(&mut self.shown, narrower));
        Next::Stay
    }
}

impl LineEditor {
    /// Lets the user pick one of several answers.
    pub(super) fn choose(&mut self, engine: &mut Engine, found: &Completion, results: &[CompletionResult]) {
        if self.part(found).is_none() {
            return;
        }
        let (before, position) = (self.line.text().to_string(), self.line.position());
        let typed = list::common_prefix(results).trim_start_matches(['\'', '"']).to_string();
        let mut choice = Choice {
            least: typed.len(),
            shown: Shown { results: results.to_vec(), at: 0, typed },
            wider: Vec::new(),
            place: (found.start, found.start + found.length),
        };
        loop {
            let Some(mut high) = self.show_choice(engine, &mut choice) else { return };
            let press = keyboard::press_with(|| {
                // The columns are others in a window of another size.
                print(&self.view.resized(&self.scene, engine.host.width()));
                high = self.show_choice(engine, &mut choice).unwrap_or(high);
            });
            let Some(press) = press else {
                self.outcome = Some(Read::End);
                return;
            };
            match choice.key(press, high.max(1)) {
                Next::Stay => {}
                Next::Take => return,
                Next::Undo => return self.line.set(&before, position),
                Next::Cut => {
                    if let Some(current) = choice.shown.results.get(choice.shown.at) {
                        let end = choice.shown.typed_end(current);
                        let kept = current.text.get(..end).unwrap_or_default();
                        self.line.replace(choice.place.0, choice.place.1, kept);
                    }
                    return;
                }
            }
        }
    }

    /// Puts the chosen answer in and draws the menu; gives the rows of a column.
    fn show_choice(&mut self, engine: &mut Engine, choice: &mut Choice) -> Option<usize> {
        let current = choice.shown.results.get(choice.shown.at)?;
        let (start, end) = choice.place;
        let (text, back) = list::put_in(current);
        self.line.replace(start, end, &text);
        choice.place.1 = start + text.len();
        let (width, height) = (engine.host.width(), engine.host.height());
        let menu = list::Menu::new(&choice.shown.results, width, height);
        let selection = if self.plain { "\x1b[7m" } else { self.options.color("Selection") };
        let mut below = menu.rows(&choice.shown.results, choice.shown.at, selection);
        if self.options.show_tool_tips {
            let input_rows = self.line.text().lines().count();
            below.extend(menu.tip(current, input_rows, height));
        }
        // The cursor stands behind what the user has typed; the rest is shown as selected.
        let typed = start + choice.shown.typed_end(current);
        self.line.go(typed);
        self.emphasis = (typed < choice.place.1).then_some((typed, choice.place.1));
        self.draw_with(engine, below);
        self.emphasis = None;
        self.line.go(choice.place.1 - back);
        Some(menu.height())
    }
}
