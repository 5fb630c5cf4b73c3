//! `Clear-Item`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::reported;
use crate::engine::value::Value;

cmdlet! {
    /// Empties items: a variable has no value then, an environment variable is gone.
    ///
    /// # Examples
    /// ```powershell
    /// $count = 3
    /// Clear-Item variable:count
    /// $count = 3
    /// Clear-Item -LiteralPath variable:count -Force
    /// Clear-Item -Path variable:cou* -Include count -Exclude counter
    /// try { Clear-Item -Path variable:count -Filter c* -ErrorAction Stop } catch { $_.Exception.Message }
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Clear-Item -Path variable:count -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Clear-Item" as ClearItem {
        aliases: &["cli"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.ClearItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: PipedPath }
    parameters {
        /// Hidden and read-only items too.
        "Force" force: bool,
    }
    shared { filters: ItemFilters }
    parameters {
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for ClearItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        for at in selection.items(context)? {
            let done = at.provider.clear_item(context, &at);
            reported(context, done)?;
        }
        Ok(())
    }
}
