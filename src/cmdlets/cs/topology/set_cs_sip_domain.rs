//! `Set-CsSipDomain`.

use super::{edit, sip_domain};
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Makes a SIP domain the default one.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSipDomain contoso.com | Out-Null
    /// New-CsSipDomain contoso.net | Out-Null
    /// Set-CsSipDomain contoso.net -IsDefault $true
    /// Set-CsSipDomain -Identity contoso.com -IsDefault $true -Force
    /// ```
    "Set-CsSipDomain" as SetCsSipDomain { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The domain.
        "Identity" identity: String { position: Some(0), pipe: Pipe::ByName },
        /// Whether it is the default one; another domain takes that from it.
        "IsDefault" is_default: Option<Truth>,
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for SetCsSipDomain {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (name, is_default) = (self.identity.clone(), self.is_default);
        change(context, &name.clone(), |transaction| {
            edit(transaction, |topology| {
                let known = topology.sip_domain(&name).map(|domain| domain.name.clone());
                let Some(known) = known else { return Err(sip_domain::missing(&name)) };
                let was =
                    topology.default_domain.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(&known));
                match is_default {
                    Some(Truth(true)) => topology.default_domain = Some(known),
                    Some(Truth(false)) if was => {
                        return Err(Refusal::Invalid(format!(
                            "'{known}' stays the default domain until another one is made it with -IsDefault $true."
                        )));
                    }
                    _ => {}
                }
                Ok(())
            })
        })?;
        Ok(())
    }
}
