//! Commands of roles that fedsh does not run: they check their arguments and end with an error that names the role.
//!
//! Scripts that call them find the command with Lync's parameter sets, so that a wrong argument is told from a
//! missing role. One file a role, as a table of `absent!`.

/// Declares the commands of one role as `COMMANDS`.
///
/// ```text
/// absent! {
///     "the Response Group application";
///     "Get-CsRgsQueue" by "Identity" {
///         "Identity": "RgsIdentity" in { all (Some(0), false, ByValue) };
///         "Filter": "string" in { ["Filter" => (None, true, No)] };
///     }
/// }
/// ```
///
/// The name after `by` is the default set, that after `with` a group of parameters that follow its own. A parameter's place is its position, whether it is mandatory, and
/// its pipeline input: in all sets alike, or set by set.
macro_rules! absent {
    (
        $role:literal;
        $($name:literal by $default:literal $(with $group:ident)? {
            $($parameter:literal: $type_name:literal in $place:tt;)*
        })*
    ) => {
        #[allow(unused_imports)]
        use $crate::engine::command::{CommandInfo, Impact, Membership, ParameterInfo, Pipe};

        /// The commands of this role, by name.
        pub static COMMANDS: &[CommandInfo] = &[$({
            const GROUP: &[ParameterInfo] = absent!(@group $($group)?);
            const OWN: &[ParameterInfo] = &[$(
                absent!(@place $place, ParameterInfo {
                    type_name: $type_name,
                    is_switch: super::is_switch($type_name),
                    ..ParameterInfo::of::<$crate::engine::value::Value>(
                        $parameter,
                        concat!(" Checked, but without effect: ", $role, " is not there.\n"),
                    )
                }),
            )*];
            const PARAMETERS: [ParameterInfo; OWN.len() + GROUP.len()] = super::joined(OWN, GROUP);
            const INFO: CommandInfo = CommandInfo {
                module: "fedsh.Cs",
                default_set: $default,
                should_process: Some(Impact::Medium),
                ..CommandInfo::of(
                    $name,
                    concat!(
                        " Belongs to ", $role, ", which fedsh does not run: it checks its arguments and says so.\n\n",
                        " # Examples\n ```powershell\n Get-Command ", $name, "\n ```\n",
                    ),
                    &PARAMETERS,
                    || Box::new(super::command::Absent::new(&INFO, $role)),
                )
            };
            INFO
        }),*];
    };
    (@group) => { &[] };
    (@group $group:ident) => { super::$group };
    (@place { all ($position:expr, $mandatory:literal, $pipe:ident) }, $parameter:expr) => {
        ParameterInfo { position: $position, mandatory: $mandatory, pipe: Pipe::$pipe, ..$parameter }
    };
    (@place { [$($set:literal => ($position:expr, $mandatory:literal, $pipe:ident)),* $(,)?] }, $parameter:expr) => {
        ParameterInfo {
            sets: &[$(
                Membership { set: $set, position: $position, mandatory: $mandatory, pipe: Pipe::$pipe },
            )*],
            ..$parameter
        }
    };
}

use crate::engine::command::ParameterInfo;
use crate::engine::value::Value;

pub mod active_directory;
pub mod archiving_monitoring;
pub mod centralized_logging;
mod command;
pub mod conferencing;
pub mod databases;
pub mod exchange;
pub mod location_information;
pub mod online;
pub mod persistent_chat;
pub mod pool_pairing;
pub mod response_group;
pub mod telephony;
pub mod web_services;

/// What every synthetic transaction takes.
const TEST: &[ParameterInfo] = &[
    ParameterInfo::of::<bool>("Force", " Checked, but without effect.\n"),
    of_type("OutLoggerVariable", "string"),
    of_type("OutVerboseVariable", "string"),
    of_type("RegistrarPort", "int"),
];

const fn of_type(name: &'static str, type_name: &'static str) -> ParameterInfo {
    ParameterInfo { type_name, ..ParameterInfo::of::<Value>(name, " Checked, but without effect.\n") }
}

/// A command's own parameters and those of its group. `N` is the number of both.
const fn joined<const N: usize>(own: &[ParameterInfo], group: &[ParameterInfo]) -> [ParameterInfo; N] {
    let mut all = [of_type("", ""); N];
    let mut at = 0;
    while at < N {
        all[at] = if at < own.len() { own[at] } else { group[at - own.len()] };
        at += 1;
    }
    all
}

/// Whether a type name is that of a switch.
const fn is_switch(type_name: &str) -> bool {
    matches!(type_name.as_bytes(), b"switch")
}
