//! From a `class` statement to a class: bases, members and their types.

use super::{ClassType, Home, Method, Parts, Property};
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::script::{self, ScriptTypes};
use crate::engine::types::{self, ScriptType, Type};
use crate::engine::{Engine, Fault, Outcome};
use crate::language::ast::{
    Expression, ParameterAttribute, ScriptBlock, TypeDefinition, TypeKind, TypeMember, TypeName,
};
use crate::language::code::Code;
use crate::language::lower::{Form, lower_expression};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// Refuses a type with two members of one name.
fn without_duplicates(tree: &TypeDefinition) -> Outcome {
    let errors = crate::language::check::duplicate_members(tree);
    if errors.is_empty() {
        return Ok(());
    }
    let parsed = crate::language::Parsed::failed(tree.source.clone(), errors);
    Err(crate::engine::scripts::parse_fault(&parsed))
}

impl Engine {
    /// Makes the types that a block defines, before anything of it runs, in the current scope.
    pub(crate) fn define_types(&mut self, code: &Code) -> Outcome {
        if code.tables.classes.is_empty() {
            return Ok(());
        }
        self.types_version += 1;
        let table = script::own_table(self);
        let mut fresh = Vec::new();
        for tree in &code.tables.classes {
            let key = Rc::as_ptr(tree) as usize;
            let known = self.extension::<ScriptTypes>().known(key);
            if known.is_none() {
                without_duplicates(tree)?;
            }
            let found = match known {
                Some(found) => found,
                None if tree.kind == TypeKind::Enum => script::enumeration(self, tree)?,
                None => {
                    let made = self.undefined_class(tree);
                    fresh.push(made.clone());
                    made
                }
            };
            self.extension::<ScriptTypes>().remember(key, found.clone());
            table.insert(&tree.name.text, found);
        }
        fresh.iter().try_for_each(|class| self.complete(class))
    }

    fn undefined_class(&self, tree: &Rc<TypeDefinition>) -> Rc<Type> {
        let home = Home { module: self.scope.module.clone(), types: self.scope.types.borrow().clone() };
        let class: Rc<dyn ScriptType> = Rc::new(ClassType {
            tree: tree.clone(),
            parts: OnceCell::new(),
            statics: RefCell::default(),
            started: Cell::new(false),
            failure: RefCell::default(),
            computed: Cell::new(false),
            home,
        });
        Rc::new(Type::Script(class))
    }

    fn complete(&mut self, of: &Rc<Type>) -> Outcome {
        let Some(class) = super::of_type(of) else { return Ok(()) };
        let tree = class.tree.clone();
        let carrier = carrier(&tree);
        let mut parts = Parts {
            base: None,
            interfaces: Vec::new(),
            properties: Vec::new(),
            methods: Vec::new(),
            constructors: Vec::new(),
        };
        for (index, name) in tree.bases.iter().enumerate() {
            self.base(&mut parts, name, index == 0, &tree)?;
        }
        for member in &tree.members {
            match member {
                TypeMember::Property { .. } => parts.properties.push(self.property(&carrier, member)?),
                TypeMember::Method { name, .. } => {
                    let method = self.method(&carrier, member)?;
                    match name.text.eq_ignore_ascii_case(&tree.name.text) {
                        true => parts.constructors.push(method),
                        false => parts.methods.push(method),
                    }
                }
                TypeMember::EnumValue { .. } => {}
            }
        }
        // A class is completed once, right after it was made.
        let _ = class.parts.set(parts);
        Ok(())
    }

