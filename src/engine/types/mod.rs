//! .NET's types as scripts see them: static class tables, and types made at run time.
//!
//! One file a class. A class is a [`Class`] table: its members serve calls, `Get-Member` and
//! completion alike.

mod accelerators;
mod aes;
mod aggregate_exception;
pub mod arguments;
pub mod array;
pub mod array_list;
pub mod assembly;
pub mod attribute;
pub mod big_integer;
mod binary_reader;
pub mod bit_array;
mod bit_converter;
pub mod boolean;
pub mod breakpoint;
mod calendar;
pub mod call_stack_frame;
pub mod character;
pub mod collection;
pub mod command_info;
mod command_metadata;
pub mod command_syntax;
pub mod comparer;
pub mod completion;
mod compression_stream;
pub mod console;
pub mod console_key;
pub mod console_read_line;
pub mod convert_class;
pub mod credential;
pub mod culture_info;
mod data;
mod date_only;
pub mod date_time_offset;
pub mod datetime;
pub mod debugger_object;
mod decimal_functions;
pub mod delegate;
pub mod dictionary;
mod directory;
pub mod directory_info;
mod dns;
pub mod encoding;
pub mod enumeration;
pub mod enumerator;
pub mod environment;
pub mod error_list;
pub mod error_record;
pub mod exception;
mod exceptions;
pub mod execution_context;
mod experimental_feature;
pub mod file;
pub mod file_attributes;
pub mod file_info;
pub mod file_lines;
mod file_stream;
pub mod file_system_info;
mod file_system_watcher;
pub mod file_version_info;
mod floating_functions;
mod formattable_string;
mod garbage_collector;
pub mod generic_list;
pub mod grid;
pub mod guid;
mod handle;
pub mod hash_algorithm;
pub mod hash_set;
pub mod hashtable;
pub mod history_info;
pub mod host_object;
pub mod information_record;
pub mod initial_session_state;
mod interfaces;
pub mod invocation_info;
mod invocation_settings;
mod invoke_provider;
pub mod io_error;
pub mod ip_address;
mod json;
mod language_primitives;
pub mod linked_list;
pub mod linq;
mod linq_keys;
pub mod list;
pub mod location_action;
pub mod mail_address;
pub mod math;
pub mod memory_stream;
pub mod method_object;
pub mod module_info;
pub mod module_specification;
pub mod name_value_collection;
pub mod net;
pub mod nothing;
pub mod number;
mod number_functions;
mod numerics;
pub mod object;
pub mod overload;
pub mod own_members;
mod parameter_metadata;
pub mod parser;
mod parser_token;
pub mod path;
pub mod path_info;
pub mod power_shell;
mod power_shell_run;
pub mod priority_queue;
pub mod process;
mod process_events;
mod process_pipe;
pub mod process_start_info;
mod proxy_command;
mod ps_command;
pub mod ps_style;
pub mod queue;
pub mod random;
mod rank;
pub mod record;
mod recorded;
pub mod reference;
mod reflection;
mod reflection_text;
pub mod regex;
mod registry;
mod relation;
mod resolve;
pub mod runspace;
mod runtime;
pub mod runtime_parameter;
pub mod script;
pub mod script_block;
pub mod script_cmdlet;
pub mod script_extent;
pub mod secure_string;
mod security;
pub mod sequence;
pub mod serializer;
pub mod session_state_internal;
pub(in crate::engine) mod set_generator;
pub mod signature;
pub(crate) mod span;
pub mod steppable_pipeline;
pub mod stopwatch;
pub mod stream;
pub mod string;
pub mod string_builder;
mod string_info;
pub mod switch_parameter;
pub mod syntax_error;
pub(crate) mod table;
pub mod task;
pub mod text_encoding;
pub mod text_reader;
pub mod text_writer;
pub mod thread;
mod threading;
mod time_zone;
pub mod time_zone_info;
pub mod timer;
pub mod timespan;
pub mod tuple;
pub mod type_class;
pub mod type_data;
mod type_facts;
pub mod type_name;
pub mod unix_stat;
pub mod uri;
mod uri_builder;
pub mod variable;
pub mod version;
pub mod web_session;
pub mod web_utility;
mod wildcard_pattern;
pub mod x509_certificate;
pub mod xml;
mod xml_linq;
mod zip_archive;
mod zip_file;

