//! `$Host.Runspace.Debugger`: its events, the commands that it takes while a script stands still, its breakpoints.

use super::record::{self, made, record_class};
use super::table::{methods, properties};
use super::{Class, arguments, array, breakpoint, enumeration, invocation_info, list, object, ps_command};
use crate::engine::debug_events::{DebugEvents, Standing};
use crate::engine::debugger::{Breakpoint, Debugger, Place, Resume};
use crate::engine::error::Position;
use crate::engine::evaluate::Collector;
use crate::engine::object::Native;
use crate::engine::types::breakpoint::BreakpointValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use crate::language::Source;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

const RESUME: &str = "System.Management.Automation.DebuggerResumeAction";
/// `DebuggerResumeAction` by number.
const RESUMES: [Resume; 6] =
    [Resume::Continue, Resume::StepInto, Resume::StepOut, Resume::StepOver, Resume::Stop, Resume::Detach];

record_class!(CONTEXT "System.Management.Automation.PSDebugContext" ["InvocationInfo", "Breakpoints", "Trigger"]);
record_class!(RESULTS "System.Management.Automation.DebuggerCommandResults" ["ResumeAction", "EvaluatedByDebugger"]);

/// `$PSDebugContext` of a stop.
pub fn context(engine: &mut Engine, standing: &Standing, trigger: Value) -> Value {
    let breakpoints = standing.breakpoints.iter().map(breakpoint::value).collect();
    let invocation = invocation_info::at(engine, Some(&standing.position));
    let fields =
        [("InvocationInfo", invocation), ("Breakpoints", Value::array(breakpoints)), ("Trigger", trigger)];
    made(&CONTEXT, "", fields)
}

/// `DebuggerStopEventArgs`: what stopped, and how the handler wants to go on.
#[derive(Debug)]
struct StopEvent {
    invocation: Value,
    breakpoints: Value,
    resume: Cell<i64>,
    is_answered: Cell<bool>,
}

impl Native for StopEvent {
    fn class(&self) -> &'static Class {
        &STOP_EVENT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The argument of the handlers of a stop.
pub fn stop_event(engine: &mut Engine, position: &Position, breakpoints: Vec<Value>) -> Value {
    Value::native(StopEvent {
        invocation: invocation_info::at(engine, Some(position)),
        breakpoints: list::collection(breakpoints),
        resume: Cell::new(0),
        is_answered: Cell::new(false),
    })
}

/// What the handlers chose; `None` when none of them chose.
pub fn answered(event: &Value) -> Option<Resume> {
    let event = event.as_native::<StopEvent>().filter(|event| event.is_answered.get())?;
    usize::try_from(event.resume.get()).ok().and_then(|index| RESUMES.get(index)).copied()
}

fn event(this: &Value) -> Outcome<&StopEvent> {
    this.as_native::<StopEvent>().ok_or_else(arguments::no_overload)
}

static STOP_EVENT: Class = Class {
    name: "System.Management.Automation.DebuggerStopEventArgs",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.InvocationInfo" InvocationInfo => |_, this| Ok(event(this)?.invocation.clone());
        "System.Collections.ObjectModel.Collection[System.Management.Automation.Breakpoint]" Breakpoints => |_, this| Ok(event(this)?.breakpoints.clone());
        "System.Management.Automation.DebuggerResumeAction" ResumeAction => |_, this| Ok(enumeration::value(RESUME, event(this)?.resume.get())), |engine, this, value| {
            let chosen = convert::to_type(engine, value, &super::named(RESUME))?;
            if let Value::Enum(chosen) = chosen {
                event(this)?.resume.set(chosen.number);
                event(this)?.is_answered.set(true);
            }
            Ok(())
        };
    },
    ..Class::EMPTY
};

/// The debugger of this session.
pub fn value() -> Value {
    made(&DEBUGGER, "", [(record::IDENTITY, Value::text("debugger"))])
}

fn add_stop(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    let handler = handler(args)?;
    engine.extension::<DebugEvents>().handlers.push(handler);
    Ok(Value::Empty)
}

fn remove_stop(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    let handler = handler(args)?;
    let is_same = |known: &Value| match (known.unwrapped(), handler.unwrapped()) {
        (Value::Block(known), Value::Block(other)) => Rc::ptr_eq(known, other),
        _ => false,
    };
    let handlers = &mut engine.extension::<DebugEvents>().handlers;
    if let Some(at) = handlers.iter().rposition(is_same) {
        handlers.remove(at);
    }
    Ok(Value::Empty)
}

fn handler(args: &[Value]) -> Outcome<Value> {
    match arguments::any(args, 0)?.unwrapped() {
        block @ Value::Block(_) => Ok(block.clone()),
        _ => Err(arguments::no_overload()),
    }
}

