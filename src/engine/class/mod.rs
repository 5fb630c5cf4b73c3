//! Classes that scripts define: what a `class` statement makes, and what its objects do.
//!
//! A class is complete before the code it stands in runs: its bases, the types of its members and its
//! methods are resolved once, in the scope that defines it. Objects keep their fields themselves; what
//! a .NET base class gives is an object of that class inside of them.

pub(in crate::engine) mod attributes;
mod call;
mod convert;
mod define;
mod describe;
mod member;
pub mod models;
mod overload;
pub(in crate::engine) mod reflect;
mod source;

use define::carrier;

pub use call::{construct, invoke, invoke_static, invoke_with};
pub use convert::from_value;
pub use describe::{definitions, described, hidden, type_names};
pub use member::{enumerate, equals, formatted, get_static, operator, order, set, set_static, sort_by, text};
pub use reflect::{constructors_of, methods_of, properties_of};

use super::error::Exception;
use super::evaluate::declare::VariableConstraint;
use super::module::Module;
use super::object::{Members, Object, ObjectKind};
use super::script_block::ScriptBlockValue;
use super::types::script::TypeTable;
use super::types::{ScriptType, Type};
use super::value::Value;
use crate::language::ast::{Attribute, TypeDefinition};
use crate::language::code::Code;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// A script's class.
pub struct ClassType {
    pub tree: Rc<TypeDefinition>,
    parts: OnceCell<Parts>,
    statics: RefCell<Members>,
    /// Whether the static initializers ran, or run now.
    started: Cell<bool>,
    /// What they ended with: every later use of the class fails in the same way.
    failure: RefCell<Option<Exception>>,
    /// Static properties are computed at each use, as those of a .NET class that has getters.
    computed: Cell<bool>,
    home: Home,
}

/// Where a class was defined: its methods see that module and those types wherever they are called from.
#[derive(Clone)]
struct Home {
    module: Option<Rc<Module>>,
    types: Option<Rc<TypeTable>>,
}

/// What is known once the types that a class names are resolved.
struct Parts {
    base: Option<Rc<Type>>,
    /// Full names.
    interfaces: Vec<String>,
    properties: Vec<Property>,
    methods: Vec<Method>,
    constructors: Vec<Method>,
}

/// A property as it is declared.
pub struct Property {
    pub name: Rc<str>,
    pub of: Option<Rc<Type>>,
    /// Type and validations.
    constraints: Vec<VariableConstraint>,
    pub is_static: bool,
    pub hidden: bool,
    initial: Option<Rc<Code>>,
    pub attributes: Vec<Value>,
}

/// A method or constructor as it is declared.
pub struct Method {
    pub name: Rc<str>,
    /// `None`: `[void]`.
    pub returns: Option<Rc<Type>>,
    pub parameters: Vec<(Rc<str>, Option<Rc<Type>>)>,
    pub is_static: bool,
    pub hidden: bool,
    block: Rc<ScriptBlockValue>,
    code: OnceCell<Rc<Code>>,
    /// Arguments of `: base(…)`.
    base_arguments: Vec<Rc<Code>>,
}

impl ClassType {
    fn parts(&self) -> Option<&Parts> {
        self.parts.get()
    }

    pub fn properties(&self) -> &[Property] {
        self.parts().map_or(&[], |parts| &parts.properties)
    }

    pub fn methods(&self) -> &[Method] {
        self.parts().map_or(&[], |parts| &parts.methods)
    }

    pub fn constructors(&self) -> &[Method] {
        self.parts().map_or(&[], |parts| &parts.constructors)
    }

    /// Full names of the interfaces that the class says it has.
    pub fn interfaces(&self) -> &[String] {
        self.parts().map_or(&[], |parts| &parts.interfaces)
    }

    pub fn attributes(&self) -> &[Attribute] {
        &self.tree.attributes
    }
}

impl std::fmt::Debug for ClassType {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "class {}", self.tree.name.text)
    }
}

impl ScriptType for ClassType {
    fn name(&self) -> &str {
        &self.tree.name.text
    }

    fn base(&self) -> Option<Rc<Type>> {
        self.parts().and_then(|parts| parts.base.clone())
    }

    fn enumeration(&self) -> Option<&[(Rc<str>, i64)]> {
        None
    }

    fn implements(&self, interface: &str) -> bool {
        self.interfaces().iter().any(|known| known == interface)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// The class behind a type; `None` for other types.
pub fn of_type(of: &Type) -> Option<&ClassType> {
    match of {
        Type::Script(script) => script.as_any().downcast_ref(),
        _ => None,
    }
}

/// A type and its bases that are classes of scripts, most derived first.
pub fn lineage(of: &Rc<Type>) -> Vec<Rc<Type>> {
    let mut found = Vec::new();
    let mut current = Some(of.clone());
    while let Some(class) = current {
        let Some(definition) = of_type(&class) else { break };
        current = definition.base();
        found.push(class);
    }
    found
}

/// The object behind a value that is an instance of a class, with its type.
pub fn instance(value: &Value) -> Option<(&Rc<Object>, &Rc<Type>)> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Instance { of, .. } => Some((object, of)),
            _ => None,
        },
        _ => None,
    }
}

/// The object of a .NET class that an instance derives from.
pub fn base_value(value: &Value) -> Option<&Value> {
    match &instance(value)?.0.kind {
        ObjectKind::Instance { base, .. } => base.get(),
        _ => None,
    }
}
