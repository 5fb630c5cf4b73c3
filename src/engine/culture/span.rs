//! Spans of time as text and back: `c`, `g`, `G` and custom formats.

use super::date::{quoted, run};
use super::{Culture, FormatFailure};

const SECOND: i128 = 10_000_000;
const DAY: i128 = 86_400 * SECOND;

/// Why text is no span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanFailure {
    /// `FormatException`
    Format,
    /// `OverflowException`
    Overflow,
}

/// A span of ticks under a format; an empty one is `c`. Errors: the format is none.
pub fn format_span(ticks: i64, form: &str, culture: &Culture) -> Result<String, FormatFailure> {
    let total = ticks.unsigned_abs();
    let (seconds, fraction) = (total / SECOND as u64, total % SECOND as u64);
    let (days, hours, minutes, seconds) =
        (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    let sign = if ticks < 0 { "-" } else { "" };
    Ok(match form {
        "" | "c" | "t" | "T" => {
            let days = if days > 0 { format!("{days}.") } else { String::new() };
            let fraction = if fraction > 0 { format!(".{fraction:07}") } else { String::new() };
            format!("{sign}{days}{hours:02}:{minutes:02}:{seconds:02}{fraction}")
        }
        "g" => {
            let days = if days > 0 { format!("{days}:") } else { String::new() };
            let fraction = format!("{fraction:07}");
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { culture.decimal_sep.as_str() };
            format!("{sign}{days}{hours}:{minutes:02}:{seconds:02}{point}{fraction}")
        }
        "G" => {
            format!("{sign}{days}:{hours:02}:{minutes:02}:{seconds:02}{}{fraction:07}", culture.decimal_sep)
        }
        _ => custom([days, hours, minutes, seconds, fraction], form)?,
    })
}

fn custom(parts: [u64; 5], form: &str) -> Result<String, FormatFailure> {
    let [days, hours, minutes, seconds, fraction] = parts;
    let form: Vec<char> = form.chars().collect();
    if form.len() < 2 {
        return Err(FormatFailure);
    }
    let mut out = String::new();
    let mut at = 0;
    while let Some(character) = form.get(at).copied() {
        let count = run(&form, at);
        let (value, most) = match character {
            'd' => (days, 8),
            'h' => (hours, 2),
            'm' => (minutes, 2),
            's' => (seconds, 2),
            'f' | 'F' => {
                let text = format!("{fraction:07}");
                let shown = text.get(..count).ok_or(FormatFailure)?;
                out.push_str(if character == 'F' { shown.trim_end_matches('0') } else { shown });
                at += count;
                continue;
            }
            '\'' | '"' => {
                at = quoted(&form, at, &mut out)?;
                continue;
            }
            '\\' => {
                out.push(*form.get(at + 1).ok_or(FormatFailure)?);
                at += 2;
                continue;
            }
            '%' if form.get(at + 1).is_some_and(|next| *next != '%') => {
                at += 1;
                continue;
            }
            _ => return Err(FormatFailure),
        };
        if count > most {
            return Err(FormatFailure);
        }
        out.push_str(&format!("{value:0count$}"));
        at += count;
    }
    Ok(out)
}

/// A number of at most so many; errors as .NET tells them apart.
fn part(text: &str, most: i128) -> Result<i128, SpanFailure> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(SpanFailure::Format);
    }
    text.parse().ok().filter(|number| *number <= most).ok_or(SpanFailure::Overflow)
}

