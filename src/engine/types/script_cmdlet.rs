//! `$PSCmdlet` of an advanced function: a handle on its running call.

use super::table::static_properties;
use super::{Class, Method, Property, arguments, enumeration, error_record, object, record};
use crate::engine::error::{Carrier, ErrorRecord, Exception, Position};
use crate::engine::module::Module;
use crate::engine::object::Native;
use crate::engine::scope::fold;
use crate::engine::value::Value;
use crate::engine::{Call, Engine, Fault, Outcome, convert, member};
use crate::language::ast::Stream;
use std::any::Any;
use std::rc::Rc;

/// The call by its number.
#[derive(Debug)]
struct ScriptCmdlet(u64);

impl Native for ScriptCmdlet {
    fn class(&self) -> &'static Class {
        &SCRIPT_CMDLET
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `$PSCmdlet`: of the innermost advanced function that runs.
pub fn current(engine: &mut Engine) -> Option<Value> {
    let advanced = |call: &&Call| call.function.as_ref().is_some_and(|function| function.advanced);
    let call = engine.calls.iter().rev().find(advanced)?;
    Some(Value::native(ScriptCmdlet(call.id)))
}

fn call<'a>(engine: &'a Engine, this: &Value) -> Option<&'a Call> {
    let id = this.as_native::<ScriptCmdlet>()?.0;
    engine.calls.iter().rev().find(|call| call.id == id)
}

fn call_mut<'a>(engine: &'a mut Engine, this: &Value) -> Option<&'a mut Call> {
    let id = this.as_native::<ScriptCmdlet>()?.0;
    engine.calls.iter_mut().rev().find(|call| call.id == id)
}

/// The module from which the function was called: its session state is the command's.
fn caller_module(engine: &Engine, this: &Value) -> Option<Rc<Module>> {
    let id = this.as_native::<ScriptCmdlet>()?.0;
    let own = engine.calls.iter().rposition(|call| call.id == id)?;
    let caller = engine.calls.get(..own)?.last()?;
    caller.scope.as_ref()?.module.clone()
}

/// A reference's new value, as `[ref]` arguments get it.
fn assign(engine: &mut Engine, reference: Option<&Value>, value: Value) -> Outcome {
    match reference {
        Some(reference) => member::set(engine, reference, "Value", value),
        None => Ok(()),
    }
}

fn should_process(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let first = arguments::text(engine, args, 0)?;
    let second = match args.get(1) {
        Some(action) => convert::to_text(engine, action)?,
        None => call(engine, this).map(|call| call.name.to_string()).unwrap_or_default(),
    };
    let (description, question, caption) = match args.get(2) {
        None => {
            let text = format!("Performing the operation \"{second}\" on target \"{first}\".");
            (text.clone(), format!("Are you sure you want to perform this action?\n{text}"), "Confirm".into())
        }
        Some(caption) => (first, second, convert::to_text(engine, caption)?),
    };
    let what_if = call(engine, this).and_then(|call| call.common.as_ref()?.what_if);
    let what_if = match what_if {
        Some(on) => on,
        None => engine.find_variable("whatifpreference").is_some_and(|value| convert::to_bool(&value)),
    };
    assign(engine, args.get(3), reason(what_if))?;
    if what_if {
        engine.host.write(&format!("What if: {description}\n"), None, None);
        return Ok(Value::Bool(false));
    }
    confirm(engine, this, &description, &question, &caption)
}

fn reason(what_if: bool) -> Value {
    let class = "System.Management.Automation.ShouldProcessReason";
    enumeration::value(class, i64::from(what_if))
}

fn confirm(
    engine: &mut Engine,
    this: &Value,
    description: &str,
    question: &str,
    caption: &str,
) -> Outcome<Value> {
    let Some(found) = call(engine, this) else { return Ok(Value::Bool(true)) };
    let impact = found.function.as_ref().map_or(crate::engine::command::Impact::Medium, |info| info.impact);
    let (explicit, mut all) = (found.common.as_ref().and_then(|common| common.confirm), found.confirm_all);
    if !engine.wants_confirmation(impact, explicit)? {
        engine.write_message(Stream::Verbose, description, None, None)?;
        return Ok(Value::Bool(true));
    }
    if let Some(answer) = all {
        return Ok(Value::Bool(answer));
    }
    let answer = engine.ask(caption, question, &mut all)?;
    if let Some(found) = call_mut(engine, this) {
        found.confirm_all = all;
    }
    Ok(Value::Bool(answer))
}

