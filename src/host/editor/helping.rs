//! Functions that show something: help, keys, the screen itself.

use super::keyboard::{self, Code, Press};
use super::{Act, Given, Key, LineEditor, chord, keymap, print};
use crate::engine::editing::{Group, function};
use crate::engine::{Engine, Fault};
use crate::host::completion::scan::{Kind, Scan};
use crate::language::Source;
use crate::language::literal::quoted;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("Abort", |editor, _, _| {
        if !editor.leave_list() {
            editor.line.unselect();
        }
    }),
    ("Ding", |editor, _, _| editor.ding()),
    ("Ignore", |_, _, _| {}),
    ("ClearScreen", |editor, _, _| {
        editor.view.forget();
        print("\x1b[H\x1b[2J");
    }),
    ("InvokePrompt", |editor, engine, _| {
        print(&editor.view.erase());
        print(&super::terminal::up(editor.options.extra_prompt_line_count));
        print("\r\x1b[J");
        let prompt = crate::host::interactive::prompt(engine);
        editor.set_prompt(engine, &prompt);
    }),
    ("DigitArgument", |editor, _, given| editor.digit_argument(given)),
    ("ScrollDisplayUp", |_, _, _| {}),
    ("ScrollDisplayDown", |_, _, _| {}),
    ("CaptureScreen", |editor, _, _| editor.ding()),
    ("WhatIsKey", |editor, engine, _| {
        editor.draw_with(engine, vec!["what-is-key: ".into()]);
        let Some(press) = editor.next_press(engine) else { return };
        let name = chord::name_of(press);
        editor.message = Some(match editor.keys.find(&[press], false) {
            Some(keymap::Found::Bound(bound)) => {
                let described = function(bound.name()).map_or("", |function| function.description);
                format!("{name}: {} - {described}", bound.name())
            }
            Some(keymap::Found::Prefix) => format!("{name}: Key is the start of a chord."),
            None => format!("{name}: Key is unbound"),
        });
    }),
    ("ShowKeyBindings", |editor, engine, _| {
        let mut text = String::new();
        for group in Group::ALL {
            let rows: Vec<String> = editor
                .keys
                .described(group)
                .map(|(key, name, what)| format!("{key:<22}{name:<28}{what}"))
                .collect();
            if !rows.is_empty() {
                text.push_str(&format!(
                    "{}\n{}\n{}\n\n",
                    group.title(),
                    "=".repeat(group.title().len()),
                    rows.join("\n")
                ));
            }
        }
        show(editor, engine, &text);
    }),
    ("ShowCommandHelp", |editor, engine, _| show_help(editor, engine, false)),
    ("ShowParameterHelp", |editor, engine, _| show_help(editor, engine, true)),
];

/// The command at the cursor, and the parameter that the cursor is on.
fn at_cursor(text: &str, position: usize) -> (Option<String>, Option<String>) {
    let scan = Scan::of(text);
    let before = scan.tokens.iter().filter(|token| token.start <= position);
    let (mut command, mut parameter) = (None, None);
    for token in before {
        match token.kind {
            Kind::Command => (command, parameter) = (Some(scan.of_token(token).to_string()), None),
            Kind::Parameter => {
                parameter =
                    Some(scan.of_token(token).trim_start_matches('-').trim_end_matches(':').to_string())
            }
            Kind::Pipe | Kind::Separator => (command, parameter) = (None, None),
            _ => {}
        }
    }
    (command, parameter)
}

fn show_help(editor: &mut LineEditor, engine: &mut Engine, of_parameter: bool) {
    let (command, parameter) = at_cursor(editor.line.text(), editor.line.position());
    let Some(command) = command else { return editor.ding() };
    let script = match (of_parameter, parameter) {
        (true, Some(parameter)) => format!("Get-Help {} -Parameter {}", quoted(&command), quoted(&parameter)),
        (true, None) => return editor.ding(),
        (false, _) => format!("Get-Help {} -Full", quoted(&command)),
    };
    let Some(text) = output_of(engine, &format!("{script} -ErrorAction Stop | Out-String -Stream")) else {
        return editor.ding();
    };
    if of_parameter {
        let height = engine.host.height();
        editor.message = Some(
            text.lines()
                .filter(|line| !line.trim().is_empty())
                .take(height / 2)
                .collect::<Vec<_>>()
                .join("\n"),
        );
    } else {
        show(editor, engine, &text);
    }
}

