//! Running what a `[powershell]` object holds.

use super::power_shell::{CommandSpec, PowerShell, Running, data_collection, own, takes_output};
use super::runspace::{self, RunspaceObject};
use super::table::{methods, properties};
use super::task::{self, Work};
use super::{Class, arguments, array, exception, invocation_settings, list, object, script_block};
use crate::engine::background::{DebugLink, Records, Request, Runspace};
use crate::engine::bind::Element;
use crate::engine::evaluate::Collector;
use crate::engine::object::Native;
use crate::engine::pipeline::{Input, Place};
use crate::engine::portable::Unpacker;
use crate::engine::types::datetime::DateTime;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use crate::language::ast::{Invocation, Stream};
use crate::language::literal::quoted;
use std::any::Any;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How long it waits at once for something to come.
const POLL: Duration = Duration::from_millis(20);

const RUNNING: i64 = 1;
const STOPPED: i64 = 3;
const COMPLETED: i64 = 4;
const FAILED: i64 = 5;

/// The runspace object, made when it is first asked for.
pub(super) fn runspace(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let shell = own(this)?;
    if let Some(known) = shell.runspace.borrow().clone() {
        return Ok(known);
    }
    let made = runspace::made(engine, false);
    *shell.runspace.borrow_mut() = Some(made.clone());
    Ok(made)
}

fn statements(shell: &PowerShell) -> Outcome<Vec<Vec<CommandSpec>>> {
    let all: Vec<Vec<CommandSpec>> =
        shell.statements.borrow().iter().filter(|statement| !statement.is_empty()).cloned().collect();
    match all.is_empty() {
        false => Ok(all),
        true => Err(arguments::throw(
            "System.Management.Automation.PSInvalidOperationException",
            "No commands are specified. The command cannot be run because no commands were specified.",
        )),
    }
}

fn input_of(args: &[Value]) -> Option<Value> {
    args.first().filter(|value| !value.is_null()).map(|value| Value::array(array::items(value)))
}

/// `Invoke`: at once, in the runspace's own engine.
pub(super) fn invoke(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let shell = own(this)?;
    let statements = statements(shell)?;
    let input = input_of(args);
    shell.state.set(RUNNING);
    let before = array::items(&shell.records.list(Stream::Error)).len();
    let settings = invocation_settings::among(args).cloned();
    let result = if shell.is_current {
        run_with(engine, &statements, input, &shell.records, settings.as_ref())
    } else {
        let target = runspace(engine, this)?;
        let target: Rc<Runspace> = runspace::to_run_in(engine, &target).ok_or_else(arguments::no_overload)?;
        let records = shell.records.clone();
        target.within(engine, |inner| run_with(inner, &statements, input, &records, settings.as_ref()))
    };
    let after = array::items(&shell.records.list(Stream::Error)).len();
    shell
        .had_errors
        .set(after > before || matches!(&result, Err(fault) if matches!(**fault, Fault::Error { .. })));
    match result {
        Ok(found) => {
            shell.state.set(COMPLETED);
            match args.get(1).filter(|output| takes_output(output)) {
                Some(output) => {
                    list::alter(output, |items| items.extend(found))?;
                    Ok(Value::Empty)
                }
                None => Ok(list::collection(found)),
            }
        }
        Err(fault) => Err(failed(shell, fault, "Invoke", args.len())),
    }
}

/// What ended an invocation, as the exception of the call.
fn failed(shell: &PowerShell, fault: Box<Fault>, name: &str, count: usize) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_ref() {
        shell.state.set(FAILED);
        *shell.reason.borrow_mut() = exception::of_record(record);
    } else {
        shell.state.set(STOPPED);
    }
    script_block::wrapped(fault, name, count)
}

/// As [`run`], with the settings of the invocation.
fn run_with(
    engine: &mut Engine,
    statements: &[Vec<CommandSpec>],
    input: Option<Value>,
    records: &Records,
    settings: Option<&Value>,
) -> Outcome<Vec<Value>> {
    let Some(settings) = settings else { return run(engine, statements, input, records) };
    invocation_settings::apply(engine, settings)?;
    let start = Rc::new(DateTime::now());
    let result = run(engine, statements, input, records);
    let (text, _) = as_text(engine, statements)?;
    let plain = match statements {
        [statement] => match statement.as_slice() {
            [only] => convert::to_text(engine, &only.text)?,
            _ => text,
        },
        _ => text,
    };
    invocation_settings::remember(engine, settings, &plain, result.is_ok(), start);
    result
}

