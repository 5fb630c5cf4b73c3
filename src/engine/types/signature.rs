//! Signatures as `Get-Member` prints them, read once: what overload resolution works on.

use super::{Class, Type, registry, resolve};
use foldhash::fast::RandomState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// One overload.
#[derive(Debug)]
pub struct Signature {
    pub parameters: Vec<Parameter>,
    /// The last parameter takes any number of arguments (`Params`).
    pub variadic: bool,
    /// Parameters without a default.
    pub required: usize,
    /// The type parameters of the method itself, if any, are among the types of its parameters.
    pub inferred: bool,
}

#[derive(Debug)]
pub struct Parameter {
    pub name: Rc<str>,
    pub shape: Shape,
    /// `[ref]`
    pub by_reference: bool,
}

/// What a parameter takes.
#[derive(Clone, Debug)]
pub enum Shape {
    /// `System.Object`, and type parameters of the method: anything.
    Any,
    Exact(Rc<Type>),
    /// A type parameter of the class, by its place.
    Parameter(usize),
    Array(Box<Shape>),
    /// `IEnumerable[T]` and the interfaces over it.
    Sequence(Box<Shape>),
    /// A generic class whose arguments are not all known.
    Generic(&'static Class),
    /// A delegate: a script block serves.
    Delegate,
    /// A type that the tables do not have: `$null` is one, and what names it among its interfaces.
    Unknown(Box<str>),
}

type Key = (usize, usize, usize);

thread_local! {
    static READ: RefCell<HashMap<Key, Rc<[Signature]>, RandomState>> = RefCell::new(HashMap::default());
}

/// The overloads of a member; explicit implementations of interfaces are only shown, never called.
pub fn signatures(texts: &'static [&'static str], class: &Class) -> Rc<[Signature]> {
    let key = (texts.as_ptr() as usize, texts.len(), class.parameters.as_ptr() as usize);
    if let Some(found) = READ.with_borrow(|read| read.get(&key).cloned()) {
        return found;
    }
    let made: Rc<[Signature]> = texts.iter().filter_map(|text| read(text, class.parameters)).collect();
    READ.with_borrow_mut(|read| read.insert(key, made.clone()));
    made
}

/// Reads one overload; `None` for an explicit implementation of an interface.
fn read(text: &str, of_class: &[&str]) -> Option<Signature> {
    let (head, rest) = text.split_once('(')?;
    let name = head.rsplit(' ').next().unwrap_or(head);
    let (name, of_method) = match name.split_once('[') {
        Some((name, list)) => (name, list.trim_end_matches(']').split(',').collect::<Vec<_>>()),
        None => (name, Vec::new()),
    };
    if name.contains('.') {
        return None;
    }
    let inside = rest.strip_suffix(')').unwrap_or(rest);
    let mentions = |name: &&str| inside.split(|part: char| !part.is_alphanumeric()).any(|word| word == *name);
    let inferred = of_method.iter().all(mentions);
    let mut made = Signature { parameters: Vec::new(), variadic: false, required: 0, inferred };
    for part in parts(inside) {
        let (part, optional) = match part.split_once(" = ") {
            Some((part, _)) => (part, true),
            None => (part, false),
        };
        let (part, variadic) = match part.strip_prefix("Params ") {
            Some(part) => (part, true),
            None => (part, false),
        };
        let (part, by_reference) =
            match ["[ref] ", "[out] ", "[in] "].iter().find_map(|start| part.strip_prefix(start)) {
                Some(part) => (part, true),
                None => (part, false),
            };
        let (of, name) = part.rsplit_once(' ').unwrap_or((part, ""));
        made.variadic |= variadic;
        made.required += usize::from(!optional && !variadic);
        made.parameters.push(Parameter {
            name: name.into(),
            shape: shape(of, of_class, &of_method),
            by_reference,
        });
    }
    Some(made)
}

