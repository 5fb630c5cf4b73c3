//! One key of the keyboard: `[Console]::ReadKey()` and `$Host.UI.RawUI.ReadKey()`.

use super::record::{self, record_class};
use super::{Class, arguments, enumeration};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use std::io::{IsTerminal, Stdin};

const KEY: &str = "System.ConsoleKey";
const MODIFIERS: &str = "System.ConsoleModifiers";
const SHIFT: i64 = 2;
const CONTROL: i64 = 4;
const ALT: i64 = 1;

record_class!(KEY_INFO "System.ConsoleKeyInfo" ["KeyChar" "char", "Key" "System.ConsoleKey", "Modifiers" "System.ConsoleModifiers"]);
record_class!(HOST_KEY "System.Management.Automation.Host.KeyInfo" [
    "VirtualKeyCode" "int", "Character" "char", "ControlKeyState" "System.Management.Automation.Host.ControlKeyStates",
    "KeyDown" "bool"
]);

/// A key that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    character: u16,
    /// The number of `ConsoleKey`.
    code: i64,
    modifiers: i64,
}

/// How long the rest of an escape sequence may take, in milliseconds.
const SEQUENCE_WAIT: i64 = 25;

/// The keyboard without line editing and echo, until dropped.
struct Raw {
    keyboard: Stdin,
    before: Termios,
}

impl Raw {
    fn new() -> std::io::Result<Raw> {
        let keyboard = std::io::stdin();
        let before = tcgetattr(&keyboard)?;
        let mut raw = before.clone();
        raw.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
        raw.special_codes[SpecialCodeIndex::VMIN] = 1;
        raw.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&keyboard, OptionalActions::Now, &raw)?;
        Ok(Raw { keyboard, before })
    }

    /// Whether a byte comes within some milliseconds.
    fn waits(&self, milliseconds: i64) -> bool {
        let limit = Timespec { tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000 };
        let mut keyboard = [PollFd::new(&self.keyboard, PollFlags::IN)];
        matches!(poll(&mut keyboard, Some(&limit)), Ok(count) if count > 0)
    }

    fn byte(&self) -> Option<u8> {
        let mut byte = [0];
        matches!(rustix::io::read(&self.keyboard, &mut byte), Ok(1)).then_some(byte[0])
    }

    /// The bytes of one key: a character of UTF-8 or an escape sequence.
    fn bytes(&self) -> Vec<u8> {
        let Some(first) = self.byte() else { return Vec::new() };
        let mut bytes = vec![first];
        let more = match first {
            0xC0..=0xDF => 1,
            0xE0..=0xEF => 2,
            0xF0..=0xF7 => 3,
            _ => 0,
        };
        bytes.extend((0..more).map_while(|_| self.byte()));
        if first == 0x1B {
            while bytes.len() < 16 && self.waits(SEQUENCE_WAIT) {
                let Some(next) = self.byte() else { break };
                bytes.push(next);
                let is_start = bytes.len() == 2 && matches!(next, b'[' | b'O');
                if !is_start && (next.is_ascii_alphabetic() || next == b'~' || bytes.len() == 2) {
                    break;
                }
            }
        }
        bytes
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // There is nobody to tell.
        let _ = tcsetattr(&self.keyboard, OptionalActions::Now, &self.before);
    }
}

/// The key that some bytes stand for.
fn decoded(bytes: &[u8]) -> Key {
    let named = |code: i64, character: u16, modifiers: i64| Key { character, code, modifiers };
    match bytes {
        [] => named(0, 0, 0),
        [0x1B] => named(27, 27, 0),
        [0x1B, b'[' | b'O', rest @ ..] => sequence(rest),
        [0x1B, other] => Key { modifiers: decoded(&[*other]).modifiers | ALT, ..decoded(&[*other]) },
        [b'\r' | b'\n'] => named(13, 13, 0),
        [b'\t'] => named(9, 9, 0),
        [0x7F | 0x08] => named(8, 8, 0),
        [0] => named(50, 0, CONTROL),
        [control @ 1..=26] => named(i64::from(*control) + 64, u16::from(*control), CONTROL),
        [b' '] => named(32, 32, 0),
        [digit @ b'0'..=b'9'] => named(i64::from(*digit), u16::from(*digit), 0),
        [letter @ b'a'..=b'z'] => named(i64::from(letter.to_ascii_uppercase()), u16::from(*letter), 0),
        [letter @ b'A'..=b'Z'] => named(i64::from(*letter), u16::from(*letter), SHIFT),
        other => {
            let unit = String::from_utf8_lossy(other).encode_utf16().next().unwrap_or_default();
            named(punctuation(unit), unit, 0)
        }
    }
}

/// `ConsoleKey` of the keys with a sign; 0 for others.
fn punctuation(unit: u16) -> i64 {
    match u8::try_from(unit).unwrap_or_default() {
        b'+' | b'=' => 187,
        b',' | b'<' => 188,
        b'-' | b'_' => 189,
        b'.' | b'>' => 190,
        b'*' => 106,
        b'/' => 111,
        _ => 0,
    }
}

