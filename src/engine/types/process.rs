//! `System.Diagnostics.Process`, from `/proc`.

use super::datetime::{DateTime, DateTimeKind, UNIX_EPOCH};
use super::process_events::ProcessEvents;
use super::process_pipe::Piped;
use super::timespan::TICKS_PER_SECOND;
use super::{
    Class, Method, Property, StaticMethod, arguments, array, process_events, process_pipe,
    process_start_info, record,
};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use procfs::process::Stat;
use rustix::process::{Pid, Signal};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::process::Child;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// A process by its number. One that this session started can tell its exit code.
#[derive(Debug, Default)]
pub struct Process {
    /// 0 for one that was not started yet.
    id: Cell<i32>,
    /// Kept, so that it can be told after the process ended.
    name: RefCell<String>,
    child: RefCell<Option<Child>>,
    /// What it was or will be started with.
    start_info: RefCell<Value>,
    /// Its output, its errors and the writer of its input, where they are redirected.
    pub(super) output: Piped,
    pub(super) errors: Piped,
    input: RefCell<Value>,
    pub(super) events: ProcessEvents,
    /// When its end was seen, in ticks.
    ended: Cell<Option<i64>>,
}

impl Native for Process {
    fn class(&self) -> &'static Class {
        &PROCESS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(format!("System.Diagnostics.Process ({})", self.name()))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Process>().map(|other| self.id.get() == other.id.get())
    }

    fn listen(
        &self,
        event: &str,
        subscription: i32,
        sender: std::sync::mpsc::Sender<crate::engine::events::Signal>,
    ) -> Option<Outcome<Option<Rc<dyn Any>>>> {
        self.events.listen(event, subscription, sender)
    }
}

fn stat_of(id: i32) -> Option<Stat> {
    procfs::process::Process::new(id).ok()?.stat().ok()
}

/// The name of the program: the kernel's, completed from the command line where the kernel cut it.
fn name_of(id: i32) -> Option<String> {
    const KERNEL_LENGTH: usize = 15;
    let process = procfs::process::Process::new(id).ok()?;
    let short = process.stat().ok()?.comm;
    if short.len() < KERNEL_LENGTH {
        return Some(short);
    }
    let line = process.cmdline().unwrap_or_default();
    let words = line.iter().take(2).filter_map(|word| word.rsplit('/').next());
    Some(words.into_iter().find(|word| word.starts_with(&short)).map_or(short.clone(), str::to_string))
}

/// A running process; `None` when there is none of that number.
pub fn by_id(id: i32) -> Option<Process> {
    Some(Process { id: Cell::new(id), name: RefCell::new(name_of(id)?), ..Process::default() })
}

/// All running processes.
pub fn all() -> Vec<Process> {
    let Ok(listed) = procfs::process::all_processes() else { return Vec::new() };
    listed.filter_map(|process| by_id(process.ok()?.pid)).collect()
}

impl Process {
    pub fn of_child(child: Child) -> Process {
        let process = Process::default();
        process.take(child);
        process
    }

    /// Becomes a process that was started.
    fn take(&self, mut child: Child) {
        let id = child.id().cast_signed();
        self.id.set(id);
        self.name.replace(name_of(id).unwrap_or_default());
        self.output.open(child.stdout.take());
        self.errors.open(child.stderr.take());
        self.input.replace(child.stdin.take().map_or(Value::Null, process_pipe::writer));
        self.child.replace(Some(child));
        self.events.watch(id);
    }

    pub fn id(&self) -> i32 {
        self.id.get()
    }

    pub fn name(&self) -> String {
        self.name.borrow().clone()
    }

    /// What the system says of it now; 0 where it says nothing.
    fn kilobytes(&self, pick: fn(&procfs::process::Status) -> Option<u64>) -> i64 {
        let status = procfs::process::Process::new(self.id()).and_then(|process| process.status());
        let found = status.ok().and_then(|status| pick(&status)).unwrap_or(0);
        i64::try_from(found.saturating_mul(1024)).unwrap_or(i64::MAX)
    }

    fn stat(&self) -> Option<Stat> {
        stat_of(self.id())
    }

    pub fn user(&self) -> Option<String> {
        let id = procfs::process::Process::new(self.id()).ok()?.uid().ok()?;
        Some(super::unix_stat::user_name(id))
    }

