//! Errors as `$ErrorView` asks: ConciseView, NormalView, DetailedView and CategoryView.

use super::detailed_view;
use crate::engine::error::{Category, ErrorRecord, Position};
use crate::engine::types::{error_record, hashtable};
use crate::engine::{Engine, convert};

/// The lines of an error.
pub fn text(engine: &mut Engine, record: &ErrorRecord) -> String {
    let record = record.current();
    if matches!(record.id.as_str(), "NativeCommandError" | "NativeCommandErrorMessage") {
        return record.exception.message.clone();
    }
    let view = engine.find_variable("errorview").map(|value| convert::display(&value)).unwrap_or_default();
    match view.to_ascii_lowercase().as_str() {
        "normalview" => normal(record),
        "categoryview" => error_record::category_text(record),
        "detailedview" => format!("\n{}", detailed_view::of_record(engine, record)),
        _ => concise(engine, record),
    }
}

/// Whether the view ends with a line break of its own, which the error stream drops and other output keeps:
/// it does where ConciseView breaks the message for the window.
pub fn ends_with_break(engine: &mut Engine, record: &ErrorRecord) -> bool {
    let view = engine.find_variable("errorview").map(|value| convert::display(&value)).unwrap_or_default();
    let is_concise =
        !["normalview", "categoryview", "detailedview"].contains(&view.to_ascii_lowercase().as_str());
    let record = record.current();
    is_concise
        && !matches!(record.id.as_str(), "NativeCommandError" | "NativeCommandErrorMessage")
        && (is_of_script(record) || record.category == Category::ParserError)
}

/// Whether the error comes from a line of a script file.
fn is_of_script(record: &ErrorRecord) -> bool {
    record.position.as_ref().is_some_and(|position| position.source.file.is_some())
}

/// What stands in front of the message.
fn subject(engine: &mut Engine, record: &ErrorRecord) -> String {
    if record.thrown {
        return "Exception".into();
    }
    let named = |text: &&str| !text.is_empty();
    let command = record.position.as_ref().and_then(|position| position.command.as_deref()).filter(named);
    // A function may be gone by now; a script's name is no command unless it can be found.
    let known = |name: &&str| !name.ends_with(".ps1") || engine.find_command(name).is_ok();
    if let Some(command) = command.filter(known) {
        return command.into();
    }
    let invocation =
        record.position.as_ref().and_then(|position| position.invocation.as_deref()).filter(named);
    match record.activity.as_deref().filter(named).or(command).or(invocation) {
        Some(found) => found.into(),
        None if record.category != Category::NotSpecified => format!("{:?}", record.category),
        None => error_record::reason(record).to_string(),
    }
}

fn concise(engine: &mut Engine, record: &ErrorRecord) -> String {
    let name = subject(engine, record);
    let advice = match record.recommended_action.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(action) => format!("\n  Recommendation: {action}"),
        None => String::new(),
    };
    let message = message(record);
    if let Some(told) = told_place(engine, record, &name, &message) {
        return told + &advice;
    }
    let Some(position) = record.position.as_ref().filter(|position| is_placed(position, record)) else {
        return format!("{name}: {message}{advice}");
    };
    if position.source.file.as_deref().is_some_and(is_module) {
        // Users of a module need not see its lines.
        return format!("{name}: {}{advice}", wrap(&message, "", engine.host.width()));
    }
    let (number, _) = position.line_and_column();
    let head = match &position.source.file {
        Some(file) => format!("{name}: {file}:{number}"),
        None => format!("{name}: "),
    };
    let (line, marks) = position.marked_line();
    let width = number.to_string().len().max(4);
    let wide = " ".repeat(width - 4);
    let prefix = format!("{wide}     | ");
    let body = match position.source.file.is_some() || record.category == Category::ParserError {
        true => wrap(&message, &prefix, engine.host.width()),
        false => format!("{prefix}{message}"),
    };
    format!("{head}\n{wide}Line |\n{number:>width$} |  {line}\n{prefix} {marks}\n{body}{advice}")
}

fn is_module(file: &str) -> bool {
    file.to_ascii_lowercase().ends_with(".psm1")
}

