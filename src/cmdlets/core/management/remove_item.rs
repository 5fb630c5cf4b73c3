//! `Remove-Item`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;

cmdlet! {
    /// Removes files and folders.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./old.txt 'x'
    /// Remove-Item ./old.txt
    /// ```
    "Remove-Item" as RemoveItem { aliases: &["del", "erase", "rd", "ri", "rm", "rmdir"], module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.RemoveItemCommand", should_process: Some(Impact::Medium) }
    parameters {
        /// Which; wildcards are allowed.
        "Path" path: Vec<String> { position: Some(0), pipe: Pipe::Both, wildcards: true },
        /// Which, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
        /// With all that is inside.
        "Recurse" recurse: bool,
        /// Read-only and hidden ones too.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in files::existing(context, &self.path, &self.literal)? {
            let folder = path.is_dir() && !path.is_symlink();
            let verb = if folder { "Remove Directory" } else { "Remove File" };
            if !context.should_process(&path.display().to_string(), verb)? {
                continue;
            }
            let full = folder && std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some());
            if full && !self.recurse {
                let message = format!(
                    "Directory {} cannot be removed because it is not empty; -Recurse removes it with all that is inside.",
                    path.display()
                );
                context.fail(
                    "System.IO.IOException",
                    message,
                    "RemoveItemIOError",
                    Category::WriteError,
                    Value::text(path.display().to_string()),
                )?;
                continue;
            }
            let removed = if folder { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
            if let Err(error) = removed {
                files::failed(context, &path, &error, "RemoveItemIOError")?;
            }
        }
        Ok(())
    }
}
