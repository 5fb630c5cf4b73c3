//! `InformationRecord`: what the information stream carries.

use super::record::{self, record_class};
use super::{Class, datetime};
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

pub(super) const CLASSES: &[&Class] = &[&INFORMATION];
