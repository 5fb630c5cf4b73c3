//! Objects as PowerShell's CLIXML and back: what `Export-Clixml` writes and remoting exchanges.
//! Source: MS-PSRP, 2.2.5.

mod read;
mod write;

pub use read::read;
pub use write::{Writer, duration, text};

/// The namespace of the root element.
const NAMESPACE: &str = "http://schemas.microsoft.com/powershell/2004/04";
