//! Suggestions from the history: one behind the cursor, or a list below the input.

use super::terminal::{visible, width_of};
use super::{Act, Given, LineEditor};
use crate::engine::Engine;
use crate::engine::editing::{EditorOptions, PredictionView};
use crate::host::format::cut;

/// Commands in the list, and rows of it that are seen.
const MOST_ITEMS: usize = 50;
const MOST_ROWS: usize = 10;
/// The list is no wider.
const MOST_COLUMNS: usize = 100;
/// Windows that are smaller have no list.
const LEAST_COLUMNS: usize = 50;
const LEAST_ROWS: usize = 5;
const SOURCE: &str = "History";

pub(super) const ACTS: &[(&str, Act)] = &[
    ("AcceptSuggestion", accept),
    ("AcceptNextSuggestionWord", accept_word),
    ("NextSuggestion", |editor, _, given| _ = editor.select_suggestion(given.count())),
    ("PreviousSuggestion", |editor, _, given| _ = editor.select_suggestion(-given.count())),
    ("SwitchPredictionView", |editor, engine, _| {
        let view = match editor.options.prediction_view {
            PredictionView::InlineView => PredictionView::ListView,
            PredictionView::ListView => PredictionView::InlineView,
        };
        editor.options.prediction_view = view;
        engine.extension::<EditorOptions>().prediction_view = view;
        editor.leave_list();
        editor.predictions = Predictions::default();
    }),
    ("ShowFullPredictionTooltip", |editor, engine, _| {
        match editor.predictions.selected.and_then(|at| editor.predictions.items.get(at)).cloned() {
            Some(item) => super::helping::show(editor, engine, &item),
            None => editor.ding(),
        }
    }),
];

/// What was found for an input.
#[derive(Default)]
pub(super) struct Predictions {
    /// The input that it was found for, or that the list put in.
    shown_for: Option<String>,
    /// What was typed.
    typed: String,
    pub items: Vec<String>,
    pub selected: Option<usize>,
    /// The first item that is seen.
    first: usize,
    /// What could follow the input.
    pub hint: String,
}

/// Takes the suggestion over.
pub(super) fn accept(editor: &mut LineEditor, _: &mut Engine, _: &Given) {
    let hint = std::mem::take(&mut editor.predictions.hint);
    if !hint.is_empty() {
        let at = editor.line.text().len();
        editor.line.go(at);
        editor.line.insert(&hint);
    }
}

/// Takes the next word of the suggestion over.
pub(super) fn accept_word(editor: &mut LineEditor, _: &mut Engine, given: &Given) {
    let hint = editor.predictions.hint.clone();
    let mut rest = hint.as_str();
    for _ in 0..given.many() {
        rest = rest.trim_start().trim_start_matches(|one: char| !one.is_whitespace());
    }
    let length = hint.len() - rest.len();
    editor.line.insert(hint.get(..length).unwrap_or_default());
}

impl LineEditor {
    /// Looks for suggestions when the input has changed.
    pub(super) fn predict(&mut self) {
        let text = self.line.text();
        let known = self.predictions.shown_for.as_deref() == Some(text);
        if known && (self.predictions.hint.is_empty() || self.line.is_at_end()) {
            return;
        }
        if !self.options.predicts() || self.plain || text.trim().is_empty() || text.contains('\n') {
            self.predictions = Predictions::default();
            return;
        }
        let text = text.to_string();
        self.predictions =
            Predictions { shown_for: Some(text.clone()), typed: text.clone(), ..Predictions::default() };
        match self.options.prediction_view {
            PredictionView::ListView => self.predictions.items = self.similar(&text),
            PredictionView::InlineView if self.line.is_at_end() => {
                self.predictions.hint = self.following(&text).unwrap_or_default();
            }
            PredictionView::InlineView => {}
        }
    }

    fn following(&self, text: &str) -> Option<String> {
        let wanted = self.options.folded(text);
        let fits = |entry: &&String| {
            entry.len() > text.len()
                && entry.is_char_boundary(text.len())
                && !entry.contains('\n')
                && entry.get(..text.len()).is_some_and(|head| self.options.folded(head) == wanted)
        };
        let found = self.history.entries().iter().rev().find(fits)?;
        found.get(text.len()..).map(str::to_string)
    }

