//! `Stop-CsLab`.

use super::{Running, running};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use std::sync::Arc;

cmdlet! {
    /// Stops the lab; streams end in order.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Stop-CsLab
    /// ```
    "Stop-CsLab" as StopCsLab { module: "fedsh.Cs" }
    parameters {}
}

impl Cmdlet for StopCsLab {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let lab = running(context)?;
        context.engine.extension::<Running>().0 = None;
        match Arc::try_unwrap(lab) {
            Ok(lab) => context.wait(lab.stop()),
            Err(_) => Ok(()),
        }
    }
}
