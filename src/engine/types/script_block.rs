//! `System.Management.Automation.ScriptBlock`.

use super::{Class, Method, Property, StaticMethod, arguments, object};
use crate::engine::scope::{Scope, ScopeKind, Slot};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::cell::RefCell;
use std::rc::Rc;

fn block(this: &Value) -> Outcome<&Rc<ScriptBlockValue>> {
    match this.unwrapped() {
        Value::Block(block) => Ok(block),
        _ => Err(arguments::no_overload()),
    }
}

fn invoke(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Vec<Value>> {
    let block = block(this)?.clone();
    engine.invoke_block(&block, args)
}

/// A copy that keeps the variables which the caller sees now.
fn closure(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let block = block(this)?;
    let captured = Rc::new(Scope::new(ScopeKind::Local, Some(engine.global.clone()), None));
    let mut names: Vec<(Rc<str>, Value)> = Vec::new();
    for scope in engine.scope.chain() {
        if Rc::ptr_eq(&scope, &engine.global) {
            break;
        }
        for (name, place) in scope.variables() {
            let value = match place {
                Slot::Plain(value) => value,
                Slot::Cell(cell) => cell.value.borrow().clone(),
                Slot::Unset => continue,
            };
            if !names.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
                names.push((name, value));
            }
        }
    }
    for (name, value) in names {
        captured.set(&name, value);
    }
    Ok(Value::Block(Rc::new(ScriptBlockValue {
        lowerings: block.lowerings.clone(),
        module: RefCell::new(block.module.borrow().clone()),
        captured: Some(captured),
    })))
}

pub static SCRIPT_BLOCK: Class = Class {
    name: "System.Management.Automation.ScriptBlock",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Ast",
            type_name: "System.Management.Automation.Language.Ast",
            get: |_, this| Ok(block(this).map_or(Value::Null, |block| Value::text(block.text()))),
            set: None,
        },
        Property {
            name: "File",
            type_name: "string",
            get: |_, this| {
                Ok(block(this)
                    .ok()
                    .and_then(|block| block.tree().source.file.clone())
                    .map_or(Value::Null, Value::text))
            },
            set: None,
        },
    ],
    methods: &[
        Method {
            name: "GetNewClosure",
            signatures: &["scriptblock GetNewClosure()"],
            call: |engine, this, _| closure(engine, this),
        },
        Method {
            name: "Invoke",
            signatures: &[
                "System.Collections.ObjectModel.Collection[psobject] Invoke(Params System.Object[] args)",
            ],
            call: |engine, this, args| Ok(Value::array(invoke(engine, this, args)?)),
        },
        Method {
            name: "InvokeReturnAsIs",
            signatures: &["System.Object InvokeReturnAsIs(Params System.Object[] args)"],
            call: |engine, this, args| Ok(Value::from_output(invoke(engine, this, args)?)),
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |_, this, _| Ok(Value::text(block(this)?.text())),
        },
    ],
    static_methods: &[StaticMethod {
        name: "Create",
        signatures: &["static scriptblock Create(string script)"],
        call: |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            engine.compile_block(&text).map(Value::Block)
        },
    }],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&SCRIPT_BLOCK];

/// A block that does nothing.
pub fn empty() -> Rc<ScriptBlockValue> {
    thread_local! {
        static EMPTY: Option<Rc<ScriptBlockValue>> = crate::language::parse(crate::language::Source::inline(""))
            .script
            .map(|tree| Rc::new(ScriptBlockValue::new(crate::engine::script_block::Lowerings::new(tree), None)));
    }
    match EMPTY.with(Clone::clone) {
        Some(block) => block,
        None => unreachable!("an empty script parses"),
    }
}
