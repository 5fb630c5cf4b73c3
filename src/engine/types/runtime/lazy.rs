//! `System.Lazy`: a value that is made when it is first asked for.

use crate::engine::object::Native;
use crate::engine::types::table::properties;
use crate::engine::types::{Class, Type, arguments, delegate, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Debug)]
struct Lazy {
    of: Rc<Type>,
    maker: Value,
    made: RefCell<Option<Value>>,
}

impl Native for Lazy {
    fn class(&self) -> &'static Class {
        &LAZY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(match self.made.borrow().as_ref() {
            Some(value) => convert::display(value),
            None => "Value is not created.".into(),
        })
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }
}

fn of(this: &Value) -> Outcome<&Lazy> {
    this.as_native::<Lazy>().ok_or_else(arguments::no_overload)
}

fn value(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let lazy = of(this)?;
    if let Some(value) = lazy.made.borrow().as_ref() {
        return Ok(value.clone());
    }
    let wanted = match lazy.of.as_ref() {
        Type::Generic { arguments, .. } => arguments.first().cloned(),
        _ => None,
    };
    let value = match (delegate::is_callable(&lazy.maker), &wanted) {
        (true, _) => delegate::call(engine, &lazy.maker, &[])?,
        (false, Some(wanted)) => crate::engine::types::default_value(wanted),
        (false, None) => lazy.maker.clone(),
    };
    let value = match wanted {
        Some(wanted) => convert::to_type(engine, value, &wanted)?,
        None => value,
    };
    *lazy.made.borrow_mut() = Some(value.clone());
    Ok(value)
}

static LAZY: Class = Class {
    name: "System.Lazy",
    base: Some(&object::OBJECT),
    parameters: &["T"],
    properties: properties! {
        "bool" IsValueCreated => |_, this| of(this).map(|lazy| Value::Bool(lazy.made.borrow().is_some()));
        "T" Value => value;
    },
    make: Some(|_, of, args| {
        let maker = args.first().cloned().unwrap_or_default();
        Ok(Value::native(Lazy { of: of.clone(), maker, made: RefCell::new(None) }))
    }),
    constructors: &[
        "System.Lazy[T] new()",
        "System.Lazy[T] new(System.Func[T] valueFactory)",
        "System.Lazy[T] new(System.Func[T] valueFactory, bool isThreadSafe)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&LAZY];
