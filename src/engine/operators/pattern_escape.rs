//! What a backslash of .NET's regular expressions starts. Source: .NET's `RegexParser`.

/// What stands after a backslash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// One character, however it is written.
    Character(char),
    /// A class of characters: `\w`, `\p{L}`.
    Class,
    /// An anchor or a reference to a group.
    Other,
}

/// Reads what stands after a backslash, in a set or outside; `groups` is how many groups the pattern has. Gives how
/// many characters belong to it. Errors: how far .NET reads, and why it refuses it.
pub(super) fn escape(rest: &[char], in_set: bool, groups: usize) -> Result<(Escape, usize), (usize, String)> {
    let Some(first) = rest.first().copied() else {
        return Err((0, "Illegal \\ at end of pattern.".into()));
    };
    match first {
        'w' | 'W' | 's' | 'S' | 'd' | 'D' => Ok((Escape::Class, 1)),
        'p' | 'P' => property(rest),
        'b' | 'B' | 'A' | 'G' | 'Z' | 'z' | 'k' if !in_set => Ok((Escape::Other, 1)),
        '0'..='9' => number(rest, in_set, groups),
        'a' => Ok((Escape::Character('\u{7}'), 1)),
        'b' => Ok((Escape::Character('\u{8}'), 1)),
        'e' => Ok((Escape::Character('\u{1b}'), 1)),
        'f' => Ok((Escape::Character('\u{c}'), 1)),
        'n' => Ok((Escape::Character('\n'), 1)),
        'r' => Ok((Escape::Character('\r'), 1)),
        't' => Ok((Escape::Character('\t'), 1)),
        'v' => Ok((Escape::Character('\u{b}'), 1)),
        'x' => hexadecimal(rest, 2),
        'u' => unit(rest),
        'c' => control(rest),
        word if word.is_alphanumeric() || word == '_' => {
            Err((1, format!("Unrecognized escape sequence \\{word}.")))
        }
        other if in_set => Ok((Escape::Character(other), 1)),
        _ => Ok((Escape::Other, 1)),
    }
}

/// `\p{L}`
fn property(rest: &[char]) -> Result<(Escape, usize), (usize, String)> {
    let incomplete = || "Incomplete \\p{X} character escape.".to_string();
    if rest.get(1) != Some(&'{') {
        return Err((1, incomplete()));
    }
    match rest.iter().position(|character| *character == '}') {
        Some(end) => Ok((Escape::Class, end + 1)),
        None => Err((rest.len(), incomplete())),
    }
}

/// A reference to a group, or up to three octal digits where there is no such group.
fn number(rest: &[char], in_set: bool, groups: usize) -> Result<(Escape, usize), (usize, String)> {
    let digits: String = rest.iter().take_while(|character| character.is_ascii_digit()).collect();
    let octal: String = digits.chars().take(3).take_while(|digit| ('0'..='7').contains(digit)).collect();
    let value = digits.parse::<usize>().unwrap_or(usize::MAX);
    if !in_set && !digits.starts_with('0') {
        if value <= groups {
            return Ok((Escape::Other, digits.len()));
        }
        if value <= 9 {
            return Err((1, format!("Reference to undefined group number {value}.")));
        }
    }
    let read = u32::from_str_radix(&octal, 8).ok().and_then(|value| char::from_u32(value & 0xff));
    match (read, digits.chars().next()) {
        (Some(character), _) => Ok((Escape::Character(character), octal.len())),
        (None, first) => Err((1, format!("Unrecognized escape sequence \\{}.", first.unwrap_or('0')))),
    }
}

/// `\x41`
fn hexadecimal(rest: &[char], count: usize) -> Result<(Escape, usize), (usize, String)> {
    match code(rest, count).and_then(char::from_u32) {
        Some(character) => Ok((Escape::Character(character), 1 + count)),
        None => {
            let good = rest.iter().skip(1).take(count).take_while(|digit| digit.is_ascii_hexdigit()).count();
            Err((1 + good, "Insufficient or invalid hexadecimal digits.".into()))
        }
    }
}

/// `\u0041`; two units for a character beyond the first 65,536.
fn unit(rest: &[char]) -> Result<(Escape, usize), (usize, String)> {
    let low =
        rest.get(5..).filter(|low| low.starts_with(&['\\', 'u'])).and_then(|low| code(low.get(1..)?, 4));
    if let (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) = (code(rest, 4), low) {
        let both = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        if let Some(character) = char::from_u32(both) {
            return Ok((Escape::Character(character), 11));
        }
    }
    hexadecimal(rest, 4)
}

fn code(rest: &[char], count: usize) -> Option<u32> {
    let digits: String = rest.get(1..1 + count)?.iter().collect();
    digits
        .chars()
        .all(|digit| digit.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(&digits, 16).ok())
        .flatten()
}

/// `\cA`
fn control(rest: &[char]) -> Result<(Escape, usize), (usize, String)> {
    match rest.get(1).map(char::to_ascii_uppercase) {
        None => Err((1, "Missing control character.".into())),
        Some(letter @ '@'..='_') => match char::from_u32(u32::from(letter) - u32::from('@')) {
            Some(character) => Ok((Escape::Character(character), 2)),
            None => Err((2, "Unrecognized control character.".into())),
        },
        Some(_) => Err((2, "Unrecognized control character.".into())),
    }
}
