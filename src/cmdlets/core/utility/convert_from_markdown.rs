//! `ConvertFrom-Markdown`.

use super::markdown;
use super::markdown_options::Colours;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::provider::{self, Filters};
use crate::engine::types::record::{field, made};
use crate::engine::types::{Class, encoding, io_error, object, type_of};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member};
use std::path::{Path, PathBuf};

/// What a text was converted to.
pub static INFO: Class = Class {
    name: "Microsoft.PowerShell.MarkdownRender.MarkdownInfo",
    base: Some(&object::OBJECT),
    properties: &[
        crate::engine::types::Property {
            name: "Html",
            type_name: "string",
            get: |_, this| Ok(field(this, "Html")),
            set: None,
        },
        crate::engine::types::Property {
            name: "VT100EncodedString",
            type_name: "string",
            get: |_, this| Ok(field(this, "VT100EncodedString")),
            set: None,
        },
        crate::engine::types::Property {
            name: "Tokens",
            type_name: "Markdig.Syntax.MarkdownDocument",
            get: |_, _| Err(Fault::not_supported("the tree of a Markdown text (Tokens)")),
            set: None,
        },
    ],
    construct: Some(|_, _| Ok(made(&INFO, "", []))),
    constructors: &["Microsoft.PowerShell.MarkdownRender.MarkdownInfo new()"],
    ..Class::EMPTY
};

cmdlet! {
    /// Converts Markdown to HTML, or to text with colours.
    ///
    /// # Examples
    /// ```powershell
    /// ('# Title' | ConvertFrom-Markdown).Html
    /// ConvertFrom-Markdown -InputObject 'some **bold** text' -AsVT100EncodedString
    /// Set-Content ./a.md '# Title'
    /// ConvertFrom-Markdown -Path ./a.md
    /// ConvertFrom-Markdown -LiteralPath ./a.md
    /// ```
    "ConvertFrom-Markdown" as ConvertFromMarkdown {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.ConvertFromMarkdownCommand",
        default_set: "PathParamSet",
        output_types: &["Microsoft.PowerShell.MarkdownRender.MarkdownInfo"],
    }
    parameters {
        /// Files, with wildcards.
        "Path" path: Vec<String> { wildcards: true, sets: &[Membership { set: "PathParamSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Files.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralParamSet", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// A text, or the object of a file.
        "InputObject" input: Value { type_name: "psobject", sets: &[Membership { set: "InputObjParamSet", position: None, mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNullOrEmpty] },
        /// Text with escape sequences instead of HTML.
        "AsVT100EncodedString" coloured: bool,
    }
}

impl Cmdlet for ConvertFromMarkdown {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.invocation.set == "InputObjParamSet" {
            let input = self.input.unwrapped();
            if let Value::String(text) = input {
                let text = text.to_string();
                let info = converted(context, &text, self.coloured);
                return context.output(info);
            }
            return match path_of(context, input)? {
                Some(path) => self.files(context, &[path], true),
                None => invalid_type(context, input, "InvalidInputObject"),
            };
        }
        let literal = context.invocation.set == "LiteralParamSet";
        let names = std::mem::take(if literal { &mut self.literal } else { &mut self.path });
        self.files(context, &names, literal)
    }
}

impl ConvertFromMarkdown {
    fn files(&self, context: &mut Context<'_>, names: &[String], literal: bool) -> Outcome {
        for name in names {
            for path in files(context, name, literal)? {
                if let Some(text) = read(context, &path)? {
                    let info = converted(context, &text, self.coloured);
                    context.output(info)?;
                }
            }
        }
        Ok(())
    }
}

/// The object of a converted text.
pub(super) fn converted(context: &mut Context<'_>, text: &str, coloured: bool) -> Value {
    if coloured {
        let colours = Colours::of(context.engine);
        return made(&INFO, "", [("VT100EncodedString", Value::text(markdown::coloured(text, &colours)))]);
    }
    made(&INFO, "", [("Html", Value::text(markdown::html(text)))])
}

/// The path of a file's object; nothing for other values.
pub(super) fn path_of(context: &mut Context<'_>, value: &Value) -> Outcome<Option<String>> {
    if type_of(value).full_name() != "System.IO.FileInfo" {
        return Ok(None);
    }
    let path = member::get(context.engine, value, "FullName")?.unwrap_or_default();
    Ok(Some(convert::display(&path)))
}

/// Reports that a value is neither text nor a file.
pub(super) fn invalid_type(context: &mut Context<'_>, value: &Value, id: &str) -> Outcome {
    let message = format!("The type of the input object '{}' is invalid.", type_of(value).full_name());
    let class = "System.Management.Automation.PSInvalidCastException";
    context.fail(class, message, id, Category::InvalidData, value.clone())
}

/// The files that a path names; that there are none is reported.
pub(super) fn files(context: &mut Context<'_>, name: &str, literal: bool) -> Outcome<Vec<PathBuf>> {
    let target = Value::text(name);
    let found = match provider::expand(context.engine, name, literal, &Filters::default()) {
        Ok(found) => found,
        Err(_) => {
            let message = format!("Cannot find path '{name}' because it does not exist.");
            let class = "System.Management.Automation.ItemNotFoundException";
            context.fail(class, message, "FileNotFound", Category::ResourceUnavailable, target)?;
            return Ok(Vec::new());
        }
    };
    if found.iter().any(|path| !path.is_file_system()) {
        let message = "Value does not fall within the expected range.";
        let id = "OnlyFileSystemPathsSupported";
        context.fail("System.ArgumentException", message, id, Category::InvalidArgument, target)?;
        return Ok(Vec::new());
    }
    Ok(found.iter().map(|path| path.file()).collect())
}

/// The text of a file; that it cannot be read is reported.
pub(super) fn read(context: &mut Context<'_>, path: &Path) -> Outcome<Option<String>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(encoding::decode(&bytes))),
        Err(error) => {
            let exception = io_error::exception(&error, path, false);
            let id = match error.kind() {
                std::io::ErrorKind::PermissionDenied => "FileUnauthorizedAccess",
                _ => "FileNotFound",
            };
            let target = Value::text(path.display().to_string());
            context.fail(&exception.class, exception.message, id, Category::ResourceUnavailable, target)?;
            Ok(None)
        }
    }
}
