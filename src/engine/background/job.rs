//! Jobs: what runs in the background, as scripts see it.

use super::DebugLink;
use super::work::Event;
use crate::engine::object::Native;
use crate::engine::portable::{Changes, Packer, Portable, PortableError, Unpacker};
use crate::engine::types::datetime::DateTime;
use crate::engine::types::record::{self, record_class};
use crate::engine::types::{self, Class, Method, Property, enumeration, error_record, exception, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use crate::language::ast::Stream;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// `JobState`, by its own numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    NotStarted = 0,
    Running = 1,
    Completed = 2,
    Failed = 3,
    Stopped = 4,
    AtBreakpoint = 10,
}

/// The names of `JobState`.
pub const STATES: &[&str] = &[
    "NotStarted",
    "Running",
    "Completed",
    "Failed",
    "Stopped",
    "Blocked",
    "Suspended",
    "Disconnected",
    "Suspending",
    "Stopping",
    "AtBreakpoint",
];

impl JobState {
    pub fn is_over(self) -> bool {
        matches!(self, JobState::Completed | JobState::Failed | JobState::Stopped)
    }

    pub fn name(self) -> &'static str {
        STATES.get(self as usize).copied().unwrap_or_default()
    }
}

struct Inner {
    state: JobState,
    events: Vec<(Stream, Portable)>,
    failure: Option<Box<PortableError>>,
    changes: Option<Changes>,
    began: Option<DateTime>,
    ended: Option<DateTime>,
}

/// What the thread that works and the one that waits share.
pub struct Shared {
    inner: Mutex<Inner>,
    changed: Condvar,
    stop: Arc<AtomicBool>,
    link: Option<Arc<DebugLink>>,
}

impl Shared {
    pub(super) fn new(stop: Arc<AtomicBool>, link: Option<Arc<DebugLink>>) -> Arc<Shared> {
        let inner = Inner {
            state: JobState::NotStarted,
            events: Vec::new(),
            failure: None,
            changes: None,
            began: None,
            ended: None,
        };
        Arc::new(Shared { inner: Mutex::new(inner), changed: Condvar::new(), stop, link })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self) {
        let mut inner = self.lock();
        inner.state = JobState::Running;
        inner.began = Some(DateTime::now());
        self.changed.notify_all();
    }

    pub(super) fn take(&self, event: Event) {
        let mut inner = self.lock();
        match event {
            Event::Record(stream, packed) => inner.events.push((stream, packed)),
            Event::Ended { failure, stopped, changes } => {
                inner.state = match (&failure, stopped) {
                    (_, true) => JobState::Stopped,
                    (Some(_), _) => JobState::Failed,
                    _ => JobState::Completed,
                };
                inner.failure = failure;
                inner.changes = Some(changes);
                inner.ended = Some(DateTime::now());
            }
        }
        self.changed.notify_all();
    }

    /// The thread is gone; what it did not tell is a failure.
    pub(super) fn end_without_result(&self) {
        let mut inner = self.lock();
        if !inner.state.is_over() {
            inner.state = JobState::Failed;
            inner.ended = Some(DateTime::now());
        }
        self.changed.notify_all();
    }

    pub(super) fn stopped_before_start(&self) {
        let mut inner = self.lock();
        inner.state = JobState::Stopped;
        inner.ended = Some(DateTime::now());
        self.changed.notify_all();
    }

    pub fn state(&self) -> JobState {
        let state = self.lock().state;
        match &self.link {
            Some(link) if state == JobState::Running && link.is_standing() => JobState::AtBreakpoint,
            _ => state,
        }
    }

