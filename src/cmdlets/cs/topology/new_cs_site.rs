//! `New-CsSite`.

use super::edit;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::Site;

cmdlet! {
    /// Adds a site to the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -City Redmond
    /// New-CsSite -Name Berlin -Description 'The second site' -State Berlin -CountryCode DE -SipDomain contoso.de
    /// ```
    "New-CsSite" as NewCsSite { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its name.
        "Name" name: String { aliases: &["Identity"], position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Free text.
        "Description" description: Option<String> { pipe: Pipe::ByName },
        /// Where it is.
        "City" city: Option<String> { pipe: Pipe::ByName },
        /// In which state.
        "State" state: Option<String> { pipe: Pipe::ByName },
        /// In which country.
        "CountryCode" country: Option<String> { pipe: Pipe::ByName },
        /// SIP domain that is added to the deployment; the first becomes the default one.
        "SipDomain" domain: Option<String> { pipe: Pipe::ByName },
    }
}

impl Cmdlet for NewCsSite {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (name, domain) = (self.name.clone(), self.domain.clone());
        let (description, city, state, country) =
            (self.description.clone(), self.city.clone(), self.state.clone(), self.country.clone());
        let made = change(context, &name.clone(), move |transaction| {
            edit(transaction, |topology| {
                if topology.site(&name).is_some() {
                    return Err(Refusal::Exists(format!("The site '{name}' exists already.")));
                }
                let mut site = Site::new(topology.next_site_id(), name);
                (site.description, site.city, site.state, site.country_code) =
                    (description, city, state, country);
                topology.sites.push(site.clone());
                if let Some(domain) = domain
                    && topology.sip_domain(&domain).is_none()
                {
                    topology.default_domain.get_or_insert_with(|| domain.clone());
                    topology.domains.push(crate::topology::model::SipDomain {
                        name: domain,
                        authoritative: true,
                        allow_sub_domains: false,
                    });
                }
                Ok(site)
            })
        })?;
        match made {
            Some(site) => context.output(object::typed("CsSite", Some(&site.identity()), &site)),
            None => Ok(()),
        }
    }
}
