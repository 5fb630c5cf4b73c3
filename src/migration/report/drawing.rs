//! A deployment as SVG: sites with their pools side by side, partners on the right, routes between.

use super::Deployment;
use crate::topology::document::escape;
use crate::topology::model::{HomeKind, Pool, Role, Topology};
use std::fmt::Write as _;

const BOX_WIDTH: usize = 250;
const BOX_HEIGHT: usize = 52;
const GAP: usize = 16;
const SITE_WIDTH: usize = BOX_WIDTH + 2 * GAP;
const TITLE: usize = 30;

/// Where a box is.
#[derive(Clone, Copy)]
struct Place {
    x: usize,
    y: usize,
}

impl Place {
    fn right(self) -> (usize, usize) {
        (self.x + BOX_WIDTH, self.y + BOX_HEIGHT / 2)
    }
}

/// The drawing, an `svg` element.
pub fn svg(deployment: &Deployment) -> String {
    let topology = &deployment.topology;
    let tallest = topology.sites.iter().map(|site| pools(topology, &site.site_id).count()).max().unwrap_or(0);
    let rows = tallest.max(deployment.partners.len()).max(1);
    let height = TITLE + rows * (BOX_HEIGHT + GAP) + 2 * GAP;
    let columns = topology.sites.len() + 1;
    let width = columns * (SITE_WIDTH + 4 * GAP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n"
    );
    let mut places: Vec<(&Pool, Place)> = Vec::new();
    for (column, site) in topology.sites.iter().enumerate() {
        let x = column * (SITE_WIDTH + 4 * GAP) + GAP;
        frame(&mut svg, x, height, &site.name);
        for (row, pool) in pools(topology, &site.site_id).enumerate() {
            let place = place(x, row);
            pool_box(&mut svg, place, deployment, pool);
            places.push((pool, place));
        }
    }
    let x = topology.sites.len() * (SITE_WIDTH + 4 * GAP) + GAP;
    frame(&mut svg, x, height, "XMPP partners");
    let mut partners: Vec<&str> = deployment.partners.iter().map(String::as_str).collect();
    if partners.is_empty() {
        partners.push("none configured");
    }
    for (row, partner) in partners.iter().enumerate() {
        labelled_box(&mut svg, place(x, row), "#fff6dd", partner, "");
    }
    routes(&mut svg, topology, &places, place(x, 0));
    svg.push_str("</svg>\n");
    svg
}

fn pools<'a>(topology: &'a Topology, site_id: &'a str) -> impl Iterator<Item = &'a Pool> {
    topology.pools.iter().filter(move |pool| pool.site_id.eq_ignore_ascii_case(site_id))
}

fn place(x: usize, row: usize) -> Place {
    Place { x: x + GAP, y: TITLE + GAP + row * (BOX_HEIGHT + GAP) }
}

fn frame(svg: &mut String, x: usize, height: usize, title: &str) {
    let _ = writeln!(
        svg,
        "<rect x=\"{x}\" y=\"4\" width=\"{SITE_WIDTH}\" height=\"{}\" rx=\"6\" fill=\"none\" stroke=\"#999\"/>\
         <text x=\"{}\" y=\"24\" font-weight=\"bold\">{}</text>",
        height - 8,
        x + GAP,
        escape(title)
    );
}

fn labelled_box(svg: &mut String, place: Place, colour: &str, title: &str, detail: &str) {
    let _ = writeln!(
        svg,
        "<rect x=\"{}\" y=\"{}\" width=\"{BOX_WIDTH}\" height=\"{BOX_HEIGHT}\" rx=\"4\" fill=\"{colour}\" \
         stroke=\"#666\"/><text x=\"{x}\" y=\"{}\">{}</text><text x=\"{x}\" y=\"{}\" fill=\"#555\">{}</text>",
        place.x,
        place.y,
        place.y + 21,
        escape(title),
        place.y + 40,
        escape(detail),
        x = place.x + 10,
    );
}

fn pool_box(svg: &mut String, place: Place, deployment: &Deployment, pool: &Pool) {
    let topology = &deployment.topology;
    let colour = match topology.home_kind(&pool.fqdn) {
        Some(HomeKind::New) => "#e3f0fb",
        Some(HomeKind::Legacy) => "#eeeeee",
        _ => "#f7e8f5",
    };
    let services = topology.services.iter().filter(|service| service.pool.eq_ignore_ascii_case(&pool.fqdn));
    let mut details: Vec<String> = services
        .map(|service| match (&service.role, service.xmpp_enabled) {
            (Role::XmppGateway, _) | (_, false) => service.role.to_string(),
            (role, true) => format!("{role} with XMPP"),
        })
        .collect();
    let routed = topology.sites.iter().filter(|site| {
        site.federation_route.as_ref().is_some_and(|route| route.pool.eq_ignore_ascii_case(&pool.fqdn))
    });
    details.extend(routed.map(|site| format!("SIP route of {}", site.name)));
    if let Some(users) = deployment.homes.get(&pool.fqdn.to_lowercase()) {
        details.push(format!("{users} users"));
    }
    labelled_box(svg, place, colour, &pool.fqdn, &details.join(", "));
}

/// A line from each Edge that a site routes XMPP to, and from the legacy gateway while there is one.
fn routes(svg: &mut String, topology: &Topology, places: &[(&Pool, Place)], partners: Place) {
    let edges = topology.sites.iter().filter_map(|site| Some(&topology.xmpp_route(site)?.pool));
    let legacy = topology.legacy_gateway().map(|gateway| (&gateway.pool, "6 4", "legacy"));
    let lines = edges.map(|pool| (pool, "none", "XMPP route")).chain(legacy);
    for (pool, dashes, label) in lines {
        let Some((_, place)) = places.iter().find(|(one, _)| one.fqdn.eq_ignore_ascii_case(pool)) else {
            continue;
        };
        let ((x1, y1), (x2, y2)) = (place.right(), (partners.x, partners.y + BOX_HEIGHT / 2));
        let _ = writeln!(
            svg,
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#2a6\" stroke-width=\"2\" \
             stroke-dasharray=\"{dashes}\"/><text x=\"{}\" y=\"{}\" fill=\"#2a6\">{label}</text>",
            x1 + GAP,
            y1.saturating_sub(5),
        );
    }
}
