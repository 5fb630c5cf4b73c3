//! `System.IO.Compression.ZipArchive` and its entries.
//!
//! Entries are unpacked when they are opened. What is created or updated is written when the archive is closed,
//! as a whole: a failure leaves the old file.

use super::stream::{self, Bytes};
use super::table::{methods, properties};
use super::{Class, arguments, collection, date_time_offset, datetime, io_error, memory_stream, object};
use crate::engine::object::Native;
use crate::engine::provider::file_system::Replacement;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use zip::write::{SimpleFileOptions, ZipWriter};

trait Bits: Read + Seek {}
impl<T: Read + Seek> Bits for T {}
type Packed = zip::ZipArchive<Box<dyn Bits>>;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    Read,
    Create,
    Update,
}

impl Mode {
    pub(super) fn named(value: Option<&Value>) -> Mode {
        match value.map(convert::display).as_deref() {
            Some("Create" | "1") => Mode::Create,
            Some("Update" | "2") => Mode::Update,
            _ => Mode::Read,
        }
    }
}

/// Where an archive is written to.
#[derive(Debug)]
enum Target {
    Stream { base: Value, leave_open: bool },
    Path(PathBuf),
}

struct Archive {
    mode: Mode,
    target: Target,
    packed: RefCell<Option<Packed>>,
    entries: RefCell<Vec<Rc<Entry>>>,
    closed: Cell<bool>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    /// Its place among the entries that were there before.
    index: Option<usize>,
    length: u64,
    compressed: u64,
    crc: u32,
    /// Ticks.
    changed: Cell<i64>,
    /// What was written, as a stream.
    written: RefCell<Option<Value>>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ZipArchive ({:?})", self.mode)
    }
}

#[derive(Debug)]
struct ArchiveValue(Rc<Archive>);

impl Native for ArchiveValue {
    fn class(&self) -> &'static Class {
        &ZIP_ARCHIVE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Debug)]
struct EntryValue(Rc<Archive>, Rc<Entry>);

impl Native for EntryValue {
    fn class(&self) -> &'static Class {
        &ZIP_ARCHIVE_ENTRY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.1.name.clone())
    }
}

fn damaged(error: &zip::result::ZipError) -> Box<crate::engine::Fault> {
    let text = error.to_string();
    let message = match text.contains("EOCD") {
        true => "End of Central Directory record could not be found.",
        false if text.contains("local") => "A local file header is corrupt.",
        false => "Central Directory corrupt.",
    };
    arguments::throw("System.IO.InvalidDataException", message)
}

fn entries_of(packed: &mut Packed) -> Outcome<Vec<Rc<Entry>>> {
    let mut entries = Vec::new();
    for index in 0..packed.len() {
        let found = packed.by_index_raw(index).map_err(|error| damaged(&error))?;
        let time = found.last_modified().and_then(|time| {
            chrono::NaiveDate::from_ymd_opt(time.year().into(), time.month().into(), time.day().into())?
                .and_hms_opt(time.hour().into(), time.minute().into(), time.second().into())
        });
        let time =
            time.map_or(0, |time| datetime::DateTime::from_naive(time, datetime::DateTimeKind::Local).ticks);
        entries.push(Rc::new(Entry {
            name: found.name().map_err(|error| damaged(&error))?.into_owned(),
            index: Some(index),
            length: found.size(),
            compressed: found.compressed_size(),
            crc: found.crc32(),
            changed: time.into(),
            written: RefCell::default(),
        }));
    }
    Ok(entries)
}

fn opened(source: Option<Box<dyn Bits>>, mode: Mode, target: Target) -> Outcome<Value> {
    let mut packed = match source {
        Some(source) => Some(zip::ZipArchive::new(source).map_err(|error| damaged(&error))?),
        None => None,
    };
    let entries = packed.as_mut().map_or(Ok(Vec::new()), entries_of)?;
    Ok(Value::native(ArchiveValue(Rc::new(Archive {
        mode,
        target,
        packed: RefCell::new(packed),
        entries: RefCell::new(entries),
        closed: false.into(),
    }))))
}

/// An archive that is a file. Errors: the file system's, or it is none.
pub(super) fn open_file(path: &Path, mode: Mode) -> Outcome<Value> {
    let failed = |error: std::io::Error| io_error::thrown(&error, path, false);
    let source: Option<Box<dyn Bits>> = match mode {
        Mode::Create => {
            // Made at once, and never over another: .NET opens it with `CreateNew`.
            File::create_new(path).map_err(failed)?;
            None
        }
        Mode::Update if !path.exists() || path.metadata().is_ok_and(|found| found.len() == 0) => None,
        _ => Some(Box::new(File::open(path).map_err(failed)?)),
    };
    opened(source, mode, Target::Path(path.to_path_buf()))
}

