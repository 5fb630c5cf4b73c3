//! `Publish-CsTopology`.

use super::{edit, published};
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::{Refusal, change, session};
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use crate::topology::document::{read_topology, write_xml};
use crate::topology::model::{PublishedTopology, Role, SiteType, Topology, save};

const FROM_FILE: &[Membership] =
    &[Membership { set: "Filename", position: Some(0), mandatory: true, pipe: Pipe::No }];
const FROM_DOCUMENT: &[Membership] =
    &[Membership { set: "Document", position: None, mandatory: true, pipe: Pipe::No }];
const FINALIZE: &[Membership] =
    &[Membership { set: "Finalize", position: None, mandatory: false, pipe: Pipe::No }];

cmdlet! {
    /// Publishes a topology document: XML of Lync's tools, or the short TOML form. The topology that was published
    /// before is kept in a file.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Get-CsTopology -AsXml | Set-Content ./topology.xml
    /// Publish-CsTopology -FileName ./topology.xml -BackupFileName ./before.xml
    /// Publish-CsTopology -FileName ./topology.xml -Force -Report ./published.html -GlobalCatalog dc01.contoso.net -GlobalSettingsDomainController dc01.contoso.net
    /// try { Publish-CsTopology -FinalizeUninstall -ErrorAction Stop } catch { $_.Exception.Message }
    /// Publish-CsTopology -Document (Get-CsTopology -AsXml)
    /// ```
    "Publish-CsTopology" as PublishCsTopology { module: "fedsh.Cs", default_set: "Filename", should_process: Some(Impact::Medium) }
    parameters {
        /// The file.
        "FileName" file: Option<String> { aliases: &["Path"], sets: FROM_FILE },
        /// The document, as `Get-CsTopology -AsXml` sends it.
        "Document" document: Option<Value> { sets: FROM_DOCUMENT },
        /// Takes the legacy site out that has no pools any more.
        "FinalizeUninstall" finalize: bool { sets: FINALIZE },
        /// File for the topology published before; one in the folder for temporary files when absent.
        "BackupFileName" backup: Option<String>,
        /// Accepted: the deployment is in this store.
        "GlobalCatalog" catalog: Option<String>,
        /// Accepted: the deployment is in this store.
        "GlobalSettingsDomainController" controller: Option<String>,
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl PublishCsTopology {
    /// Name and text of what is published.
    fn source(&self, context: &mut Context<'_>) -> Outcome<Result<(String, Vec<u8>), Refusal>> {
        if let Some(document) = &self.document {
            // An XML document is its text; so is what Get-CsTopology sends.
            let text = match member::property(context.engine, document, "OuterXml")? {
                Some(text) if !text.is_null() => text,
                _ => document.clone(),
            };
            let text = convert::to_text(context.engine, &text)?;
            return Ok(Ok(("-Document".to_owned(), text.into_bytes())));
        }
        let path = context.engine.resolve_path(self.file.as_deref().unwrap_or_default());
        let shown = path.display().to_string();
        Ok(match std::fs::read(&path) {
            Ok(bytes) => Ok((shown, bytes)),
            Err(error) => Err(Refusal::NotFound(format!("'{shown}' cannot be read: {error}."))),
        })
    }

    /// Writes the topology of before to a file, if there is one.
    fn keep(&self, context: &mut Context<'_>) -> Outcome<Result<Option<String>, Refusal>> {
        let before = match published(&*session(context)?) {
            Ok(before) => before,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if before == Topology::default() {
            return Ok(Ok(None));
        }
        let path = match &self.backup {
            Some(file) => context.engine.resolve_path(file),
            None => {
                let time = chrono::Local::now().format("%Y_%m_%d_%H_%M_%S%.6f");
                std::env::temp_dir().join(format!("Topology_{time}.xml"))
            }
        };
        let written = write_xml(&before).map_err(|error| error.to_string()).and_then(|text| {
            std::fs::write(&path, text)
                .map_err(|error| format!("'{}' cannot be written: {error}.", path.display()))
        });
        Ok(match written {
            Ok(()) => Ok(Some(path.display().to_string())),
            Err(reason) => Err(Refusal::Invalid(format!("The topology of before was not kept: {reason}"))),
        })
    }

    fn finish(&self, context: &mut Context<'_>, mut lines: Vec<String>) -> Outcome {
        lines.push("The topology is published. Enable-CsTopology puts it in force.".to_owned());
        report::write(context, self.report.as_ref(), &lines)
    }
}

/// Takes out what a retired legacy deployment left. Errors: a pool is still in its site.
fn finalize(topology: &mut Topology) -> Result<usize, Refusal> {
    let (legacy, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut topology.sites)
        .into_iter()
        .partition(|site| site.site_type == SiteType::BackCompatSite);
    topology.sites = kept;
    for site in &legacy {
        let pool = topology.pools.iter().find(|pool| pool.site_id.eq_ignore_ascii_case(&site.site_id));
        if let Some(pool) = pool {
            return Err(Refusal::Invalid(format!(
                "The legacy pool '{}' is still there. Merge-CsLegacyTopology takes it out when the legacy topology has it no more.",
                pool.fqdn
            )));
        }
    }
    topology.services.retain(|service| service.role != Role::XmppGateway);
    Ok(legacy.len())
}

impl Cmdlet for PublishCsTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.finalize {
            let done = change(context, "the published topology", |transaction| edit(transaction, finalize))?;
            return match done {
                Some(count) => self.finish(context, vec![format!("{count} legacy sites were taken out.")]),
                None => Ok(()),
            };
        }
        let (shown, bytes) = match self.source(context)? {
            Ok(source) => source,
            Err(refusal) => return refusal.report(context),
        };
        let topology = match read_topology(&bytes) {
            Ok(topology) => topology,
            Err(error) => {
                return Refusal::Invalid(format!("'{shown}' is not a topology: {error}")).report(context);
            }
        };
        let only_said = context.invocation.common.what_if == Some(true);
        let backup = if only_said { Ok(None) } else { self.keep(context)? };
        let backup = match backup {
            Ok(backup) => backup,
            Err(refusal) => return refusal.report(context),
        };
        let saved =
            change(context, &shown, move |transaction| Ok(save(transaction, &PublishedTopology(topology))?))?;
        if saved.is_none() {
            return Ok(());
        }
        let lines: Vec<String> =
            backup.into_iter().map(|file| format!("The topology of before is in {file}.")).collect();
        for line in &lines {
            context.verbose(line)?;
        }
        self.finish(context, lines)
    }
}