fn should_continue(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let query = arguments::text(engine, args, 0)?;
    let caption = arguments::text(engine, args, 1)?;
    let (yes, no) = match args.len() {
        5 => (args.get(3), args.get(4)),
        _ => (args.get(2), args.get(3)),
    };
    for (reference, answer) in [(yes, true), (no, false)] {
        let Some(reference) = reference else { continue };
        let state = member::get(engine, reference, "Value")?.unwrap_or_default();
        if convert::to_bool(&state) {
            return Ok(Value::Bool(answer));
        }
    }
    let mut all = None;
    let answer = engine.ask(&caption, &query, &mut all)?;
    if let Some(all) = all {
        assign(engine, if all { yes } else { no }, Value::Bool(true))?;
    }
    Ok(Value::Bool(answer))
}

fn write_object(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let value = arguments::any(args, 0)?.clone();
    let unrolls = args.get(1).is_some_and(convert::to_bool);
    match member::enumerate(engine, &value)?.filter(|_| unrolls) {
        Some(items) => engine.written.extend(items),
        None => engine.written.push(value),
    }
    Ok(Value::Empty)
}

fn write_error(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let record = given_record(args)?;
    let record = complete(engine, this, record);
    if let Some(found) = call_mut(engine, this) {
        found.failed = true;
    }
    let common = call(engine, this).and_then(|call| call.common.as_deref().cloned());
    engine.report_error(common.as_ref(), record)?;
    Ok(Value::Empty)
}

fn throw_terminating(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let record = given_record(args)?;
    let mut record = complete(engine, this, record);
    record.ends_command = true;
    record.carrier = Carrier::Command;
    record.script_stack = engine.script_stack(record.position.as_ref());
    Err(record.into())
}

fn given_record(args: &[Value]) -> Outcome<ErrorRecord> {
    match error_record::of(arguments::any(args, 0)?) {
        Some(record) => {
            let mut record = record.clone();
            record.reported = false;
            record.thrown = false;
            Ok(record)
        }
        None => Err(arguments::no_overload()),
    }
}

/// Names the function in an error that it reports.
fn complete(engine: &Engine, this: &Value, mut record: ErrorRecord) -> ErrorRecord {
    let Some(call) = call(engine, this) else { return record };
    let earlier = record.position.as_ref().and_then(|position| position.command.clone());
    // A record that is passed on names the command that does so.
    let passed_on = earlier.is_some() && record.activity.as_deref() == earlier.as_deref();
    if !call.is_block {
        let own = match record.id.rsplit_once(',').filter(|_| passed_on) {
            Some((own, _)) => own,
            None if passed_on && earlier.as_deref() == Some(record.id.as_str()) => "",
            None => &record.id,
        };
        record.id = if own.is_empty() { call.name.to_string() } else { format!("{own},{}", call.name) };
    }
    if passed_on || record.activity.is_none() {
        record.activity = Some(call.name.to_string());
    }
    record.position = call.position.clone().map(|position| Position {
        command: (!call.is_block).then(|| call.name.clone()),
        invocation: Some(call.invocation.clone()),
        ..position
    });
    record
}

fn message(engine: &mut Engine, stream: Stream, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    engine.write_message(stream, &text, None, None)?;
    Ok(Value::Empty)
}

fn variable(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    let default = args.get(1).cloned().unwrap_or_default();
    Ok(engine.find_variable(&fold(&name)).unwrap_or(default))
}

