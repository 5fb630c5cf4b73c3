//! SIP: messages, their framing on streams, and an endpoint that sends and answers requests over TCP.
//!
//! | file | owns |
//! | --- | --- |
//! | `uri`, `header`, `message`, `parse`, `framing` | what is on the wire |
//! | `endpoint` | connections and transactions |

pub mod endpoint;
pub mod error;
pub mod framing;
pub mod header;
pub mod message;
pub mod parse;
pub mod uri;

pub use endpoint::{Destination, Incoming, SipEndpoint};
pub use error::SipError;
pub use message::{Method, Request, Response, SipMessage};
pub use uri::{NameAddress, SipUri};