fn construct(args: &[Value]) -> Outcome<Value> {
    let base = arguments::any(args, 0)?.clone();
    if base.is_null() {
        return Err(arguments::null("stream"));
    }
    let mode = Mode::named(args.get(1));
    let source: Option<Box<dyn Bits>> = match mode {
        Mode::Create => None,
        _ => {
            let data = stream::rest_of(&base)?.ok_or_else(arguments::no_overload)?;
            let is_new = mode == Mode::Update && data.is_empty();
            (!is_new).then(|| Box::new(Cursor::new(data)) as Box<dyn Bits>)
        }
    };
    let leave_open = args.get(2).is_some_and(convert::to_bool);
    opened(source, mode, Target::Stream { base, leave_open })
}

fn archive(this: &Value) -> Outcome<&Rc<Archive>> {
    let found = &this.as_native::<ArchiveValue>().ok_or_else(arguments::no_overload)?.0;
    if found.closed.get() {
        return Err(arguments::disposed("System.IO.Compression.ZipArchive"));
    }
    Ok(found)
}

fn entry(this: &Value) -> Outcome<&EntryValue> {
    this.as_native::<EntryValue>().ok_or_else(arguments::no_overload)
}

/// The entries of an archive, in its order.
pub(super) fn entries(this: &Value) -> Outcome<Vec<Value>> {
    let archive = archive(this)?;
    if archive.mode == Mode::Create {
        let message = "Cannot access entries in Create mode.";
        return Err(arguments::throw("System.NotSupportedException", message));
    }
    let entries = archive.entries.borrow();
    Ok(entries.iter().map(|entry| Value::native(EntryValue(archive.clone(), entry.clone()))).collect())
}

/// Adds an entry. Errors: the archive is only read.
pub(super) fn create_entry(this: &Value, name: &str) -> Outcome<Value> {
    let archive = archive(this)?;
    if archive.mode == Mode::Read {
        let message = "Cannot create entries on an archive opened in read mode.";
        return Err(arguments::throw("System.NotSupportedException", message));
    }
    let made = Rc::new(Entry {
        name: name.to_string(),
        index: None,
        length: 0,
        compressed: 0,
        crc: 0,
        changed: datetime::DateTime::now().ticks.into(),
        written: RefCell::default(),
    });
    archive.entries.borrow_mut().push(made.clone());
    Ok(Value::native(EntryValue(archive.clone(), made)))
}

/// The bytes of an entry. Errors: they are damaged.
pub(super) fn bytes_of(this: &Value) -> Outcome<Vec<u8>> {
    let EntryValue(archive, entry) = entry(this)?;
    if let Some(written) = entry.written.borrow().as_ref() {
        return stream::content(written);
    }
    let mut packed = archive.packed.borrow_mut();
    let (Some(packed), Some(index)) = (packed.as_mut(), entry.index) else { return Ok(Vec::new()) };
    let mut found = packed.by_index(index).map_err(|error| damaged(&error))?;
    let mut data = Vec::new();
    found.read_to_end(&mut data).map_err(|_| {
        let message = "The archive entry was compressed using an unsupported compression method.";
        arguments::throw("System.IO.InvalidDataException", message)
    })?;
    Ok(data)
}

/// A stream over an entry: what is written to it goes into the archive.
pub(super) fn open_entry(this: &Value) -> Outcome<Value> {
    let data = bytes_of(this)?;
    let made = memory_stream::value(data);
    let EntryValue(archive, entry) = entry(this)?;
    if archive.mode != Mode::Read {
        *entry.written.borrow_mut() = Some(made.clone());
    }
    Ok(made)
}

fn write_all<W: Write>(archive: &Archive, target: W) -> zip::result::ZipResult<W> {
    let mut writer = ZipWriter::new_stream(target);
    let mut packed = archive.packed.borrow_mut();
    for entry in archive.entries.borrow().iter() {
        let written = entry.written.borrow();
        match (written.as_ref(), packed.as_mut(), entry.index) {
            (None, Some(packed), Some(index)) => writer.raw_copy_file(packed.by_index_raw(index)?)?,
            (written, ..) => {
                let options = SimpleFileOptions::default();
                if entry.name.ends_with('/') {
                    writer.add_directory(entry.name.as_str(), options)?;
                    continue;
                }
                writer.start_file(entry.name.as_str(), options)?;
                let data = written.and_then(|written| stream::content(written).ok()).unwrap_or_default();
                writer.write_all(&data)?;
            }
        }
    }
    Ok(writer.finish()?.into_inner())
}

