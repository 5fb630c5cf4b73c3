//! What the trace commands share: which sources are meant, and who is to hear them.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::operators::{has_wildcard, like};
use crate::engine::trace::{Listener, Source, Tracer};
use crate::engine::types::record::{self, record_class};
use crate::engine::types::{self, Class, arguments, enumeration};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use std::fs::OpenOptions;
use std::rc::Rc;

pub(super) const OPTIONS: &[&str] = &[
    "None",
    "Constructor",
    "Dispose",
    "Finalizer",
    "Method",
    "Property",
    "Delegates",
    "Events",
    "Exception",
    "Lock",
    "Error",
    "Errors",
    "Warning",
    "Verbose",
    "WriteLine",
    "Data",
    "Scope",
    "ExecutionFlow",
    "Assert",
    "All",
];
pub(super) const DETAILS: &[&str] =
    &["None", "LogicalOperationStack", "DateTime", "Timestamp", "ProcessId", "ThreadId", "Callstack"];

const OPTIONS_TYPE: &str = "System.Management.Automation.PSTraceSourceOptions";
const DETAILS_TYPE: &str = "System.Diagnostics.TraceOptions";

record_class!(TRACE_SOURCE "System.Management.Automation.PSTraceSource" [
    "Attributes" "System.Collections.Specialized.StringDictionary", "Description" "string",
    "Listeners" "System.Diagnostics.TraceListenerCollection", "Name" "string",
    "Options" "System.Management.Automation.PSTraceSourceOptions", "Switch" "System.Diagnostics.SourceSwitch"
]);

static OPTIONS_CLASS: Class = Class {
    name: OPTIONS_TYPE,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("None", 0),
        ("Constructor", 1),
        ("Dispose", 2),
        ("Finalizer", 4),
        ("Method", 8),
        ("Property", 0x10),
        ("Delegates", 0x20),
        ("Events", 0x40),
        ("Exception", 0x80),
        ("Lock", 0x100),
        ("Error", 0x200),
        ("Errors", 0x280),
        ("Warning", 0x400),
        ("Verbose", 0x800),
        ("WriteLine", 0x1000),
        ("Data", 0x1817),
        ("Scope", 0x2000),
        ("ExecutionFlow", 0x206F),
        ("Assert", 0x4000),
        ("All", 0x7FFF),
    ]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

static DETAILS_CLASS: Class = Class {
    name: DETAILS_TYPE,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("None", 0),
        ("LogicalOperationStack", 1),
        ("DateTime", 2),
        ("Timestamp", 4),
        ("ProcessId", 8),
        ("ThreadId", 16),
        ("Callstack", 32),
    ]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

pub const CLASSES: &[&Class] = &[&TRACE_SOURCE, &OPTIONS_CLASS, &DETAILS_CLASS];

/// A source as an object.
pub(super) fn object(source: &Source) -> Value {
    let listeners = source.listeners.iter().map(|listener| listener.name().to_string());
    record::made(
        &TRACE_SOURCE,
        "",
        [
            ("Attributes", Value::array(Vec::new())),
            ("Description", Value::text(source.description)),
            ("Listeners", arguments::strings(listeners)),
            ("Name", Value::text(source.name)),
            ("Options", enumeration::value(OPTIONS_TYPE, source.options)),
            ("Switch", Value::text(source.name)),
        ],
    )
}

/// Places of the sources that names mean; a name that is no pattern and not there is an error.
pub(super) fn matching(context: &mut Context<'_>, names: &[String], complain: bool) -> Outcome<Vec<usize>> {
    let known: Vec<&'static str> =
        context.engine.extension::<Tracer>().sources.iter().map(|source| source.name).collect();
    let mut found = Vec::new();
    for wanted in names {
        let before = found.len();
        found.extend(
            (0..known.len()).filter(|index| known.get(*index).is_some_and(|name| like(name, wanted, true))),
        );
        if found.len() == before && complain && !has_wildcard(wanted) {
            let message = format!("Unable to find the trace source with the name: {wanted}.");
            let class = "System.Management.Automation.ItemNotFoundException";
            let target = Value::text(wanted.as_str());
            context.fail(class, message, "TraceSourceNotFound", Category::ObjectNotFound, target)?;
        }
    }
    Ok(found)
}

/// Who is to hear, and what.
pub(super) struct Wish<'a> {
    pub options: Option<&'a Value>,
    pub details: Option<&'a Value>,
    pub file: Option<&'a str>,
    pub force: bool,
    pub debugger: bool,
    pub host: bool,
}

impl Wish<'_> {
    /// Listeners that are wanted; a file that cannot be opened is an error and no listener.
    fn listeners(&self, context: &mut Context<'_>) -> Outcome<Vec<Listener>> {
        let mut listeners = Vec::new();
        if self.debugger {
            listeners.push(Listener::Debug);
        }
        if self.host {
            listeners.push(Listener::Host);
        }
        let Some(name) = self.file else { return Ok(listeners) };
        let path = context.engine.resolve_path(name);
        if self.force
            && let Ok(metadata) = std::fs::metadata(&path)
            && metadata.permissions().readonly()
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = metadata.permissions().mode() | 0o200;
            // Whether it worked shows when the file is opened.
            let _ = std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode));
        }
        match OpenOptions::new().append(true).create(true).open(&path) {
            Ok(file) => listeners.push(Listener::File(name.into(), Rc::new(file))),
            Err(error) => {
                let exception = types::io_error::exception(&error, &path, false);
                let (class, message) = (exception.class.clone(), exception.message.clone());
                let id = "FileListenerPathResolutionFailed";
                let target = Value::text(path.display().to_string());
                context.fail(&class, message, id, Category::OpenError, target)?;
            }
        }
        Ok(listeners)
    }

    /// Sets what was asked for on some sources.
    pub(super) fn apply(&self, context: &mut Context<'_>, places: &[usize]) -> Outcome {
        let options = match self.options {
            Some(value) => Some(number(context, value, OPTIONS_TYPE)?),
            None => None,
        };
        let details = match self.details {
            Some(value) => Some(number(context, value, DETAILS_TYPE)?),
            None => None,
        };
        let listeners = self.listeners(context)?;
        let tracer = context.engine.extension::<Tracer>();
        for place in places {
            let Some(source) = tracer.sources.get_mut(*place) else { continue };
            source.options = options.unwrap_or(if source.options == 0 {
                crate::engine::trace::ALL_OPTIONS
            } else {
                source.options
            });
            source.details = details.unwrap_or(source.details);
            source.listeners.extend(listeners.iter().cloned());
        }
        context.engine.update_tracing();
        Ok(())
    }
}

fn number(context: &mut Context<'_>, value: &Value, kind: &str) -> Outcome<i64> {
    let value = convert::to_type(context.engine, value.clone(), &types::named(kind))?;
    match value.unwrapped() {
        Value::Enum(found) => Ok(found.number),
        _ => Err(Fault::not_supported("a trace option that is no enumeration value")),
    }
}
