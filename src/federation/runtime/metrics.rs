//! Figures for Prometheus, as text over HTTP.

use super::RuntimeError;
use super::host::HostHandle;
use super::state::{HostStatus, ServiceState, StreamStatus};
use std::fmt::Write;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A request may be so long, and take so long.
const REQUEST: usize = 8 * 1024;
const LIMIT: Duration = Duration::from_secs(5);

/// A running listener; ends with this.
pub struct MetricsServer {
    _stop: DropGuard,
}

impl MetricsServer {
    /// Listens. Errors: the address is taken.
    pub async fn start(address: SocketAddr, host: HostHandle) -> Result<MetricsServer, RuntimeError> {
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| RuntimeError::Topology(format!("cannot serve figures on {address}: {error}")))?;
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        tokio::spawn(async move {
            loop {
                let accepted = tokio::select! {
                    accepted = listener.accept() => accepted,
                    () = stopped.cancelled() => return,
                };
                match accepted {
                    Ok((tcp, _)) => {
                        let host = host.clone();
                        tokio::spawn(async move {
                            // A reader that hangs up has what it wanted.
                            let _ = timeout(LIMIT, answer(tcp, &host)).await;
                        });
                    }
                    Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                }
            }
        });
        Ok(MetricsServer { _stop: stop.drop_guard() })
    }
}

async fn answer(mut tcp: TcpStream, host: &HostHandle) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.windows(4).any(|window| window == b"\r\n\r\n") && request.len() < REQUEST {
        let read = tcp.read(&mut buffer).await?;
        if read == 0 {
            break;
        }
        request.extend_from_slice(buffer.get(..read).unwrap_or_default());
    }
    let wanted = request.starts_with(b"GET /metrics ") || request.starts_with(b"GET / ");
    let (status, body) = match (wanted, host.status().await, host.streams().await) {
        (true, Ok(status), Ok(streams)) => ("200 OK", text(&status, &streams)),
        (true, ..) => ("503 Service Unavailable", String::new()),
        (false, ..) => ("404 Not Found", String::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    tcp.write_all(head.as_bytes()).await?;
    tcp.write_all(body.as_bytes()).await?;
    tcp.shutdown().await
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
