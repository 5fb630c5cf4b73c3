//! `-Filter`: the patterns of Windows, which .NET keeps on every system.

/// Whether a name passes a filter: `*` and `?`, without regard to case, as `FileSystemName.MatchesWin32Expression`
/// does. A dot before a wildcard also stands for the end of a name, so `*.*` passes names without a dot.
pub fn passes(name: &str, filter: Option<&str>) -> bool {
    match filter {
        None | Some("*.*" | "*" | "") => true,
        Some(filter) => matches(&translated(filter), &folded(name)),
    }
}

fn folded(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Any,
    /// As [`Token::Any`], in front of a dot that ends the filter: the name has no dot.
    AnyWithoutDot,
    /// One character, or none at a dot or the end.
    One,
    /// A dot or the end.
    DotOrEnd,
    Character(char),
}

fn translated(filter: &str) -> Vec<Token> {
    let characters = folded(filter);
    let mut tokens = Vec::with_capacity(characters.len());
    for (index, character) in characters.iter().enumerate() {
        let next = characters.get(index + 1);
        tokens.push(match (character, next) {
            ('*', Some('.')) if index + 2 == characters.len() => Token::AnyWithoutDot,
            ('*', _) => Token::Any,
            ('?', _) => Token::One,
            ('.', Some('*' | '?')) => Token::DotOrEnd,
            ('.', None) if tokens.last() == Some(&Token::AnyWithoutDot) => continue,
            (other, _) => Token::Character(*other),
        });
    }
    tokens
}

/// Follows all ways at once, so that many `*` cost no more than one.
fn matches(tokens: &[Token], name: &[char]) -> bool {
    let mut reached = vec![false; name.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for token in tokens {
        let mut next = vec![false; name.len() + 1];
        let mut open = false;
        for (at, place) in next.iter_mut().enumerate() {
            let here = reached.get(at).copied().unwrap_or_default();
            let before = at > 0 && reached.get(at - 1).copied().unwrap_or_default();
            let last = at.checked_sub(1).and_then(|at| name.get(at)).copied();
            let at_end = matches!(name.get(at), None | Some('.'));
            open = (open && !(*token == Token::AnyWithoutDot && last == Some('.'))) || here;
            *place = match token {
                Token::Any | Token::AnyWithoutDot => open,
                Token::One => (here && at_end) || (before && last != Some('.')),
                Token::DotOrEnd => (here && at == name.len()) || (before && last == Some('.')),
                Token::Character(wanted) => before && last == Some(*wanted),
            };
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_those_of_windows() {
        for (name, filter, expected) in [
            ("a.txt", "*.txt", true),
            ("A.TXT", "*.txt", true),
            ("a.txt2", "*.txt", false),
            ("noextension", "noext*.*", true),
            ("noextension", "*.", true),
            ("a.txt", "*.", false),
            ("a.txt", "a?.txt", true),
            ("ab.txt", "a?.txt", true),
            ("abc.txt", "a?.txt", false),
            ("a[1].txt", "a[1].txt", true),
            ("a1.txt", "a[1].txt", false),
            ("abc", "?bc", true),
        ] {
            assert_eq!(passes(name, Some(filter)), expected, "{name} {filter}");
        }
    }
}
