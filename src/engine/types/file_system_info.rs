//! `System.IO.FileSystemInfo`: what files and folders have in common.

use super::datetime::{DateTime, DateTimeKind, UNIX_EPOCH};
use super::ps_style::{self, FileKind};
use super::timespan::TICKS_PER_SECOND;
use super::{
    Class, Method, Property, arguments, directory_info, enumeration, file_attributes, file_info, io_error,
    object, unix_stat,
};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::fs::Metadata;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH as EPOCH};

/// A file or folder that may exist. What the system says of it is read when first asked for and kept
/// until `Refresh()`, as in .NET.
#[derive(Debug)]
pub struct FileSystemInfo {
    path: RefCell<PathBuf>,
    /// As it was given: what `ToString()` shows.
    original: RefCell<String>,
    is_directory: bool,
    /// The entry itself; `Some(None)` when there is none.
    metadata: RefCell<Option<Option<Metadata>>>,
}

impl Native for FileSystemInfo {
    fn class(&self) -> &'static Class {
        if self.is_directory { &directory_info::DIRECTORY_INFO } else { &file_info::FILE_INFO }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.original.borrow().clone())
    }
}

impl FileSystemInfo {
    /// The full path.
    pub fn path(&self) -> PathBuf {
        self.path.borrow().clone()
    }

    pub fn is_directory(&self) -> bool {
        self.is_directory
    }

    /// The entry itself, not what a link points to.
    pub fn metadata(&self) -> Option<Metadata> {
        self.metadata
            .borrow_mut()
            .get_or_insert_with(|| std::fs::symlink_metadata(&*self.path.borrow()).ok())
            .clone()
    }

    pub(super) fn refresh(&self) {
        *self.metadata.borrow_mut() = None;
    }

    /// Points to another path, after a move.
    pub(super) fn moved(&self, path: PathBuf) {
        *self.original.borrow_mut() = path.display().to_string();
        *self.path.borrow_mut() = path;
        self.refresh();
    }

    pub fn name(&self) -> String {
        let path = self.path.borrow();
        path.file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
    }

    /// Attributes as .NET derives them on Unix; -1 for what does not exist.
    pub fn attributes(&self) -> i64 {
        let Some(found) = self.metadata() else { return -1 };
        let mut bits = 0;
        if is_read_only(&found) {
            bits |= file_attributes::READ_ONLY;
        }
        if found.is_symlink() {
            bits |= file_attributes::REPARSE_POINT;
        }
        if found.is_dir() || (found.is_symlink() && self.path.borrow().is_dir()) {
            bits |= file_attributes::DIRECTORY;
        }
        if self.name().starts_with('.') {
            bits |= file_attributes::HIDDEN;
        }
        if bits == 0 { file_attributes::NORMAL } else { bits }
    }

    /// Five letters: kind, archive, read-only, hidden, system.
    fn mode(&self, hard_links: bool) -> String {
        let bits = self.attributes();
        if bits < 0 {
            return String::new();
        }
        let link = bits & file_attributes::REPARSE_POINT != 0
            || (hard_links && !self.is_directory && self.metadata().is_some_and(|found| found.nlink() > 1));
        let kind = match (link, bits & file_attributes::DIRECTORY != 0) {
            (true, _) => 'l',
            (_, true) => 'd',
            _ => '-',
        };
        let letter = |bit: i64, letter: char| if bits & bit == 0 { '-' } else { letter };
        [
            kind,
            letter(32, 'a'),
            letter(file_attributes::READ_ONLY, 'r'),
            letter(file_attributes::HIDDEN, 'h'),
            letter(4, 's'),
        ]
        .into_iter()
        .collect()
    }

    pub(super) fn link_target(&self) -> Option<String> {
        std::fs::read_link(&*self.path.borrow()).ok().map(|target| target.display().to_string())
    }
}

/// Whether the user may not write, by the bits that apply to this process, as .NET decides it.
fn is_read_only(found: &Metadata) -> bool {
    let mode = found.mode();
    let mask = if found.uid() == rustix::process::geteuid().as_raw() {
        0o200
    } else if found.gid() == rustix::process::getegid().as_raw() {
        0o020
    } else {
        0o002
    };
    mode & mask == 0 && !found.is_symlink()
}

/// The object for a path; `original` is what `ToString()` shows.
pub fn of(path: PathBuf, original: impl Into<String>, is_directory: bool) -> Value {
    Value::native(FileSystemInfo {
        path: RefCell::new(path),
        original: RefCell::new(original.into()),
        is_directory,
        metadata: RefCell::new(None),
    })
}