pub use reflection_text::{ReflectedParameter, reflected_parameters};
pub use registry::{
    add_classes, all_names, class_of, distance, exception_distance, implicit, named, operator, type_of,
};
pub use relation::{as_operator, default_value, generic_from, is_a, is_operator, is_value_type_name, same};
pub use resolve::{accelerators, exists, full_name_of, resolve, resolve_text, short_name, shown_name};
pub use runtime::buffer;

use super::Engine;
use super::error::Outcome;
use super::value::Value;
use std::fmt;
use std::rc::Rc;

/// A type as a value: `[int]`, `[string[]]`, `[List[int]]`, a script's class.
pub enum Type {
    /// A plain class from the tables.
    Class(&'static Class),
    /// `T[]`; the rank is 1 for ordinary arrays.
    Array { element: Rc<Type>, rank: u8 },
    /// A generic class with its arguments.
    Generic { of: &'static Class, arguments: Vec<Rc<Type>> },
    /// A `class` or `enum` of a script.
    Script(Rc<dyn ScriptType>),
}

/// A class or enumeration that a script defines; implemented by the evaluator.
pub trait ScriptType: fmt::Debug {
    fn name(&self) -> &str;
    fn base(&self) -> Option<Rc<Type>>;
    /// Names and numbers of an enumeration; `None` for a class.
    fn enumeration(&self) -> Option<&[(Rc<str>, i64)]>;
    /// `[Flags()]`
    fn is_flags(&self) -> bool {
        false
    }
    /// Full name of the number type under an enumeration.
    fn underlying(&self) -> &'static str {
        "System.Int32"
    }
    /// Whether the type says that it has an interface, by its full name.
    fn implements(&self, _interface: &str) -> bool {
        false
    }
    /// For the evaluator to get its own type back.
    fn as_any(&self) -> &dyn std::any::Any;
}

/// A constructor or static method: all overloads, told apart by the arguments.
pub type StaticCall = fn(&mut Engine, &[Value]) -> Outcome<Value>;
/// A constructor of a generic class: the whole type, then the arguments.
pub type GenericCall = fn(&mut Engine, &Rc<Type>, &[Value]) -> Outcome<Value>;
/// A method: the instance, then the arguments.
pub type InstanceCall = fn(&mut Engine, &Value, &[Value]) -> Outcome<Value>;
/// Sets an instance property.
pub type Setter = fn(&mut Engine, &Value, Value) -> Outcome;
/// Sets by index: the instance, the index, the value.
pub type IndexSetter = fn(&mut Engine, &Value, &Value, Value) -> Outcome;
/// Sets a static property.
pub type StaticSetter = fn(&mut Engine, Value) -> Outcome;

/// A table of one class.
pub struct Class {
    /// Full .NET name, for example `System.String`.
    pub name: &'static str,
    pub base: Option<&'static Class>,
    /// Full names of interfaces that `-is` and `catch` can meet.
    pub interfaces: &'static [&'static str],
    pub properties: &'static [Property],
    pub methods: &'static [Method],
    pub static_properties: &'static [StaticProperty],
    pub static_methods: &'static [StaticMethod],
    /// `::new(…)` and `New-Object`: `None` when it cannot be made.
    pub construct: Option<StaticCall>,
    /// Signatures of the constructors, for `::new` without parentheses and completion.
    pub constructors: &'static [&'static str],
    /// Names and numbers of an enumeration.
    pub enumeration: Option<&'static [(&'static str, i64)]>,
    /// `[Flags()]`
    pub flags: bool,
    /// A value type: `[type]::new()` and null checks differ.
    pub value_type: bool,
    /// Names of the type parameters, as signatures use them: `T`, `TKey`.
    pub parameters: &'static [&'static str],
    /// Makes an instance of a generic class, which needs its type arguments.
    pub make: Option<GenericCall>,
    /// `$x[…]`, for a class that has one of its own.
    pub indexer: Option<Indexer>,
    /// A call is checked against the signatures and its arguments are converted before the function sees them.
    /// A class says `false` only where its functions choose for themselves, and why.
    pub bound: bool,
}

