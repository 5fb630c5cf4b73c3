//! One run of the shell: engine, what runs, exit code.

use super::command_line::{CommandLine, Run};
use super::console::Console;
use crate::engine::bind::Element;
use crate::engine::command::CommandInfo;
use crate::engine::completion::{Completers, ValueSource};
use crate::engine::output::HostSink;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use crate::language::{Source, Span};
use std::io::{IsTerminal, Read, Write};
use std::path::Path;
use std::rc::Rc;

/// Address space for scripts that call deeply, and what is tried where so much is not given (`ulimit -v`, strict
/// accounting of memory); only what is used becomes memory.
const STACK_BYTES: [usize; 2] = [1 << 30, 1 << 28];

/// PowerShell's exit code for a command line that it cannot use.
const BAD_COMMAND_LINE: i32 = 64;

const NO_STACK: &str = "256 MB of address space for the stack are not to be had. Raise the limit of the address \
    space (ulimit -v), or allow more memory to be promised (vm.overcommit_memory).";

/// Exit code when the program itself fails. Source: `EX_SOFTWARE` of sysexits.h.
const INTERNAL_ERROR: i32 = 70;

/// Runs what the command line asks for, on a large stack. Gives the exit code.
///
/// It stays on the main thread: the heap that the C library gives to others grows a page at a time, a call of the
/// system each.
pub fn run(
    line: CommandLine,
    commands: &'static [&'static [CommandInfo]],
    values: &'static [ValueSource],
) -> i32 {
    let Some(bytes) = STACK_BYTES.into_iter().find(|bytes| is_given(*bytes)) else {
        let _ = writeln!(std::io::stderr(), "fedsh: {NO_STACK}");
        return INTERNAL_ERROR;
    };
    let work = || stacker::grow(bytes, || start(&line, commands, values));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or(INTERNAL_ERROR)
}

/// Asks for so much and gives it back: the library that switches stacks ends the program when it gets none.
fn is_given(bytes: usize) -> bool {
    let mut space = Vec::<u8>::new();
    let given = space.try_reserve_exact(bytes).is_ok();
    // A compiler may leave out an allocation that nobody looks at.
    std::hint::black_box(&space);
    given
}

fn say(text: &str) {
    // Nobody can be told when standard output is gone.
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn start(
    line: &CommandLine,
    commands: &'static [&'static [CommandInfo]],
    values: &'static [ValueSource],
) -> i32 {
    match line.run {
        Run::Version => {
            say(&format!("PowerShell {}", crate::engine::COMPATIBLE_VERSION));
            return 0;
        }
        Run::Help => {
            say(HELP);
            return 0;
        }
        _ => {}
    }
    let terminal = std::io::stdin().is_terminal();
    let interactive = !line.non_interactive;
    let mut engine = Engine::new(Box::new(Console::new(interactive)), commands);
    engine.extension::<Completers>().sources = values;
    super::interactive::watch_interrupts(&engine);
    if let Some(folder) = &line.working_directory {
        let path = engine.resolve_path(folder);
        if path.is_dir() {
            engine.location = path;
        }
    }
    super::profile::define(&mut engine);
    if !line.no_profile
        && let Some(code) = super::profile::run(&mut engine)
    {
        return code;
    }
    let code = match &line.run {
        Run::File { path, arguments } => run_file(&mut engine, path, arguments),
        Run::Command(text) => run_command(&mut engine, text),
        Run::Prompt if terminal && interactive => super::interactive::run(&mut engine, line),
        Run::PromptedInput => super::prompted_input::run(&mut engine),
        _ => run_input(&mut engine),
    };
    if line.no_exit && terminal && !matches!(line.run, Run::Prompt) {
        return super::interactive::run(&mut engine, line);
    }
    code
}

fn run_file(engine: &mut Engine, path: &str, arguments: &[String]) -> i32 {
    let full = engine.resolve_path(path);
    if !full.is_file() {
        let message = format!(
            "The argument '{path}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.\n"
        );
        engine.host.write_error(&message);
        say(HELP.lines().next().unwrap_or_default());
        return BAD_COMMAND_LINE;
    }
    let elements = elements(arguments);
    let result = engine.run_file(Path::new(&full), elements, &mut HostSink);
    finish(engine, result, false)
}

/// Arguments of a script as the binder takes them: `-Name`, `-Name:value`, text.
fn elements(arguments: &[String]) -> Vec<Element> {
    let span = Span { start: 0, end: 0 };
    arguments
        .iter()
        .map(|argument| {
            let name = argument
                .strip_prefix('-')
                .filter(|name| name.starts_with(|first: char| first.is_alphabetic() || first == '_'));
            match name {
                Some(name) => {
                    let (name, value) = match name.split_once(':') {
                        Some((name, value)) => (name, Some(literal(value))),
                        None => (name, None),
                    };
                    Element::Parameter { name: name.into(), value, span, value_span: span, splatted: false }
                }
                None => Element::Value { value: Value::text(argument.as_str()), span },
            }
        })
        .collect()
}

/// `-Flag:$false` is the one expression that `-File` reads.
fn literal(text: &str) -> Value {
    match text.to_ascii_lowercase().as_str() {
        "$true" => Value::Bool(true),
        "$false" => Value::Bool(false),
        _ => Value::text(text),
    }
}

fn run_command(engine: &mut Engine, text: &str) -> i32 {
    let result = engine.run_text(Source::inline(text), &mut HostSink);
    finish(engine, result, true)
}

/// Runs the commands on standard input.
fn run_input(engine: &mut Engine) -> i32 {
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
        engine.host.write_error(&format!("Standard input could not be read: {error}"));
        return 1;
    }
    let text = crate::engine::types::encoding::decode(&bytes);
    let result = engine.run_text(Rc::new(Source::new(None, text)), &mut HostSink);
    finish(engine, result, true)
}

/// Ends the output and turns what unwound into an exit code. `by_success` uses `$?`.
fn finish(engine: &mut Engine, result: Outcome, by_success: bool) -> i32 {
    let succeeded = engine.succeeded;
    if let Err(fault) = &result
        && let Fault::Exit(code) | Fault::Quit(code) = fault.as_ref()
    {
        engine.drop_output();
        return *code;
    }
    if let Err(fault) = engine.finish_output() {
        report(engine, *fault);
        return 1;
    }
    match result {
        Ok(()) => i32::from(by_success && !succeeded),
        Err(fault) => {
            report(engine, *fault);
            engine.host.flush();
            1
        }
    }
}

/// Shows an error that nothing caught.
pub fn report(engine: &mut Engine, fault: Fault) {
    if let Fault::Error { record, .. } = fault
        && !record.reported
    {
        engine.host.flush();
        let text = engine.error_text(&record);
        engine.host.write_error(&text);
    }
}

const HELP: &str = "Usage: fedsh [-File <path> [arguments]] | [-Command <text> | -]
  -NoProfile        Starts without the profile script.
  -NonInteractive   Never asks; what would ask fails.
  -NoLogo           Starts without the banner.
  -NoExit           Stays at the prompt after the file or command.
  -WorkingDirectory Starts in this folder.
  -Version          Shows the version of PowerShell that this shell follows.
Examples:
  fedsh ./Report.ps1 -Year 2024
  fedsh -Command \"Get-Command -Noun Content\"";
