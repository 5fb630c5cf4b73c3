//! `MatchInfo`: one line that `Select-String` found.

use crate::engine::object::Native;
use crate::engine::types::record::{self, record_class};
use crate::engine::types::{Class, Method, Property, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::cell::RefCell;
use std::path::Path;

/// What stands for a file's name when the text came through the pipeline.
pub(super) const INPUT: &str = "InputStream";

/// Lines around a match; `display` leaves out what another match shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub display_before: Vec<String>,
    pub display_after: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct MatchInfo {
    /// What scripts wrote over the found values.
    pub changed: RefCell<Vec<(&'static str, Value)>>,
    pub ignore_case: bool,
    pub number: usize,
    pub line: String,
    pub path: String,
    pub pattern: String,
    pub around: Option<Around>,
    pub matches: Vec<Value>,
}

record_class!(CONTEXT "Microsoft.PowerShell.Commands.MatchInfoContext" ["PreContext", "PostContext", "DisplayPreContext", "DisplayPostContext"]);

impl MatchInfo {
    /// The line with its place, paths relative to a folder.
    fn shown(&self, folder: Option<&str>) -> String {
        let path = self.relative(folder);
        let line = |prefix: &str, number: usize, text: &str| match self.path == INPUT {
            true => format!("{prefix}{text}"),
            false => format!("{prefix}{path}:{number}:{text}"),
        };
        let Some(around) = &self.around else { return line("", self.number, &self.line) };
        let first = self.number.saturating_sub(around.display_before.len());
        let mut lines = Vec::new();
        for (index, text) in around.display_before.iter().enumerate() {
            lines.push(line("  ", first + index, text));
        }
        lines.push(line("> ", self.number, &self.line));
        for (index, text) in around.display_after.iter().enumerate() {
            lines.push(line("  ", self.number + 1 + index, text));
        }
        lines.join("\n")
    }

    fn relative(&self, folder: Option<&str>) -> String {
        let inside = folder.and_then(|folder| Path::new(&self.path).strip_prefix(folder).ok());
        inside.map_or_else(|| self.path.clone(), |path| path.display().to_string())
    }

    fn file_name(&self) -> String {
        Path::new(&self.path).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}

impl Native for MatchInfo {
    fn class(&self) -> &'static Class {
        &MATCH_INFO
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.shown(None))
    }
}

fn with<T: Default>(this: &Value, get: impl FnOnce(&MatchInfo) -> T) -> T {
    this.as_native::<MatchInfo>().map(get).unwrap_or_default()
}

/// A value that a script wrote over the found one.
fn changed(this: &Value, name: &str) -> Option<Value> {
    let info = this.as_native::<MatchInfo>()?;
    let changed = info.changed.borrow();
    changed.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
}

fn lines(lines: &[String]) -> Value {
    Value::array(lines.iter().map(|line| Value::from(line.as_str())).collect())
}

fn context(info: &MatchInfo) -> Value {
    let Some(around) = &info.around else { return Value::Null };
    record::made(
        &CONTEXT,
        "",
        [
            ("PreContext", lines(&around.before)),
            ("PostContext", lines(&around.after)),
            ("DisplayPreContext", lines(&around.display_before)),
            ("DisplayPostContext", lines(&around.display_after)),
        ],
    )
}

macro_rules! property {
    ($name:literal, $type:literal, $get:expr) => {
        Property { name: $name, type_name: $type, get: |_, this| Ok(with(this, $get)), set: None }
    };
    ($name:literal, $type:literal, $get:expr, set) => {
        Property {
            name: $name,
            type_name: $type,
            get: |_, this| Ok(changed(this, $name).unwrap_or_else(|| with(this, $get))),
            set: Some(|_, this, value| {
                if let Some(info) = this.as_native::<MatchInfo>() {
                    let mut changed = info.changed.borrow_mut();
                    changed.retain(|(name, _)| *name != $name);
                    changed.push(($name, value));
                }
                Ok(())
            }),
        }
    };
}

/// `ToString()` and `ToString(folder)`
fn shown(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let folder = match args.first() {
        Some(folder) => Some(crate::engine::convert::to_text(engine, folder)?),
        None => None,
    };
    Ok(Value::text(with(this, |info| info.shown(folder.as_deref()))))
}

pub(super) static MATCH_INFO: Class = Class {
    name: "Microsoft.PowerShell.Commands.MatchInfo",
    base: Some(&object::OBJECT),
    properties: &[
        property!("IgnoreCase", "bool", |info| Value::Bool(info.ignore_case), set),
        property!("LineNumber", "ulong", |info| Value::ULong(info.number as u64), set),
        property!("Line", "string", |info| Value::from(info.line.as_str()), set),
        property!("Filename", "string", |info| Value::text(info.file_name())),
        property!("Path", "string", |info| Value::from(info.path.as_str()), set),
        property!("Pattern", "string", |info| Value::from(info.pattern.as_str()), set),
        property!("Context", "Microsoft.PowerShell.Commands.MatchInfoContext", context, set),
        property!(
            "Matches",
            "System.Text.RegularExpressions.Match[]",
            |info| Value::array(info.matches.clone()),
            set
        ),
    ],
    methods: &[
        Method {
            name: "RelativePath",
            signatures: &["string RelativePath(string directory)"],
            call: |engine, this, args| {
                let folder = crate::engine::convert::to_text(engine, arguments::any(args, 0)?)?;
                Ok(Value::text(with(this, |info| info.relative(Some(&folder)))))
            },
        },
        Method {
            name: "ToEmphasizedString",
            signatures: &["string ToEmphasizedString(string directory)"],
            call: shown,
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()", "string ToString(string directory)"],
            call: shown,
        },
    ],
    ..Class::EMPTY
};