/// Reads `[-]d`, `[-][d.]hh:mm[:ss[.fffffff]]` and `[-]d:hh:mm:ss.fffffff`.
pub fn parse_span(text: &str, culture: &Culture) -> Result<i64, SpanFailure> {
    let trimmed = text.trim();
    let (sign, body) = match trimmed.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, trimmed),
    };
    let mut pieces: Vec<&str> = body.split(':').collect();
    let mut days = "0";
    if let [only] = pieces.as_slice() {
        let total = part(only, 10_675_199)? * DAY;
        return whole(total * sign);
    }
    if let Some((before, after)) = pieces.first().and_then(|first| first.split_once('.')) {
        days = before;
        if let Some(first) = pieces.first_mut() {
            *first = after;
        }
    } else if pieces.len() == 4 {
        days = pieces.remove(0);
    }
    if pieces.len() < 2 || pieces.len() > 3 {
        return Err(SpanFailure::Format);
    }
    let (seconds, fraction) = match pieces.get(2) {
        None => ("0", None),
        Some(last) => match last.split_once('.').or_else(|| last.split_once(culture.decimal_sep.as_str())) {
            Some((seconds, fraction)) => (seconds, Some(fraction)),
            None => (*last, None),
        },
    };
    let fraction = match fraction {
        None | Some("") => 0,
        Some(digits) if digits.len() > 7 => {
            part(digits, i128::MAX)?;
            return Err(SpanFailure::Overflow);
        }
        Some(digits) => part(&format!("{digits:0<7}"), SECOND)?,
    };
    let [hours, minutes] = [pieces.first(), pieces.get(1)].map(|piece| piece.copied().unwrap_or_default());
    let total = part(days, 10_675_199)? * DAY
        + part(hours, 23)? * 3600 * SECOND
        + part(minutes, 59)? * 60 * SECOND
        + part(seconds, 59)? * SECOND
        + fraction;
    whole(total * sign)
}

fn whole(ticks: i128) -> Result<i64, SpanFailure> {
    i64::try_from(ticks).map_err(|_| SpanFailure::Overflow)
}

/// Reads a span exactly as a format writes it.
pub fn parse_span_exact(text: &str, form: &str, culture: &Culture) -> Result<i64, SpanFailure> {
    if matches!(form, "c" | "t" | "T" | "g" | "G") {
        return parse_span(text, culture);
    }
    let form: Vec<char> = form.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut place) = (0, 0);
    let mut total = 0i128;
    while let Some(character) = form.get(at).copied() {
        let count = run(&form, at);
        let unit = match character {
            'd' => DAY,
            'h' => 3600 * SECOND,
            'm' => 60 * SECOND,
            's' => SECOND,
            'f' | 'F' => 0,
            '%' => {
                at += 1;
                continue;
            }
            '\'' | '"' | '\\' => {
                let mut literal = String::new();
                at = match character {
                    '\\' => {
                        literal.extend(form.get(at + 1));
                        at + 2
                    }
                    _ => quoted(&form, at, &mut literal).map_err(|_| SpanFailure::Format)?,
                };
                for wanted in literal.chars() {
                    if text.get(place) != Some(&wanted) {
                        return Err(SpanFailure::Format);
                    }
                    place += 1;
                }
                continue;
            }
            _ => return Err(SpanFailure::Format),
        };
        let most = match (character, count) {
            ('f' | 'F', _) => count,
            ('d', 1) => 8,
            (_, 1) => 2,
            _ => count,
        };
        let digits: String =
            text.iter().skip(place).take(most).take_while(|next| next.is_ascii_digit()).collect();
        let enough = character == 'F' || digits.len() >= if count == 1 { 1 } else { count };
        if !enough {
            return Err(SpanFailure::Format);
        }
        place += digits.len();
        total += match unit {
            0 => part(&format!("{digits:0<7}"), SECOND)?,
            unit => part(&digits, if character == 'd' { 10_675_199 } else { 59 })? * unit,
        };
        at += count;
    }
    if place < text.len() { Err(SpanFailure::Format) } else { whole(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_and_write() {
        let invariant = Culture::invariant();
        assert_eq!(parse_span("1.02:03:04.5", &invariant), Ok(937_845_000_000));
        assert_eq!(parse_span("25:00", &invariant), Err(SpanFailure::Overflow));
        assert_eq!(parse_span("abc", &invariant), Err(SpanFailure::Format));
        assert_eq!(format_span(937_845_000_000, "g", &invariant).unwrap(), "1:2:03:04.5");
        assert_eq!(format_span(-36_000_000_000, "G", &invariant).unwrap(), "-0:01:00:00.0000000");
        assert!(format_span(1, "q", &invariant).is_err());
        assert_eq!(parse_span_exact("05:06", r"hh\:mm", &invariant), Ok(183_600_000_000));
    }
}
