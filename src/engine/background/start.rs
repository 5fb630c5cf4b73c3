//! Starting work on another thread: packing what it needs, limiting how much runs at once.

use super::DebugLink;
use super::job::{Job, JobKind, JobTable, Shared};
use super::using::mentioned;
use super::work::Work;
use crate::engine::debugger::Place;
use crate::engine::portable::Packer;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Address space of a thread, as for the session's own: scripts may call deeply.
const STACK_BYTES: usize = 1 << 29;
/// How often a thread that waits for its turn looks whether it is stopped.
const POLL: Duration = Duration::from_millis(20);

/// How much may run at once.
pub struct Throttle {
    running: Mutex<usize>,
    freed: Condvar,
    limit: Mutex<usize>,
}

impl Throttle {
    pub fn new(limit: usize) -> Arc<Throttle> {
        Arc::new(Throttle { running: Mutex::new(0), freed: Condvar::new(), limit: Mutex::new(limit.max(1)) })
    }

    pub fn set_limit(&self, limit: usize) {
        *self.limit.lock().unwrap_or_else(PoisonError::into_inner) = limit.max(1);
        self.freed.notify_all();
    }

    /// Waits for a turn; false when it is stopped first.
    fn enter(&self, stop: &AtomicBool) -> bool {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if stop.load(Ordering::Relaxed) {
                return false;
            }
            let limit = *self.limit.lock().unwrap_or_else(PoisonError::into_inner);
            if *running < limit {
                *running += 1;
                return true;
            }
            running = match self.freed.wait_timeout(running, POLL) {
                Ok((guard, _)) => guard,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    fn leave(&self) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        *running = running.saturating_sub(1);
        self.freed.notify_all();
    }
}

/// What is to run.
#[derive(Default)]
pub struct Request {
    pub name: Option<String>,
    pub script: String,
    pub before: Option<String>,
    pub arguments: Vec<Value>,
    pub input: Option<Vec<Value>>,
    pub item: Option<Value>,
    pub using: Vec<(String, Value)>,
    pub variables: Vec<(String, Value)>,
    pub location: Option<PathBuf>,
    pub as_process: bool,
    pub throttle: Option<Arc<Throttle>>,
    /// For a debugger in another session.
    pub link: Option<Arc<DebugLink>>,
    pub breakpoints: Vec<Place>,
}

impl Engine {
    /// Starts work on a thread of its own.
    pub fn start_work(&mut self, request: Request) -> Outcome<Arc<Shared>> {
        let mut packer = Packer::default();
        let mut pack = |engine: &mut Engine, value: &Value| match request.as_process {
            true => packer.pack_as_xml(engine, value),
            false => packer.pack(engine, value),
        };
        let mut arguments = Vec::with_capacity(request.arguments.len());
        for value in &request.arguments {
            arguments.push(pack(self, value)?);
        }
        let input = match &request.input {
            Some(items) => Some(items.iter().map(|item| pack(self, item)).collect::<Outcome<Vec<_>>>()?),
            None => None,
        };
        let item = match &request.item {
            Some(item) => Some(pack(self, item)?),
            None => None,
        };
        let mut using = Vec::with_capacity(request.using.len());
        for (name, value) in &request.using {
            using.push((name.clone(), pack(self, value)?));
        }
        let mut variables = Vec::with_capacity(request.variables.len());
        for (name, value) in &request.variables {
            variables.push((name.clone(), pack(self, value)?));
        }
        let stop = Arc::new(AtomicBool::new(false));
        let work = Work {
            script: request.script,
            before: request.before,
            arguments,
            input,
            item,
            using,
            variables,
            location: request.location.unwrap_or_else(|| self.location.clone()),
            environment: self.environment.clone(),
            as_process: request.as_process,
            commands: self.command_tables(),
            host: self.host.for_thread(),
            stop: stop.clone(),
            link: request.link.clone(),
            breakpoints: request.breakpoints,
        };
        let shared = Shared::new(stop, request.link);
        self.extension::<JobTable>().sent(&shared, packer);
        spawn(work, shared.clone(), request.throttle)?;
        Ok(shared)
    }

    /// Starts a job and keeps it in the session's list.
    pub fn start_job(&mut self, kind: JobKind, request: Request) -> Outcome<Value> {
        let request = Request { link: Some(DebugLink::new(true, false)), ..request };
        let (name, command) = (request.name.clone(), request.script.clone());
        let shared = self.start_work(request)?;
        let table = self.extension::<JobTable>();
        let id = table.next_id();
        let child = match kind {
            JobKind::Process => {
                let child = table.next_id();
                vec![Job::value(
                    child,
                    format!("Job{child}"),
                    JobKind::ProcessChild,
                    command.clone(),
                    Some(shared.clone()),
                    vec![],
                )]
            }
            _ => Vec::new(),
        };
        let own = child.is_empty().then_some(shared);
        let job = Job::value(id, name.unwrap_or_else(|| format!("Job{id}")), kind, command, own, child);
        self.extension::<JobTable>().jobs.push(job.clone());
        Ok(job)
    }

    /// `… &`: the statement as a job, with the variables that it mentions.
    pub(crate) fn start_background(&mut self, text: &str) -> Outcome<Value> {
        let block = self.compile_block(text)?;
        let mut variables = Vec::new();
        for name in mentioned(block.tree()) {
            if matches!(
                name.folded.as_str(),
                "_" | "psitem" | "args" | "input" | "this" | "null" | "true" | "false"
            ) {
                continue;
            }
            let found = self.scope.chain().find_map(|scope| scope.get(&name.folded));
            variables.extend(found.map(|value| (name.written, value)));
        }
        let fresh = |name: &str| !self.is_fixed(name);
        let variables = variables.into_iter().filter(|(name, _)| fresh(name)).collect();
        let request = Request { script: text.to_string(), variables, as_process: true, ..Request::default() };
        self.start_job(JobKind::Process, request)
    }

    /// Whether every session has a variable of this name that is not to be set.
    fn is_fixed(&self, name: &str) -> bool {
        use crate::engine::scope::{Slot, fold};
        matches!(self.global.place(&fold(name)), Slot::Cell(cell) if cell.options.get().read_only)
    }
}

/// Tells that the work is over, also when its thread fails.
struct Ending {
    shared: Arc<Shared>,
    throttle: Option<Arc<Throttle>>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.shared.end_without_result();
        if let Some(throttle) = &self.throttle {
            throttle.leave();
        }
    }
}

fn spawn(work: Work, shared: Arc<Shared>, throttle: Option<Arc<Throttle>>) -> Outcome {
    let stop = work.stop.clone();
    let run = move || {
        let turn = throttle.as_ref().is_none_or(|throttle| throttle.enter(&stop));
        if !turn {
            shared.stopped_before_start();
            return;
        }
        let ending = Ending { shared: shared.clone(), throttle };
        shared.begin();
        work.run(move |event| shared.take(event));
        drop(ending);
    };
    match std::thread::Builder::new().name("runspace".into()).stack_size(STACK_BYTES).spawn(run) {
        Ok(_) => Ok(()),
        Err(error) => Err(Fault::runtime("ThreadStart", format!("A thread could not be started: {error}"))),
    }
}
