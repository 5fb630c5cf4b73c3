//! `System.IO.DriveInfo`: the file systems that are mounted.

use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, enumeration, environment, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;

#[derive(Debug)]
struct Drive(String);

impl Native for Drive {
    fn class(&self) -> &'static Class {
        &DRIVE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

fn of(this: &Value) -> Outcome<&Drive> {
    this.as_native::<Drive>().ok_or_else(arguments::no_overload)
}

/// Kinds of file systems with the numbers of `DriveType`.
fn kind(format: &str) -> i64 {
    match format {
        "nfs" | "nfs4" | "cifs" | "smb3" | "9p" | "fuse.sshfs" | "ceph" | "glusterfs" => 4,
        "iso9660" | "udf" => 5,
        "tmpfs" | "ramfs" | "sysfs" | "proc" | "devpts" | "cgroup" | "cgroup2" | "mqueue" | "devtmpfs"
        | "securityfs" | "debugfs" | "tracefs" | "pstore" | "bpf" | "hugetlbfs" | "configfs" | "autofs" => 6,
        _ => 3,
    }
}

impl Drive {
    /// The format of the file system that is mounted here.
    fn format(&self) -> Option<String> {
        let text = std::fs::read_to_string("/proc/self/mounts").ok()?;
        let place = std::path::Path::new(&self.0);
        let mounted = |line: &str| line.split(' ').nth(1).unwrap_or_default().replace("\\040", " ");
        // The longest that it is in; of those at one place, the last covers the others.
        let around = text.lines().filter(|line| place.starts_with(mounted(line)));
        let line = around.max_by_key(|line| mounted(line).len())?;
        line.split(' ').nth(2).map(str::to_string)
    }

    fn space(&self) -> Outcome<rustix::fs::StatVfs> {
        rustix::fs::statvfs(self.0.as_str()).map_err(|_| {
            let message = format!(
                "Could not find the drive '{}'. The drive might not be ready or might not be mapped.",
                self.0
            );
            arguments::throw("System.IO.DriveNotFoundException", message)
        })
    }
}

fn bytes(blocks: u64, size: u64) -> Value {
    Value::Long(i64::try_from(blocks.saturating_mul(size)).unwrap_or(i64::MAX))
}

fn folder(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let name = Value::text(of(this)?.0.as_str());
    let class = crate::engine::types::named("System.IO.DirectoryInfo");
    crate::engine::convert::to_type(engine, name, &class)
}

static DRIVE: Class = Class {
    name: "System.IO.DriveInfo",
    base: Some(&object::OBJECT),
    properties: properties! {
        "long" AvailableFreeSpace => |_, this| of(this)?.space().map(|found| bytes(found.f_bavail, found.f_frsize));
        "string" DriveFormat => |_, this| of(this).map(|drive| drive.format().map_or(Value::Null, Value::text));
        "System.IO.DriveType" DriveType => |_, this| of(this).map(|drive| {
            let number = drive.format().map_or(1, |format| kind(&format));
            enumeration::value("System.IO.DriveType", number)
        });
        "bool" IsReady => |_, this| of(this).map(|drive| Value::Bool(std::path::Path::new(&drive.0).is_dir()));
        "string" Name => |_, this| of(this).map(|drive| Value::text(drive.0.as_str()));
        "System.IO.DirectoryInfo" RootDirectory => folder;
        "long" TotalFreeSpace => |_, this| of(this)?.space().map(|found| bytes(found.f_bfree, found.f_frsize));
        "long" TotalSize => |_, this| of(this)?.space().map(|found| bytes(found.f_blocks, found.f_frsize));
        "string" VolumeLabel => |_, this| of(this).map(|drive| Value::text(drive.0.as_str()));
    },
    methods: methods! {
        ToString "string ToString()" => |_, this, _| of(this).map(|drive| Value::text(drive.0.as_str()));
    },
    static_methods: statics! {
        GetDrives "static System.IO.DriveInfo[] GetDrives()" => |_, _| {
            let found = environment::mounts().into_iter().map(|name| Value::native(Drive(name))).collect();
            Ok(arguments::array_of(&crate::engine::types::named("System.IO.DriveInfo"), found))
        };
    },
    construct: Some(|engine, args| {
        let name = arguments::text(engine, args, 0)?;
        if name.is_empty() {
            return Err(arguments::throw(
                "System.ArgumentException",
                "The path is empty. (Parameter 'driveName')",
            ));
        }
        Ok(Value::native(Drive(name)))
    }),
    constructors: &["System.IO.DriveInfo new(string driveName)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DRIVE];
