//! `Get-CsServerVersion` and `Get-CsServerPatchVersion`.

use crate::cmdlet;
use crate::cmdlets::cs::{object, report};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Shows the version of this program.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsServerVersion
    /// ```
    "Get-CsServerVersion" as GetCsServerVersion { module: "fedsh.Cs" }
    parameters {}
}

impl Cmdlet for GetCsServerVersion {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        context.output(Value::text(format!("fedsh ({})", env!("CARGO_PKG_VERSION"))))
    }
}

cmdlet! {
    /// Shows the version of each part on this computer. fedsh is one part.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsServerPatchVersion
    /// Get-CsServerPatchVersion -Report ./versions.html
    /// ```
    "Get-CsServerPatchVersion" as GetCsServerPatchVersion { module: "fedsh.Cs" }
    parameters {
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for GetCsServerPatchVersion {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let version = env!("CARGO_PKG_VERSION");
        report::write(context, self.report.as_ref(), &[format!("fedsh {version}")])?;
        context.output(object::with_type(
            "CsServerPatchVersion",
            vec![("ComponentName", Value::text("fedsh")), ("Version", Value::text(version))],
        ))
    }
}
