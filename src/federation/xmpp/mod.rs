//! XMPP between servers: elements, stanzas, streams, and the ports through which others use them.
//!
//! | file | owns |
//! | --- | --- |
//! | `element`, `parser`, `namespace` | XML |
//! | `address`, `stanza`, `stanza_error`, `stream_error` | what XMPP makes of it |
//! | `port` | how the gateway and the proxy send and receive stanzas |

pub mod address;
pub mod element;
pub mod namespace;
pub mod parser;
pub mod port;
pub mod stanza;
pub mod stanza_error;
pub mod stream_error;

pub use address::Jid;
pub use element::Element;
pub use port::{PortState, StanzaSink, XmppPort};
pub use stanza::{Stanza, StanzaKind};
pub use stanza_error::{Condition, StanzaError};