fn paging(engine: &Engine, this: &Value) -> Value {
    let Some(call) = call(engine, this) else { return Value::Null };
    if !call.function.as_ref().is_some_and(|function| function.table.paging) {
        return Value::Null;
    }
    let common = call.common.as_deref().cloned().unwrap_or_default();
    record::made(
        &PAGING,
        "",
        [
            ("IncludeTotalCount", super::switch_parameter::value(common.include_total_count)),
            ("Skip", Value::ULong(common.skip.unwrap_or(0))),
            ("First", Value::ULong(common.first.unwrap_or(u64::MAX))),
        ],
    )
}

record::record_class!(PAGING "System.Management.Automation.PagingParameters" ["IncludeTotalCount", "Skip", "First"]);
record::record_class!(RUNTIME "System.Management.Automation.MshCommandRuntime" ["Host"]);

static SHOULD_PROCESS_REASON: Class = Class {
    name: "System.Management.Automation.ShouldProcessReason",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[("None", 0), ("WhatIf", 1)]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

fn not_here(what: &str) -> Box<Fault> {
    let exception = Exception::new("System.NotSupportedException", format!("{what} is not supported here."));
    Fault::error(exception, "NotSupported", crate::engine::error::Category::NotImplemented, Value::Null)
}

macro_rules! method {
    ($name:literal, [$($signature:literal),*], $call:expr) => {
        Method { name: $name, signatures: &[$($signature),*], call: $call }
    };
}

static CMDLET: Class = Class {
    name: "System.Management.Automation.Cmdlet",
    base: Some(&object::OBJECT),
    static_properties: static_properties! {
        "System.Collections.Generic.HashSet[string]" CommonParameters => |_| Ok(names(&COMMON_PARAMETERS));
        "System.Collections.Generic.HashSet[string]" OptionalCommonParameters => |_| Ok(names(&OPTIONAL_PARAMETERS));
    },
    ..Class::EMPTY
};

/// `Cmdlet.CommonParameters`
const COMMON_PARAMETERS: [&str; 12] = [
    "Verbose",
    "Debug",
    "ErrorAction",
    "WarningAction",
    "InformationAction",
    "ProgressAction",
    "ErrorVariable",
    "WarningVariable",
    "OutVariable",
    "OutBuffer",
    "PipelineVariable",
    "InformationVariable",
];
/// `Cmdlet.OptionalCommonParameters`
const OPTIONAL_PARAMETERS: [&str; 3] = ["WhatIf", "Confirm", "UseTransaction"];

fn names(of: &[&str]) -> Value {
    Value::array(of.iter().map(|name| Value::text(*name)).collect())
}

static SCRIPT_CMDLET: Class =
    Class { name: "System.Management.Automation.PSScriptCmdlet", base: Some(&PS_CMDLET), ..Class::EMPTY };

static PS_CMDLET: Class = Class {
    name: "System.Management.Automation.PSCmdlet",
    base: Some(&CMDLET),
    properties: &[
        Property {
            name: "ParameterSetName",
            type_name: "string",
            get: |engine, this| {
                let set = call(engine, this).and_then(|call| call.set.clone());
                Ok(Value::text(set.as_deref().unwrap_or("__AllParameterSets")))
            },
            set: None,
        },
        Property {
            name: "MyInvocation",
            type_name: "System.Management.Automation.InvocationInfo",
            get: |engine, this| Ok(call(engine, this).map_or(Value::Null, super::invocation_info::of)),
            set: None,
        },
        Property {
            name: "PagingParameters",
            type_name: "System.Management.Automation.PagingParameters",
            get: |engine, this| Ok(paging(engine, this)),
            set: None,
        },
        Property {
            name: "CommandRuntime",
            type_name: "System.Management.Automation.ICommandRuntime",
            get: |_, _| {
                let host = [("Host", super::host_object::value())];
                Ok(record::made(&RUNTIME, "", host))
            },
            set: None,
        },
        Property {
            name: "Host",
            type_name: "System.Management.Automation.Host.PSHost",
            get: |_, _| Ok(super::host_object::value()),
            set: None,
        },
        Property {
            name: "SessionState",
            type_name: "System.Management.Automation.SessionState",
            get: |engine, this| Ok(super::execution_context::session_state(caller_module(engine, this))),
            set: None,
        },
        Property {
            name: "Stopping",
            type_name: "bool",
            get: |engine, _| Ok(Value::Bool(engine.check_stop().is_err())),
            set: None,
        },
        Property {
            name: "InvokeCommand",
            type_name: "System.Management.Automation.CommandInvocationIntrinsics",
            get: |engine, _| {
                let context = super::execution_context::value();
                Ok(member::get(engine, &context, "InvokeCommand")?.unwrap_or_default())
            },
            set: None,
        },
    ],
    methods: &[
        method!(
            "ShouldProcess",
            [
                "bool ShouldProcess(string target)",
                "bool ShouldProcess(string target, string action)",
                "bool ShouldProcess(string verboseDescription, string verboseWarning, string caption)",
                "bool ShouldProcess(string verboseDescription, string verboseWarning, string caption, [ref] System.Management.Automation.ShouldProcessReason shouldProcessReason)"
            ],
            |engine, this, args| should_process(engine, this, args)
        ),
        method!(
            "ShouldContinue",
            [
                "bool ShouldContinue(string query, string caption)",
                "bool ShouldContinue(string query, string caption, [ref] bool yesToAll, [ref] bool noToAll)",
                "bool ShouldContinue(string query, string caption, bool hasSecurityImpact, [ref] bool yesToAll, [ref] bool noToAll)"
            ],
            |engine, _, args| should_continue(engine, args)
        ),
        method!(
            "ThrowTerminatingError",
            ["void ThrowTerminatingError(System.Management.Automation.ErrorRecord errorRecord)"],
            |engine, this, args| throw_terminating(engine, this, args)
        ),
        method!(
            "WriteError",
            ["void WriteError(System.Management.Automation.ErrorRecord errorRecord)"],
            |engine, this, args| write_error(engine, this, args)
        ),
        method!(
            "WriteObject",
            [
                "void WriteObject(System.Object sendToPipeline)",
                "void WriteObject(System.Object sendToPipeline, bool enumerateCollection)"
            ],
            |engine, _, args| write_object(engine, args)
        ),
        method!("WriteWarning", ["void WriteWarning(string text)"], |engine, _, args| message(
            engine,
            Stream::Warning,
            args
        )),
        method!("WriteVerbose", ["void WriteVerbose(string text)"], |engine, _, args| message(
            engine,
            Stream::Verbose,
            args
        )),
        method!("WriteDebug", ["void WriteDebug(string text)"], |engine, _, args| message(
            engine,
            Stream::Debug,
            args
        )),
        method!(
            "WriteInformation",
            ["void WriteInformation(System.Object messageData, string[] tags)"],
            |engine, _, args| {
                let data = arguments::any(args, 0)?.clone();
                let text = convert::to_text(engine, &data)?;
                let record = super::information_record::made(engine, data, &text, "", &[]);
                if engine.write_information(record, &text, None)? {
                    engine.host.write_line(&text);
                }
                Ok(Value::Empty)
            }
        ),
        method!(
            "GetVariableValue",
            [
                "System.Object GetVariableValue(string name)",
                "System.Object GetVariableValue(string name, System.Object defaultValue)"
            ],
            |engine, _, args| variable(engine, args)
        ),
        method!(
            "GetUnresolvedProviderPathFromPSPath",
            ["string GetUnresolvedProviderPathFromPSPath(string path)"],
            |engine, _, args| {
                let path = arguments::text(engine, args, 0)?;
                Ok(Value::text(engine.resolve_path(&path).display().to_string()))
            }
        ),
        method!(
            "WriteProgress",
            ["void WriteProgress(System.Management.Automation.ProgressRecord progressRecord)"],
            |_, _, _| { Err(not_here("WriteProgress")) }
        ),
        method!("ToString", ["string ToString()"], |engine, this, _| {
            Ok(Value::text(call(engine, this).map(|call| call.name.to_string()).unwrap_or_default()))
        }),
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CMDLET, &PS_CMDLET, &SCRIPT_CMDLET, &SHOULD_PROCESS_REASON, &PAGING];
