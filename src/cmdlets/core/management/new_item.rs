//! `New-Item`.

use crate::cmdlet;
use crate::cmdlets::core::files;
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
