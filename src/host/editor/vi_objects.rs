//! What `iw`, `a"`, `i(` and the like stand for behind a Vi operator. PSReadLine has `diw` alone; these are Vim's.

/// The part of a text that an object at a place is; `around` takes what surrounds it too: the blanks behind a word,
/// the quotes, the brackets. `None` when there is none, or the letter names none.
pub(super) fn object(
    text: &str,
    at: usize,
    kind: char,
    around: bool,
    delimiters: &str,
    count: u16,
) -> Option<(usize, usize)> {
    let pairs = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')];
    match kind {
        'w' => word(text, at, around, delimiters, count),
        '"' | '\'' | '`' => quoted(text, at, kind, around),
        'b' => bracketed(text, at, ('(', ')'), around),
        'B' => bracketed(text, at, ('{', '}'), around),
        _ => {
            bracketed(text, at, *pairs.iter().find(|(open, close)| [*open, *close].contains(&kind))?, around)
        }
    }
}

/// Runs of letters, of delimiters and of blanks are words of the line.
fn word(text: &str, at: usize, around: bool, delimiters: &str, count: u16) -> Option<(usize, usize)> {
    let class = |letter: char| match letter {
        '\n' => 0,
        _ if letter.is_whitespace() => 1,
        _ if delimiters.contains(letter) => 2,
        _ => 3,
    };
    let here = class(text.get(at..)?.chars().next()?);
    if here == 0 {
        return None;
    }
    let run = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let wanted = rest.chars().next().map(class).filter(|class| *class != 0);
        let length = rest.chars().take_while(|letter| Some(class(*letter)) == wanted).map(char::len_utf8);
        from + length.sum::<usize>()
    };
    let before = text.get(..at)?.chars().rev().take_while(|letter| class(*letter) == here);
    let start = at - before.map(char::len_utf8).sum::<usize>();
    let end = (0..count).fold(at, |end, _| run(end));
    let is_blank = text.get(end..)?.chars().next().map(class) == Some(1);
    Some((start, if around && is_blank { run(end) } else { end }))
}

/// Between two quotes of the line, of which the first may stand behind the place.
fn quoted(text: &str, at: usize, quote: char, around: bool) -> Option<(usize, usize)> {
    let first = text.get(..at)?.rfind('\n').map_or(0, |found| found + 1);
    let line = text.get(first..)?.split('\n').next()?;
    let quotes: Vec<usize> = line.match_indices(quote).map(|(found, _)| first + found).collect();
    let (open, close) = quotes.chunks_exact(2).find_map(|pair| match pair {
        [open, close] if *close >= at => Some((*open, *close)),
        _ => None,
    })?;
    Some(if around { (open, close + 1) } else { (open + 1, close) })
}

/// Between the brackets that are around the place.
fn bracketed(text: &str, at: usize, pair: (char, char), around: bool) -> Option<(usize, usize)> {
    let mut depth = 0usize;
    let open = text.get(..at)?.char_indices().rev().find(|(_, letter)| match *letter {
        letter if letter == pair.1 => {
            depth += 1;
            false
        }
        letter if letter == pair.0 && depth > 0 => {
            depth -= 1;
            false
        }
        letter => letter == pair.0,
    });
    let open = match text.get(at..)?.starts_with(pair.0) {
        true => at,
        false => open?.0,
    };
    let mut depth = 0usize;
    let close = text.get(open..)?.char_indices().find(|(_, letter)| {
        depth += usize::from(*letter == pair.0);
        depth -= usize::from(*letter == pair.1);
        depth == 0
    })?;
    let close = open + close.0;
    Some(if around { (open, close + 1) } else { (open + 1, close) })
}

#[cfg(test)]
mod tests {
    use super::object;

    fn found(text: &str, kind: &str) -> Option<String> {
        let at = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let (around, letter) = (kind.starts_with('a'), kind.chars().nth(1).unwrap());
        let (start, end) = object(&text, at, letter, around, "-.()[]{};,/\\ ", 1)?;
        Some(text[start..end].to_string())
    }

    #[test]
    fn objects_are_found_around_the_place() {
        let cases = [
            ("one tw|o three", "iw", "two"),
            ("one tw|o three", "aw", "two "),
            ("one| two", "iw", " "),
            ("漢字|漢 x", "iw", "漢字漢"),
            ("a 'b| c' d", "i'", "b c"),
            ("|a \"b c\" d", "a\"", "\"b c\""),
            ("f(a, (b), |c) x", "i(", "a, (b), c"),
            ("f|(a, (b)) x", "a)", "(a, (b))"),
            ("x { y | } z", "iB", " y  "),
        ];
        for (text, kind, wanted) in cases {
            assert_eq!(found(text, kind).as_deref(), Some(wanted), "{text} {kind}");
        }
        for (text, kind) in
            [("a| b", "i("), ("a| b)", "i)"), ("(a|", "i("), ("a|", "i'"), ("|", "iw"), ("a|b", "iz")]
        {
            assert_eq!(found(text, kind), None, "{text} {kind}");
        }
    }
}
