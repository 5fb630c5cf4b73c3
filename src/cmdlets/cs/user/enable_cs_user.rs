//! `Enable-CsUser`.

use super::{one_user, shown, sip_address};
use crate::cmdlet;
use crate::cmdlets::cs::gather::{Gathered, Gathering};
use crate::cmdlets::cs::state::Refusal;
use crate::cmdlets::cs::topology::published;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::{Engine, Outcome};
use crate::topology::kinds;
use crate::topology::model::{Entity, Topology, User, save, user_by_sip_address, without_scheme};
use crate::topology::store::{Reader, Transaction};

cmdlet! {
    /// Enables a user: address and home pool.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:ann@contoso.com
    /// Enable-CsUser -Identity bob@contoso.com -DisplayName 'Bob Lee' -RegistrarPool pool02.contoso.net -SipAddressType UserPrincipalName -SipDomain contoso.com -DomainController dc01.contoso.net -PassThru
    /// New-CsHostingProvider Fabrikam -ProxyFqdn sipfed.fabrikam.com -Enabled $true -EnabledSharedAddressSpace $true -HostsOCSUsers $true | Out-Null
    /// Enable-CsUser -Identity cat@contoso.com -HostingProviderProxyFqdn sipfed.fabrikam.com -SipAddress sip:cat@contoso.com -ProxyPool edge02.contoso.net
    /// ```
    "Enable-CsUser" as EnableCsUser { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The user; one that is not in the directory yet is made.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The home pool.
        "RegistrarPool" pool: Option<String>,
        /// The SIP address.
        "SipAddress" address: Option<String>,
        /// How to make the SIP address, together with -SipDomain where it needs one.
        "SipAddressType" address_type: Option<String> { values: &["FirstLastName", "EmailAddress", "UserPrincipalName", "SamAccountName"] },
        /// The SIP domain of an address that is made.
        "SipDomain" domain: Option<String>,
        /// The Access Edge of the provider that the account is with, instead of a home pool.
        "HostingProviderProxyFqdn" provider: Option<String> { aliases: &["HostingProvider"] },
        /// Accepted: the Edge of the site's route is used.
        "ProxyPool" proxy: Option<String>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
        /// The full name of a new user.
        "DisplayName" display_name: Option<String>,
        /// Sends the user on.
        "PassThru" pass_thru: bool,
    }
    state { gathered: Gathered }
}

