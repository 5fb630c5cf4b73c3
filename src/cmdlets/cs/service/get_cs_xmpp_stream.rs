//! `Get-CsXmppStream`.

use super::target::targets;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::federation::runtime::control::{Answer, Question};

cmdlet! {
    /// Shows the streams of XMPP proxies with partners: how many, how they are secured, what they carried, and
    /// why the last one failed.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// Get-CsXmppStream
    /// Stop-CsLab
    /// Get-CsXmppStream -Domain fabrikam.com -ErrorAction SilentlyContinue
    /// Get-CsXmppStream -ComputerName edge02.contoso.net -ErrorAction SilentlyContinue
    /// ```
    "Get-CsXmppStream" as GetCsXmppStream { module: "fedsh.Cs" }
    parameters {
        /// The partner's domain, with wildcards.
        "Domain" domain: Option<String> { aliases: &["Identity"], position: Some(0) },
        /// The Edge; those whose services run on this machine when absent.
        "ComputerName" computer: Option<String> { aliases: &["Fqdn"] },
    }
}

impl Cmdlet for GetCsXmppStream {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for mut target in targets(context, self.computer.as_ref())? {
            if !target.is_running() && self.computer.is_none() {
                continue;
            }
            match target.ask(context, Question::Streams)? {
                Ok(Answer::Streams(streams)) => {
                    for stream in streams {
                        if self.domain.as_ref().is_none_or(|pattern| like(&stream.domain, pattern, true)) {
                            let mut value = serde_json::to_value(&stream).unwrap_or_default();
                            value["ComputerName"] = target.computer.as_str().into();
                            context.output(object::typed("CsXmppStream", None, &value))?;
                        }
                    }
                }
                Ok(_) => {}
                Err(refusal) => refusal.report(context)?,
            }
        }
        Ok(())
    }
}
