//! `System.IO.FileSystemWatcher`: what changes in a folder, told by the kernel (inotify).

use super::table::{methods, properties};
use super::{Class, arguments, enumeration, object, record};
use crate::engine::events::{Detail, Signal};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use std::any::Any;
use std::collections::HashMap;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const CHANGE_TYPES: &str = "System.IO.WatcherChangeTypes";
const NOTIFY_FILTERS: &str = "System.IO.NotifyFilters";
/// `LastWrite | FileName | DirectoryName`
const USUAL_FILTERS: i64 = 19;
/// How long the thread waits before it looks whether it should end, in milliseconds.
const LOOK_AGAIN: i64 = 100;
/// Bytes of events that are read at once.
const BUFFER: usize = 16 * 1024;

/// What happened to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    kind: Kind,
    path: PathBuf,
    /// What a renamed entry was before.
    old: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Created = 1,
    Deleted = 2,
    Changed = 4,
    Renamed = 8,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Created => "Created",
            Kind::Deleted => "Deleted",
            Kind::Changed => "Changed",
            Kind::Renamed => "Renamed",
        }
    }
}

/// Who hears of changes.
enum Listener {
    /// A subscription of the session.
    Event(i32, Kind, Sender<Signal>),
    /// A call that waits for changes of these kinds.
    Wait(u64, i64, Sender<Change>),
}

#[derive(Default)]
struct State {
    listeners: Vec<Listener>,
    path: PathBuf,
    filters: Vec<String>,
    deep: bool,
    notify: i64,
    enabled: bool,
    /// Changes with every start and stop, so that an older thread ends.
    run: u64,
    next_wait: u64,
}

struct Watcher(Arc<Mutex<State>>);

impl std::fmt::Debug for Watcher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FileSystemWatcher")
    }
}

