//! What `lstat` says of a file: mode, owner, size; the columns of `Get-ChildItem` on Unix.

use super::datetime::{DateTime, DateTimeKind, UNIX_EPOCH};
use super::record::{made, record_class};
use super::timespan::TICKS_PER_SECOND;
use crate::engine::value::Value;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::rc::Rc;

record_class!(UNIX_STAT "System.Management.Automation.Platform+Unix+CommonStat" [
    "Inode", "Mode", "UserId", "GroupId", "HardlinkCount", "Size", "AccessTime", "ModifiedTime",
    "StatusChangeTime", "BlockSize", "DeviceId", "NumberOfBlocks", "ItemType", "IsSetUid", "IsSetGid", "IsSticky"
]);

const KIND: u32 = 0o170_000;

/// The kind of a file as `CommonStat.ItemType` names it, and as the first letter of the mode.
fn kind(mode: u32) -> (&'static str, char) {
    match mode & KIND {
        0o040_000 => ("Directory", 'd'),
        0o120_000 => ("SymbolicLink", 'l'),
        0o060_000 => ("BlockDevice", 'b'),
        0o020_000 => ("CharacterDevice", 'c'),
        0o010_000 => ("NamedPipe", 'p'),
        0o140_000 => ("Socket", 's'),
        _ => ("File", '-'),
    }
}

/// `drwxr-xr-x`, with `s` and `t` for the special bits.
pub fn mode_text(mode: u32) -> String {
    let mut text = String::from(kind(mode).1);
    let sets = [(6, 0o4000, 's', 'S'), (3, 0o2000, 's', 'S'), (0, 0o1000, 't', 'T')];
    for (shift, special, both, alone) in sets {
        let bits = mode >> shift;
        text.push(if bits & 4 == 0 { '-' } else { 'r' });
        text.push(if bits & 2 == 0 { '-' } else { 'w' });
        text.push(match (mode & special != 0, bits & 1 != 0) {
            (true, true) => both,
            (true, false) => alone,
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}

/// A user's name; the number when there is none.
pub fn user_name(id: u32) -> String {
    uzers::get_user_by_uid(id).map_or_else(|| id.to_string(), |user| user.name().to_string_lossy().into())
}

/// A group's name; the number when there is none.
pub fn group_name(id: u32) -> String {
    uzers::get_group_by_gid(id).map_or_else(|| id.to_string(), |group| group.name().to_string_lossy().into())
}

fn moment(seconds: i64, nanoseconds: i64) -> Value {
    let ticks = UNIX_EPOCH + seconds * TICKS_PER_SECOND + nanoseconds / 100;
    Value::DateTime(Rc::new(DateTime { ticks, kind: DateTimeKind::Utc }.to_local()))
}

/// `UnixStat` of a file.
pub fn of(found: &Metadata) -> Value {
    let mode = found.mode();
    made(
        &UNIX_STAT,
        "",
        [
            ("Inode", Value::Long(found.ino().cast_signed())),
            ("Mode", Value::Int((mode & 0o7777).cast_signed())),
            ("UserId", Value::Int(found.uid().cast_signed())),
            ("GroupId", Value::Int(found.gid().cast_signed())),
            ("HardlinkCount", Value::Int(i32::try_from(found.nlink()).unwrap_or(i32::MAX))),
            ("Size", Value::Long(found.size().cast_signed())),
            ("AccessTime", moment(found.atime(), found.atime_nsec())),
            ("ModifiedTime", moment(found.mtime(), found.mtime_nsec())),
            ("StatusChangeTime", moment(found.ctime(), found.ctime_nsec())),
            ("BlockSize", Value::Long(found.blksize().cast_signed())),
            ("DeviceId", Value::Int(i32::try_from(found.dev()).unwrap_or(i32::MAX))),
            ("NumberOfBlocks", Value::Long(found.blocks().cast_signed())),
            ("ItemType", Value::text(kind(mode).0)),
            ("IsSetUid", Value::Bool(mode & 0o4000 != 0)),
            ("IsSetGid", Value::Bool(mode & 0o2000 != 0)),
            ("IsSticky", Value::Bool(mode & 0o1000 != 0)),
        ],
    )
}

pub(super) const CLASSES: &[&crate::engine::types::Class] = &[&UNIX_STAT];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_read_as_ls_prints_them() {
        assert_eq!(mode_text(0o100_644), "-rw-r--r--");
        assert_eq!(mode_text(0o041_777), "drwxrwxrwt");
        assert_eq!(mode_text(0o104_755), "-rwsr-xr-x");
        assert_eq!(mode_text(0o102_644), "-rw-r-Sr--");
        assert_eq!(mode_text(0o120_777), "lrwxrwxrwx");
    }
}
