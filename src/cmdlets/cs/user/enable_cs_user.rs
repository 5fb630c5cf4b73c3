//! `Enable-CsUser`.

use super::shown;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{User, find_users, save, with_scheme};

cmdlet! {
    /// Enables a user: address and home pool.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:ann@contoso.com
    /// ```
    "Enable-CsUser" as EnableCsUser { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The user; one that is not in the directory yet is made.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The home pool.
        "RegistrarPool" pool: String { mandatory: true },
        /// The SIP address.
        "SipAddress" address: Option<String>,
        /// How to make the SIP address from the sign-in name.
        "SipAddressType" address_type: Option<String> { values: &["EmailAddress", "UserPrincipalName", "FirstLastName", "SAMAccountName"], validate: &[Validation::NotYet] },
        /// The full name of a new user.
        "DisplayName" display_name: Option<String>,
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for EnableCsUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        let enabled = change(context, &identity, |transaction| {
            let topology = published(transaction)?;
            if topology.pool(&self.pool).is_none() {
                return Err(Refusal::NotFound(format!("There is no pool '{}'.", self.pool)));
            }
            let mut user = match find_users(transaction, &identity)?.into_iter().next() {
                Some(user) => user,
                None => User {
                    user_principal_name: identity
                        .contains('@')
                        .then(|| identity.trim_start_matches("sip:").to_string()),
                    ..User::default()
                },
            };
            let address = self
                .address
                .clone()
                .or_else(|| user.sip_address.clone())
                .or_else(|| user.user_principal_name.clone());
            let Some(address) = address.filter(|address| address.contains('@')) else {
                return Err(Refusal::Invalid(format!(
                    "'{identity}' has no SIP address; -SipAddress gives one."
                )));
            };
            user.sip_address = Some(with_scheme(&address));
            user.registrar_pool = Some(self.pool.clone());
            user.display_name = self.display_name.clone().or(user.display_name);
            user.enabled = true;
            if user.id.is_empty() {
                user.id = user.key().unwrap_or_default();
            }
            save(transaction, &user)?;
            Ok(user)
        })?;
        match enabled {
            Some(user) if self.pass_thru => context.output(shown(&user)),
            _ => Ok(()),
        }
    }
}
