//! `System.FormattableString`: a composite format with its arguments, filled under a culture that is chosen later.

use super::table::{methods, properties, statics};
use super::{Class, arguments, culture_info, object};
use crate::engine::culture::{self, Culture};
use crate::engine::object::Native;
use crate::engine::operators;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;

#[derive(Debug)]
struct Composite {
    form: String,
    arguments: Vec<Value>,
}

impl Native for Composite {
    fn class(&self) -> &'static Class {
        &CONCRETE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_shown_as_text(&self) -> bool {
        false
    }
}

fn composite(this: &Value) -> Outcome<&Composite> {
    this.as_native::<Composite>().ok_or_else(arguments::no_overload)
}

fn filled(engine: &mut Engine, this: &Value, culture: &Culture) -> Outcome<Value> {
    let own = composite(this)?;
    operators::format_in(engine, &own.form, &own.arguments, culture).map(Value::text)
}

static FORMATTABLE: Class = Class {
    name: "System.FormattableString",
    base: Some(&object::OBJECT),
    interfaces: &["System.IFormattable"],
    properties: properties! {
        "int" ArgumentCount => |_, this| Ok(Value::Int(composite(this)?.arguments.len() as i32));
        "string" Format => |_, this| Ok(Value::text(composite(this)?.form.as_str()));
    },
    methods: methods! {
        GetArgument "System.Object GetArgument(int index)" => |_, this, args| {
            let own = composite(this)?;
            let place = arguments::place(args, 0, own.arguments.len())?;
            Ok(own.arguments.get(place).cloned().unwrap_or_default())
        };
        GetArguments "System.Object[] GetArguments()" => |_, this, _| Ok(Value::array(composite(this)?.arguments.clone()));
        ToString "string ToString(System.IFormatProvider formatProvider)" "string ToString()" => |engine, this, args| {
            filled(engine, this, &culture_info::provider(args.first()))
        };
    },
    static_methods: statics! {
        CurrentCulture "static string CurrentCulture(System.FormattableString formattable)" => |engine, args| {
            filled(engine, arguments::any(args, 0)?, &culture::current())
        };
        Invariant "static string Invariant(System.FormattableString formattable)" => |engine, args| {
            filled(engine, arguments::any(args, 0)?, &Culture::invariant())
        };
    },
    ..Class::EMPTY
};

static CONCRETE: Class = Class {
    name: "System.Runtime.CompilerServices.FormattableStringFactory+ConcreteFormattableString",
    base: Some(&FORMATTABLE),
    ..Class::EMPTY
};

static FACTORY: Class = Class {
    name: "System.Runtime.CompilerServices.FormattableStringFactory",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Create "static System.FormattableString Create(string format, Params System.Object[] arguments)" => |engine, args| {
            let form = arguments::text(engine, args, 0)?;
            let arguments = match args {
                [_, Value::Array(list)] => list.items.borrow().clone(),
                [_, rest @ ..] => rest.to_vec(),
                [] => Vec::new(),
            };
            Ok(Value::native(Composite { form, arguments }))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&FORMATTABLE, &CONCRETE, &FACTORY];
