//! `New-CsXmppFederation`.

use super::{described, enable};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::cmdlets::cs::topology::edit;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

enabling! {
    /// Enables XMPP federation of a site: route, Edge, listening port and gateways. Enable-CsTopology puts it in force.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
    /// New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net
    /// Remove-CsXmppFederation Redmond
    /// New-CsXmppFederation -Identity Redmond -EdgeServer edge02.contoso.net -ListeningPort 5270 -Force
    /// ```
    "New-CsXmppFederation" as NewCsXmppFederation, true
}
