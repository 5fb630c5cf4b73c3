//! `Grant-CsExternalAccessPolicy`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{ExternalAccessPolicy, find_users, list, save};

cmdlet! {
    /// Gives users an external access policy.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsExternalAccessPolicy XmppUsers -EnableXmppAccess $true | Out-Null
    /// Get-CsUser | Grant-CsExternalAccessPolicy -PolicyName XmppUsers
    /// ```
    "Grant-CsExternalAccessPolicy" as GrantCsExternalAccessPolicy { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The user.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The policy; `$null` leaves the user with that of the site.
        "PolicyName" policy: Option<String> { position: Some(1) },
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for GrantCsExternalAccessPolicy {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (identity, policy) = (self.identity.clone(), self.policy.clone().filter(|name| !name.is_empty()));
        let granted = change(context, &identity, |transaction| {
            if let Some(name) = &policy {
                let bare = name.strip_prefix("Tag:").unwrap_or(name);
                let known: Vec<ExternalAccessPolicy> = list(transaction)?;
                if !known
                    .iter()
                    .any(|known| known.identity.trim_start_matches("Tag:").eq_ignore_ascii_case(bare))
                {
                    return Err(Refusal::NotFound(format!(
                        "There is no external access policy '{name}'. New-CsExternalAccessPolicy makes one."
                    )));
                }
            }
            let users = find_users(transaction, &identity)?;
            if users.is_empty() {
                return Err(Refusal::NotFound(format!("There is no user '{identity}'.")));
            }
            for mut user in users.clone() {
                user.external_access_policy.clone_from(&policy);
                save(transaction, &user)?;
            }
            Ok(users)
        })?;
        if self.pass_thru {
            for user in granted.unwrap_or_default() {
                context.output(crate::cmdlets::cs::user::shown(&user))?;
            }
        }
        Ok(())
    }
}