fn standing(engine: &mut Engine) -> Outcome<Standing> {
    engine.extension::<DebugEvents>().standing().ok_or_else(|| {
        arguments::throw(
            "System.Management.Automation.PSInvalidOperationException",
            "The debugger cannot process commands unless it is in the Stopped state.",
        )
    })
}

/// `ProcessCommand(command, output)`: a word of the debugger, or a command in the scope of the script.
/// Source: `ScriptDebugger.ProcessCommand`, `DebuggerCommandProcessor`.
fn process_command(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    let standing = standing(engine)?;
    let text = ps_command::text(engine, arguments::any(args, 0)?)?;
    let output = arguments::any(args, 1)?.clone();
    let word = text.trim().to_string();
    if let Some(resume) = resume_of(&word) {
        return Ok(results(Some(resume), true));
    }
    if let Some(lines) = answer(&standing, &word) {
        for line in lines {
            list::add(&output, line)?;
        }
        return Ok(results(None, true));
    }
    let command = if word.eq_ignore_ascii_case("k") { "Get-PSCallStack".to_string() } else { text };
    let sent = run(engine, &standing, &command)?;
    for value in sent {
        list::add(&output, value)?;
    }
    Ok(results(None, false))
}

fn results(resume: Option<i64>, by_debugger: bool) -> Value {
    let resume = resume.map_or(Value::Null, |number| enumeration::value(RESUME, number));
    made(&RESULTS, "", [("ResumeAction", resume), ("EvaluatedByDebugger", Value::Bool(by_debugger))])
}

fn resume_of(word: &str) -> Option<i64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "c" | "continue" => 0,
        "s" | "stepinto" => 1,
        "o" | "stepout" => 2,
        "v" | "stepover" => 3,
        "q" | "quit" => 4,
        "d" | "detach" => 5,
        _ => return None,
    })
}

/// The lines of help and list; `None` for other words.
fn answer(standing: &Standing, word: &str) -> Option<Vec<Value>> {
    let lower = word.to_ascii_lowercase();
    if matches!(lower.as_str(), "h" | "?") {
        return Some(HELP.iter().map(|line| Value::text(*line)).collect());
    }
    let mut words = lower.split_whitespace();
    if !matches!(words.next(), Some("l" | "list")) {
        return None;
    }
    let numbers: Vec<&str> = words.collect();
    let source = &standing.position.source;
    let (current, _) = source.position(standing.position.span.start);
    let lines: Vec<&str> = source.text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let start = match numbers.first().map(|text| text.parse::<usize>()) {
        None => current.saturating_sub(5).max(1),
        Some(Ok(start)) if (1..=lines.len()).contains(&start) => start,
        Some(_) => {
            let message =
                format!("The starting line must be a positive integer no greater than {}", lines.len());
            return Some(vec![complaint(message)]);
        }
    };
    let count = match numbers.get(1).map(|text| text.parse::<usize>()) {
        None => LISTED,
        Some(Ok(count)) if count > 0 => count,
        Some(_) => return Some(vec![complaint("The line count must be a positive integer.".into())]),
    };
    let shown = lines.iter().enumerate().skip(start.saturating_sub(1)).take(count).map(|(index, line)| {
        let mark = if index + 1 == current { '*' } else { ' ' };
        Value::text(format!("{:5}:{mark} {line}", index + 1))
    });
    let blank = || std::iter::once(Value::text("\r\n"));
    Some(blank().chain(shown).chain(blank()).collect())
}

fn complaint(message: String) -> Value {
    use crate::engine::error::{Category, ErrorRecord, Exception};
    let exception = Exception::runtime(message);
    super::error_record::value(ErrorRecord::new(
        exception,
        "DebuggerError",
        Category::InvalidOperation,
        Value::Null,
    ))
}

/// Lines that `list` shows.
const LISTED: usize = 16;

const HELP: [&str; 21] = [
    "",
    " s, stepInto         Single step (step into functions, scripts, etc.)",
    " v, stepOver         Step to next statement (step over functions, scripts, etc.)",
    " o, stepOut          Step out of the current function, script, etc.",
    "",
    " c, continue         Continue operation",
    " q, quit             Stop operation and exit the debugger",
    " d, detach           Continue operation and detach the debugger.",
    "",
    " k, Get-PSCallStack Display call stack",
    "",
    " l, list             List source code for the current script.  ",
    "                     Use \"list\" to start from the current line, \"list <m>\"  ",
    "                     to start from line <m>, and \"list <m> <n>\" to list <n> ",
    "                     lines starting from line <m>",
    "",
    " <enter>             Repeat last command if it was stepInto, stepOver or list",
    "",
    " ?, h                displays this help message.",
    "\n",
    "For instructions about how to customize your debugger prompt, type \"help about_prompt\".",
];

