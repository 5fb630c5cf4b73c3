//! Keys as PSReadLine writes them: `Ctrl+r`, `Alt+x,y`, `F5`.

use super::keyboard::{Code, Press};

/// The keys of a chord, one after the other; `None` when one of them has no such name.
pub fn presses(chord: &str) -> Option<Vec<Press>> {
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = chord;
    while !rest.is_empty() {
        // A comma at the end, or behind a `+`, is the key itself.
        let at = rest.char_indices().skip(1).find(|(at, one)| {
            *one == ',' && *at + 1 < rest.len() && rest.as_bytes().get(at.wrapping_sub(1)) != Some(&b'+')
        });
        let Some((at, _)) = at else {
            parts.push(rest);
            break;
        };
        let (head, tail) = rest.split_at(at);
        parts.push(head);
        rest = tail.get(1..).unwrap_or_default();
    }
    let found: Option<Vec<Press>> = parts.into_iter().map(press).collect();
    found.filter(|found| !found.is_empty())
}

fn press(text: &str) -> Option<Press> {
    let mut press = Press::plain(Code::Unknown);
    let mut rest = text;
    while let Some((name, after)) =
        rest.split_once('+').filter(|(name, after)| !name.is_empty() && !after.is_empty())
    {
        match name.to_ascii_lowercase().as_str() {
            "ctrl" | "control" => press.ctrl = true,
            "alt" => press.alt = true,
            "shift" => press.shift = true,
            _ => return None,
        }
        rest = after;
    }
    press.code = code(rest)?;
    if let Code::Char(letter) = press.code {
        // Terminals send one character for Ctrl and a letter in either case.
        let small = if press.ctrl { letter.to_ascii_lowercase() } else { letter };
        press.code = Code::Char(if press.shift && !press.ctrl { small.to_ascii_uppercase() } else { small });
        press.shift = false;
        if press.ctrl && press.code == Code::Char(' ') {
            press.code = Code::Char('@');
        }
        // What these send is the code of another key.
        press = match (press.ctrl, press.code) {
            (true, Code::Char('m')) => Press { code: Code::Enter, ctrl: false, ..press },
            (true, Code::Char('i')) => Press { code: Code::Tab, ctrl: false, ..press },
            (true, Code::Char('h')) => Press { code: Code::Backspace, ctrl: false, ..press },
            (true, Code::Char('[')) => Press { code: Code::Escape, ctrl: false, ..press },
            _ => press,
        };
    }
    Some(press)
}

fn code(name: &str) -> Option<Code> {
    Some(match name.to_ascii_lowercase().as_str() {
        "enter" | "return" => Code::Enter,
        "tab" => Code::Tab,
        "escape" | "esc" => Code::Escape,
        "spacebar" | "space" => Code::Char(' '),
        "backspace" => Code::Backspace,
        "delete" => Code::Delete,
        "insert" => Code::Insert,
        "home" => Code::Home,
        "end" => Code::End,
        "pageup" => Code::PageUp,
        "pagedown" => Code::PageDown,
        "uparrow" | "up" => Code::Up,
        "downarrow" | "down" => Code::Down,
        "leftarrow" | "left" => Code::Left,
        "rightarrow" | "right" => Code::Right,
        "plus" | "oemplus" => Code::Char('+'),
        "comma" | "oemcomma" => Code::Char(','),
        "minus" | "oemminus" => Code::Char('-'),
        "period" | "oemperiod" => Code::Char('.'),
        short if short.len() > 1 && short.starts_with('f') => {
            let number: u8 = short.get(1..)?.parse().ok()?;
            if !(1..=24).contains(&number) {
                return None;
            }
            Code::Function(number)
        }
        _ => {
            let mut characters = name.chars();
            let only = characters.next()?;
            if characters.next().is_some() {
                return None;
            }
            Code::Char(only)
        }
    })
}

/// A key by PSReadLine's name.
pub fn name_of(press: Press) -> String {
    let name = match press.code {
        Code::Char(' ') => "Spacebar".to_string(),
        Code::Char(letter) => letter.to_string(),
        Code::Up => "UpArrow".into(),
        Code::Down => "DownArrow".into(),
        Code::Left => "LeftArrow".into(),
        Code::Right => "RightArrow".into(),
        Code::Function(number) => format!("F{number}"),
        other => format!("{other:?}"),
    };
    let held = [(press.ctrl, "Ctrl+"), (press.alt, "Alt+"), (press.shift, "Shift+")];
    let held: String = held.iter().filter(|(held, _)| *held).map(|(_, name)| *name).collect();
    format!("{held}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_as_psreadline_writes_them() {
        assert_eq!(presses("Ctrl+r"), Some(vec![Press::control('r')]));
        assert_eq!(presses("Ctrl+R"), Some(vec![Press::control('r')]));
        assert_eq!(presses("F5"), Some(vec![Press::plain(Code::Function(5))]));
        assert_eq!(presses("Alt+x").map(|keys| keys[0].alt), Some(true));
        assert_eq!(presses("Ctrl+Spacebar"), Some(vec![Press::control('@')]));
        assert_eq!(presses("Ctrl+x,Ctrl+e"), Some(vec![Press::control('x'), Press::control('e')]));
        assert_eq!(presses("Ctrl+d,g").map(|keys| keys.len()), Some(2));
        assert_eq!(presses(","), Some(vec![Press::plain(Code::Char(','))]));
        assert_eq!(presses("Alt+,").map(|keys| keys[0].code), Some(Code::Char(',')));
        assert_eq!(presses("Hyper+x"), None);
        assert_eq!(presses("F99"), None);
        assert_eq!(name_of(presses("Ctrl+Shift+UpArrow").unwrap()[0]), "Ctrl+Shift+UpArrow");
    }
}
