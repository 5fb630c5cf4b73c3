//! `System.Management.Automation.ScriptBlock`.

use super::{Class, Method, Property, StaticMethod, arguments, object, steppable_pipeline};
use crate::engine::error::{Carrier, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::scope::{Scope, ScopeKind, Slot};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use crate::language::Parsed;
use crate::language::check::restricted_language;
use std::rc::Rc;

fn block(this: &Value) -> Outcome<&Rc<ScriptBlockValue>> {
    match this.unwrapped() {
        Value::Block(block) => Ok(block),
        _ => Err(arguments::no_overload()),
    }
}

/// What a block sends, called from a method: its error is an exception of the call.
fn invoke(engine: &mut Engine, this: &Value, name: &str, args: &[Value]) -> Outcome<Vec<Value>> {
    let block = block(this)?.clone();
    let tree = block.tree();
    let clauses = [&tree.begin, &tree.process, &tree.end].iter().filter(|part| part.is_some()).count();
    if clauses > 1 {
        let message = "The script block cannot be invoked because it contains more than one clause. The Invoke() method can only be used on script blocks that contain a single clause.";
        return Err(arguments::throw("System.Management.Automation.PSInvalidOperationException", message));
    }
    engine
        .tries_more(|engine| engine.invoke_block(&block, args))
        .map_err(|fault| wrapped(fault, name, args.len()))
}

/// `Exception calling "Invoke" with "0" argument(s): "…"`, with the error inside.
pub(super) fn wrapped(fault: Box<Fault>, name: &str, count: usize) -> Box<Fault> {
    let Fault::Error { mut record, .. } = *fault else { return fault };
    let mut cause = record.raised();
    let shown = if record.carrier == Carrier::Stop { cause.message.as_str() } else { record.message() };
    let message = format!("Exception calling \"{name}\" with \"{count}\" argument(s): \"{shown}\"");
    cause.data.push(("ErrorRecord".into(), super::error_record::value((*record).clone())));
    record.id = cause.short_class().to_string();
    let class = "System.Management.Automation.MethodInvocationException";
    record.exception = Exception::new(class, message).with_inner(cause);
    record.category = crate::engine::error::Category::NotSpecified;
    record.thrown = false;
    record.details = None;
    record.carrier = Carrier::Runtime;
    record.stops = false;
    record.position = None;
    Box::new(Fault::Error { record, whole_script: false })
}

/// `CheckRestrictedLanguage(commands, variables, environment)`. Errors: what the block holds and may not.
fn check_restricted(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let commands = allowed(engine, args.first())?;
    let mut variables = allowed(engine, args.get(1))?;
    if args.get(2).is_some_and(convert::to_bool) {
        variables.push("env:*".to_string());
    }
    let tree = block(this)?.tree().clone();
    let parts = [&tree.dynamic_param, &tree.begin, &tree.process, &tree.end, &tree.clean];
    let wrong = |part: &crate::language::ast::Block| restricted_language(part, &commands, &variables);
    let errors: Vec<_> = parts.into_iter().flatten().flat_map(wrong).collect();
    if errors.is_empty() {
        return Ok(Value::Empty);
    }
    let parsed = Parsed::failed(tree.source.clone(), errors);
    Err(arguments::thrown(crate::engine::scripts::parse_fault(&parsed)))
}

/// A list of names; none for `$null`.
fn allowed(engine: &mut Engine, names: Option<&Value>) -> Outcome<Vec<String>> {
    let Some(names) = names.filter(|names| !names.is_null()) else { return Ok(Vec::new()) };
    let items = member::enumerate(engine, names)?.unwrap_or_else(|| vec![names.clone()]);
    items.iter().map(|item| convert::to_text(engine, item)).collect()
}

/// A copy that keeps the variables of the scope that runs now, in a module of its own.
fn closure(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    use crate::engine::module::{Module, ModuleKind};
    let block = block(this)?;
    let name = super::module_info::dynamic_name(engine)?;
    let module = Rc::new(Module::new(&name, name.clone(), ModuleKind::Script));
    let around = Some(engine.global.clone());
    let captured = Rc::new(Scope::in_module(ScopeKind::Script, around, None, Some(module.clone())));
    for (name, place) in engine.scope.variables() {
        let value = match place {
            Slot::Plain(value) => value,
            Slot::Cell(cell) if cell.options.get().constant || cell.options.get().read_only => continue,
            Slot::Cell(cell) => cell.value.borrow().clone(),
            Slot::Unset => continue,
        };
        captured.set(&name, value);
    }
    // The module is new: it has no scope yet.
    let _ = module.scope.set(captured);
    Ok(Value::Block(Rc::new(ScriptBlockValue::new(block.lowerings.clone(), Some(module)))))
}

/// `InvokeWithContext(functions, variables, arguments)`: both exist for the call only.
fn with_context(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let block = block(this)?.clone();
    let caller = engine.scope.clone();
    let scope = Rc::new(Scope::new(ScopeKind::Local, Some(caller.clone()), None));
    engine.scope = scope.clone();
    let result = fill_context(engine, &scope, args).and_then(|()| {
        let arguments = match args.get(2) {
            Some(given) => member::enumerate(engine, given)?.unwrap_or_else(|| vec![given.clone()]),
            None => Vec::new(),
        };
        engine.invoke_block(&block, &arguments)
    });
    engine.scope = caller;
    result.map(Value::array).map_err(|fault| wrapped(fault, "InvokeWithContext", args.len()))
}

fn fill_context(engine: &mut Engine, scope: &Rc<Scope>, args: &[Value]) -> Outcome {
    if let Some(Value::Object(functions)) = args.first().map(Value::unwrapped)
        && let ObjectKind::Hashtable(table) = &functions.kind
    {
        for (name, body) in table.borrow().iter() {
            if let Value::Block(body) = body.unwrapped() {
                let name = convert::display(name);
                engine.add_function(&name, body.clone(), false);
            }
        }
    }
    let Some(variables) = args.get(1) else { return Ok(()) };
    let list = member::enumerate(engine, variables)?.unwrap_or_else(|| vec![variables.clone()]);
    for variable in list {
        if variable.is_null() {
            continue;
        }
        let name = member::get(engine, &variable, "Name")?.unwrap_or_default();
        let name = convert::to_text(engine, &name)?;
        let value = member::get(engine, &variable, "Value")?.unwrap_or_default();
        scope.set(&name, value);
    }
    Ok(())
}

macro_rules! property {
    ($name:literal, $kind:literal, $get:expr) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |_, this| {
                let get: fn(&Rc<ScriptBlockValue>) -> Value = $get;
                Ok(block(this).map_or(Value::Null, get))
            },
            set: None,
        }
    };
}