/// Runs statements in an engine; their streams go to the records.
fn run(
    engine: &mut Engine,
    statements: &[Vec<CommandSpec>],
    input: Option<Value>,
    records: &Records,
) -> Outcome<Vec<Value>> {
    let mut targets = records.targets();
    let mut collector = Collector::default();
    let mut input = input;
    let result = engine.run_under(&mut targets, &mut collector, |engine, sink| {
        statements.iter().try_for_each(|statement| {
            let mut stages = Vec::with_capacity(statement.len());
            let given = input.take();
            for (index, spec) in statement.iter().enumerate() {
                let place = Place {
                    index: index + 1,
                    length: statement.len(),
                    has_input: index > 0 || given.is_some(),
                };
                let how = if spec.local_scope { Invocation::Call } else { Invocation::Dot };
                let target = match spec.is_script {
                    true => {
                        let text = convert::to_text(engine, &spec.text)?;
                        Value::Block(engine.compile_script(&text)?)
                    }
                    false => spec.text.clone(),
                };
                stages.push(engine.stage_for(target, elements(spec), how, None, place, &[])?);
            }
            engine.run_stages(stages, given.map_or(Input::None, Input::Value), sink)
        })
    });
    match result {
        Ok(()) => Ok(collector.0),
        Err(fault) if matches!(*fault, Fault::Exit(_) | Fault::Return) => Ok(collector.0),
        Err(fault) => Err(fault),
    }
}

fn elements(spec: &CommandSpec) -> Vec<Element> {
    spec.parameters
        .iter()
        .map(|(name, value)| match (name, value) {
            (Some(name), value) => Element::Parameter {
                name: name.trim_start_matches('-').into(),
                value: value.clone(),
                span: Default::default(),
                value_span: Default::default(),
                splatted: false,
            },
            (None, value) => {
                Element::Value { value: value.clone().unwrap_or_default(), span: Default::default() }
            }
        })
        .collect()
}

/// The statements as text for another thread, with the values that it names.
fn as_text(engine: &mut Engine, statements: &[Vec<CommandSpec>]) -> Outcome<(String, Vec<(String, Value)>)> {
    let mut variables = Vec::new();
    let mut lines = Vec::new();
    for statement in statements {
        let mut parts = Vec::new();
        for spec in statement {
            let text = convert::to_text(engine, &spec.text)?;
            let mut part = match spec.is_script {
                true => format!("{} {{ {text}\n}}", if spec.local_scope { '&' } else { '.' }),
                false => format!("& {}", quoted(&text)),
            };
            for (name, value) in &spec.parameters {
                if let Some(name) = name {
                    part.push_str(&format!(" -{}", name.trim_start_matches('-')));
                }
                if let Some(value) = value {
                    let variable = format!("__argument{}", variables.len());
                    let mark = if name.is_some() { ":" } else { " " };
                    part.push_str(&format!("{mark}${{{variable}}}"));
                    variables.push((variable, value.clone()));
                }
            }
            parts.push(part);
        }
        lines.push(parts.join(" | "));
    }
    Ok((lines.join("\n"), variables))
}

