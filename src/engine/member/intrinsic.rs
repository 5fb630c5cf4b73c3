//! What PowerShell adds to every value: `Count`, `Length`, `PSObject`, `ForEach()`, `Where()`.

use super::{collections, enumerate};
use crate::engine::types::{self, Type, arguments, list};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::rc::Rc;

/// A property that every value has; `None` for other names.
pub fn property(engine: &mut Engine, target: &Value, name: &str) -> Outcome<Option<Value>> {
    Ok(Some(match name.to_ascii_lowercase().as_str() {
        "count" | "length" if !target.is_null() => match enumerate(engine, target)? {
            Some(items) => Value::Int(items.len() as i32),
            None => Value::Int(1),
        },
        "psobject" => collections::view(target),
        "psbase" | "psadapted" => target.unwrapped().clone(),
        "psextended" => target.clone(),
        "pstypenames" => collections::names(target),
        _ => return Ok(None),
    }))
}

/// `ForEach`, or the name that also serves objects with a member of that name.
pub fn is_for_each(name: &str) -> bool {
    name.eq_ignore_ascii_case("ForEach") || name.eq_ignore_ascii_case("PSForEach")
}

/// `Where`, or the name that also serves objects with a member of that name.
pub fn is_where(name: &str) -> bool {
    name.eq_ignore_ascii_case("Where") || name.eq_ignore_ascii_case("PSWhere")
}

