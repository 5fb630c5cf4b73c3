//! Identities of Windows and its registry, which refuse on Linux as .NET's do, keys derived from passwords,
//! and signatures and encryption with RSA and elliptic curves.

mod algorithm_names;
mod ecdsa;
mod key_derivation;
mod principal;
mod registry;
mod rsa;
mod rsa_key;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[
    principal::CLASSES,
    registry::CLASSES,
    key_derivation::CLASSES,
    algorithm_names::CLASSES,
    rsa::CLASSES,
    ecdsa::CLASSES,
];
