//! `ProcessStartInfo`: what a process is started with.

use super::record::{self, field, record_class};
use super::{Class, arguments, hashtable, io_error, list};
use crate::engine::lookup::Command as Found;
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

record_class!(RECORD "System.Diagnostics.ProcessStartInfo" [
    "Arguments" "string", "ArgumentList" "System.Collections.ObjectModel.Collection[string]", "CreateNoWindow" "bool",
    "Domain" "string", "Environment" "System.Collections.Generic.IDictionary[string,string]",
    "EnvironmentVariables" "System.Collections.Specialized.StringDictionary", "ErrorDialog" "bool", "FileName" "string",
    "LoadUserProfile" "bool", "RedirectStandardError" "bool", "RedirectStandardInput" "bool",
    "RedirectStandardOutput" "bool", "StandardErrorEncoding" "System.Text.Encoding",
    "StandardInputEncoding" "System.Text.Encoding", "StandardOutputEncoding" "System.Text.Encoding",
    "UserName" "string", "UseShellExecute" "bool", "Verb" "string",
    "WindowStyle" "System.Diagnostics.ProcessWindowStyle", "WorkingDirectory" "string",
] set);

pub(super) static START_INFO: Class = Class {
    construct: Some(|engine, args| {
        let made = fresh(engine);
        for (index, name) in ["FileName", "Arguments"].into_iter().enumerate() {
            match args.get(index) {
                Some(list @ Value::Array(_)) => {
                    let items = arguments::items(engine, list)?;
                    record::set_field(&made, "ArgumentList", list::collection_of("System.String", items));
                }
                Some(text) => record::set_field(&made, name, Value::text(convert::to_text(engine, text)?)),
                None => {}
            }
        }
        Ok(made)
    }),
    constructors: &[
        "System.Diagnostics.ProcessStartInfo new()",
        "System.Diagnostics.ProcessStartInfo new(string fileName)",
        "System.Diagnostics.ProcessStartInfo new(string fileName, string arguments)",
        "System.Diagnostics.ProcessStartInfo new(string fileName, System.Collections.Generic.IEnumerable[string] arguments)",
    ],
    ..RECORD
};

/// One with nothing in it but the environment of the session.
pub(super) fn fresh(engine: &Engine) -> Value {
    let mut variables = Hashtable::new(true);
    variables.case_sensitive = true;
    for (name, value) in &engine.environment {
        variables.set(Value::text(name.as_str()), Value::text(value.as_str()));
    }
    let variables = hashtable_value(variables);
    let fields = RECORD.properties.iter().map(|property| {
        let value = match (property.name, property.type_name) {
            ("ArgumentList", _) => list::collection_of("System.String", Vec::new()),
            ("Environment" | "EnvironmentVariables", _) => variables.clone(),
            (_, "bool") => Value::Bool(false),
            (_, "string") => Value::text(""),
            _ => Value::Null,
        };
        (property.name, value)
    });
    let fields: Vec<(&'static str, Value)> = fields.collect();
    record::made(&START_INFO, "", fields)
}

/// One command line as arguments: .NET's rules, where double quotes hold words together and a backslash
/// stands for itself unless a quote follows.
pub fn split(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut current: Option<String> = None;
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek() == Some(&'"') => {
                characters.next();
                current.get_or_insert_default().push('"');
            }
            '"' => {
                quoted = !quoted;
                current.get_or_insert_default();
            }
            ' ' | '\t' if !quoted => arguments.extend(current.take()),
            other => current.get_or_insert_default().push(other),
        }
    }
    arguments.extend(current);
    arguments
}

fn is_set(info: &Value, name: &str) -> bool {
    convert::to_bool(&field(info, name))
}

/// Whether everything that is wanted can be had. Errors: what cannot, rather than a process that is not as it was asked for.
fn check(engine: &mut Engine, info: &Value) -> Outcome {
    for name in ["UserName", "Domain", "Verb"] {
        if !convert::display(&field(info, name)).is_empty() {
            return Err(Fault::not_supported(format!("ProcessStartInfo.{name}")));
        }
    }
    if is_set(info, "LoadUserProfile") {
        return Err(Fault::not_supported("ProcessStartInfo.LoadUserProfile"));
    }
    for name in ["StandardErrorEncoding", "StandardInputEncoding", "StandardOutputEncoding"] {
        let wanted = field(info, name);
        let web_name = member::get(engine, &wanted, "WebName")?.map(|name| convert::display(&name));
        if web_name.is_some_and(|name| name != "utf-8") {
            return Err(Fault::not_supported(format!("ProcessStartInfo.{name} other than UTF-8")));
        }
    }
    let listed = arguments::items(engine, &field(info, "ArgumentList"))?;
    if !listed.is_empty() && !convert::display(&field(info, "Arguments")).is_empty() {
        let message = "Only one of Arguments or ArgumentList may be used.";
        return Err(arguments::invalid_operation(message));
    }
    Ok(())
}

/// Starts a process. Errors: it has no name, or the system cannot start it.
pub(super) fn start(engine: &mut Engine, info: &Value) -> Outcome<Child> {
    let name = convert::display(&field(info, "FileName"));
    if name.is_empty() {
        let message = "Cannot start process because a file name has not been provided.";
        return Err(arguments::invalid_operation(message));
    }
    check(engine, info)?;
    let folder = convert::display(&field(info, "WorkingDirectory"));
    let folder: PathBuf =
        if folder.is_empty() { engine.location.clone() } else { engine.resolve_path(&folder) };
    let program = match engine.find_command(&name) {
        Ok(Found::Program(path)) => path.into_os_string(),
        _ => name.clone().into(),
    };
    let mut command = Command::new(program);
    let listed = arguments::items(engine, &field(info, "ArgumentList"))?;
    command.args(split(&convert::display(&field(info, "Arguments"))));
    command.args(listed.iter().map(convert::display));
    command.current_dir(&folder).env_clear();
    if let Some(table) = hashtable::table(&field(info, "Environment")) {
        let table = table.borrow();
        let entries = table.iter().filter(|(_, value)| !value.is_null());
        command.envs(entries.map(|(name, value)| (convert::display(name), convert::display(value))));
    }
    let pipe = |wanted: &str| if is_set(info, wanted) { Stdio::piped() } else { Stdio::inherit() };
    command
        .stdin(pipe("RedirectStandardInput"))
        .stdout(pipe("RedirectStandardOutput"))
        .stderr(pipe("RedirectStandardError"));
    engine.host.flush();
    command.spawn().map_err(|error| {
        let message = format!(
            "An error occurred trying to start process '{name}' with working directory '{}'. {}",
            folder.display(),
            io_error::reason(&error)
        );
        arguments::throw("System.ComponentModel.Win32Exception", message)
    })
}

pub(super) const CLASSES: &[&Class] = &[&START_INFO];

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn quotes_hold_words_together() {
        assert_eq!(split("a \"b c\" d"), ["a", "b c", "d"]);
        assert_eq!(split("\"\" x\\\"y"), ["", "x\"y"]);
        assert!(split("  ").is_empty());
    }
}
