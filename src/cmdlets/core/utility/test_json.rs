//! `Test-Json`.

use super::json_schema::{self, Violation};
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::{self, Filters};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use jsonschema::Validator;
use std::path::{Path, PathBuf};

cmdlet! {
    /// Tells whether a text is JSON, and whether it is what a schema asks for.
    ///
    /// # Examples
    /// ```powershell
    /// '{ "name": "Ann" }' | Test-Json
    /// Test-Json -Json '{ "age": 34 }' -Schema '{ "properties": { "age": { "type": "integer" } } }'
    /// Test-Json -Json '[1, 2,] // two' -Options IgnoreComments, AllowTrailingCommas
    /// Set-Content ./a.json '{ "a": 1 }'; Set-Content ./schema.json '{ "required": ["a"] }'
    /// Test-Json -Path ./a.json -SchemaFile ./schema.json
    /// Test-Json -LiteralPath ./a.json
    /// ```
    "Test-Json" as TestJson {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.TestJsonCommand",
        default_set: "JsonString",
        output_types: &["System.Boolean"],
    }
    parameters {
        /// The text.
        "Json" json: String { validate: &[Validation::AllowEmptyString], sets: &[
            Membership { set: "JsonString", position: Some(0), mandatory: true, pipe: Pipe::ByValue },
            Membership { set: "JsonStringWithSchemaString", position: Some(0), mandatory: true, pipe: Pipe::ByValue },
            Membership { set: "JsonStringWithSchemaFile", position: Some(0), mandatory: true, pipe: Pipe::ByValue },
        ] },
        /// A file with the text; with wildcards.
        "Path" path: String { wildcards: true, sets: &[
            Membership { set: "JsonPath", position: Some(0), mandatory: true, pipe: Pipe::ByName },
            Membership { set: "JsonPathWithSchemaString", position: Some(0), mandatory: true, pipe: Pipe::ByName },
            Membership { set: "JsonPathWithSchemaFile", position: Some(0), mandatory: true, pipe: Pipe::ByName },
        ] },
        /// A file with the text.
        "LiteralPath" literal: String { aliases: &["PSPath", "LP"], sets: &[
            Membership { set: "JsonLiteralPath", position: Some(0), mandatory: true, pipe: Pipe::ByName },
            Membership { set: "JsonLiteralPathWithSchemaString", position: Some(0), mandatory: true, pipe: Pipe::ByName },
            Membership { set: "JsonLiteralPathWithSchemaFile", position: Some(0), mandatory: true, pipe: Pipe::ByName },
        ] },
        /// The schema.
        "Schema" schema: String { validate: &[Validation::NotNullOrEmpty], sets: &[
            Membership { set: "JsonStringWithSchemaString", position: Some(1), mandatory: true, pipe: Pipe::No },
            Membership { set: "JsonPathWithSchemaString", position: Some(1), mandatory: true, pipe: Pipe::No },
            Membership { set: "JsonLiteralPathWithSchemaString", position: Some(1), mandatory: true, pipe: Pipe::No },
        ] },
        /// A file with the schema.
        "SchemaFile" schema_file: String { validate: &[Validation::NotNullOrEmpty], sets: &[
            Membership { set: "JsonStringWithSchemaFile", position: Some(1), mandatory: true, pipe: Pipe::No },
            Membership { set: "JsonPathWithSchemaFile", position: Some(1), mandatory: true, pipe: Pipe::No },
            Membership { set: "JsonLiteralPathWithSchemaFile", position: Some(1), mandatory: true, pipe: Pipe::No },
        ] },
        /// What is read besides strict JSON.
        "Options" options: Vec<String> { aliases: &["Option"], values: &["IgnoreComments", "AllowTrailingCommas"], validate: &[Validation::NotNullOrEmpty] },
    }
    state { validator: Option<Validator> }
}

/// The class of the exceptions that PowerShell wraps what went wrong in.
const EXCEPTION: &str = "System.Exception";

impl Cmdlet for TestJson {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.bound("Schema") {
            let made = json_schema::validator(&self.schema, None);
            self.validator =
                Some(made.map_err(|_| invalid_schema(context, Value::text(self.schema.as_str())))?);
        } else if context.bound("SchemaFile") {
            let path = context.engine.resolve_path(&self.schema_file);
            let target = Value::text(path.display().to_string());
            let Ok(bytes) = std::fs::read(&path) else {
                let message = format!("Cannot open JSON schema file: {}", path.display());
                let id = "JsonSchemaFileOpenFailure";
                return Err(context.terminate(EXCEPTION, message, id, Category::OpenError, target));
            };
            let text = crate::engine::types::encoding::decode(&bytes);
            self.validator = Some(
                json_schema::validator(&text, Some(&path)).map_err(|_| invalid_schema(context, target))?,
            );
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let text = if context.bound("Json") {
            std::mem::take(&mut self.json)
        } else {
            let literal = context.bound("LiteralPath");
            let name = std::mem::take(if literal { &mut self.literal } else { &mut self.path });
            let Some(path) = file(context, &name, literal)? else { return Ok(()) };
            match std::fs::read(&path) {
                Ok(bytes) => crate::engine::types::encoding::decode(&bytes),
                Err(error) => return Err(files::not_opened(context, &path, &error)),
            }
        };
        let valid = self.test(context, &text)?;
        context.output(Value::Bool(valid))
    }
}

impl TestJson {
    /// Reports what is wrong with a text, and says whether nothing is.
    fn test(&self, context: &mut Context<'_>, text: &str) -> Outcome<bool> {
        let has = |wanted: &str| self.options.iter().any(|option| option.eq_ignore_ascii_case(wanted));
        let strict = json_schema::strict(text, has("IgnoreComments"), has("AllowTrailingCommas"));
        let target = || Value::text(text);
        let Ok(document) = serde_json::from_str::<serde_json::Value>(&strict) else {
            let message = "Cannot parse the JSON.";
            context.fail(EXCEPTION, message, "InvalidJson", Category::InvalidData, target())?;
            return Ok(false);
        };
        let Some(validator) = &self.validator else { return Ok(true) };
        let violations = json_schema::violations(validator, &document);
        for Violation { what, place } in &violations {
            let message = format!("The JSON is not valid with the schema: {what} at '{place}'");
            let id = "InvalidJsonAgainstSchemaDetailed";
            context.fail(EXCEPTION, message, id, Category::InvalidData, target())?;
        }
        Ok(violations.is_empty())
    }
}

fn invalid_schema(context: &Context<'_>, target: Value) -> Box<Fault> {
    let message = "Cannot parse the JSON schema.";
    context.terminate(EXCEPTION, message, "InvalidJsonSchema", Category::InvalidData, target)
}

/// The one file that a path names; nothing when the path is a pattern of none, which is reported.
fn file(context: &mut Context<'_>, name: &str, literal: bool) -> Outcome<Option<PathBuf>> {
    let found = provider::expand(context.engine, name, literal, &Filters::default()).unwrap_or_default();
    if let Some(path) = found.first() {
        return Ok(Some(path.file()));
    }
    if !literal && Path::new(&context.engine.resolve_path(name)).exists() {
        // A file whose name has brackets is no pattern that finds it.
        let path = context.engine.resolve_path(name);
        return Err(files::not_opened(context, &path, &std::io::ErrorKind::NotFound.into()));
    }
    let message = format!("Cannot find path '{name}' because it does not exist.");
    let class = "System.Management.Automation.ItemNotFoundException";
    let target = Value::text(name);
    context.fail(class, message, "PathNotFound", Category::ObjectNotFound, target)?;
    Ok(None)
}
