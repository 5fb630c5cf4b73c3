//! `New-Item`.

use super::selection::refuse_credential;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{NewItemOptions, reported, unescape};
use crate::engine::value::Value;

cmdlet! {
    /// Makes an item: a file, a folder, a link, a variable, an environment variable, a function.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./data -ItemType Directory | Out-Null
    /// New-Item ./data/note.txt -Value 'text' | Out-Null
    /// New-Item variable:count -Value 3 | Out-Null
    /// New-Item -Path ./data -Name list.txt -ItemType File -Value 'a' -Force | Out-Null
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { New-Item -Path ./data/more.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "New-Item" as NewItem {
        aliases: &["ni"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.NewItemCommand",
        default_set: "pathSet",
        should_process: Some(Impact::Medium),
        output_types: &["System.String", "System.IO.FileInfo", "System.IO.DirectoryInfo"],
    }
    parameters {
        /// Where.
        "Path" path: Vec<String> { sets: &[Membership { set: "pathSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }, Membership { set: "nameSet", position: Some(0), mandatory: false, pipe: Pipe::ByName }] },
        /// Its name inside of the path.
        "Name" name: Option<String> { sets: &[Membership { set: "nameSet", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// What it is: `File`, `Directory`, `SymbolicLink` or `HardLink`; a beginning is enough.
        "ItemType" kind: Option<String> { aliases: &["Type"], pipe: Pipe::ByName },
        /// What it holds, or what a link leads to.
        "Value" value: Option<Value> { aliases: &["Target"], pipe: Pipe::Both },
        /// Replaces a file, makes missing folders.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for NewItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let paths = if self.path.is_empty() { vec![String::new()] } else { self.path.clone() };
        for path in paths {
            let made = self.make(context, &path);
            for item in reported(context, made)?.unwrap_or_default() {
                context.output(item)?;
            }
        }
        Ok(())
    }
}

impl NewItem {
    fn make(&self, context: &mut Context<'_>, path: &str) -> Outcome<Vec<Value>> {
        let mut at = match path.is_empty() {
            true => context.engine.current_location(),
            // Only a folder may be a pattern, whose backticks count; the path of the item itself is taken as it is.
            false if self.name.is_some() => context.engine.parse_path(&unescape(path))?,
            false => context.engine.parse_path(path)?,
        };
        if let Some(name) = self.name.as_deref().filter(|name| !name.is_empty()) {
            at = match at.provider.is_hierarchical() {
                true => {
                    let base = at.shown();
                    context.engine.parse_path(&crate::engine::provider::join_text(&base, name))?
                }
                false => at.with_path(name.to_string()),
            };
        }
        refuse_credential(self.credential.as_ref(), at.provider.as_ref())?;
        let options =
            NewItemOptions { kind: self.kind.clone(), value: self.value.clone(), force: self.force };
        at.provider.new_item(context, &at, &options)
    }
}
