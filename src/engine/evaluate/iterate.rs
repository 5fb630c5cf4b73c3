//! What `foreach` and `switch` walk over.

use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Fault, Outcome};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::rc::Rc;

/// A walk in progress.
#[derive(Default)]
pub enum Iteration {
    #[default]
    Done,
    /// An array is walked in place: `foreach` sees elements replaced while it runs.
    Array(Rc<Array>, usize),
    Values(std::vec::IntoIter<Value>),
    Lines(BufReader<File>, String),
}

impl Iteration {
    /// Starts over a value: nothing for `$null`, once for a scalar.
    pub fn over(engine: &mut Engine, value: Value) -> Outcome<Iteration> {
        Ok(match value {
            Value::Null | Value::Empty => Iteration::Done,
            Value::Array(array) => Iteration::Array(array, 0),
            other => match crate::engine::member::enumerate(engine, &other)? {
                Some(items) => Iteration::Values(items.into_iter()),
                None => Iteration::Values(vec![other].into_iter()),
            },
        })
    }

    /// Starts over the lines of a file.
    pub fn lines(path: &std::path::Path) -> Outcome<Iteration> {
        match File::open(path) {
            Ok(file) => Ok(Iteration::Lines(BufReader::new(file), path.display().to_string())),
            Err(_) => {
                Err(Fault::runtime("PathNotFound", format!("Could not find file '{}'.", path.display())))
            }
        }
    }

    pub fn next(&mut self) -> Outcome<Option<Value>> {
        match self {
            Iteration::Done => Ok(None),
            Iteration::Array(array, index) => {
                let item = array.items.borrow().get(*index).cloned();
                *index += 1;
                Ok(item)
            }
            Iteration::Values(items) => Ok(items.next()),
            Iteration::Lines(reader, path) => {
                let mut line = String::new();
                match reader.read_line(&mut line) {
                    Ok(0) => Ok(None),
                    Ok(_) => Ok(Some(Value::text(line.trim_end_matches(['\n', '\r'])))),
                    Err(error) => Err(Fault::runtime("FileReadError", format!("{path}: {error}"))),
                }
            }
        }
    }
}
