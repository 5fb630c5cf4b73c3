//! `System.Diagnostics.Debug` and `Trace`: nothing listens, as in pwsh without a debugger of .NET.

use crate::engine::types::table::statics;
use crate::engine::types::{Class, StaticMethod, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

fn unheard(_: &mut Engine, _: &[Value]) -> Outcome<Value> {
    Ok(Value::Empty)
}

const WRITES: &[StaticMethod] = statics! {
    Flush "static void Flush()" => unheard;
    Indent "static void Indent()" => unheard;
    Unindent "static void Unindent()" => unheard;
    Write "static void Write(string message)" "static void Write(System.Object value)" => unheard;
    WriteIf "static void WriteIf(bool condition, string message)" => unheard;
    WriteLine "static void WriteLine(string message)" "static void WriteLine(System.Object value)" "static void WriteLine(string message, string category)" => unheard;
    WriteLineIf "static void WriteLineIf(bool condition, string message)" => unheard;
};

const TRACES: &[StaticMethod] = statics! {
    TraceError "static void TraceError(string message)" => unheard;
    TraceInformation "static void TraceInformation(string message)" => unheard;
    TraceWarning "static void TraceWarning(string message)" => unheard;
};

const ALL: [StaticMethod; WRITES.len() + TRACES.len()] = crate::engine::types::table::joined(WRITES, TRACES);

static DEBUG: Class = Class {
    name: "System.Diagnostics.Debug",
    base: Some(&object::OBJECT),
    static_methods: WRITES,
    ..Class::EMPTY
};

static TRACE: Class = Class {
    name: "System.Diagnostics.Trace",
    base: Some(&object::OBJECT),
    static_methods: &ALL,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DEBUG, &TRACE];
