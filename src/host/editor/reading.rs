//! The loop around the editor: keys in, rows out.

use super::keyboard::{self, Code, Input, Press, Reading};
use super::keymap::{Found, Keymap};
use super::view::{self, Scene};
use super::{Act, Given, LineEditor, Read, colours, history, is_plain, print, terminal};
use crate::engine::Engine;
use crate::engine::editing::{EditMode, EditorOptions, ViModeIndicator};

impl LineEditor {
    /// Errors: the terminal cannot be used.
    pub fn new(engine: &mut Engine) -> Result<LineEditor, String> {
        let options = engine.extension::<EditorOptions>().clone();
        let mut editor = LineEditor {
            plain: std::env::var_os("NO_COLOR").is_some(),
            keys: Keymap::new(&options),
            ..LineEditor::default()
        };
        editor.history.saved = history::SavedHistory::open(options.history_save_path.clone());
        engine.extension::<EditorOptions>().history_save_path =
            editor.history.saved.file().map(std::path::Path::to_path_buf);
        editor.options = engine.extension::<EditorOptions>().clone();
        Ok(editor)
    }

    /// Goes to a fresh line when a program left the cursor behind its text: blanks up to the last column wrap
    /// there and nowhere else.
    pub fn leave_line(&mut self, engine: &mut Engine) {
        engine.host.flush();
        if !is_plain() {
            let blanks = engine.host.width().saturating_sub(1);
            print(&format!("{}\r", " ".repeat(blanks)));
        }
    }

    /// Reads one input: several lines while it is unfinished.
    pub fn read_input(&mut self, engine: &mut Engine, prompt: &str) -> Read {
        self.take_options(engine);
        let read = match is_plain() || self.options.screen_reader {
            true => self.read_plain(engine, prompt),
            false => self.read_drawn(engine, prompt),
        };
        if let Read::Line(text) = &read {
            let text = text.clone();
            self.remember(engine, &text);
        }
        read
    }

    /// Takes over what scripts have set since the last input.
    fn take_options(&mut self, engine: &mut Engine) {
        let options = engine.extension::<EditorOptions>();
        let rebind = std::mem::take(&mut options.changed);
        let file = options.history_save_path.clone();
        self.options = options.clone();
        keyboard::set_escape_limit(u64::from(self.options.escape_timeout));
        if rebind {
            self.keys = Keymap::new(&self.options);
        }
        if file.as_deref() != self.history.saved.file() {
            self.history.saved = history::SavedHistory::open(file);
        }
        self.history.limit(self.options.maximum_history_count);
    }

    fn read_drawn(&mut self, engine: &mut Engine, prompt: &str) -> Read {
        self.set_prompt(engine, prompt);
        let text = self.history.restart();
        self.line = super::line::Line::default();
        self.line.set(&text, text.len());
        (self.previous, self.argument, self.message, self.outcome) = ("", None, None, None);
        self.pending.clear();
        self.vi.command = false;
        let reading = Reading::enter(false);
        self.show_vi_mode(engine);
        self.redraw(engine);
        let read = loop {
            match keyboard::next(keyboard::WAIT) {
                Input::Press(press) => self.press(engine, press),
                Input::Paste(text) => self.paste(engine, &text),
                Input::Resize => {
                    let clear = self.view.resized(&self.scene, engine.host.width());
                    print(&clear);
                }
                Input::Idle => continue,
                Input::End => self.outcome = Some(Read::End),
            }
            if let Some(read) = self.outcome.take() {
                break read;
            }
            // What comes in one piece is drawn once.
            if !keyboard::has_more() {
                self.redraw(engine);
            }
        };
        self.end(engine, &read);
        drop(reading);
        read
    }

    /// The next key, for a function that asks for one.
    pub(super) fn next_press(&mut self, engine: &mut Engine) -> Option<Press> {
        keyboard::press_with(|| self.fit(engine))
    }

    /// The window has another size: what it shows is drawn anew.
    fn fit(&mut self, engine: &mut Engine) {
        let (width, height) = (engine.host.width(), engine.host.height());
        print(&self.view.resized(&self.scene, width));
        print(&self.view.draw(&self.scene, width, height));
    }

    /// Leaves the input on the window without suggestions.
    fn end(&mut self, engine: &mut Engine, read: &Read) {
        self.line.unselect();
        self.line.go(self.line.text().len());
        self.draw_bare(engine);
        match read {
            // The cursor stays behind the prompt, as PSReadLine leaves it.
            Read::End => self.view.forget(),
            Read::Line(_) => print(&self.view.leave()),
            Read::Cancelled => {
                let color = if self.plain { "" } else { self.options.color("Error") };
                let reset = if color.is_empty() { "" } else { "\x1b[0m" };
                print(&format!("{color}^C{reset}"));
                print(&self.view.leave());
            }
        }
        if self.options.edit_mode == EditMode::Vi && self.options.vi_mode_indicator == ViModeIndicator::Cursor
        {
            print("\x1b[0 q");
        }
    }

    /// A pasted block is text, whatever is in it.
    fn paste(&mut self, _: &mut Engine, text: &str) {
        self.message = None;
        self.line.insert(text);
        self.settle("Paste", false);
    }

