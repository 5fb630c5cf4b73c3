//! `CsExternalAccessPolicy`: what users may do outside of the deployment, and who has which.

use super::noun::Noun;
use super::object::Truth;
use super::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{ExternalAccessPolicy, find_users, list, save};
use crate::{cmdlet, noun};

const POLICY: Noun =
    Noun { type_name: "CsExternalAccessPolicy", words: "external access policy", key: "Identity" };

noun! {
    POLICY over ExternalAccessPolicy,
    properties {
        /// Free text.
        "Description" description: Option<String>,
        /// Whether users may talk to SIP partners.
        "EnableFederationAccess" federation: Option<Truth>,
        /// Whether users may talk to XMPP partners.
        "EnableXmppAccess" xmpp: Option<Truth>,
        /// Whether users may talk to public providers.
        "EnablePublicCloudAccess" public_cloud: Option<Truth>,
        /// Whether users may have audio and video with public providers.
        "EnablePublicCloudAudioVideoAccess" public_video: Option<Truth>,
        /// Whether users may sign in from outside.
        "EnableOutsideAccess" outside: Option<Truth>,
    }
    new {
        /// Makes an external access policy.
        ///
        /// # Examples
        /// ```powershell
        /// New-CsExternalAccessPolicy XmppUsers -EnableXmppAccess $true -EnableFederationAccess $true
        /// ```
        "New-CsExternalAccessPolicy" as NewPolicy
    }
    get {
        /// Lists the external access policies.
        ///
        /// # Examples
        /// ```powershell
        /// Get-CsExternalAccessPolicy
        /// ```
        "Get-CsExternalAccessPolicy" as GetPolicy
    }
    set true {
        /// Changes an external access policy: the global one without `-Identity`.
        ///
        /// # Examples
        /// ```powershell
        /// Set-CsExternalAccessPolicy -EnableXmppAccess $true
        /// ```
        "Set-CsExternalAccessPolicy" as SetPolicy
    }
    remove {
        /// Removes an external access policy.
        ///
        /// # Examples
        /// ```powershell
        /// New-CsExternalAccessPolicy Old | Out-Null
        /// Remove-CsExternalAccessPolicy Old
        /// ```
        "Remove-CsExternalAccessPolicy" as RemovePolicy
    }
}

cmdlet! {
    /// Gives users an external access policy.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsExternalAccessPolicy XmppUsers -EnableXmppAccess $true | Out-Null
    /// Get-CsUser | Grant-CsExternalAccessPolicy -PolicyName XmppUsers
    /// ```
    "Grant-CsExternalAccessPolicy" as GrantPolicy { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The user.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The policy; `$null` leaves the user with that of the site.
        "PolicyName" policy: Option<String> { position: Some(1) },
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for GrantPolicy {
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
                context.output(super::user::shown(&user))?;
            }
        }
        Ok(())
    }
}
