//! The `cmdlet!` macro: one declaration gives the struct, its binding, help and metadata.

/// Declares a native command.
///
/// ```text
/// cmdlet! {
///     /// Sends on only the first objects it receives.
///     "Select-First" as SelectFirst {
///         aliases: &["first"],
///         module: "Example",
///     }
///     parameters {
///         /// How many objects to keep.
///         "Count" count: i32 { position: Some(0), mandatory: true },
///         /// Objects to choose from.
///         "InputObject" input: Option<Value> { pipe: Pipe::ByValue },
///     }
///     state { seen: i32 }
/// }
/// ```
///
/// The struct has a field for each parameter (its type says what converts, `bool` is a switch) and
/// for each `state` entry, which starts as its default. `INFO` is the command's row in its table.
/// Options after `as Name` are fields of [`CommandInfo`](crate::engine::command::CommandInfo),
/// those in the braces of a parameter are fields of
/// [`ParameterInfo`](crate::engine::command::ParameterInfo).
#[macro_export]
macro_rules! cmdlet {
    (
        $(#[doc = $help:literal])*
        $name:literal as $type:ident { $($option:ident : $setting:expr),* $(,)? }
        parameters {
            $($(#[doc = $text:literal])* $parameter:literal $field:ident : $kind:ty $({ $($key:ident : $value:expr),* $(,)? })?),* $(,)?
        }
        $(state { $($own:ident : $state:ty),* $(,)? })?
    ) => {
        #[doc = $name]
        pub struct $type {
            $($field: $kind,)*
            $($($own: $state,)*)?
        }

        impl $type {
            #[doc = "The command's row in its table."]
            pub const INFO: $crate::engine::command::CommandInfo = {
                #[allow(unused_imports)]
                use $crate::engine::command::*;
                CommandInfo {
                    $($option: $setting,)*
                    ..CommandInfo::of(
                        $name,
                        concat!($($help, "\n",)* ""),
                        &[$(
                            ParameterInfo {
                                $($($key: $value,)*)?
                                ..ParameterInfo::of::<$kind>($parameter, concat!($($text, "\n",)* ""))
                            },
                        )*],
                        || Box::new($type {
                            $($field: <$kind as $crate::engine::command::FromValue>::unbound(),)*
                            $($($own: Default::default(),)*)?
                        }),
                    )
                }
            };
        }

        impl $crate::engine::command::CmdletBinding for $type {
            fn info(&self) -> &'static $crate::engine::command::CommandInfo {
                const INFO: &$crate::engine::command::CommandInfo = &$type::INFO;
                INFO
            }

            #[allow(unused_variables, unused_assignments, unused_mut)]
            fn set(
                &mut self,
                engine: &mut $crate::engine::Engine,
                parameter: usize,
                value: $crate::engine::Value,
            ) -> $crate::engine::Outcome {
                let mut index = 0;
                $(
                    if parameter == index {
                        return $crate::engine::parameter::bind_field(engine, $parameter, value, &mut self.$field);
                    }
                    index += 1;
                )*
                Ok(())
            }

            #[allow(unused_variables, unused_assignments, unused_mut)]
            fn unset(&mut self, parameter: usize) {
                let mut index = 0;
                $(
                    if parameter == index {
                        self.$field = <$kind as $crate::engine::command::FromValue>::unbound();
                    }
                    index += 1;
                )*
            }
        }
    };
}

/// Declares an enumeration that a parameter takes by name, without case.
#[macro_export]
macro_rules! enum_parameter {
    ($(#[doc = $text:literal])* $type:ident { $($name:ident),* $(,)? } default $default:ident) => {
        $(#[doc = $text])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type { $(#[doc = stringify!($name)] $name),* }

        impl $crate::engine::command::FromValue for $type {
            const TYPE_NAME: &'static str = stringify!($type);
            const VALUES: &'static [&'static str] = &[$(stringify!($name)),*];

            fn unbound() -> Self {
                $type::$default
            }

            fn from_value(
                engine: &mut $crate::engine::Engine,
                value: $crate::engine::Value,
            ) -> Result<Self, Box<$crate::engine::Fault>> {
                let text = $crate::engine::convert::to_text(engine, &value)?;
                $(if text.eq_ignore_ascii_case(stringify!($name)) {
                    return Ok($type::$name);
                })*
                Err($crate::engine::convert::not_an_enumerator(&text, stringify!($type), <Self as $crate::engine::command::FromValue>::VALUES))
            }
        }
    };
}
