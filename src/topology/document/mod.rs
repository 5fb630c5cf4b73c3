//! Topology documents: Lync's XML and a short TOML form.
//!
//! Reading refuses what it cannot understand with the element and line; what it need not understand it
//! keeps as it is, so that a document that is read and written again has lost nothing.

mod decode;
mod element;
mod read;
mod short;
#[cfg(test)]
mod tests;
mod write;

pub use decode::decode;
pub use element::{Element, escape};
pub use read::read_xml;
pub use short::{read_toml, write_toml};
pub use write::write_xml;

use super::model::Topology;

/// Namespace of topology documents.
const TOPOLOGY: &str = "urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008";
/// Namespace of ports and role elements in them.
const ROLES: &str = "urn:schema:Microsoft.Rtc.Management.Deploy.ServiceRoles.2008";
/// Namespace of what fedsh adds: attributes for which no public document shows Lync's own form.
const FEDSH: &str = "urn:fedsh:topology";

/// A document that cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not well-formed, or not in an encoding we read.
    #[error("The document is not valid: {reason} (line {line}).")]
    Syntax {
        /// Line, from 1.
        line: u32,
        /// What is wrong.
        reason: String,
    },
    /// A document of another kind.
    #[error("The document is not a topology: {reason}.")]
    WrongKind {
        /// What it is instead.
        reason: String,
    },
    /// An element that says something impossible.
    #[error("<{element}> in line {line}: {reason}.")]
    Element {
        /// The element's name, or the TOML table's.
        element: String,
        /// Line, from 1; 0 where it is not known.
        line: u32,
        /// What is wrong.
        reason: String,
    },
    /// The short form has no way to say it.
    #[error("The short form cannot express this topology: {reason}. Use XML.")]
    NotExpressible {
        /// What it cannot say.
        reason: String,
    },
}

/// Reads a document of either form from the bytes of a file.
pub fn read_topology(bytes: &[u8]) -> Result<Topology, DocumentError> {
    let text = decode(bytes)?;
    // The short form of nothing would be a topology without anything.
    if text.trim().is_empty() {
        return Err(DocumentError::Syntax { line: 1, reason: "it is empty".to_owned() });
    }
    if text.trim_start().starts_with('<') { read_xml(&text) } else { read_toml(&text) }
}
