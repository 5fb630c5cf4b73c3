//! Accessors by name: `get_Length()`, `set_Item(…)`, properties with an index, and methods as values.

use super::{find_method, get, index, set, set_index};
use crate::engine::error::{Category, Exception};
use crate::engine::types::{self, arguments};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};

/// The name of a value's property with an index: `Item`, `Chars`.
pub fn indexed_property(target: &Value) -> Option<&'static str> {
    if let Some(indexer) = types::class_of(target).indexer {
        return indexer.signature.split_once('(').and_then(|(head, _)| head.rsplit(' ').next());
    }
    match types::hashtable::table(target).is_some() || types::list::cells(target).is_some() {
        true => Some("Item"),
        false => None,
    }
}

/// A call that means a property: `get_Name()`, `set_Name(value)`, `Item(index)`; `None` when it does not.
pub fn call(engine: &mut Engine, target: &Value, name: &str, args: &[Value]) -> Option<Outcome<Value>> {
    let indexed = indexed_property(target);
    let is_indexed = |name: &str| indexed.is_some_and(|known| known.eq_ignore_ascii_case(name));
    if is_indexed(name) && args.len() == 1 {
        return Some(indexed_get(engine, target, indexed.unwrap_or_default(), arguments::any(args, 0).ok()?));
    }
    let start = name.get(..4)?;
    let rest = name.get(4..)?;
    if start.eq_ignore_ascii_case("get_") {
        if is_indexed(rest) {
            let [at] = args else { return None };
            return Some(index(engine, target, at));
        }
        if args.is_empty() && super::class_property(types::class_of(target), rest).is_some() {
            return Some(get(engine, target, rest).map(Option::unwrap_or_default));
        }
    }
    if start.eq_ignore_ascii_case("set_") {
        if let (true, [at, value]) = (is_indexed(rest), args) {
            return Some(set_index(engine, target, at, value.clone()).map(|()| Value::Empty));
        }
        if let [value] = args
            && super::class_property(types::class_of(target), rest).is_some()
        {
            return Some(set(engine, target, rest, value.clone()).map(|()| Value::Empty));
        }
    }
    None
}

/// `$text.Chars(0)`: failures read as those of a property.
fn indexed_get(engine: &mut Engine, target: &Value, name: &str, at: &Value) -> Outcome<Value> {
    let result = match types::class_of(target).indexer {
        Some(indexer) => (indexer.get)(engine, target, at),
        None => index(engine, target, at),
    };
    result.map_err(|fault| getting(fault, name))
}

/// `Exception getting "x": "…"`
pub fn getting(fault: Box<Fault>, name: &str) -> Box<Fault> {
    let Fault::Error { record, .. } = &*fault else { return fault };
    if record.id != arguments::THROWN {
        return fault;
    }
    let message = format!("Exception getting \"{name}\": \"{}\"", record.exception.message);
    let exception = Exception::new("System.Management.Automation.GetValueInvocationException", message)
        .with_inner(record.exception.clone());
    Fault::error(exception, "ExceptionWhenGetting", Category::NotSpecified, Value::Null)
}

/// `Exception setting "x": "…"`
pub fn setting(fault: Box<Fault>, name: &str) -> Box<Fault> {
    let Fault::Error { record, .. } = &*fault else { return fault };
    let message = format!("Exception setting \"{name}\": \"{}\"", record.message());
    let exception = Exception::new("System.Management.Automation.SetValueInvocationException", message)
        .with_inner(record.exception.clone());
    Fault::error(exception, "ExceptionWhenSetting", Category::NotSpecified, Value::Null)
}

/// The method of a value as a value; `None` when it has none of this name.
pub fn method_value(target: &Value, name: &str) -> Option<Value> {
    let (class, method) = find_method(types::class_of(target), name)?;
    let signatures = super::describe::substituted(class, target, method.signatures);
    Some(types::method_object::value(target.clone(), method.name, signatures))
}
