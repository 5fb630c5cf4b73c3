//! `$PSCmdlet` of an advanced function.

use super::{Class, Method, Property, arguments, error_record, object, record};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// `$PSCmdlet`, in a function that has `[CmdletBinding()]`.
pub fn current(engine: &mut Engine) -> Option<Value> {
    let call = engine.calls.iter().rev().find(|call| call.function.is_some())?;
    let function = call.function.as_ref()?;
    if !function.advanced {
        return None;
    }
    let set = call.set.as_deref().unwrap_or("__AllParameterSets").to_string();
    let fields =
        [("ParameterSetName", Value::text(set)), ("MyInvocation", super::invocation_info::current(engine))];
    Some(record::made(&SCRIPT_CMDLET, "", fields))
}

fn should_process(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let target = arguments::text(engine, args, 0)?;
    let action = match args.get(1) {
        Some(action) => convert::to_text(engine, action)?,
        None => engine.calls.last().map(|call| call.name.to_string()).unwrap_or_default(),
    };
    engine.script_should_process(&target, &action).map(Value::Bool)
}

static SCRIPT_CMDLET: Class = Class {
    name: "System.Management.Automation.PSScriptCmdlet",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "ParameterSetName",
            type_name: "string",
            get: |_, this| Ok(record::field(this, "ParameterSetName")),
            set: None,
        },
        Property {
            name: "MyInvocation",
            type_name: "System.Management.Automation.InvocationInfo",
            get: |_, this| Ok(record::field(this, "MyInvocation")),
            set: None,
        },
    ],
    methods: &[
        Method {
            name: "ShouldProcess",
            signatures: &[
                "bool ShouldProcess(string target)",
                "bool ShouldProcess(string target, string action)",
            ],
            call: |engine, _, args| should_process(engine, args),
        },
        Method {
            name: "ShouldContinue",
            signatures: &["bool ShouldContinue(string query, string caption)"],
            call: |engine, _, args| {
                let query = arguments::text(engine, args, 0)?;
                let caption = arguments::text(engine, args, 1)?;
                engine.ask(&caption, &query, &mut None).map(Value::Bool)
            },
        },
        Method {
            name: "ThrowTerminatingError",
            signatures: &["void ThrowTerminatingError(System.Management.Automation.ErrorRecord errorRecord)"],
            call: |engine, _, args| match error_record::of(arguments::any(args, 0)?) {
                Some(record) => {
                    let mut record = record.clone();
                    complete(engine, &mut record);
                    Err(record.into())
                }
                None => Err(arguments::no_overload()),
            },
        },
        Method {
            name: "WriteError",
            signatures: &["void WriteError(System.Management.Automation.ErrorRecord errorRecord)"],
            call: |engine, _, args| {
                if let Some(record) = error_record::of(arguments::any(args, 0)?) {
                    let mut record = record.clone();
                    complete(engine, &mut record);
                    let common = engine.calls.last().map(|call| call.common.clone());
                    engine.report_error(common.as_ref(), record)?;
                }
                Ok(Value::Empty)
            },
        },
        Method {
            name: "WriteWarning",
            signatures: &["void WriteWarning(string text)"],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                engine.write_message(crate::language::ast::Stream::Warning, &text, None)?;
                Ok(Value::Empty)
            },
        },
        Method {
            name: "WriteVerbose",
            signatures: &["void WriteVerbose(string text)"],
            call: |engine, _, args| {
                let text = arguments::text(engine, args, 0)?;
                engine.write_message(crate::language::ast::Stream::Verbose, &text, None)?;
                Ok(Value::Empty)
            },
        },
    ],
    ..Class::EMPTY
};

/// Names the function in an error that it reports.
fn complete(engine: &Engine, record: &mut crate::engine::error::ErrorRecord) {
    let Some(call) = engine.calls.last() else { return };
    if !record.id.contains(',') {
        record.id = format!("{},{}", record.id, call.name);
    }
    record.activity.get_or_insert_with(|| call.name.to_string());
    if record.position.is_none() {
        record.position = call.position.clone();
    }
}
