//! Rules over the whole deployment, for `Test-CsTopology` and before `Enable-CsTopology`.
//!
//! A rule looks and reports; it never changes or refuses anything itself.

mod document;
mod settings;
#[cfg(test)]
mod tests;

use super::kinds;
use super::model::{
    AccessEdgeConfiguration, CertificateAssignment, EnabledTopology, PublishedTopology, Topology,
    XmppAllowedPartner, list, load, load_or_default,
};
use super::store::{Reader, StoreError};
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Cannot work; `Enable-CsTopology` refuses it.
    Error,
    /// Works, but perhaps not as meant.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
        })
    }
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// Short stable name of the rule, such as `DuplicateFqdn`.
    pub rule: &'static str,
    /// What it is about: `Site:Redmond`, `EdgeServer:edge02.contoso.net`, `XmppAllowedPartner:fabrikam.com`.
    pub object: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do, in a sentence.
    pub action: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}: {} {}", self.severity, self.object, self.message, self.action)
    }
}

/// Gathers findings.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, severity: Severity, rule: &'static str, object: &str, message: String, action: &str) {
        let (object, action) = (object.to_owned(), action.to_owned());
        self.0.push(Finding { severity, rule, object, message, action });
    }

    fn error(&mut self, rule: &'static str, object: &str, message: String, action: &str) {
        self.add(Severity::Error, rule, object, message, action);
    }

    fn warning(&mut self, rule: &'static str, object: &str, message: String, action: &str) {
        self.add(Severity::Warning, rule, object, message, action);
    }

    fn sorted(mut self) -> Vec<Finding> {
        self.0.sort_by_key(|finding| finding.severity);
        self.0
    }
}

/// Checks a topology document by itself. Errors first.
pub fn check_topology(topology: &Topology) -> Vec<Finding> {
    let mut findings = Findings::default();
    document::check(topology, &mut findings);
    findings.sorted()
}

/// Checks one partner's settings. Errors first.
pub fn check_partner(partner: &XmppAllowedPartner) -> Vec<Finding> {
    let mut findings = Findings::default();
    settings::partner(partner, &mut findings);
    findings.sorted()
}

/// Checks the published topology together with partners, Edge settings, certificates and what is in
/// force. Errors first.
pub fn check_deployment(reader: &dyn Reader) -> Result<Vec<Finding>, StoreError> {
    let published = load::<PublishedTopology>(reader, kinds::PUBLISHED)?.unwrap_or_default().0;
    let enabled = load::<EnabledTopology>(reader, kinds::ENABLED)?.unwrap_or_default().0;
    let partners: Vec<XmppAllowedPartner> = list(reader)?;
    let edge: AccessEdgeConfiguration = load_or_default(reader, kinds::GLOBAL)?;
    let assigned: Vec<CertificateAssignment> = list(reader)?;
    let now = chrono::Utc::now();
    let certificates: Vec<CertificateAssignment> =
        assigned.iter().filter_map(|one| one.in_use(now).cloned()).collect();
    let mut findings = Findings::default();
    document::check(&published, &mut findings);
    document::check_homes(reader, &published, &mut findings)?;
    settings::pending(&published, &enabled, &mut findings);
    partners.iter().for_each(|partner| settings::partner(partner, &mut findings));
    settings::overlaps(&partners, &published, &mut findings);
    settings::edge(&published, &partners, &edge, &mut findings);
    settings::certificates(&published, &certificates, &mut findings);
    Ok(findings.sorted())
}
