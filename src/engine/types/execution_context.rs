//! `$ExecutionContext`.

use super::record::{made, record_class};
use super::{Class, Method, arguments, object};
use crate::engine::value::Value;

record_class!(CONTEXT "System.Management.Automation.EngineIntrinsics" ["InvokeCommand"]);

static INVOKE_COMMAND: Class = Class {
    name: "System.Management.Automation.CommandInvocationIntrinsics",
    base: Some(&object::OBJECT),
    methods: &[Method {
        name: "ExpandString",
        signatures: &["string ExpandString(string source)"],
        call: |engine, _, args| {
            let text = arguments::text(engine, args, 0)?;
            let quoted = format!("\"{}\"", text.replace('"', "`\""));
            let block = engine.compile_block(&quoted)?;
            let items = engine.invoke_in_scope(&block, &[])?;
            Ok(Value::from_output(items))
        },
    }],
    ..Class::EMPTY
};

/// The context as scripts see it.
pub fn value() -> Value {
    made(&CONTEXT, "", [("InvokeCommand", made(&INVOKE_COMMAND, "", []))])
}
