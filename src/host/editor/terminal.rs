//! The terminal below the editor: what may be shown, widths, its modes, masked input.

use crate::engine::Engine;
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use unicode_width::UnicodeWidthStr;

/// Whether the terminal can only print: no colours, no cursor.
pub fn is_plain() -> bool {
    std::env::var("TERM").is_ok_and(|name| name == "dumb" || name.is_empty())
}

/// A text without its colour sequences.
pub fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\x1b' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('[') => {
                for end in characters.by_ref() {
                    if ('@'..='~').contains(&end) {
                        break;
                    }
                }
            }
            Some(']') => {
                let mut last = ' ';
                for end in characters.by_ref() {
                    if end == '\x07' || last == '\x1b' && end == '\\' {
                        break;
                    }
                    last = end;
                }
            }
            _ => {}
        }
    }
    out
}

/// A text of somebody else (a file's name, the history) that can be shown: nothing in it moves the cursor.
pub fn harmless(text: &str) -> String {
    let keeps = |one: &char| !one.is_control() || matches!(one, '\n' | '\t');
    without_escapes(text).chars().filter(keeps).collect()
}

/// A text that is edited, as it is shown: control characters stand as `^X`.
pub fn visible(text: &str) -> std::borrow::Cow<'_, str> {
    let hides = |one: char| one.is_control() && !matches!(one, '\n' | '\t');
    if !text.contains(hides) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\x7f' => out.push_str("^?"),
            low if hides(low) && u32::from(low) < 0x20 => {
                out.push('^');
                out.push(char::from(low as u8 + 0x40));
            }
            high if hides(high) => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out.into()
}

/// Columns of a text on one line.
pub fn width_of(text: &str) -> usize {
    UnicodeWidthStr::width(without_escapes(text).as_str())
}

/// Moves the cursor up; nothing for 0, which a terminal would take as 1.
pub fn up(rows: usize) -> String {
    if rows == 0 { String::new() } else { format!("\x1b[{rows}A") }
}

/// Rows from the first one of a prompt to the one below its text.
pub fn rows_of(prompt: &str, line: &str, width: usize) -> usize {
    let width = width.max(1);
    let mut rows = 0;
    for (index, part) in line.split('\n').enumerate() {
        let before = if index == 0 { width_of(prompt) } else { 0 };
        rows += (before + width_of(part)) / width + 1;
    }
    rows
}

/// How the terminal was before anything was changed in it, and how many changes are to be given back yet.
static BEFORE: Mutex<Option<(Termios, usize)>> = Mutex::new(None);
/// How long the last words to a terminal may take.
const PRINTED: std::time::Duration = std::time::Duration::from_millis(200);
/// Whether the other screen is up.
static OTHER: AtomicBool = AtomicBool::new(false);

fn before() -> MutexGuard<'static, Option<(Termios, usize)>> {
    BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the terminal back as it was, for a process that ends without unwinding.
pub fn restore() {
    let Some((modes, _)) = before().take() else { return };
    let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &modes);
    if is_plain() {
        return;
    }
    // A menu below the input goes with it, and what comes next has a line of its own.
    let screen = if OTHER.swap(false, Ordering::Relaxed) { "\x1b[?1049l" } else { "\x1b[J\r\n" };
    let text = format!("\x1b[?2004l\x1b[0 q\x1b[0m\x1b[?25h{screen}");
    let (done, printed) = std::sync::mpsc::channel();
    // Somebody may hang in a write to a terminal that was stopped, and the process is to end all the same.
    std::thread::spawn(move || {
        super::print(&text);
        let _ = done.send(());
    });
    let _ = printed.recv_timeout(PRINTED);
}

/// Changes the terminal's modes; gives those of before. `None`: there is no terminal.
fn change(how: impl FnOnce(&mut Termios)) -> Option<Termios> {
    let keyboard = std::io::stdin();
    let was = tcgetattr(&keyboard).ok()?;
    before().get_or_insert_with(|| (was.clone(), 0)).1 += 1;
    let mut modes = was.clone();
    how(&mut modes);
    // A terminal that refuses stays as it is, which is no reason to stop.
    let _ = tcsetattr(&keyboard, OptionalActions::Drain, &modes);
    Some(was)
}

/// Gives back the modes of before a change.
fn give_back(was: Option<&Termios>) {
    if let Some(was) = was {
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Drain, was);
        let mut before = before();
        match before.as_mut() {
            Some((_, holders)) if *holders > 1 => *holders -= 1,
            _ => *before = None,
        }
    }
}

