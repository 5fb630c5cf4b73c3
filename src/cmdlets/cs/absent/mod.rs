//! Commands of roles that fedsh does not run: they check their arguments and end with an error that names the role.
//!
//! Scripts that call them find the command with Lync's parameter sets, so that a wrong argument is told from a
//! missing role. One file a role, as a table of [`absent!`].

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
/// The name after `by` is the default set. A parameter's place is its position, whether it is mandatory, and
/// its pipeline input: in all sets alike, or set by set.
macro_rules! absent {
    (
        $role:literal;
        $($name:literal by $default:literal {
            $($parameter:literal: $type_name:literal in $place:tt;)*
        })*
    ) => {
        #[allow(unused_imports)]
        use $crate::engine::command::{CommandInfo, Impact, Membership, ParameterInfo, Pipe};

        /// The commands of this role, by name.
        pub static COMMANDS: &[CommandInfo] = &[$({
            const PARAMETERS: &[ParameterInfo] = &[$(
                absent!(@place $place, ParameterInfo {
                    type_name: $type_name,
                    is_switch: super::is_switch($type_name),
                    ..ParameterInfo::of::<$crate::engine::value::Value>(
                        $parameter,
                        concat!(" Checked, but without effect: ", $role, " is not there.\n"),
                    )
                }),
            )*];
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
                    PARAMETERS,
                    || Box::new(super::command::Absent::new(&INFO, $role)),
                )
            };
            INFO
        }),*];
    };
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

/// Whether a type name is that of a switch.
const fn is_switch(type_name: &str) -> bool {
    matches!(type_name.as_bytes(), b"switch")
}
