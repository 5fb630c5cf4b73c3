//! Trace sources: what `Trace-Command` tells of the engine's own work, and who listens.

use super::Engine;
use super::types::datetime::{self, DateTime};
use std::fs::File;
use std::io::Write;
use std::rc::Rc;
use std::time::Instant;

/// What the engine traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    CommandDiscovery,
    MethodInvocation,
    ParameterBinding,
}

/// What kind of line it is, by the bits of `PSTraceSourceOptions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Error = 0x200,
    Line = 0x1000,
    Scope = 0x2000,
}

/// All of `PSTraceSourceOptions`.
pub const ALL_OPTIONS: i64 = 0x7FFF;

/// Who hears of it.
#[derive(Clone, Debug)]
pub enum Listener {
    /// What each source has from the start; nobody sees it.
    Default,
    /// `-Debugger`: a debugger of .NET, which is not there.
    Debug,
    /// `-PSHost`
    Host,
    /// `-FilePath`, by the name that was given.
    File(Rc<str>, Rc<File>),
}

impl Listener {
    pub fn name(&self) -> &str {
        match self {
            Listener::Default => "Default",
            Listener::Debug => "Debug",
            Listener::Host => "Host",
            Listener::File(name, _) => name,
        }
    }
}

/// What a listener writes under each line, by the bits of `TraceOptions`.
pub mod detail {
    pub const DATE_TIME: i64 = 2;
    pub const TIMESTAMP: i64 = 4;
    pub const PROCESS_ID: i64 = 8;
    pub const THREAD_ID: i64 = 16;
}

/// One source.
#[derive(Clone, Debug)]
pub struct Source {
    pub topic: Topic,
    pub name: &'static str,
    pub description: &'static str,
    pub options: i64,
    pub details: i64,
    pub listeners: Vec<Listener>,
}

/// All sources of a session.
pub struct Tracer {
    pub sources: Vec<Source>,
    depth: usize,
    started: Instant,
}

impl Default for Tracer {
    fn default() -> Self {
        let source = |topic, name, description| Source {
            topic,
            name,
            description,
            options: 0,
            details: 0,
            listeners: vec![Listener::Default],
        };
        Tracer {
            sources: vec![
                source(
                    Topic::CommandDiscovery,
                    "CommandDiscovery",
                    "Traces the discovery of cmdlets, scripts, functions, applications, etc.",
                ),
                source(Topic::MethodInvocation, "MethodInvocation", "Traces the invocation of .NET methods."),
                source(
                    Topic::ParameterBinding,
                    "ParameterBinding",
                    "Traces the process of binding the arguments to the parameters of cmdlets, scripts, and applications.",
                ),
            ],
            depth: 0,
            started: Instant::now(),
        }
    }
}

impl Tracer {
    /// Whether anyone wants lines.
    fn is_on(&self) -> bool {
        self.sources.iter().any(|source| source.options != 0 && !source.listeners.is_empty())
    }

    /// A line as listeners write it: its source, then the indented text.
    fn line(&self, source: &Source, text: &str) -> String {
        format!("{} Information: 0 : {}{text}", source.name, "    ".repeat(self.depth))
    }

    /// What listeners write under a line.
    fn details(&self, wanted: i64) -> Vec<String> {
        let mut lines = Vec::new();
        if wanted & detail::PROCESS_ID != 0 {
            lines.push(format!("    ProcessId={}", std::process::id()));
        }
        if wanted & detail::THREAD_ID != 0 {
            lines.push("    ThreadId=1".to_string());
        }
        if wanted & detail::DATE_TIME != 0 {
            lines.push(format!("    DateTime={}", datetime::format(&DateTime::now().to_utc(), "o")));
        }
        if wanted & detail::TIMESTAMP != 0 {
            lines.push(format!("    Timestamp={}", self.started.elapsed().as_nanos()));
        }
        lines
    }
}

impl Engine {
    /// Follows what the sources say by now.
    pub fn update_tracing(&mut self) {
        self.tracing = self.extension::<Tracer>().is_on();
    }

    /// Tells the listeners of a topic, when there are any.
    pub(crate) fn trace(&mut self, topic: Topic, kind: Kind, text: impl FnOnce() -> String) {
        if !self.tracing {
            return;
        }
        let tracer = self.extension::<Tracer>();
        let Some(source) = tracer.sources.iter().find(|source| source.topic == topic) else { return };
        if source.options & kind as i64 == 0 {
            return;
        }
        let line = tracer.line(source, &text());
        let details = tracer.details(source.details);
        for listener in source.listeners.clone() {
            match listener {
                Listener::Default | Listener::Debug => {}
                Listener::Host => {
                    let now = datetime::format(&DateTime::now(), "yyyy-MM-dd HH:mm:ss.ffff ");
                    self.host.write_debug(&format!("{now}{line}"));
                    details.iter().for_each(|detail| self.host.write_debug(&format!("{now}{detail}")));
                }
                Listener::File(_, file) => {
                    let lines = std::iter::once(&line).chain(&details);
                    let text: String = lines.map(|line| format!("{line}\n")).collect();
                    // Tracing never stops what is traced.
                    let _ = (&*file).write_all(text.as_bytes());
                }
            }
        }
    }

    /// A line of parameter binding.
    pub(crate) fn trace_binding(&mut self, text: impl FnOnce() -> String) {
        self.trace(Topic::ParameterBinding, Kind::Line, text);
    }

    /// A line of parameter binding, and work whose own lines stand under it.
    pub(crate) fn trace_scope(&mut self, text: impl FnOnce() -> String) {
        self.trace(Topic::ParameterBinding, Kind::Scope, text);
        if self.tracing {
            self.extension::<Tracer>().depth += 1;
        }
    }

    /// The work of the last [`Engine::trace_scope`] is over.
    pub(crate) fn trace_scope_ends(&mut self) {
        if self.tracing {
            let tracer = self.extension::<Tracer>();
            tracer.depth = tracer.depth.saturating_sub(1);
        }
    }
}
