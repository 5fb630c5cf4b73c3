//! The files of role capabilities and session configurations: tables as text, a comment above each entry.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, types};

/// One entry: its name, its comment, and what stands there as an example.
pub(super) struct Row {
    pub key: &'static str,
    pub comment: &'static str,
    pub example: &'static str,
}

/// A file as it is written.
pub(super) struct SessionFile {
    text: String,
    /// Entries without a value stand as comments.
    full: bool,
}

impl SessionFile {
    pub(super) fn new(full: bool) -> SessionFile {
        SessionFile { text: "@{\n\n".to_string(), full }
    }

    /// Writes an entry: its value, or the example as a comment.
    pub(super) fn row(&mut self, context: &mut Context<'_>, row: &Row, value: Option<&Value>) -> Outcome {
        let given = value.filter(|value| !value.is_null());
        let line = match given {
            Some(value) => format!("{} = {}", row.key, written(context, value)?),
            None if self.full => format!("# {} = {}", row.key, row.example),
            None => return Ok(()),
        };
        self.text.push_str(&format!("# {}\n{line}\n\n", row.comment));
        Ok(())
    }

    /// Who wrote it: id, author, description, company and rights.
    pub(super) fn identity(&mut self, context: &mut Context<'_>, given: Identity<'_>) -> Outcome {
        let guid = match given.guid {
            Some(guid) => Value::text(convert::display(guid)),
            None => {
                let of = types::named("System.Guid");
                let made = member::invoke_static(context.engine, &of, "NewGuid", &[])?;
                Value::text(convert::display(&made))
            }
        };
        let author = match given.author {
            Some(author) => convert::display(author),
            None => context.engine.environment.get("USER").cloned().unwrap_or_else(|| "root".into()),
        };
        let rights = match given.copyright {
            Some(rights) => rights.clone(),
            None => Value::text(format!("(c) {author}. All rights reserved.")),
        };
        let company = given.company.cloned().unwrap_or_else(|| Value::text("Unknown"));
        let all = std::mem::replace(&mut self.full, true);
        self.row(context, &GUID, Some(&guid))?;
        self.row(context, &AUTHOR, Some(&Value::text(author)))?;
        self.row(context, &DESCRIPTION, given.description)?;
        self.full = all;
        if all || given.company.is_some() {
            self.row(context, &COMPANY, Some(&company))?;
        }
        if all || given.copyright.is_some() {
            self.row(context, &COPYRIGHT, Some(&rights))?;
        }
        Ok(())
    }

    /// Writes the file. Errors: its name has another ending, or it cannot be written.
    pub(super) fn save(mut self, context: &mut Context<'_>, path: &str, ending: &str, id: &str) -> Outcome {
        self.text.push_str("}\n");
        let file = context.engine.resolve_path(path);
        if !path.to_ascii_lowercase().ends_with(ending) {
            let message = format!(
                "The path '{path}' is not valid. The path must be a file system path that ends with {ending}."
            );
            let class = "System.InvalidOperationException";
            return Err(context.terminate(class, message, id, Category::InvalidArgument, Value::text(path)));
        }
        match Replacement::whole(&file, false, self.text.as_bytes()) {
            Ok(()) => Ok(()),
            Err(error) => {
                let message = format!("{}: {error}", file.display());
                let target = Value::text(path);
                Err(context.terminate(
                    "System.IO.IOException",
                    message,
                    "FileOpenFailure",
                    Category::OpenError,
                    target,
                ))
            }
        }
    }
}

/// What was said of who wrote a file.
pub(super) struct Identity<'a> {
    pub guid: Option<&'a Value>,
    pub author: Option<&'a Value>,
    pub description: Option<&'a Value>,
    pub company: Option<&'a Value>,
    pub copyright: Option<&'a Value>,
}

const GUID: Row = Row { key: "GUID", comment: "ID used to uniquely identify this document", example: "''" };
const AUTHOR: Row = Row { key: "Author", comment: "Author of this document", example: "''" };
const DESCRIPTION: Row = Row {
    key: "Description",
    comment: "Description of the functionality provided by these settings",
    example: "''",
};
const COMPANY: Row =
    Row { key: "CompanyName", comment: "Company associated with this document", example: "''" };
const COPYRIGHT: Row =
    Row { key: "Copyright", comment: "Copyright statement for this document", example: "''" };

/// A value as PowerShell reads it back.
fn written(context: &mut Context<'_>, value: &Value) -> Outcome<String> {
    if let Some(table) = hashtable::table(value) {
        let pairs: Vec<(Value, Value)> =
            table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        let mut parts = Vec::new();
        for (key, value) in pairs {
            parts.push(format!("{} = {}", quoted(&convert::display(&key)), written(context, &value)?));
        }
        return Ok(format!("@{{ {} }}", parts.join("; ")));
    }
    match value.unwrapped() {
        Value::Bool(flag) => return Ok(if *flag { "$true" } else { "$false" }.to_string()),
        Value::Block(block) => return Ok(format!("{{{}}}", block.definition())),
        other if convert::is_number(other) => return Ok(convert::display(other)),
        _ => {}
    }
    match member::enumerate(context.engine, value)? {
        Some(items) => {
            let items: Outcome<Vec<String>> = items.iter().map(|item| written(context, item)).collect();
            Ok(items?.join(", "))
        }
        None => Ok(quoted(&convert::display(value))),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
