//! `WindowsIdentity`, `WindowsPrincipal`, `NTAccount` and `SecurityIdentifier`: known by name, refused by Linux.

use crate::engine::types::table::statics;
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

fn refuse(_: &mut Engine, _: &[Value]) -> Outcome<Value> {
    let message = "Windows Principal functionality is not supported on this platform.";
    Err(arguments::throw("System.PlatformNotSupportedException", message))
}

macro_rules! refused {
    ($($constant:ident $name:literal [$($constructor:literal),*] $methods:expr;)*) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&object::OBJECT),
            construct: Some(refuse),
            constructors: &[$(concat!($name, " new(", $constructor, ")")),*],
            static_methods: $methods,
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[$(&$constant),*];
    };
}

refused! {
    IDENTITY "System.Security.Principal.WindowsIdentity" ["string sUserPrincipalName", "System.IntPtr userToken"] statics! {
        GetAnonymous "static System.Security.Principal.WindowsIdentity GetAnonymous()" => refuse;
        GetCurrent
            "static System.Security.Principal.WindowsIdentity GetCurrent()"
            "static System.Security.Principal.WindowsIdentity GetCurrent(bool ifImpersonating)"
            => refuse;
    };
    PRINCIPAL "System.Security.Principal.WindowsPrincipal" ["System.Security.Principal.WindowsIdentity ntIdentity"] &[];
    ACCOUNT "System.Security.Principal.NTAccount" ["string name", "string domainName, string accountName"] &[];
    IDENTIFIER "System.Security.Principal.SecurityIdentifier" ["string sddlForm", "byte[] binaryForm, int offset"] &[];
}