fn locked<T>(state: &Arc<Mutex<State>>, how: impl FnOnce(&mut State) -> T) -> T {
    how(&mut state.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Ends a subscription when dropped.
struct Guard(Arc<Mutex<State>>, i32);

impl Drop for Guard {
    fn drop(&mut self) {
        locked(&self.0, |state| {
            state.listeners.retain(|one| !matches!(one, Listener::Event(id, _, _) if *id == self.1));
        });
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Native for Watcher {
    fn class(&self) -> &'static Class {
        &WATCHER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn listen(
        &self,
        event: &str,
        subscription: i32,
        sender: Sender<Signal>,
    ) -> Option<Outcome<Option<Rc<dyn Any>>>> {
        if ["Disposed", "Error"].iter().any(|known| event.eq_ignore_ascii_case(known)) {
            return Some(Ok(None));
        }
        let all = [Kind::Created, Kind::Deleted, Kind::Changed, Kind::Renamed];
        let kind = all.into_iter().find(|kind| event.eq_ignore_ascii_case(kind.name()))?;
        locked(&self.0, |state| state.listeners.push(Listener::Event(subscription, kind, sender)));
        let guard: Rc<dyn Any> = Rc::new(Guard(self.0.clone(), subscription));
        Some(Ok(Some(guard)))
    }
}

/// The kernel's watches: which folder each of them is for.
struct Watches {
    queue: OwnedFd,
    folders: HashMap<i32, PathBuf>,
    deep: bool,
}

impl Watches {
    fn new(root: &Path, deep: bool) -> std::io::Result<Watches> {
        let queue = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        let mut watches = Watches { queue, folders: HashMap::new(), deep };
        watches.add(root)?;
        Ok(watches)
    }

    /// Watches a folder, and those in it when asked for.
    fn add(&mut self, folder: &Path) -> std::io::Result<()> {
        let wanted = WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::MODIFY
            | WatchFlags::ATTRIB
            | WatchFlags::MOVED_FROM
            | WatchFlags::MOVED_TO;
        let number = inotify::add_watch(&self.queue, folder, wanted)?;
        self.folders.insert(number, folder.to_path_buf());
        if !self.deep {
            return Ok(());
        }
        for entry in std::fs::read_dir(folder)?.filter_map(Result::ok) {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                // A folder that went meanwhile is not watched.
                let _ = self.add(&entry.path());
            }
        }
        Ok(())
    }

    /// The changes that are there by now.
    fn read(&mut self) -> Vec<Change> {
        let mut buffer = [MaybeUninit::uninit(); BUFFER];
        let mut found: Vec<(ReadFlags, u32, PathBuf)> = Vec::new();
        {
            let mut reader = Reader::new(&self.queue, &mut buffer);
            while let Ok(event) = reader.next() {
                let name = event.file_name().map(|name| name.to_string_lossy().into_owned());
                if let (Some(folder), Some(name)) = (self.folders.get(&event.wd()), name) {
                    found.push((event.events(), event.cookie(), folder.join(name)));
                }
                if reader.is_buffer_empty() {
                    break;
                }
            }
        }
        for (flags, _, path) in &found {
            if self.deep && flags.contains(ReadFlags::ISDIR | ReadFlags::CREATE) {
                let _ = self.add(path);
            }
        }
        changes(&found)
    }
}

/// Pairs what left a name with what came to another one: the same cookie means one entry.
fn changes(found: &[(ReadFlags, u32, PathBuf)]) -> Vec<Change> {
    let mut changes = Vec::new();
    for (flags, cookie, path) in found {
        let other = |wanted: ReadFlags| {
            found.iter().find(|(flags, known, _)| flags.contains(wanted) && known == cookie)
        };
        let (kind, old) = if flags.contains(ReadFlags::CREATE) {
            (Kind::Created, None)
        } else if flags.contains(ReadFlags::DELETE) {
            (Kind::Deleted, None)
        } else if flags.contains(ReadFlags::MOVED_TO) {
            match other(ReadFlags::MOVED_FROM) {
                Some((_, _, old)) => (Kind::Renamed, Some(old.clone())),
                None => (Kind::Created, None),
            }
        } else if flags.contains(ReadFlags::MOVED_FROM) {
            if other(ReadFlags::MOVED_TO).is_some() {
                continue;
            }
            (Kind::Deleted, None)
        } else {
            (Kind::Changed, None)
        };
        changes.push(Change { kind, path: path.clone(), old });
    }
    changes
}

impl State {
    /// Whether the filters let an entry pass: no filter passes all.
    fn wants(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.filters.is_empty()
            || self.filters.iter().any(|filter| filter == "*.*" || operators::like(&name, filter, true))
    }

    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.path).unwrap_or(path).display().to_string()
    }

    fn tell(&self, change: &Change) {
        if !self.wants(&change.path) && !change.old.as_deref().is_some_and(|old| self.wants(old)) {
            return;
        }
        for listener in &self.listeners {
            match listener {
                Listener::Event(subscription, kind, sender) if *kind == change.kind => {
                    let mut details = vec![
                        ("ChangeType", Detail::Text(change.kind.name().to_string())),
                        ("FullPath", Detail::Text(change.path.display().to_string())),
                        ("Name", Detail::Text(self.relative(&change.path))),
                    ];
                    if let Some(old) = &change.old {
                        details.push(("OldFullPath", Detail::Text(old.display().to_string())));
                        details.push(("OldName", Detail::Text(self.relative(old))));
                    }
                    // A session that ended takes no more.
                    let _ = sender.send(Signal { subscription: *subscription, details });
                }
                Listener::Wait(_, kinds, sender) if kinds & change.kind as i64 != 0 => {
                    let _ = sender.send(change.clone());
                }
                _ => {}
            }
        }
    }
}

impl Watcher {
    fn start(&self) -> Outcome {
        let (path, deep, enabled) = locked(&self.0, |state| {
            (state.path.clone(), state.deep, std::mem::replace(&mut state.enabled, true))
        });
        if enabled {
            return Ok(());
        }
        let mut watches = Watches::new(&path, deep).map_err(|_| bad_folder(&path))?;
        let run = locked(&self.0, |state| {
            state.run += 1;
            state.run
        });
        let shared = self.0.clone();
        std::thread::spawn(move || {
            let wait = Timespec { tv_sec: 0, tv_nsec: LOOK_AGAIN * 1_000_000 };
            while locked(&shared, |state| state.run == run) {
                let mut queue = [PollFd::new(&watches.queue, PollFlags::IN)];
                if !matches!(poll(&mut queue, Some(&wait)), Ok(count) if count > 0) {
                    continue;
                }
                let changes = watches.read();
                locked(&shared, |state| {
                    if state.run == run {
                        changes.iter().for_each(|change| state.tell(change));
                    }
                });
            }
        });
        Ok(())
    }

    fn stop(&self) {
        locked(&self.0, |state| {
            state.run += 1;
            state.enabled = false;
        });
    }

    /// Changes a setting; a watcher that runs begins anew with it.
    fn set(&self, how: impl FnOnce(&mut State)) -> Outcome {
        let runs = locked(&self.0, |state| {
            how(state);
            state.enabled
        });
        if runs {
            self.stop();
            return self.start();
        }
        Ok(())
    }
}

fn bad_folder(path: &Path) -> Box<crate::engine::Fault> {
    let message = format!("The directory name '{}' does not exist. (Parameter 'Path')", path.display());
    arguments::throw("System.ArgumentException", message)
}

fn own(this: &Value) -> Outcome<&Watcher> {
    this.as_native::<Watcher>().ok_or_else(arguments::no_overload)
}

fn read<T>(this: &Value, how: impl FnOnce(&State) -> T) -> Outcome<T> {
    Ok(locked(&own(this)?.0, |state| how(state)))
}

/// `WaitForChanged(kinds, milliseconds)`: the first change of a kind, or that none came in time.
fn wait_for_changed(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = convert::to_type(engine, arguments::any(args, 0)?.clone(), &super::named(CHANGE_TYPES))?;
    let kinds = if let Value::Enum(found) = wanted.unwrapped() { found.number } else { 15 };
    let limit = match args.get(1).map(Value::unwrapped) {
        Some(Value::TimeSpan(ticks)) => Some(Duration::from_micros((*ticks / 10).max(0) as u64)),
        Some(_) => u64::try_from(arguments::int(args, 1)?).ok().map(Duration::from_millis),
        None => None,
    };
    let watcher = own(this)?;
    let (sender, receiver) = channel();
    let number = locked(&watcher.0, |state| {
        state.next_wait += 1;
        state.listeners.push(Listener::Wait(state.next_wait, kinds, sender));
        state.next_wait
    });
    let ran = locked(&watcher.0, |state| state.enabled);
    watcher.start()?;
    let until = limit.map(|limit| Instant::now() + limit);
    let found = loop {
        engine.check_stop()?;
        match receiver.recv_timeout(Duration::from_millis(LOOK_AGAIN as u64)) {
            Ok(change) => break Some(change),
            Err(RecvTimeoutError::Disconnected) => break None,
            Err(RecvTimeoutError::Timeout) if until.is_some_and(|until| Instant::now() >= until) => {
                break None;
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    };
    locked(&watcher.0, |state| {
        state.listeners.retain(|one| !matches!(one, Listener::Wait(id, _, _) if *id == number));
    });
    if !ran {
        watcher.stop();
    }
    let name = |path: Option<&PathBuf>| match path {
        Some(path) => read(this, |state| Value::text(state.relative(path))),
        None => Ok(Value::Null),
    };
    let fields = [
        (
            "ChangeType",
            enumeration::value(CHANGE_TYPES, found.as_ref().map_or(0, |change| change.kind as i64)),
        ),
        ("Name", name(found.as_ref().map(|change| &change.path))?),
        ("OldName", name(found.as_ref().and_then(|change| change.old.as_ref()))?),
        ("TimedOut", Value::Bool(found.is_none())),
    ];
    Ok(record::made(&RESULT, "", fields))
}

record::record_class!(RESULT "System.IO.WaitForChangedResult" [
    "ChangeType" "System.IO.WatcherChangeTypes", "Name" "string", "OldName" "string", "TimedOut" "bool"
]);

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut state = State { notify: USUAL_FILTERS, ..State::default() };
    if let Some(path) = args.first() {
        let text = convert::to_text(engine, path)?;
        state.path = engine.resolve_path(&text);
        if text.is_empty() || !state.path.is_dir() {
            return Err(bad_folder(&state.path));
        }
    }
    if let Some(filter) = args.get(1) {
        state.filters = vec![convert::to_text(engine, filter)?];
    }
    Ok(Value::native(Watcher(Arc::new(Mutex::new(state)))))
}

static WATCHER: Class = Class {
    name: "System.IO.FileSystemWatcher",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "bool" EnableRaisingEvents => |_, this| Ok(Value::Bool(read(this, |state| state.enabled)?)), |_, this, value| {
            if convert::to_bool(&value) {
                return own(this)?.start();
            }
            own(this)?.stop();
            Ok(())
        };
        "string" Filter => |_, this| Ok(Value::text(read(this, |state| state.filters.first().cloned())?.unwrap_or_else(|| "*".into()))), |engine, this, value| {
            let filter = convert::to_text(engine, &value)?;
            own(this)?.set(|state| state.filters = if filter.is_empty() { Vec::new() } else { vec![filter] })
        };
        "System.Collections.ObjectModel.Collection[string]" Filters => |_, this| Ok(arguments::strings(read(this, |state| state.filters.clone())?));
        "bool" IncludeSubdirectories => |_, this| Ok(Value::Bool(read(this, |state| state.deep)?)), |_, this, value| {
            let deep = convert::to_bool(&value);
            own(this)?.set(|state| state.deep = deep)
        };
        "int" InternalBufferSize => |_, _| Ok(Value::Int(8192)), |_, _, _| Ok(());
        "System.IO.NotifyFilters" NotifyFilter => |_, this| Ok(enumeration::value(NOTIFY_FILTERS, read(this, |state| state.notify)?)), |engine, this, value| {
            let wanted = convert::to_type(engine, value, &super::named(NOTIFY_FILTERS))?;
            let number = if let Value::Enum(found) = wanted.unwrapped() { found.number } else { USUAL_FILTERS };
            own(this)?.set(|state| state.notify = number)
        };
        "string" Path => |_, this| Ok(Value::text(read(this, |state| state.path.display().to_string())?)), |engine, this, value| {
            let text = convert::to_text(engine, &value)?;
            let path = engine.resolve_path(&text);
            if !path.is_dir() {
                return Err(bad_folder(&path));
            }
            own(this)?.set(|state| state.path = path)
        };
    },
    methods: methods! {
        Dispose "void Dispose()" "void IDisposable.Dispose()" => |_, this, _| {
            own(this)?.stop();
            Ok(Value::Empty)
        };
        WaitForChanged
            "System.IO.WaitForChangedResult WaitForChanged(System.IO.WatcherChangeTypes changeType)"
            "System.IO.WaitForChangedResult WaitForChanged(System.IO.WatcherChangeTypes changeType, int timeout)"
            "System.IO.WaitForChangedResult WaitForChanged(System.IO.WatcherChangeTypes changeType, timespan timeout)"
            => wait_for_changed;
    },
    construct: Some(construct),
    constructors: &[
        "System.IO.FileSystemWatcher new()",
        "System.IO.FileSystemWatcher new(string path)",
        "System.IO.FileSystemWatcher new(string path, string filter)",
    ],
    ..Class::EMPTY
};

static CHANGES: Class = Class {
    name: CHANGE_TYPES,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[("Created", 1), ("Deleted", 2), ("Changed", 4), ("Renamed", 8), ("All", 15)]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

static FILTERS: Class = Class {
    name: NOTIFY_FILTERS,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("FileName", 1),
        ("DirectoryName", 2),
        ("Attributes", 4),
        ("Size", 8),
        ("LastWrite", 16),
        ("LastAccess", 32),
        ("CreationTime", 64),
        ("Security", 256),
    ]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&WATCHER, &RESULT, &CHANGES, &FILTERS];

#[cfg(test)]
mod tests {
    use super::{Change, Kind, changes};
    use rustix::fs::inotify::ReadFlags;
    use std::path::PathBuf;

    #[test]
    fn two_halves_of_a_move_are_one_change() {
        let found = [
            (ReadFlags::MOVED_FROM, 7, PathBuf::from("/a")),
            (ReadFlags::MOVED_TO, 7, PathBuf::from("/b")),
            (ReadFlags::MOVED_FROM, 8, PathBuf::from("/c")),
            (ReadFlags::MODIFY, 0, PathBuf::from("/d")),
        ];
        let change = |kind, path: &str, old: Option<&str>| Change {
            kind,
            path: PathBuf::from(path),
            old: old.map(PathBuf::from),
        };
        assert_eq!(
            changes(&found),
            [
                change(Kind::Renamed, "/b", Some("/a")),
                change(Kind::Deleted, "/c", None),
                change(Kind::Changed, "/d", None)
            ]
        );
    }
}
