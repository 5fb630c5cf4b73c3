//! Bytes of the terminal as keys. Whoever reads keys reads them here, so that what is typed ahead is seen by the
//! next reader.

use super::terminal::{Key, Raw};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// A key without what is held beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Char(char),
    Enter,
    Tab,
    Backspace,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    Function(u8),
    /// A sequence that no key of ours sends.
    Unknown,
}

/// A key and what is held beside it. Shift is part of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

impl Press {
    pub const fn plain(code: Code) -> Press {
        Press { code, ctrl: false, alt: false, shift: false }
    }

    pub const fn control(letter: char) -> Press {
        Press { code: Code::Char(letter), ctrl: true, alt: false, shift: false }
    }
}

impl Press {
    /// What a terminal sends for the key.
    pub fn bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let held = 1 + u8::from(self.shift) + 2 * u8::from(self.alt) + 4 * u8::from(self.ctrl);
        let named = match self.code {
            Code::Up => "A",
            Code::Down => "B",
            Code::Right => "C",
            Code::Left => "D",
            Code::Home => "H",
            Code::End => "F",
            Code::PageUp => "5~",
            Code::PageDown => "6~",
            Code::Insert => "2~",
            Code::Delete => "3~",
            _ => "",
        };
        if let Some((last, number)) = named.chars().next_back().zip(Some(named.trim_end_matches('~'))) {
            let number = if last == '~' { number } else { "1" };
            return format!("\x1b[{number};{held}{last}").into_bytes();
        }
        if let Code::Function(number) = self.code {
            let number = u32::from(number)
                + if number < 6 {
                    10
                } else if number < 11 {
                    11
                } else {
                    12
                };
            return format!("\x1b[{number};{held}~").into_bytes();
        }
        if self.alt {
            bytes.push(0x1b);
        }
        match self.code {
            Code::Char(letter) if self.ctrl => bytes.push(letter.to_ascii_uppercase() as u8 & 0x1f),
            Code::Char(letter) => bytes.extend(letter.to_string().bytes()),
            Code::Enter => bytes.push(b'\r'),
            Code::Tab => bytes.push(b'\t'),
            Code::Backspace => bytes.push(0x7f),
            _ => bytes.push(0x1b),
        }
        bytes
    }
}

/// What the terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Press(Press),
    /// A block that was pasted, with `\n` between its lines.
    Paste(String),
    /// The window has another size.
    Resize,
    /// Nothing came for as long as the caller wanted to wait.
    Idle,
    /// The keyboard is gone.
    End,
}

/// How long the rest of a character or a sequence may take whose beginning is no key.
const SEQUENCE_LIMIT: Duration = Duration::from_millis(50);
/// Milliseconds that the rest of a sequence may take before an escape character counts as the key.
static ESCAPE_LIMIT: AtomicU64 = AtomicU64::new(100);

/// Takes `-AnsiEscapeTimeout` over.
pub fn set_escape_limit(milliseconds: u64) {
    ESCAPE_LIMIT.store(milliseconds, Ordering::Relaxed);
}

fn escape_limit() -> Duration {
    Duration::from_millis(ESCAPE_LIMIT.load(Ordering::Relaxed))
}
/// Bytes of a paste at most; what is longer comes as several.
const MOST_PASTED: usize = 16 << 20;
const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Default)]
struct Waiting {
    bytes: VecDeque<u8>,
    presses: VecDeque<Press>,
    ended: bool,
}

static WAITING: Mutex<Option<Waiting>> = Mutex::new(None);

fn waiting<R>(act: impl FnOnce(&mut Waiting) -> R) -> R {
    let mut held = WAITING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    act(held.get_or_insert_with(Waiting::default))
}

/// Set when the window has changed its size.
fn resized() -> &'static Arc<AtomicBool> {
    static RESIZED: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    RESIZED.get_or_init(|| {
        let flag = Arc::new(AtomicBool::new(false));
        // Without the signal the next key finds the new size.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGWINCH, flag.clone());
        flag
    })
}

/// Puts a key back; it is the next one that is read.
pub fn unread(press: Press) {
    waiting(|held| held.presses.push_front(press));
}

/// Whether a key is there already.
pub fn has_more() -> bool {
    waiting(|held| !held.presses.is_empty() || !held.bytes.is_empty()) || poll(Duration::ZERO) == Poll::Ready
}

#[derive(PartialEq, Eq)]
enum Poll {
    Ready,
    Nothing,
    Interrupted,
}

fn poll(limit: Duration) -> Poll {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let keyboard = std::io::stdin();
    let mut polled = [PollFd::new(&keyboard, PollFlags::IN)];
    let seconds = i64::try_from(limit.as_secs()).unwrap_or(i64::MAX);
    let limit = Timespec { tv_sec: seconds, tv_nsec: i64::from(limit.subsec_nanos()) };
    match poll(&mut polled, Some(&limit)) {
        Ok(0) => Poll::Nothing,
        Ok(_) => Poll::Ready,
        Err(rustix::io::Errno::INTR) => Poll::Interrupted,
        Err(_) => Poll::Ready,
    }
}

