//! Types that scripts define.

use super::{ScriptType, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use crate::language::Source;
use crate::language::ast::{TypeDefinition, TypeMember};
use std::any::Any;
use std::collections::HashMap;
use std::rc::Rc;

/// The script types of a session, by folded name.
#[derive(Default)]
pub struct ScriptTypes {
    by_name: HashMap<String, Rc<Type>>,
}

/// An `enum` statement's type.
#[derive(Debug)]
struct Enumeration {
    name: String,
    values: Vec<(Rc<str>, i64)>,
    flags: bool,
}

impl ScriptType for Enumeration {
    fn name(&self) -> &str {
        &self.name
    }

    fn base(&self) -> Option<Rc<Type>> {
        None
    }

    fn enumeration(&self) -> Option<&[(Rc<str>, i64)]> {
        Some(&self.values)
    }

    fn is_flags(&self) -> bool {
        self.flags
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A script type by folded name.
pub fn find(engine: &mut Engine, folded: &str) -> Option<Rc<Type>> {
    engine.extension::<ScriptTypes>().by_name.get(folded).cloned()
}

/// Makes the type of an `enum` statement. Errors: a value is not a whole number.
pub fn define_enumeration(engine: &mut Engine, tree: &Rc<TypeDefinition>) -> Outcome {
    let flags = tree.attributes.iter().any(|attribute| {
        let name = attribute.name.name.to_ascii_lowercase();
        name == "flags" || name == "system.flagsattribute" || name == "flagsattribute"
    });
    let mut values: Vec<(Rc<str>, i64)> = Vec::new();
    let mut next: i64 = 0;
    for member in &tree.members {
        let TypeMember::EnumValue { name, value, .. } = member else { continue };
        if let Some(expression) = value {
            let written = expression.span.text(&tree.source.text);
            next = constant(engine, written, &values)?;
        }
        values.push((name.text.as_str().into(), next));
        next = next.wrapping_add(1);
    }
    let name = tree.name.text.clone();
    let made: Rc<dyn ScriptType> = Rc::new(Enumeration { name: name.clone(), values, flags });
    engine.extension::<ScriptTypes>().by_name.insert(name.to_ascii_lowercase(), Rc::new(Type::Script(made)));
    Ok(())
}

/// A constant expression's number; earlier names of the same enumeration may stand in it.
fn constant(engine: &mut Engine, written: &str, known: &[(Rc<str>, i64)]) -> Outcome<i64> {
    if let Some((_, number)) = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(written.trim())) {
        return Ok(*number);
    }
    let parsed = crate::language::parse(Source::inline(written));
    if !parsed.errors.is_empty() {
        return Err(Fault::runtime(
            "InvalidEnumValue",
            format!("The value '{written}' of the enumeration is not valid."),
        ));
    }
    let block = engine.compile_block(written)?;
    let items = engine.invoke_block(&block, &[])?;
    convert::to_long(&Value::from_output(items))
}

/// Casts to a class of a script.
pub fn convert(value: Value, wanted: &Rc<Type>) -> Outcome<Value> {
    if super::is_a(&super::type_of(&value), wanted) {
        return Ok(value);
    }
    Err(convert::no_conversion(&value, &wanted.full_name()))
}
