//! What the debugger of one session and a script on another thread tell each other.

use crate::engine::debugger::{Resume, Stop};
use crate::engine::error::Position;
use crate::engine::evaluate::Collector;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use crate::language::{Source, Span};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often either side looks whether it is stopped.
const POLL: Duration = Duration::from_millis(20);

/// Where a script stands still.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The breakpoints that were hit.
    hit: Vec<String>,
    file: Option<String>,
    text: String,
    span: Span,
}

/// What the debugger wants of a script that stands still.
enum Ask {
    Run(String),
    Resume(Resume),
}

#[derive(Default)]
struct Inner {
    standing: Option<Standing>,
    asked: Option<Ask>,
    answer: Option<String>,
}

/// One script that can be debugged from elsewhere.
#[derive(Default)]
pub struct DebugLink {
    inner: Mutex<Inner>,
    changed: Condvar,
    /// It is to stop at its next statement.
    breaks: AtomicBool,
    /// A debugger is there, or the script waits for one.
    waits: AtomicBool,
    /// The script waits for one when none is there.
    waits_alone: bool,
}

impl std::fmt::Debug for DebugLink {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("debugger of another thread")
    }
}

impl DebugLink {
    /// A link; a script that `waits` stands still at a breakpoint until a debugger comes.
    pub fn new(waits: bool, breaks: bool) -> Arc<DebugLink> {
        let link = DebugLink { waits_alone: waits, ..DebugLink::default() };
        link.waits.store(waits, Ordering::Relaxed);
        link.breaks.store(breaks, Ordering::Relaxed);
        Arc::new(link)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pause<'a>(&self, inner: MutexGuard<'a, Inner>) -> MutexGuard<'a, Inner> {
        match self.changed.wait_timeout(inner, POLL) {
            Ok((inner, _)) => inner,
            Err(poisoned) => poisoned.into_inner().0,
        }
    }

    /// A debugger comes; with `breaks` the script stops at its next statement.
    pub fn attach(&self, breaks: bool) {
        self.waits.store(true, Ordering::Relaxed);
        self.breaks.store(breaks, Ordering::Relaxed);
    }

    /// The debugger goes: the script goes on.
    pub fn detach(&self) {
        self.breaks.store(false, Ordering::Relaxed);
        self.waits.store(self.waits_alone, Ordering::Relaxed);
        let mut inner = self.lock();
        if inner.standing.is_some() {
            inner.asked = Some(Ask::Resume(Resume::Continue));
        }
        self.changed.notify_all();
    }

    pub fn is_standing(&self) -> bool {
        self.lock().standing.is_some()
    }

    /// Whether the script is to stop now, once.
    pub(in crate::engine) fn take_break(&self) -> bool {
        self.breaks.load(Ordering::Relaxed) && self.breaks.swap(false, Ordering::Relaxed)
    }

    /// On the script's thread: stands still and does what the debugger asks until it says how to go on.
    pub(in crate::engine) fn stand(&self, engine: &mut Engine, stop: &Stop) -> Resume {
        if !self.waits.load(Ordering::Relaxed) {
            return Resume::Continue;
        }
        let source = &stop.position.source;
        let standing = Standing {
            hit: stop.hit.clone(),
            file: source.file.as_deref().map(str::to_owned),
            text: source.text.clone(),
            span: stop.position.span,
        };
        let mut inner = self.lock();
        inner.standing = Some(standing);
        self.changed.notify_all();
        loop {
            if engine.check_stop().is_err() {
                return self.go_on(&mut inner, Resume::Stop);
            }
            match inner.asked.take() {
                Some(Ask::Resume(resume)) => return self.go_on(&mut inner, resume),
                Some(Ask::Run(text)) => {
                    drop(inner);
                    let answer = run(engine, &text);
                    inner = self.lock();
                    inner.answer = Some(answer);
                    self.changed.notify_all();
                }
                // The debugger may have gone before it saw that the script stands.
                None if !self.waits.load(Ordering::Relaxed) => {
                    return self.go_on(&mut inner, Resume::Continue);
                }
                None => inner = self.pause(inner),
            }
        }
    }

    /// The script stands still no longer; what was asked and not heard is nobody's any more.
    fn go_on(&self, inner: &mut Inner, resume: Resume) -> Resume {
        (inner.standing, inner.asked) = (None, None);
        self.changed.notify_all();
        resume
    }

    /// On the debugger's side: what a command says in the scope of the script. Errors: Ctrl+C.
    fn ask(&self, engine: &mut Engine, text: &str) -> Outcome<String> {
        let mut inner = self.lock();
        inner.answer = None;
        inner.asked = Some(Ask::Run(text.to_string()));
        self.changed.notify_all();
        loop {
            if let Some(answer) = inner.answer.take() {
                return Ok(answer);
            }
            engine.check_stop()?;
            if inner.standing.is_none() {
                return Ok(String::new());
            }
            inner = self.pause(inner);
        }
    }

    /// On the debugger's side: asks the user as long as the script stands still. Gives how it goes on; `None` when
    /// it does not stand.
    pub fn debug(self: &Arc<Self>, engine: &mut Engine) -> Option<Resume> {
        let standing = self.lock().standing.clone()?;
        let source = Rc::new(Source::new(standing.file.map(Into::into), standing.text));
        let link = self.clone();
        let stop = Stop {
            hit: standing.hit,
            breakpoints: Vec::new(),
            trigger: Value::Null,
            position: Position::at(&source, standing.span),
            elsewhere: Some(Rc::new(move |engine: &mut Engine, text: &str| link.ask(engine, text))),
        };
        engine.enter_debugger();
        let resume = engine.host.debug_prompt()(engine, &stop);
        engine.leave_debugger(resume);
        let mut inner = self.lock();
        if inner.standing.is_some() {
            inner.asked = Some(Ask::Resume(resume));
            self.changed.notify_all();
            // What stands still is not asked about again before it went on.
            while inner.standing.is_some() && inner.asked.is_some() && engine.check_stop().is_ok() {
                inner = self.pause(inner);
            }
        }
        Some(resume)
    }
}

/// The text that a command sends in the scope of a script that stands still, its errors among it.
fn run(engine: &mut Engine, text: &str) -> String {
    let script = format!(". {{\n{text}\n}} 2>&1 | Out-String");
    let mut sent = Collector::default();
    let outcome = engine.run_text(Source::inline(script), &mut sent);
    let mut shown: String = sent.0.iter().map(convert::display).collect();
    if let Err(fault) = outcome
        && let Fault::Error { record, .. } = *fault
    {
        let view = engine.host.error_view();
        shown.push_str(&view(engine, &record));
        shown.push('\n');
    }
    shown
}

impl Engine {
    /// Lets a debugger elsewhere stop this session's scripts.
    pub(super) fn follow_debugger(&mut self, link: Arc<DebugLink>) {
        self.debug_link = Some(link);
    }

    /// Stops at the next statement when a debugger elsewhere wants it.
    pub(in crate::engine) fn attend_debugger(&mut self) {
        if self.debug_link.as_ref().is_some_and(|link| link.take_break()) {
            self.break_next();
        }
    }
}
