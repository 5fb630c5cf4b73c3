//! `CachedValidValuesGeneratorBase`: what generates the values of a `[ValidateSet()]` and keeps them for a while.
//!
//! The methods that scripts override belong to an object of the script's class; what is kept is with the object of
//! this class inside of it.

use super::table::methods;
use super::{Class, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, class, member};
use std::any::Any;
use std::cell::RefCell;
use std::time::{Duration, Instant};

/// The interface of all generators.
pub(in crate::engine) const INTERFACE: &str = "System.Management.Automation.IValidateSetValuesGenerator";

#[derive(Debug)]
struct Cache {
    /// How long values stay; zero: not at all.
    lifetime: Duration,
    kept: RefCell<Option<(Instant, Value)>>,
}

impl Native for Cache {
    fn class(&self) -> &'static Class {
        &BASE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The values of a generator: those that are kept, or new ones. `$null` when it gives null.
pub(in crate::engine) fn values(engine: &mut Engine, generator: &Value) -> Outcome<Value> {
    let base = class::base_value(generator).cloned();
    let Some(cache) = base.as_ref().and_then(|base| base.as_native::<Cache>()) else {
        return member::invoke(engine, generator, "GetValidValues", &[]);
    };
    let kept = cache.kept.borrow().clone();
    if let Some((until, values)) = kept.filter(|(until, _)| Instant::now() < *until) {
        let _ = until;
        return Ok(values);
    }
    let values = member::invoke(engine, generator, "GenerateValidValues", &[])?;
    if !values.is_null() && !cache.lifetime.is_zero() {
        let until = Instant::now().checked_add(cache.lifetime);
        cache.kept.replace(until.map(|until| (until, values.clone())));
    }
    Ok(values)
}

static BASE: Class = Class {
    name: "System.Management.Automation.CachedValidValuesGeneratorBase",
    base: Some(&object::OBJECT),
    interfaces: &[INTERFACE],
    construct: Some(|_, args| {
        let seconds = u64::try_from(arguments::int(args, 0)?).unwrap_or(0);
        Ok(Value::native(Cache { lifetime: Duration::from_secs(seconds), kept: RefCell::default() }))
    }),
    constructors: &[
        "System.Management.Automation.CachedValidValuesGeneratorBase new(int cacheExpirationInSeconds)",
    ],
    methods: methods! {
        GetValidValues "string[] GetValidValues()" => |_, this, _| {
            // A class of a script answers by `values`; there are only the kept ones here.
            let kept = this.as_native::<Cache>().and_then(|cache| cache.kept.borrow().clone());
            Ok(kept.map(|(_, values)| values).unwrap_or_default())
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BASE];
