//! `System.AggregateException`: several exceptions in one.

use super::exception::{EXCEPTION, MESSAGE, of, value, whole, with_parts};
use super::table::{methods, properties};
use super::{Class, array, collection, delegate};
use crate::engine::error::Exception;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};

pub(super) const NAME: &str = "System.AggregateException";
const OWN: &str = "One or more errors occurred.";
/// Name under which the inner exceptions are kept.
const INNER: &str = "InnerExceptions";

/// The message, and behind it those of the inner exceptions.
fn message_of(own: &str, inner: &[Exception]) -> String {
    inner.iter().fold(own.to_string(), |text, one| format!("{text} ({})", one.message))
}

fn made(own: &str, inner: Vec<Exception>) -> Value {
    let values: Vec<Value> = inner.iter().cloned().map(value).collect();
    let mut made = with_parts(NAME, message_of(own, &inner), values.first());
    made.data.push((INNER.into(), Value::array(values)));
    made.data.push(("Own".into(), Value::text(own)));
    value(made)
}

/// `()`, `(message)`, `(message, inner)`, `(inner …)`, `(message, inner …)`.
fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (own, rest) = match args {
        [first, rest @ ..] if matches!(first.unwrapped(), Value::String(_) | Value::Null) => {
            (convert::to_text(engine, first)?, rest)
        }
        _ => (OWN.to_string(), args),
    };
    let mut inner = Vec::new();
    for given in rest {
        for item in member::enumerate(engine, given)?.unwrap_or_else(|| vec![given.clone()]) {
            let Some(exception) = whole(&item) else {
                let message = "An element of innerExceptions was null.";
                return Err(super::arguments::throw("System.ArgumentException", message));
            };
            inner.push(exception);
        }
    }
    Ok(made(&own, inner))
}

/// The exceptions inside; of one that came from elsewhere, its single inner one.
fn inner(this: &Value) -> Vec<Value> {
    let Some(exception) = of(this) else { return Vec::new() };
    match exception.data.iter().find(|(name, _)| name.as_ref() == INNER) {
        Some((_, values)) => array::items(values),
        None => exception.inner.iter().map(|inner| value((**inner).clone())).collect(),
    }
}

fn own_text(this: &Value) -> String {
    let Some(exception) = of(this) else { return OWN.into() };
    let own = exception.data.iter().find(|(name, _)| name.as_ref() == "Own");
    own.map_or_else(|| OWN.to_string(), |(_, text)| convert::display(text))
}

fn flat(this: &Value, found: &mut Vec<Exception>) {
    for item in inner(this) {
        match whole(&item) {
            Some(exception) if exception.class.as_ref() == NAME => flat(&item, found),
            Some(exception) => found.push(exception),
            None => {}
        }
    }
}

fn flatten(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let mut found = Vec::new();
    flat(this, &mut found);
    Ok(made(&own_text(this), found))
}

/// Throws again what the predicate does not take.
fn handle(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let predicate = super::arguments::any(args, 0)?;
    let mut left = Vec::new();
    for item in inner(this) {
        if !delegate::test(engine, predicate, std::slice::from_ref(&item))? {
            left.extend(whole(&item));
        }
    }
    match left.is_empty() {
        true => Ok(Value::Empty),
        false => {
            let text = own_text(this);
            let exception = whole(&made(&text, left)).unwrap_or_else(|| Exception::new(NAME, text));
            let category = crate::engine::error::Category::NotSpecified;
            Err(Fault::error(exception, NAME, category, Value::Null))
        }
    }
}

/// The first exception inside that is no aggregate of one.
fn base(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let mut current = this.clone();
    loop {
        let next = match of(&current) {
            Some(exception) if exception.class.as_ref() == NAME => inner(&current),
            Some(exception) => exception.inner.iter().map(|inner| value((**inner).clone())).collect(),
            None => Vec::new(),
        };
        match <[Value; 1]>::try_from(next) {
            Ok([only]) => current = only,
            Err(_) => return Ok(current),
        }
    }
}

pub(super) static AGGREGATE: Class = Class {
    name: NAME,
    base: Some(&EXCEPTION),
    properties: properties! {
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Exception]" InnerExceptions => |_, this| Ok(collection::read_only(&super::named("System.Exception"), inner(this)));
        "string" Message => MESSAGE.get;
    },
    methods: methods! {
        Flatten "System.AggregateException Flatten()" => flatten;
        Handle "void Handle(System.Func[System.Exception,bool] predicate)" => handle;
        GetBaseException "System.Exception GetBaseException()" => base;
    },
    construct: Some(construct),
    constructors: &[
        "System.AggregateException new()",
        "System.AggregateException new(string message)",
        "System.AggregateException new(string message, System.Exception innerException)",
        "System.AggregateException new(System.Collections.Generic.IEnumerable[System.Exception] innerExceptions)",
        "System.AggregateException new(Params System.Exception[] innerExceptions)",
        "System.AggregateException new(string message, System.Collections.Generic.IEnumerable[System.Exception] innerExceptions)",
        "System.AggregateException new(string message, Params System.Exception[] innerExceptions)",
    ],
    ..Class::EMPTY
};
