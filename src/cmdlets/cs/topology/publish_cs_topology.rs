//! `Publish-CsTopology`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::document::read_topology;
use crate::topology::model::{PublishedTopology, save};

cmdlet! {
    /// Publishes a topology document: XML of Lync's tools, or the short TOML form.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Get-CsTopology -AsXml | Set-Content ./topology.xml
    /// Publish-CsTopology -FileName ./topology.xml
    /// ```
    "Publish-CsTopology" as PublishCsTopology { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The file.
        "FileName" file: String { aliases: &["Path"], position: Some(0), mandatory: true },
        /// Accepted: there are no further questions.
        "Force" force: bool,
    }
}

impl Cmdlet for PublishCsTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let path = context.engine.resolve_path(&self.file);
        let shown = path.display().to_string();
        let read = std::fs::read(&path).map_err(|error| format!("'{shown}' cannot be read: {error}."));
        let topology = match read.and_then(|bytes| {
            read_topology(&bytes).map_err(|error| format!("'{shown}' is not a topology: {error}"))
        }) {
            Ok(topology) => topology,
            Err(message) => return Refusal::Invalid(message).report(context),
        };
        change(context, &shown, move |transaction| Ok(save(transaction, &PublishedTopology(topology))?))?;
        Ok(())
    }
}