/// Takes what the terminal has; it must have something.
fn fill() {
    let mut bytes = [0u8; 65_536];
    match rustix::io::read(std::io::stdin(), &mut bytes[..]) {
        Ok(count) if count > 0 => {
            waiting(|held| held.bytes.extend(bytes.get(..count).unwrap_or_default()));
        }
        Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
        _ => waiting(|held| held.ended = true),
    }
}

/// The next byte within a limit.
fn byte(limit: Duration) -> Option<u8> {
    let end = Instant::now() + limit;
    loop {
        if let Some(byte) = waiting(|held| held.bytes.pop_front()) {
            return Some(byte);
        }
        let left = end.saturating_duration_since(Instant::now());
        if waiting(|held| held.ended) || poll(left) != Poll::Ready {
            return None;
        }
        fill();
    }
}

/// Waits for what comes next, `limit` at most.
pub fn next(limit: Duration) -> Input {
    let end = Instant::now() + limit;
    loop {
        if let Some(press) = waiting(|held| held.presses.pop_front()) {
            return Input::Press(press);
        }
        if resized().swap(false, Ordering::Relaxed) {
            return Input::Resize;
        }
        if let Some(first) = waiting(|held| held.bytes.pop_front()) {
            return decoded(first);
        }
        if waiting(|held| held.ended) {
            return Input::End;
        }
        match poll(end.saturating_duration_since(Instant::now())) {
            Poll::Ready => fill(),
            Poll::Nothing => return Input::Idle,
            Poll::Interrupted => {}
        }
    }
}

/// Waits for a key as long as it takes.
pub fn press() -> Option<Press> {
    press_with(|| {})
}

/// Waits for a key; `resized` runs when the window gets another size meanwhile.
pub fn press_with(mut resized: impl FnMut()) -> Option<Press> {
    loop {
        match next(Duration::from_secs(3600)) {
            Input::Press(press) => return Some(press),
            Input::End => return None,
            Input::Paste(text) => {
                let presses = text.chars().map(|one| match one {
                    '\n' => Press::plain(Code::Enter),
                    other => Press::plain(Code::Char(other)),
                });
                waiting(|held| held.presses.extend(presses));
            }
            Input::Resize => resized(),
            Input::Idle => {}
        }
    }
}

/// Waits for a key of a menu or a question; the terminal is raw.
pub fn key() -> Key {
    key_with(|| {})
}

/// The same; `resized` runs when the window gets another size meanwhile.
pub fn key_with(resized: impl FnMut()) -> Key {
    press_with(resized).map_or(Key::End, key_of)
}

/// What a key means in a menu or a question.
pub fn key_of(press: Press) -> Key {
    match press.code {
        Code::Char(letter) if press.ctrl => Key::Control(letter),
        Code::Char(letter) if !press.alt => Key::Char(letter),
        Code::Enter => Key::Enter,
        Code::Tab if press.shift => Key::BackTab,
        Code::Tab => Key::Tab,
        Code::Backspace => Key::Backspace,
        Code::Escape => Key::Escape,
        Code::Up => Key::Up,
        Code::Down => Key::Down,
        Code::Left => Key::Left,
        Code::Right => Key::Right,
        Code::Home => Key::Home,
        Code::End => Key::LineEnd,
        Code::PageUp => Key::PageUp,
        Code::PageDown => Key::PageDown,
        _ => Key::Other,
    }
}

fn decoded(first: u8) -> Input {
    match first {
        0x1b => escape(),
        _ => Input::Press(simple(first)),
    }
}

fn simple(first: u8) -> Press {
    match first {
        b'\r' | b'\n' => Press::plain(Code::Enter),
        b'\t' => Press::plain(Code::Tab),
        0x7f | 0x08 => Press::plain(Code::Backspace),
        0 => Press::control('@'),
        1..=26 => Press::control(char::from(first + b'a' - 1)),
        0x1b => Press::plain(Code::Escape),
        0x1c..=0x1f => Press::control(char::from(first + 0x40)),
        0x20..=0x7e => Press::plain(Code::Char(char::from(first))),
        _ => multibyte(first),
    }
}

fn multibyte(first: u8) -> Press {
    // A terminal with another character set than UTF-8.
    let mut bytes = vec![first];
    while let Some(found) = crate::host::charset::decoded(&bytes) {
        match (found, bytes.len()) {
            (Some(character), _) => return Press::plain(Code::Char(character)),
            (None, 4..) => return Press::plain(Code::Unknown),
            (None, _) => match byte(SEQUENCE_LIMIT) {
                Some(next) => bytes.push(next),
                None => return Press::plain(Code::Unknown),
            },
        }
    }
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        // A byte of no UTF-8 text: as a terminal of ISO 8859-1 sends it.
        _ => return Press::plain(Code::Char(char::from(first))),
    };
    while bytes.len() < length {
        let Some(next) = byte(SEQUENCE_LIMIT) else { break };
        if next & 0xc0 != 0x80 {
            waiting(|held| held.bytes.push_front(next));
            break;
        }
        bytes.push(next);
    }
    match std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
        Some(character) => Press::plain(Code::Char(character)),
        None => {
            let rest = bytes.get(1..).unwrap_or_default().iter().rev();
            waiting(|held| rest.for_each(|byte| held.bytes.push_front(*byte)));
            Press::plain(Code::Char(char::from(first)))
        }
    }
}