/// The object for an existing entry whose metadata is already known: a link counts as what it points to.
pub fn existing(path: PathBuf, metadata: Metadata) -> Value {
    let is_directory = if metadata.is_symlink() { path.is_dir() } else { metadata.is_dir() };
    Value::native(FileSystemInfo {
        original: RefCell::new(path.display().to_string()),
        path: RefCell::new(path),
        is_directory,
        metadata: RefCell::new(Some(Some(metadata))),
    })
}

/// The file or folder behind a value.
pub(super) fn from(this: &Value) -> Outcome<&FileSystemInfo> {
    this.as_native::<FileSystemInfo>().ok_or_else(arguments::no_overload)
}

/// Constructor of both classes: a full path from an argument.
pub(super) fn construct(engine: &mut Engine, args: &[Value], is_directory: bool) -> Outcome<Value> {
    let [argument] = args else { return Err(arguments::no_overload()) };
    let original = convert::to_text(engine, argument)?;
    if original.is_empty() {
        let message = "The path is empty. (Parameter 'path')";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    let path = engine.resolve_path(&original);
    Ok(of(path, original, is_directory))
}

#[derive(Clone, Copy)]
pub(super) enum Time {
    Creation,
    Write,
    Access,
}

fn ticks_of(time: SystemTime) -> i64 {
    let signed = |span: Duration| i64::try_from(span.as_nanos() / 100).unwrap_or(0);
    match time.duration_since(EPOCH) {
        Ok(after) => UNIX_EPOCH + signed(after),
        Err(before) => UNIX_EPOCH - signed(before.duration()),
    }
}

/// A time of a file; .NET's first file time (1601) for one that does not exist.
fn time(this: &Value, which: Time, utc: bool) -> Outcome<Value> {
    const NO_FILE: i64 = 504_911_232_000_000_000;
    let ticks = match from(this)?.metadata() {
        None => NO_FILE,
        Some(found) => {
            let time = match which {
                Time::Write => found.modified(),
                Time::Access => found.accessed(),
                Time::Creation => found.created().or_else(|_| found.modified()),
            };
            time.map_or(NO_FILE, ticks_of)
        }
    };
    let moment = DateTime { ticks, kind: DateTimeKind::Utc };
    Ok(Value::DateTime(Rc::new(if utc { moment } else { moment.to_local() })))
}

fn system_time(moment: &DateTime) -> SystemTime {
    let since = moment.ticks - UNIX_EPOCH;
    let nanoseconds = u64::try_from(since.rem_euclid(TICKS_PER_SECOND) * 100).unwrap_or(0);
    let seconds = since.div_euclid(TICKS_PER_SECOND);
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let start = if seconds < 0 { EPOCH - whole } else { EPOCH + whole };
    start + Duration::from_nanos(nanoseconds)
}

/// Sets a time of a path. There is no way to set the creation time: as .NET does on Unix, the time of the
/// last write stands for it. Errors: the file system's.
pub fn write_time(path: &Path, is_access: bool, moment: &DateTime) -> std::io::Result<()> {
    let wanted = system_time(moment);
    let times = std::fs::FileTimes::new();
    let times = if is_access { times.set_accessed(wanted) } else { times.set_modified(wanted) };
    std::fs::File::open(path)?.set_times(times)
}

fn set_time(engine: &mut Engine, this: &Value, which: Time, utc: bool, value: Value) -> Outcome {
    let wanted = convert::to_type(engine, value, &super::named("System.DateTime"))?;
    let Value::DateTime(moment) = wanted.unwrapped() else { return Err(arguments::no_overload()) };
    let moment = match (utc, moment.kind) {
        (true, DateTimeKind::Unspecified) => DateTime { kind: DateTimeKind::Utc, ..**moment },
        _ => moment.to_utc(),
    };
    let info = from(this)?;
    let path = info.path();
    let result = write_time(&path, matches!(which, Time::Access), &moment);
    info.refresh();
    result.map_err(|error| io_error::thrown(&error, &path, info.is_directory))
}

/// Sets the permission bits of a path. Errors: the file system's.
fn set_mode(info: &FileSystemInfo, mode: u32) -> Outcome {
    let path = info.path();
    let result = std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode & 0o7777));
    info.refresh();
    result.map_err(|error| io_error::thrown(&error, &path, info.is_directory))
}

/// Read-only or not, which is all that Unix keeps of the attributes.
pub(super) fn set_read_only(info: &FileSystemInfo, read_only: bool) -> Outcome {
    let mode = info.metadata().map_or(0, |found| found.mode());
    set_mode(info, if read_only { mode & !0o222 } else { mode | 0o200 })
}

