//! The prompt: reads, runs and keeps what was typed, until `exit` or the end of input.

use super::command_line::CommandLine;
use super::editor::{LineEditor, Read, Slot};
use super::session::report;
use crate::engine::debugger::Debugger;
use crate::engine::history::History;
use crate::engine::host::NestedPrompts;
use crate::engine::output::HostSink;
use crate::engine::types::datetime::DateTime;
use crate::engine::types::{error_list, error_record};
use crate::engine::{Engine, Fault, Outcome, convert};
use crate::language::{Source, parse};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// The flag that Ctrl+C sets, once somebody watches.
static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Does what Ctrl+C does, where the terminal gives it as a key.
pub(super) fn interrupt() {
    match STOP.get() {
        Some(flag) => flag.store(true, Ordering::Relaxed),
        None => {
            // Without a terminal's session the process ends, as it does for every program.
            let own = rustix::process::getpid();
            let _ = rustix::process::kill_process(own, rustix::process::Signal::INT);
        }
    }
}

/// Makes Ctrl+C stop the running command instead of the process.
pub fn watch_interrupts(engine: &Engine) {
    let flag = engine.stop_flag();
    let _ = STOP.set(flag.clone());
    // Without the handler Ctrl+C ends the process, which is what a script expects anyway.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            super::editor::restore();
            std::process::exit(130);
        }
    });
}

/// A prompt that is told to end leaves the terminal as it was.
fn watch_ends() {
    use signal_hook::consts::{SIGHUP, SIGTERM};
    // Without the watch the process ends all the same.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGTERM]) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            super::editor::restore();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

/// Runs the prompt until `exit` or the end of input. Gives the exit code.
pub fn run(engine: &mut Engine, line: &CommandLine) -> i32 {
    match LineEditor::new(engine) {
        Ok(editor) => engine.extension::<Slot>().0 = Some(editor),
        Err(message) => {
            engine.host.write_error(&format!("The terminal cannot be used: {message}"));
            return 1;
        }
    }
    watch_ends();
    if !line.no_logo {
        engine.host.write_line(&format!(
            "fedsh {} (PowerShell {})",
            env!("CARGO_PKG_VERSION"),
            crate::engine::COMPATIBLE_VERSION
        ));
    }
    let echo = super::editor::QuietInterrupts::enter();
    let code = read_commands(engine);
    // What is saved at the end is saved here: the process may end without unwinding.
    engine.extension::<Slot>().0 = None;
    drop(echo);
    code
}

/// A prompt inside of a running command, until `exit`.
pub fn nested(engine: &mut Engine) -> Outcome {
    engine.extension::<NestedPrompts>().0 += 1;
    engine.finish_output()?;
    read_commands(engine);
    engine.extension::<NestedPrompts>().0 -= 1;
    Ok(())
}

fn read_commands(engine: &mut Engine) -> i32 {
    loop {
        engine.host.flush();
        engine.stop_flag().store(false, Ordering::Relaxed);
        let shown = prompt(engine);
        match read(engine, &shown) {
            Read::Line(text) if text.trim().is_empty() => {}
            Read::Line(text) => {
                engine.host.record(&format!("PS>{text}"));
                if let Some(code) = run_one(engine, &text) {
                    return code;
                }
            }
            Read::Cancelled => {}
            Read::End => return 0,
        }
    }
}

/// Reads with the session's editor, which is away while it reads.
pub fn read(engine: &mut Engine, prompt: &str) -> Read {
    let open = engine.host.take_open_line();
    let prompt = &format!("{open}{prompt}");
    let Some(mut editor) = engine.extension::<Slot>().0.take() else {
        return match engine.host.read_line(prompt) {
            Ok(Some(line)) => Read::Line(line),
            _ => Read::End,
        };
    };
    if open.is_empty() {
        editor.leave_line(engine);
    }
    let read = editor.read_input(engine, prompt);
    engine.extension::<Slot>().0 = Some(editor);
    read
}

/// Runs one input; the exit code when it ended the shell.
pub(super) fn run_one(engine: &mut Engine, text: &str) -> Option<i32> {
    engine.stop_flag().store(false, Ordering::Relaxed);
    let start = Rc::new(DateTime::now());
    engine.extension::<History>().start();
    let result = engine.run_text(Source::inline(text), &mut HostSink);
    let finished = engine.finish_output();
    engine.host.end_progress();
    engine.stop_flag().store(false, Ordering::Relaxed);
    let mut succeeded = true;
    let mut ended = None;
    for fault in [result.err(), finished.err()].into_iter().flatten() {
        succeeded = false;
        match *fault {
            Fault::Exit(_) if !parse(Source::inline(text)).errors.is_empty() => {}
            Fault::Exit(code) | Fault::Quit(code) => ended = Some(code),
            fault => report(engine, fault),
        }
    }
    let end = Rc::new(DateTime::now());
    engine.extension::<History>().add(text, succeeded, start, end);
    suggest(engine, text);
    ended
}

/// Names that are spelled nearly like the command or parameter that the input's error is about, as PowerShell's
/// feedback shows them.
fn suggest(engine: &mut Engine, text: &str) {
    let newest = error_list::newest(&engine.errors);
    let Some(record) = newest.as_ref().and_then(error_record::of).filter(|_| !engine.succeeded) else {
        return;
    };
    let what = match record.id.split(',').next() {
        Some("CommandNotFoundException") => "commands",
        Some("NamedParameterNotFound") => "parameters",
        _ => return,
    };
    let Some(position) = record.position.clone().filter(|position| position.source.text == text) else {
        return;
    };
    let found = super::completion::similar(engine, text, position.span.end as usize);
    if found.results.is_empty() {
        return;
    }
    engine.host.write_line("");
    engine.host.write_line("[General Feedback]");
    engine.host.write_line(&format!("  The most similar {what} are:"));
    for near in found.results {
        engine.host.write_line(&format!("    \u{27a4} {}", near.text));
    }
    engine.host.write_line("");
}

/// What the `prompt` function gives, or PowerShell's own prompt.
pub(super) fn prompt(engine: &mut Engine) -> String {
    let succeeded = engine.succeeded;
    if let Some(function) = engine.find_function("prompt") {
        // `Set-PSDebug -Step` asks about what was typed, not about the prompt.
        let asks = std::mem::take(&mut engine.extension::<Debugger>().asks);
        let shown = engine.invoke_block(&function.block.clone(), &[]);
        engine.extension::<Debugger>().asks |= asks;
        match shown {
            Ok(items) => {
                engine.succeeded = succeeded;
                let text: String = items.iter().map(convert::display).collect();
                if !text.is_empty() {
                    return text;
                }
            }
            Err(_) => engine.succeeded = succeeded,
        }
        return "PS>".into();
    }
    let level = engine.extension::<NestedPrompts>().0 + 1;
    format!("PS {}{} ", engine.current_location().shown(), ">".repeat(level))
}
