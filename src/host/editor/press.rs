//! Keys: what they are called, what terminals send for them.

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
    /// No key: a pasted block is read next, which nothing but the input takes.
    Block,
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
            let gap = match number {
                ..6 => 10,
                6..11 => 11,
                _ => 12,
            };
            let number = u32::from(number) + gap;
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
            Code::Block => {}
            _ => bytes.push(0x1b),
        }
        bytes
    }
}

/// The key that a sequence of numbers and a last letter stands for.
pub(super) fn named(last: u8, numbers: &[u32]) -> Press {
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

/// The key of a letter behind `ESC O`, or behind `ESC [` and numbers.
pub(super) fn letter_key(letter: u8) -> Code {
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
