//! INVITEs that are not answered yet, for the CANCEL that may follow. Source: RFC 3261, 9.2.

use super::message::{Method, Request};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// INVITEs by the branch and host of their top `Via`.
#[derive(Debug, Clone, Default)]
pub(in crate::federation) struct Ringing(Arc<Mutex<HashMap<String, CancellationToken>>>);

/// An INVITE that is being answered; forgotten with this.
#[derive(Debug)]
pub(in crate::federation) struct Ring {
    all: Ringing,
    /// None when no CANCEL can find it.
    key: Option<String>,
    /// Cancelled when the caller hangs up.
    pub cancel: CancellationToken,
}

fn key(request: &Request) -> Option<String> {
    let via = request.headers.via().ok()?;
    Some(format!("{}|{}|{:?}", via.branch(), via.host, via.port))
}

impl Ringing {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes an INVITE and what ends its ringing. One of this process has no `Via`: only its sender ends it.
    pub fn begin(&self, request: &Request, cancel: CancellationToken) -> Ring {
        let key = key(request).filter(|_| request.method == Method::Invite);
        if let Some(key) = &key {
            self.lock().insert(key.clone(), cancel.clone());
        }
        Ring { all: self.clone(), key, cancel }
    }

    /// Takes a CANCEL; whether there is an INVITE that it cancels.
    pub fn cancel(&self, request: &Request) -> bool {
        let token = key(request).and_then(|key| self.lock().get(&key).cloned());
        token.inspect(CancellationToken::cancel).is_some()
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        if let Some(key) = &self.key {
            self.all.lock().remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::SipUri;

    #[test]
    fn a_cancel_finds_its_invite_while_that_rings() {
        let uri = SipUri::new("bob", "b.example");
        let with = |method: Method, branch: &str| {
            let mut request = Request::new(method, uri.clone(), uri.clone(), uri.clone());
            request.headers.prepend("Via", format!("SIP/2.0/TCP a.example;branch={branch}"));
            request
        };
        let ringing = Ringing::default();
        assert!(ringing.begin(&with(Method::Message, "z9hG4bK1"), CancellationToken::new()).key.is_none());
        let ring = ringing.begin(&with(Method::Invite, "z9hG4bK1"), CancellationToken::new());
        assert!(!ringing.cancel(&with(Method::Cancel, "z9hG4bK2")) && !ring.cancel.is_cancelled());
        assert!(ringing.cancel(&with(Method::Cancel, "z9hG4bK1")) && ring.cancel.is_cancelled());
        drop(ring);
        assert!(!ringing.cancel(&with(Method::Cancel, "z9hG4bK1")));
    }
}
