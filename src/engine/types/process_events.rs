//! Events of `System.Diagnostics.Process`: its end, and the lines that it writes.
//!
//! A thread waits for each; it knows nothing of values and sends texts to the session.

use super::process::Process;
use super::{Method, Property, arguments, process_pipe};
use crate::engine::events::{Detail, Signal};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use std::any::Any;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const EXITED: &str = "Exited";
const OUTPUT: &str = "OutputDataReceived";
const ERRORS: &str = "ErrorDataReceived";

/// Who listens to which event.
type Listeners = Arc<Mutex<Vec<(&'static str, i32, Sender<Signal>)>>>;

/// What a process tells and to whom.
#[derive(Default)]
pub(super) struct ProcessEvents {
    listeners: Listeners,
    /// `EnableRaisingEvents`, and a thread that waits for the end of the process.
    enabled: AtomicBool,
    watched: AtomicBool,
    output: RefCell<Lines>,
    errors: RefCell<Lines>,
}

impl std::fmt::Debug for ProcessEvents {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ProcessEvents")
    }
}

/// A redirected stream that is read line by line.
#[derive(Default)]
struct Lines {
    /// The thread has read all of it.
    over: Option<Arc<AtomicBool>>,
    /// Lines are sent; `Cancel…Read` ends that.
    sends: Arc<AtomicBool>,
}

/// Ends a subscription when dropped.
struct Guard(Listeners, i32);

impl Drop for Guard {
    fn drop(&mut self) {
        locked(&self.0).retain(|(_, id, _)| *id != self.1);
    }
}

fn locked(listeners: &Listeners) -> std::sync::MutexGuard<'_, Vec<(&'static str, i32, Sender<Signal>)>> {
    listeners.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells those who listen to an event; a session that ended takes no more.
fn tell(listeners: &Listeners, event: &str, details: &[(&'static str, Detail)]) {
    for (_, subscription, sender) in locked(listeners).iter().filter(|(known, _, _)| *known == event) {
        let _ = sender.send(Signal { subscription: *subscription, details: details.to_vec() });
    }
}

impl ProcessEvents {
    /// Adds a listener; `None` for an event that processes do not have.
    pub(super) fn listen(
        &self,
        event: &str,
        subscription: i32,
        sender: Sender<Signal>,
    ) -> Option<Outcome<Option<Rc<dyn Any>>>> {
        if event.eq_ignore_ascii_case("Disposed") {
            return Some(Ok(None));
        }
        let known = [EXITED, OUTPUT, ERRORS].into_iter().find(|known| known.eq_ignore_ascii_case(event))?;
        locked(&self.listeners).push((known, subscription, sender));
        let guard: Rc<dyn Any> = Rc::new(Guard(self.listeners.clone(), subscription));
        Some(Ok(Some(guard)))
    }

    /// Waits for the end of a process on a thread of its own, once and where events are wanted.
    pub(super) fn watch(&self, id: i32) {
        if id == 0 || !self.enabled.load(Ordering::Relaxed) || self.watched.swap(true, Ordering::Relaxed) {
            return;
        }
        let listeners = self.listeners.clone();
        let handle = Pid::from_raw(id).and_then(|id| pidfd_open(id, PidfdFlags::empty()).ok());
        std::thread::spawn(move || {
            if let Some(handle) = handle {
                let mut wanted = [PollFd::new(&handle, PollFlags::IN)];
                while let Err(rustix::io::Errno::INTR) = poll(&mut wanted, None) {}
            }
            tell(&listeners, EXITED, &[]);
        });
    }

    /// Waits until the lines that are read in the background are all there: what the process started may hold the
    /// pipe for long. Errors: the script is stopped.
    pub(super) fn finish(&self, engine: &Engine) -> Outcome {
        for lines in [&self.output, &self.errors] {
            let over = lines.borrow().over.clone();
            while over.as_ref().is_some_and(|over| !over.load(Ordering::Acquire)) {
                engine.check_stop()?;
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        Ok(())
    }
}

/// Begins to send the lines of a stream. Errors: it is read already.
fn begin(
    lines: &RefCell<Lines>,
    source: Option<Box<dyn Read + Send>>,
    event: &'static str,
    listeners: &Listeners,
) -> Outcome<Value> {
    let mut lines = lines.borrow_mut();
    if lines.sends.swap(true, Ordering::Relaxed) {
        let message = "An async read operation has already been started on the stream.";
        return Err(arguments::invalid_operation(message));
    }
    let Some(source) = source else { return Ok(Value::Empty) };
    let over = Arc::new(AtomicBool::new(false));
    lines.over = Some(over.clone());
    let (sends, listeners) = (lines.sends.clone(), listeners.clone());
    std::thread::spawn(move || {
        let mut reader = BufReader::new(source);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
            let text = String::from_utf8_lossy(&line);
            let text = text.strip_suffix('\n').unwrap_or(&text);
            let text = text.strip_suffix('\r').unwrap_or(text);
            if sends.load(Ordering::Relaxed) {
                tell(&listeners, event, &[("Data", Detail::Text(text.to_string()))]);
            }
            line.clear();
        }
        // The end is told as a line that is $null.
        tell(&listeners, event, &[("Data", Detail::Nothing)]);
        over.store(true, Ordering::Release);
    });
    Ok(Value::Empty)
}

/// Ends what [`begin`] began. Errors: nothing was.
fn cancel(lines: &RefCell<Lines>) -> Outcome<Value> {
    match lines.borrow().sends.swap(false, Ordering::Relaxed) {
        true => Ok(Value::Empty),
        false => Err(arguments::invalid_operation("No async read operation is in progress on the stream.")),
    }
}

fn of(this: &Value) -> Outcome<&Process> {
    this.as_native::<Process>().ok_or_else(arguments::no_overload)
}

pub(super) const METHODS: &[Method] = super::table::methods! {
    BeginOutputReadLine "void BeginOutputReadLine()" => |_, this, _| {
        let process = of(this)?;
        let again = process.events.output.borrow().over.is_some();
        let source = if again { None } else { Some(process.output.take_raw(process_pipe::NO_OUTPUT)?) };
        begin(&process.events.output, source, OUTPUT, &process.events.listeners)
    };
    BeginErrorReadLine "void BeginErrorReadLine()" => |_, this, _| {
        let process = of(this)?;
        let again = process.events.errors.borrow().over.is_some();
        let source = if again { None } else { Some(process.errors.take_raw(process_pipe::NO_ERRORS)?) };
        begin(&process.events.errors, source, ERRORS, &process.events.listeners)
    };
    CancelOutputRead "void CancelOutputRead()" => |_, this, _| cancel(&of(this)?.events.output);
    CancelErrorRead "void CancelErrorRead()" => |_, this, _| cancel(&of(this)?.events.errors);
    WaitForInputIdle "bool WaitForInputIdle()" "bool WaitForInputIdle(int milliseconds)" "bool WaitForInputIdle(timespan timeout)" => |_, _, _| {
        Err(arguments::invalid_operation(
            "WaitForInputIdle failed.  This could be because the process does not have a graphical interface.",
        ))
    };
};

pub(super) const ENABLED: Property = Property {
    name: "EnableRaisingEvents",
    type_name: "bool",
    get: |_, this| Ok(Value::Bool(of(this)?.events.enabled.load(Ordering::Relaxed))),
    set: Some(|_, this, value| {
        let process = of(this)?;
        process.events.enabled.store(convert::to_bool(&value), Ordering::Relaxed);
        process.events.watch(process.id());
        Ok(())
    }),
};
