//! The SIP side of a gateway.

use crate::federation::sip::{Request, Response};
use std::pin::Pin;

/// Where requests for SIP users go: the pool.
pub trait Inbox: Send + Sync + 'static {
    /// Delivers a request to a user of the pool, or in a dialog with one; gives the final response. What
    /// cannot be delivered gives a response, too: 404, 408, 480, 503.
    fn request(&self, request: Request) -> impl Future<Output = Response> + Send;
}

/// The same behind a pointer.
pub(super) trait Pool: Send + Sync + 'static {
    fn request(&self, request: Request) -> Pin<Box<dyn Future<Output = Response> + Send + '_>>;
}

impl<I: Inbox> Pool for I {
    fn request(&self, request: Request) -> Pin<Box<dyn Future<Output = Response> + Send + '_>> {
        Box::pin(Inbox::request(self, request))
    }
}
