//! `Get-CsUser`.

use super::select::{self, Search, Selection};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::topology::model::HomeKind;

cmdlet! {
    /// Lists users who have been enabled: by identity, by a filter, by organisational unit, or by the kind of their home.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsUser -Filter { RegistrarPool -eq 'pool01.contoso.net' -and Enabled -eq $true } | Select-Object SipAddress
    /// Get-CsUser -LdapFilter 'sn=Myer' -ResultSize 10
    /// Get-CsUser -OnLyncServer
    /// Get-CsUser -OnModernServer
    /// Get-CsUser -OnOfficeCommunicationServer
    /// Get-CsUser -UnAssignedUser
    /// Get-CsUser -DomainController dc01.contoso.net
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Enable-CsUser ken@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:ken@contoso.com
    /// Get-CsUser -Identity ken@contoso.com
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// Get-CsUser -OU 'ou=Sales,dc=contoso,dc=com' -Credential $account
    /// ```
    "Get-CsUser" as GetCsUser { module: "fedsh.Cs" }
    parameters {
        /// SIP address, sign-in name, `domain\logon`, distinguished name or display name, which may have `*`.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::Both },
        /// A condition over properties: `{ RegistrarPool -eq 'pool01.contoso.net' }`, with -eq, -ne, -like, -notlike, -lt, -le, -gt, -ge, -and, -or and -not.
        "Filter" filter: Option<Value>,
        /// A condition in the form of RFC 4515, with names of the directory; outer parentheses may be left out.
        "LdapFilter" ldap: Option<String>,
        /// Only users below this organisational unit: a distinguished name, or `contoso.com/Sales`.
        "OU" unit: Option<String>,
        /// Only users whose home is a pool of Lync Server 2010 or later.
        "OnLyncServer" on_new: bool,
        /// Only users whose home is a pool of Office Communications Server.
        "OnOfficeCommunicationServer" on_legacy: bool,
        /// Only users whose home is a pool of Lync Server 2013 or later.
        "OnModernServer" on_modern: bool,
        /// Only users who have a SIP address but no home pool.
        "UnAssignedUser" unassigned: bool,
        /// At most so many, or Unlimited.
        "ResultSize" size: Option<String>,
        /// Accepted: users are in this store.
        "Credential" credential: Option<Value>,
        /// Accepted: users are in this store.
        "DomainController" controller: Option<String>,
    }
}

impl Cmdlet for GetCsUser {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = Selection {
            identity: self.identity.clone(),
            unit: self.unit.as_deref().map(select::unit_name),
            unassigned: self.unassigned,
            enabled_only: true,
            home: self.on_modern.then_some(HomeKind::New),
            on_ocs: match (self.on_new, self.on_legacy) {
                (true, false) => Some(false),
                (false, true) => Some(true),
                _ => None,
            },
            ..Selection::default()
        };
        let search =
            Search { filter: self.filter.as_ref(), ldap: self.ldap.as_deref(), size: self.size.as_deref() };
        select::send(context, selection, &search)
    }
}
