//! `Set-CsSite`.

use super::{edit, missing};
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{Role, ServiceId, Topology};

cmdlet! {
    /// Changes a site of the published topology: its description and the Edges that its users reach partners by.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
    /// Set-CsSite Redmond -XmppFederationRoute EdgeServer:edge02.contoso.net
    /// Set-CsSite -Identity Redmond -DisplayName Redmond -Description 'The first site' -Force
    /// Set-CsSite -Identity Redmond -FederationRoute EdgeServer:edge02.contoso.net -DefaultPersistentChatPool pool02.contoso.net
    /// ```
    "Set-CsSite" as SetCsSite { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The site, with or without `Site:` before its name.
        "Identity" identity: String { position: Some(0), pipe: Pipe::ByName },
        /// Another name.
        "DisplayName" name: Option<String>,
        /// Free text.
        "Description" description: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Edge for SIP partners, as `EdgeServer:edge02.contoso.net`; `$null` takes the route away.
        "FederationRoute" sip_route: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Edge for XMPP partners, as `EdgeServer:edge02.contoso.net`; `$null` takes the route away.
        "XmppFederationRoute" xmpp_route: Option<String> { validate: &[Validation::AllowNull, Validation::AllowEmptyString] },
        /// Accepted: there are no chat rooms here.
        "DefaultPersistentChatPool" chat_pool: Option<String>,
        /// Asks no questions.
        "Force" force: bool,
    }
}

/// The Edge that a route names; empty text is no route.
fn route(topology: &Topology, text: &str) -> Result<Option<ServiceId>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let id: ServiceId = text.parse().map_err(|error| Refusal::Invalid(format!("{error}.")))?;
    match topology.service(&id) {
        Some(service) if service.role == Role::EdgeServer => Ok(Some(service.id())),
        Some(_) => {
            Err(Refusal::Invalid(format!("'{id}' is not an Edge: a route leads through an EdgeServer.")))
        }
        None => Err(Refusal::NotFound(format!(
            "There is no service '{id}'. Get-CsService -EdgeServer lists the Edges that there are."
        ))),
    }
}

impl SetCsSite {
    fn apply(&self, topology: &mut Topology) -> Result<(), Refusal> {
        let sip = self.sip_route.as_deref().map(|text| route(topology, text)).transpose()?;
        let xmpp = self.xmpp_route.as_deref().map(|text| route(topology, text)).transpose()?;
        let taken = self.name.as_deref().filter(|name| topology.site(name).is_some());
        let site =
            topology.site_mut(&self.identity).ok_or_else(|| missing("site", &self.identity, "Get-CsSite"))?;
        if let Some(name) = taken.filter(|name| !name.eq_ignore_ascii_case(&site.name)) {
            return Err(Refusal::Exists(format!("The site '{name}' exists already.")));
        }
        if let Some(name) = &self.name {
            site.name.clone_from(name);
        }
        if let Some(description) = &self.description {
            site.description = Some(description.clone()).filter(|text| !text.is_empty());
        }
        if let Some(route) = sip {
            site.federation_route = route;
        }
        if let Some(route) = xmpp {
            site.xmpp_federation_route = route;
        }
        Ok(())
    }
}

impl Cmdlet for SetCsSite {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let identity = self.identity.clone();
        change(context, &identity, |transaction| edit(transaction, |topology| self.apply(topology)))?;
        Ok(())
    }
}
