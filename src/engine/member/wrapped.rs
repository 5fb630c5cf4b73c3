//! Errors of the blocks behind script methods and script properties, as those who use the member see them.

use crate::engine::Fault;
use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;

/// What a member was used for.
#[derive(Clone, Copy)]
pub(super) enum Use {
    /// With so many arguments.
    Call(usize),
    Get,
    Set,
}

/// The error of a member's block as the error of its use. What is no error stays.
/// Source: `PSScriptMethod.InvokeScript`, `PSScriptProperty.InvokeGetter` and `InvokeSetter`.
pub(super) fn wrapped(fault: Box<Fault>, name: &str, how: Use) -> Box<Fault> {
    let Fault::Error { record, .. } = fault.as_ref() else { return fault };
    // The end of the stack is no `RuntimeException`: it passes through.
    if record.exception.class.ends_with(".ScriptCallDepthException") {
        return fault;
    }
    let cause = record.exception.clone();
    let (class, id, message) = match how {
        Use::Call(count) => (
            "System.Management.Automation.MethodInvocationException",
            "ScriptMethodRuntimeException",
            format!("Exception calling \"{name}\" with \"{count}\" argument(s): \"{}\"", cause.message),
        ),
        Use::Get => (
            "System.Management.Automation.GetValueInvocationException",
            "ScriptGetValueRuntimeException",
            format!("Exception getting \"{name}\": \"{}\"", cause.message),
        ),
        Use::Set => (
            "System.Management.Automation.SetValueInvocationException",
            "ScriptSetValueRuntimeException",
            format!("Exception setting \"{name}\": \"{}\"", cause.message),
        ),
    };
    let exception = Exception::new(class, message).with_inner(cause);
    Fault::error(exception, id, Category::NotSpecified, Value::Null)
}
