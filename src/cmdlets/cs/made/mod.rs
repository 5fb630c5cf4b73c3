//! Commands that only make an object, for a property of a record: `New-CsSimpleUrl`, `New-CsStaticRoute`….
//!
//! Nothing is stored until a `Set-` or `New-` command is given the object. One file a group, as tables of `made!`.

/// Declares commands that make objects, as `COMMANDS`.
///
/// ```text
/// made! {
///     /// Makes a link.
///     "New-CsWebLink", "Microsoft.Rtc…WebLink", "New-CsWebLink -Href … -Token …";
///     {} properties {
///         /// Where it leads.
///         "Href": Kind::Text => Default::Nothing, { mandatory: true };
///     }
/// }
/// ```
///
/// In the first braces stand further fields of [`maker::Made`].
macro_rules! made {
    ($(
        #[doc = $does:literal]
        $name:literal, $type_name:literal, $example:literal;
        { $($field:ident: $setting:expr),* $(,)? } properties {
            $(#[doc = $text:literal] $property:literal: $kind:expr => $default:expr $(, { $($option:ident: $value:expr),* })?;)*
        }
    )*) => {
        #[allow(unused_imports)]
        use super::maker::{Made, Maker};
        #[allow(unused_imports)]
        use $crate::cmdlets::cs::noun::{Default, Kind, Property, made_examples, parameter};
        #[allow(unused_imports)]
        use $crate::engine::command::{CommandInfo, Membership, ParameterInfo, Pipe, Validation};

        /// The commands of this group, by name.
        pub static COMMANDS: &[CommandInfo] = &[$({
            const PROPERTIES: &[Property] = &[$(
                Property { $($($option: $value,)*)? ..Property::of($property, concat!($text, "\n"), $kind, $default) },
            )*];
            #[allow(clippy::needless_update)]
            const MADE: Made = Made {
                type_name: $type_name,
                properties: PROPERTIES,
                $($field: $setting,)*
                ..Made::EMPTY
            };
            const PARAMETERS: [ParameterInfo; PROPERTIES.len()] = super::maker::parameters(PROPERTIES);
            const INFO: CommandInfo = CommandInfo {
                module: "fedsh.Cs",
                default_set: MADE.default_set,
                made_examples: Some(|| made_examples(PROPERTIES, &INFO)),
                ..CommandInfo::of(
                    $name,
                    concat!($does, "\n\n # Examples\n ```powershell\n ", $example, "\n ```\n"),
                    &PARAMETERS,
                    || Box::new(Maker::new(&MADE, &INFO)),
                )
            };
            INFO
        }),*];
    };
}

mod maker;
pub mod network;
pub mod settings;
pub mod simple_url;
pub mod sip_proxy;
