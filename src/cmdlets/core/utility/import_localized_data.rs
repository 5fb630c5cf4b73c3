//! `Import-LocalizedData`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::encoding;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::language::check::restricted_language;
use std::path::{Path, PathBuf};

cmdlet! {
    /// Reads texts in the language of the user from a data file beside the script.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./en-US -ItemType Directory | Out-Null
    /// Set-Content ./en-US/texts.psd1 "@{ Hello = 'Good day' }"
    /// Import-LocalizedData texts -UICulture en-US -BaseDirectory . -FileName texts.psd1
    /// $texts.Hello
    /// Import-LocalizedData -BindingVariable texts -FileName texts -UICulture en-US -BaseDirectory . -SupportedCommand Get-Date
    /// ```
    "Import-LocalizedData" as ImportLocalizedData {
        class: "Microsoft.PowerShell.Commands.ImportLocalizedData",
    }
    parameters {
        /// The variable that gets the texts; without it they are sent on.
        "BindingVariable" binding_variable: Option<String> { aliases: &["Variable"], position: Some(0), validate: &[Validation::NotNullOrEmpty] },
        /// Which language; the session says otherwise.
        "UICulture" ui_culture: Option<String> { position: Some(1) },
        /// Where the folders of the languages are; the folder of the script otherwise.
        "BaseDirectory" base_directory: Option<String>,
        /// The data file; the script's name otherwise.
        "FileName" file_name: Option<String>,
        /// Commands that the file may call.
        "SupportedCommand" supported_command: Vec<String>,
    }
}

impl Cmdlet for ImportLocalizedData {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(file) = self.find(context)? else { return Ok(()) };
        let text = match std::fs::read(&file) {
            Ok(bytes) => encoding::decode(&bytes),
            Err(error) => {
                return crate::cmdlets::core::files::failed(context, &file, &error, "FileOpenFailure");
            }
        };
        let Some(value) = self.evaluate(context, &text)? else {
            let shown = file.display().to_string();
            let message = format!(
                "The following error occurred while PowerShell was loading the '{shown}' script file:\nThe file does more than give data."
            );
            let class = "System.InvalidOperationException";
            return Err(context.terminate(
                class,
                message,
                "ImportLocalizedData",
                Category::OpenError,
                Value::text(shown),
            ));
        };
        match &self.binding_variable {
            Some(name) => context.engine.set_variable(name, value),
            None => context.output(value),
        }
    }
}

impl ImportLocalizedData {
    /// The file of the language, of its neutral language, or without one; a warning when there is none.
    fn find(&self, context: &mut Context<'_>) -> Outcome<Option<PathBuf>> {
        let script = context.engine.script_file();
        let base = match (&self.base_directory, &script) {
            (Some(folder), _) => context.engine.resolve_path(folder),
            (None, Some(script)) => Path::new(script).parent().unwrap_or(Path::new("/")).to_path_buf(),
            (None, None) => return Err(self.outside(context, "BaseDirectory")),
        };
        let name = match (&self.file_name, &script) {
            (Some(name), _) => name.clone(),
            (None, Some(script)) => {
                Path::new(script).file_name().unwrap_or_default().to_string_lossy().into_owned()
            }
            (None, None) => return Err(self.outside(context, "FileName")),
        };
        let file = Path::new(&name).with_extension("psd1");
        let culture = match &self.ui_culture {
            Some(name) => name.clone(),
            None => crate::engine::culture::current().name.to_string(),
        };
        let mut folder = culture.as_str();
        loop {
            let candidate = base.join(folder).join(&file);
            if candidate.is_file() {
                return Ok(Some(candidate));
            }
            match folder.rsplit_once('-') {
                Some((neutral, _)) => folder = neutral,
                None if folder.is_empty() => break,
                None => folder = "",
            }
        }
        let message = format!(
            "Cannot find the PowerShell data file '{}' in directory '{}' or any parent culture directories.",
            file.display(),
            base.join(&culture).display()
        );
        context.fail(
            "System.Management.Automation.PSInvalidOperationException",
            message,
            "ImportLocalizedData",
            Category::ObjectNotFound,
            Value::Null,
        )?;
        Ok(None)
    }

    fn outside(&self, context: &Context<'_>, parameter: &str) -> Box<Fault> {
        let message = format!(
            "The {parameter} parameter was not specified. The {parameter} parameter is required when Import-LocalizedData is not called from a script file."
        );
        let class = "System.Management.Automation.PSInvalidOperationException";
        context.terminate(class, message, "InvalidOperation", Category::InvalidOperation, Value::Null)
    }

    /// What the file says; `None` when it does more than that.
    fn evaluate(&self, context: &mut Context<'_>, text: &str) -> Outcome<Option<Value>> {
        let block = context.engine.compile_block(text)?;
        let Some(body) = &block.tree().end else { return Ok(None) };
        let mut allowed = self.supported_command.clone();
        allowed.push("ConvertFrom-StringData".into());
        if !restricted_language(body, &allowed, &["PSCulture".into(), "PSUICulture".into()]).is_empty() {
            return Ok(None);
        }
        let output = context.invoke_block(&block, &[])?;
        Ok(Some(Value::from_output(output)))
    }
}