    /// For a debugger in another session.
    pub fn link(&self) -> Option<&Arc<DebugLink>> {
        self.link.as_ref()
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Waits a moment for something to happen.
    pub fn wait_briefly(&self, limit: Duration) {
        let inner = self.lock();
        if inner.state.is_over() || !inner.events.is_empty() {
            return;
        }
        // Woken or not, the caller looks again.
        drop(self.changed.wait_timeout(inner, limit));
    }

    /// What was sent since the last time.
    pub fn take_events(&self) -> Vec<(Stream, Portable)> {
        std::mem::take(&mut self.lock().events)
    }

    pub fn failure(&self) -> Option<Box<PortableError>> {
        self.lock().failure.clone()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// `Start-Job`, `&`
    Process,
    ProcessChild,
    /// `Start-ThreadJob`
    Thread,
    /// `ForEach-Object -Parallel -AsJob`
    Tasks,
    Task,
}

/// A record of a job: what was received and not taken away yet.
#[derive(Clone, Debug)]
pub struct Item {
    pub stream: Stream,
    pub value: Value,
}

/// One job.
pub struct Job {
    pub id: i32,
    name: RefCell<String>,
    kind: JobKind,
    command: String,
    instance: Value,
    shared: Option<Arc<Shared>>,
    children: Vec<Value>,
    /// Received from the thread, not given to anybody for good.
    waiting: RefCell<Vec<Item>>,
    failure_taken: Cell<bool>,
    received: Cell<bool>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "job {}", self.id)
    }
}

impl Native for Job {
    fn class(&self) -> &'static Class {
        match self.kind {
            JobKind::Process => &PROCESS_JOB,
            JobKind::ProcessChild => &PROCESS_CHILD,
            JobKind::Thread => &THREAD_JOB,
            JobKind::Tasks => &TASK_JOB,
            JobKind::Task => &TASK_CHILD,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Job>().map(|other| self.id == other.id)
    }
}

/// The job behind a value.
pub fn job_of(value: &Value) -> Option<&Job> {
    value.as_native::<Job>()
}

impl Job {
    /// A new job as scripts hold it.
    pub fn value(
        id: i32,
        name: String,
        kind: JobKind,
        command: String,
        shared: Option<Arc<Shared>>,
        children: Vec<Value>,
    ) -> Value {
        Value::native(Job {
            id,
            name: RefCell::new(name),
            kind,
            command,
            instance: types::guid::random(),
            shared,
            children,
            waiting: RefCell::default(),
            failure_taken: Cell::new(false),
            received: Cell::new(false),
        })
    }

    pub fn name(&self) -> String {
        self.name.borrow().clone()
    }

    /// For a debugger: of the job itself, else of the first job in it that still runs.
    pub fn link(&self) -> Option<Arc<DebugLink>> {
        let own = self.shared.as_ref().and_then(|shared| shared.link().cloned());
        let open = || self.children.iter().filter_map(job_of).filter(|child| !child.state().is_over());
        own.or_else(|| open().find_map(Job::link))
    }

    pub fn command(&self) -> &str {
        &self.command
    }

    pub fn instance(&self) -> String {
        convert::display(&self.instance)
    }

    pub fn children(&self) -> &[Value] {
        &self.children
    }

    pub fn state(&self) -> JobState {
        if let Some(shared) = &self.shared {
            return shared.state();
        }
        let states: Vec<JobState> = self.children.iter().filter_map(job_of).map(Job::state).collect();
        let any = |wanted: JobState| states.contains(&wanted);
        match () {
            () if states.iter().all(|state| *state == JobState::NotStarted) && !states.is_empty() => {
                JobState::NotStarted
            }
            () if any(JobState::AtBreakpoint) => JobState::AtBreakpoint,
            () if !states.iter().all(|state| state.is_over()) => JobState::Running,
            () if any(JobState::Failed) => JobState::Failed,
            () if any(JobState::Stopped) => JobState::Stopped,
            () => JobState::Completed,
        }
    }

    pub fn stop(&self) {
        if let Some(shared) = &self.shared {
            shared.stop();
        }
        self.children.iter().filter_map(job_of).for_each(Job::stop);
    }

    /// Waits a moment for something to happen.
    pub fn wait_briefly(&self, limit: Duration) {
        match &self.shared {
            Some(shared) => shared.wait_briefly(limit),
            None => {
                let open = self.children.iter().filter_map(job_of).find(|child| !child.state().is_over());
                if let Some(child) = open {
                    child.wait_briefly(limit);
                }
            }
        }
    }