/// The terminal's other screen with raw keys, as long as it lives; the first one comes back as it was.
pub struct OtherScreen(#[allow(dead_code, reason = "held for what its end does")] Raw);

impl OtherScreen {
    pub fn enter() -> OtherScreen {
        let raw = Raw::enter();
        OTHER.store(true, Ordering::Relaxed);
        super::print("\x1b[?1049h\x1b[H\x1b[2J");
        OtherScreen(raw)
    }
}

impl Drop for OtherScreen {
    fn drop(&mut self) {
        super::print("\x1b[?25h\x1b[?1049l");
        OTHER.store(false, Ordering::Relaxed);
    }
}

/// Raw mode as long as it lives.
pub struct Raw(Option<Termios>);

impl Raw {
    pub fn enter() -> Raw {
        Raw(change(|raw| {
            let cooked = LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN;
            raw.local_modes.remove(cooked);
            // Ctrl+S and Ctrl+Q are keys.
            raw.input_modes.remove(InputModes::IXON);
            raw.special_codes[SpecialCodeIndex::VMIN] = 1;
            raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        }))
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        give_back(self.0.as_ref());
    }
}

/// As long as it lives Ctrl+C stops the script that the editor runs, and is no key.
struct Interruptible(Option<Termios>);

impl Interruptible {
    fn enter() -> Interruptible {
        Interruptible(change(|modes| {
            modes.local_modes.insert(LocalModes::ISIG);
            // A zero is no key: the others that send signals stay what they are for the editor.
            modes.special_codes[SpecialCodeIndex::VSUSP] = 0;
            modes.special_codes[SpecialCodeIndex::VQUIT] = 0;
        }))
    }
}

impl Drop for Interruptible {
    fn drop(&mut self) {
        give_back(self.0.as_ref());
    }
}

/// Runs what may run a script while the editor holds the terminal: Ctrl+C ends that, not what comes after it.
pub fn interruptible<R>(engine: &mut Engine, act: impl FnOnce(&mut Engine) -> R) -> R {
    let signals = Interruptible::enter();
    let result = act(engine);
    drop(signals);
    engine.stop_flag().store(false, Ordering::Relaxed);
    result
}

/// Runs what wants the terminal as it was before the editor took it.
pub fn lent<R>(act: impl FnOnce() -> R) -> R {
    let first = before().as_ref().map(|(modes, _)| modes.clone());
    let lent = first.and_then(|first| change(|modes| *modes = first));
    super::print("\x1b[?2004l\x1b[0 q");
    let result = act();
    give_back(lent.as_ref());
    result
}

/// As long as it lives the terminal does not write `^C` when a command is interrupted.
pub struct QuietInterrupts(Option<Termios>);

impl QuietInterrupts {
    pub fn enter() -> QuietInterrupts {
        QuietInterrupts(change(|quiet| quiet.local_modes.remove(LocalModes::ECHOCTL)))
    }
}

impl Drop for QuietInterrupts {
    fn drop(&mut self) {
        give_back(self.0.as_ref());
    }
}

/// One key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Char(char),
    /// Ctrl and a letter, in lower case.
    Control(char),
    Enter,
    Tab,
    BackTab,
    Backspace,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    /// The end of the line.
    LineEnd,
    PageUp,
    PageDown,
    Other,
    /// The keyboard is gone.
    End,
}

/// Reads a line for a command that asks; `mask` stands for each character. `None` at the end of input; an error
/// after Ctrl+C.
pub fn read_answer(mask: Option<char>) -> Result<Option<String>, String> {
    let raw = Raw::enter();
    let mut text = String::new();
    let width = |character: char| mask.map_or_else(|| width_of(&character.to_string()), |_| 1);
    let result = loop {
        match super::keyboard::key() {
            Key::Enter => break Ok(Some(text)),
            Key::End => break Ok(None),
            Key::Control('d') if text.is_empty() => break Ok(None),
            Key::Control('c') => break Err("interrupted".to_string()),
            Key::Backspace => {
                if let Some(character) = text.pop() {
                    super::print(&"\x08 \x08".repeat(width(character)));
                }
            }
            Key::Control('u') => {
                let columns: usize = text.chars().map(width).sum();
                super::print(&"\x08 \x08".repeat(columns));
                text.clear();
            }
            Key::Char(character) => {
                text.push(character);
                super::print(&mask.unwrap_or(character).to_string());
            }
            _ => {}
        }
    };
    drop(raw);
    super::print("\r\n");
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_foreign_text_reaches_the_terminal_as_a_command() {
        assert_eq!(harmless("a\x1b[2Jb\x1b]0;title\x07c\rd\u{9b}2Je\x08\tf\ng"), "abcd2Je\tf\ng");
        assert_eq!(harmless("\x1b"), "");
        assert_eq!(harmless("\x1b["), "");
        assert_eq!(harmless(&"\x1b]".repeat(10_000)), "");
    }

    #[test]
    fn escapes_take_no_columns() {
        assert_eq!(without_escapes("\x1b[32mPS\x1b[0m> "), "PS> ");
        assert_eq!(without_escapes("\x1b]0;title\x07PS> "), "PS> ");
        assert_eq!(width_of("\x1b[1m日本\x1b[0m"), 4);
    }

    #[test]
    fn rows_count_wrapped_lines() {
        assert_eq!(rows_of("> ", "abc", 10), 1);
        assert_eq!(rows_of("> ", "12345678", 10), 2);
        assert_eq!(rows_of("> ", "a\nb", 10), 2);
    }
}
