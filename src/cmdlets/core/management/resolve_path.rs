//! `Resolve-Path`.

use super::selection::{PipedPath, Selection};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{Filters, ProviderPath, escape, join_text, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Expands wildcards and gives full paths of what exists.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// Resolve-Path ./*.txt
    /// Resolve-Path ./note.txt -Relative
    /// Resolve-Path -LiteralPath ./note.txt -Force
    /// Resolve-Path -Path ./*.txt -Relative -RelativeBasePath /
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Resolve-Path -Path ./note.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Resolve-Path" as ResolvePath {
        aliases: &["rvpa"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.ResolvePathCommand",
        default_set: "Path",
        output_types: &["System.String", "System.Management.Automation.PathInfo"],
    }
    shared { paths: PipedPath }
    parameters {
        /// Sends paths relative to the current location.
        "Relative" relative: bool { sets: &[Membership { set: "Path", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "LiteralPath", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Another folder that paths are relative to.
        "RelativeBasePath" relative_base_path: Option<String>,
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for ResolvePath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let base = match &self.relative_base_path {
            Some(base) => {
                let parsed = context.engine.parse_path(base);
                let Some(parsed) = reported(context, parsed)? else { return Ok(()) };
                parsed
            }
            None => context.engine.current_location(),
        };
        let filters = Filters { force: self.force, ..Filters::default() };
        let (path, literal) = (self.based(&base, false), self.based(&base, true));
        let credential = self.credential.as_ref();
        let selection = Selection { path: &path, literal: &literal, filters, credential };
        for at in selection.items(context)? {
            let value = match self.relative {
                true => Value::text(at.relative_to(&base)),
                false => at.value(),
            };
            context.output(value)?;
        }
        Ok(())
    }
}

impl ResolvePath {
    /// The paths as they are seen from the folder that they are relative to.
    fn based(&self, base: &ProviderPath, literal: bool) -> Vec<String> {
        let paths = if literal { &self.paths.literal } else { &self.paths.path };
        if self.relative_base_path.is_none() {
            return paths.clone();
        }
        let folder = if literal { base.shown() } else { escape(&base.shown()) };
        let is_full = |path: &str| path.starts_with(['/', '~']) || path.contains(':');
        let join = |path: &String| match is_full(path) {
            true => path.clone(),
            false => join_text(&folder, path),
        };
        paths.iter().map(join).collect()
    }
}