    /// Waits until it is over. Errors: Ctrl+C.
    pub fn wait(&self, engine: &mut Engine, limit: Option<Duration>) -> Outcome<bool> {
        const POLL: Duration = Duration::from_millis(20);
        let start = Instant::now();
        while !self.state().is_over() {
            engine.check_stop()?;
            if limit.is_some_and(|limit| start.elapsed() >= limit) {
                return Ok(false);
            }
            match &self.shared {
                Some(shared) => {
                    let inner = shared.lock();
                    if !inner.state.is_over() {
                        drop(shared.changed.wait_timeout(inner, POLL));
                    }
                }
                None => {
                    for child in self.children.iter().filter_map(job_of) {
                        if !child.state().is_over() && !child.wait(engine, Some(POLL))? {
                            break;
                        }
                    }
                }
            }
        }
        self.absorb(engine)?;
        Ok(true)
    }

    /// Takes in what the thread changed in the objects that it was given.
    fn absorb(&self, engine: &mut Engine) -> Outcome {
        match &self.shared {
            Some(shared) => engine.absorb_changes(shared),
            None => self.children.iter().filter_map(job_of).try_for_each(|child| child.absorb(engine)),
        }
    }

    /// Brings what the thread sent to this side.
    fn fetch(&self, engine: &mut Engine) -> Outcome {
        let Some(shared) = &self.shared else { return Ok(()) };
        for (stream, packed) in shared.take_events() {
            let mut value = Unpacker::default().unpack(engine, &packed)?;
            if self.kind == JobKind::ProcessChild && stream == Stream::Output {
                value = self.with_origin(value);
            }
            self.waiting.borrow_mut().push(Item { stream, value });
        }
        Ok(())
    }

    /// Objects of another process say where they came from.
    fn with_origin(&self, value: Value) -> Value {
        use crate::engine::object::{Member, MemberBody, ObjectKind};
        if let Value::Object(object) = &value
            && let ObjectKind::Custom(members) = &object.kind
        {
            let notes = [
                ("PSComputerName", Value::text("localhost"), true),
                ("RunspaceId", self.instance.clone(), false),
                ("PSShowComputerName", Value::Bool(false), true),
            ];
            for (name, value, hidden) in notes {
                members.borrow_mut().add(Member { name: name.into(), body: MemberBody::Note(value), hidden });
            }
        }
        value
    }

    /// The records of this job alone, in order; they stay when `keep`.
    pub fn records(&self, engine: &mut Engine, keep: bool) -> Outcome<Vec<Item>> {
        let over = self.state().is_over();
        self.fetch(engine)?;
        let mut items = match keep {
            true => self.waiting.borrow().clone(),
            false => std::mem::take(&mut *self.waiting.borrow_mut()),
        };
        if over {
            let failure = self.shared.as_ref().and_then(|shared| shared.failure());
            if let Some(failure) = failure.filter(|_| !self.failure_taken.get()) {
                let record = Unpacker::default().error(engine, &failure)?;
                items.push(Item { stream: Stream::Error, value: error_record::value(record) });
                self.failure_taken.set(!keep);
            }
            if !keep {
                self.received.set(true);
            }
            self.absorb(engine)?;
        }
        Ok(items)
    }

    fn reason(&self, engine: &mut Engine) -> Outcome<Value> {
        match self.shared.as_ref().and_then(|shared| shared.failure()) {
            Some(failure) => {
                let record = Unpacker::default().error(engine, &failure)?;
                Ok(exception::of_record(&record))
            }
            None => Ok(Value::Null),
        }
    }

    fn has_more(&self) -> bool {
        let waiting = !self.waiting.borrow().is_empty();
        let fresh = self.shared.as_ref().is_some_and(|shared| !shared.lock().events.is_empty());
        let children = self.children.iter().filter_map(job_of).any(Job::has_more);
        // A job that runs may say something yet, and so may what it left; one that was stopped will not.
        let is_child = matches!(self.kind, JobKind::ProcessChild | JobKind::Task);
        let unread = is_child && !self.received.get() && self.state() != JobState::Stopped;
        waiting || fresh || children || unread
    }

