//! Errors as `$ErrorView` asks: ConciseView and NormalView.

use super::format::width;
use crate::engine::error::{Category, ErrorRecord, Position};
use crate::engine::types::error_record;
use crate::engine::{Engine, convert};

/// The lines of an error.
pub fn text(engine: &mut Engine, record: &ErrorRecord) -> String {
    let view = engine.find_variable("errorview").map(|value| convert::display(&value)).unwrap_or_default();
    match view.to_ascii_lowercase().as_str() {
        "normalview" => normal(record),
        "categoryview" => error_record::category_text(record),
        _ => concise(engine, record),
    }
}

/// The name in front of the message.
fn subject(record: &ErrorRecord) -> String {
    let runtime = crate::engine::types::named("System.Management.Automation.RuntimeException");
    if let Some(position) = &record.position
        && record.exception.object.is_none()
        && crate::engine::types::exception_distance(&record.exception.class, &runtime).is_some()
        && position
            .span
            .text(&position.source.text)
            .get(..5)
            .is_some_and(|start| start.eq_ignore_ascii_case("throw"))
    {
        return "Exception".into();
    }
    if let Some(activity) = record.activity.as_ref().filter(|activity| !activity.is_empty()) {
        return activity.clone();
    }
    match record.category {
        Category::NotSpecified => error_record::reason(record).to_string(),
        category => format!("{category:?}"),
    }
}

fn concise(engine: &mut Engine, record: &ErrorRecord) -> String {
    let name = subject(record);
    let message = record.message();
    let Some(position) = &record.position else { return format!("{name}: {message}") };
    let (number, column) = position.source.position(position.span.start);
    let placed = position.source.file.is_some() || number > 1 || record.category == Category::ParserError;
    if !placed {
        return format!("{name}: {message}");
    }
    let head = match &position.source.file {
        Some(file) => format!("{name}: {file}:{number}"),
        None => format!("{name}: "),
    };
    let line = position.source.line(number);
    let (blanks, tildes) = marks(position, line, column);
    let digits = number.to_string().len().max(4);
    let gutter = " ".repeat(digits + 1);
    let mut lines = vec![
        head,
        "Line |".to_string(),
        format!("{number:>digits$} |  {line}"),
        format!("{gutter}|  {blanks}{tildes}"),
    ];
    let room = engine.host.width().saturating_sub(gutter.len() + 2).max(10);
    for part in message.lines() {
        for wrapped in wrap(part, room) {
            lines.push(format!("{gutter}| {wrapped}"));
        }
    }
    lines.join("\n")
}

/// Blanks up to the place, and a tilde for each character of it on its first line.
fn marks(position: &Position, line: &str, column: usize) -> (String, String) {
    let before: String = line.chars().take(column.saturating_sub(1)).collect();
    let statement = position.span.text(&position.source.text);
    let first = statement.lines().next().unwrap_or_default();
    (" ".repeat(width(&before)), "~".repeat(width(first).max(1)))
}

/// Breaks at blanks.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && width(&line) + 1 + width(word) > room {
            lines.push(std::mem::take(&mut line));
        } else if !line.is_empty() || (lines.is_empty() && word.is_empty()) {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

fn normal(record: &ErrorRecord) -> String {
    let name = record.activity.as_ref().map(|activity| format!("{activity} : ")).unwrap_or_default();
    let mut lines = vec![format!("{name}{}", record.message())];
    if let Some(position) = &record.position {
        let (number, column) = position.source.position(position.span.start);
        let line = position.source.line(number);
        let place = match &position.source.file {
            Some(file) => format!("At {file}:{number} char:{column}"),
            None => format!("At line:{number} char:{column}"),
        };
        let (blanks, tildes) = marks(position, line, column);
        lines.extend([place, format!("+ {line}"), format!("+ {blanks}{tildes}")]);
    }
    lines.push(format!("+ CategoryInfo          : {}", error_record::category_text(record)));
    lines.push(format!("+ FullyQualifiedErrorId : {}", record.id));
    lines.join("\n")
}
