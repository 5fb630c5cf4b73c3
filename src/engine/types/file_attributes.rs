//! `System.IO.FileAttributes` and `System.IO.UnixFileMode`.

use super::{Class, enumeration};

pub const READ_ONLY: i64 = 1;
pub const HIDDEN: i64 = 2;
pub const DIRECTORY: i64 = 16;
pub const NORMAL: i64 = 128;
pub const REPARSE_POINT: i64 = 1024;

pub static FILE_ATTRIBUTES: Class = Class {
    name: "System.IO.FileAttributes",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("None", 0),
        ("ReadOnly", READ_ONLY),
        ("Hidden", HIDDEN),
        ("System", 4),
        ("Directory", DIRECTORY),
        ("Archive", 32),
        ("Device", 64),
        ("Normal", NORMAL),
        ("Temporary", 256),
        ("SparseFile", 512),
        ("ReparsePoint", REPARSE_POINT),
        ("Compressed", 2048),
        ("Offline", 4096),
        ("NotContentIndexed", 8192),
        ("Encrypted", 16384),
        ("IntegrityStream", 32768),
        ("NoScrubData", 131_072),
    ]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

pub static UNIX_FILE_MODE: Class = Class {
    name: "System.IO.UnixFileMode",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("None", 0),
        ("OtherExecute", 1),
        ("OtherWrite", 2),
        ("OtherRead", 4),
        ("GroupExecute", 8),
        ("GroupWrite", 16),
        ("GroupRead", 32),
        ("UserExecute", 64),
        ("UserWrite", 128),
        ("UserRead", 256),
        ("StickyBit", 512),
        ("SetGroup", 1024),
        ("SetUser", 2048),
    ]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&FILE_ATTRIBUTES, &UNIX_FILE_MODE];
