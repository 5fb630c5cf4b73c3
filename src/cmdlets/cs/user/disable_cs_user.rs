//! `Disable-CsUser`.

use super::{one_user, shown};
use crate::cmdlet;
use crate::cmdlets::cs::state::change;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::save;

cmdlet! {
    /// Takes SIP address, home pool and contacts from a user, who stays in the directory.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Disable-CsUser ken@contoso.com
    /// ```
    "Disable-CsUser" as DisableCsUser { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The user.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for DisableCsUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        let disabled = change(context, &identity, |transaction| {
            let mut user = one_user(transaction, &identity)?;
            user.sip_address = None;
            user.registrar_pool = None;
            user.external_access_policy = None;
            user.contacts.clear();
            user.enabled = false;
            save(transaction, &user)?;
            Ok(user)
        })?;
        match disabled {
            Some(user) if self.pass_thru => context.output(shown(&user)),
            _ => Ok(()),
        }
    }
}
