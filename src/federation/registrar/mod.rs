//! A small SIP registrar and presence agent, for pools that have no SIP server of their own.
//!
//! | file | owns |
//! | --- | --- |
//! | `binding` | where users are |
//! | `digest` | proving who they are |
//! | `agent` | what they publish and who watches them |
//! | `server` | requests, and where they go |

mod agent;
mod binding;
pub mod digest;
mod route;
mod server;

pub use digest::Secret;
pub use route::Route;
pub use server::{Registrar, RegistrarConfig};