/// `BeginInvoke`: on another thread; what comes is collected when somebody looks.
pub(super) fn begin_invoke(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let shell = own(this)?;
    let statements = statements(shell)?;
    let (mut script, mut variables) = as_text(engine, &statements)?;
    let target = runspace(engine, this)?;
    let throttle = target.as_native::<RunspaceObject>().and_then(RunspaceObject::throttle);
    let mut before = None;
    let found = runspace::to_run_in(engine, &target);
    let (mut link, mut breakpoints) = (None, Vec::new());
    if let Some(runspace) = &found {
        let (waits, breaks) = runspace.debug.get();
        link = Some(DebugLink::new(waits, waits && breaks));
        breakpoints = runspace.breakpoints();
        variables.extend(runspace.variables.borrow().iter().cloned());
        before = Some(runspace.prelude.borrow().clone()).filter(|text| !text.is_empty());
    }
    let input = input_of(args).map(|input| array::items(&input)).filter(|items| !items.is_empty());
    if input.is_some() {
        script = format!("$input | {script}");
    }
    let request =
        Request { script, before, input, variables, throttle, link, breakpoints, ..Request::default() };
    let shared = engine.start_work(request)?;
    if let Some(runspace) = found {
        runspace.running.replace(Some(shared.clone()));
    }
    let output = match args.get(1).filter(|output| takes_output(output)) {
        Some(output) => output.clone(),
        None => data_collection(Vec::new()),
    };
    shell.state.set(RUNNING);
    *shell.running.borrow_mut() = Some(Running { shared, output });
    Ok(Value::native(AsyncResult(this.clone())))
}

/// Takes in what another thread sent.
pub(super) fn pump(engine: &mut Engine, this: &Value) -> Outcome {
    let shell = own(this)?;
    let Some((shared, output)) =
        shell.running.borrow().as_ref().map(|running| (running.shared.clone(), running.output.clone()))
    else {
        return Ok(());
    };
    let state = shared.state();
    for (stream, packed) in shared.take_events() {
        let value = Unpacker::default().unpack(engine, &packed)?;
        match stream {
            Stream::Output => list::add(&output, value).map(|_| ())?,
            stream => {
                if stream == Stream::Error {
                    shell.had_errors.set(true);
                }
                shell.records.add(stream, value)?;
            }
        }
    }
    if state.is_over() && shell.state.get() == RUNNING {
        use crate::engine::background::JobState;
        engine.absorb_changes(&shared)?;
        shell.state.set(match state {
            JobState::Failed => FAILED,
            JobState::Stopped => STOPPED,
            _ => COMPLETED,
        });
        if let Some(failure) = shared.failure() {
            let record = Unpacker::default().error(engine, &failure)?;
            shell.had_errors.set(true);
            *shell.reason.borrow_mut() = exception::of_record(&record);
        }
    }
    Ok(())
}

fn is_over(engine: &mut Engine, this: &Value) -> Outcome<bool> {
    pump(engine, this)?;
    Ok(own(this)?.state.get() != RUNNING)
}

/// Waits until the invocation is over; false when the time is up first.
fn wait(engine: &mut Engine, this: &Value, limit: Option<Duration>) -> Outcome<bool> {
    let start = Instant::now();
    while !is_over(engine, this)? {
        engine.check_stop()?;
        if limit.is_some_and(|limit| start.elapsed() >= limit) {
            return Ok(false);
        }
        let shared = own(this)?.running.borrow().as_ref().map(|running| running.shared.clone());
        if let Some(shared) = shared {
            shared.wait_briefly(POLL);
        }
    }
    Ok(true)
}

/// `EndInvoke`: waits, and gives what the invocation sent. Errors: what ended it.
pub(super) fn end_invoke(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    wait(engine, this, None)?;
    let shell = own(this)?;
    let running = shell.running.borrow_mut().take();
    let Some(running) = running else { return Ok(data_collection(Vec::new())) };
    if let Some(failure) = running.shared.failure() {
        let record = Unpacker::default().error(engine, &failure)?;
        let fault = Box::new(Fault::Error { record: Box::new(record), whole_script: false });
        return Err(script_block::wrapped(fault, "EndInvoke", args.len()));
    }
    Ok(running.output)
}

pub(super) fn stop(engine: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let shared = own(this)?.running.borrow().as_ref().map(|running| running.shared.clone());
    if let Some(shared) = shared {
        shared.stop();
        wait(engine, this, None)?;
    }
    Ok(Value::Empty)
}

/// An invocation, or the end of one, as a task.
#[derive(Debug)]
struct Awaited {
    shell: Value,
    /// It is the end that is waited for: there is no result.
    is_stop: bool,
}

impl Work for Awaited {
    fn wait(&self, engine: &mut Engine, limit: Option<Duration>) -> Outcome<bool> {
        wait(engine, &self.shell, limit)
    }

    fn is_over(&self, engine: &mut Engine) -> Outcome<bool> {
        is_over(engine, &self.shell)
    }

