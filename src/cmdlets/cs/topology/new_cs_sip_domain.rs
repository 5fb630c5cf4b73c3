//! `New-CsSipDomain`.

use super::{edit, sip_domain};
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::SipDomain;

cmdlet! {
    /// Adds a SIP domain to the published topology; the first one is the default.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSipDomain contoso.com -IsDefault $true
    /// New-CsSipDomain -Identity contoso.net -Force
    /// ```
    "New-CsSipDomain" as NewCsSipDomain { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The domain.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Whether it becomes the default one.
        "IsDefault" is_default: Option<Truth>,
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for NewCsSipDomain {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.identity.trim().to_lowercase();
        let is_default = self.is_default.is_some_and(|truth| truth.0);
        let made = change(context, &name.clone(), |transaction| {
            edit(transaction, |topology| {
                let is_name =
                    !name.is_empty() && name.chars().all(|own| own.is_alphanumeric() || "-.".contains(own));
                if !is_name {
                    return Err(Refusal::Invalid(format!("'{name}' is not the name of a domain.")));
                }
                if topology.sip_domain(&name).is_some() {
                    return Err(Refusal::Exists(format!("The SIP domain '{name}' exists already.")));
                }
                topology.domains.push(SipDomain {
                    name: name.clone(),
                    authoritative: true,
                    allow_sub_domains: false,
                });
                if is_default || topology.default_domain.is_none() {
                    topology.default_domain = Some(name.clone());
                }
                Ok(sip_domain::shown(topology, &name))
            })
        })?;
        made.map_or(Ok(()), |shown| context.output(shown))
    }
}