/// Sets attributes by value, name or number.
pub fn set_attributes(engine: &mut Engine, this: &Value, value: Value) -> Outcome {
    let wanted = convert::to_type(engine, value, &super::named("System.IO.FileAttributes"))?;
    let bits = match wanted.unwrapped() {
        Value::Enum(found) => found.number,
        other => convert::to_long(other)?,
    };
    set_read_only(from(this)?, bits & file_attributes::READ_ONLY != 0)
}

macro_rules! time {
    ($name:literal, $which:expr, $utc:literal) => {
        Property {
            name: $name,
            type_name: "datetime",
            get: |_, this| time(this, $which, $utc),
            set: Some(|engine, this, value| set_time(engine, this, $which, $utc, value)),
        }
    };
}

fn unix(this: &Value, how: fn(&Metadata) -> Value) -> Outcome<Value> {
    Ok(from(this)?.metadata().map_or(Value::Null, |found| how(&found)))
}

fn optional_text(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::text)
}

/// `SymbolicLink`, `HardLink` or nothing.
fn link_type(info: &FileSystemInfo) -> Value {
    match info.metadata() {
        Some(found) if found.is_symlink() => Value::text("SymbolicLink"),
        Some(found) if !found.is_dir() && found.nlink() > 1 => Value::text("HardLink"),
        _ => Value::Null,
    }
}

/// What a link leads to in the end, though it be missing; the path itself for what is none.
fn resolved_target(info: &FileSystemInfo) -> String {
    let mut path = info.path();
    // As many links as the kernel follows.
    for _ in 0..40 {
        let Ok(next) = std::fs::read_link(&path) else { break };
        let parent = path.parent().map(Path::to_path_buf).unwrap_or_default();
        path = without_dots(&parent.join(next));
    }
    path.display().to_string()
}

/// A path without `.` and `..`, as .NET makes full paths: by their text alone.
fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut whole, part| {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                whole.pop();
            }
            other => whole.push(other),
        }
        whole
    })
}

/// The file's name as a listing shows it: links with their target.
/// The name with where a link leads to, in colour where the session's output has colours.
fn name_string(engine: &mut Engine, info: &FileSystemInfo) -> String {
    let target = info.link_target();
    let name = info.name();
    let is_executable = info.metadata().is_some_and(|found| found.mode() & 0o111 != 0);
    let kind = match target {
        Some(_) => FileKind::SymbolicLink,
        None if info.is_directory => FileKind::Directory,
        None if is_executable => FileKind::Executable,
        None => FileKind::Other,
    };
    let shown = ps_style::coloured_name(engine, &name, kind);
    match target {
        Some(target) => format!("{shown} -> {target}"),
        None => shown,
    }
}

fn last_write_text(this: &Value) -> Outcome<Value> {
    let value = time(this, Time::Write, false)?;
    let Value::DateTime(moment) = value.unwrapped() else { return Ok(Value::Null) };
    let (date, time) = (super::datetime::format(moment, "d"), super::datetime::format(moment, "t"));
    Ok(Value::text(format!("{date:>10} {time:>8}")))
}

fn no_remoting() -> Outcome<Value> {
    let class = "System.PlatformNotSupportedException";
    Err(arguments::throw(class, "This operation is not supported on this platform."))
}

pub static MARSHAL_BY_REF: Class = Class {
    name: "System.MarshalByRefObject",
    base: Some(&object::OBJECT),
    methods: super::table::methods! {
        GetLifetimeService "System.Object GetLifetimeService()" => |_, _, _| no_remoting();
        InitializeLifetimeService "System.Object InitializeLifetimeService()" => |_, _, _| no_remoting();
    },
    ..Class::EMPTY
};

