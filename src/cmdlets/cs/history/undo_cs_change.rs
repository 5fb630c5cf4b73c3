//! `Undo-CsChange`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::store::{Store, StoreError, undo_revisions};

cmdlet! {
    /// Takes changes back, when nothing later depends on them: records get the values that they had before.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null
    /// Get-CsChange -First 1 | Undo-CsChange -Force
    /// Undo-CsChange -Revision 1 -To 2 -Force -WhatIf
    /// ```
    "Undo-CsChange" as UndoCsChange { module: "fedsh.Cs", should_process: Some(Impact::High) }
    parameters {
        /// The revision, or the first one of a range.
        "Revision" revision: i64 { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The last revision of a range, which is taken back as a whole.
        "To" to: Option<i64> { position: Some(1) },
        /// Asks no questions.
        "Force" force: bool,
    }
}

/// Says which later change stands in the way.
fn depended_on(store: &dyn Store, target: &str, error: StoreError) -> Refusal {
    let StoreError::Conflict { kind, identity, found, .. } = &error else { return Refusal::Store(error) };
    let how = match found.and_then(|revision| Some((revision, store.log_entry(revision).ok()??))) {
        Some((revision, entry)) => {
            format!("was changed again in revision {revision}, with '{}'", entry.author.command_line)
        }
        None => "is gone by now".to_owned(),
    };
    Refusal::Conflict(format!(
        "The change of {target} cannot be taken back: {kind} '{identity}' {how}. Take the later change back first, or both with -To."
    ))
}

impl Cmdlet for UndoCsChange {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let store = session(context)?.store().clone();
        let (first, last) = (self.revision, self.to.unwrap_or(self.revision));
        if first > last {
            let refusal = Refusal::Invalid(format!("-To {last} lies before revision {first}."));
            return refusal.report(context);
        }
        let current = match store.revision() {
            Ok(current) => current,
            Err(error) => return Refusal::from(error).report(context),
        };
        if first < 1 || first > current {
            return Refusal::NotFound(format!("There is no revision {first}. Get-CsChange lists them."))
                .report(context);
        }
        let revisions: Vec<i64> = (first..=last.min(current)).collect();
        if self.force && context.invocation.common.confirm.is_none() {
            context.invocation.common.confirm = Some(false);
        }
        let target =
            if first == last { format!("revision {first}") } else { format!("revisions {first} to {last}") };
        change(context, &target, |transaction| {
            let changes = undo_revisions(&*store, &revisions, |_| true)
                .map_err(|error| depended_on(&*store, &target, error))?;
            Ok(transaction.merge(&changes)?)
        })?;
        Ok(())
    }
}
