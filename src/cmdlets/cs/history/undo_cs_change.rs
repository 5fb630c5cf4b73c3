//! `Undo-CsChange`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::store::undo_revisions;

cmdlet! {
    /// Takes changes back, when nothing later depends on them: records get the values that they had before.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsXmppAllowedPartner fabrikam.com -SaslNegotiation Optional | Out-Null
    /// Get-CsChange -First 1 | Undo-CsChange -Force
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

impl Cmdlet for UndoCsChange {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let store = session(context)?.store().clone();
        let (first, last) = (self.revision, self.to.unwrap_or(self.revision));
        if first > last {
            let refusal = Refusal::Invalid(format!("-To {last} lies before revision {first}."));
            return refusal.report(context);
        }
        let known = match store.log(0) {
            Ok(entries) => entries.iter().map(|entry| entry.revision).collect::<Vec<_>>(),
            Err(error) => return Refusal::from(error).report(context),
        };
        let revisions: Vec<i64> = known.into_iter().filter(|own| (first..=last).contains(own)).collect();
        if revisions.is_empty() {
            return Refusal::NotFound(format!("There is no revision {first}. Get-CsChange lists them."))
                .report(context);
        }
        if self.force && context.invocation.common.confirm.is_none() {
            context.invocation.common.confirm = Some(false);
        }
        let target =
            if first == last { format!("revision {first}") } else { format!("revisions {first} to {last}") };
        change(context, &target, |transaction| {
            let changes = undo_revisions(&*store, &revisions, |_| true)?;
            Ok(transaction.merge(&changes)?)
        })?;
        Ok(())
    }
}
