//! Data files (`.psd1`): a table in the restricted language, and what a module's manifest says.

use crate::engine::error::{Category, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use crate::language::Source;
use crate::language::check::restricted_language;
use std::path::Path;
use std::rc::Rc;

/// Variables that a data file may read.
const VARIABLES: [&str; 4] = ["PSScriptRoot", "PSEdition", "EnabledExperimentalFeatures", "PSVersionTable"];

/// Reads a data file. Errors: it cannot be read or parsed, or it is not only data.
pub fn read(engine: &mut Engine, path: &Path) -> Outcome<Value> {
    let text = match std::fs::read(path) {
        Ok(bytes) => crate::engine::types::encoding::decode(&bytes),
        Err(error) => return Err(Fault::runtime("ReadError", format!("{}: {error}", path.display()))),
    };
    of_source(engine, Rc::new(Source::new(Some(path.display().to_string().into()), text)), path)
}

/// The table of a text that is only data. Errors: it is not.
pub fn of_text(engine: &mut Engine, text: &str) -> Outcome<Value> {
    of_source(engine, Source::inline(text), Path::new(""))
}

fn of_source(engine: &mut Engine, source: Rc<Source>, path: &Path) -> Outcome<Value> {
    let value = constant(engine, source, path)?;
    match value.unwrapped() {
        Value::Object(object) if matches!(object.kind, ObjectKind::Hashtable(_)) => Ok(value),
        _ => Err(not_data(path, "it does not hold a hashtable")),
    }
}

/// The value of a text that is only data. Errors: it would run something.
pub fn constant(engine: &mut Engine, source: Rc<Source>, path: &Path) -> Outcome<Value> {
    let parsed = engine.parse(source);
    let Some(tree) = parsed.script.clone().filter(|_| parsed.errors.is_empty()) else {
        return Err(crate::engine::scripts::parse_fault(&parsed));
    };
    let variables: Vec<String> = VARIABLES.iter().map(|name| name.to_string()).collect();
    let refused =
        tree.end.as_ref().and_then(|block| restricted_language(block, &[], &variables).into_iter().next());
    if let Some(error) = refused {
        return Err(not_data(path, &error.message));
    }
    let lowerings = engine.lowerings(&tree);
    let block = Rc::new(ScriptBlockValue::new(lowerings, None));
    engine.invoke_block(&block, &[]).map(Value::from_output)
}

fn not_data(path: &Path, why: &str) -> Box<Fault> {
    let message = format!(
        "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. {}: {why}",
        path.display()
    );
    let exception = Exception::new("System.InvalidOperationException", message);
    Fault::error(exception, "System.InvalidOperationException", Category::InvalidOperation, Value::Null)
}

/// A key's value; `$null` when it is not there.
pub fn key(manifest: &Value, name: &str) -> Value {
    match manifest.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table) => table.borrow().get_text(name).cloned().unwrap_or_default(),
            _ => Value::Null,
        },
        _ => Value::Null,
    }
}

/// A key's texts; `None` when it is not there.
pub fn texts(engine: &mut Engine, manifest: &Value, name: &str) -> Outcome<Option<Vec<String>>> {
    let value = key(manifest, name);
    if value.is_null() {
        return Ok(None);
    }
    let mut found = Vec::new();
    for item in member::enumerate(engine, &value)?.unwrap_or_else(|| vec![value]) {
        found.push(convert::to_text(engine, &item)?);
    }
    Ok(Some(found))
}