pub static FILE_SYSTEM_INFO: Class = Class {
    name: "System.IO.FileSystemInfo",
    base: Some(&MARSHAL_BY_REF),
    properties: &[
        Property {
            name: "Name",
            type_name: "string",
            get: |_, this| Ok(Value::text(from(this)?.name())),
            set: None,
        },
        Property {
            name: "FullName",
            type_name: "string",
            get: |_, this| Ok(Value::text(from(this)?.path().display().to_string())),
            set: None,
        },
        Property {
            name: "Extension",
            type_name: "string",
            get: |_, this| Ok(Value::text(super::path::extension(&from(this)?.name()))),
            set: None,
        },
        Property {
            name: "Exists",
            type_name: "bool",
            get: |_, this| {
                let info = from(this)?;
                Ok(Value::Bool(
                    info.attributes() >= 0 && {
                        (info.attributes() & file_attributes::DIRECTORY != 0) == info.is_directory
                    },
                ))
            },
            set: None,
        },
        time!("CreationTime", Time::Creation, false),
        time!("CreationTimeUtc", Time::Creation, true),
        time!("LastAccessTime", Time::Access, false),
        time!("LastAccessTimeUtc", Time::Access, true),
        time!("LastWriteTime", Time::Write, false),
        time!("LastWriteTimeUtc", Time::Write, true),
        Property {
            name: "Attributes",
            type_name: "System.IO.FileAttributes",
            get: |_, this| Ok(enumeration::value("System.IO.FileAttributes", from(this)?.attributes())),
            set: Some(set_attributes),
        },
        Property {
            name: "UnixFileMode",
            type_name: "System.IO.UnixFileMode",
            get: |_, this| {
                let mode = from(this)?.metadata().map_or(-1, |found| i64::from(found.mode() & 0o7777));
                Ok(enumeration::value("System.IO.UnixFileMode", mode))
            },
            set: Some(|engine, this, value| {
                let wanted = convert::to_type(engine, value, &super::named("System.IO.UnixFileMode"))?;
                let mode = match wanted.unwrapped() {
                    Value::Enum(found) => found.number,
                    other => convert::to_long(other)?,
                };
                set_mode(from(this)?, u32::try_from(mode).unwrap_or(0))
            }),
        },
        Property {
            name: "LinkTarget",
            type_name: "string",
            get: |_, this| Ok(optional_text(from(this)?.link_target())),
            set: None,
        },
        Property {
            name: "LinkType",
            type_name: "System.String",
            get: |_, this| Ok(link_type(from(this)?)),
            set: None,
        },
        Property {
            name: "Target",
            type_name: "string",
            get: |_, this| Ok(optional_text(from(this)?.link_target())),
            set: None,
        },
        Property {
            name: "ResolvedTarget",
            type_name: "System.String",
            get: |_, this| Ok(Value::text(resolved_target(from(this)?))),
            set: None,
        },
        Property {
            name: "Mode",
            type_name: "System.String",
            get: |_, this| Ok(Value::text(from(this)?.mode(true))),
            set: None,
        },
        Property {
            name: "ModeWithoutHardLink",
            type_name: "System.String",
            get: |_, this| Ok(Value::text(from(this)?.mode(false))),
            set: None,
        },
        Property {
            name: "NameString",
            type_name: "System.String",
            get: |engine, this| Ok(Value::text(name_string(engine, from(this)?))),
            set: None,
        },
        Property {
            name: "LastWriteTimeString",
            type_name: "System.String",
            get: |_, this| last_write_text(this),
            set: None,
        },
        Property {
            name: "UnixStat",
            type_name: "System.Management.Automation.Platform+Unix+CommonStat",
            get: |_, this| unix(this, unix_stat::of),
            set: None,
        },
        Property {
            name: "UnixMode",
            type_name: "System.Object",
            get: |_, this| unix(this, |found| Value::text(unix_stat::mode_text(found.mode()))),
            set: None,
        },
        Property {
            name: "User",
            type_name: "System.Object",
            get: |_, this| unix(this, |found| Value::text(unix_stat::user_name(found.uid()))),
            set: None,
        },
        Property {
            name: "Group",
            type_name: "System.Object",
            get: |_, this| unix(this, |found| Value::text(unix_stat::group_name(found.gid()))),
            set: None,
        },
        Property {
            name: "Size",
            type_name: "System.Object",
            get: |_, this| unix(this, |found| Value::Long(found.size().cast_signed())),
            set: None,
        },
    ],
    methods: &[
        Method {
            name: "Refresh",
            signatures: &["void Refresh()"],
            call: |_, this, _| {
                from(this)?.refresh();
                Ok(Value::Empty)
            },
        },
        Method {
            name: "CreateAsSymbolicLink",
            signatures: &["void CreateAsSymbolicLink(string pathToTarget)"],
            call: |engine, this, args| {
                let target = arguments::text(engine, args, 0)?;
                let info = from(this)?;
                let path = info.path();
                let made = std::os::unix::fs::symlink(target, &path);
                info.refresh();
                made.map_err(|error| io_error::thrown(&error, &path, false))?;
                Ok(Value::Empty)
            },
        },
        Method {
            name: "ResolveLinkTarget",
            signatures: &["System.IO.FileSystemInfo ResolveLinkTarget(bool returnFinalTarget)"],
            call: |_, this, args| {
                let info = from(this)?;
                let is_final = convert::to_bool(arguments::any(args, 0)?);
                let Some(target) = info.link_target() else { return Ok(Value::Null) };
                let path = info.path();
                let folder = path.parent().unwrap_or(&path);
                let next = crate::engine::lookup::normalize(&folder.join(target));
                let found = if is_final { std::fs::canonicalize(&path).unwrap_or(next) } else { next };
                let shown = found.display().to_string();
                Ok(of(found, shown, info.is_directory))
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&MARSHAL_BY_REF, &FILE_SYSTEM_INFO];