    pub fn has_ended(&self) -> bool {
        let ended = match self.child.borrow_mut().as_mut() {
            Some(child) => !matches!(child.try_wait(), Ok(None)),
            None => self.stat().is_none_or(|stat| stat.state == 'Z'),
        };
        if ended && self.ended.get().is_none() {
            self.ended.set(Some(DateTime::now().ticks));
        }
        ended
    }

    /// Ends it at once. Errors: the system's reason.
    pub fn kill(&self) -> Result<(), String> {
        if let Some(child) = self.child.borrow_mut().as_mut() {
            let _ = child.kill();
            let _ = child.wait();
            return Ok(());
        }
        let Some(id) = Pid::from_raw(self.id()) else { return Err("no such process".into()) };
        rustix::process::kill_process(id, Signal::KILL)
            .map_err(|error| super::io_error::reason(&error.into()))
    }

    fn exit_code(&self) -> Option<i32> {
        use std::os::unix::process::ExitStatusExt;
        let status = self.child.borrow_mut().as_mut()?.try_wait().ok()??;
        status.code().or_else(|| status.signal().map(|signal| 128 + signal))
    }

    /// Waits for its end; false when the limit passes first.
    fn wait(&self, limit: Option<Duration>) -> bool {
        let start = Instant::now();
        while !self.has_ended() {
            if limit.is_some_and(|limit| start.elapsed() >= limit) {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        true
    }

    /// Ticks of the clock that the kernel counts in, as .NET's.
    fn time(&self, pick: fn(&Stat) -> u64) -> i64 {
        let ticks = self.stat().map_or(0, |stat| pick(&stat));
        let per_second = procfs::ticks_per_second().max(1);
        i64::try_from(ticks.saturating_mul(10_000_000) / per_second).unwrap_or(0)
    }

    fn start_time(&self) -> Option<i64> {
        let since_boot = self.stat()?.starttime;
        let boot = i64::try_from(procfs::boot_time_secs().ok()?).ok()?;
        let per_second = procfs::ticks_per_second().max(1);
        let ticks = i64::try_from(since_boot.saturating_mul(10_000_000) / per_second).ok()?;
        Some(UNIX_EPOCH + boot * TICKS_PER_SECOND + ticks)
    }
}

fn of(this: &Value) -> Outcome<&Process> {
    this.as_native::<Process>().ok_or_else(arguments::no_overload)
}

fn resident(stat: &Stat) -> u64 {
    stat.rss.saturating_mul(procfs::page_size())
}

fn long(this: &Value, pick: fn(&Stat) -> u64) -> Outcome<Value> {
    let found = of(this)?.stat().map_or(0, |stat| pick(&stat));
    Ok(Value::Long(i64::try_from(found).unwrap_or(i64::MAX)))
}

fn path(process: &Process) -> Option<String> {
    let found = procfs::process::Process::new(process.id()).ok()?.exe().ok()?;
    Some(found.display().to_string())
}

/// What it is started with; an empty one for a process of others.
fn start_info(engine: &Engine, this: &Value) -> Outcome<Value> {
    let mut held = of(this)?.start_info.borrow_mut();
    if held.is_null() {
        *held = process_start_info::fresh(engine);
    }
    Ok(held.clone())
}

/// Starts it. Errors: as [`process_start_info::start`].
fn start(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let info = start_info(engine, this)?;
    let child = process_start_info::start(engine, &info)?;
    of(this)?.take(child);
    Ok(Value::Bool(true))
}

/// `Start(info)`, `Start(file)`, `Start(file, arguments)`.
fn start_new(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let info = match args {
        [info] if record::parts(info).is_some() => info.clone(),
        _ => match process_start_info::START_INFO.construct {
            Some(construct) => construct(engine, args)?,
            None => return Err(arguments::no_overload()),
        },
    };
    let made = Value::native(Process { start_info: RefCell::new(info), ..Process::default() });
    start(engine, &made)?;
    Ok(made)
}

/// A redirected stream. Errors: it is not redirected.
fn redirected(found: &RefCell<Value>, name: &str) -> Outcome<Value> {
    let found = found.borrow().clone();
    match found.is_null() {
        false => Ok(found),
        true => {
            let message = format!("{name} has not been redirected.");
            Err(arguments::invalid_operation(&message))
        }
    }
}

record::record_class!(MODULE "System.Diagnostics.ProcessModule" [
    "ModuleName" "string", "FileName" "string", "FileVersionInfo" "System.Diagnostics.FileVersionInfo",
    "ModuleMemorySize" "int", "BaseAddress" "System.IntPtr", "Size" "System.Object", "Company" "System.Object",
    "FileVersion" "System.Object", "ProductVersion" "System.Object", "Description" "System.Object",
    "Product" "System.Object",
]);
record::record_class!(THREAD "System.Diagnostics.ProcessThread" ["Id" "int"]);

/// A file that a process runs from, with the memory that it is mapped to.
fn module(path: &str, (start, end): (u64, u64)) -> Value {
    let name = path.rsplit('/').next().unwrap_or_default();
    let version = super::file_version_info::of_file(std::path::Path::new(path)).unwrap_or_default();
    let size = end.saturating_sub(start);
    let fields = [
        ("ModuleName", Value::text(name)),
        ("FileName", Value::text(path)),
        ("FileVersionInfo", version),
        ("ModuleMemorySize", Value::Int(i32::try_from(size).unwrap_or(i32::MAX))),
        ("BaseAddress", Value::Long(start.cast_signed())),
        ("Size", Value::Long((size / 1024).cast_signed())),
        ("Company", Value::Null),
        ("FileVersion", Value::Null),
        ("ProductVersion", Value::Null),
        ("Description", Value::Null),
        ("Product", Value::Null),
    ];
    record::made(&MODULE, format!("System.Diagnostics.ProcessModule ({name})"), fields)
}

/// The program and the libraries that a process has loaded, each once with all of its memory.
fn modules(process: &Process) -> Vec<Value> {
    let maps = procfs::process::Process::new(process.id()).and_then(|process| process.maps());
    let mut found: indexmap::IndexMap<String, (u64, u64)> = indexmap::IndexMap::new();
    found.extend(path(process).map(|path| (path, (u64::MAX, 0))));
    for map in maps.into_iter().flatten() {
        if let procfs::process::MMapPath::Path(path) = map.pathname {
            let place = found.entry(path.display().to_string()).or_insert((u64::MAX, 0));
            *place = (place.0.min(map.address.0), place.1.max(map.address.1));
        }
    }
    found.iter().map(|(path, place)| module(path, *place)).collect()
}

fn threads(process: &Process) -> Vec<Value> {
    let tasks = procfs::process::Process::new(process.id()).and_then(|process| process.tasks());
    let ids = tasks.into_iter().flatten().flatten().map(|task| task.tid);
    ids.map(|id| record::made(&THREAD, "", [("Id", Value::Int(id))])).collect()
}

macro_rules! property {
    ($name:literal, $of:literal, $get:expr) => {
        Property { name: $name, type_name: $of, get: $get, set: None }
    };
}

const METHODS: &[Method] = &[
    Method {
        name: "Kill",
        signatures: &["void Kill()", "void Kill(bool entireProcessTree)"],
        call: |_, this, _| {
            of(this)?
                .kill()
                .map_err(|reason| arguments::throw("System.ComponentModel.Win32Exception", reason))?;
            Ok(Value::Empty)
        },
    },
    Method {
        name: "WaitForExit",
        signatures: &["void WaitForExit()", "bool WaitForExit(int milliseconds)"],
        call: |engine, this, args| {
            let limit = match args.first() {
                Some(limit) => u64::try_from(convert::to_long(limit)?).ok().map(Duration::from_millis),
                None => None,
            };
            let ended = of(this)?.wait(limit);
            if limit.is_none() {
                of(this)?.events.finish(engine)?;
            }
            Ok(if args.is_empty() { Value::Empty } else { Value::Bool(ended) })
        },
    },
    Method { name: "Start", signatures: &["bool Start()"], call: |engine, this, _| start(engine, this) },
    Method {
        name: "WaitForExitAsync",
        signatures: &[
            "System.Threading.Tasks.Task WaitForExitAsync(System.Threading.CancellationToken cancellationToken = default)",
        ],
        call: |_, this, _| {
            of(this)?.wait(None);
            Ok(super::task::done(Value::Null))
        },
    },
    Method {
        name: "CloseMainWindow",
        signatures: &["bool CloseMainWindow()"],
        call: |_, _, _| Ok(Value::Bool(false)),
    },
    Method { name: "Refresh", signatures: &["void Refresh()"], call: |_, _, _| Ok(Value::Empty) },
    Method { name: "Close", signatures: &["void Close()"], call: |_, _, _| Ok(Value::Empty) },
    Method { name: "Dispose", signatures: &["void Dispose()"], call: |_, _, _| Ok(Value::Empty) },
];

const ALL_METHODS: &[Method] = &super::table::joined::<
    Method,
    { METHODS.len() + process_events::METHODS.len() },
>(METHODS, process_events::METHODS);

/// When it ended. Errors: it runs.
fn exit_time(process: &Process) -> Outcome<Value> {
    if !process.has_ended() {
        let message = "Process must exit before requested information can be determined.";
        return Err(arguments::invalid_operation(message));
    }
    let ticks = process.ended.get().unwrap_or_default();
    Ok(Value::DateTime(Rc::new(DateTime { ticks, kind: DateTimeKind::Local })))
}

static PROCESS: Class = Class {
    name: "System.Diagnostics.Process",
    base: Some(&COMPONENT),
    interfaces: &["System.IDisposable"],
    properties: &[
        property!("Id", "int", |_, this| Ok(Value::Int(of(this)?.id()))),
        property!("ProcessName", "string", |_, this| Ok(Value::text(of(this)?.name()))),
        property!("Name", "string", |_, this| Ok(Value::text(of(this)?.name()))),
        property!("SI", "int", |_, this| Ok(Value::Int(of(this)?.stat().map_or(0, |stat| stat.session)))),
        property!("SessionId", "int", |_, this| Ok(Value::Int(
            of(this)?.stat().map_or(0, |stat| stat.session)
        ))),
        property!("Handles", "int", |_, this| handles(this)),
        property!("HandleCount", "int", |_, this| handles(this)),
        property!("VM", "long", |_, this| long(this, |stat| stat.vsize)),
        property!("VirtualMemorySize64", "long", |_, this| long(this, |stat| stat.vsize)),
        property!("WS", "long", |_, this| long(this, resident)),
        property!("WorkingSet", "int", |_, this| long(this, resident)),
        property!("WorkingSet64", "long", |_, this| long(this, resident)),
        property!("PM", "long", |_, _| Ok(Value::Long(0))),
        property!("PagedMemorySize64", "long", |_, _| Ok(Value::Long(0))),
        property!("NPM", "long", |_, _| Ok(Value::Long(0))),
        property!("NonpagedSystemMemorySize64", "long", |_, _| Ok(Value::Long(0))),
        property!("PrivateMemorySize64", "long", |_, this| long(this, |stat| stat.vsize)),
        property!("CPU", "System.Object", |_, this| {
            let ticks = of(this)?.time(|stat| stat.utime + stat.stime);
            Ok(Value::Double(ticks as f64 / TICKS_PER_SECOND as f64))
        }),
        property!("TotalProcessorTime", "timespan", |_, this| {
            Ok(Value::TimeSpan(of(this)?.time(|stat| stat.utime + stat.stime)))
        }),
        property!("UserProcessorTime", "timespan", |_, this| Ok(Value::TimeSpan(
            of(this)?.time(|stat| stat.utime)
        ))),
        property!("PrivilegedProcessorTime", "timespan", |_, this| {
            Ok(Value::TimeSpan(of(this)?.time(|stat| stat.stime)))
        }),
        property!("StartTime", "datetime", |_, this| {
            Ok(of(this)?.start_time().map_or(Value::Null, |ticks| {
                Value::DateTime(Rc::new(DateTime { ticks, kind: DateTimeKind::Utc }.to_local()))
            }))
        }),
        Property {
            name: "StartInfo",
            type_name: "System.Diagnostics.ProcessStartInfo",
            get: |engine, this| start_info(engine, this),
            set: Some(|_, this, value| {
                of(this)?.start_info.replace(value);
                Ok(())
            }),
        },
        property!("StandardOutput", "System.IO.StreamReader", |_, this| of(this)?
            .output
            .reader(process_pipe::NO_OUTPUT)),
        property!("StandardError", "System.IO.StreamReader", |_, this| of(this)?
            .errors
            .reader(process_pipe::NO_ERRORS)),
        process_events::ENABLED,
        property!("StandardInput", "System.IO.StreamWriter", |_, this| redirected(
            &of(this)?.input,
            "StandardIn"
        )),
        property!("MainModule", "System.Diagnostics.ProcessModule", |_, this| {
            let process = of(this)?;
            Ok(modules(process).into_iter().next().filter(|_| path(process).is_some()).unwrap_or_default())
        }),
        property!("Modules", "System.Diagnostics.ProcessModuleCollection", |_, this| {
            Ok(arguments::array_of(&super::named(MODULE.name), modules(of(this)?)))
        }),
        property!("Threads", "System.Diagnostics.ProcessThreadCollection", |_, this| {
            Ok(arguments::array_of(&super::named(THREAD.name), threads(of(this)?)))
        }),
        property!("PeakWorkingSet64", "long", |_, this| Ok(Value::Long(
            of(this)?.kilobytes(|status| status.vmhwm)
        ))),
        property!("PeakVirtualMemorySize64", "long", |_, this| Ok(Value::Long(
            of(this)?.kilobytes(|status| status.vmpeak)
        ))),
        property!("PeakPagedMemorySize64", "long", |_, _| Ok(Value::Long(0))),
        property!("PagedSystemMemorySize64", "long", |_, _| Ok(Value::Long(0))),
        property!("HasExited", "bool", |_, this| Ok(Value::Bool(of(this)?.has_ended()))),
        property!("ExitTime", "datetime", |_, this| exit_time(of(this)?)),
        property!("ExitCode", "int", |_, this| Ok(of(this)?.exit_code().map_or(Value::Null, Value::Int))),
        property!("BasePriority", "int", |_, this| {
            let nice = of(this)?.stat().map_or(0, |stat| stat.nice);
            Ok(Value::Int(i32::try_from(nice).unwrap_or(0)))
        }),
        property!("MachineName", "string", |_, _| Ok(Value::text("."))),
        property!("MainWindowTitle", "string", |_, _| Ok(Value::text(""))),
        property!("Responding", "bool", |_, this| Ok(Value::Bool(!of(this)?.has_ended()))),
        property!("Path", "System.Object", |_, this| Ok(path(of(this)?).map_or(Value::Null, Value::text))),
        property!("CommandLine", "System.Object", |_, this| {
            let line =
                procfs::process::Process::new(of(this)?.id()).ok().and_then(|process| process.cmdline().ok());
            Ok(line.map_or(Value::Null, |words| Value::text(words.join(" "))))
        }),
        property!("Parent", "System.Object", |_, this| {
            let parent = of(this)?.stat().and_then(|stat| by_id(stat.ppid));
            Ok(parent.map_or(Value::Null, Value::native))
        }),
    ],
    methods: ALL_METHODS,
    construct: Some(|_, _| Ok(Value::native(Process::default()))),
    constructors: &["System.Diagnostics.Process new()"],
    static_methods: &[
        StaticMethod {
            name: "Start",
            signatures: &[
                "static System.Diagnostics.Process Start(System.Diagnostics.ProcessStartInfo startInfo)",
                "static System.Diagnostics.Process Start(string fileName)",
                "static System.Diagnostics.Process Start(string fileName, string arguments)",
                "static System.Diagnostics.Process Start(string fileName, System.Collections.Generic.IEnumerable[string] arguments)",
            ],
            call: start_new,
        },
        StaticMethod {
            name: "GetCurrentProcess",
            signatures: &["static System.Diagnostics.Process GetCurrentProcess()"],
            call: |_, _| Ok(by_id(std::process::id().cast_signed()).map_or(Value::Null, Value::native)),
        },
        StaticMethod {
            name: "GetProcessById",
            signatures: &["static System.Diagnostics.Process GetProcessById(int processId)"],
            call: |_, args| {
                let id = arguments::int(args, 0)?;
                by_id(id).map(Value::native).ok_or_else(|| {
                    let message = format!("Process with an Id of {id} is not running.");
                    arguments::throw("System.ArgumentException", message)
                })
            },
        },
        StaticMethod {
            name: "GetProcesses",
            signatures: &["static System.Diagnostics.Process[] GetProcesses()"],
            call: |_, _| {
                Ok(array::typed(all().into_iter().map(Value::native).collect(), super::named(PROCESS.name)))
            },
        },
        StaticMethod {
            name: "GetProcessesByName",
            signatures: &["static System.Diagnostics.Process[] GetProcessesByName(string processName)"],
            call: |engine, args| {
                let name = arguments::text(engine, args, 0)?;
                let found = all().into_iter().filter(|process| process.name() == name).map(Value::native);
                Ok(array::typed(found.collect(), super::named(PROCESS.name)))
            },
        },
    ],
    ..Class::EMPTY
};

/// Open files of a process; 0 where they may not be seen.
fn handles(this: &Value) -> Outcome<Value> {
    let count =
        procfs::process::Process::new(of(this)?.id()).ok().and_then(|process| process.fd_count().ok());
    Ok(Value::Int(count.and_then(|count| i32::try_from(count).ok()).unwrap_or(0)))
}

static COMPONENT: Class = Class {
    name: "System.ComponentModel.Component",
    base: Some(&super::file_system_info::MARSHAL_BY_REF),
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PROCESS, &MODULE, &THREAD];