/// The place that a target object tells, as a test's assertion does: `File`, `Line`, `LineText`, and from which
/// column to which. `None` when it tells none.
fn told_place(engine: &Engine, record: &ErrorRecord, name: &str, message: &str) -> Option<String> {
    let table = hashtable::table(&record.target)?.borrow();
    let number = convert::display(table.get_text("Line")?);
    let text = convert::display(table.get_text("LineText")?);
    let (line, length) = (text.trim(), text.trim().chars().count());
    let file = table.get_text("File").map(convert::display).unwrap_or_default();
    let column = |key: &str| usize::try_from(convert::to_int(table.get_text(key)?).ok()?).ok();
    let width = number.len().max(4);
    let wide = " ".repeat(width - 4);
    let prefix = format!("{wide}     | ");
    let marks = column("StartColumn").filter(|start| (1..=length).contains(start)).map(|start| {
        let end = column("EndColumn").filter(|end| *end > start && *end <= length + 1).unwrap_or(length + 1);
        format!("{prefix}{}{}\n", " ".repeat(start - 1), "~".repeat(end - start))
    });
    let body = match is_of_script(record) || record.category == Category::ParserError {
        true => wrap(message, &prefix, engine.host.width()),
        false => format!("{prefix}{message}"),
    };
    let marks = marks.unwrap_or_default();
    // A block has no name that a reader could look for.
    let name = if matches!(name, "&" | ".") { "" } else { name };
    Some(format!("{name}: {file}\n{wide}Line |\n{number:>width$} | {line}\n{marks}{body}"))
}

/// The script line is shown for scripts, for later lines of input, and for syntax errors.
fn is_placed(position: &Position, record: &ErrorRecord) -> bool {
    position.source.file.is_some()
        || position.line_and_column().0 > 1
        || record.category == Category::ParserError
}

/// The message; of several syntax errors the first.
fn message(record: &ErrorRecord) -> String {
    let message = record.message();
    if record.details.is_none()
        && record.category == Category::ParserError
        && let Some((_, first)) = message.split_once("~\n")
    {
        return first.split("\n\n").next().unwrap_or_default().to_string();
    }
    message.to_string()
}

/// Breaks a message at blanks, each line behind the bar.
fn wrap(message: &str, prefix: &str, width: usize) -> String {
    let message = message.replace(['\n', '\t'], " ");
    let mut rest = message.as_str();
    let mut lines = Vec::new();
    let count = |text: &str| text.chars().count();
    while width > 0 && count(rest) + count(prefix) > width {
        let room = width.saturating_sub(count(prefix));
        let cut = rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at);
        let (start, _) = rest.split_at(cut);
        let end = start.rfind(char::is_whitespace).unwrap_or(cut);
        if end == 0 {
            break;
        }
        let (line, after) = rest.split_at(end);
        lines.push(format!("{prefix}{line}"));
        rest = after.trim();
    }
    lines.push(format!("{prefix}{}", rest.trim()));
    lines.join("\n")
}

fn normal(record: &ErrorRecord) -> String {
    let position = record.position.as_ref();
    let invocation = position.and_then(|position| position.invocation.as_deref());
    let command = position.and_then(|position| position.command.as_deref());
    let name = match (command, invocation) {
        (Some(command), None | Some("" | "&" | ".")) => command,
        (_, Some(invocation)) => invocation,
        (None, None) => "",
    };
    let name = if name.is_empty() { String::new() } else { format!("{name} : ") };
    let mut lines = vec![format!("{name}{}", record.message())];
    lines.extend(position.map(Position::message));
    lines.push(format!("+ CategoryInfo          : {}", error_record::category_text(record)));
    lines.push(format!("+ FullyQualifiedErrorId : {}", record.id));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn messages_break_at_the_last_blank_within_the_window() {
        assert_eq!(wrap("one two three", "| ", 10), "| one two\n| three");
        // The blank has to lie inside, as in PowerShell: one just behind the edge does not count.
        assert_eq!(wrap("one two three", "| ", 9), "| one\n| two\n| three");
    }

    #[test]
    fn a_word_that_is_too_long_is_cut() {
        assert_eq!(wrap("abcdefghij", "| ", 8), "| abcdef\n| ghij");
    }
}