/// What stands behind `ESC [` or `ESC O`.
fn sequence(rest: &[u8]) -> Key {
    let text = String::from_utf8_lossy(rest);
    let (numbers, last) = match text.char_indices().last() {
        Some((at, last)) => (text.get(..at).unwrap_or_default(), last),
        None => return Key { character: u16::from(b'['), code: 0, modifiers: ALT },
    };
    let mut numbers = numbers.split(';').map(|number| number.parse::<i64>().unwrap_or(0));
    let first = numbers.next().unwrap_or(0);
    // The second number is one more than the bits of Shift, Alt and Control.
    let bits = numbers.next().unwrap_or(1).saturating_sub(1);
    let modifiers = ((bits & 1) * SHIFT) | (((bits >> 1) & 1) * ALT) | (((bits >> 2) & 1) * CONTROL);
    let code = match (last, first) {
        ('A', _) => 38,
        ('B', _) => 40,
        ('C', _) => 39,
        ('D', _) => 37,
        ('H', _) | ('~', 1 | 7) => 36,
        ('F', _) | ('~', 4 | 8) => 35,
        ('Z', _) => return Key { character: 9, code: 9, modifiers: SHIFT },
        ('P', _) => 112,
        ('Q', _) => 113,
        ('R', _) => 114,
        ('S', _) => 115,
        ('~', 2) => 45,
        ('~', 3) => 46,
        ('~', 5) => 33,
        ('~', 6) => 34,
        ('~', number @ 11..=15) => number + 101,
        ('~', number @ 17..=21) => number + 100,
        ('~', number @ 23..=24) => number + 99,
        _ => 0,
    };
    Key { character: 0, code, modifiers }
}

fn no_keyboard() -> Box<crate::engine::Fault> {
    arguments::invalid_operation(
        "Cannot read keys when either application does not have a console or when console input has been redirected. Try Console.Read.",
    )
}

/// Waits for a key and shows it unless it is intercepted. Errors: there is no keyboard.
fn pressed(engine: &mut Engine, intercept: bool) -> Outcome<Key> {
    if !std::io::stdin().is_terminal() {
        return Err(no_keyboard());
    }
    engine.host.flush();
    let raw = Raw::new().map_err(|_| no_keyboard())?;
    while !raw.waits(100) {
        engine.check_stop()?;
    }
    let key = decoded(&raw.bytes());
    drop(raw);
    if !intercept && key.character >= 32 {
        engine.host.write(&String::from_utf16_lossy(&[key.character]), None, None);
    }
    Ok(key)
}

/// `[Console]::ReadKey()`
pub(super) fn read_key(engine: &mut Engine, intercept: bool) -> Outcome<Value> {
    Ok(info(pressed(engine, intercept)?))
}

fn info(key: Key) -> Value {
    let fields = [
        ("KeyChar", Value::Char(key.character)),
        ("Key", enumeration::value(KEY, key.code)),
        ("Modifiers", enumeration::value(MODIFIERS, key.modifiers)),
    ];
    record::made(&KEY_INFO, "", fields)
}

/// The `ConsoleKeyInfo` of the key that sends some bytes.
pub fn of_bytes(bytes: &[u8]) -> Value {
    info(decoded(bytes))
}

/// `$Host.UI.RawUI.ReadKey()`
pub(super) fn host_key(engine: &mut Engine, intercept: bool) -> Outcome<Value> {
    let key = pressed(engine, intercept)?;
    let state = [(SHIFT, 16), (ALT, 2), (CONTROL, 8)];
    let state = state.iter().filter(|(bit, _)| key.modifiers & bit != 0).map(|(_, number)| number).sum();
    let fields = [
        ("VirtualKeyCode", Value::Int(key.code as i32)),
        ("Character", Value::Char(key.character)),
        ("ControlKeyState", enumeration::value("System.Management.Automation.Host.ControlKeyStates", state)),
        ("KeyDown", Value::Bool(true)),
    ];
    Ok(record::made(&HOST_KEY, "", fields))
}

/// `[Console]::KeyAvailable`
pub(super) fn is_available() -> Outcome<Value> {
    if !std::io::stdin().is_terminal() {
        return Err(arguments::invalid_operation(
            "Cannot see if a key has been pressed when either application does not have a console or when console input has been redirected from a file. Try Console.In.Peek.",
        ));
    }
    let raw = Raw::new().map_err(|_| no_keyboard())?;
    Ok(Value::Bool(raw.waits(0)))
}

