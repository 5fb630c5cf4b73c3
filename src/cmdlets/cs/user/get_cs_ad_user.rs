//! `Get-CsAdUser`.

use super::select::{self, Search, Selection};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Lists everybody in the directory, enabled or not.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsAdUser -Filter { Enabled -ne $true }
    /// Get-CsAdUser -LdapFilter 'sn=Myer' -ResultSize 10
    /// Get-CsAdUser -DomainController dc01.contoso.net
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:ken@contoso.com
    /// Get-CsAdUser -Identity ken@contoso.com
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// Get-CsAdUser -OU 'ou=Sales,dc=contoso,dc=com' -Credential $account
    /// ```
    "Get-CsAdUser" as GetCsAdUser { module: "fedsh.Cs" }
    parameters {
        /// SIP address, sign-in name, `domain\logon`, distinguished name or display name, which may have `*`.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::Both },
        /// A condition over properties, as for Get-CsUser.
        "Filter" filter: Option<Value>,
        /// A condition in the form of RFC 4515.
        "LdapFilter" ldap: Option<String>,
        /// Only people below this organisational unit.
        "OU" unit: Option<String>,
        /// At most so many, or Unlimited.
        "ResultSize" size: Option<String>,
        /// Accepted: the directory is in this store.
        "Credential" credential: Option<Value>,
        /// Accepted: the directory is in this store.
        "DomainController" controller: Option<String>,
    }
}

impl Cmdlet for GetCsAdUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let unit = self.unit.as_deref().map(select::unit_name);
        let selection = Selection { identity: self.identity.clone(), unit, ..Selection::default() };
        let search =
            Search { filter: self.filter.as_ref(), ldap: self.ldap.as_deref(), size: self.size.as_deref() };
        select::send(context, selection, &search)
    }
}
