//! The prompt: line editing, history, unfinished input, Ctrl+C.

use super::command_line::CommandLine;
use super::session::report;
use crate::engine::invoke::HostSink;
use crate::engine::{Engine, Fault, convert};
use crate::language::{Source, parse};
use rustyline::error::ReadlineError;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Completer, Editor, Helper, Highlighter, Hinter};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// Lines of history that are kept.
const HISTORY: usize = 10_000;

/// Reads on while the text is unfinished.
#[derive(Completer, Helper, Highlighter, Hinter)]
struct Reader;

impl Validator for Reader {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let parsed = parse(Source::inline(context.input()));
        Ok(if parsed.is_incomplete() { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

/// Makes Ctrl+C stop the running command instead of the process.
pub fn watch_interrupts(engine: &Engine) {
    let flag = engine.stop_flag();
    // Without the handler Ctrl+C ends the process, which is what a script expects anyway.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
}

fn history_file() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/share")))?;
    let folder = data.join("fedsh");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history.txt"))
}

/// Runs the prompt until `exit` or the end of input. Gives the exit code.
pub fn run(engine: &mut Engine, line: &CommandLine) -> i32 {
    let config = rustyline::Config::builder().auto_add_history(true).max_history_size(HISTORY);
    let config = match config {
        Ok(builder) => builder.build(),
        Err(_) => rustyline::Config::default(),
    };
    let mut editor: Editor<Reader, rustyline::history::DefaultHistory> = match Editor::with_config(config) {
        Ok(editor) => editor,
        Err(error) => {
            engine.host.write_error(&format!("The terminal cannot be used: {error}"));
            return 1;
        }
    };
    editor.set_helper(Some(Reader));
    // The editor has put its own handler in place; while commands run, ours has to be there.
    watch_interrupts(engine);
    let history = history_file();
    if let Some(file) = &history {
        // A first session has no history yet.
        let _ = editor.load_history(file);
    }
    if !line.no_logo {
        engine.host.write_line(&format!(
            "fedsh {} (PowerShell {})",
            env!("CARGO_PKG_VERSION"),
            crate::engine::COMPATIBLE_VERSION
        ));
    }
    let code = read_commands(engine, &mut editor);
    if let Some(file) = &history
        && let Err(error) = editor.save_history(file)
    {
        engine.host.write_error(&format!("The history could not be saved in {}: {error}", file.display()));
    }
    code
}

fn read_commands(
    engine: &mut Engine,
    editor: &mut Editor<Reader, rustyline::history::DefaultHistory>,
) -> i32 {
    loop {
        engine.host.flush();
        let prompt = prompt(engine);
        match editor.readline(&prompt) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => {
                if let Some(code) = run_one(engine, &text) {
                    return code;
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return 0,
            Err(error) => {
                engine.host.write_error(&format!("The terminal cannot be read: {error}"));
                return 1;
            }
        }
    }
}

/// Runs one input; the exit code when it ended the shell.
fn run_one(engine: &mut Engine, text: &str) -> Option<i32> {
    engine.stop_flag().store(false, Ordering::Relaxed);
    let result = engine.run_text(Source::inline(text), &mut HostSink);
    let finished = engine.finish_output();
    engine.stop_flag().store(false, Ordering::Relaxed);
    for fault in [result.err(), finished.err()].into_iter().flatten() {
        match *fault {
            Fault::Exit(_) if !parse(Source::inline(text)).errors.is_empty() => {}
            Fault::Exit(code) => return Some(code),
            fault => report(engine, fault),
        }
    }
    None
}

/// What the `prompt` function gives, or PowerShell's own prompt.
fn prompt(engine: &mut Engine) -> String {
    if let Some(function) = engine.find_function("prompt")
        && let Ok(items) = engine.invoke_block(&function.block.clone(), &[])
    {
        let text: String = items.iter().map(convert::display).collect();
        if !text.is_empty() {
            return text;
        }
    }
    format!("PS {}> ", engine.location.display())
}
