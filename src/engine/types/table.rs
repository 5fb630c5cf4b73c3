//! Short forms for tables of members: the name once, its overloads as `Get-Member` prints them, and
//! the function behind them.

/// Instance methods: `Name "signature" "signature" => function;`.
macro_rules! methods {
    ($($name:ident $($signature:literal)+ => $call:expr;)*) => {
        &[$($crate::engine::types::Method {
            name: stringify!($name),
            signatures: &[$($signature),+],
            call: $call,
        }),*]
    };
}
pub(crate) use methods;

/// Static methods: `Name "signature" => function;`.
macro_rules! statics {
    ($($name:ident $($signature:literal)+ => $call:expr;)*) => {
        &[$($crate::engine::types::StaticMethod {
            name: stringify!($name),
            signatures: &[$($signature),+],
            call: $call,
        }),*]
    };
}
pub(crate) use statics;

/// Instance properties: `"type" Name => getter;`, or `"type" Name => getter, setter;`.
macro_rules! properties {
    (@setter) => { None };
    (@setter $set:expr) => { Some($set) };
    ($($of:literal $name:ident => $get:expr $(, $set:expr)?;)*) => {
        &[$($crate::engine::types::Property {
            name: stringify!($name),
            type_name: $of,
            get: $get,
            set: $crate::engine::types::table::properties!(@setter $($set)?),
        }),*]
    };
}
pub(crate) use properties;

/// Static properties that are read only: `"type" Name => getter;`.
macro_rules! static_properties {
    ($($of:literal $name:ident => $get:expr;)*) => {
        &[$($crate::engine::types::StaticProperty {
            name: stringify!($name),
            type_name: $of,
            get: $get,
            set: None,
        }),*]
    };
}
pub(crate) use static_properties;

/// One table after the other, at compile time; `N` is how many rows there are in all.
pub(crate) const fn joined<T: Copy, const N: usize>(first: &[T], second: &[T]) -> [T; N] {
    let mut all = [if first.is_empty() { second[0] } else { first[0] }; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < first.len() { first[at] } else { second[at - first.len()] };
        at += 1;
    }
    all
}
