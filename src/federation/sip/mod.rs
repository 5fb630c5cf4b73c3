//! SIP: messages, their framing on streams, and an endpoint that sends and answers requests over UDP, TCP and
//! TLS.
//!
//! | file | owns |
//! | --- | --- |
//! | `uri`, `parameters`, `header`, `via`, `message`, `parse`, `framing` | what is on the wire |
//! | `scan` | finding the pieces of its texts |
//! | `destination`, `connection`, `endpoint` | where it goes, connections, client transactions |
//! | `incoming`, `repetition`, `ringing`, `timers` | server transactions, INVITEs that may be cancelled, timers |
//! | `dialog`, `event`, `subscription` | dialogs, event headers, the watched side of subscriptions |

mod connection;
pub mod destination;
pub mod dialog;
pub mod endpoint;
pub mod error;
pub mod event;
pub mod framing;
pub mod header;
mod incoming;
pub mod message;
mod parameters;
pub mod parse;
mod repetition;
mod ringing;
pub mod scan;
pub mod subscription;
pub mod timers;
pub mod uri;
mod via;

pub use destination::{Destination, Protocol};
pub use dialog::{Dialog, DialogId};
pub use endpoint::{EndpointConfig, SipEndpoint};
pub use error::SipError;
pub use incoming::{Answering, Incoming};
pub use message::{Method, Request, Response, SipMessage};
pub(in crate::federation) use ringing::Ringing;
pub use uri::{NameAddress, SipUri};