    fn result(&self, engine: &mut Engine) -> Outcome<Value> {
        if self.is_stop {
            return Ok(Value::Null);
        }
        pump(engine, &self.shell)?;
        let shell = own(&self.shell)?;
        let found =
            shell.running.borrow().as_ref().map(|running| (running.shared.failure(), running.output.clone()));
        let Some((failure, output)) = found else { return Ok(data_collection(Vec::new())) };
        match failure {
            Some(failure) => {
                let record = Unpacker::default().error(engine, &failure)?;
                Err(Box::new(Fault::Error { record: Box::new(record), whole_script: false }))
            }
            None => Ok(output),
        }
    }
}

/// `InvokeAsync`: [`begin_invoke`] as a task whose result is the output.
/// Errors: it is one of the runspace that runs now, which has no other thread.
pub(super) fn invoke_async(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    if own(this)?.is_current {
        return Err(arguments::throw(
            "System.Management.Automation.PSInvalidOperationException",
            "Nested PowerShell instances cannot be invoked asynchronously. Use the Invoke method.",
        ));
    }
    begin_invoke(engine, this, args)?;
    Ok(task::waiting(Awaited { shell: this.clone(), is_stop: false }))
}

/// Asks an invocation to end, without waiting for it.
fn ask_to_stop(this: &Value) -> Outcome {
    if let Some(running) = own(this)?.running.borrow().as_ref() {
        running.shared.stop();
    }
    Ok(())
}

pub(super) fn stop_async(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    ask_to_stop(this)?;
    Ok(task::waiting(Awaited { shell: this.clone(), is_stop: true }))
}

pub(super) fn begin_stop(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    ask_to_stop(this)?;
    Ok(Value::native(AsyncResult(this.clone())))
}

pub(super) fn end_stop(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    shell_of(arguments::any(args, 0)?)?;
    wait(engine, this, None)?;
    Ok(Value::Empty)
}

/// `IAsyncResult`
#[derive(Debug)]
struct AsyncResult(Value);

impl Native for AsyncResult {
    fn class(&self) -> &'static Class {
        &RESULT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `AsyncWaitHandle`
#[derive(Debug)]
struct WaitHandle(Value);

impl Native for WaitHandle {
    fn class(&self) -> &'static Class {
        &HANDLE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn shell_of(this: &Value) -> Outcome<Value> {
    let result = this.as_native::<AsyncResult>().map(|result| result.0.clone());
    result
        .or_else(|| this.as_native::<WaitHandle>().map(|handle| handle.0.clone()))
        .ok_or_else(arguments::no_overload)
}

pub(super) static RESULT: Class = Class {
    name: "System.Management.Automation.PowerShellAsyncResult",
    base: Some(&object::OBJECT),
    interfaces: &["System.IAsyncResult"],
    properties: properties! {
        "bool" IsCompleted => |engine, this| {
            let shell = shell_of(this)?;
            is_over(engine, &shell).map(Value::Bool)
        };
        "System.Threading.WaitHandle" AsyncWaitHandle => |_, this| Ok(Value::native(WaitHandle(shell_of(this)?)));
        "System.Object" AsyncState => |_, _| Ok(Value::Null);
        "bool" CompletedSynchronously => |_, _| Ok(Value::Bool(false));
    },
    ..Class::EMPTY
};

pub(super) static HANDLE: Class = Class {
    name: "System.Threading.ManualResetEvent",
    base: Some(&object::OBJECT),
    methods: methods! {
        WaitOne "bool WaitOne()" "bool WaitOne(int millisecondsTimeout)" "bool WaitOne(timespan timeout)" => |engine, this, args| {
            let shell = shell_of(this)?;
            let limit = match args.first().map(Value::unwrapped) {
                Some(Value::TimeSpan(ticks)) => Some(Duration::from_micros(u64::try_from(ticks / 10).unwrap_or(0))),
                Some(number) => u64::try_from(convert::to_long(number)?).ok().map(Duration::from_millis),
                None => None,
            };
            wait(engine, &shell, limit).map(Value::Bool)
        };
        Close "void Close()" => |_, _, _| Ok(Value::Empty);
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    },
    ..Class::EMPTY
};
