//! The way out of a registrar, and who its users are.

use super::digest::Secret;
use crate::federation::sip::{Request, Response};
use std::pin::Pin;
use tokio_util::sync::CancellationToken;

/// Where requests for other domains go, and who is known.
pub trait Route: Send + Sync + 'static {
    /// Takes a request of a user of ours for someone else; gives the answer.
    fn outbound(&self, request: &Request) -> impl Future<Output = Response> + Send;

    /// The same for an INVITE, which may ring until it is cancelled. Who cannot cancel waits for the answer.
    fn invite(&self, request: &Request, cancel: CancellationToken) -> impl Future<Output = Response> + Send {
        drop(cancel);
        self.outbound(request)
    }

    /// Whether an address of record is a user of ours.
    fn knows(&self, address: &str) -> bool;

    /// With what a user proves who it is; without a secret it need not.
    fn secret(&self, address: &str) -> Option<Secret> {
        let _ = address;
        None
    }
}

type Answer<'a> = Pin<Box<dyn Future<Output = Response> + Send + 'a>>;

/// The same behind a pointer.
pub(super) trait AnyRoute: Send + Sync + 'static {
    fn outbound<'a>(&'a self, request: &'a Request) -> Answer<'a>;
    fn invite<'a>(&'a self, request: &'a Request, cancel: CancellationToken) -> Answer<'a>;
    fn knows(&self, address: &str) -> bool;
    fn secret(&self, address: &str) -> Option<Secret>;
}

impl<R: Route> AnyRoute for R {
    fn outbound<'a>(&'a self, request: &'a Request) -> Answer<'a> {
        Box::pin(Route::outbound(self, request))
    }

    fn invite<'a>(&'a self, request: &'a Request, cancel: CancellationToken) -> Answer<'a> {
        Box::pin(Route::invite(self, request, cancel))
    }

    fn knows(&self, address: &str) -> bool {
        Route::knows(self, address)
    }

    fn secret(&self, address: &str) -> Option<Secret> {
        Route::secret(self, address)
    }
}
