//! Functions that complete.

use super::list;
use super::{Act, Given, Key, LineEditor};
use crate::engine::Engine;
use crate::engine::completion::{Completion, CompletionKind, CompletionResult};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("Complete", complete),
    ("MenuComplete", menu),
    ("PossibleCompletions", |editor, engine, _| {
        let found = editor.completions(engine);
        match found.results.is_empty() {
            true => editor.ding(),
            false => editor.show_list(engine, &found.results),
        }
    }),
    ("TabCompleteNext", |editor, engine, _| editor.cycle(engine, 1)),
    ("TabCompletePrevious", |editor, engine, _| editor.cycle(engine, -1)),
];

/// Answers that `TabCompleteNext` goes through.
#[derive(Default)]
pub(super) struct Cycle {
    results: Vec<CompletionResult>,
    at: usize,
    /// Where the one that is put in stands.
    place: (usize, usize),
}

fn complete(editor: &mut LineEditor, engine: &mut Engine, _: &Given) {
    let again = editor.previous == "Complete" && editor.stuck.as_deref() == Some(editor.line.text());
    let found = editor.completions(engine);
    editor.stuck = None;
    match found.results.as_slice() {
        [] => editor.ding(),
        [only] => editor.put(&found, &with_slash(only)),
        many if again => {
            editor.show_list(engine, many);
            editor.stuck = Some(editor.line.text().to_string());
        }
        many => {
            let typed = editor.part(&found).unwrap_or_default().to_string();
            let common = list::common_prefix(many);
            let text = if common.len() >= typed.len() { common } else { typed };
            editor.put(&found, &text);
            editor.stuck = Some(editor.line.text().to_string());
        }
    }
}

/// A folder goes on.
fn with_slash(only: &CompletionResult) -> String {
    let folder = only.kind == CompletionKind::ProviderContainer;
    let quoted = only.text.ends_with(['\'', '"']);
    let slash = if folder && !quoted && !only.text.ends_with('/') { "/" } else { "" };
    format!("{}{slash}", only.text)
}

fn menu(editor: &mut LineEditor, engine: &mut Engine, _: &Given) {
    let found = editor.completions(engine);
    match found.results.as_slice() {
        [] => editor.ding(),
        [only] => editor.put(&found, &with_slash(only)),
        many => editor.choose(engine, &found, many),
    }
}

impl LineEditor {
    fn completions(&mut self, engine: &mut Engine) -> Completion {
        super::super::completion::complete_or_similar(engine, self.line.text(), self.line.position())
    }

    /// What of the input would be replaced.
    fn part(&self, found: &Completion) -> Option<&str> {
        self.line.text().get(found.start..found.start.saturating_add(found.length))
    }

    fn put(&mut self, found: &Completion, text: &str) {
        if self.part(found).is_some() {
            self.line.replace(found.start, found.start + found.length, text);
        }
    }

    fn cycle(&mut self, engine: &mut Engine, step: i64) {
        let goes_on = self.previous.starts_with("TabComplete") && !self.cycle.results.is_empty();
        if !goes_on {
            let found = self.completions(engine);
            if found.results.is_empty() || self.part(&found).is_none() {
                return self.ding();
            }
            let place = (found.start, found.start + found.length);
            let at = if step > 0 { found.results.len() - 1 } else { 0 };
            self.cycle = Cycle { results: found.results, at, place };
        }
        let count = self.cycle.results.len() as i64;
        self.cycle.at = (self.cycle.at as i64 + step).rem_euclid(count.max(1)) as usize;
        let Some(text) = self.cycle.results.get(self.cycle.at).map(|result| result.text.clone()) else {
            return;
        };
        let (start, end) = self.cycle.place;
        self.line.replace(start, end, &text);
        self.cycle.place = (start, start + text.len());
        if self.cycle.results.len() == 1 {
            self.cycle = Cycle::default();
        }
    }

    /// Lists answers below the input, which is then shown again.
    fn show_list(&mut self, engine: &mut Engine, results: &[CompletionResult]) {
        let position = self.line.position();
        self.line.go(self.line.text().len());
        self.draw_bare(engine);
        super::print(&self.view.leave());
        self.line.go(position);
        if results.len() > self.options.completion_query_items && !wants_all(results.len()) {
            return;
        }
        super::print(&list::columns(results, engine.host.width()));
    }

    /// Picks an answer with arrows and `Tab`.
    fn choose(&mut self, engine: &mut Engine, found: &Completion, results: &[CompletionResult]) {
        if self.part(found).is_none() {
            return;
        }
        let (before, position) = (self.line.text().to_string(), self.line.position());
        let mut place = (found.start, found.start + found.length);
        let mut at = 0usize;
        loop {
            let Some(current) = results.get(at) else { return };
            let text = if results.len() == 1 { with_slash(current) } else { current.text.clone() };
            self.line.replace(place.0, place.1, &text);
            place.1 = place.0 + text.len();
            let tips = self.options.show_tool_tips;
            let (width, height) = (engine.host.width(), engine.host.height());
            let menu = list::Menu::new(results, width, height);
            let below = menu.rows(results, at, tips);
            self.draw_with(engine, below);
            let Some(press) = super::keyboard::press() else { return };
            super::keyboard::unread(press);
            let (count, high) = (results.len(), menu.height());
            match super::keyboard::key() {
                Key::Tab | Key::Down | Key::Control('n' | '@') => at = (at + 1) % count,
                Key::BackTab | Key::Up | Key::Control('p') => at = (at + count - 1) % count,
                Key::Right => at = if at + high < count { at + high } else { at % high },
                Key::Left => at = if at >= high { at - high } else { at },
                Key::Escape | Key::Control('g' | 'c') | Key::End => {
                    return self.line.set(&before, position);
                }
                Key::Enter => return,
                _ => return super::keyboard::unread(press),
            }
        }
    }
}

/// Asks before a long list.
fn wants_all(count: usize) -> bool {
    super::print(&format!("Display all {count} possibilities? (y or n) _\x1b[D"));
    let wanted = loop {
        match super::keyboard::key() {
            Key::Char('y' | 'Y' | ' ') => break true,
            Key::Char('n' | 'N') | Key::Escape | Key::Control('c' | 'g') | Key::End | Key::Backspace => {
                break false;
            }
            _ => {}
        }
    };
    super::print("\r\n");
    wanted
}
