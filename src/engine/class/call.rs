//! Calls of methods and constructors.

use super::{ClassType, Method, instance, of_type, overload};
use crate::engine::error::{Category, Exception};
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::evaluate::{Discard, Frame};
use crate::engine::object::{Member, MemberBody, Members, Object, ObjectKind};
use crate::engine::scope::{Scope, ScopeKind, Slot, VariableCell};
use crate::engine::types::{ScriptType, Type, arguments};
use crate::engine::value::Value;
use crate::engine::{CALL_DEPTH, Call, CallFacts, Engine, Fault, Outcome, convert, member};
use crate::language::code::Code;
use crate::language::lower::{Form, lower};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

impl Method {
    fn code(&self) -> Outcome<Rc<Code>> {
        if let Some(code) = self.code.get() {
            return Ok(code.clone());
        }
        let code =
            lower(self.block.tree(), Form::Method).map_err(|error| Fault::not_supported(error.what))?;
        Ok(self.code.get_or_init(|| Rc::new(code)).clone())
    }
}

/// Calls a method of an instance; `None` when its classes have none of that name.
pub fn invoke(
    engine: &mut Engine,
    target: &Value,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome<Value>> {
    let (_, of) = instance(target)?;
    invoke_with(engine, target, &of.clone(), name, arguments)
}

/// As [`invoke`], but with the methods of one of the classes that the instance derives from.
pub fn invoke_with(
    engine: &mut Engine,
    target: &Value,
    of: &Rc<Type>,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome<Value>> {
    find(engine, of, name, false, arguments).map(|found| {
        let (class, index) = found?;
        run(engine, &class, index, Some(target), arguments)
    })
}

/// Calls a static method; `None` when there is none of that name.
pub fn invoke_static(
    engine: &mut Engine,
    of: &Rc<Type>,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome<Value>> {
    find(engine, of, name, true, arguments).map(|found| {
        let (class, index) = found?;
        super::member::start(engine, &class).map_err(|fault| member::called(fault, name, arguments.len()))?;
        run(engine, &class, index, None, arguments)
    })
}

/// The class and the place in it of the overload that a call means. A derived class's overload hides
/// the same one of its base.
fn find(
    engine: &mut Engine,
    of: &Rc<Type>,
    name: &str,
    is_static: bool,
    arguments: &[Value],
) -> Option<Outcome<(Rc<Type>, usize)>> {
    let lineage = super::lineage(of);
    let mut candidates: Vec<(&Method, Rc<Type>, usize)> = Vec::new();
    for class in &lineage {
        let Some(definition) = of_type(class) else { continue };
        for (index, method) in definition.methods().iter().enumerate() {
            let hidden = candidates.iter().any(|(known, _, _)| same_signature(known, method));
            if method.is_static == is_static && method.name.eq_ignore_ascii_case(name) && !hidden {
                candidates.push((method, class.clone(), index));
            }
        }
    }
    if candidates.is_empty() {
        return None;
    }
    let methods: Vec<&Method> = candidates.iter().map(|(method, _, _)| *method).collect();
    let Some(chosen) = overload::choose(engine, &methods, arguments) else {
        return Some(Err(member::called(arguments::no_overload(), name, arguments.len())));
    };
    let found = candidates.iter().find(|(method, _, _)| std::ptr::eq(*method, chosen));
    found.map(|(_, class, index)| Ok((class.clone(), *index)))
}

fn same_signature(a: &Method, b: &Method) -> bool {
    let name = |of: &Option<Rc<Type>>| of.as_ref().map_or("System.Object".to_string(), |of| of.full_name());
    a.parameters.len() == b.parameters.len()
        && a.parameters.iter().zip(&b.parameters).all(|((_, a), (_, b))| name(a) == name(b))
}

fn run(
    engine: &mut Engine,
    class: &Rc<Type>,
    index: usize,
    this: Option<&Value>,
    arguments: &[Value],
) -> Outcome<Value> {
    let Some(definition) = of_type(class) else { return Ok(Value::Null) };
    let Some(method) = definition.methods().get(index) else { return Ok(Value::Null) };
    let scope = enter(engine, definition, method, this, arguments)?;
    let mut frame = Frame::new(method.code()?);
    within(engine, method, &scope, |engine| body(engine, &mut frame))?;
    match &method.returns {
        None => Ok(Value::Empty),
        Some(of) => {
            let value = frame.take_result().unwrap_or_default();
            convert::to_type(engine, value, of)
        }
    }
}

fn body(engine: &mut Engine, frame: &mut Frame) -> Outcome {
    let Some(range) = frame.code.parts.end else { return Ok(()) };
    engine.run_range(frame, range, &mut Discard).map(|_| ())
}

/// The scope of a call, its parameters set.
fn enter(
    engine: &mut Engine,
    class: &ClassType,
    method: &Method,
    this: Option<&Value>,
    arguments: &[Value],
) -> Outcome<Rc<Scope>> {
    let code = method.code()?;
    let scope = home_scope(engine, class, Some(code));
    for ((name, of), argument) in method.parameters.iter().zip(arguments) {
        let slot = match of {
            None => Slot::Plain(argument.clone()),
            Some(of) => {
                let value = convert::to_type(engine, argument.clone(), of)
                    .map_err(|fault| bad_argument(fault, name, &method.name, argument, of))?;
                let cell = VariableCell::new(value);
                *cell.constraints.borrow_mut() = vec![VariableConstraint::Type(of.clone())];
                Slot::Cell(Rc::new(cell))
            }
        };
        scope.put(name, slot);
    }
    if let Some(this) = this {
        scope.set("this", this.clone());
    }
    Ok(scope)
}

/// A scope for code of a class: inside of the caller's, or of the module that defines the class.
pub(super) fn home_scope(engine: &Engine, class: &ClassType, code: Option<Rc<Code>>) -> Rc<Scope> {
    let module = class.home.module.as_ref();
    let same = module.map(Rc::as_ptr) == engine.scope.module.as_ref().map(Rc::as_ptr);
    let parent = match module.and_then(|module| module.scope.get()) {
        Some(home) if !same => home.clone(),
        _ => engine.scope.clone(),
    };
    let scope = Scope::in_module(ScopeKind::Local, Some(parent), code, module.cloned());
    *scope.types.borrow_mut() = class.home.types.clone();
    Rc::new(scope)
}

fn bad_argument(fault: Box<Fault>, parameter: &str, method: &str, value: &Value, of: &Type) -> Box<Fault> {
    let Fault::Error { record, .. } = fault.as_ref() else { return fault };
    let message = format!(
        "Cannot convert argument \"{parameter}\", with value: \"{}\", for \"{method}\" to type \"{}\": \"{}\"",
        convert::display(value),
        of.full_name(),
        record.exception.message
    );
    let exception = Exception::new("System.Management.Automation.MethodException", message)
        .with_inner(record.exception.clone());
    Fault::error(
        exception,
        "MethodArgumentConversionInvalidCastArgument",
        Category::NotSpecified,
        Value::Null,
    )
}

/// Runs code of a method in its scope, with an entry on the call stack.
fn within<T>(
    engine: &mut Engine,
    method: &Method,
    scope: &Rc<Scope>,
    work: impl FnOnce(&mut Engine) -> Outcome<T>,
) -> Outcome<T> {
    if engine.calls.len() >= CALL_DEPTH {
        return Err(engine.too_deep());
    }
    engine.check_stop()?;
    let position = engine.call_site.take();
    let facts = CallFacts {
        name: method.name.clone(),
        file: method.block.tree().source.file.clone(),
        position,
        pipeline_position: 1,
        pipeline_length: 1,
        is_method: true,
        ..CallFacts::default()
    };
    engine.calls.push(Call::new(0, Rc::new(facts), scope.clone()));
    let depth = engine.calls.len();
    let caller = std::mem::replace(&mut engine.scope, scope.clone());
    // An error in a method, and in what it calls, ends all of them: nothing goes on behind it.
    let result = engine.tries_more(work);
    engine.scope = caller;
    engine.calls.truncate(depth - 1);
    result
}

/// Makes an object of a class. Errors: no constructor takes the arguments, or it threw.
pub fn construct(engine: &mut Engine, of: &Rc<Type>, arguments: &[Value]) -> Outcome<Value> {
    let mut fields = Members::default();
    for class in super::lineage(of) {
        let Some(definition) = of_type(&class) else { continue };
        for property in definition.properties().iter().filter(|property| !property.is_static) {
            if fields.get(&property.name).is_none() {
                fields.add(Member {
                    name: property.name.clone(),
                    body: MemberBody::Note(super::member::empty(property)),
                    hidden: property.hidden,
                });
            }
        }
    }
    let made = Value::object(Object::new(ObjectKind::Instance {
        of: of.clone(),
        fields: RefCell::new(fields),
        base: OnceCell::new(),
    }));
    construct_as(engine, &made, of, arguments, "new")?;
    Ok(made)
}

/// Runs the initializers and the constructor of one class over an object that is being made.
fn construct_as(
    engine: &mut Engine,
    this: &Value,
    of: &Rc<Type>,
    arguments: &[Value],
    name: &str,
) -> Outcome {
    let Some(class) = of_type(of) else { return construct_base(engine, this, of, arguments) };
    super::member::start(engine, of).map_err(|fault| member::called(fault, ".ctor", arguments.len()))?;
    let constructors: Vec<&Method> = class.constructors().iter().filter(|found| !found.is_static).collect();
    let chosen = match overload::choose(engine, &constructors, arguments) {
        Some(chosen) => Some(chosen),
        None if constructors.is_empty() && arguments.is_empty() => None,
        None => return Err(member::called(arguments::no_overload(), name, arguments.len())),
    };
    super::member::initialize(engine, class, this)?;
    let base = class.base();
    let Some(constructor) = chosen else {
        return match base {
            Some(base) => construct_as(engine, this, &base, &[], "new"),
            None => Ok(()),
        };
    };
    let scope = enter(engine, class, constructor, Some(this), arguments)?;
    let mut frame = Frame::new(constructor.code()?);
    within(engine, constructor, &scope, |engine| {
        if let Some(base) = base {
            let mut given = Vec::with_capacity(constructor.base_arguments.len());
            for argument in &constructor.base_arguments {
                given.push(engine.expression_value(argument)?);
            }
            construct_as(engine, this, &base, &given, ".ctor")?;
        }
        body(engine, &mut frame)
    })
}

/// The part of an object that a .NET class gives.
fn construct_base(engine: &mut Engine, this: &Value, of: &Rc<Type>, arguments: &[Value]) -> Outcome {
    if of.full_name() == "System.Object" {
        return Ok(());
    }
    let made = member::construct(engine, of, arguments)
        .map_err(|fault| member::called(fault, ".ctor", arguments.len()))?;
    if let Some((object, _)) = instance(this)
        && let ObjectKind::Instance { base, .. } = &object.kind
    {
        // A base is made once: constructors run once.
        let _ = base.set(made);
    }
    Ok(())
}

/// Runs `static C() { … }`.
pub(super) fn static_constructor(engine: &mut Engine, class: &ClassType) -> Outcome {
    let Some(constructor) = class.constructors().iter().find(|found| found.is_static) else {
        return Ok(());
    };
    let scope = enter(engine, class, constructor, None, &[])?;
    let mut frame = Frame::new(constructor.code()?);
    within(engine, constructor, &scope, |engine| body(engine, &mut frame))
}