    fn time(&self, began: bool) -> Value {
        let shared = self.shared.clone().or_else(|| {
            let list = self.children.iter().filter_map(job_of);
            let child =
                if began { list.min_by_key(|child| child.id) } else { list.max_by_key(|child| child.id) };
            child.and_then(|child| child.shared.clone())
        });
        let time = shared.and_then(|shared| {
            let inner = shared.lock();
            if began { inner.began } else { inner.ended }
        });
        time.map_or(Value::Null, |time| Value::DateTime(Rc::new(time)))
    }
}

impl Engine {
    /// Makes the changes that a thread sent back, once.
    pub fn absorb_changes(&mut self, shared: &Arc<Shared>) -> Outcome {
        let Some(changes) = shared.lock().changes.take() else { return Ok(()) };
        let table = self.extension::<JobTable>();
        let at = table.packers.iter().position(|(known, _)| Arc::ptr_eq(known, shared));
        let Some((_, packer)) = at.map(|at| table.packers.swap_remove(at)) else { return Ok(()) };
        if changes.is_empty() { Ok(()) } else { changes.apply(self, &packer) }
    }
}

/// The jobs of a session.
#[derive(Default)]
pub struct JobTable {
    last: i32,
    pub jobs: Vec<Value>,
    throttle: Option<Arc<super::Throttle>>,
    /// What was sent to threads that still run, for their changes to come back to.
    packers: Vec<(Arc<Shared>, Packer)>,
}

impl JobTable {
    pub fn next_id(&mut self) -> i32 {
        self.last += 1;
        self.last
    }

    pub(super) fn sent(&mut self, shared: &Arc<Shared>, packer: Packer) {
        self.packers.push((shared.clone(), packer));
    }

    /// What limits thread jobs; a limit changes it for all.
    pub fn thread_throttle(&mut self, limit: Option<usize>) -> Arc<super::Throttle> {
        const DEFAULT_LIMIT: usize = 5;
        let throttle = self.throttle.get_or_insert_with(|| super::Throttle::new(DEFAULT_LIMIT)).clone();
        if let Some(limit) = limit {
            throttle.set_limit(limit);
        }
        throttle
    }

    pub fn remove(&mut self, id: i32) {
        self.jobs.retain(|job| job_of(job).is_none_or(|job| job.id != id));
    }
}

fn own<T>(this: &Value, read: impl FnOnce(&Job) -> T) -> Outcome<T> {
    job_of(this).map(read).ok_or_else(types::arguments::no_overload)
}

fn stream(engine: &mut Engine, this: &Value, wanted: Stream) -> Outcome<Value> {
    let Some(job) = job_of(this) else { return Ok(Value::Null) };
    job.fetch(engine)?;
    let waiting = job.waiting.borrow();
    let found = waiting.iter().filter(|item| item.stream == wanted).map(|item| item.value.clone()).collect();
    Ok(types::list::collection(found))
}

record_class!(STATE_INFO "System.Management.Automation.JobStateInfo" ["State", "Reason"]);

macro_rules! job_properties {
    ($($name:literal $kind:literal => $get:expr;)*) => {
        &[$(Property { name: $name, type_name: $kind, get: $get, set: None }),*]
    };
}

