//! `InformationRecord`: what the information stream carries.

use super::record::{self, record_class};
use super::{Class, datetime, enumeration};
use crate::engine::Engine;
use crate::engine::value::Value;

record_class!(INFORMATION "System.Management.Automation.InformationRecord" [
    "MessageData", "Source", "TimeGenerated", "Tags", "User", "Computer", "ProcessId",
]);

/// A record of what a command says; `text` is what shows it.
pub fn made(engine: &Engine, data: Value, text: &str, source: &str, tags: &[String]) -> Value {
    let tags = tags.iter().map(|tag| Value::from(tag.as_str())).collect();
    record::made(
        &INFORMATION,
        text,
        [
            ("MessageData", data),
            ("Source", Value::text(source)),
            ("TimeGenerated", Value::DateTime(std::rc::Rc::new(datetime::DateTime::now()))),
            ("Tags", super::list::of_objects(tags)),
            ("User", Value::text(super::environment::user_name(engine))),
            ("Computer", Value::text(rustix::system::uname().nodename().to_string_lossy())),
            ("ProcessId", Value::UInt(std::process::id())),
        ],
    )
}

record_class!(HOST_MESSAGE "System.Management.Automation.HostInformationMessage" [
    "Message", "NoNewLine", "ForegroundColor", "BackgroundColor",
]);

/// What `Write-Host` gives as a record's data; colours by their place in `ConsoleColor`.
pub fn host_message(text: &str, no_newline: bool, colours: [Option<i64>; 2]) -> Value {
    let [front, back] =
        colours.map(|colour| colour.map_or(Value::Null, |it| enumeration::value("System.ConsoleColor", it)));
    record::made(
        &HOST_MESSAGE,
        text,
        [
            ("Message", Value::text(text)),
            ("NoNewLine", Value::Bool(no_newline)),
            ("ForegroundColor", front),
            ("BackgroundColor", back),
        ],
    )
}

pub(super) const CLASSES: &[&Class] = &[&INFORMATION, &HOST_MESSAGE];
