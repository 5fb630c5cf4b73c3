//! `Remove-CsSipDomain`.

use super::{edit, sip_domain};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Removes a SIP domain, which must not be the default one.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSipDomain contoso.com | Out-Null
    /// New-CsSipDomain contoso.net | Out-Null
    /// Remove-CsSipDomain contoso.net
    /// New-CsSipDomain contoso.org | Out-Null
    /// Remove-CsSipDomain -Identity contoso.org -Force
    /// ```
    "Remove-CsSipDomain" as RemoveCsSipDomain { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The domain.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveCsSipDomain {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.identity.clone();
        change(context, &name.clone(), |transaction| {
            edit(transaction, |topology| {
                if topology.sip_domain(&name).is_none() {
                    return Err(sip_domain::missing(&name));
                }
                if topology.default_domain.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(&name)) {
                    return Err(Refusal::Invalid(format!(
                        "'{name}' is the default domain. Set-CsSipDomain -IsDefault $true makes another one that."
                    )));
                }
                topology.domains.retain(|domain| !domain.name.eq_ignore_ascii_case(&name));
                Ok(())
            })
        })?;
        Ok(())
    }
}