/// A method that every value has; `None` for other names.
pub fn method(
    engine: &mut Engine,
    target: &Value,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome<Value>> {
    if is_for_each(name) {
        return Some(for_each(engine, target, arguments));
    }
    if name.eq_ignore_ascii_case("GetEnumerator") {
        return match enumerate(engine, target) {
            Ok(items) => items.map(|items| Ok(types::enumerator::over(items))),
            Err(fault) => Some(Err(fault)),
        };
    }
    if is_where(name) {
        return Some(filter(engine, target, arguments));
    }
    convertible(engine, target, name, arguments)
}

/// The methods of `IConvertible`, which PowerShell finds although .NET's classes hide them.
pub const CONVERTIBLE: &[(&str, &str)] = &[
    ("ToBoolean", "System.Boolean"),
    ("ToByte", "System.Byte"),
    ("ToChar", "System.Char"),
    ("ToDateTime", "System.DateTime"),
    ("ToDecimal", "System.Decimal"),
    ("ToDouble", "System.Double"),
    ("ToInt16", "System.Int16"),
    ("ToInt32", "System.Int32"),
    ("ToInt64", "System.Int64"),
    ("ToSByte", "System.SByte"),
    ("ToSingle", "System.Single"),
    ("ToType", ""),
    ("ToUInt16", "System.UInt16"),
    ("ToUInt32", "System.UInt32"),
    ("ToUInt64", "System.UInt64"),
];

/// Whether a class has the methods of `IConvertible`.
pub fn is_convertible(class: &types::Class) -> bool {
    class.interfaces.contains(&"System.IConvertible")
        || class.enumeration.is_some()
        || class.value_type && class.name.starts_with("System.") && types::number::is_class(class)
        || class.name == "System.String"
}

fn convertible(
    engine: &mut Engine,
    target: &Value,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome<Value>> {
    if arguments.is_empty() || !is_convertible(types::class_of(target)) {
        return None;
    }
    let (_, wanted) = CONVERTIBLE.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let wanted = match arguments.first().map(Value::unwrapped) {
        Some(Value::Type(of)) if wanted.is_empty() => of.clone(),
        _ => types::named(wanted),
    };
    Some(convert::to_type(engine, target.clone(), &wanted))
}

fn items(engine: &mut Engine, target: &Value) -> Outcome<Vec<Value>> {
    Ok(enumerate(engine, target)?.unwrap_or_else(|| vec![target.clone()]))
}

/// What `Where()` and `ForEach()` give.
pub fn collection(items: Vec<Value>) -> Value {
    let argument = types::named("System.Management.Automation.PSObject");
    let of = Type::Generic { of: &types::collection::COLLECTION, arguments: vec![argument] };
    list::made(Rc::new(of), items)
}

fn for_each(engine: &mut Engine, target: &Value, arguments: &[Value]) -> Outcome<Value> {
    let Some(first) = arguments.first() else {
        return Err(super::called(arguments::no_overload(), "ForEach", 0));
    };
    let rest = arguments.get(1..).unwrap_or_default();
    let mut results = Vec::new();
    for item in items(engine, target)? {
        match first.unwrapped() {
            Value::Block(block) => results.extend(engine.invoke_with_item_and(block, item, rest)?),
            Value::Type(of) => results.push(convert::to_type(engine, item, of)?),
            name => {
                let name = convert::to_text(engine, name)?;
                by_name(engine, &item, &name, rest, &mut results)?;
            }
        }
    }
    Ok(collection(results))
}

/// `ForEach('Name')` reads a property or calls a method; with a value it sets the property.
fn by_name(
    engine: &mut Engine,
    item: &Value,
    name: &str,
    rest: &[Value],
    results: &mut Vec<Value>,
) -> Outcome {
    if item.is_null() {
        results.push(Value::Null);
        return Ok(());
    }
    let property = super::own(engine, item, name)?;
    match (property, rest) {
        (Some(value), []) => results.push(value),
        (Some(_), [value]) => super::set(engine, item, name, value.clone())?,
        _ => match super::invoke(engine, item, name, rest)? {
            Value::Empty => {}
            value => results.push(value),
        },
    }
    Ok(())
}

/// `WhereOperatorSelectionMode` by name, prefix or number.
fn selection_mode(value: Option<&Value>) -> Outcome<&'static str> {
    const MODES: [&str; 6] = ["Default", "First", "Last", "SkipUntil", "Until", "Split"];
    let Some(value) = value else { return Ok("Default") };
    let shown = convert::display(value);
    let by_number = convert::is_number(value)
        .then(|| convert::to_i128(value).and_then(|number| usize::try_from(number).ok()))
        .flatten()
        .and_then(|number| MODES.get(number));
    let starts =
        |mode: &&&str| mode.get(..shown.len()).is_some_and(|start| start.eq_ignore_ascii_case(&shown));
    match by_number.or_else(|| MODES.iter().find(|mode| !shown.is_empty() && starts(mode))) {
        Some(mode) => Ok(mode),
        None => Err(convert::not_an_enumerator(
            &shown,
            "System.Management.Automation.WhereOperatorSelectionMode",
            &MODES,
        )),
    }
}

fn filter(engine: &mut Engine, target: &Value, arguments: &[Value]) -> Outcome<Value> {
    let block = match arguments.first().map(Value::unwrapped) {
        Some(Value::Block(block)) => block.clone(),
        Some(Value::String(text)) => engine.compile_block(text)?,
        _ => return Err(super::called(arguments::no_overload(), "Where", arguments.len())),
    };
    let mode = selection_mode(arguments.get(1))?;
    let most = match arguments.get(2) {
        Some(count) => usize::try_from(convert::to_int(count)?).map_err(|_| {
            Fault::runtime(
                "NumberToReturnMustBeGreaterThanZero",
                "The 'numberToReturn' value provided to the Where operator must be greater than zero.",
            )
        })?,
        None => 0,
    };
    let limit = if most == 0 { usize::MAX } else { most };
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    let mut decided = false;
    for item in items(engine, target)? {
        let result = match (mode, decided) {
            ("SkipUntil" | "Until", true) => true,
            ("Split", _) if yes.len() >= limit => false,
            _ => {
                let output = engine.invoke_with_item(&block, item.clone())?;
                convert::to_bool(&Value::from_output(output))
            }
        };
        decided |= result;
        match mode {
            "Until" if result => break,
            "Until" => yes.push(item),
            _ if result => yes.push(item),
            _ => no.push(item),
        }
        let enough = match mode {
            "First" => yes.len() >= most.max(1),
            "Default" | "SkipUntil" | "Until" => yes.len() >= limit,
            _ => false,
        };
        if enough {
            break;
        }
    }
    Ok(match mode {
        "Last" => collection(yes.split_off(yes.len().saturating_sub(most.max(1)))),
        "Split" => Value::array(vec![collection(yes), collection(no)]),
        _ => collection(yes),
    })
}
