//! Reading where nothing can be drawn: `TERM=dumb`, and screen readers that such a terminal serves.

use super::keyboard::{self, Code, Press};
use super::terminal::{Raw, visible, width_of};
use super::{LineEditor, Read, is_unfinished, print};
use crate::engine::Engine;

impl LineEditor {
    /// Reads an input with nothing but echo and backspace.
    pub(super) fn read_plain(&mut self, engine: &mut Engine, prompt: &str) -> Read {
        let mut text = String::new();
        let mut shown = super::terminal::without_escapes(prompt);
        let more = engine.extension::<crate::engine::editing::EditorOptions>().continuation_prompt.clone();
        loop {
            print(&shown);
            match read_line() {
                Read::Line(line) => text.push_str(&line),
                other => return other,
            }
            if !is_unfinished(&text) {
                return Read::Line(text);
            }
            text.push('\n');
            shown.clone_from(&more);
        }
    }
}

fn read_line() -> Read {
    let raw = Raw::enter();
    let mut text = String::new();
    let read = loop {
        match keyboard::press() {
            None => break Read::End,
            Some(Press { code: Code::Enter, .. }) => break Read::Line(std::mem::take(&mut text)),
            Some(Press { code: Code::Char('d'), ctrl: true, .. }) if text.is_empty() => break Read::End,
            Some(Press { code: Code::Char('c'), ctrl: true, .. }) => break Read::Cancelled,
            Some(Press { code: Code::Char('u'), ctrl: true, .. }) => {
                print(&"\x08 \x08".repeat(width_of(&visible(&text))));
                text.clear();
            }
            Some(Press { code: Code::Backspace, .. }) => {
                if let Some(last) = text.pop() {
                    print(&"\x08 \x08".repeat(width_of(&visible(&last.to_string()))));
                }
            }
            Some(Press { code: Code::Tab, .. }) => {
                text.push(' ');
                print(" ");
            }
            Some(Press { code: Code::Char(letter), ctrl: false, alt: false, .. }) => {
                text.push(letter);
                print(&visible(&letter.to_string()));
            }
            Some(_) => {}
        }
    };
    drop(raw);
    print(match read {
        Read::Cancelled => "^C\r\n",
        Read::Line(_) => "\r\n",
        Read::End => "",
    });
    read
}
