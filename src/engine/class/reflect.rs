//! What `[Type].GetProperties()` and its kind tell about a script's class.

use super::describe::{signature, type_name};
use super::{ClassType, Method, attributes, of_type};
use crate::engine::types::record::{field, made, record_class};
use crate::engine::types::{self, Class, Type, arguments, session_state_internal};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::rc::Rc;

record_class!(PROPERTY_FACTS "System.Reflection.PropertyInfo" ["Name", "PropertyType", "DeclaringType", "CanRead", "CanWrite", "MemberType"]);

const ATTRIBUTES: types::Method = types::Method {
    name: "GetCustomAttributes",
    signatures: &[
        "System.Object[] GetCustomAttributes(bool inherit)",
        "System.Object[] GetCustomAttributes(type attributeType, bool inherit)",
    ],
    call: attributes::of_member,
};

const IS_DEFINED: types::Method = types::Method {
    name: "IsDefined",
    signatures: &["bool IsDefined(type attributeType, bool inherit)"],
    call: attributes::is_defined,
};

/// A property as reflection describes it.
pub static PROPERTY: Class = Class {
    name: "System.Reflection.RuntimePropertyInfo",
    base: Some(&PROPERTY_FACTS),
    properties: PROPERTY_FACTS.properties,
    methods: &[
        types::Method {
            name: "GetValue",
            signatures: &[
                "System.Object GetValue(System.Object obj)",
                "System.Object GetValue(System.Object obj, System.Object[] index)",
            ],
            call: session_state_internal::get_value,
        },
        types::Method {
            name: "SetValue",
            signatures: &[
                "void SetValue(System.Object obj, System.Object value)",
                "void SetValue(System.Object obj, System.Object value, System.Object[] index)",
            ],
            call: session_state_internal::set_value,
        },
        ATTRIBUTES,
        IS_DEFINED,
    ],
    ..Class::EMPTY
};
record_class!(METHOD_FACTS "System.Reflection.MethodInfo" ["Name", "ReturnType", "DeclaringType", "IsStatic", "IsPublic", "IsHideBySig", "MemberType"]);

/// The field that keeps the signature of a member of a table; no script sees it.
pub const SIGNATURE: &str = "\u{0}signature";

record_class!(PARAMETER "System.Reflection.RuntimeParameterInfo" ["Name", "ParameterType", "Position", "IsOptional", "IsOut"]);

const GET_PARAMETERS: types::Method = types::Method {
    name: "GetParameters",
    signatures: &["System.Reflection.ParameterInfo[] GetParameters()"],
    call: |_, this, _| match field(this, SIGNATURE) {
        Value::String(signature) => Ok(parameters(&signature)),
        _ => Err(crate::engine::Fault::not_supported("GetParameters of a member of a script's class")),
    },
};

fn parameters(signature: &str) -> Value {
    let one = |(position, parameter): (usize, types::ReflectedParameter)| {
        let fields = [
            ("Name", Value::text(parameter.name)),
            ("ParameterType", Value::Type(parameter.of)),
            ("Position", Value::Int(i32::try_from(position).unwrap_or(i32::MAX))),
            ("IsOptional", Value::Bool(parameter.optional)),
            ("IsOut", Value::Bool(parameter.by_reference)),
        ];
        made(&PARAMETER, parameter.text, fields)
    };
    Value::array(types::reflected_parameters(signature).into_iter().enumerate().map(one).collect())
}

/// A method as reflection describes it.
pub static METHOD: Class = Class {
    name: "System.Reflection.RuntimeMethodInfo",
    base: Some(&METHOD_FACTS),
    properties: METHOD_FACTS.properties,
    methods: &[
        types::Method {
            name: "Invoke",
            signatures: &["System.Object Invoke(System.Object obj, System.Object[] parameters)"],
            call: invoke,
        },
        types::Method {
            name: "MakeGenericMethod",
            signatures: &["System.Reflection.MethodInfo MakeGenericMethod(Params type[] typeArguments)"],
            call: |_, this, _| Ok(this.clone()),
        },
        GET_PARAMETERS,
        ATTRIBUTES,
        IS_DEFINED,
    ],
    // What follows is taken as it comes: blocks and methods convert for themselves.
    bound: false,
    ..Class::EMPTY
};

