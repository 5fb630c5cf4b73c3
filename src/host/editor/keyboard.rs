//! Bytes of the terminal as keys. Whoever reads keys reads them here, so that what is typed ahead is seen by the
//! next reader.

pub use super::press::{Code, Press};
use super::press::{letter_key, named};
use super::terminal::{Key, Raw};
use super::window;
use rustix::event::{PollFd, PollFlags, Timespec};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

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

/// How long a key is waited for at once.
pub const WAIT: Duration = Duration::from_secs(3600);
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
    /// What was put back.
    inputs: VecDeque<Input>,
    ended: bool,
}

static WAITING: Mutex<Option<Waiting>> = Mutex::new(None);

fn waiting<R>(act: impl FnOnce(&mut Waiting) -> R) -> R {
    let mut held = WAITING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    act(held.get_or_insert_with(Waiting::default))
}

/// Puts a key back; it is the next one that is read.
pub fn unread(press: Press) {
    // A pasted block was put back when it was met.
    if press.code != Code::Block {
        waiting(|held| held.inputs.push_front(Input::Press(press)));
    }
}

/// Whether a key is there already.
pub fn has_more() -> bool {
    waiting(|held| !held.inputs.is_empty() || !held.bytes.is_empty())
        || poll(Duration::ZERO, false) == Poll::Ready
}

#[derive(PartialEq, Eq)]
enum Poll {
    /// The terminal has something.
    Ready,
    Nothing,
    /// A signal came, or the window has another size.
    Interrupted,
}

/// Waits for the terminal, and for the window when it is watched.
fn poll(limit: Duration, with_window: bool) -> Poll {
    let keyboard = std::io::stdin();
    let mut polled = vec![PollFd::new(&keyboard, PollFlags::IN)];
    polled.extend(window::watched().filter(|_| with_window).map(|told| PollFd::new(told, PollFlags::IN)));
    let seconds = i64::try_from(limit.as_secs()).unwrap_or(i64::MAX);
    let limit = Timespec { tv_sec: seconds, tv_nsec: i64::from(limit.subsec_nanos()) };
    match rustix::event::poll(&mut polled, Some(&limit)) {
        Ok(0) => Poll::Nothing,
        Ok(_) if polled.first().is_some_and(|keyboard| keyboard.revents().is_empty()) => Poll::Interrupted,
        Err(rustix::io::Errno::INTR) => Poll::Interrupted,
        _ => Poll::Ready,
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
        if waiting(|held| held.ended) {
            return None;
        }
        match poll(left, false) {
            Poll::Ready => fill(),
            Poll::Nothing => return None,
            Poll::Interrupted => {}
        }
    }
}

/// Waits for what comes next, `limit` at most.
pub fn next(limit: Duration) -> Input {
    let end = Instant::now() + limit;
    loop {
        if let Some(input) = waiting(|held| held.inputs.pop_front()) {
            return input;
        }
        if window::has_changed() {
            return Input::Resize;
        }
        if let Some(first) = waiting(|held| held.bytes.pop_front()) {
            return decoded(first);
        }
        if waiting(|held| held.ended) {
            return Input::End;
        }
        match poll(end.saturating_duration_since(Instant::now()), true) {
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

/// Waits for a key; `resized` runs when the window gets another size meanwhile. A pasted block is no key: it stays
/// for the input, so that none of its lines is taken for Enter.
pub fn press_with(mut resized: impl FnMut()) -> Option<Press> {
    loop {
        match next(WAIT) {
            Input::Press(press) => return Some(press),
            Input::End => return None,
            Input::Paste(text) => {
                waiting(|held| held.inputs.push_front(Input::Paste(text)));
                return Some(Press::plain(Code::Block));
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

/// The same; `resized` runs when the window gets another size meanwhile. Of a pasted block the first line is typed.
pub fn key_with(mut resized: impl FnMut()) -> Key {
    loop {
        match next(WAIT) {
            Input::Press(press) => return key_of(press),
            Input::End => return Key::End,
            Input::Paste(text) => {
                let line = text.lines().next().unwrap_or_default();
                let presses = line.chars().map(|letter| Input::Press(Press::plain(Code::Char(letter))));
                waiting(|held| held.inputs.extend(presses));
            }
            Input::Resize => resized(),
            Input::Idle => {}
        }
    }
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
        window::watched();
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
