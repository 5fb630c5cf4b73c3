//! `Set-CsXmppFederation`.

use super::{described, enable};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::cmdlets::cs::topology::edit;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

enabling! {
    /// Changes XMPP federation of a site to another Edge or port.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
    /// New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
    /// Set-CsXmppFederation Redmond -EdgeServer edge02.contoso.net -ListeningPort 15269
    /// Set-CsXmppFederation -Identity Redmond -EdgeServer edge02.contoso.net -ListeningPort 5271 -Force
    /// ```
    "Set-CsXmppFederation" as SetCsXmppFederation, false
}
