//! The `cmdlet!` macro: one declaration gives the struct, its binding, help and metadata; and what belongs to it.

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
///     shared { filters: ItemFilters }
///     state { seen: i32 }
/// }
/// ```
///
/// The struct has a field for each parameter (its type says what converts, `bool` is a switch), for each
/// group of `shared` parameters (`parameter_group!`(crate::parameter_group)) and for each `state` entry, which
/// starts as its default. `parameters` and `shared` may follow each other several times: their order is the one
/// in which syntax and help show them. `INFO` is the command's row in its table.
/// Options after `as Name` are fields of [`CommandInfo`](crate::engine::command::CommandInfo),
/// those in the braces of a parameter are fields of
/// [`ParameterInfo`](crate::engine::command::ParameterInfo).
#[macro_export]
macro_rules! cmdlet {
    ($(#[doc = $help:literal])* $name:literal as $type:ident $options:tt shared $groups:tt $($rest:tt)*) => {
        $crate::cmdlet! { $(#[doc = $help])* $name as $type $options parameters {} shared $groups $($rest)* }
    };
    (
        $(#[doc = $help:literal])*
        $name:literal as $type:ident { $($option:ident : $setting:expr),* $(,)? }
        $(
            parameters {
                $($(#[doc = $text:literal])* $parameter:literal $field:ident : $kind:ty $({ $($key:ident : $value:expr),* $(,)? })?),* $(,)?
            }
            $(shared { $($group:ident : $group_kind:ty),* $(,)? })?
        )+
        $(state { $($own:ident : $state:ty),* $(,)? })?
    ) => {
        #[doc = $name]
        pub struct $type {
            $($($field: $kind,)* $($($group: $group_kind,)*)?)+
            $($($own: $state,)*)?
        }

        impl $type {
            #[doc = "The command's row in its table."]
            pub const INFO: $crate::engine::command::CommandInfo = {
                #[allow(unused_imports)]
                use $crate::engine::command::*;
                const LISTS: &[&[ParameterInfo]] = &[$(
                    $crate::parameter_list!($($(#[doc = $text])* $parameter: $kind $({ $($key: $value),* })?,)*),
                    $($(<$group_kind as ParameterGroup>::PARAMETERS,)*)?
                )+];
                CommandInfo {
                    $($option: $setting,)*
                    ..CommandInfo::of(
                        $name,
                        concat!($($help, "\n",)* ""),
                        &joined::<{ count(LISTS) }>(LISTS),
                        || Box::new($type {
                            $(
                                $($field: <$kind as $crate::engine::command::FromValue>::unbound(),)*
                                $($($group: <$group_kind as $crate::engine::command::ParameterGroup>::unbound(),)*)?
                            )+
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

            $crate::parameter_fields!($($($parameter $field: $kind,)* $(shared $($group: $group_kind,)*)?;)+);
        }
    };
}

/// `set` and `unset` of [`cmdlet!`] and of `parameter_group!`: parameters are counted in the order declared, those of
/// a group as many as it has.
#[macro_export]
macro_rules! parameter_fields {
    ($($($parameter:literal $field:ident : $kind:ty,)* $(shared $($group:ident : $group_kind:ty,)*)?;)+) => {
        #[allow(unused_variables, unused_assignments, unused_mut)]
        fn set(
            &mut self,
            engine: &mut $crate::engine::Engine,
            parameter: usize,
            value: $crate::engine::Value,
        ) -> $crate::engine::Outcome {
            let mut index = 0;
            $(
                $(
                    if parameter == index {
                        return $crate::engine::parameter::bind_field(engine, $parameter, value, &mut self.$field);
                    }
                    index += 1;
                )*
                $($(
                    let length = <$group_kind as $crate::engine::command::ParameterGroup>::PARAMETERS.len();
                    if parameter < index + length {
                        return $crate::engine::command::ParameterGroup::set(&mut self.$group, engine, parameter - index, value);
                    }
                    index += length;
                )*)?
            )+
            Ok(())
        }

        #[allow(unused_variables, unused_assignments, unused_mut)]
        fn unset(&mut self, parameter: usize) {
            let mut index = 0;
            $(
                $(
                    if parameter == index {
                        self.$field = <$kind as $crate::engine::command::FromValue>::unbound();
                    }
                    index += 1;
                )*
                $($(
                    let length = <$group_kind as $crate::engine::command::ParameterGroup>::PARAMETERS.len();
                    if (index..index + length).contains(&parameter) {
                        $crate::engine::command::ParameterGroup::unset(&mut self.$group, parameter - index);
                    }
                    index += length;
                )*)?
            )+
        }
    };
}

/// Rows of parameters as a constant slice: what `parameters` of [`cmdlet!`] and of `parameter_group!` become.
#[macro_export]
macro_rules! parameter_list {
    ($($(#[doc = $text:literal])* $parameter:literal : $kind:ty $({ $($key:ident : $value:expr),* $(,)? })?),* $(,)?) => {
        &[$(
            $crate::engine::command::ParameterInfo {
                $($($key: $value,)*)?
                ..$crate::engine::command::ParameterInfo::of::<$kind>($parameter, concat!($($text, "\n",)* ""))
            },
        )*]
    };
}

/// Declares parameters that several commands share, as a struct that they have as a field.
///
/// ```text
/// parameter_group! {
///     /// What narrows a choice of items.
///     ItemFilters {
///         /// Only items of these names; wildcards are allowed.
///         "Include" include: Vec<String> { wildcards: true },
///     }
/// }
/// ```
#[macro_export]
macro_rules! parameter_group {
    (
        $(#[doc = $about:literal])*
        $type:ident {
            $($(#[doc = $text:literal])* $parameter:literal $field:ident : $kind:ty $({ $($key:ident : $value:expr),* $(,)? })?),* $(,)?
        }
    ) => {
        $(#[doc = $about])*
        pub struct $type {
            $(#[doc = $parameter] pub $field: $kind,)*
        }

        impl $crate::engine::command::ParameterGroup for $type {
            const PARAMETERS: &'static [$crate::engine::command::ParameterInfo] = {
                #[allow(unused_imports)]
                use $crate::engine::command::*;
                $crate::parameter_list!($($(#[doc = $text])* $parameter: $kind $({ $($key: $value),* })?,)*)
            };

            fn unbound() -> Self {
                $type { $($field: <$kind as $crate::engine::command::FromValue>::unbound(),)* }
            }

            $crate::parameter_fields!($($parameter $field: $kind,)*;);
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
