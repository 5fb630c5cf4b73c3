//! The SIP side of a gateway.

use crate::federation::sip::{Request, Response};
use std::pin::Pin;
use tokio_util::sync::CancellationToken;

/// Where requests for SIP users go: the pool.
pub trait Inbox: Send + Sync + 'static {
    /// Delivers a request to a user of the pool, or in a dialog with one; gives the final response. What
    /// cannot be delivered gives a response, too: 404, 408, 480, 503.
    fn request(&self, request: &Request) -> impl Future<Output = Response> + Send;

    /// The same for an INVITE, which may ring until it is cancelled; then the answer is 487, or a success that came
    /// before. Who cannot cancel waits for the answer.
    fn invite(&self, request: Request, cancel: CancellationToken) -> impl Future<Output = Response> + Send {
        drop(cancel);
        async move { self.request(&request).await }
    }
}

/// The same behind a pointer.
pub(super) trait Pool: Send + Sync + 'static {
    fn request<'a>(&'a self, request: &'a Request) -> Answer<'a>;
    fn invite(&self, request: Request, cancel: CancellationToken) -> Answer<'_>;
}

type Answer<'a> = Pin<Box<dyn Future<Output = Response> + Send + 'a>>;

impl<I: Inbox> Pool for I {
    fn request<'a>(&'a self, request: &'a Request) -> Answer<'a> {
        Box::pin(Inbox::request(self, request))
    }

    fn invite(&self, request: Request, cancel: CancellationToken) -> Answer<'_> {
        Box::pin(Inbox::invite(self, request, cancel))
    }
}
