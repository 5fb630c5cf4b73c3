//! `System.Environment` and `System.OperatingSystem`.

use super::record::{field, made};
use super::table::{methods, properties, statics};
use super::{Class, StaticProperty, arguments, object};
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::sync::OnceLock;
use std::time::Instant;

macro_rules! fact {
    ($kind:literal $name:ident $get:expr) => {
        StaticProperty { name: stringify!($name), type_name: $kind, get: $get, set: None }
    };
}

/// Milliseconds since the system started.
fn ticks() -> i64 {
    let text = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
    let seconds: Option<f64> = text.split_whitespace().next().and_then(|part| part.parse().ok());
    match seconds {
        Some(seconds) => (seconds * 1000.0) as i64,
        None => {
            static FIRST: OnceLock<Instant> = OnceLock::new();
            i64::try_from(FIRST.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(i64::MAX)
        }
    }
}

/// A line of `/proc/self/status`, in bytes.
fn resident() -> i64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: i64 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    kilobytes * 1024
}

/// Folders where file systems are mounted.
pub(super) fn mounts() -> Vec<String> {
    let text = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let mut found: Vec<String> = text
        .lines()
        .filter_map(|line| line.split(' ').nth(1))
        .map(|part| part.replace("\\040", " "))
        .collect();
    found.dedup();
    if found.is_empty() { vec!["/".into()] } else { found }
}

static OPERATING_SYSTEM: Class = Class {
    name: "System.OperatingSystem",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.PlatformID" Platform => |_, this| Ok(field(this, "Platform"));
        "string" ServicePack => |_, this| Ok(field(this, "ServicePack"));
        "version" Version => |_, this| Ok(field(this, "Version"));
        "string" VersionString => |_, this| Ok(field(this, "VersionString"));
    },
    methods: methods! {
        ToString "string ToString()" => |_, this, _| Ok(field(this, "VersionString"));
    },
    static_methods: statics! {
        IsLinux "static bool IsLinux()" => |_, _| Ok(Value::Bool(cfg!(target_os = "linux")));
        IsMacOS "static bool IsMacOS()" => |_, _| Ok(Value::Bool(cfg!(target_os = "macos")));
        IsWindows "static bool IsWindows()" => |_, _| Ok(Value::Bool(false));
    },
    ..Class::EMPTY
};

/// The kernel's version, as .NET reads it from its release.
fn system(engine: &mut Engine) -> Outcome<Value> {
    let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let numbers: Vec<&str> = release
        .trim()
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .take(4)
        .collect();
    let mut parts: Vec<&str> = numbers;
    while parts.len() < 4 {
        parts.push("0");
    }
    let text = parts.join(".");
    let version = convert::to_type(engine, Value::text(text.as_str()), &super::named("System.Version"))?;
    let shown = format!("Unix {text}");
    Ok(made(
        &OPERATING_SYSTEM,
        shown.clone(),
        [
            ("Platform", super::enumeration::value("System.PlatformID", 4)),
            ("ServicePack", Value::text("")),
            ("Version", version),
            ("VersionString", Value::text(shown)),
        ],
    ))
}

/// A special folder by the XDG rules that .NET follows on Unix. Source: .NET's `Environment.GetFolderPath`.
/// Who runs this, as `[Environment]::UserName` says it.
pub fn user_name(engine: &Engine) -> String {
    let named = engine.environment.get("USER").or(engine.environment.get("LOGNAME"));
    named.cloned().unwrap_or_else(|| "root".into())
}

