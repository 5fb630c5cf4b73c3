//! Functions that complete.

use super::keyboard::Code;
use super::list;
use super::{Act, Given, LineEditor};
use crate::engine::Engine;
use crate::engine::completion::{Completion, CompletionResult};

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
        [only] => editor.put_answer(&found, only),
        many => {
            let common = if again { String::new() } else { list::common_prefix(many) };
            if common.is_empty() {
                editor.show_list(engine, many);
            } else {
                editor.put(&found, &common);
                editor.ding();
            }
            editor.stuck = Some(editor.line.text().to_string());
        }
    }
}

fn menu(editor: &mut LineEditor, engine: &mut Engine, _: &Given) {
    let found = editor.completions(engine);
    match found.results.as_slice() {
        [] => editor.ding(),
        [only] => editor.put_answer(&found, only),
        many if editor.wants_all(engine, many.len()) => editor.choose(engine, &found, many),
        _ => {}
    }
}

impl LineEditor {
    fn completions(&mut self, engine: &mut Engine) -> Completion {
        super::terminal::interruptible(engine, |engine| {
            crate::host::completion::complete_or_similar(engine, self.line.text(), self.line.position())
        })
    }

    /// What of the input would be replaced.
    pub(super) fn part(&self, found: &Completion) -> Option<&str> {
        self.line.text().get(found.start..found.start.saturating_add(found.length))
    }

    fn put(&mut self, found: &Completion, text: &str) {
        if self.part(found).is_some() {
            self.line.replace(found.start, found.start + found.length, text);
        }
    }

    /// Puts the only answer in.
    fn put_answer(&mut self, found: &Completion, result: &CompletionResult) {
        let (text, back) = list::put_in(result);
        if self.part(found).is_some() {
            self.put(found, &text);
            self.line.go(found.start + text.len() - back);
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
        let Some((text, back)) = self.cycle.results.get(self.cycle.at).map(list::put_in) else {
            return;
        };
        let (start, end) = self.cycle.place;
        self.line.replace(start, end, &text);
        self.cycle.place = (start, start + text.len());
        self.line.go(start + text.len() - back);
        if self.cycle.results.len() == 1 {
            self.cycle = Cycle::default();
        }
    }

    /// Asks before a long list.
    fn wants_all(&mut self, engine: &mut Engine, count: usize) -> bool {
        if count < self.options.completion_query_items {
            return true;
        }
        self.draw_with(engine, vec![format!("Display all {count} possibilities? (y or n) _")]);
        let wanted = self.next_press(engine).map(|press| press.code);
        self.draw_bare(engine);
        matches!(wanted, Some(Code::Char('y' | 'Y')))
    }

    /// Lists answers below the input, which is then shown again.
    fn show_list(&mut self, engine: &mut Engine, results: &[CompletionResult]) {
        if !self.wants_all(engine, results.len()) {
            return;
        }
        let position = self.line.position();
        self.line.go(self.line.text().len());
        self.draw_bare(engine);
        super::print(&self.view.leave());
        self.line.go(position);
        super::print(&list::columns(results, engine.host.width()));
    }
}
