//! Reading and writing the content of items.

use crate::engine::encoding::TextEncoding;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// How `Get-Content` reads.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Only so many items from the end.
    pub tail: Option<usize>,
    pub raw: bool,
    pub wait: bool,
    pub bytes: bool,
    pub delimiter: Option<String>,
    /// `None` looks for a mark and takes UTF-8.
    pub encoding: Option<TextEncoding>,
}

/// How `Set-Content` and `Add-Content` write.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    pub append: bool,
    pub bytes: bool,
    pub no_newline: bool,
    pub force: bool,
    pub encoding: Option<TextEncoding>,
}

/// An open item that is read piece by piece.
pub trait ContentReader {
    /// The next pieces, at most `count` of them (all when `None`); none at the end.
    fn read(&mut self, engine: &mut Engine, count: Option<usize>) -> Outcome<Vec<Value>>;
}

/// An open item that is written piece by piece.
pub trait ContentWriter {
    fn write(&mut self, engine: &mut Engine, items: &[Value]) -> Outcome;

    /// Makes what was written take effect.
    fn close(&mut self, engine: &mut Engine) -> Outcome;
}

impl Engine {
    /// `$drive:name`: the content of an item, `$null` for one that does not exist.
    pub(in crate::engine) fn drive_content(&mut self, drive: &str, name: &str) -> Outcome<Value> {
        let at = self.parse_path(&format!("{drive}:{name}"))?;
        if !at.provider.exists(self, &at.path)? {
            return Ok(Value::Null);
        }
        let mut reader = at.provider.open_reader(self, &at, &ReadOptions::default())?;
        Ok(Value::from_output(reader.read(self, None)?))
    }

    /// `$drive:name = value`
    pub(in crate::engine) fn set_drive_content(&mut self, drive: &str, name: &str, value: Value) -> Outcome {
        let at = self.parse_path(&format!("{drive}:{name}"))?;
        let mut writer = at.provider.open_writer(self, &at, &WriteOptions::default())?;
        writer.write(self, &[value])?;
        writer.close(self)
    }
}
