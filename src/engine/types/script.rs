//! Types that scripts define.

use super::{ScriptType, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use crate::language::Source;
use crate::language::ast::{TypeDefinition, TypeMember};
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The types that a scope of scripts defines, and the namespaces that its files use.
#[derive(Default)]
pub struct TypeTable {
    /// By folded name.
    by_name: RefCell<HashMap<String, Rc<Type>>>,
    namespaces: RefCell<Vec<String>>,
    /// The table around, seen from methods that run elsewhere.
    outer: Option<Rc<TypeTable>>,
}

impl TypeTable {
    pub fn insert(&self, name: &str, of: Rc<Type>) {
        self.by_name.borrow_mut().insert(name.to_ascii_lowercase(), of);
    }

    /// `using namespace`
    pub fn use_namespace(&self, name: &str) {
        self.namespaces.borrow_mut().push(name.to_ascii_lowercase());
    }

    /// All types defined in this very table.
    pub fn all(&self) -> Vec<Rc<Type>> {
        self.by_name.borrow().values().cloned().collect()
    }

    /// A type of this very table.
    pub fn of(&self, name: &str) -> Option<Rc<Type>> {
        self.by_name.borrow().get(&name.to_ascii_lowercase()).cloned()
    }

    fn find(&self, folded: &str) -> Option<Rc<Type>> {
        let own = self.by_name.borrow().get(folded).cloned();
        own.or_else(|| self.outer.as_ref().and_then(|outer| outer.find(folded)))
    }

    fn add_namespaces(&self, found: &mut Vec<String>) {
        found.extend(self.namespaces.borrow().iter().cloned());
        if let Some(outer) = &self.outer {
            outer.add_namespaces(found);
        }
    }
}

impl std::fmt::Debug for TypeTable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} types", self.by_name.borrow().len())
    }
}

/// The types of a session by the statement that defines them: a function's class is made once.
#[derive(Default)]
pub struct ScriptTypes {
    by_tree: HashMap<usize, Rc<Type>>,
}

impl ScriptTypes {
    pub fn known(&self, tree: usize) -> Option<Rc<Type>> {
        self.by_tree.get(&tree).cloned()
    }

    pub fn remember(&mut self, tree: usize, of: Rc<Type>) {
        self.by_tree.insert(tree, of);
    }
}

/// The table of the current scope, made when it has none.
pub fn own_table(engine: &mut Engine) -> Rc<TypeTable> {
    if let Some(table) = engine.scope.types.borrow().as_ref() {
        return table.clone();
    }
    let outer = engine.scope.chain().find_map(|scope| scope.types.borrow().clone());
    let table = Rc::new(TypeTable { outer, ..TypeTable::default() });
    *engine.scope.types.borrow_mut() = Some(table.clone());
    table
}

/// A script's type by folded name, as the current scope sees it.
pub fn find(engine: &Engine, folded: &str) -> Option<Rc<Type>> {
    engine.scope.chain().find_map(|scope| scope.types.borrow().as_ref().and_then(|table| table.find(folded)))
}

/// The namespaces that the current scope uses, folded.
pub fn namespaces(engine: &Engine) -> Vec<String> {
    let mut found = Vec::new();
    for scope in engine.scope.chain() {
        if let Some(table) = scope.types.borrow().as_ref() {
            table.add_namespaces(&mut found);
        }
    }
    found
}

/// An `enum` statement's type.
#[derive(Debug)]
struct Enumeration {
    name: String,
    values: Vec<(Rc<str>, i64)>,
    flags: bool,
    underlying: &'static str,
    /// Keeps the statement, by whose address the type is known, where it is.
    _tree: Rc<TypeDefinition>,
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

    fn underlying(&self) -> &'static str {
        self.underlying
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Makes the type of an `enum` statement. Errors: a value is not a whole number.
pub fn enumeration(engine: &mut Engine, tree: &Rc<TypeDefinition>) -> Outcome<Rc<Type>> {
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
    sort_by_number(&mut values);
    let name = tree.name.text.clone();
    let underlying = match tree.bases.first() {
        Some(base) => match super::resolve(engine, base)?.as_ref() {
            Type::Class(class) => class.name,
            _ => "System.Int32",
        },
        None => "System.Int32",
    };
    let made: Rc<dyn ScriptType> =
        Rc::new(Enumeration { name, values, flags, underlying, _tree: tree.clone() });
    Ok(Rc::new(Type::Script(made)))
}

/// Puts names in the order of their numbers as .NET does, whose quick sort does not keep the order of equal ones:
/// the first of them is the one that a value shows. Source: `TempEnumValueSorter` of .NET's runtime.
fn sort_by_number(values: &mut [(Rc<str>, i64)]) {
    if !values.is_sorted_by_key(|(_, number)| *number as u64) {
        quick_sort(values);
    }
}

fn quick_sort(values: &mut [(Rc<str>, i64)]) {
    if values.len() < 2 {
        return;
    }
    values.swap(0, (values.len() - 1) / 2);
    let mut last = 0;
    for index in 1..values.len() {
        let is_smaller = match (values.get(index), values.first()) {
            (Some((_, number)), Some((_, pivot))) => (*number as u64) < (*pivot as u64),
            _ => false,
        };
        if is_smaller {
            last += 1;
            values.swap(index, last);
        }
    }
    values.swap(0, last);
    let (left, right) = values.split_at_mut(last);
    quick_sort(left);
    quick_sort(right.get_mut(1..).unwrap_or_default());
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
