//! `Copy-Item`.

use super::selection::{self, ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{CopyOptions, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Copies items; folders with what is inside by -Recurse.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Copy-Item ./a.txt ./b.txt
    /// Copy-Item -LiteralPath ./a.txt -Destination ./c.txt -PassThru -Force
    /// New-Item ./data -ItemType Directory | Out-Null
    /// Copy-Item -Path ./* -Destination ./data -Filter *.txt -Include a*, b* -Exclude c*
    /// Copy-Item -Path ./data -Destination ./saved -Recurse -Container
    /// # Remote sessions are not there: `scp ./a.txt server01:` is the way.
    /// try { $session = New-PSSession -HostName server01; Copy-Item -Path ./a.txt -Destination /srv -ToSession $session -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { $session = New-PSSession -HostName server01; Copy-Item -Path /srv/a.txt -Destination . -FromSession $session -ErrorAction Stop } catch { $_.Exception.Message }
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Copy-Item -Path ./a.txt -Destination ./z.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Copy-Item" as CopyItem {
        aliases: &["copy", "cpi"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.CopyItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: PipedPath }
    parameters {
        /// Where to.
        "Destination" destination: Option<String> { position: Some(1), pipe: Pipe::ByName },
        /// Folders stay folders; `-Container:$false` puts all files into one.
        "Container" container: Option<bool>,
        /// Over read-only files and existing folders.
        "Force" force: bool,
    }
    shared { filters: ItemFilters }
    parameters {
        /// With all that is inside.
        "Recurse" recurse: bool,
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
        /// A session to copy from.
        "FromSession" from_session: Option<Value> { type_name: "PSSession", validate: &[Validation::NotNullOrEmpty, Validation::NotYet], provider: Some("FileSystem") },
        /// A session to copy to.
        "ToSession" to_session: Option<Value> { type_name: "PSSession", validate: &[Validation::NotNullOrEmpty, Validation::NotYet], provider: Some("FileSystem") },
    }
}

impl Cmdlet for CopyItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let options = CopyOptions {
            recurse: self.recurse,
            container: self.container.unwrap_or(true),
            force: self.force,
        };
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        for at in selection.items(context)? {
            let to = selection::destination(context, &at, self.destination.as_deref());
            let Some(to) = reported(context, to)? else { continue };
            let copied = at.provider.copy_item(context, &at, &to, options);
            let sent = reported(context, copied)?;
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}
