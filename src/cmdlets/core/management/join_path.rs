//! `Join-Path`.

use super::selection::refuse_credential;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{self, Filters, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Joins parts of paths.
    ///
    /// # Examples
    /// ```powershell
    /// Join-Path /srv data users.csv
    /// Join-Path -Path / -ChildPath tmp -Resolve
    /// Join-Path -Path /srv -ChildPath data -AdditionalChildPath users, ann.csv
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Join-Path -Path /srv -ChildPath data -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Join-Path" as JoinPath {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.JoinPathCommand",
        output_types: &["System.String"],
    }
    parameters {
        /// The first part.
        "Path" path: Vec<String> { aliases: &["PSPath"], position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The next part.
        "ChildPath" child: Vec<String> { position: Some(1), mandatory: true, pipe: Pipe::ByName, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Further parts.
        "AdditionalChildPath" additional: Vec<String> { position: Some(2), pipe: Pipe::ByName, remaining: true, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Sends the existing paths.
        "Resolve" resolve: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for JoinPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in self.path.clone() {
            let joined = self.join(context, &path);
            let Some(joined) = reported(context, joined)? else { continue };
            if !self.resolve {
                context.output(Value::text(joined))?;
                continue;
            }
            let found = provider::expand(context.engine, &joined, false, &Filters::default());
            for at in reported(context, found)?.unwrap_or_default() {
                context.output(Value::text(at.shown()))?;
            }
        }
        Ok(())
    }
}

impl JoinPath {
    /// Errors: the drive in front does not exist.
    fn join(&self, context: &mut Context<'_>, path: &str) -> Outcome<String> {
        let at = context.engine.parse_path(path)?;
        refuse_credential(self.credential.as_ref(), at.provider.as_ref())?;
        let parts = self.child.iter().chain(&self.additional);
        let child = parts.fold(String::new(), |joined, part| provider::join_text(&joined, part));
        Ok(provider::join_text(path, &child))
    }
}
