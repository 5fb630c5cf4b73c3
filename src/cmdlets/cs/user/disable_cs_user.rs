//! `Disable-CsUser`.

use super::{change_user, one_user};
use crate::cmdlet;
use crate::cmdlets::cs::gather::{Gathered, Gathering};
use crate::cmdlets::cs::noun::Scope;
use crate::cmdlets::cs::schema::NOUNS;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::{Engine, Outcome};
use crate::topology::kinds;
use crate::topology::model::Entity;
use crate::topology::store::{Reader, Record, Transaction};
use serde_json::Value as Json;

cmdlet! {
    /// Takes everything that belongs to Lync from a user, who stays in the directory: SIP address, home pool,
    /// contacts, policies, telephony and SIP password.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Disable-CsUser ken@contoso.com
    /// Enable-CsUser bob@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:bob@contoso.com
    /// Disable-CsUser -Identity bob@contoso.com -DomainController dc01.contoso.net -PassThru
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
    state { gathered: Gathered }
}

/// What a user has from Lync, besides policies.
const OWN: &[&str] = &[
    "SipAddress",
    "RegistrarPool",
    "HomeServer",
    "HostingProvider",
    "Contacts",
    "SipDigestSecret",
    "AudioVideoDisabled",
    "EnterpriseVoiceEnabled",
    "RemoteCallControlTelephonyEnabled",
    "HostedVoiceMail",
    "ExchangeArchivingPolicy",
    "LineURI",
    "OnPremLineURI",
    "LineServerURI",
    "PrivateLine",
];

/// Takes Lync's properties from a user. Gives what is left.
fn disable(transaction: &mut Transaction, identity: &str) -> Result<Option<Record>, Refusal> {
    let key = one_user(transaction, identity)?.identity();
    let Some(mut record) = transaction.get(kinds::USER, &key)? else { return Ok(None) };
    if let Some(fields) = record.value.as_object_mut() {
        let is_policy = |name: &str| NOUNS.iter().any(|noun| noun.has(Scope::Tag) && noun.kind == name);
        fields.retain(|name, _| !OWN.contains(&name.as_str()) && !is_policy(name));
        fields.insert("Enabled".to_owned(), Json::Bool(false));
    }
    transaction.put(kinds::USER, &key, record.value.clone())?;
    Ok(Some(record))
}

impl Gathering for DisableCsUser {
    type Done = Option<Record>;
    const ACTIVITY: &'static str = "Disabling users";

    fn gathered(&mut self) -> &mut Gathered {
        &mut self.gathered
    }

    fn apply(&self, transaction: &mut Transaction, identity: &str) -> Result<Option<Record>, Refusal> {
        disable(transaction, identity)
    }
}

impl Cmdlet for DisableCsUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        let pass_thru = self.pass_thru;
        change_user(self, context, &identity, pass_thru)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.commit(context)
    }

    fn clean(&mut self, engine: &mut Engine) {
        self.commit_rest(engine);
    }
}