fn escape() -> Input {
    let Some(second) = byte(escape_limit()) else { return Input::Press(Press::plain(Code::Escape)) };
    match second {
        b'[' => sequence(),
        b'O' => match byte(SEQUENCE_LIMIT) {
            Some(last) => Input::Press(Press::plain(letter_key(last))),
            None => Input::Press(Press { alt: true, ..Press::plain(Code::Char('O')) }),
        },
        0x1b => {
            waiting(|held| held.bytes.push_front(second));
            Input::Press(Press::plain(Code::Escape))
        }
        _ => Input::Press(Press { alt: true, ..simple(second) }),
    }
}

/// `ESC [`, numbers, a letter.
fn sequence() -> Input {
    let mut numbers = vec![0u32];
    loop {
        let Some(next) = byte(SEQUENCE_LIMIT) else {
            return Input::Press(Press { alt: true, ..Press::plain(Code::Char('[')) });
        };
        match next {
            b'0'..=b'9' => {
                if let Some(last) = numbers.last_mut() {
                    *last = last.saturating_mul(10).saturating_add(u32::from(next - b'0'));
                }
            }
            b';' if numbers.len() < 8 => numbers.push(0),
            b'~' if numbers.first() == Some(&200) => return Input::Paste(pasted()),
            0x40..=0x7e => return Input::Press(named(next, &numbers)),
            _ => {}
        }
    }
}

fn named(last: u8, numbers: &[u32]) -> Press {
    let number = |at: usize| numbers.get(at).copied().unwrap_or(0);
    let (code, modifiers) = match (last, number(0)) {
        (b'Z', _) => return Press { shift: true, ..Press::plain(Code::Tab) },
        // A key by its character: `ESC [ 27 ; modifiers ; code ~` and `ESC [ code ; modifiers u`.
        (b'~', 27) => (coded(number(2)), number(1)),
        (b'u', code) => (coded(code), number(1)),
        (b'~', number_of_key) => (tilde_key(number_of_key), number(1)),
        (letter, _) => (letter_key(letter), number(1)),
    };
    let held = modifiers.saturating_sub(1);
    let mut press = Press { code, ctrl: held & 4 != 0, alt: held & 2 != 0, shift: held & 1 != 0 };
    if let Code::Char(letter) = code {
        press.code = Code::Char(if press.shift { letter } else { letter.to_ascii_lowercase() });
        press.shift = false;
    }
    press
}

fn coded(number: u32) -> Code {
    match number {
        13 => Code::Enter,
        9 => Code::Tab,
        27 => Code::Escape,
        8 | 127 => Code::Backspace,
        _ => char::from_u32(number).map_or(Code::Unknown, Code::Char),
    }
}

fn letter_key(letter: u8) -> Code {
    match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::Function(letter - b'P' + 1),
        _ => Code::Unknown,
    }
}

fn tilde_key(number: u32) -> Code {
    match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::Function((number - 10) as u8),
        17..=21 => Code::Function((number - 11) as u8),
        23 | 24 => Code::Function((number - 12) as u8),
        _ => Code::Unknown,
    }
}

/// The bytes up to the end of a paste, or all that came when it does not end.
fn pasted() -> String {
    let mut bytes = Vec::new();
    while bytes.len() < MOST_PASTED {
        let Some(next) = byte(Duration::from_secs(2)) else { break };
        bytes.push(next);
        if bytes.ends_with(PASTE_END) {
            bytes.truncate(bytes.len() - PASTE_END.len());
            break;
        }
    }
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n")
}

/// While it lives keys come one by one and a pasted block comes as such.
pub struct Reading {
    _raw: Raw,
    marks_paste: bool,
}

impl Reading {
    pub fn enter(plain: bool) -> Reading {
        resized();
        if !plain {
            super::print("\x1b[?2004h");
        }
        Reading { _raw: Raw::enter(), marks_paste: !plain }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        if self.marks_paste {
            super::print("\x1b[?2004l");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_keys_with_what_is_held() {
        let held = |code, ctrl, alt, shift| Press { code, ctrl, alt, shift };
        assert_eq!(named(b'C', &[1, 5]), held(Code::Right, true, false, false));
        assert_eq!(named(b'~', &[3, 2]), held(Code::Delete, false, false, true));
        assert_eq!(named(b'~', &[27, 5, 13]), held(Code::Enter, true, false, false));
        assert_eq!(named(b'u', &[13, 2]), held(Code::Enter, false, false, true));
        assert_eq!(named(b'u', &[114, 5]), Press::control('r'));
        assert_eq!(named(b'~', &[12]), Press::plain(Code::Function(2)));
        assert_eq!(letter_key(b'Q'), Code::Function(2));
        assert_eq!(named(b'y', &[0]).code, Code::Unknown);
    }
}