/// Calls the method that is described: of a type, or of the first argument.
fn invoke(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let target = arguments::any(args, 0)?;
    let given = match args.get(1) {
        Some(list) => member::enumerate(engine, list)?.unwrap_or_else(|| vec![list.clone()]),
        None => Vec::new(),
    };
    let name = convert::display(&field(this, "Name"));
    match (field(this, "IsStatic"), field(this, "DeclaringType")) {
        (Value::Bool(true), Value::Type(of)) => member::invoke_static(engine, &of, &name, &given),
        _ => member::invoke(engine, target, &name, &given),
    }
}

record_class!(CONSTRUCTOR_FACTS "System.Reflection.ConstructorInfo" ["Name", "DeclaringType", "IsStatic", "IsPublic", "MemberType"]);

/// A constructor as reflection describes it.
pub static CONSTRUCTOR: Class = Class {
    name: "System.Reflection.RuntimeConstructorInfo",
    base: Some(&CONSTRUCTOR_FACTS),
    properties: CONSTRUCTOR_FACTS.properties,
    methods: &[
        types::Method {
            name: "Invoke",
            signatures: &["System.Object Invoke(System.Object[] parameters)"],
            call: session_state_internal::construct,
        },
        GET_PARAMETERS,
    ],
    ..Class::EMPTY
};

/// Tables of reflection's classes.
pub(in crate::engine) const CLASSES: &[&Class] = &[&PROPERTY, &METHOD, &CONSTRUCTOR, &PARAMETER];

fn named(of: Option<&Rc<Type>>, none: &str) -> Value {
    Value::Type(of.cloned().unwrap_or_else(|| types::named(none)))
}

/// The properties of a class and its bases.
pub fn properties_of(of: &Rc<Type>) -> Vec<Value> {
    let mut found = Vec::new();
    for class in super::lineage(of) {
        for property in of_type(&class).map(ClassType::properties).unwrap_or_default() {
            let text = format!("{} {}", type_name(property.of.as_ref()), property.name);
            found.push(made(
                &PROPERTY,
                text,
                [
                    ("Name", Value::text(property.name.as_ref())),
                    ("PropertyType", named(property.of.as_ref(), "System.Object")),
                    ("DeclaringType", Value::Type(class.clone())),
                    ("CanRead", Value::Bool(true)),
                    ("CanWrite", Value::Bool(true)),
                    ("MemberType", Value::text("Property")),
                ],
            ));
        }
    }
    found
}

fn method_info(class: &Rc<Type>, method: &Method) -> Value {
    made(
        &METHOD,
        signature(method, &method.name),
        [
            ("Name", Value::text(method.name.as_ref())),
            ("ReturnType", named(method.returns.as_ref(), "System.Void")),
            ("DeclaringType", Value::Type(class.clone())),
            ("IsStatic", Value::Bool(method.is_static)),
            ("IsPublic", Value::Bool(true)),
            ("IsHideBySig", Value::Bool(true)),
            ("MemberType", Value::text("Method")),
        ],
    )
}

/// The methods of a class and its bases.
pub fn methods_of(of: &Rc<Type>) -> Vec<Value> {
    let mut found = Vec::new();
    for class in super::lineage(of) {
        let methods = of_type(&class).map(ClassType::methods).unwrap_or_default();
        found.extend(methods.iter().map(|method| method_info(&class, method)));
    }
    found
}

/// The constructors of a class.
pub fn constructors_of(of: &Rc<Type>) -> Vec<Value> {
    let own = of_type(of).map(ClassType::constructors).unwrap_or_default();
    own.iter()
        .filter(|found| !found.is_static)
        .map(|found| {
            let fields = [
                ("Name", Value::text(".ctor")),
                ("DeclaringType", Value::Type(of.clone())),
                ("IsStatic", Value::Bool(false)),
                ("IsPublic", Value::Bool(true)),
                ("MemberType", Value::text("Constructor")),
            ];
            made(&CONSTRUCTOR, signature(found, ".ctor"), fields)
        })
        .collect()
}
