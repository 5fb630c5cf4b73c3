//! `Show-CsTopology`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::migration::report::{Deployment, deployed, page, svg};
use crate::topology::model::{HomeKind, Pool, Site, Topology};

cmdlet! {
    /// Draws the deployment: sites with their pools and Edges, partners, and the routes between them.
    ///
    /// The topology in force is drawn, or the published one before any was enabled.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Show-CsTopology
    /// Show-CsTopology -As Svg | Set-Content topology.svg
    /// ```
    "Show-CsTopology" as ShowCsTopology { module: "fedsh.Cs", output_types: &["System.String"] }
    parameters {
        /// Lines for the terminal, an SVG drawing, or an HTML page with it.
        "As" form: Form { position: Some(0) },
    }
}

crate::enum_parameter! {
    /// What `Show-CsTopology` writes.
    Form { Text, Svg, Html } default Text
}

impl Cmdlet for ShowCsTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let deployment = match deployed(&**session.store()) {
            Ok(deployment) => deployment,
            Err(error) => return Refusal::from(error).report(context),
        };
        match self.form {
            Form::Svg => context.output(Value::text(svg(&deployment))),
            Form::Html => context.output(Value::text(page("Topology", &svg(&deployment)))),
            Form::Text => {
                lines(&deployment).into_iter().try_for_each(|line| context.output(Value::text(line)))
            }
        }
    }
}

/// The drawing as lines: one tree for each site, and one of the partners.
fn lines(deployment: &Deployment) -> Vec<String> {
    let topology = &deployment.topology;
    let mut out = Vec::new();
    for site in &topology.sites {
        out.push(format!("Site {}", site.name));
        let pools = topology.pools.iter().filter(|pool| pool.site_id.eq_ignore_ascii_case(&site.site_id));
        let mut rows: Vec<String> = pools.map(|pool| pool_line(deployment, pool)).collect();
        rows.extend(routes(topology, site));
        tree(&mut out, rows);
    }
    out.push("XMPP partners".to_string());
    let mut partners = deployment.partners.clone();
    if partners.is_empty() {
        partners.push("none".to_string());
    }
    tree(&mut out, partners);
    out
}

fn tree(out: &mut Vec<String>, rows: Vec<String>) {
    let last = rows.len().saturating_sub(1);
    out.extend(rows.into_iter().enumerate().map(|(index, row)| {
        let branch = if index == last { "└─" } else { "├─" };
        format!("{branch} {row}")
    }));
}

fn pool_line(deployment: &Deployment, pool: &Pool) -> String {
    let topology = &deployment.topology;
    let services = topology.services.iter().filter(|service| service.pool.eq_ignore_ascii_case(&pool.fqdn));
    let mut details: Vec<String> = services
        .map(|service| match service.xmpp_enabled {
            true => format!("{} with XMPP", service.role),
            false => service.role.to_string(),
        })
        .collect();
    if topology.home_kind(&pool.fqdn) == Some(HomeKind::Legacy) {
        details.push("legacy".to_string());
    }
    if let Some(users) = deployment.homes.get(&pool.fqdn.to_lowercase()) {
        details.push(format!("{users} users"));
    }
    format!("{}  {}", pool.fqdn, details.join(", ")).trim_end().to_string()
}

/// Where the site's federation goes.
fn routes(topology: &Topology, site: &Site) -> Vec<String> {
    let sip = topology.federation_route(site).map(|service| ("SIP", &service.pool));
    let xmpp = topology.xmpp_route(site).map(|service| ("XMPP", &service.pool));
    sip.into_iter().chain(xmpp).map(|(kind, pool)| format!("{kind} ──> {pool} ──> partners")).collect()
}
