//! `HistoryInfo`: what `Get-History` sends.

use super::table::properties;
use super::{Class, arguments, enumeration, object};
use crate::engine::Outcome;
use crate::engine::history::HistoryEntry;
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;

impl Native for HistoryEntry {
    fn class(&self) -> &'static Class {
        &HISTORY_INFO
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.command.clone())
    }
}

fn own(this: &Value) -> Outcome<&HistoryEntry> {
    this.as_native::<HistoryEntry>().ok_or_else(arguments::no_overload)
}

const STATE: &str = "System.Management.Automation.Runspaces.PipelineState";

static PIPELINE_STATE: Class = Class {
    name: STATE,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("NotStarted", 0),
        ("Running", 1),
        ("Stopping", 2),
        ("Stopped", 3),
        ("Completed", 4),
        ("Failed", 5),
        ("Disconnected", 6),
    ]),
    value_type: true,
    ..Class::EMPTY
};

static HISTORY_INFO: Class = Class {
    name: "Microsoft.PowerShell.Commands.HistoryInfo",
    base: Some(&object::OBJECT),
    properties: properties! {
        "long" Id => |_, this| Ok(Value::Long(i64::try_from(own(this)?.id).unwrap_or(i64::MAX)));
        "string" CommandLine => |_, this| Ok(Value::text(own(this)?.command.as_str()));
        "System.Management.Automation.Runspaces.PipelineState" ExecutionStatus => |_, this| {
            Ok(enumeration::value(STATE, if own(this)?.succeeded { 4 } else { 5 }))
        };
        "datetime" StartExecutionTime => |_, this| Ok(Value::DateTime(own(this)?.start.clone()));
        "datetime" EndExecutionTime => |_, this| Ok(Value::DateTime(own(this)?.end.clone()));
        "timespan" Duration => |_, this| {
            let entry = own(this)?;
            Ok(Value::TimeSpan(entry.end.ticks - entry.start.ticks))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&HISTORY_INFO, &PIPELINE_STATE];