    /// Commands that begin with the input, then those that contain it; the newest first, each once.
    fn similar(&self, text: &str) -> Vec<String> {
        let wanted = self.options.folded(text);
        let mut seen = std::collections::HashSet::new();
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for entry in self.history.entries().iter().rev() {
            let entry = entry.trim_end();
            if entry.len() <= text.len() || entry.contains('\n') {
                continue;
            }
            let Some(at) = self.options.folded(entry).find(&wanted) else { continue };
            if !seen.insert(entry) {
                continue;
            }
            match at {
                0 => first.push(entry.to_string()),
                _ if second.len() < MOST_ITEMS => second.push(entry.to_string()),
                _ => {}
            }
            if first.len() >= MOST_ITEMS {
                break;
            }
        }
        first.extend(second);
        first.truncate(MOST_ITEMS);
        first
    }

    /// Goes up or down in the list. Whether there is one.
    pub(super) fn select_suggestion(&mut self, count: i32) -> bool {
        self.predict();
        let many = self.predictions.items.len() as i64;
        if many == 0 {
            return false;
        }
        // The input itself stands between the last item and the first.
        let now = self.predictions.selected.map_or(0, |at| at as i64 + 1);
        let next = (now + i64::from(count)).rem_euclid(many + 1);
        let selected = usize::try_from(next - 1).ok();
        let text = match selected {
            Some(at) => self.predictions.items.get(at).cloned().unwrap_or_default(),
            None => self.predictions.typed.clone(),
        };
        self.predictions.selected = selected;
        self.predictions.shown_for = Some(text.clone());
        self.line.set(&text, text.len());
        true
    }

    /// Gives the list's choice up. Whether there was one.
    pub(super) fn leave_list(&mut self) -> bool {
        if self.predictions.selected.take().is_none() {
            return false;
        }
        let typed = self.predictions.typed.clone();
        self.predictions.shown_for = Some(typed.clone());
        self.line.set(&typed, typed.len());
        true
    }

    /// The rows of the list.
    pub(super) fn list_rows(&mut self, columns: usize, height: usize) -> Vec<String> {
        let many = self.predictions.items.len();
        if many == 0 || columns < LEAST_COLUMNS || height < LEAST_ROWS {
            return Vec::new();
        }
        let count = many.min(MOST_ROWS).min(height.saturating_sub(3).max(1));
        if let Some(at) = self.predictions.selected {
            let least = (at + 1).saturating_sub(count);
            self.predictions.first = self.predictions.first.clamp(least, at);
        } else {
            self.predictions.first = 0;
        }
        let width = columns.min(MOST_COLUMNS) - 1;
        let mut rows = vec![self.status_row(width)];
        let first = self.predictions.first;
        for at in first..(first + count).min(many) {
            rows.push(self.item_row(at, width));
        }
        rows
    }

    fn status_row(&self, width: usize) -> String {
        let many = self.predictions.items.len();
        let (left, right) = match self.predictions.selected {
            Some(at) => (format!("<{}/{many}>", at + 1), format!("<{SOURCE}({}/{many})>", at + 1)),
            None => (format!("<-/{many}>"), format!("<{SOURCE}({many})>")),
        };
        let gap = width.saturating_sub(left.len() + right.len());
        format!("{}{left}{}{right}\x1b[0m", self.options.color("ListPrediction"), " ".repeat(gap))
    }

    fn item_row(&self, at: usize, width: usize) -> String {
        let item = self.predictions.items.get(at).map(|item| visible(item)).unwrap_or_default();
        let room = width.saturating_sub(2 + SOURCE.len() + 3);
        let text = cut(&item, room, false);
        let gap = " ".repeat(room.saturating_sub(width_of(&text)) + 1);
        let back = match self.predictions.selected == Some(at) {
            true => self.options.color("ListPredictionSelected"),
            false => "",
        };
        let list = self.options.color("ListPrediction");
        let shown = self.emphasised(&text, back);
        format!("{back}{list}>\x1b[0m{back} {shown}{gap}[{list}{SOURCE}\x1b[0m{back}]\x1b[0m")
    }

    /// An item in which what was typed stands out.
    fn emphasised(&self, text: &str, back: &str) -> String {
        let (wanted, whole) = (self.options.folded(&self.predictions.typed), self.options.folded(text));
        let end = |at: usize| at + wanted.len();
        match whole.find(&wanted).filter(|at| whole.len() == text.len() && text.is_char_boundary(end(*at))) {
            Some(at) if text.is_char_boundary(at) => {
                let (head, rest) = text.split_at(at);
                let (hit, tail) = rest.split_at(wanted.len());
                format!("{head}{}{hit}\x1b[0m{back}{tail}", self.options.color("Emphasis"))
            }
            _ => text.to_string(),
        }
    }
}
