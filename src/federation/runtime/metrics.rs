//! Figures for Prometheus, as text over HTTP.

use super::RuntimeError;
use super::host::HostHandle;
use super::state::{HostStatus, ServiceState, StreamStatus};
use crate::federation::pages::{Page, Pages};
use std::fmt::Write;
use std::net::SocketAddr;

/// Their format. Source: Prometheus' text format.
const FORMAT: &str = "text/plain; version=0.0.4";

/// A running listener; ends with this.
pub struct MetricsServer {
    _pages: Pages,
}

impl MetricsServer {
    /// Listens. Errors: the address is taken.
    pub async fn start(address: SocketAddr, host: HostHandle) -> Result<MetricsServer, RuntimeError> {
        let answer = move |path: String| {
            let host = host.clone();
            async move { page(&path, &host).await }
        };
        let listening = Pages::start(address, answer).await;
        let failed = |error| RuntimeError::Topology(format!("cannot serve figures on {address}: {error}"));
        Ok(MetricsServer { _pages: listening.map_err(failed)? })
    }
}

async fn page(path: &str, host: &HostHandle) -> Page {
    if !matches!(path, "/metrics" | "/") {
        return Page::absent();
    }
    match (host.status().await, host.streams().await) {
        (Ok(status), Ok(streams)) => Page::of(FORMAT, text(&status, &streams)),
        _ => Page::unavailable(),
    }
}

/// A label's value, quoted.
fn label(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// The exposition format of Prometheus, version 0.0.4.
fn text(status: &HostStatus, streams: &[StreamStatus]) -> String {
    let mut out = String::new();
    let mut family = |name: &str, kind: &str, help: &str, samples: Vec<(String, String)>| {
        let _ = writeln!(out, "# HELP fedsh_{name} {help}\n# TYPE fedsh_{name} {kind}");
        for (labels, value) in samples {
            let _ = writeln!(out, "fedsh_{name}{labels} {value}");
        }
    };
    let plain = |value: String| vec![(String::new(), value)];
    family("store_revision", "gauge", "Revision of the store in force.", plain(status.revision.to_string()));
    let (out_count, back) = status.carried;
    let carried = [("to_xmpp", out_count), ("from_xmpp", back)];
    let carried = carried.map(|(way, count)| (format!("{{direction={}}}", label(way)), count.to_string()));
    family("messages_total", "counter", "Messages that the gateway carried.", carried.to_vec());
    let services = status.services.iter().map(|service| {
        let up = service.state == ServiceState::Running;
        (format!("{{service={}}}", label(&service.name)), u8::from(up).to_string())
    });
    family("service_up", "gauge", "Whether a service runs.", services.collect());
    let links = status
        .links
        .iter()
        .map(|link| (format!("{{computer={}}}", label(&link.computer)), u8::from(link.ready).to_string()));
    family("link_up", "gauge", "Whether the link between gateway and proxy is open.", links.collect());
    let ends = status.certificates.iter().map(|one| {
        let labels = [("usage", &one.usage), ("thumbprint", &one.thumbprint)];
        let labels = labels.map(|(name, value)| format!("{name}={}", label(value)));
        (format!("{{{}}}", labels.join(",")), one.not_after.timestamp().to_string())
    });
    let help = "End of a certificate's validity, in seconds since 1970.";
    family("certificate_not_after_seconds", "gauge", help, ends.collect());
    let partner = |value: fn(&StreamStatus) -> u64| {
        let sample = |stream: &StreamStatus| {
            (format!("{{partner={}}}", label(&stream.domain)), value(stream).to_string())
        };
        streams.iter().map(sample).collect::<Vec<_>>()
    };
    family("streams_in", "gauge", "Streams that partners opened.", partner(|stream| stream.incoming as u64));
    family("streams_out", "gauge", "Streams that we opened.", partner(|stream| stream.outgoing as u64));
    family("stanzas_received_total", "counter", "Stanzas from partners.", partner(|stream| stream.received));
    family("stanzas_sent_total", "counter", "Stanzas to partners.", partner(|stream| stream.sent));
    family(
        "stanzas_bounced_total",
        "counter",
        "Stanzas returned with an error.",
        partner(|stream| stream.bounced),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_quoted() {
        assert_eq!(label("a\"b\\c\nd"), r#""a\"b\\c\nd""#);
    }
}
