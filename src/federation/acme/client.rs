//! HTTPS for ACME: the program's own HTTP client, whose calls block, on threads where they may.

use bytes::Bytes;
use http_body_util::BodyExt;
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use ureq::http::{Request, Response};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// For one exchange with the authority.
const LIMIT: Duration = Duration::from_secs(30);
/// Most bytes of an answer.
const LARGEST: u64 = 1024 * 1024;
/// Roots that the system trusts. Source: Debian's ca-certificates.
const TRUSTED: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A client that trusts these roots alone; else those of the system, or those that the program carries.
pub(super) struct Client(ureq::Agent);

impl Client {
    /// `roots` is PEM text.
    pub fn new(roots: Option<&str>) -> Client {
        let system = || std::fs::read(TRUSTED).unwrap_or_default();
        let roots = match roots {
            Some(roots) => RootCerts::new_with_certs(&certificates(roots.as_bytes())),
            None => match certificates(&system()) {
                found if found.is_empty() => RootCerts::WebPki,
                found => RootCerts::new_with_certs(&found),
            },
        };
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .https_only(true)
            .timeout_global(Some(LIMIT))
            .tls_config(TlsConfig::builder().root_certs(roots).build());
        Client(config.build().new_agent())
    }
}

fn certificates(text: &[u8]) -> Vec<Certificate<'static>> {
    let found = parse_pem(text).filter_map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    found.collect()
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Other(Box::new(error))
}

impl HttpClient for Client {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let agent = self.0.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(other)?.to_bytes();
            let request = Request::from_parts(parts, body.to_vec());
            tokio::task::spawn_blocking(move || exchange(&agent, request)).await.map_err(other)?
        })
    }
}

fn exchange(agent: &ureq::Agent, request: Request<Vec<u8>>) -> Result<BytesResponse, Error> {
    let has_body = !request.body().is_empty();
    let answer = match has_body {
        true => agent.run(request),
        false => agent.run(request.map(|_| ())),
    };
    let (parts, mut body) = answer.map_err(other)?.into_parts();
    let body = body.with_config().limit(LARGEST).read_to_vec().map_err(other)?;
    let (parts, body) = Response::from_parts(parts, Bytes::from(body)).into_parts();
    Ok(BytesResponse { parts, body: Box::new(body) })
}