/// Parts between commas outside of brackets: of `int a, List[int] b`, two.
pub fn parts(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0i32;
    let split = list.split(move |character| {
        depth += i32::from(character == '[') - i32::from(character == ']');
        character == ',' && depth == 0
    });
    split.map(str::trim).filter(|part| !part.is_empty())
}

const SEQUENCES: &[&str] = &[
    "System.Collections.Generic.IEnumerable",
    "System.Collections.Generic.ICollection",
    "System.Collections.Generic.IList",
    "System.Collections.Generic.IReadOnlyCollection",
    "System.Collections.Generic.IReadOnlyList",
    "System.Collections.Generic.ISet",
    "System.Collections.Generic.IReadOnlySet",
];
const DELEGATES: &[&str] =
    &["System.Func", "System.Action", "System.Predicate", "System.Comparison", "System.Converter"];

/// Whether a name is that of a delegate, which a script block serves for.
fn is_delegate(name: &str) -> bool {
    DELEGATES.contains(&name)
        || ["EventHandler", "Callback", "Evaluator", "ThreadStart"].iter().any(|end| name.ends_with(end))
}

fn shape(text: &str, of_class: &[&str], of_method: &[&str]) -> Shape {
    if let Some(element) = text.strip_suffix("[]") {
        let element = shape(element, of_class, of_method);
        return match element {
            Shape::Exact(element) => Shape::Exact(Rc::new(Type::Array { element, rank: 1 })),
            other => Shape::Array(Box::new(other)),
        };
    }
    if let Some(place) = of_class.iter().position(|name| *name == text) {
        return Shape::Parameter(place);
    }
    if text == "System.Object" || of_method.contains(&text) {
        return Shape::Any;
    }
    if is_delegate(text) {
        return Shape::Delegate;
    }
    if let Some((name, list)) = text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        return generic(name, list, of_class, of_method);
    }
    match registry::find(&resolve::full_name_of(text)) {
        Some(of) => Shape::Exact(of),
        None => Shape::Unknown(text.into()),
    }
}

fn generic(name: &str, list: &str, of_class: &[&str], of_method: &[&str]) -> Shape {
    if is_delegate(name) {
        return Shape::Delegate;
    }
    let mut arguments: Vec<Shape> = parts(list).map(|part| shape(part, of_class, of_method)).collect();
    if name == "System.Nullable" {
        return arguments.pop().unwrap_or(Shape::Any);
    }
    if SEQUENCES.contains(&name) {
        return Shape::Sequence(Box::new(arguments.pop().unwrap_or(Shape::Any)));
    }
    let Some(found) = registry::find(name) else { return Shape::Unknown(name.into()) };
    let Type::Class(of) = found.as_ref() else { return Shape::Unknown(name.into()) };
    let known: Option<Vec<Rc<Type>>> = arguments
        .iter()
        .map(|argument| match argument {
            Shape::Exact(of) => Some(of.clone()),
            _ => None,
        })
        .collect();
    match known {
        Some(arguments) => Shape::Exact(Rc::new(Type::Generic { of, arguments })),
        None => Shape::Generic(of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_read() {
        let read = read(
            "string[] Split(char separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)",
            &[],
        )
        .unwrap();
        assert_eq!((read.parameters.len(), read.required, read.variadic), (3, 2, false));
        assert_eq!(read.parameters[1].name.as_ref(), "count");
        assert!(super::read("int IComparable.CompareTo(System.Object obj)", &[]).is_none());
        let generic =
            super::read("void AddRange(System.Collections.Generic.IEnumerable[T] collection)", &["T"]);
        assert!(
            matches!(&generic.unwrap().parameters[0].shape, Shape::Sequence(of) if matches!(**of, Shape::Parameter(0)))
        );
        let by_reference =
            super::read("bool TryGetValue(TKey key, [ref] TValue value)", &["TKey", "TValue"]).unwrap();
        assert!(by_reference.parameters[1].by_reference);
    }
}
