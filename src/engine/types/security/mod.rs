//! Identities of Windows and its registry, which refuse on Linux as .NET's do, and keys derived from passwords.

mod key_derivation;
mod principal;
mod registry;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[principal::CLASSES, registry::CLASSES, key_derivation::CLASSES];
