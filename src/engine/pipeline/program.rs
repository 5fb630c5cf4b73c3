//! A program as a stage: lines of text in and out, its exit code at the end.

use crate::engine::command::Sink;
use crate::engine::error::{Category, Exception, Position};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How often a running program is looked at while nothing comes from it: Ctrl+C is noticed that fast.
const POLL: Duration = Duration::from_millis(20);
/// Ctrl+C reaches the program and us alike; the program may be gone before we have heard of it.
const INTERRUPT: Duration = Duration::from_millis(100);

/// Whether something becomes true within a time.
fn wait_until(limit: Duration, is_true: impl Fn() -> bool) -> bool {
    let end = std::time::Instant::now() + limit;
    while !is_true() && std::time::Instant::now() < end {
        std::thread::sleep(Duration::from_millis(1));
    }
    is_true()
}

/// One run of a program.
pub struct ProgramStage {
    path: PathBuf,
    name: Rc<str>,
    arguments: Vec<String>,
    expects_input: bool,
    position: Option<Position>,
    running: Option<Running>,
    failed: bool,
    errors_seen: bool,
    process: i32,
}

struct Running {
    child: Child,
    input: Option<ChildStdin>,
    /// Lines of its output; absent when it writes to the terminal itself.
    lines: Option<Receiver<Line>>,
}

enum Line {
    Output(String),
    /// A piece of what another program reads.
    Bytes(Vec<u8>),
    Error(String),
}

impl ProgramStage {
    pub(crate) fn new(
        path: PathBuf,
        name: Rc<str>,
        arguments: Vec<String>,
        expects_input: bool,
        position: Option<Position>,
    ) -> Self {
        ProgramStage {
            path,
            name,
            arguments,
            expects_input,
            position,
            running: None,
            failed: false,
            errors_seen: false,
            process: 0,
        }
    }

    pub(crate) fn failed(&self) -> bool {
        self.failed
    }

    pub(crate) fn begin(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        let direct = next.is_host();
        let file = next.output_file();
        let raw = next.takes_bytes();
        let errors_redirected = engine.redirects_errors();
        engine.flush_output()?;
        let mut command = Command::new(&self.path);
        command.args(&self.arguments).current_dir(&engine.location).env_clear().envs(&engine.environment);
        command.stdin(if self.expects_input { Stdio::piped() } else { Stdio::inherit() });
        command.stdout(match file {
            Some(file) => Stdio::from(file),
            None if direct => Stdio::inherit(),
            None => Stdio::piped(),
        });
        command.stderr(if errors_redirected { Stdio::piped() } else { Stdio::inherit() });
        let mut child = command.spawn().map_err(|error| self.cannot_start(&error))?;
        self.process = child.id().cast_signed();
        let (sender, lines) = channel();
        let mut piped = false;
        if let Some(output) = child.stdout.take() {
            piped = true;
            let sender = sender.clone();
            match raw {
                true => std::thread::spawn(move || {
                    pieces(output, |bytes| sender.send(Line::Bytes(bytes)).is_ok());
                }),
                false => std::thread::spawn(move || {
                    forward(output, |line| sender.send(Line::Output(line)).is_ok())
                }),
            };
        }
        if let Some(errors) = child.stderr.take() {
            piped = true;
            std::thread::spawn(move || forward(errors, |line| sender.send(Line::Error(line)).is_ok()));
        }
        let input = child.stdin.take();
        self.running = Some(Running { child, input, lines: piped.then_some(lines) });
        Ok(())
    }

    fn cannot_start(&self, error: &std::io::Error) -> Box<Fault> {
        let message = format!("Program '{}' failed to run: {error}", self.name);
        let exception = Exception::new("System.Management.Automation.ApplicationFailedException", message);
        Fault::error(exception, "NativeCommandFailed", Category::ResourceUnavailable, Value::Null)
    }

    pub(crate) fn process(
        &mut self,
        engine: &mut Engine,
        value: Option<Value>,
        next: &mut dyn Sink,
    ) -> Outcome {
        let Some(value) = value else { return Ok(()) };
        let bytes = match value.as_native::<Bytes>() {
            Some(bytes) => bytes.0.clone(),
            None => line_of(engine, value)?.into_bytes(),
        };
        if let Some(input) = self.running.as_mut().and_then(|running| running.input.as_mut()) {
            // A program may close its input early (`head`): what it does not want is dropped.
            if input.write_all(&bytes).is_err() {
                self.close_input();
            }
        }
        self.deliver(engine, next)
    }

    fn close_input(&mut self) {
        if let Some(running) = &mut self.running {
            running.input = None;
        }
    }

    /// Hands on the lines that are there already.
    fn deliver(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        loop {
            let line = self
                .running
                .as_ref()
                .and_then(|running| running.lines.as_ref())
                .and_then(|lines| lines.try_recv().ok());
            match line {
                Some(line) => self.hand_on(engine, line, next)?,
                None => return Ok(()),
            }
        }
    }

