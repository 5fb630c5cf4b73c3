//! `Env:`

use super::session::SessionStore;
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// The environment of the session. Names differ by case, as everywhere on Unix.
#[derive(Clone, Copy)]
pub struct EnvironmentStore;

impl SessionStore for EnvironmentStore {
    fn name(&self) -> &'static str {
        "Environment"
    }

    fn names(&self, engine: &mut Engine) -> Vec<String> {
        engine.environment.keys().cloned().collect()
    }

    fn item(&self, engine: &mut Engine, name: &str) -> Option<Value> {
        let value = self.value(engine, name)?;
        Some(hashtable::entry(Value::text(name), value))
    }

    fn value(&self, engine: &mut Engine, name: &str) -> Option<Value> {
        engine.environment.get(name).map(|text| Value::text(text.as_str()))
    }

    fn set(&self, engine: &mut Engine, name: &str, value: Value, _force: bool) -> Outcome {
        let text = convert::to_text(engine, &value)?;
        match value.is_null() {
            true => engine.environment.shift_remove(name),
            false => engine.environment.insert(name.to_string(), text),
        };
        Ok(())
    }

    fn remove(&self, engine: &mut Engine, name: &str, _force: bool) -> Outcome {
        engine.environment.shift_remove(name);
        Ok(())
    }
}
