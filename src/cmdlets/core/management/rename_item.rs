//! `Rename-Item`.

use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::operators::has_wildcard;
use crate::engine::provider::{Filters, reported, unescape};
use crate::engine::value::Value;

cmdlet! {
    /// Gives an item another name in the same place.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Rename-Item ./a.txt b.txt
    /// Rename-Item -Path ./b.txt -NewName c.txt -PassThru
    /// Rename-Item -LiteralPath ./c.txt -NewName d.txt -Force
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Rename-Item -Path ./d.txt -NewName e.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Rename-Item" as RenameItem {
        aliases: &["ren", "rni"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.RenameItemCommand",
        default_set: "ByPath",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// The new name.
        "NewName" new_name: Option<String> { position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for RenameItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (path, literal): (Vec<_>, Vec<_>) =
            (self.path.iter().cloned().collect(), self.literal.iter().cloned().collect());
        let filters = Filters { force: self.force, ..Filters::default() };
        let selection =
            Selection { path: &path, literal: &literal, filters, credential: self.credential.as_ref() };
        let found = selection.items(context)?;
        if let Some(path) = self.path.as_ref().filter(|path| has_wildcard(path) && found.len() != 1) {
            // Of several items, and of none, the pattern itself is looked for.
            let path = unescape(path);
            let message = format!("Cannot rename because item at '{path}' does not exist.");
            let class = "System.Management.Automation.PSInvalidOperationException";
            return context.fail(class, message, "InvalidOperation", Category::InvalidOperation, Value::Null);
        }
        let name = self.new_name.clone().unwrap_or_default();
        for at in found {
            let renamed = at.provider.rename_item(context, &at, &name, self.force);
            let sent = reported(context, renamed)?;
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}