    fn hand_on(&mut self, engine: &mut Engine, line: Line, next: &mut dyn Sink) -> Outcome {
        match line {
            Line::Output(text) => next.push(engine, Value::text(text)),
            Line::Bytes(bytes) => next.push(engine, Value::native(Bytes(bytes))),
            Line::Error(text) => {
                let exception = Exception::new("System.Management.Automation.RemoteException", text.clone());
                let first = !std::mem::replace(&mut self.errors_seen, true);
                let id = if first { "NativeCommandError" } else { "NativeCommandErrorMessage" };
                let record = crate::engine::error::ErrorRecord::new(
                    exception,
                    id,
                    Category::NotSpecified,
                    Value::text(text),
                );
                engine.write_error_record(record)
            }
        }
    }

    pub(crate) fn end(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        self.close_input();
        loop {
            engine.check_stop()?;
            let Some(lines) = self.running.as_ref().and_then(|running| running.lines.as_ref()) else { break };
            match lines.recv_timeout(POLL) {
                Ok(line) => self.hand_on(engine, line, next)?,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        let code = self.wait(engine)?;
        engine.global.set("LASTEXITCODE", Value::Int(code));
        engine.succeeded = code == 0;
        self.failed = code != 0;
        self.raise(engine, code)
    }

    fn wait(&mut self, engine: &mut Engine) -> Outcome<i32> {
        loop {
            let Some(running) = &mut self.running else { return Ok(0) };
            match running.child.try_wait() {
                Ok(Some(status)) => {
                    use std::os::unix::process::ExitStatusExt;
                    let by_interrupt = status.signal() == Some(rustix::process::Signal::INT.as_raw());
                    let is_stopping = || engine.check_stop().is_err();
                    if by_interrupt && wait_until(INTERRUPT, is_stopping) {
                        engine.check_stop()?;
                    }
                    return Ok(status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0)));
                }
                Ok(None) => std::thread::sleep(Duration::from_millis(1)),
                Err(error) => return Err(self.cannot_start(&error)),
            }
            engine.check_stop()?;
        }
    }

    /// `$PSNativeCommandUseErrorActionPreference`
    fn raise(&mut self, engine: &mut Engine, code: i32) -> Outcome {
        let wanted = engine.find_variable("psnativecommanduseerroractionpreference").unwrap_or_default();
        if code == 0 || !convert::to_bool(&wanted) {
            return Ok(());
        }
        let message =
            format!("Program \"{}\" ended with non-zero exit code: {code} (0x{code:02X}).", self.name);
        let mut exception =
            Exception::new("System.Management.Automation.NativeCommandExitException", message);
        exception.data.push(("ExitCode".into(), Value::Int(code)));
        exception.data.push(("ProcessId".into(), Value::Int(self.process)));
        exception.data.push(("Path".into(), Value::text(self.path.display().to_string())));
        let mut record = crate::engine::error::ErrorRecord::new(
            exception,
            "ProgramExitedWithNonZeroCode",
            Category::NotSpecified,
            Value::text(self.path.display().to_string()),
        );
        record.position = self.position.clone();
        record.activity = Some(self.name.to_string());
        engine.report_error(None, record)
    }

    /// A program that is still there is killed: the pipeline ended without it.
    pub(crate) fn clean(&mut self) {
        if let Some(mut running) = self.running.take() {
            if !matches!(running.child.try_wait(), Ok(Some(_))) {
                // It may end by itself in between; either way it is gone.
                let _ = running.child.kill();
            }
            let _ = running.child.wait();
        }
    }
}

/// What goes from one program to the next without becoming text.
#[derive(Debug)]
struct Bytes(Vec<u8>);

impl crate::engine::object::Native for Bytes {
    fn class(&self) -> &'static crate::engine::types::Class {
        &crate::engine::types::object::OBJECT
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn pieces(mut source: impl std::io::Read, mut send: impl FnMut(Vec<u8>) -> bool) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match source.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(count) => {
                if !send(buffer.get(..count).unwrap_or_default().to_vec()) {
                    return;
                }
            }
        }
    }
}

fn forward(source: impl std::io::Read, mut send: impl FnMut(String) -> bool) {
    let mut reader = BufReader::new(source);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) | Err(_) => return,
            Ok(_) => {
                let text = String::from_utf8_lossy(&bytes);
                if !send(text.trim_end_matches(['\n', '\r']).to_string()) {
                    return;
                }
            }
        }
    }
}

/// An object as a program reads it: text as it is, anything else formatted.
fn line_of(engine: &mut Engine, value: Value) -> Outcome<String> {
    if let Value::String(text) = value.unwrapped() {
        return Ok(format!("{text}\n"));
    }
    let width = engine.host.width();
    let mut formatter = engine.host.formatter(width);
    let mut lines = Vec::new();
    formatter.push(engine, value, &mut lines)?;
    formatter.finish(engine, &mut lines)?;
    Ok(lines.into_iter().map(|line| line + "\n").collect())
}
