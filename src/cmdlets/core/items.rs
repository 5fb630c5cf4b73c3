//! `New-Item` and `Remove-Item` over files and folders.

use super::files;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::path::Path;

cmdlet! {
    /// Makes a file or a folder.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./data -ItemType Directory | Out-Null
    /// New-Item ./data/note.txt -ItemType File -Value 'text' | Out-Null
    /// ```
    "New-Item" as NewItem { aliases: &["ni"], module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.NewItemCommand", should_process: Some(Impact::Medium) }
    parameters {
        /// Where.
        "Path" path: Vec<String> { position: Some(0), pipe: Pipe::ByName },
        /// Its name inside the path.
        "Name" name: Option<String> { pipe: Pipe::ByName },
        /// What it is.
        "ItemType" kind: Option<String> { aliases: &["Type"], pipe: Pipe::ByName },
        /// What a file holds.
        "Value" value: Option<Value> { aliases: &["Target"], pipe: Pipe::Both },
        /// Replaces a file, and makes missing folders.
        "Force" force: bool,
    }
}

impl Cmdlet for NewItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let paths = if self.path.is_empty() { vec![".".to_string()] } else { self.path.clone() };
        for path in paths {
            let full = match &self.name {
                Some(name) => context.engine.resolve_path(&format!("{path}/{name}")),
                None => context.engine.resolve_path(&path),
            };
            let folder = self.kind.as_deref().is_some_and(|kind| {
                kind.eq_ignore_ascii_case("directory") || kind.eq_ignore_ascii_case("container")
            });
            let verb = if folder { "Create Directory" } else { "Create File" };
            if !context.should_process(&format!("Destination: {}", full.display()), verb)? {
                continue;
            }
            self.make(context, &full, folder)?;
        }
        Ok(())
    }
}

impl NewItem {
    fn make(&self, context: &mut Context<'_>, path: &Path, folder: bool) -> Outcome {
        let shown = path.display().to_string();
        if path.exists() && !self.force {
            let message = if folder {
                format!("An item with the specified name {shown} already exists.")
            } else {
                format!("The file '{shown}' already exists.")
            };
            let (id, category) = if folder {
                ("DirectoryExist", Category::ResourceExists)
            } else {
                ("NewItemIOError", Category::WriteError)
            };
            return context.fail("System.IO.IOException", message, id, category, Value::text(shown));
        }
        let made = if folder {
            std::fs::create_dir_all(path)
        } else {
            let text = match &self.value {
                Some(value) => convert::to_text(context.engine, value)?,
                None => String::new(),
            };
            let parents =
                if self.force { path.parent().map_or(Ok(()), std::fs::create_dir_all) } else { Ok(()) };
            parents.and_then(|()| std::fs::write(path, text))
        };
        match made {
            Ok(()) => context.output(Value::text(shown)),
            Err(error) => files::failed(context, path, &error, "NewItemIOError"),
        }
    }
}

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