    /// Does what a key says.
    pub(super) fn press(&mut self, engine: &mut Engine, press: Press) {
        self.message = None;
        if self.pending.is_empty() && self.vi.command && self.keys.find(&[press], true).is_none() {
            self.vi_key(engine, press);
            return self.settle("Vi", true);
        }
        self.pending.push(press);
        let given = Given { press: Some(press), argument: self.argument };
        match self.keys.find(&self.pending, self.vi.command) {
            Some(Found::Prefix) => {}
            Some(Found::Bound(bound)) => {
                self.pending.clear();
                self.run_bound(engine, &bound, &given);
            }
            None if self.pending.len() > 1 => {
                self.pending.clear();
                match press == Press::control('c') {
                    // Ctrl+C is never part of a chord that nobody bound.
                    true => self.press(engine, press),
                    false => self.ding(),
                }
            }
            None => {
                self.pending.clear();
                match press {
                    Press { code: Code::Char(_), ctrl: false, alt: false, .. } => {
                        self.run_named_with(engine, "SelfInsert", &given);
                    }
                    Press { code: Code::Unknown | Code::Insert | Code::Escape, .. } => {}
                    _ => self.ding(),
                }
            }
        }
    }

    fn run_named_with(&mut self, engine: &mut Engine, name: &str, given: &Given) {
        if let Some((name, act)) = super::act(name) {
            self.run_act(engine, name, act, given);
        }
    }

    /// Runs a function and settles what depends on which ran last.
    pub(super) fn run_act(&mut self, engine: &mut Engine, name: &'static str, act: Act, given: &Given) {
        let before = self.line.text().to_string();
        let argument = self.argument;
        act(self, engine, given);
        if self.argument == argument && name != "DigitArgument" {
            self.argument = None;
        }
        self.settle(name, before != self.line.text());
    }

    pub(super) fn settle(&mut self, name: &'static str, changed: bool) {
        const HISTORY: [&str; 6] = [
            "PreviousHistory",
            "NextHistory",
            "HistorySearchBackward",
            "HistorySearchForward",
            "BeginningOfHistory",
            "EndOfHistory",
        ];
        if !HISTORY.contains(&name) {
            self.history.steps = 0;
        }
        if changed || !(name.starts_with("Select") || name.starts_with("Copy")) {
            let keeps = name.starts_with("Select") || name == "Copy";
            if !keeps {
                self.line.unselect();
            }
        }
        self.previous = name;
    }

    pub(super) fn set_prompt(&mut self, engine: &mut Engine, prompt: &str) {
        if let Some((head, _)) = prompt.rsplit_once('\n') {
            engine.host.write_line(head);
        }
        engine.host.flush();
        self.prompt = prompt.rsplit('\n').next().unwrap_or(prompt).to_string();
        self.view.forget();
    }

    /// Draws everything.
    pub(super) fn redraw(&mut self, engine: &mut Engine) {
        self.predict();
        let (width, height) = (engine.host.width(), engine.host.height());
        let mut below = self.list_rows(width, height);
        if let Some(message) = &self.message {
            let room = width.saturating_sub(1);
            let lines = message.lines().map(terminal::harmless);
            below.extend(lines.take(height / 2).map(|line| crate::host::format::cut(&line, room, false)));
        }
        self.draw(engine, below, true);
    }

    /// Draws the input with rows below it.
    pub(super) fn draw_with(&mut self, engine: &mut Engine, below: Vec<String>) {
        self.draw(engine, below, false);
    }

    /// Draws the input and nothing else.
    pub(super) fn draw_bare(&mut self, engine: &mut Engine) {
        self.draw(engine, Vec::new(), false);
    }

    fn draw(&mut self, engine: &mut Engine, below: Vec<String>, hints: bool) {
        let text = self.line.text();
        if self.checked.0 != text {
            self.checked = (text.to_string(), colours::first_error(text));
        }
        let error = self.checked.1;
        let (width, height) = (engine.host.width(), engine.host.height());
        let (prompt, continuation) = (self.shown_prompt(error.is_some()), self.shown_continuation());
        let widths = (terminal::width_of(&prompt), terminal::width_of(&continuation));
        let cursor = self.line.position();
        let part = view::part_around(text, cursor, widths, width, height);
        let (from, to) = part.bytes;
        let coloured = if self.plain {
            terminal::visible(text.get(from..to).unwrap_or_default()).into_owned()
        } else {
            let selection = self.line.selection().or(self.emphasis);
            let marks = colours::Marks { cursor, selection, error };
            self.kept.scan(text, |scan| colours::coloured(scan, part.bytes, marks, &self.options))
        };
        let hint = terminal::visible(&self.predictions.hint);
        let hint = match hints && !hint.is_empty() && self.line.is_at_end() {
            true => format!("{}{hint}\x1b[0m", self.options.color("InlinePrediction")),
            false => String::new(),
        };
        self.scene = Scene {
            rows_above: part.rows_above,
            rows_below: part.rows_below,
            prompt: if from == 0 { prompt } else { continuation.clone() },
            continuation,
            coloured,
            cursor: terminal::visible(text.get(from..cursor).unwrap_or_default()).len(),
            hint,
            below,
        };
        let out = self.view.draw(&self.scene, width, height);
        print(&out);
    }

    /// The prompt; its end shows that there is a mistake, or Vi's mode.
    fn shown_prompt(&self, is_wrong: bool) -> String {
        if self.plain {
            return self.prompt.clone();
        }
        let mut texts = self.options.prompt_text.iter();
        if let (true, Some(usual)) = (is_wrong, texts.next())
            && let Some(head) = self.prompt.strip_suffix(usual.as_str())
        {
            return match texts.next() {
                Some(other) => format!("{head}{other}\x1b[0m"),
                None => format!("{head}{}{usual}\x1b[0m", self.options.color("Error")),
            };
        }
        if self.vi.command && self.options.vi_mode_indicator == ViModeIndicator::Prompt {
            return format!("\x1b[7m{}\x1b[0m", self.prompt);
        }
        self.prompt.clone()
    }

    fn shown_continuation(&self) -> String {
        let more = &self.options.continuation_prompt;
        match self.options.color("ContinuationPrompt") {
            _ if self.plain => more.clone(),
            color => format!("{color}{more}\x1b[0m"),
        }
    }
}
