//! `Set-CsUser`.

use super::{no_user, shown};
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{find_users, save, with_scheme};

cmdlet! {
    /// Changes a user.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Set-CsUser ken@contoso.com -Enabled $false
    /// ```
    "Set-CsUser" as SetCsUser { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The user.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// Whether the account may sign in.
        "Enabled" enabled: Option<Truth>,
        /// Another SIP address.
        "SipAddress" address: Option<String>,
        /// Another full name.
        "DisplayName" display_name: Option<String>,
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for SetCsUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        let changed = change(context, &identity, |transaction| {
            let users = find_users(transaction, &identity)?;
            let [user] = users.as_slice() else {
                return Err(if users.is_empty() {
                    no_user(&identity)
                } else {
                    Refusal::Invalid(format!("'{identity}' means {} users.", users.len()))
                });
            };
            let mut user = user.clone();
            if let Some(enabled) = self.enabled {
                user.enabled = enabled.0;
            }
            if let Some(address) = &self.address {
                user.sip_address = Some(with_scheme(address));
            }
            user.display_name = self.display_name.clone().or(user.display_name);
            save(transaction, &user)?;
            Ok(user)
        })?;
        match changed {
            Some(user) if self.pass_thru => context.output(shown(&user)),
            _ => Ok(()),
        }
    }
}
