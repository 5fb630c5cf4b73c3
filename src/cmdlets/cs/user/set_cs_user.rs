//! `Set-CsUser`.

use super::{change_user, one_user, sip_address};
use crate::cmdlet;
use crate::cmdlets::cs::gather::{Gathered, Gathering};
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::secure_string;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use crate::federation::registrar::Secret;
use crate::topology::kinds;
use crate::topology::model::{Entity, user_by_sip_address, without_scheme};
use crate::topology::store::{Reader, Record, Transaction};
use serde_json::{Map, Value as Json};

const ARCHIVING: &[&str] = &["Uninitialized", "UseLyncArchivingPolicy", "ArchivingToExchange", "NoArchiving"];

cmdlet! {
    /// Changes a user.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -DisplayName 'Ken Myer'
    /// Set-CsUser ken@contoso.com -Enabled $false -LineURI 'tel:+14255550101'
    /// Set-CsUser -Identity ken@contoso.com -EnterpriseVoiceEnabled $true -AudioVideoDisabled $false -PassThru
    /// Set-CsUser -Identity ken@contoso.com -SipAddress sip:kenneth@contoso.com -DomainController dc01.contoso.net
    /// Set-CsUser -Identity ken@contoso.com -DisplayName 'Kenneth Myer' -SipPassword 'of your own, 7Kx' -PrivateLine 'tel:+14255550102' -HostedVoiceMail $false -AcpInfo $null
    /// Set-CsUser -Identity ken@contoso.com -RemoteCallControlTelephonyEnabled $false -LineServerURI sip:pbx@contoso.com -ExchangeArchivingPolicy Uninitialized
    /// Set-CsUser -Identity ken@contoso.com -OnPremLineURI 'tel:+14255550101'
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
        /// Whether the user has no audio and video.
        "AudioVideoDisabled" no_media: Option<Truth>,
        /// Whether the user has telephony.
        "EnterpriseVoiceEnabled" voice: Option<Truth>,
        /// Phone number, as `tel:+14255550101`.
        "LineURI" line: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Phone number of a user whose telephony is here and whose account is elsewhere.
        "OnPremLineURI" own_line: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Address of the telephone system that the user's desk telephone belongs to.
        "LineServerURI" line_server: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Phone number that nobody else is shown.
        "PrivateLine" private_line: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Whether the user steers the telephone on the desk.
        "RemoteCallControlTelephonyEnabled" remote_control: Option<Truth>,
        /// Whether voice mail is kept by a hosted service.
        "HostedVoiceMail" voice_mail: Option<Truth>,
        /// Where conversations are archived.
        "ExchangeArchivingPolicy" archiving: Option<String> { values: ARCHIVING },
        /// Accepted: there is no dial-in provider here.
        "AcpInfo" provider: Option<Value>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// What the user's devices prove to the registrar that they know, as text or secure text; empty for no
        /// password. Kept as a digest for the SIP address that the user has then.
        "SipPassword" password: Option<Value> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
    state { gathered: Gathered }
}

impl SetCsUser {
    /// The properties that were given; empty text takes one away.
    fn given(&self) -> Vec<(&'static str, Json)> {
        let truths = [
            ("Enabled", self.enabled),
            ("AudioVideoDisabled", self.no_media),
            ("EnterpriseVoiceEnabled", self.voice),
            ("RemoteCallControlTelephonyEnabled", self.remote_control),
            ("HostedVoiceMail", self.voice_mail),
        ];
        let texts = [
            ("DisplayName", &self.display_name),
            ("LineURI", &self.line),
            ("OnPremLineURI", &self.own_line),
            ("LineServerURI", &self.line_server),
            ("PrivateLine", &self.private_line),
            ("ExchangeArchivingPolicy", &self.archiving),
        ];
        let truths = truths.into_iter().filter_map(|(name, truth)| Some((name, Json::Bool(truth?.0))));
        let texts = texts.into_iter().filter_map(|(name, text)| {
            let text = text.as_deref()?;
            Some((name, if text.is_empty() { Json::Null } else { Json::from(text) }))
        });
        truths.chain(texts).collect()
    }

    fn set(&self, transaction: &mut Transaction, identity: &str) -> Result<Option<Record>, Refusal> {
        let user = one_user(transaction, identity)?;
        let key = user.identity();
        let mut fields = match transaction.get(kinds::USER, &key)?.map(|record| record.value) {
            Some(Json::Object(fields)) => fields,
            _ => Map::new(),
        };
        if let Some(address) = &self.address {
            let address = sip_address(address)?;
            let taken = user_by_sip_address(transaction, &address)?.filter(|other| other.identity() != key);
            if let Some(other) = taken {
                return Err(Refusal::Exists(format!(
                    "The SIP address '{address}' is that of '{}'.",
                    other.label()
                )));
            }
            fields.insert("SipAddress".to_owned(), Json::from(address));
        }
        if let Some(password) = &self.password {
            let address = fields.get("SipAddress").and_then(Json::as_str).unwrap_or_default().to_owned();
            match digest(password, &address)? {
                Some(digest) => fields.insert("SipDigestSecret".to_owned(), Json::from(digest)),
                None => fields.shift_remove("SipDigestSecret"),
            };
        }
        let mut lines = [&self.line, &self.own_line].into_iter().flatten().filter(|line| !line.is_empty());
        let is_number =
            |line: &&String| line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("tel:"));
        if let Some(line) = lines.find(|line| !is_number(line)) {
            return Err(Refusal::Invalid(format!(
                "'{line}' is no telephone number of the form tel:+14255550101."
            )));
        }
        for (name, value) in self.given() {
            match value {
                Json::Null => fields.shift_remove(name),
                value => fields.insert(name.to_owned(), value),
            };
        }
        transaction.put(kinds::USER, &key, Json::Object(fields))?;
        Ok(transaction.get(kinds::USER, &key)?)
    }
}

/// The digest of a password for a SIP address; none for an empty password.
fn digest(password: &Value, address: &str) -> Result<Option<String>, Refusal> {
    let text = match password.unwrapped() {
        Value::String(text) => text.to_string(),
        Value::Null => String::new(),
        other => secure_string::plain(other)
            .ok_or_else(|| Refusal::Invalid("A SIP password is text or secure text.".to_owned()))?,
    };
    if text.is_empty() {
        return Ok(None);
    }
    let named = without_scheme(address).split_once('@');
    let (user, realm) = named
        .ok_or_else(|| Refusal::Invalid("A user without a SIP address has no SIP password.".to_owned()))?;
    Ok(Some(Secret::of_password(user, realm, &text).to_text()))
}

impl Gathering for SetCsUser {
    type Done = Option<Record>;
    const ACTIVITY: &'static str = "Changing users";

    fn gathered(&mut self) -> &mut Gathered {
        &mut self.gathered
    }

    fn apply(&self, transaction: &mut Transaction, identity: &str) -> Result<Option<Record>, Refusal> {
        self.set(transaction, identity)
    }
}

impl Cmdlet for SetCsUser {
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