fn folder(engine: &mut Engine, number: i64) -> String {
    let of =
        |engine: &Engine, name: &str| engine.environment.get(name).cloned().filter(|text| !text.is_empty());
    let home = engine.home().unwrap_or_else(|| "/".into());
    let below = |part: &str| format!("{}/{part}", home.trim_end_matches('/'));
    match number {
        0 | 16 => below("Desktop"),
        5 => below("Documents"),
        6 | 7 | 8 | 9 | 11 | 17 | 19 | 27 | 32..=34 => String::new(),
        13 => below("Music"),
        14 => below("Videos"),
        20 => below(".fonts"),
        21 => below("Templates"),
        26 => of(engine, "XDG_CONFIG_HOME").unwrap_or_else(|| below(".config")),
        28 => of(engine, "XDG_DATA_HOME").unwrap_or_else(|| below(".local/share")),
        35 => "/usr/share".into(),
        39 => below("Pictures"),
        40 => home,
        45 => "/usr/share/templates".into(),
        _ => String::new(),
    }
}

fn folder_path(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let wanted = super::named("System.Environment+SpecialFolder");
    let number = match convert::to_type(engine, arguments::any(args, 0)?.clone(), &wanted)? {
        Value::Enum(value) => value.number,
        _ => return Err(arguments::no_overload()),
    };
    let path = folder(engine, number);
    let option = arguments::number_or(args, 1, 0);
    let exists = std::path::Path::new(&path).is_dir();
    Ok(Value::text(match option {
        16384 => path,
        32768 if !path.is_empty() => {
            std::fs::create_dir_all(&path)
                .map_err(|error| super::io_error::thrown(&error, std::path::Path::new(&path), true))?;
            path
        }
        _ if exists => path,
        _ => String::new(),
    }))
}

/// `%NAME%` replaced where there is such a variable.
fn expand(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let mut parts = text.split('%');
    let mut expanded = parts.next().unwrap_or_default().to_string();
    let mut rest: Vec<&str> = parts.collect();
    rest.reverse();
    while let Some(name) = rest.pop() {
        match engine.environment.get(name).filter(|_| !rest.is_empty()) {
            Some(value) => {
                expanded.push_str(value);
                expanded.push_str(rest.pop().unwrap_or_default());
            }
            None => {
                expanded.push('%');
                expanded.push_str(name);
            }
        }
    }
    Ok(Value::text(expanded))
}

thread_local! {
    static EXIT_CODE: std::cell::Cell<i32> = const { std::cell::Cell::new(0) };
}