    fn base(&mut self, parts: &mut Parts, name: &TypeName, first: bool, tree: &TypeDefinition) -> Outcome {
        match types::resolve(self, name) {
            Ok(found) if first && !is_interface(&found) => {
                if super::lineage(&found)
                    .iter()
                    .any(|known| known.full_name().eq_ignore_ascii_case(&tree.name.text))
                {
                    let message = format!("The type '{}' cannot be its own base class.", tree.name.text);
                    return Err(Fault::runtime("TypeCreationError", message));
                }
                parts.base = Some(found);
                Ok(())
            }
            Ok(found) => {
                parts.interfaces.push(found.full_name());
                Ok(())
            }
            // An interface that nothing here looks at is only a name.
            Err(_) if looks_like_interface(&name.name) => {
                parts.interfaces.push(name.name.clone());
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }

    fn property(&mut self, carrier: &Rc<ScriptBlock>, member: &TypeMember) -> Outcome<Property> {
        let TypeMember::Property { name, attributes, is_static, is_hidden, initial, .. } = member else {
            return Err(Fault::not_supported("this member of a class"));
        };
        let mut of = None;
        let mut constraints = Vec::new();
        for attribute in attributes {
            match attribute {
                ParameterAttribute::Type(name) => {
                    of = self.member_type(name)?;
                    constraints.extend(of.clone().map(VariableConstraint::Type));
                }
                ParameterAttribute::Attribute(attribute) => {
                    constraints.extend(self.constraint(carrier, attribute)?);
                }
            }
        }
        let initial = match initial {
            Some(expression) => Some(lowered(carrier, expression)?),
            None => None,
        };
        Ok(Property {
            name: name.text.trim_start_matches('$').into(),
            of,
            constraints,
            is_static: *is_static,
            hidden: *is_hidden,
            initial,
            attributes: Vec::new(),
        })
    }

    fn method(&mut self, carrier: &Rc<ScriptBlock>, member: &TypeMember) -> Outcome<Method> {
        let TypeMember::Method { name, return_type, is_static, is_hidden, base_arguments, body, .. } = member
        else {
            return Err(Fault::not_supported("this member of a class"));
        };
        let returns = match return_type {
            Some(name) if !is_void(name) => {
                Some(self.member_type(name)?.unwrap_or_else(|| types::named("System.Object")))
            }
            _ => None,
        };
        let mut parameters = Vec::new();
        for parameter in body.parameters.iter().flatten() {
            let mut of = None;
            for attribute in &parameter.attributes {
                if let ParameterAttribute::Type(name) = attribute {
                    of = self.member_type(name)?;
                }
            }
            parameters.push((parameter.name.text.as_str().into(), of));
        }
        let lowerings = self.lowerings(body);
        Ok(Method {
            name: name.text.as_str().into(),
            returns,
            parameters,
            is_static: *is_static,
            hidden: *is_hidden,
            block: Rc::new(ScriptBlockValue::new(lowerings, self.scope.module.clone())),
            code: OnceCell::new(),
            base_arguments: base_arguments
                .iter()
                .flatten()
                .map(|argument| lowered(carrier, argument))
                .collect::<Outcome<_>>()?,
        })
    }

    /// The type of a member. One of .NET that is not here constrains nothing: making its value fails.
    fn member_type(&mut self, name: &TypeName) -> Outcome<Option<Rc<Type>>> {
        match types::resolve(self, name) {
            Ok(found) => Ok(Some(found)),
            Err(_) if name.name.contains('.') => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

fn is_void(name: &TypeName) -> bool {
    name.name.eq_ignore_ascii_case("void") || name.name.eq_ignore_ascii_case("System.Void")
}

fn is_interface(of: &Type) -> bool {
    match of {
        Type::Class(class) | Type::Generic { of: class, .. } => {
            class.construct.is_none() && looks_like_interface(class.name)
        }
        _ => false,
    }
}

/// `.NET` names interfaces with an I and a capital letter.
fn looks_like_interface(name: &str) -> bool {
    let short = name.rsplit('.').next().unwrap_or(name);
    let mut letters = short.chars();
    letters.next() == Some('I') && letters.next().is_some_and(char::is_uppercase)
}

/// An empty block that gives a class's expressions their source.
pub(super) fn carrier(tree: &TypeDefinition) -> Rc<ScriptBlock> {
    Rc::new(ScriptBlock {
        source: tree.source.clone(),
        span: tree.span,
        usings: Vec::new(),
        attributes: Vec::new(),
        parameters: None,
        dynamic_param: None,
        begin: None,
        process: None,
        end: None,
        clean: None,
        named_blocks: false,
        requires: Vec::new(),
        help: None,
        parameter_help: Vec::new(),
    })
}

fn lowered(carrier: &Rc<ScriptBlock>, expression: &Expression) -> Outcome<Rc<Code>> {
    let mut code = lower_expression(carrier, expression, Form::Shared)
        .map_err(|error| Fault::not_supported(error.what))?;
    code.is_method = true;
    Ok(Rc::new(code))
}
