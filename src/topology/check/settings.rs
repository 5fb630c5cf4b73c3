//! Rules over partners, Edge settings and certificates, together with the document.

use super::Findings;
use crate::topology::model::{
    AccessEdgeConfiguration, CertificateAssignment, CertificateUsage, Role, Topology, XmppAllowedPartner,
};
use crate::topology::negotiation;
use crate::topology::store::fold;
use std::collections::HashMap;

/// A partner's settings by themselves.
pub fn partner(partner: &XmppAllowedPartner, findings: &mut Findings) {
    let object = format!("XmppAllowedPartner:{}", partner.domain);
    match negotiation::methods_of(partner) {
        Err(impossible) => {
            let message = "The negotiation settings leave no way to connect.".to_owned();
            findings.error("ImpossibleNegotiation", &object, message, &format!("{impossible}."));
        }
        Ok((_, Some(warning))) => {
            let message = "The negotiation settings are unusual.".to_owned();
            findings.warning("OddNegotiation", &object, message, warning.message());
        }
        Ok((_, None)) => {}
    }
    for domain in std::iter::once(&partner.domain).chain(&partner.additional_domains) {
        if !is_domain_name(domain) {
            let message = format!("'{domain}' is not a domain name.");
            findings.error(
                "BadDomain",
                &object,
                message,
                "Give a name such as fabrikam.com, without wildcards.",
            );
        }
    }
    if partner.connection_limit == Some(0) {
        let message = "ConnectionLimit 0 allows no stream.".to_owned();
        findings.error("BadLimit", &object, message, "Give at least 1, or leave it out.");
    }
}

/// One domain with two partners, or a partner that is our own domain.
pub fn overlaps(partners: &[XmppAllowedPartner], topology: &Topology, findings: &mut Findings) {
    let mut owner: HashMap<String, &str> = HashMap::new();
    for partner in partners {
        let object = format!("XmppAllowedPartner:{}", partner.domain);
        for domain in std::iter::once(&partner.domain).chain(&partner.additional_domains) {
            let first = owner.entry(fold(domain)).or_insert(&partner.domain);
            if !first.eq_ignore_ascii_case(&partner.domain) {
                let message = format!("{domain} belongs to partner {first} as well.");
                findings.error("DuplicatePartner", &object, message, "Remove it from one of them.");
            }
            if topology.sip_domain(domain).is_some() {
                let message = format!("{domain} is a SIP domain of this deployment.");
                findings.error("OwnDomain", &object, message, "Partners are other domains; remove it.");
            }
        }
    }
}

/// Partners without what carries them.
pub fn edge(
    topology: &Topology,
    partners: &[XmppAllowedPartner],
    settings: &AccessEdgeConfiguration,
    findings: &mut Findings,
) {
    let routed = topology.sites.iter().any(|site| site.xmpp_federation_route.is_some());
    if !partners.is_empty() && !routed {
        let message = "Partners are configured, but no site has an XMPP route.".to_owned();
        let action = "Set it with Set-CsSite -XmppFederationRoute EdgeServer:<fqdn>.";
        findings.warning("NoXmppRoute", "XmppAllowedPartner", message, action);
    }
    if routed && !settings.allow_federated_users {
        let message = "XMPP is routed to an Edge, but AllowFederatedUsers is False.".to_owned();
        let action = "Set it with Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true.";
        findings.warning("FederationOff", "AccessEdgeConfiguration:Global", message, action);
    }
}

/// Each Edge with XMPP needs a certificate that names every SIP domain itself (migration.md C.4).
pub fn certificates(topology: &Topology, assignments: &[CertificateAssignment], findings: &mut Findings) {
    let usages = [CertificateUsage::XmppServer, CertificateUsage::AccessEdgeExternal];
    let ours = |service: &&crate::topology::model::Service| {
        service.role == Role::EdgeServer && service.xmpp_enabled && !topology.is_legacy_service(service)
    };
    for edge in topology.services.iter().filter(ours) {
        let Some(pool) = topology.pool(&edge.pool) else { continue };
        for computer in &pool.computers {
            let object = format!("Computer:{}", computer.fqdn);
            let found = usages.iter().find_map(|usage| {
                assignments.iter().find(|one| {
                    one.usage == *usage
                        && [&computer.fqdn, &pool.fqdn]
                            .iter()
                            .any(|name| one.computer.eq_ignore_ascii_case(name))
                })
            });
            let Some(certificate) = found else {
                let message = "XMPP is enabled, but no certificate is assigned.".to_owned();
                let action = "Use Request-CsCertificate and Set-CsCertificate -Type AccessEdgeExternal.";
                findings.warning("NoCertificate", &object, message, action);
                continue;
            };
            for domain in &topology.domains {
                let named = |name: &String| name.eq_ignore_ascii_case(&domain.name);
                if !certificate.alternative_names.iter().any(named) {
                    let message = format!("The certificate does not name {}.", domain.name);
                    let action = "Request one with -DomainName for each XMPP domain.";
                    findings.warning("CertificateName", &object, message, action);
                }
            }
        }
    }
}

/// Published changes that are not in force yet.
pub fn pending(published: &Topology, enabled: &Topology, findings: &mut Findings) {
    if published != enabled {
        let message = "The published topology is not the one in force.".to_owned();
        findings.warning("NotEnabled", "Topology", message, "Run Enable-CsTopology.");
    }
}

/// Letters, digits and hyphens between dots (RFC 1123); international names in their ASCII form or not.
fn is_domain_name(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    name.len() <= 253 && name.split('.').all(label)
}