/// Column and row of the cursor, from the terminal's answer; `None` without a terminal that answers.
pub(super) fn cursor() -> Option<(i32, i32)> {
    use std::io::Write;
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return None;
    }
    let raw = Raw::new().ok()?;
    let mut screen = std::io::stdout();
    screen.write_all(b"\x1b[6n").and_then(|()| screen.flush()).ok()?;
    let mut answer = Vec::new();
    while answer.len() < 32 && raw.waits(200) {
        let byte = raw.byte()?;
        if byte == b'R' {
            break;
        }
        answer.push(byte);
    }
    let text = String::from_utf8_lossy(&answer);
    let (row, column) = text.rsplit_once('[')?.1.split_once(';')?;
    Some((column.parse::<i32>().ok()? - 1, row.parse::<i32>().ok()? - 1))
}

macro_rules! letters {
    ($($letter:literal),*) => {
        &[
            ("None", 0), ("Backspace", 8), ("Tab", 9), ("Clear", 12), ("Enter", 13), ("Pause", 19), ("Escape", 27),
            ("Spacebar", 32), ("PageUp", 33), ("PageDown", 34), ("End", 35), ("Home", 36), ("LeftArrow", 37),
            ("UpArrow", 38), ("RightArrow", 39), ("DownArrow", 40), ("Select", 41), ("Print", 42), ("Execute", 43),
            ("PrintScreen", 44), ("Insert", 45), ("Delete", 46), ("Help", 47), ("D0", 48), ("D1", 49), ("D2", 50),
            ("D3", 51), ("D4", 52), ("D5", 53), ("D6", 54), ("D7", 55), ("D8", 56), ("D9", 57),
            $(($letter, $letter.as_bytes()[0] as i64),)*
            ("LeftWindows", 91), ("RightWindows", 92), ("Applications", 93), ("Sleep", 95), ("NumPad0", 96),
            ("NumPad1", 97), ("NumPad2", 98), ("NumPad3", 99), ("NumPad4", 100), ("NumPad5", 101), ("NumPad6", 102),
            ("NumPad7", 103), ("NumPad8", 104), ("NumPad9", 105), ("Multiply", 106), ("Add", 107), ("Separator", 108),
            ("Subtract", 109), ("Decimal", 110), ("Divide", 111), ("F1", 112), ("F2", 113), ("F3", 114), ("F4", 115),
            ("F5", 116), ("F6", 117), ("F7", 118), ("F8", 119), ("F9", 120), ("F10", 121), ("F11", 122), ("F12", 123),
            ("Oem1", 186), ("OemPlus", 187), ("OemComma", 188), ("OemMinus", 189), ("OemPeriod", 190), ("Oem2", 191),
            ("Oem3", 192), ("Oem4", 219), ("Oem5", 220), ("Oem6", 221), ("Oem7", 222), ("Oem8", 223), ("Oem102", 226),
        ]
    };
}

static CONSOLE_KEY: Class = Class {
    name: KEY,
    base: Some(&enumeration::ENUM),
    enumeration: Some(letters!(
        "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T",
        "U", "V", "W", "X", "Y", "Z"
    )),
    value_type: true,
    ..Class::EMPTY
};

static CONSOLE_MODIFIERS: Class = Class {
    name: MODIFIERS,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[("None", 0), ("Alt", ALT), ("Shift", SHIFT), ("Control", CONTROL)]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

static CONTROL_KEYS: Class = Class {
    name: "System.Management.Automation.Host.ControlKeyStates",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("RightAltPressed", 1),
        ("LeftAltPressed", 2),
        ("RightCtrlPressed", 4),
        ("LeftCtrlPressed", 8),
        ("ShiftPressed", 16),
        ("NumLockOn", 32),
        ("ScrollLockOn", 64),
        ("CapsLockOn", 128),
        ("EnhancedKey", 256),
    ]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

static READ_KEY_OPTIONS: Class = Class {
    name: "System.Management.Automation.Host.ReadKeyOptions",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[("AllowCtrlC", 1), ("NoEcho", 2), ("IncludeKeyDown", 4), ("IncludeKeyUp", 8)]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] =
    &[&KEY_INFO, &HOST_KEY, &CONSOLE_KEY, &CONSOLE_MODIFIERS, &CONTROL_KEYS, &READ_KEY_OPTIONS];

#[cfg(test)]
mod tests {
    use super::{ALT, CONTROL, Key, SHIFT, decoded};

    #[test]
    fn keys_are_read_from_their_bytes() {
        let key = |character: u16, code, modifiers| Key { character, code, modifiers };
        assert_eq!(decoded(b"a"), key(97, 65, 0));
        assert_eq!(decoded(b"A"), key(65, 65, SHIFT));
        assert_eq!(decoded(b"\x1b[A"), key(0, 38, 0));
        assert_eq!(decoded(b"\x1b[1;5C"), key(0, 39, CONTROL));
        assert_eq!(decoded(b"\x1b[15~"), key(0, 116, 0));
        assert_eq!(decoded(b"\x1bx"), key(120, 88, ALT));
        assert_eq!(decoded("é".as_bytes()), key(233, 0, 0));
    }
}
