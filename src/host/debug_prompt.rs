//! The prompt of the debugger: short words move on, anything else runs in the scope of the script.

use super::editor::Read;
use super::interactive;
use crate::engine::Engine;
use crate::engine::debugger::{Resume, Stop};
use crate::engine::output::HostSink;
use crate::engine::types::call_stack_frame;
use crate::language::Source;

const HELP: &str = "
 s, stepInto         Single step (step into functions, scripts, etc.)
 v, stepOver         Step to next statement (step over functions, scripts, etc.)
 o, stepOut          Step out of the current function, script, etc.

 c, continue         Continue operation
 q, quit             Stop operation and exit the debugger

 k, Get-PSCallStack  Display call stack

 l, list             List source code for the current script.
                     Use \"list\" to start from the current line, \"list <m>\"
                     to start from line <m>, and \"list <m> <n>\" to list <n>
                     lines starting from line <m>

 <enter>             Repeat last command if it was stepInto, stepOver or list

 ?, h                displays this help message.
";

/// Shows where the script stands and asks until it goes on.
pub fn ask(engine: &mut Engine, stop: &Stop) -> Resume {
    if !engine.host.is_interactive() {
        return Resume::Continue;
    }
    // What a stage wrote so far is shown before the debugger speaks.
    let _ = engine.finish_output();
    for text in &stop.hit {
        engine.host.write_line(&format!("Hit {text}"));
    }
    if !stop.hit.is_empty() {
        engine.host.write_line("");
    }
    show_place(engine, stop);
    let mut last = String::new();
    loop {
        let place = engine.current_location().shown();
        let prompt = format!("[DBG]: PS {place}>> ");
        let text = match interactive::read(engine, &prompt) {
            Read::Line(text) => text,
            Read::Cancelled => continue,
            Read::End => return Resume::Stop,
        };
        let typed = text.trim();
        let word = if typed.is_empty() { last.clone() } else { typed.to_string() };
        match answer(engine, stop, &word) {
            Some(resume) => return resume,
            None => {
                last = if matches!(word.split_whitespace().next(), Some("l" | "list")) {
                    word
                } else {
                    String::new()
                }
            }
        }
    }
}

/// What a word of the debugger means; `None` when the prompt goes on.
fn answer(engine: &mut Engine, stop: &Stop, word: &str) -> Option<Resume> {
    let lower = word.to_ascii_lowercase();
    match lower.as_str() {
        "" => {}
        "s" | "stepinto" => return Some(Resume::StepInto),
        "v" | "stepover" => return Some(Resume::StepOver),
        "o" | "stepout" => return Some(Resume::StepOut),
        "c" | "continue" => return Some(Resume::Continue),
        "q" | "quit" | "exit" => return Some(Resume::Stop),
        "d" | "detach" if stop.elsewhere.is_some() => return Some(Resume::Detach),
        "?" | "h" => engine.host.write_line(HELP),
        "k" if stop.elsewhere.is_some() => run_elsewhere(engine, stop, "Get-PSCallStack"),
        "k" | "get-pscallstack" | "gcs" if stop.elsewhere.is_none() => show_calls(engine, stop),
        _ if lower == "l" || lower == "list" || lower.starts_with("l ") || lower.starts_with("list ") => {
            list(engine, stop, &lower)
        }
        _ if stop.elsewhere.is_some() => run_elsewhere(engine, stop, word),
        _ => run(engine, word),
    }
    None
}

fn run(engine: &mut Engine, text: &str) {
    let outcome = engine.run_text(Source::inline(text), &mut HostSink);
    let finished = engine.finish_output();
    for fault in [outcome.err(), finished.err()].into_iter().flatten() {
        super::session::report(engine, *fault);
    }
}

/// Runs a command in the session of the script, and shows the text that it sends.
fn run_elsewhere(engine: &mut Engine, stop: &Stop, text: &str) {
    let Some(run) = &stop.elsewhere else { return };
    match run(engine, text) {
        Ok(text) => text.trim_end().lines().for_each(|line| engine.host.write_line(line)),
        Err(fault) => super::session::report(engine, *fault),
    }
}

/// The calls that stand still, without the prompt's own.
fn show_calls(engine: &mut Engine, stop: &Stop) {
    let frames = call_stack_frame::all(engine, Some(&stop.position));
    let shown = frames.into_iter().try_for_each(|frame| engine.show(frame));
    let finished = engine.finish_output();
    for fault in [shown.err(), finished.err()].into_iter().flatten() {
        super::session::report(engine, *fault);
    }
}

fn show_place(engine: &mut Engine, stop: &Stop) {
    let source = &stop.position.source;
    let (line, column) = source.position(stop.position.span.start);
    let text = source.line(line);
    let file = source.file.clone().unwrap_or_else(|| "line".into());
    let length = stop.position.span.text(&source.text).lines().next().unwrap_or_default().chars().count();
    let blanks = " ".repeat(column.saturating_sub(1));
    engine.host.write_line(&format!("At {file}:{line} char:{column}"));
    engine.host.write_line(&format!("+ {text}"));
    engine.host.write_line(&format!("+ {blanks}{}", "~".repeat(length.max(1))));
}

/// Sixteen lines from five before the current one, or as asked.
fn list(engine: &mut Engine, stop: &Stop, words: &str) {
    let source = stop.position.source.clone();
    let (current, _) = source.position(stop.position.span.start);
    let mut numbers = words.split_whitespace().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let start = numbers.next().unwrap_or_else(|| current.saturating_sub(5).max(1));
    let count = numbers.next().unwrap_or(16);
    engine.host.write_line("");
    for (index, text) in source.text.lines().enumerate().skip(start.saturating_sub(1)).take(count) {
        let mark = if index + 1 == current { '*' } else { ' ' };
        engine.host.write_line(&format!("{:5}:{mark} {text}", index + 1));
    }
    engine.host.write_line("");
}