static JOB: Class = Class {
    name: "System.Management.Automation.Job",
    base: Some(&object::OBJECT),
    properties: job_properties! {
        "State" "System.Management.Automation.JobState" => |_, this| own(this, |job| enumeration::value("System.Management.Automation.JobState", job.state() as i64));
        "HasMoreData" "bool" => |_, this| own(this, |job| Value::Bool(job.has_more()));
        "StatusMessage" "string" => |_, this| own(this, |job| Value::text(match job.kind { JobKind::Thread => "", _ => "" }));
        "Location" "string" => |_, this| own(this, |job| Value::text(match job.kind { JobKind::Process | JobKind::ProcessChild => "localhost", _ => "PowerShell" }));
        "Command" "string" => |_, this| own(this, |job| Value::text(job.command.as_str()));
        "JobStateInfo" "System.Management.Automation.JobStateInfo" => |engine, this| {
            let Some(job) = job_of(this) else { return Ok(Value::Null) };
            let state = enumeration::value("System.Management.Automation.JobState", job.state() as i64);
            let reason = job.reason(engine)?;
            Ok(record::made(&STATE_INFO, job.state().name(), [("State", state), ("Reason", reason)]))
        };
        "Id" "int" => |_, this| own(this, |job| Value::Int(job.id));
        "InstanceId" "guid" => |_, this| own(this, |job| job.instance.clone());
        "ChildJobs" "System.Collections.Generic.IList[System.Management.Automation.Job]" => |_, this| own(this, |job| types::list::of_objects(job.children.clone()));
        "PSBeginTime" "datetime" => |_, this| own(this, |job| job.time(true));
        "PSEndTime" "datetime" => |_, this| own(this, |job| job.time(false));
        "PSJobTypeName" "string" => |_, this| own(this, |job| match job.kind { JobKind::Process => Value::text("BackgroundJob"), JobKind::ProcessChild => Value::text(""), JobKind::Thread => Value::text("ThreadJob"), JobKind::Tasks => Value::text("PSTaskJob"), JobKind::Task => Value::text("PSTaskChildJob") });
        "Output" "System.Management.Automation.PSDataCollection[psobject]" => |engine, this| stream(engine, this, Stream::Output);
        "Error" "System.Management.Automation.PSDataCollection[System.Management.Automation.ErrorRecord]" => |engine, this| stream(engine, this, Stream::Error);
        "Warning" "System.Management.Automation.PSDataCollection[System.Management.Automation.WarningRecord]" => |engine, this| stream(engine, this, Stream::Warning);
        "Verbose" "System.Management.Automation.PSDataCollection[System.Management.Automation.VerboseRecord]" => |engine, this| stream(engine, this, Stream::Verbose);
        "Debug" "System.Management.Automation.PSDataCollection[System.Management.Automation.DebugRecord]" => |engine, this| stream(engine, this, Stream::Debug);
        "Information" "System.Management.Automation.PSDataCollection[System.Management.Automation.InformationRecord]" => |engine, this| stream(engine, this, Stream::Information);
        "Progress" "System.Management.Automation.PSDataCollection[System.Management.Automation.ProgressRecord]" => |_, _| Ok(types::list::collection(Vec::new()));
    },
    methods: &[
        Method {
            name: "StopJob",
            signatures: &["void StopJob()"],
            call: |engine, this, _| {
                let Some(job) = job_of(this) else { return Ok(Value::Empty) };
                job.stop();
                job.wait(engine, None)?;
                Ok(Value::Empty)
            },
        },
        Method { name: "Dispose", signatures: &["void Dispose()"], call: |_, _, _| Ok(Value::Empty) },
    ],
    ..Class::EMPTY
};

static NAMED: &[Property] = &[Property {
    name: "Name",
    type_name: "string",
    get: |_, this| own(this, |job| Value::text(job.name())),
    set: Some(|engine, this, value| {
        let text = convert::to_text(engine, &value)?;
        own(this, |job| *job.name.borrow_mut() = text)
    }),
}];

macro_rules! job_classes {
    ($($constant:ident $name:literal : $base:ident),* $(,)?) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&$base),
            properties: NAMED,
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&JOB, &STATE_INFO, $(&$constant),*];
    };
}

job_classes! {
    JOB2 "System.Management.Automation.Job2": JOB,
    PROCESS_JOB "System.Management.Automation.PSRemotingJob": JOB,
    PROCESS_CHILD "System.Management.Automation.PSRemotingChildJob": JOB,
    THREAD_JOB "Microsoft.PowerShell.ThreadJob.ThreadJob": JOB2,
    TASK_JOB "System.Management.Automation.PSTasks.PSTaskJob": JOB,
    TASK_CHILD "System.Management.Automation.PSTasks.PSTaskChildJob": JOB,
}
