//! `Show-Markdown`.

use super::convert_from_markdown::{INFO, converted, files, invalid_type, path_of, read};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::record;
use crate::engine::value::Value;

cmdlet! {
    /// Shows Markdown in colours.
    ///
    /// # Examples
    /// ```powershell
    /// '# Title' | Show-Markdown
    /// Show-Markdown -InputObject '**bold**'
    /// Set-Content ./a.md 'some **bold** text'
    /// Show-Markdown -Path ./a.md
    /// Show-Markdown -LiteralPath ./a.md
    /// ConvertFrom-Markdown ./a.md -AsVT100EncodedString | Show-Markdown
    /// try { '# Title' | Show-Markdown -UseBrowser } catch { $_.Exception.Message }
    /// ```
    "Show-Markdown" as ShowMarkdown {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.ShowMarkdownCommand",
        default_set: "Path",
    }
    parameters {
        /// A text, the object of a file, or what `ConvertFrom-Markdown` sent.
        "InputObject" input: Value { type_name: "psobject", sets: &[Membership { set: "InputObject", position: None, mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNullOrEmpty] },
        /// Files, with wildcards.
        "Path" path: Vec<String> { wildcards: true, sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Files.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// In a browser, as HTML.
        "UseBrowser" browser: bool { validate: &[Validation::NotYet] },
    }
}

impl Cmdlet for ShowMarkdown {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.invocation.set == "InputObject" {
            let input = self.input.unwrapped();
            if let Value::String(text) = input {
                let text = text.to_string();
                return show(context, &text);
            }
            if record::parts(input).is_some_and(|(class, ..)| std::ptr::eq(class, &INFO)) {
                return show_converted(context, input);
            }
            return match path_of(context, input)? {
                Some(path) => show_files(context, &[path], true),
                None => invalid_type(context, input, "InvalidInputObject"),
            };
        }
        let literal = context.invocation.set == "LiteralPath";
        let names = std::mem::take(if literal { &mut self.literal } else { &mut self.path });
        show_files(context, &names, literal)
    }
}

fn show_files(context: &mut Context<'_>, names: &[String], literal: bool) -> Outcome {
    for name in names {
        for path in files(context, name, literal)? {
            if let Some(text) = read(context, &path)? {
                show(context, &text)?;
            }
        }
    }
    Ok(())
}

fn show(context: &mut Context<'_>, text: &str) -> Outcome {
    let info = converted(context, text, true);
    show_converted(context, &info)
}

fn show_converted(context: &mut Context<'_>, info: &Value) -> Outcome {
    let text = record::field(info, "VT100EncodedString");
    match &text {
        Value::String(shown) if !shown.is_empty() => context.output(text),
        _ => {
            let message = "The property VT100EncodedString of the given object is null or empty.";
            let (class, id) = ("System.IO.InvalidDataException", "VT100EncodedStringIsNullOrEmpty");
            context.fail(class, message, id, Category::InvalidData, info.clone())
        }
    }
}
