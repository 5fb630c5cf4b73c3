//! `System.IO.Compression.ZipFile` and `ZipFileExtensions`.

use super::table::statics;
use super::zip_archive::{self, Mode};
use super::{Class, arguments, io_error, object, stream};
use crate::engine::provider::file_system::Replacement;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::path::{Path, PathBuf};

fn path(engine: &mut Engine, args: &[Value], index: usize) -> Outcome<PathBuf> {
    super::file::path(engine, args, index)
}

/// Adds a folder's files with their names in the archive; empty folders keep their name.
fn add_folder(archive: &Value, folder: &Path, prefix: &str) -> Outcome {
    let thrown = |error: std::io::Error| io_error::thrown(&error, folder, true);
    let mut inside = Vec::new();
    for found in std::fs::read_dir(folder).map_err(thrown)? {
        inside.push(found.map_err(thrown)?.path());
    }
    inside.sort();
    if inside.is_empty() && !prefix.is_empty() {
        zip_archive::create_entry(archive, prefix)?;
    }
    for found in inside {
        let name = format!("{prefix}{}", found.file_name().unwrap_or_default().to_string_lossy());
        match found.is_dir() {
            true => add_folder(archive, &found, &format!("{name}/"))?,
            false => {
                add_file(archive, &found, &name)?;
            }
        }
    }
    Ok(())
}

fn add_file(archive: &Value, file: &Path, name: &str) -> Outcome<Value> {
    let data = std::fs::read(file).map_err(|error| io_error::thrown(&error, file, false))?;
    let entry = zip_archive::create_entry(archive, name)?;
    stream::write_bytes(&zip_archive::open_entry(&entry)?, &data)?;
    Ok(entry)
}

fn create_from_directory(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (folder, target) = (path(engine, args, 0)?, path(engine, args, 1)?);
    if !folder.is_dir() {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(io_error::thrown(&missing, &folder, true));
    }
    let archive = zip_archive::open_file(&target, Mode::Create)?;
    let with_base = args.get(3).is_some_and(convert::to_bool);
    let base = folder.file_name().unwrap_or_default().to_string_lossy();
    let added = add_folder(&archive, &folder, &if with_base { format!("{base}/") } else { String::new() });
    if added.is_err() {
        // What is not complete is no archive.
        let _ = std::fs::remove_file(&target);
    }
    added?;
    zip_archive::close(&archive)
}

/// Writes an entry to a file. Errors: the file exists, the file system's, damaged bytes.
fn extract(entry: &Value, target: &Path, overwrite: bool) -> Outcome {
    if target.exists() && !overwrite {
        let message = format!("The file '{}' already exists.", target.display());
        return Err(arguments::throw("System.IO.IOException", message));
    }
    let data = zip_archive::bytes_of(entry)?;
    Replacement::whole(target, false, &data).map_err(|error| io_error::thrown(&error, target, false))
}

/// Writes all entries below a folder. Errors: one leads out of it.
fn extract_all(archive: &Value, folder: &Path, overwrite: bool) -> Outcome<Value> {
    let thrown = |error: std::io::Error| io_error::thrown(&error, folder, true);
    std::fs::create_dir_all(folder).map_err(thrown)?;
    for entry in zip_archive::entries(archive)? {
        let name = convert::display(&entry);
        let leads_out = Path::new(&name)
            .components()
            .any(|part| !matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir));
        if leads_out {
            let message = "Extracting Zip entry would have resulted in a file outside the specified destination directory.";
            return Err(arguments::throw("System.IO.IOException", message));
        }
        let target = folder.join(&name);
        if name.ends_with('/') {
            std::fs::create_dir_all(&target).map_err(thrown)?;
            continue;
        }
        target.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(thrown)?;
        extract(&entry, &target, overwrite)?;
    }
    Ok(Value::Empty)
}

static ZIP_FILE: Class = Class {
    name: "System.IO.Compression.ZipFile",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        CreateFromDirectory "static void CreateFromDirectory(string sourceDirectoryName, string destinationArchiveFileName)" "static void CreateFromDirectory(string sourceDirectoryName, string destinationArchiveFileName, System.IO.Compression.CompressionLevel compressionLevel, bool includeBaseDirectory)" => create_from_directory;
        ExtractToDirectory "static void ExtractToDirectory(string sourceArchiveFileName, string destinationDirectoryName)" "static void ExtractToDirectory(string sourceArchiveFileName, string destinationDirectoryName, bool overwriteFiles)" => |engine, args| {
            let archive = zip_archive::open_file(&path(engine, args, 0)?, Mode::Read)?;
            let folder = path(engine, args, 1)?;
            extract_all(&archive, &folder, args.get(2).is_some_and(convert::to_bool))
        };
        Open "static System.IO.Compression.ZipArchive Open(string archiveFileName, System.IO.Compression.ZipArchiveMode mode)" => |engine, args| {
            zip_archive::open_file(&path(engine, args, 0)?, Mode::named(args.get(1)))
        };
        OpenRead "static System.IO.Compression.ZipArchive OpenRead(string archiveFileName)" => |engine, args| {
            zip_archive::open_file(&path(engine, args, 0)?, Mode::Read)
        };
    },
    ..Class::EMPTY
};

static ZIP_FILE_EXTENSIONS: Class = Class {
    name: "System.IO.Compression.ZipFileExtensions",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        CreateEntryFromFile "static System.IO.Compression.ZipArchiveEntry CreateEntryFromFile(System.IO.Compression.ZipArchive destination, string sourceFileName, string entryName)" "static System.IO.Compression.ZipArchiveEntry CreateEntryFromFile(System.IO.Compression.ZipArchive destination, string sourceFileName, string entryName, System.IO.Compression.CompressionLevel compressionLevel)" => |engine, args| {
            let file = path(engine, args, 1)?;
            let name = arguments::text(engine, args, 2)?;
            add_file(arguments::any(args, 0)?, &file, &name)
        };
        ExtractToDirectory "static void ExtractToDirectory(System.IO.Compression.ZipArchive source, string destinationDirectoryName)" "static void ExtractToDirectory(System.IO.Compression.ZipArchive source, string destinationDirectoryName, bool overwriteFiles)" => |engine, args| {
            let folder = path(engine, args, 1)?;
            extract_all(arguments::any(args, 0)?, &folder, args.get(2).is_some_and(convert::to_bool))
        };
        ExtractToFile "static void ExtractToFile(System.IO.Compression.ZipArchiveEntry source, string destinationFileName)" "static void ExtractToFile(System.IO.Compression.ZipArchiveEntry source, string destinationFileName, bool overwrite)" => |engine, args| {
            let target = path(engine, args, 1)?;
            extract(arguments::any(args, 0)?, &target, args.get(2).is_some_and(convert::to_bool))?;
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ZIP_FILE, &ZIP_FILE_EXTENSIONS];