/// The lines that a script sends; `None` when it fails.
fn output_of(engine: &mut Engine, script: &str) -> Option<String> {
    let mut collected = crate::engine::evaluate::Collector(Vec::new());
    engine.run_text(Source::inline(script), &mut collected).ok()?;
    Some(collected.0.iter().map(|value| crate::engine::convert::display(value) + "\n").collect())
}

/// The message of what a script threw.
pub fn message_of(engine: &mut Engine, fault: Fault) -> String {
    match fault {
        Fault::Error { record, .. } => engine.error_text(&record),
        _ => String::new(),
    }
}

/// Draws the page of a text that begins with a line; gives the last line with which one can begin, and the rows.
fn draw_page(engine: &mut Engine, text: &str, first: usize) -> (usize, usize) {
    let (width, height) = (engine.host.width(), engine.host.height().saturating_sub(1).max(1));
    let lines = text.lines().skip(first).take(height).map(super::terminal::harmless);
    let cut = lines.map(|line| crate::host::format::cut(&line, width.saturating_sub(1), false));
    let page = cut.collect::<Vec<_>>().join("\r\n");
    print(&format!("\x1b[H\x1b[2J{page}\x1b[{};1H\x1b[7mq: back\x1b[0m", height + 1));
    (text.lines().count().saturating_sub(height), height)
}

/// Shows a text in the terminal's other screen, a page at a time.
pub(super) fn show(editor: &mut LineEditor, engine: &mut Engine, text: &str) {
    let screen = super::terminal::OtherScreen::enter();
    let mut first = 0usize;
    loop {
        let (mut last, mut height) = draw_page(engine, text, first);
        let key = keyboard::key_with(|| (last, height) = draw_page(engine, text, first));
        first = match key {
            Key::Down | Key::Enter | Key::Char('j') => (first + 1).min(last),
            Key::Up | Key::Char('k') => first.saturating_sub(1),
            Key::PageDown | Key::Char(' ') if first < last => (first + height).min(last),
            Key::PageUp | Key::Char('b') => first.saturating_sub(height),
            Key::Home | Key::Char('g') => 0,
            Key::LineEnd | Key::Char('G') => last,
            Key::PageDown => last,
            _ => break,
        };
    }
    drop(screen);
    // The first screen is back as it was.
    editor.redraw(engine);
}

impl LineEditor {
    /// Digits that are typed with Alt count for the next function.
    fn digit_argument(&mut self, given: &Given) {
        let Some(Press { code: Code::Char(digit), .. }) = given.press else { return };
        self.argument = match (digit, self.argument) {
            ('-', None) => Some(-1),
            ('-', Some(number)) => Some(-number),
            (digit, before) => {
                let digit = digit.to_digit(10).map_or(0, |digit| digit as i32);
                let before = before.filter(|_| self.previous == "DigitArgument").unwrap_or(0);
                let fresh = if before == -1 && digit > 0 {
                    -digit
                } else {
                    before.saturating_mul(10).saturating_add(digit)
                };
                Some(fresh.clamp(-1_000_000, 1_000_000))
            }
        };
        self.message = self.argument.map(|number| format!("digit-argument: {number}"));
    }

    /// Tells that a key could do nothing.
    pub(super) fn ding(&mut self) {
        use crate::engine::editing::BellStyle;
        match self.options.bell {
            BellStyle::Audible => print("\x07"),
            BellStyle::Visual => print("\x1b[?5h\x1b[?5l"),
            BellStyle::None => {}
        }
    }
}
