//! `Add-Content`.

use super::selection::{ItemFilters, NamedPath};
use super::write_targets::{WriteTargets, Writing, Written};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::{Engine, Outcome};

cmdlet! {
    /// Adds values at the end of items.
    ///
    /// # Examples
    /// ```powershell
    /// Add-Content ./list.txt 'c'
    /// Add-Content -Path ./list.txt -Value 'd', 'e' -PassThru
    /// Add-Content -LiteralPath ./list.txt -Value 'f' -NoNewline -Encoding utf8
    /// Add-Content -Path ./* -Value 'g' -Filter *.txt -Include list* -Exclude *.log -Force
    /// Add-Content -Path ./bytes.bin -Value ([byte]1, [byte]255) -AsByteStream
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Add-Content -Path ./list.txt -Value 'h' -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Add-Content" as AddContent {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.AddContentCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { written: Written, paths: NamedPath, filters: ItemFilters, writing: Writing }
    state { targets: WriteTargets }
}

impl Cmdlet for AddContent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection =
            self.paths.selection(self.filters.with(self.writing.force), self.writing.credential.as_ref());
        self.targets.take(context, &selection, (&self.written, &self.writing), true)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.targets.close(context)
    }

    fn clean(&mut self, engine: &mut Engine) {
        self.targets.abandon(engine);
    }
}
