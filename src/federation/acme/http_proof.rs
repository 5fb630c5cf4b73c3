//! Shows the pages by which an authority recognises who holds a name. Source: RFC 8555, 8.3.

use super::{AcmeError, Challenge};
use crate::federation::pages::{Page, Pages};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

/// Where the pages are, below the root of a web server.
pub const CHALLENGE_PATH: &str = "/.well-known/acme-challenge/";

/// A listener that shows the pages; it ends with this.
#[derive(Debug)]
pub struct HttpProof {
    _pages: Pages,
}

impl HttpProof {
    /// Shows the pages of these challenges, and nothing else. Errors: the address is taken.
    pub async fn start(address: SocketAddr, challenges: &[Challenge]) -> Result<HttpProof, AcmeError> {
        let pages = challenges.iter().map(|one| (format!("{CHALLENGE_PATH}{}", one.token), one.page.clone()));
        let pages: Arc<HashMap<String, String>> = Arc::new(pages.collect());
        let answer = move |path: String| {
            let page = pages.get(&path).cloned();
            async move { page.map_or_else(Page::absent, |page| Page::of("application/octet-stream", page)) }
        };
        let listening = Pages::start(address, answer).await;
        let listening =
            listening.map_err(|error| AcmeError::Listen { address, reason: error.to_string() })?;
        Ok(HttpProof { _pages: listening })
    }
}
