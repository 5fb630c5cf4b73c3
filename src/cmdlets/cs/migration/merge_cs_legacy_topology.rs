//! `Merge-CsLegacyTopology`.

use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use crate::migration::legacy::{MergeError, merge_legacy, read_legacy};

const FROM_FILE: &[Membership] =
    &[Membership { set: "Topology", position: Some(0), mandatory: true, pipe: Pipe::No }];
const FROM_OBJECT: &[Membership] =
    &[Membership { set: "PartialTopology", position: None, mandatory: true, pipe: Pipe::No }];

cmdlet! {
    /// Merges the topology of a legacy deployment into the published one.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool01.contoso.net -Site Redmond | Out-Null
    /// (Get-CsTopology -AsXml).Replace('pool01', 'pool00') | Set-Content ./legacy.xml
    /// Merge-CsLegacyTopology -TopologyXmlFileName ./legacy.xml
    /// Set-Content ./input.xml '<UserInput />'
    /// try { Merge-CsLegacyTopology -TopologyXmlFileName ./legacy.xml -UserInputFileName ./input.xml -Force -Report ./merged.html -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Merge-CsLegacyTopology -Reserved (Get-Content ./legacy.xml -Raw) -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Merge-CsLegacyTopology" as MergeCsLegacyTopology { module: "fedsh.Cs", default_set: "Topology", should_process: Some(Impact::Medium) }
    parameters {
        /// The legacy topology.
        "TopologyXmlFileName" topology: Option<String> { aliases: &["FileName"], sets: FROM_FILE },
        /// The legacy Edges and gateway, which are in no directory.
        "UserInputFileName" input: Option<String> { position: Some(1) },
        /// The legacy topology as text or as an XML document.
        "Reserved" reserved: Option<Value> { sets: FROM_OBJECT },
        /// Takes every legacy pool out when the legacy topology has none any more.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for MergeCsLegacyTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let read = |context: &Context<'_>, name: &str| {
            let path = context.engine.resolve_path(name);
            std::fs::read(&path)
                .map_err(|error| Refusal::NotFound(format!("'{}' cannot be read: {error}.", path.display())))
        };
        let name = self.topology.clone().unwrap_or_else(|| "-Reserved".to_owned());
        let first = match (&self.topology, &self.reserved) {
            (Some(file), _) => read(context, file),
            (None, Some(document)) => {
                let text = match member::property(context.engine, document, "OuterXml")? {
                    Some(text) if !text.is_null() => text,
                    _ => document.clone(),
                };
                Ok(convert::to_text(context.engine, &text)?.into_bytes())
            }
            (None, None) => Ok(Vec::new()),
        };
        let documents = first.and_then(|first| match &self.input {
            Some(name) => read(context, name).map(|second| (first, Some(second))),
            None => Ok((first, None)),
        });
        let (first, second) = match documents {
            Ok(documents) => documents,
            Err(refusal) => return refusal.report(context),
        };
        let legacy = match read_legacy(&first, second.as_deref()) {
            Ok(legacy) => legacy,
            Err(error) => {
                let topology_is_good = read_legacy(&first, None).is_ok();
                let file = self.input.as_ref().filter(|_| topology_is_good).unwrap_or(&name);
                return Refusal::Invalid(format!("'{file}': {error}")).report(context);
            }
        };
        let retired = self.force;
        let merged = change(context, &name, move |transaction| {
            merge_legacy(transaction, legacy, retired).map_err(|error| match error {
                MergeError::Store(error) => Refusal::Store(error),
                other => Refusal::Invalid(other.to_string()),
            })
        })?;
        let Some(merged) = merged else { return Ok(()) };
        let lines = [
            format!("Added: {}", merged.added.join(", ")),
            format!("Kept: {}", merged.kept.join(", ")),
            format!("Removed: {}", merged.removed.join(", ")),
        ];
        report::write(context, self.report.as_ref(), &lines)?;
        let names = |items: Vec<String>| Value::array(items.into_iter().map(Value::from).collect());
        context.output(Value::custom([
            ("Added", names(merged.added)),
            ("Kept", names(merged.kept)),
            ("Removed", names(merged.removed)),
            ("Domains", names(merged.domains)),
        ]))
    }
}
