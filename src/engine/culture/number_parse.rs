//! Text as numbers under a culture and `NumberStyles`.

use super::Culture;

/// Bits of .NET's `NumberStyles`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styles(pub i64);

impl Styles {
    /// What `Int32.Parse` takes.
    pub const INTEGER: Styles = Styles(7);
    /// What `Double.Parse` takes: blanks, sign, point, thousands, exponent.
    pub const FLOAT: Styles = Styles(1 | 2 | 4 | 32 | 64 | 128);
    /// What `Decimal.Parse` takes.
    pub const NUMBER: Styles = Styles(111);

    fn has(self, bit: i64) -> bool {
        self.0 & bit != 0
    }

    pub fn is_hexadecimal(self) -> bool {
        self.has(512)
    }

    pub fn is_binary(self) -> bool {
        self.has(1024)
    }
}

/// Reads a number into plain ASCII: `-12.5E3`. Hexadecimal and binary digits are for the caller.
/// `None` when the text is none under these styles.
pub fn parse_number(text: &str, styles: Styles, culture: &Culture) -> Option<String> {
    let mut rest = text;
    let blanks = [' ', '\t', '\n', '\r', '\u{b}', '\u{c}'];
    if styles.has(1) {
        rest = rest.trim_start_matches(blanks);
    }
    if styles.has(2) {
        rest = rest.trim_end_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}', '\0']);
    }
    let mut negative = false;
    if styles.has(16)
        && let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'))
    {
        negative = true;
        rest = inner;
    }
    let symbol = |rest: &str| -> Option<usize> {
        [culture.currency.as_str(), "¤"]
            .into_iter()
            .find(|symbol| !symbol.is_empty() && rest.starts_with(symbol))
            .map(str::len)
    };
    let mut signed = negative;
    loop {
        if styles.has(4)
            && !signed
            && let Some((minus, tail)) = sign(rest, culture)
        {
            (negative, signed, rest) = (minus, true, tail);
        } else if styles.has(256)
            && let Some(length) = symbol(rest)
        {
            rest = rest.get(length..)?.trim_start_matches(blanks);
        } else {
            break;
        }
    }
    let mut tail_end = rest;
    loop {
        if styles.has(256) && tail_end.ends_with(culture.currency.as_str()) && !culture.currency.is_empty() {
            tail_end = tail_end.strip_suffix(culture.currency.as_str())?.trim_end_matches(blanks);
        } else if styles.has(8) && !signed && tail_end.ends_with(['-', '+']) {
            negative = tail_end.ends_with('-');
            signed = true;
            tail_end = tail_end.get(..tail_end.len() - 1)?.trim_end_matches(blanks);
        } else {
            break;
        }
    }
    let body = digits(tail_end, styles, culture)?;
    Some(if negative { format!("-{body}") } else { body })
}

/// A sign in front: whether it is minus, and what follows.
fn sign<'a>(rest: &'a str, culture: &Culture) -> Option<(bool, &'a str)> {
    if let Some(tail) =
        rest.strip_prefix(culture.neg.as_str()).or_else(|| rest.strip_prefix(['-', '\u{2212}']))
    {
        return Some((true, tail));
    }
    rest.strip_prefix('+').map(|tail| (false, tail))
}

/// Digits with separators, point and exponent.
fn digits(text: &str, styles: Styles, culture: &Culture) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut seen = false;
    let mut point = false;
    let spaced = culture.group_sep.chars().all(char::is_whitespace);
    while let Some(character) = rest.chars().next() {
        if character.is_ascii_digit() {
            out.push(character);
            seen = true;
            rest = rest.get(1..)?;
        } else if styles.has(32) && !point && rest.starts_with(culture.decimal_sep.as_str()) {
            out.push('.');
            point = true;
            rest = rest.get(culture.decimal_sep.len()..)?;
        } else if styles.has(64) && seen && !point && rest.starts_with(culture.group_sep.as_str()) {
            rest = rest.get(culture.group_sep.len()..)?;
        } else if styles.has(64)
            && seen
            && !point
            && spaced
            && matches!(character, ' ' | '\u{a0}' | '\u{202f}')
        {
            rest = rest.get(character.len_utf8()..)?;
        } else {
            break;
        }
    }
    if !seen {
        return None;
    }
    if rest.is_empty() {
        return Some(out);
    }
    let tail = rest.strip_prefix(['e', 'E']).filter(|_| styles.has(128))?;
    let bare = tail.strip_prefix(['+', '-']).unwrap_or(tail);
    let good = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| format!("{out}E{}", tail.strip_prefix('+').unwrap_or(tail)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_by_style_and_culture() {
        let german = Culture::find("de-DE").unwrap();
        let english = Culture::find("en-US").unwrap();
        assert_eq!(parse_number(" 1.234,5 ", Styles::NUMBER, &german).unwrap(), "1234.5");
        assert_eq!(parse_number("(5)", Styles(511), &english).unwrap(), "-5");
        assert_eq!(parse_number("$1,000.50", Styles(383), &english).unwrap(), "1000.50");
        assert_eq!(parse_number("1.5e3", Styles::FLOAT, &english).unwrap(), "1.5E3");
        assert_eq!(parse_number("7.5", Styles::INTEGER, &english), None);
        assert_eq!(parse_number("", Styles::FLOAT, &english), None);
    }
}
