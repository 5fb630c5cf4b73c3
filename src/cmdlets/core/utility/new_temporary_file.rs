//! `New-TemporaryFile`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types;
use crate::engine::value::Value;
use crate::engine::{Outcome, member};

cmdlet! {
    /// Makes an empty file in the folder for temporary files.
    ///
    /// # Examples
    /// ```powershell
    /// New-TemporaryFile | Remove-Item
    /// ```
    "New-TemporaryFile" as NewTemporaryFile {
        class: "Microsoft.PowerShell.Commands.NewTemporaryFileCommand",
        should_process: Some(Impact::Low),
        output_types: &["System.IO.FileInfo"],
    }
    parameters {}
}

impl Cmdlet for NewTemporaryFile {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let folder = std::env::temp_dir();
        if !context.should_process(&folder.display().to_string(), "New-TemporaryFile")? {
            return Ok(());
        }
        let made = tempfile::Builder::new().prefix("tmp").suffix(".tmp").tempfile_in(&folder);
        let path = match made.and_then(|file| file.keep().map_err(|error| error.error)) {
            Ok((_, path)) => path,
            Err(error) => {
                return Err(context.terminate(
                    "System.IO.IOException",
                    error.to_string(),
                    "NewTemporaryFileWriteError",
                    Category::WriteError,
                    Value::text(folder.display().to_string()),
                ));
            }
        };
        let class = types::resolve_text(context.engine, "System.IO.FileInfo")?;
        let arguments = [Value::text(path.display().to_string())];
        let file = member::invoke_static(context.engine, &class, "new", &arguments)?;
        context.output(file)
    }
}
