//! Where something happened, and PowerShell's way of showing it: the line, shortened, over tildes.

use crate::language::{Source, Span};
use std::rc::Rc;

/// Characters of a line that a position message shows at most.
const LONGEST_LINE: usize = 69;
/// Characters kept in front of and behind the marked part before space is shared out.
const CONTEXT_BEFORE: usize = 12;
const CONTEXT_AFTER: usize = 8;
/// Characters that are looked at on each side of a place: more than a message shows.
const WINDOW: usize = 100;

/// A place in a script and the command that was running.
#[derive(Clone, Debug)]
pub struct Position {
    pub source: Rc<Source>,
    pub span: Span,
    /// `InvocationInfo.MyCommand.Name`; none when no command was found or none was running.
    pub command: Option<Rc<str>>,
    /// `InvocationInfo.InvocationName`: the first word as typed, `&` or `.`.
    pub invocation: Option<Rc<str>>,
}

impl Position {
    /// A place without a command.
    pub fn at(source: &Rc<Source>, span: Span) -> Position {
        Position { source: source.clone(), span, command: None, invocation: None }
    }

    /// The same command at another place of its line.
    pub fn moved(&self, span: Span) -> Position {
        Position { span, ..self.clone() }
    }

    /// One-based line and column.
    pub fn line_and_column(&self) -> (usize, usize) {
        self.source.position(self.span.start)
    }

    /// The text of the first line of the place.
    pub fn line(&self) -> &str {
        self.source.line(self.line_and_column().0)
    }

    /// The shortened line, and blanks and tildes that mark the place under it.
    pub fn marked_line(&self) -> (String, String) {
        let line = self.line().trim_end();
        let (front, behind) = self.around(line);
        let covered = self.span.text(&self.source.text);
        let first = covered.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let before = front.chars().count();
        let rest = behind.chars().count();
        let length = match first.len() < covered.len() {
            true => rest,
            false => first.chars().take(rest).count(),
        };
        let line = front.to_owned() + behind;
        let (line, before, length) = expand_tabs(&line, before, length);
        shorten(&line, before, length)
    }

    /// What of a line lies in front of the place and from there on: no more than can be shown, so that many
    /// places in one long line are not each as dear as the line is long.
    fn around<'t>(&self, line: &'t str) -> (&'t str, &'t str) {
        let start = self.source.line_start(self.line_and_column().0);
        let before = (self.span.start as usize).saturating_sub(start);
        let (front, behind) = line.split_at_checked(before).unwrap_or((line, ""));
        let first = front.char_indices().rev().nth(WINDOW - 1).map_or(0, |(at, _)| at);
        let last = behind.char_indices().nth(2 * WINDOW).map_or(behind.len(), |(at, _)| at);
        (front.get(first..).unwrap_or(front), behind.get(..last).unwrap_or(behind))
    }

    /// `PositionMessage`: `At file:line char:column`, the line and its tildes behind `+`.
    pub fn message(&self) -> String {
        let (number, column) = self.line_and_column();
        let (line, marks) = self.marked_line();
        let name = self.source.file.as_deref().unwrap_or("line");
        format!("At {name}:{number} char:{column}\n+ {line}\n+ {marks}")
    }
}

/// Tabs become four blanks each.
fn expand_tabs(line: &str, before: usize, length: usize) -> (String, usize, usize) {
    if !line.contains('\t') {
        return (line.to_string(), before, length);
    }
    let wide = |text: &str| text.chars().map(|letter| if letter == '\t' { 4 } else { 1 }).sum::<usize>();
    let front: String = line.chars().take(before).collect();
    let marked: String = line.chars().skip(before).take(length).collect();
    (line.replace('\t', "    "), wide(&front), wide(&marked))
}

/// Cuts a long line around the marked part, with `…` where something is missing.
fn shorten(line: &str, before: usize, length: usize) -> (String, String) {
    let letters: Vec<char> = line.chars().collect();
    if letters.len() <= LONGEST_LINE {
        return (line.to_string(), marks(before, length));
    }
    let behind = letters.len().saturating_sub(before + length);
    let mut prefix = before.min(CONTEXT_BEFORE);
    let mut suffix = behind.min(CONTEXT_AFTER);
    let mut length = length;
    let shown;
    if prefix + length + suffix >= LONGEST_LINE {
        length = length.min(LONGEST_LINE - prefix);
        shown = LONGEST_LINE;
    } else {
        prefix += (before - prefix).min(LONGEST_LINE - prefix - length - suffix);
        suffix += (behind - suffix).min(LONGEST_LINE - prefix - length - suffix);
        shown = prefix + length + suffix;
    }
    let start = before - prefix;
    let cut: String = letters.iter().skip(start).take(shown).collect();
    let front = if start > 0 { "… " } else { "" };
    let back = if start + shown < letters.len() { " …" } else { "" };
    (format!("{front}{cut}{back}"), marks(front.chars().count() + prefix, length))
}

fn marks(before: usize, length: usize) -> String {
    format!("{}{}", " ".repeat(before), "~".repeat(length.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, part: &str) -> (String, String) {
        let start = text.find(part).unwrap();
        Position::at(&Source::inline(text), Span::new(start, start + part.len())).marked_line()
    }

    #[test]
    fn a_short_line_stays_whole() {
        assert_eq!(marked("$x = 1 / 0", "1 / 0"), ("$x = 1 / 0".into(), "     ~~~~~".into()));
    }

    #[test]
    fn a_long_line_is_cut_in_front() {
        let line = "function E { end { 'end' } clean { Write-Host 'before'; throw 'in clean' } }";
        let (shown, marks) = marked(line, "throw 'in clean'");
        assert_eq!(shown, "… n E { end { 'end' } clean { Write-Host 'before'; throw 'in clean' } }");
        assert_eq!(marks.len() - marks.trim_start().len(), 51);
    }

    #[test]
    fn a_long_line_is_cut_behind() {
        let line = format!("[int]'q' {}", "x".repeat(90));
        let (shown, _) = marked(&line, "[int]'q'");
        assert_eq!(shown, format!("[int]'q' {} …", "x".repeat(60)));
    }
}
