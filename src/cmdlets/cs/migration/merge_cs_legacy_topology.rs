//! `Merge-CsLegacyTopology`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::migration::legacy::{MergeError, merge_legacy, read_legacy};

cmdlet! {
    /// Merges the topology of a legacy deployment into the published one.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool01.contoso.net -Site Redmond | Out-Null
    /// (Get-CsTopology -AsXml).Replace('pool01', 'pool00') | Set-Content ./legacy.xml
    /// Merge-CsLegacyTopology -TopologyXmlFileName ./legacy.xml
    /// ```
    "Merge-CsLegacyTopology" as MergeCsLegacyTopology { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The legacy topology.
        "TopologyXmlFileName" topology: String { aliases: &["FileName"], position: Some(0), mandatory: true },
        /// The legacy Edges and gateway, which are in no directory.
        "UserInputFileName" input: Option<String> { position: Some(1) },
    }
}

impl Cmdlet for MergeCsLegacyTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let read = |context: &Context<'_>, name: &str| {
            let path = context.engine.resolve_path(name);
            std::fs::read(&path)
                .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))
        };
        let documents = read(context, &self.topology).and_then(|first| match &self.input {
            Some(name) => read(context, name).map(|second| (first, Some(second))),
            None => Ok((first, None)),
        });
        let (first, second) = match documents {
            Ok(documents) => documents,
            Err(refusal) => return refusal.report(context),
        };
        let legacy = match read_legacy(&first, second.as_deref()) {
            Ok(legacy) => legacy,
            Err(error) => return Refusal::Invalid(format!("'{}': {error}", self.topology)).report(context),
        };
        let name = self.topology.clone();
        let merged = change(context, &name, move |transaction| {
            merge_legacy(transaction, legacy).map_err(|error| match error {
                MergeError::Store(error) => Refusal::Store(error),
                other => Refusal::Invalid(other.to_string()),
            })
        })?;
        let Some(merged) = merged else { return Ok(()) };
        let names = |items: Vec<String>| Value::array(items.into_iter().map(Value::from).collect());
        context.output(Value::custom([
            ("Added", names(merged.added)),
            ("Kept", names(merged.kept)),
            ("Removed", names(merged.removed)),
            ("Domains", names(merged.domains)),
        ]))
    }
}
