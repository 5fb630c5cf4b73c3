//! The files of role capabilities and session configurations: tables as text, a comment above each entry.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::hashtable;
use crate::engine::types::io_error;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, types};
use crate::language::literal::quoted;

/// One entry: its name, its comment, and what stands there as an example.
pub(super) struct Row {
    pub key: &'static str,
    pub comment: &'static str,
    pub example: &'static str,
}

// Entries that both kinds of files have.
pub(super) const MODULES_TO_IMPORT_ROW: Row = Row {
    key: "ModulesToImport",
    comment: "Modules to import when applied to a session",
    example: "'MyCustomModule', @{ ModuleName = 'MyCustomModule'; ModuleVersion = '1.0.0.0' }",
};
pub(super) const VISIBLE_ALIASES_ROW: Row = Row {
    key: "VisibleAliases",
    comment: "Aliases to make visible when applied to a session",
    example: "'Item1', 'Item2'",
};
pub(super) const VISIBLE_CMDLETS_ROW: Row = Row {
    key: "VisibleCmdlets",
    comment: "Cmdlets to make visible when applied to a session",
    example: "'Invoke-Cmdlet1'",
};
pub(super) const VISIBLE_FUNCTIONS_ROW: Row = Row {
    key: "VisibleFunctions",
    comment: "Functions to make visible when applied to a session",
    example: "'Invoke-Function1'",
};
pub(super) const VISIBLE_EXTERNAL_COMMANDS_ROW: Row = Row {
    key: "VisibleExternalCommands",
    comment: "External commands (scripts and applications) to make visible when applied to a session",
    example: "'Item1', 'Item2'",
};
pub(super) const VISIBLE_PROVIDERS_ROW: Row = Row {
    key: "VisibleProviders",
    comment: "Providers to make visible when applied to a session",
    example: "'Item1', 'Item2'",
};
pub(super) const SCRIPTS_TO_PROCESS_ROW: Row = Row {
    key: "ScriptsToProcess",
    comment: "Scripts to run when applied to a session",
    example: "'C:\\ConfigData\\InitScript1.ps1', 'C:\\ConfigData\\InitScript2.ps1'",
};
pub(super) const ALIAS_DEFINITIONS_ROW: Row = Row {
    key: "AliasDefinitions",
    comment: "Aliases to be defined when applied to a session",
    example: "@{ Name = 'Alias1'; Value = 'Invoke-Alias1'}",
};
pub(super) const FUNCTION_DEFINITIONS_ROW: Row = Row {
    key: "FunctionDefinitions",
    comment: "Functions to define when applied to a session",
    example: "@{ Name = 'MyFunction'; ScriptBlock = { param($MyInput) $MyInput } }",
};
pub(super) const VARIABLE_DEFINITIONS_ROW: Row = Row {
    key: "VariableDefinitions",
    comment: "Variables to define when applied to a session",
    example: "@{ Name = 'Variable1'; Value = 'InitialValue' }",
};
pub(super) const ENVIRONMENT_VARIABLES_ROW: Row = Row {
    key: "EnvironmentVariables",
    comment: "Environment variables to define when applied to a session",
    example: "@{ Variable1 = 'Value1'; Variable2 = 'Value2' }",
};
pub(super) const TYPES_TO_PROCESS_ROW: Row = Row {
    key: "TypesToProcess",
    comment: "Type files (.ps1xml) to load when applied to a session",
    example: "'C:\\ConfigData\\MyTypes.ps1xml'",
};
pub(super) const FORMATS_TO_PROCESS_ROW: Row = Row {
    key: "FormatsToProcess",
    comment: "Format files (.ps1xml) to load when applied to a session",
    example: "'C:\\ConfigData\\MyFormats.ps1xml'",
};
pub(super) const ASSEMBLIES_TO_LOAD_ROW: Row = Row {
    key: "AssembliesToLoad",
    comment: "Assemblies to load when applied to a session",
    example: "'System.Web'",
};

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
                let message = io_error::exception(&error, &file, false).message;
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