super::record::record_class!(START "System.Management.Automation.PSToken" ["StartLine", "StartColumn", "Start", "Content"]);

fn start(block: &Rc<ScriptBlockValue>) -> Value {
    let tree = block.tree();
    let (line, column) = tree.source.position(tree.span.start);
    super::record::made(
        &START,
        "",
        [
            ("StartLine", Value::Int(line as i32)),
            ("StartColumn", Value::Int(column as i32)),
            ("Start", Value::Int(tree.span.start as i32)),
            ("Content", Value::text(block.text())),
        ],
    )
}

pub static SCRIPT_BLOCK: Class = Class {
    name: "System.Management.Automation.ScriptBlock",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Module",
            type_name: "psmoduleinfo",
            get: |_, this| {
                let module = block(this)?.module.borrow().clone();
                Ok(module.map_or(Value::Null, super::module_info::value))
            },
            set: None,
        },
        Property {
            name: "Ast",
            type_name: "System.Management.Automation.Language.Ast",
            get: |engine, this| Ok(crate::engine::syntax::of_block(engine, &block(this)?.clone())),
            set: None,
        },
        property!("File", "string", |block| {
            block.tree().source.file.as_deref().map_or(Value::Null, Value::text)
        }),
        property!("IsFilter", "bool", |block| {
            let tree = block.tree();
            Value::Bool(tree.process.is_some() && tree.begin.is_none() && tree.end.is_none())
        }),
        property!("IsConfiguration", "bool", |_| Value::Bool(false)),
        property!("Attributes", "System.Collections.Generic.List[System.Attribute]", |block| {
            let attributes = block.tree().attributes.iter().map(|one| Value::text(one.name.name.as_str()));
            super::list::of_objects(attributes.collect())
        }),
        property!("StartPosition", "System.Management.Automation.PSToken", start),
        Property {
            name: "DebuggerHidden",
            type_name: "bool",
            get: |_, _| Ok(Value::Bool(false)),
            set: Some(|_, _, _| Ok(())),
        },
        Property {
            name: "Id",
            type_name: "guid",
            get: |engine, this| {
                // One block has one number as long as it lives.
                let address = Rc::as_ptr(block(this)?) as usize;
                let text = Value::text(format!("{:08x}-0000-4000-8000-{:012x}", std::process::id(), address));
                crate::engine::convert::to_type(engine, text, &super::named("System.Guid"))
            },
            set: None,
        },
    ],
    methods: &[
        Method {
            name: "CheckRestrictedLanguage",
            signatures: &[
                "void CheckRestrictedLanguage(System.Collections.Generic.IEnumerable[string] allowedCommands, System.Collections.Generic.IEnumerable[string] allowedVariables, bool allowEnvironmentVariables)",
            ],
            call: check_restricted,
        },
        Method {
            name: "GetPowerShell",
            signatures: &[
                "powershell GetPowerShell(Params System.Object[] args)",
                "powershell GetPowerShell(bool isTrustedInput, Params System.Object[] args)",
                "powershell GetPowerShell(System.Collections.Generic.Dictionary[string,System.Object] variables, Params System.Object[] args)",
                "powershell GetPowerShell(System.Collections.Generic.Dictionary[string,System.Object] variables, [ref] System.Collections.Generic.Dictionary[string,System.Object] usingVariables, Params System.Object[] args)",
                "powershell GetPowerShell(System.Collections.Generic.Dictionary[string,System.Object] variables, [ref] System.Collections.Generic.Dictionary[string,System.Object] usingVariables, bool isTrustedInput, Params System.Object[] args)",
            ],
            call: |engine, this, _| {
                let text = Value::text(block(this)?.definition());
                let of = super::named("System.Management.Automation.PowerShell");
                let made = crate::engine::member::invoke_static(engine, &of, "Create", &[])?;
                crate::engine::member::invoke(engine, &made, "AddScript", &[text])
            },
        },
        Method {
            name: "GetNewClosure",
            signatures: &["scriptblock GetNewClosure()"],
            call: |engine, this, _| closure(engine, this),
        },
        Method {
            name: "GetSteppablePipeline",
            signatures: &[
                "System.Management.Automation.SteppablePipeline GetSteppablePipeline()",
                "System.Management.Automation.SteppablePipeline GetSteppablePipeline(System.Management.Automation.CommandOrigin commandOrigin)",
                "System.Management.Automation.SteppablePipeline GetSteppablePipeline(System.Management.Automation.CommandOrigin commandOrigin, System.Object[] args)",
            ],
            call: |engine, this, _| {
                let block = block(this)?.clone();
                engine.steppable(&block).map(steppable_pipeline::value)
            },
        },
        Method {
            name: "Invoke",
            signatures: &[
                "System.Collections.ObjectModel.Collection[psobject] Invoke(Params System.Object[] args)",
            ],
            call: |engine, this, args| {
                let args = spread(engine, args)?;
                Ok(super::list::collection(invoke(engine, this, "Invoke", &args)?))
            },
        },
        Method {
            name: "InvokeReturnAsIs",
            signatures: &["System.Object InvokeReturnAsIs(Params System.Object[] args)"],
            call: |engine, this, args| {
                let args = spread(engine, args)?;
                Ok(Value::from_output(invoke(engine, this, "InvokeReturnAsIs", &args)?))
            },
        },
        Method {
            name: "InvokeWithContext",
            signatures: &[
                "System.Collections.ObjectModel.Collection[psobject] InvokeWithContext(System.Collections.IDictionary functionsToDefine, System.Collections.Generic.List[psvariable] variablesToDefine, Params System.Object[] args)",
                "System.Collections.ObjectModel.Collection[psobject] InvokeWithContext(System.Collections.Generic.Dictionary[string,scriptblock] functionsToDefine, System.Collections.Generic.List[psvariable] variablesToDefine, Params System.Object[] args)",
            ],
            call: with_context,
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |_, this, _| Ok(Value::text(block(this)?.definition())),
        },
    ],
    static_methods: &[StaticMethod {
        name: "Create",
        signatures: &["static scriptblock Create(string script)"],
        call: |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            engine.unbound_block(&text).map(Value::Block).map_err(|mut fault| {
                if let Fault::Error { record, .. } = fault.as_mut() {
                    record.id = arguments::THROWN.into();
                    record.position = None;
                }
                fault
            })
        },
    }],
    // What follows is taken as it comes: blocks and methods convert for themselves.
    bound: false,
    ..Class::EMPTY
};

/// `params object[]`: one array stands for the list of arguments.
pub(super) fn spread(_engine: &mut Engine, args: &[Value]) -> Outcome<Vec<Value>> {
    Ok(match args {
        [Value::Array(list)] => list.items.borrow().clone(),
        other => other.to_vec(),
    })
}

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