/// Runs a command in the scope of the script that stands still, as if the calls of the handler were not there.
/// Its errors come as output. Errors: those that end more than the command.
fn run(engine: &mut Engine, standing: &Standing, text: &str) -> Outcome<Vec<Value>> {
    let handler = engine.calls.split_off(standing.depth.min(engine.calls.len()));
    let scope = std::mem::replace(&mut engine.scope, standing.scope.clone());
    let site = engine.call_site.replace(standing.position.clone());
    let mut sent = Collector::default();
    let outcome = engine.run_text(Source::inline(text), &mut sent);
    engine.call_site = site;
    engine.scope = scope;
    engine.calls.truncate(standing.depth);
    engine.calls.extend(handler);
    let mut sent = sent.0;
    match outcome {
        Ok(()) => {}
        Err(fault) => match *fault {
            Fault::Error { record, .. } => sent.push(super::error_record::value(*record)),
            other => return Err(Box::new(other)),
        },
    }
    Ok(sent)
}

/// Adds a breakpoint as `Set-PSBreakpoint` does.
fn add(engine: &mut Engine, place: Place, action: Option<&Value>) -> Value {
    let action = match action.map(Value::unwrapped) {
        Some(Value::Block(block)) => Some(block.clone()),
        _ => None,
    };
    let made = engine.extension::<Debugger>().add(place, action);
    engine.update_debugging();
    breakpoint::value(&made)
}

/// A path among the arguments; `None` when it is not given or null.
fn path(engine: &mut Engine, args: &[Value], index: usize) -> Outcome<Option<String>> {
    match args.get(index) {
        Some(value) if !value.is_null() => {
            let text = convert::to_text(engine, value)?;
            Ok((!text.is_empty()).then(|| engine.resolve_path(&text).display().to_string()))
        }
        _ => Ok(None),
    }
}

fn set_line(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    let script = path(engine, args, 0)?.unwrap_or_default();
    let line = usize::try_from(arguments::int(args, 1)?).unwrap_or(0);
    let column = match args.get(2) {
        Some(_) => usize::try_from(arguments::int(args, 2)?).unwrap_or(0),
        None => 0,
    };
    Ok(add(engine, Place::Line { script, line, column }, args.get(3)))
}

fn set_command(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    let pattern = arguments::text(engine, args, 0)?;
    let script = path(engine, args, 2)?;
    Ok(add(engine, Place::Command { pattern, script }, args.get(1)))
}

fn set_variable(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    let mode = match args.get(1) {
        Some(mode) if !mode.is_null() => convert::to_text(engine, mode)?.to_ascii_lowercase(),
        _ => "write".into(),
    };
    let script = path(engine, args, 3)?;
    let place = Place::Variable { name, reads: mode != "write", writes: mode != "read", script };
    Ok(add(engine, place, args.get(2)))
}

fn given(args: &[Value]) -> Outcome<Rc<Breakpoint>> {
    let found = arguments::any(args, 0)?.as_native::<BreakpointValue>().map(|found| found.0.clone());
    found.ok_or_else(arguments::no_overload)
}

fn enable(engine: &mut Engine, args: &[Value], on: bool) -> Outcome<Value> {
    let breakpoint = given(args)?;
    breakpoint.enabled.set(on);
    engine.update_debugging();
    Ok(breakpoint::value(&breakpoint))
}

fn remove(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    let breakpoint = given(args)?;
    let known = &mut engine.extension::<Debugger>().breakpoints;
    let before = known.len();
    known.retain(|known| !Rc::ptr_eq(known, &breakpoint));
    let removed = known.len() < before;
    engine.update_debugging();
    Ok(Value::Bool(removed))
}

/// `SetBreakpoints`: adds those that are not there.
fn set_breakpoints(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    for value in array::items(arguments::any(args, 0)?) {
        let Some(found) = value.as_native::<BreakpointValue>() else { return Err(arguments::no_overload()) };
        let known = &mut engine.extension::<Debugger>().breakpoints;
        if !known.iter().any(|known| Rc::ptr_eq(known, &found.0)) {
            known.push(found.0.clone());
        }
    }
    engine.update_debugging();
    Ok(Value::Empty)
}

