//! `System.Management.Automation.SteppablePipeline`.

use super::{Class, Method, arguments, object};
use crate::engine::object::Native;
use crate::engine::pipeline::Steppable;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;

#[derive(Debug)]
struct SteppablePipeline(RefCell<Option<Steppable>>);

impl Native for SteppablePipeline {
    fn class(&self) -> &'static Class {
        &STEPPABLE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

pub fn value(pipeline: Steppable) -> Value {
    Value::native(SteppablePipeline(RefCell::new(Some(pipeline))))
}

/// Runs a step with the pipeline taken out, so that the step may use the object again.
fn step(
    engine: &mut Engine,
    this: &Value,
    work: impl FnOnce(&mut Steppable, &mut Engine) -> Outcome<Value>,
) -> Outcome<Value> {
    let Some(holder) = this.as_native::<SteppablePipeline>() else { return Err(arguments::no_overload()) };
    let Some(mut pipeline) = holder.0.borrow_mut().take() else {
        return Err(arguments::throw(
            "System.InvalidOperationException",
            "The steppable pipeline is running or has ended.",
        ));
    };
    let result = work(&mut pipeline, engine);
    *holder.0.borrow_mut() = Some(pipeline);
    result
}

fn begin(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let expects = match args.first().map(Value::unwrapped) {
        Some(Value::Bool(expects)) => *expects,
        Some(other) => !matches!(other, Value::Null) && convert::to_bool(other),
        None => false,
    };
    step(engine, this, |pipeline, engine| pipeline.begin(engine, expects))
}

static STEPPABLE: Class = Class {
    name: "System.Management.Automation.SteppablePipeline",
    base: Some(&object::OBJECT),
    methods: &[
        Method {
            name: "Begin",
            signatures: &[
                "void Begin(bool expectInput)",
                "void Begin(bool expectInput, System.Management.Automation.EngineIntrinsics contextToRedirectTo)",
                "void Begin(System.Management.Automation.Internal.InternalCommand command)",
            ],
            call: begin,
        },
        Method {
            name: "Process",
            signatures: &["array Process(System.Object input)", "array Process()"],
            call: |engine, this, args| {
                step(engine, this, |pipeline, engine| pipeline.process(engine, args.first().cloned()))
            },
        },
        Method {
            name: "End",
            signatures: &["array End()"],
            call: |engine, this, _| step(engine, this, |pipeline, engine| pipeline.end(engine)),
        },
        Method { name: "Clean", signatures: &["void Clean()"], call: |_, _, _| Ok(Value::Empty) },
        Method { name: "Dispose", signatures: &["void Dispose()"], call: |_, _, _| Ok(Value::Empty) },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&STEPPABLE];
