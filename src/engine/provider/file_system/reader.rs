//! Reading the content of files, in constant memory.

use crate::engine::encoding::{self, TextEncoding, UTF8};
use crate::engine::error::{Category, Exception};
use crate::engine::provider::content::{ContentReader, ReadOptions};
use crate::engine::provider::faults;
use crate::engine::types::{array, io_error, named};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, Error, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often `-Wait` looks for more.
const POLL: Duration = Duration::from_millis(200);

fn failed(error: &Error, path: &Path) -> Box<Fault> {
    let exception = io_error::exception(error, path, false);
    let (id, category) = match exception.class.as_ref() {
        "System.IO.FileNotFoundException" => ("GetContentReaderFileNotFoundError", Category::ObjectNotFound),
        "System.IO.DirectoryNotFoundException" => {
            ("GetContentReaderDirectoryNotFoundError", Category::ObjectNotFound)
        }
        "System.UnauthorizedAccessException" => {
            ("GetContentReaderUnauthorizedAccessError", Category::PermissionDenied)
        }
        _ => ("GetContentReaderIOError", Category::ReadError),
    };
    Fault::error(exception, id, category, Value::text(path.display().to_string()))
}

pub(super) fn open(
    engine: &mut Engine,
    path: &Path,
    options: &ReadOptions,
) -> Outcome<Box<dyn ContentReader>> {
    if path.is_dir() {
        let message = format!(
            "Unable to get content because it is a directory: '{}'. Please use 'Get-ChildItem' instead.",
            path.display()
        );
        let exception = Exception::new("System.InvalidOperationException", message);
        return Err(Fault::error(
            exception,
            "GetContainerContentException",
            Category::InvalidOperation,
            Value::Null,
        ));
    }
    if options.raw && options.wait {
        return Err(faults::invalid_operation(
            "The Raw and Wait parameters cannot be specified in the same command.",
        ));
    }
    let file = File::open(path).map_err(|error| failed(&error, path))?;
    if options.bytes && options.delimiter.is_some() {
        let message = "A delimiter cannot be specified when reading the stream one byte at a time. (Parameter 'delimiter')";
        return Err(faults::argument(message, "delimiter"));
    }
    let mut reader = FileReader {
        stream: Stream::Closed,
        path: path.to_path_buf(),
        delimiter: options.delimiter.clone().filter(|text| !text.is_empty()),
        raw: options.raw,
        wait: options.wait,
        ended: false,
        last: VecDeque::new(),
    };
    reader.start(engine, file, options)?;
    Ok(Box::new(reader))
}

enum Stream {
    Closed,
    Bytes(Box<dyn BufRead>),
    Text(Box<dyn BufRead>),
}

struct FileReader {
    stream: Stream,
    path: PathBuf,
    delimiter: Option<String>,
    raw: bool,
    wait: bool,
    ended: bool,
    /// Pieces that `-Tail` kept, given before anything else.
    last: VecDeque<Value>,
}

impl FileReader {
    fn start(&mut self, engine: &mut Engine, mut file: File, options: &ReadOptions) -> Outcome {
        let encoding = options.encoding.unwrap_or(UTF8);
        let path = self.path.clone();
        let wrong = |error: Error| failed(&error, &path);
        if options.bytes {
            if let Some(tail) = options.tail {
                let length = file.metadata().map_err(wrong)?.len();
                let start = length.saturating_sub(u64::try_from(tail).unwrap_or(u64::MAX));
                file.seek(SeekFrom::Start(start)).map_err(wrong)?;
            }
            self.stream = Stream::Bytes(Box::new(std::io::BufReader::new(file)));
            return Ok(());
        }
        let marked = marked(&mut file).map_err(wrong)?;
        let known = marked.unwrap_or(encoding);
        if let Some(tail) = options.tail
            && self.delimiter.is_none()
            && known.keeps_line_breaks()
            && file.metadata().is_ok_and(|found| found.is_file())
        {
            let start = tail_start(&mut file, tail).map_err(wrong)?;
            file.seek(SeekFrom::Start(start)).map_err(wrong)?;
            self.stream = Stream::Text(encoding::reader(file, Some(known)).map_err(wrong)?);
            return Ok(());
        }
        self.stream = Stream::Text(encoding::reader(file, Some(encoding)).map_err(wrong)?);
        if let Some(tail) = options.tail {
            while let Some(piece) = self.piece(engine)? {
                self.last.push_back(piece);
                if self.last.len() > tail {
                    self.last.pop_front();
                }
            }
        }
        Ok(())
    }

    /// The next line, part or byte; `None` at the end.
    fn piece(&mut self, engine: &mut Engine) -> Outcome<Option<Value>> {
        loop {
            if let Some(piece) = self.next_piece()? {
                return Ok(Some(piece));
            }
            if !self.wait {
                return Ok(None);
            }
            engine.host.flush();
            engine.wait(async { tokio::time::sleep(POLL).await })?;
        }
    }