static DEBUGGER: Class = Class {
    name: "System.Management.Automation.ScriptDebugger",
    base: Some(&DEBUGGER_BASE),
    properties: properties! {
        "bool" InBreakpoint => |engine, _| Ok(Value::Bool(engine.extension::<DebugEvents>().standing().is_some()));
        "bool" IsActive => |engine, _| {
            let steps = engine.extension::<Debugger>().steps();
            Ok(Value::Bool(steps || engine.extension::<Debugger>().breakpoints.iter().any(|found| found.enabled.get())))
        };
    },
    methods: methods! {
        add_DebuggerStop "void add_DebuggerStop(System.EventHandler[System.Management.Automation.DebuggerStopEventArgs] value)" => add_stop;
        remove_DebuggerStop "void remove_DebuggerStop(System.EventHandler[System.Management.Automation.DebuggerStopEventArgs] value)" => remove_stop;
        ProcessCommand "System.Management.Automation.DebuggerCommandResults ProcessCommand(pscommand command, System.Management.Automation.PSDataCollection[psobject] output)" => process_command;
        SetDebuggerStepMode "void SetDebuggerStepMode(bool enabled)" => |engine, _, args| {
            let on = convert::to_bool(arguments::any(args, 0)?);
            engine.step_from_here(on);
            Ok(Value::Empty)
        };
        GetBreakpoints "System.Collections.Generic.List[System.Management.Automation.Breakpoint] GetBreakpoints()" "System.Collections.Generic.List[System.Management.Automation.Breakpoint] GetBreakpoints(System.Nullable[int] runspaceId)" => |engine, _, _| {
            let all = engine.extension::<Debugger>().breakpoints.iter().map(breakpoint::value).collect();
            Ok(list::collection(all))
        };
        GetBreakpoint "System.Management.Automation.Breakpoint GetBreakpoint(int id)" "System.Management.Automation.Breakpoint GetBreakpoint(int id, System.Nullable[int] runspaceId)" => |engine, _, args| {
            let id = arguments::int(args, 0)?;
            let found = engine.extension::<Debugger>().breakpoints.iter().find(|found| found.id == id).map(breakpoint::value);
            Ok(found.unwrap_or_default())
        };
        SetBreakpoints "void SetBreakpoints(System.Collections.Generic.IEnumerable[System.Management.Automation.Breakpoint] breakpoints)" => set_breakpoints;
        SetLineBreakpoint "System.Management.Automation.LineBreakpoint SetLineBreakpoint(string path, int line, int column, scriptblock action)" "System.Management.Automation.LineBreakpoint SetLineBreakpoint(string path, int line, int column, scriptblock action, System.Nullable[int] runspaceId)" => set_line;
        SetCommandBreakpoint "System.Management.Automation.CommandBreakpoint SetCommandBreakpoint(string command, scriptblock action, string path)" "System.Management.Automation.CommandBreakpoint SetCommandBreakpoint(string command, scriptblock action, string path, System.Nullable[int] runspaceId)" => set_command;
        SetVariableBreakpoint "System.Management.Automation.VariableBreakpoint SetVariableBreakpoint(string variableName, System.Management.Automation.VariableAccessMode accessMode, scriptblock action, string path)" "System.Management.Automation.VariableBreakpoint SetVariableBreakpoint(string variableName, System.Management.Automation.VariableAccessMode accessMode, scriptblock action, string path, System.Nullable[int] runspaceId)" => set_variable;
        EnableBreakpoint "System.Management.Automation.Breakpoint EnableBreakpoint(System.Management.Automation.Breakpoint breakpoint)" "System.Management.Automation.Breakpoint EnableBreakpoint(System.Management.Automation.Breakpoint breakpoint, System.Nullable[int] runspaceId)" => |engine, _, args| enable(engine, args, true);
        DisableBreakpoint "System.Management.Automation.Breakpoint DisableBreakpoint(System.Management.Automation.Breakpoint breakpoint)" "System.Management.Automation.Breakpoint DisableBreakpoint(System.Management.Automation.Breakpoint breakpoint, System.Nullable[int] runspaceId)" => |engine, _, args| enable(engine, args, false);
        RemoveBreakpoint "bool RemoveBreakpoint(System.Management.Automation.Breakpoint breakpoint)" "bool RemoveBreakpoint(System.Management.Automation.Breakpoint breakpoint, System.Nullable[int] runspaceId)" => remove;
    },
    ..Class::EMPTY
};

static DEBUGGER_BASE: Class =
    Class { name: "System.Management.Automation.Debugger", base: Some(&object::OBJECT), ..Class::EMPTY };

static RESUME_ACTION: Class = Class {
    name: RESUME,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("Continue", 0),
        ("StepInto", 1),
        ("StepOut", 2),
        ("StepOver", 3),
        ("Stop", 4),
        ("Detach", 5),
    ]),
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] =
    &[&DEBUGGER, &DEBUGGER_BASE, &STOP_EVENT, &CONTEXT, &RESULTS, &RESUME_ACTION];
