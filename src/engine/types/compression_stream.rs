//! `System.IO.Compression`: `GZipStream`, `DeflateStream` and `ZLibStream`, over any other stream.

use super::stream::{self, Bytes, Source};
use super::{Class, arguments};
use crate::engine::Outcome;
use crate::engine::value::Value;
use flate2::Compression;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use std::io::{Error, Read, Result, Write};

/// What a stream of a class does: it reads, or writes until it is closed.
enum Coder {
    Read(Box<dyn Read>),
    Gzip(GzEncoder<Bytes>),
    Deflate(DeflateEncoder<Bytes>),
    Zlib(ZlibEncoder<Bytes>),
    Closed,
}

struct Compressed {
    class: &'static Class,
    coder: Coder,
    base: Value,
    leave_open: bool,
}

impl std::fmt::Debug for Compressed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.class.name)
    }
}

impl Compressed {
    fn writer(&mut self) -> Result<&mut dyn Write> {
        match &mut self.coder {
            Coder::Gzip(coder) => Ok(coder),
            Coder::Deflate(coder) => Ok(coder),
            Coder::Zlib(coder) => Ok(coder),
            Coder::Read(_) | Coder::Closed => Err(std::io::ErrorKind::Unsupported.into()),
        }
    }
}

impl Source for Compressed {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn can_read(&self) -> bool {
        matches!(self.coder, Coder::Read(_))
    }

    fn can_write(&self) -> bool {
        !self.can_read()
    }

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        match &mut self.coder {
            Coder::Read(coder) => coder.read(buffer),
            _ => Err(std::io::ErrorKind::Unsupported.into()),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer()?.write_all(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        if self.can_read() { Ok(()) } else { self.writer()?.flush() }
    }

    fn close(&mut self) -> Result<()> {
        match std::mem::replace(&mut self.coder, Coder::Closed) {
            Coder::Gzip(coder) => coder.finish().map(|_| ())?,
            Coder::Deflate(coder) => coder.finish().map(|_| ())?,
            Coder::Zlib(coder) => coder.finish().map(|_| ())?,
            Coder::Read(_) | Coder::Closed => {}
        }
        if self.leave_open {
            return Ok(());
        }
        stream::close_stream(&self.base).map_err(|_| Error::other("the stream behind could not be closed"))
    }

    fn invalid(&self) -> Option<&'static str> {
        Some("The archive entry was compressed using an unsupported compression method.")
    }
}

/// `new(stream, mode or level[, leaveOpen])`.
fn construct(class: &'static Class, args: &[Value]) -> Outcome<Value> {
    let base = arguments::any(args, 0)?.clone();
    if base.is_null() {
        return Err(arguments::null("stream"));
    }
    if !stream::is_stream(&base) {
        return Err(arguments::no_overload());
    }
    let chosen = crate::engine::convert::display(arguments::any(args, 1)?);
    let level = match chosen.as_str() {
        "Fastest" => Compression::fast(),
        "NoCompression" => Compression::none(),
        "SmallestSize" => Compression::best(),
        _ => Compression::default(),
    };
    let bytes = Bytes(base.clone());
    let is_reader = matches!(chosen.as_str(), "Decompress" | "0");
    let coder = match (class.name, is_reader) {
        ("System.IO.Compression.GZipStream", true) => Coder::Read(Box::new(MultiGzDecoder::new(bytes))),
        ("System.IO.Compression.GZipStream", false) => Coder::Gzip(GzEncoder::new(bytes, level)),
        ("System.IO.Compression.ZLibStream", true) => Coder::Read(Box::new(ZlibDecoder::new(bytes))),
        ("System.IO.Compression.ZLibStream", false) => Coder::Zlib(ZlibEncoder::new(bytes, level)),
        (_, true) => Coder::Read(Box::new(DeflateDecoder::new(bytes))),
        (_, false) => Coder::Deflate(DeflateEncoder::new(bytes, level)),
    };
    let leave_open = args.get(2).is_some_and(crate::engine::convert::to_bool);
    Ok(stream::over(Compressed { class, coder, base, leave_open }))
}

macro_rules! compressions {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&stream::STREAM),
            construct: Some(|_, args| construct(&$constant, args)),
            constructors: &[
                concat!($name, " new(System.IO.Stream stream, System.IO.Compression.CompressionMode mode)"),
                concat!($name, " new(System.IO.Stream stream, System.IO.Compression.CompressionMode mode, bool leaveOpen)"),
                concat!($name, " new(System.IO.Stream stream, System.IO.Compression.CompressionLevel compressionLevel)"),
                concat!($name, " new(System.IO.Stream stream, System.IO.Compression.CompressionLevel compressionLevel, bool leaveOpen)"),
            ],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[$(&$constant),*];
    };
}

compressions! {
    GZIP_STREAM "System.IO.Compression.GZipStream",
    DEFLATE_STREAM "System.IO.Compression.DeflateStream",
    ZLIB_STREAM "System.IO.Compression.ZLibStream",
}
