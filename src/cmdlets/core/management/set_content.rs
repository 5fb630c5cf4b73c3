//! `Set-Content`.

use super::selection::{ItemFilters, NamedPath};
use super::write_targets::{WriteTargets, Writing, Written};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::{Engine, Outcome};

cmdlet! {
    /// Writes values to items, replacing what they held. A file takes its new content when all is written.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./list.txt 'a', 'b'
    /// Set-Content -Path ./list.txt -Value 'c' -NoNewline -Encoding utf8 -PassThru
    /// Set-Content -LiteralPath ./list.txt -Value 'd' -Force
    /// Set-Content -Path ./* -Value 'e' -Filter *.txt -Include l* -Exclude *.log
    /// Set-Content -Path ./bytes.bin -Value ([byte]1, [byte]255) -AsByteStream
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Set-Content -Path ./list.txt -Value 'f' -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Set-Content" as SetContent {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.SetContentCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { written: Written, paths: NamedPath, filters: ItemFilters, writing: Writing }
    state { targets: WriteTargets }
}

impl Cmdlet for SetContent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection =
            self.paths.selection(self.filters.with(self.writing.force), self.writing.credential.as_ref());
        self.targets.take(context, &selection, (&self.written, &self.writing), false)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.targets.close(context)
    }

    fn clean(&mut self, engine: &mut Engine) {
        self.targets.abandon(engine);
    }
}
