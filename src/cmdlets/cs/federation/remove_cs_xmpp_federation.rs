//! `Remove-CsXmppFederation`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::cmdlets::cs::topology::edit;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Ends XMPP federation of a site: its route is taken out and the Edge stops listening for partners.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
    /// New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
    /// Remove-CsXmppFederation Redmond
    /// New-CsXmppFederation Redmond -EdgeServer edge02.contoso.net | Out-Null
    /// Remove-CsXmppFederation -Identity Redmond -Force
    /// ```
    "Remove-CsXmppFederation" as RemoveCsXmppFederation { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The site.
        "Identity" site: String { aliases: &["Site"], position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Accepted: there are no further questions.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveCsXmppFederation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.site.clone();
        change(context, &name, |transaction| {
            edit(transaction, |topology| {
                let Some(site) = topology.site_mut(&name) else {
                    return Err(Refusal::NotFound(format!("There is no site '{name}'.")));
                };
                let Some(route) = site.xmpp_federation_route.take() else {
                    return Err(Refusal::NotFound(format!("The site '{name}' has no XMPP federation.")));
                };
                let still_used =
                    topology.sites.iter().any(|site| site.xmpp_federation_route.as_ref() == Some(&route));
                if !still_used && let Some(edge) = topology.service_mut(&route) {
                    edge.xmpp_enabled = false;
                }
                Ok(())
            })
        })?;
        Ok(())
    }
}