impl EnableCsUser {
    /// The SIP address: the given one, or one made from the user's names.
    fn sip_address(&self, identity: &str, user: &User, topology: &Topology) -> Result<String, Refusal> {
        if let Some(address) = &self.address {
            return Ok(address.clone());
        }
        let lacks = |what: &str| {
            Err(Refusal::Invalid(format!(
                "'{identity}' has no {what} to make a SIP address from; -SipAddress gives one."
            )))
        };
        let domain = self.domain.as_deref().or(topology.default_domain.as_deref());
        let at_domain = |name: &str| match domain {
            Some(domain) => Ok(format!("{name}@{domain}")),
            None => Err(Refusal::Invalid("-SipDomain has to say in which domain the address is.".to_owned())),
        };
        match self.address_type.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("firstlastname") => match (&user.first_name, &user.last_name) {
                (Some(first), Some(last)) => at_domain(&format!("{first}.{last}").replace(' ', "")),
                _ => lacks("first and last name"),
            },
            Some("samaccountname") => match &user.sam_account_name {
                Some(name) => at_domain(name),
                None => lacks("logon name"),
            },
            Some("emailaddress") => match &user.windows_email_address {
                Some(address) => Ok(address.clone()),
                None => lacks("mail address"),
            },
            Some(_) => match &user.user_principal_name {
                Some(name) => Ok(name.clone()),
                None => lacks("sign-in name"),
            },
            None => {
                let known = user.sip_address.clone().or_else(|| user.user_principal_name.clone());
                match known.filter(|address| address.contains('@')) {
                    Some(address) => Ok(address),
                    None => Err(Refusal::Invalid(format!(
                        "'{identity}' has no SIP address; -SipAddress gives one."
                    ))),
                }
            }
        }
    }

    /// Refuses a home that there is not, none, or two.
    fn check_home(&self, topology: &Topology) -> Result<(), Refusal> {
        let reason = match (&self.pool, &self.provider) {
            (Some(pool), None) if topology.pool(pool).is_none() => {
                return Err(Refusal::NotFound(format!("There is no pool '{pool}'.")));
            }
            (Some(_), None) | (None, Some(_)) => return Ok(()),
            (None, None) => "-RegistrarPool has to say where the user's home is.",
            (Some(_), Some(_)) => {
                "A user is either on a pool or with a provider: give -RegistrarPool or -HostingProviderProxyFqdn."
            }
        };
        Err(Refusal::Invalid(reason.to_owned()))
    }

    fn enable(&self, transaction: &mut Transaction, identity: &str) -> Result<User, Refusal> {
        let topology = published(transaction)?;
        self.check_home(&topology)?;
        let mut user = match one_user(transaction, identity) {
            Err(Refusal::NotFound(_)) if !identity.contains('*') => new_user(identity),
            found => found?,
        };
        let address = sip_address(&self.sip_address(identity, &user, &topology)?)?;
        let taken = user_by_sip_address(transaction, &address)?.filter(|other| other.id != user.id);
        if let Some(other) = taken {
            return Err(Refusal::Exists(format!(
                "The SIP address '{address}' is that of '{}'.",
                other.label()
            )));
        }
        user.sip_address = Some(address);
        user.registrar_pool = self.pool.clone();
        user.display_name = self.display_name.clone().or(user.display_name);
        user.enabled = true;
        if user.id.is_empty() {
            user.id = user.key().unwrap_or_default();
        }
        save(transaction, &user)?;
        if let Some(provider) = &self.provider {
            note_provider(transaction, &user, provider)?;
        }
        Ok(user)
    }
}

/// Somebody who is not in the directory yet, with what the identity says of them: it finds them again.
fn new_user(identity: &str) -> User {
    let identity = identity.trim();
    let own = |text: &str| Some(without_scheme(text).to_owned());
    let is_name = identity.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("cn="));
    match identity.split_once('\\') {
        Some((_, logon)) => User { sam_account_name: own(logon), ..User::default() },
        None if identity.contains('@') => User { user_principal_name: own(identity), ..User::default() },
        None if is_name => User { distinguished_name: own(identity), ..User::default() },
        None => User { display_name: own(identity), ..User::default() },
    }
}

/// Writes with which provider an account is. Errors: nobody knows the provider.
fn note_provider(transaction: &mut Transaction, user: &User, provider: &str) -> Result<(), Refusal> {
    if transaction.find("HostingProvider", "ProxyFqdn", provider)?.is_empty() {
        return Err(Refusal::NotFound(format!(
            "There is no hosting provider '{provider}'. Get-CsHostingProvider lists those that there are."
        )));
    }
    let Some(record) = transaction.get(kinds::USER, &user.identity())? else { return Ok(()) };
    let mut value = record.value;
    value["HostingProvider"] = provider.into();
    Ok(transaction.put(kinds::USER, &user.identity(), value)?)
}

impl Gathering for EnableCsUser {
    type Done = User;
    const ACTIVITY: &'static str = "Enabling users";

    fn gathered(&mut self) -> &mut Gathered {
        &mut self.gathered
    }

    fn apply(&self, transaction: &mut Transaction, identity: &str) -> Result<User, Refusal> {
        self.enable(transaction, identity)
    }
}

impl Cmdlet for EnableCsUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        match self.gather(context, &identity)? {
            Ok(Some(user)) if self.pass_thru => context.output(shown(&user)),
            Ok(_) => Ok(()),
            Err(refusal) => refusal.report(context),
        }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.commit(context)
    }

    fn clean(&mut self, engine: &mut Engine) {
        self.commit_rest(engine);
    }
}