static ENVIRONMENT: Class = Class {
    name: "System.Environment",
    base: Some(&object::OBJECT),
    static_properties: &[
        fact!("string" CommandLine |_| Ok(Value::text(std::env::args().collect::<Vec<_>>().join(" ")))),
        StaticProperty {
            name: "CurrentDirectory",
            type_name: "string",
            get: |engine| Ok(Value::text(engine.location.display().to_string())),
            set: Some(|engine, value| {
                let text = convert::to_text(engine, &value)?;
                let path = engine.resolve_path(&text);
                if !path.is_dir() {
                    let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
                    return Err(super::io_error::thrown(&missing, &path, true));
                }
                engine.location = path;
                Ok(())
            }),
        },
        fact!("int" CurrentManagedThreadId |_| Ok(Value::Int(1))),
        StaticProperty {
            name: "ExitCode",
            type_name: "int",
            get: |_| Ok(Value::Int(EXIT_CODE.get())),
            set: Some(|_, value| {
                EXIT_CODE.set(convert::to_int(&value)?);
                Ok(())
            }),
        },
        fact!("bool" HasShutdownStarted |_| Ok(Value::Bool(false))),
        fact!("bool" Is64BitOperatingSystem |_| Ok(Value::Bool(cfg!(target_pointer_width = "64")))),
        fact!("bool" Is64BitProcess |_| Ok(Value::Bool(cfg!(target_pointer_width = "64")))),
        fact!("bool" IsPrivilegedProcess |_| Ok(Value::Bool(rustix::process::geteuid().is_root()))),
        fact!("string" MachineName |_| Ok(Value::text(std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim()))),
        fact!("string" NewLine |_| Ok(Value::text("\n"))),
        fact!("System.OperatingSystem" OSVersion system),
        fact!("int" ProcessId |_| Ok(Value::Int(std::process::id() as i32))),
        fact!("int" ProcessorCount |_| Ok(Value::Int(std::thread::available_parallelism().map_or(1, |count| count.get() as i32)))),
        fact!("string" ProcessPath |_| Ok(std::env::current_exe().map_or(Value::Null, |path| Value::text(path.display().to_string())))),
        fact!("string" StackTrace |_| Ok(Value::text(""))),
        fact!("string" SystemDirectory |_| Ok(Value::text(""))),
        fact!("int" SystemPageSize |_| Ok(Value::Int(rustix::param::page_size() as i32))),
        fact!("int" TickCount |_| Ok(Value::Int(ticks() as i32))),
        fact!("long" TickCount64 |_| Ok(Value::Long(ticks()))),
        fact!("string" UserDomainName |_| Ok(Value::text(std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim()))),
        fact!("bool" UserInteractive |_| Ok(Value::Bool(true))),
        fact!("string" UserName |engine| Ok(Value::text(user_name(engine)))),
        fact!("version" Version |engine| convert::to_type(engine, Value::text("10.0.0"), &super::named("System.Version"))),
        fact!("long" WorkingSet |_| Ok(Value::Long(resident()))),
    ],
    static_methods: statics! {
        Exit "static void Exit(int exitCode)" => |_, args| {
            let code = arguments::int(args, 0)?;
            Err(Box::new(crate::engine::Fault::Quit(code)))
        };
        ExpandEnvironmentVariables "static string ExpandEnvironmentVariables(string name)" => expand;
        FailFast "static void FailFast(string message)" "static void FailFast(string message, System.Exception exception)" => |engine, args| {
            let message = arguments::text(engine, args, 0)?;
            Err(arguments::throw("System.ExecutionEngineException", message))
        };
        GetCommandLineArgs "static string[] GetCommandLineArgs()" => |_, _| Ok(arguments::strings(std::env::args()));
        GetEnvironmentVariable "static string GetEnvironmentVariable(string variable)" "static string GetEnvironmentVariable(string variable, System.EnvironmentVariableTarget target)" => |engine, args| {
            let name = arguments::text(engine, args, 0)?;
            if arguments::number_or(args, 1, 0) != 0 {
                return Ok(Value::Null);
            }
            Ok(engine.environment.get(&name).map_or(Value::Null, |text| Value::text(text.as_str())))
        };
        GetEnvironmentVariables "static System.Collections.IDictionary GetEnvironmentVariables(System.EnvironmentVariableTarget target)" "static System.Collections.IDictionary GetEnvironmentVariables()" => |engine, args| {
            let mut table = Hashtable::new(false);
            if arguments::number_or(args, 0, 0) == 0 {
                for (name, value) in &engine.environment {
                    table.set(Value::text(name.as_str()), Value::text(value.as_str()));
                }
            }
            Ok(hashtable_value(table))
        };
        GetFolderPath "static string GetFolderPath(System.Environment+SpecialFolder folder)" "static string GetFolderPath(System.Environment+SpecialFolder folder, System.Environment+SpecialFolderOption option)" => folder_path;
        GetLogicalDrives "static string[] GetLogicalDrives()" => |_, _| Ok(arguments::strings(mounts()));
        SetEnvironmentVariable "static void SetEnvironmentVariable(string variable, string value)" "static void SetEnvironmentVariable(string variable, string value, System.EnvironmentVariableTarget target)" => |engine, args| {
            if arguments::number_or(args, 2, 0) != 0 {
                return Ok(Value::Empty);
            }
            let name = arguments::text(engine, args, 0)?;
            let value = arguments::any(args, 1)?.clone();
            if value.is_null() || matches!(&value, Value::String(text) if text.is_empty()) {
                engine.environment.shift_remove(&name);
            } else {
                let text = convert::to_text(engine, &value)?;
                engine.environment.insert(name, text);
            }
            Ok(Value::Empty)
        };
    },
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ENVIRONMENT, &OPERATING_SYSTEM];
