//! Paging: output stops at each full window until a key is pressed.

use super::editor::{Input, Key, Raw, WAIT, key_of, next_input, rows_of};

/// What stands at the foot of a page; PowerShell's text.
pub const PROMPT: &str = "<SPACE> next page; <CR> next line; Q quit";

/// How far the current page is filled.
#[derive(Debug, Default)]
pub struct Pager {
    used: usize,
    /// The reader wants no more.
    pub quit: bool,
}

impl Pager {
    /// Makes room for a line of these rows; whether a key has to be asked for first.
    pub fn is_full(&self, text: &str, width: usize, height: usize) -> bool {
        self.used > 0 && self.used + rows_of("", text, width) > height.saturating_sub(1).max(1)
    }

    /// Counts a line that was written.
    pub fn wrote(&mut self, text: &str, width: usize) {
        self.used += rows_of("", text, width);
    }

    /// Does what a key says; whether it said anything.
    pub fn turn(&mut self, pressed: &Key, height: usize) -> bool {
        match pressed {
            Key::Char(' ') => self.used = 0,
            Key::Enter | Key::Down => self.used = height.saturating_sub(2),
            Key::Char('q' | 'Q') | Key::Escape | Key::Control('c') | Key::End => self.quit = true,
            _ => return false,
        }
        true
    }

    /// Waits for a key that turns the page, or for a window of another size, on which more may have room.
    pub fn wait(&mut self, height: impl Fn() -> usize) {
        let raw = Raw::enter();
        loop {
            let pressed = match next_input(WAIT) {
                Input::Press(press) => key_of(press),
                Input::End => Key::End,
                Input::Resize => break,
                Input::Paste(_) | Input::Idle => continue,
            };
            if self.turn(&pressed, height()) {
                break;
            }
        }
        drop(raw);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_as_long_as_the_window() {
        let mut pager = Pager::default();
        for _ in 0..4 {
            assert!(!pager.is_full("a", 10, 5));
            pager.wrote("a", 10);
        }
        assert!(pager.is_full("a", 10, 5));
        assert!(!pager.turn(&Key::Char('x'), 5));
        assert!(pager.turn(&Key::Enter, 5));
        assert!(!pager.is_full("a", 10, 5));
        pager.wrote("a", 10);
        assert!(pager.is_full("a", 10, 5));
        assert!(pager.turn(&Key::Char(' '), 5));
        pager.wrote(&"b".repeat(25), 10);
        assert!(pager.is_full("a", 10, 4));
        pager.turn(&Key::Char('q'), 5);
        assert!(pager.quit);
    }
}