/// Closes an archive; one that is not only read is written now.
pub(super) fn close(this: &Value) -> Outcome<Value> {
    let Some(ArchiveValue(archive)) = this.as_native::<ArchiveValue>() else { return Ok(Value::Empty) };
    if archive.closed.replace(true) {
        return Ok(Value::Empty);
    }
    let failed = |error: zip::result::ZipError| arguments::throw("System.IO.IOException", error.to_string());
    match &archive.target {
        Target::Path(path) if archive.mode != Mode::Read => {
            let thrown = |error: std::io::Error| io_error::thrown(&error, path, false);
            let file = Replacement::open(path, false).map_err(thrown)?;
            let written = write_all(archive, file).map_err(|error| thrown(error.into()))?;
            written.commit().map_err(thrown)?;
        }
        Target::Path(_) => {}
        Target::Stream { base, leave_open } => {
            if archive.mode != Mode::Read {
                stream::truncate(base)?;
                write_all(archive, Bytes(base.clone())).map_err(failed)?;
            }
            if !leave_open {
                stream::close_stream(base)?;
            }
        }
    }
    archive.packed.replace(None);
    Ok(Value::Empty)
}

fn dispose(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    close(this)
}

static ZIP_ARCHIVE: Class = Class {
    name: "System.IO.Compression.ZipArchive",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Collections.ObjectModel.ReadOnlyCollection[System.IO.Compression.ZipArchiveEntry]" Entries => |_, this| {
            Ok(collection::read_only(&super::named("System.IO.Compression.ZipArchiveEntry"), entries(this)?))
        };
        "System.IO.Compression.ZipArchiveMode" Mode => |_, this| {
            Ok(super::enumeration::value("System.IO.Compression.ZipArchiveMode", archive(this)?.mode as i64))
        };
    },
    methods: methods! {
        CreateEntry "System.IO.Compression.ZipArchiveEntry CreateEntry(string entryName)" "System.IO.Compression.ZipArchiveEntry CreateEntry(string entryName, System.IO.Compression.CompressionLevel compressionLevel)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            create_entry(this, &name)
        };
        Dispose "void Dispose()" "void IDisposable.Dispose()" => dispose;
        GetEntry "System.IO.Compression.ZipArchiveEntry GetEntry(string entryName)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            let found = entries(this)?.into_iter().find(|found| convert::display(found) == name);
            Ok(found.unwrap_or_default())
        };
    },
    construct: Some(|_, args| construct(args)),
    constructors: &[
        "System.IO.Compression.ZipArchive new(System.IO.Stream stream)",
        "System.IO.Compression.ZipArchive new(System.IO.Stream stream, System.IO.Compression.ZipArchiveMode mode)",
        "System.IO.Compression.ZipArchive new(System.IO.Stream stream, System.IO.Compression.ZipArchiveMode mode, bool leaveOpen)",
    ],
    ..Class::EMPTY
};

static ZIP_ARCHIVE_ENTRY: Class = Class {
    name: "System.IO.Compression.ZipArchiveEntry",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.IO.Compression.ZipArchive" Archive => |_, this| Ok(Value::native(ArchiveValue(entry(this)?.0.clone())));
        "long" CompressedLength => |_, this| Ok(Value::Long(entry(this)?.1.compressed as i64));
        "uint" Crc32 => |_, this| Ok(Value::UInt(entry(this)?.1.crc));
        "string" FullName => |_, this| Ok(Value::text(entry(this)?.1.name.as_str()));
        "System.DateTimeOffset" LastWriteTime => |_, this| {
            let moment = datetime::DateTime { ticks: entry(this)?.1.changed.get(), kind: datetime::DateTimeKind::Local };
            date_time_offset::at(moment.ticks, i64::from(moment.offset()) * 10_000_000)
        };
        "long" Length => |_, this| Ok(Value::Long(entry(this)?.1.length as i64));
        "string" Name => |_, this| Ok(Value::text(entry(this)?.1.name.rsplit('/').next().unwrap_or_default()));
    },
    methods: methods! {
        Delete "void Delete()" => |_, this, _| {
            let EntryValue(archive, entry) = entry(this)?;
            if archive.mode != Mode::Update {
                let message = "Delete can only be used when the archive is in Update mode.";
                return Err(arguments::throw("System.NotSupportedException", message));
            }
            archive.entries.borrow_mut().retain(|known| !Rc::ptr_eq(known, entry));
            Ok(Value::Empty)
        };
        Open "System.IO.Stream Open()" => |_, this, _| open_entry(this);
        ToString "string ToString()" => |_, this, _| Ok(Value::text(entry(this)?.1.name.as_str()));
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ZIP_ARCHIVE, &ZIP_ARCHIVE_ENTRY];
