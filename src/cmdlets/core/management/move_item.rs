//! `Move-Item`.

use super::selection::{self, ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;
use crate::engine::value::Value;

cmdlet! {
    /// Moves items.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Move-Item ./a.txt ./b.txt
    /// Move-Item -LiteralPath ./b.txt -Destination ./c.txt -Force -PassThru
    /// New-Item ./data -ItemType Directory | Out-Null
    /// Move-Item -Path ./* -Destination ./data -Filter *.txt -Include c* -Exclude *.log
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Move-Item -Path ./data -Destination ./z -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Move-Item" as MoveItem {
        aliases: &["mi", "move"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.MoveItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: PipedPath }
    parameters {
        /// Where to.
        "Destination" destination: Option<String> { position: Some(1), pipe: Pipe::ByName },
        /// Over existing files.
        "Force" force: bool,
    }
    shared { filters: ItemFilters }
    parameters {
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for MoveItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        for at in selection.items(context)? {
            let to = selection::destination(context, &at, self.destination.as_deref());
            let Some(to) = reported(context, to)? else { continue };
            let moved = at.provider.move_item(context, &at, &to, self.force);
            let sent = reported(context, moved)?;
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}