impl Class {
    /// A class with nothing in it, to be filled by struct update.
    pub const EMPTY: Class = Class {
        name: "System.Object",
        base: None,
        interfaces: &[],
        properties: &[],
        methods: &[],
        static_properties: &[],
        static_methods: &[],
        construct: None,
        constructors: &[],
        enumeration: None,
        flags: false,
        value_type: false,
        parameters: &[],
        make: None,
        indexer: None,
        bound: true,
    };
}

/// `$x[…]`
#[derive(Clone, Copy)]
pub struct Indexer {
    /// As `Get-Member` prints it: `char Chars(int index) {get;}`; the name before the parenthesis.
    pub signature: &'static str,
    pub get: fn(&mut Engine, &Value, &Value) -> Outcome<Value>,
    pub set: Option<IndexSetter>,
}

/// An instance property.
#[derive(Clone, Copy)]
pub struct Property {
    pub name: &'static str,
    /// .NET type name for `Get-Member`: `int`, `string`, `System.DayOfWeek`.
    pub type_name: &'static str,
    pub get: fn(&mut Engine, &Value) -> Outcome<Value>,
    pub set: Option<Setter>,
}

/// An instance method with all its overloads.
#[derive(Clone, Copy)]
pub struct Method {
    pub name: &'static str,
    /// As `Get-Member` prints them: `string Substring(int startIndex, int length)`.
    pub signatures: &'static [&'static str],
    pub call: InstanceCall,
}

#[derive(Clone, Copy)]
pub struct StaticProperty {
    pub name: &'static str,
    pub type_name: &'static str,
    pub get: fn(&mut Engine) -> Outcome<Value>,
    pub set: Option<StaticSetter>,
}

#[derive(Clone, Copy)]
pub struct StaticMethod {
    pub name: &'static str,
    pub signatures: &'static [&'static str],
    pub call: StaticCall,
}

impl fmt::Debug for Class {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "[{}]", self.name)
    }
}

impl fmt::Debug for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "[{}]", self.full_name())
    }
}

impl Type {
    /// The full name, as `"$type"` gives it.
    pub fn full_name(&self) -> String {
        match self {
            Type::Class(class) => class.name.to_string(),
            Type::Array { element, rank } => {
                format!("{}[{}]", element.full_name(), ",".repeat(usize::from(rank.saturating_sub(1))))
            }
            Type::Generic { of, arguments } => {
                let names: Vec<String> = arguments.iter().map(|argument| argument.full_name()).collect();
                format!("{}[{}]", of.name, names.join(","))
            }
            Type::Script(script) => script.name().to_string(),
        }
    }

    /// As .NET's `Type.ToString()` writes it: `System.Collections.Generic.List`1[System.Int32]`.
    pub fn reflection_name(&self) -> String {
        match self {
            Type::Array { element, rank } => {
                format!("{}[{}]", element.reflection_name(), ",".repeat(usize::from(rank.saturating_sub(1))))
            }
            Type::Generic { of, arguments } => {
                let names: Vec<String> =
                    arguments.iter().map(|argument| argument.reflection_name()).collect();
                format!("{}`{}[{}]", of.name, arguments.len(), names.join(","))
            }
            other => other.full_name(),
        }
    }

    /// As `Type.FullName` writes it: type arguments with their assemblies.
    pub fn assembly_name(&self) -> String {
        const CORE: &str =
            "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e";
        match self {
            Type::Array { element, rank } => {
                format!("{}[{}]", element.assembly_name(), ",".repeat(usize::from(rank.saturating_sub(1))))
            }
            Type::Generic { of, arguments } => {
                let names: Vec<String> = arguments
                    .iter()
                    .map(|argument| format!("[{}, {CORE}]", argument.assembly_name()))
                    .collect();
                format!("{}`{}[{}]", of.name, arguments.len(), names.join(","))
            }
            other => other.full_name(),
        }
    }
}