    fn next_piece(&mut self) -> Outcome<Option<Value>> {
        let path = self.path.clone();
        let wrong = |error: Error| failed(&error, &path);
        match &mut self.stream {
            Stream::Closed => Ok(None),
            Stream::Bytes(stream) => {
                let mut byte = [0];
                match stream.read(&mut byte).map_err(wrong)? {
                    0 => Ok(None),
                    _ => Ok(byte.first().map(|byte| Value::Byte(*byte))),
                }
            }
            Stream::Text(stream) => {
                let bytes = match &self.delimiter {
                    None => encoding::read_line(stream.as_mut()).map_err(wrong)?,
                    Some(delimiter) => part(stream.as_mut(), delimiter.as_bytes()).map_err(wrong)?,
                };
                Ok(bytes.map(text))
            }
        }
    }

    /// All that is left as one piece; an empty file has none.
    fn whole(&mut self) -> Outcome<Option<Value>> {
        let mut bytes = Vec::new();
        let path = self.path.clone();
        match std::mem::replace(&mut self.stream, Stream::Closed) {
            Stream::Closed => Ok(None),
            Stream::Bytes(mut stream) => {
                stream.read_to_end(&mut bytes).map_err(|error| failed(&error, &path))?;
                let items = bytes.into_iter().map(Value::Byte).collect();
                Ok(Some(array::typed(items, named("System.Byte"))))
            }
            Stream::Text(mut stream) => {
                stream.read_to_end(&mut bytes).map_err(|error| failed(&error, &path))?;
                Ok((!bytes.is_empty()).then(|| text(bytes)))
            }
        }
    }
}

fn text(bytes: Vec<u8>) -> Value {
    Value::text(encoding::lossy(bytes))
}

/// The encoding that the file's mark says; the file is at its start again.
fn marked(file: &mut File) -> std::io::Result<Option<TextEncoding>> {
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let mut start = Vec::with_capacity(4);
    file.by_ref().take(4).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(TextEncoding::by_mark(&start).map(|(found, _)| found))
}

/// Where the last lines begin, found from the end in blocks.
fn tail_start(file: &mut File, lines: usize) -> std::io::Result<u64> {
    const BLOCK: u64 = 1 << 16;
    let length = file.metadata()?.len();
    let mut at = length;
    let mut found = 0;
    while at > 0 {
        let size = at.min(BLOCK);
        at -= size;
        file.seek(SeekFrom::Start(at))?;
        let mut block = vec![0; usize::try_from(size).unwrap_or(0)];
        file.read_exact(&mut block)?;
        for (index, byte) in block.iter().enumerate().rev() {
            let place = at + u64::try_from(index).unwrap_or(0);
            if *byte == b'\n' && place + 1 != length {
                found += 1;
                if found == lines {
                    return Ok(place + 1);
                }
            }
        }
    }
    Ok(if lines == 0 { length } else { 0 })
}

/// What comes before the next delimiter, which is dropped.
fn part(stream: &mut dyn BufRead, delimiter: &[u8]) -> std::io::Result<Option<Vec<u8>>> {
    let Some(last) = delimiter.last() else { return encoding::read_line(stream) };
    let mut part = Vec::new();
    loop {
        if stream.read_until(*last, &mut part)? == 0 {
            return Ok((!part.is_empty()).then_some(part));
        }
        if part.ends_with(delimiter) {
            part.truncate(part.len() - delimiter.len());
            return Ok(Some(part));
        }
    }
}

impl ContentReader for FileReader {
    fn read(&mut self, engine: &mut Engine, count: Option<usize>) -> Outcome<Vec<Value>> {
        if self.raw {
            return Ok(self.whole()?.into_iter().collect());
        }
        let most = count.unwrap_or(usize::MAX);
        let mut pieces = Vec::new();
        while pieces.len() < most {
            if let Some(kept) = self.last.pop_front() {
                pieces.push(kept);
                continue;
            }
            if self.ended {
                break;
            }
            match self.piece(engine)? {
                Some(piece) => pieces.push(piece),
                None => self.ended = true,
            }
        }
        Ok(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut stream = std::io::BufReader::with_capacity(2, bytes);
        std::iter::from_fn(|| encoding::read_line(&mut stream).unwrap())
            .map(|one| String::from_utf8(one).unwrap())
            .collect()
    }

    #[test]
    fn lines_end_as_dotnet_ends_them() {
        assert_eq!(lines(b"a\nb\r\nc\rd"), ["a", "b", "c", "d"]);
        assert_eq!(lines(b"\n\n"), ["", ""]);
        assert_eq!(lines(b""), Vec::<String>::new());
    }

    #[test]
    fn a_delimiter_of_several_bytes_is_found() {
        let mut stream = std::io::BufReader::new(&b"a--b-c--"[..]);
        let parts: Vec<Vec<u8>> = std::iter::from_fn(|| part(&mut stream, b"--").unwrap()).collect();
        assert_eq!(parts, [b"a".to_vec(), b"b-c".to_vec()]);
    }

    #[test]
    fn the_tail_begins_after_the_right_line_break() {
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, b"one\ntwo\nthree\n").unwrap();
        assert_eq!(tail_start(&mut file, 1).unwrap(), 8);
        assert_eq!(tail_start(&mut file, 2).unwrap(), 4);
        assert_eq!(tail_start(&mut file, 9).unwrap(), 0);
    }
}
