//! XMPP between servers: elements, stanzas, streams, and the ports through which others use them.
//!
//! | file | owns |
//! | --- | --- |
//! | `element`, `parser`, `namespace`, `words` | XML |
//! | `address`, `stanza`, `stanza_error`, `stream_error` | what XMPP makes of it |
//! | `settings` | what an edge is told |
//! | `stream` | one stream between two servers |
//! | `edge`, `outgoing` | all streams of one computer |
//! | `link`, `receipt` | stanzas between gateway and proxy, and when their fate is settled |
//! | `port` | how the gateway and the proxy send and receive stanzas |

pub mod address;
mod core;
pub mod edge;
pub mod element;
pub mod link;
pub mod namespace;
mod outgoing;
pub mod parser;
pub mod port;
pub mod receipt;
pub mod settings;
pub mod stanza;
pub mod stanza_error;
pub mod status;
pub mod stream;
pub mod stream_error;
mod words;

pub use address::Jid;
pub use edge::Edge;
pub use element::Element;
pub use port::{PortState, StanzaSink, XmppPort};
pub use stanza::{Stanza, StanzaKind};
pub use stanza_error::{Condition, StanzaError};
