//! All classes by name, and the class of each value.

use super::{Class, Type};
use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::OnceLock;

/// Tables of classes.
const TABLES: &[&[&Class]] = &[
    super::object::CLASSES,
    super::object::NAMES,
    super::object::GENERIC_NAMES,
    super::delegate::CLASSES,
    super::convert_class::CLASSES,
    super::hash_algorithm::CLASSES,
    super::aes::CLASSES,
    super::stopwatch::CLASSES,
    super::stream::CLASSES,
    super::memory_stream::CLASSES,
    super::file_stream::CLASSES,
    super::file_lines::CLASSES,
    super::compression_stream::CLASSES,
    super::zip_archive::CLASSES,
    super::zip_file::CLASSES,
    super::text_reader::CLASSES,
    super::text_writer::CLASSES,
    super::binary_reader::CLASSES,
    super::x509_certificate::CLASSES,
    super::garbage_collector::CLASSES,
    super::text_encoding::CLASSES,
    super::web_utility::CLASSES,
    super::linq::CLASSES,
    super::tuple::CLASSES,
    super::type_name::CLASSES,
    super::experimental_feature::CLASSES,
    super::bit_array::CLASSES,
    super::name_value_collection::CLASSES,
    super::priority_queue::CLASSES,
    super::linked_list::CLASSES,
    crate::engine::member::info::CLASSES,
    crate::engine::member::collections::CLASSES,
    super::array_list::CLASSES,
    super::collection::CLASSES,
    super::comparer::CLASSES,
    super::dictionary::CLASSES,
    super::generic_list::CLASSES,
    super::hash_set::CLASSES,
    super::queue::CLASSES,
    super::sequence::CLASSES,
    super::string::CLASSES,
    super::string_info::CLASSES,
    super::character::CLASSES,
    super::boolean::CLASSES,
    super::number::CLASSES,
    super::big_integer::CLASSES,
    super::array::CLASSES,
    super::hashtable::CLASSES,
    super::datetime::CLASSES,
    super::timespan::CLASSES,
    super::enumeration::CLASSES,
    super::exceptions::CLASSES,
    super::error_record::CLASSES,
    super::script_block::CLASSES,
    super::session_state_internal::CLASSES,
    super::command_metadata::CLASSES,
    super::proxy_command::CLASSES,
    super::parser_token::CLASSES,
    super::type_class::CLASSES,
    super::reference::CLASSES,
    super::regex::CLASSES,
    super::version::CLASSES,
    super::math::CLASSES,
    crate::engine::report::CLASSES,
    super::path::CLASSES,
    super::file::CLASSES,
    super::wildcard_pattern::CLASSES,
    super::directory::CLASSES,
    super::bit_converter::CLASSES,
    super::calendar::CLASSES,
    super::date_only::CLASSES,
    super::task::CLASSES,
    super::thread::CLASSES,
    super::time_zone::CLASSES,
    super::time_zone_info::CLASSES,
    super::file_version_info::CLASSES,
    super::file_attributes::CLASSES,
    super::file_system_info::CLASSES,
    super::file_info::CLASSES,
    super::directory_info::CLASSES,
    crate::engine::provider::CLASSES,
    super::variable::CLASSES,
    super::path_info::CLASSES,
    super::location_action::CLASSES,
    super::ps_command::CLASSES,
    super::initial_session_state::CLASSES,
    super::execution_context::CLASSES,
    super::invoke_provider::CLASSES,
    super::invocation_info::CLASSES,
    super::unix_stat::CLASSES,
    crate::engine::events::CLASSES,
    super::process::CLASSES,
    super::process_pipe::CLASSES,
    super::process_start_info::CLASSES,
    super::timer::CLASSES,
    super::file_system_watcher::CLASSES,
    super::ps_style::CLASSES,
    super::web_session::CLASSES,
    super::secure_string::CLASSES,
    super::credential::CLASSES,
    super::environment::CLASSES,
    super::console::CLASSES,
    super::console_key::CLASSES,
    super::culture_info::CLASSES,
    super::date_time_offset::CLASSES,
    super::uri::CLASSES,
    super::uri_builder::CLASSES,
    super::dns::CLASSES,
    super::mail_address::CLASSES,
    super::ip_address::CLASSES,
    super::nothing::CLASSES,
    super::random::CLASSES,
    super::guid::CLASSES,
    super::formattable_string::CLASSES,
    super::language_primitives::CLASSES,
    super::serializer::CLASSES,
    super::set_generator::CLASSES,
    super::string_builder::CLASSES,
    super::interfaces::CLASSES,
    super::invocation_settings::CLASSES,
    super::module_info::CLASSES,
    super::module_specification::CLASSES,
    super::command_info::CLASSES,
    super::parameter_metadata::CLASSES,
    super::breakpoint::CLASSES,
    super::debugger_object::CLASSES,
    super::completion::CLASSES,
    super::console_read_line::CLASSES,
    super::history_info::CLASSES,
    super::host_object::CLASSES,
    super::script_extent::CLASSES,
    super::syntax_error::CLASSES,
    super::parser::CLASSES,
    super::method_object::CLASSES,
    super::enumerator::CLASSES,
    crate::engine::class::reflect::CLASSES,
    super::switch_parameter::CLASSES,
    super::call_stack_frame::CLASSES,
    super::steppable_pipeline::CLASSES,
    super::script_cmdlet::CLASSES,
    super::attribute::CLASSES,
    super::assembly::CLASSES,
    super::runtime_parameter::CLASSES,
    super::information_record::CLASSES,
    super::power_shell::CLASSES,
    super::runspace::CLASSES,
    crate::engine::background::CLASSES,
];

/// Classes of commands' own objects, which only the layer above knows.
static COMMAND_CLASSES: OnceLock<&[&[&Class]]> = OnceLock::new();

/// Adds the classes of commands' objects, before the first type is looked up.
pub fn add_classes(classes: &'static [&'static [&'static Class]]) {
    COMMAND_CLASSES.get_or_init(|| classes);
}

fn command_classes() -> &'static [&'static [&'static Class]] {
    COMMAND_CLASSES.get().copied().unwrap_or_default()
}

/// Every class.
fn classes() -> impl Iterator<Item = &'static &'static Class> {
    TABLES
        .iter()
        .chain(super::xml::CLASSES)
        .chain(super::data::CLASSES)
        .chain(super::xml_linq::CLASSES)
        .chain(super::json::CLASSES)
        .chain(super::net::CLASSES)
        .chain(super::numerics::CLASSES)
        .chain(super::security::CLASSES)
        .chain(super::runtime::CLASSES)
        .chain(super::threading::CLASSES)
        .chain(crate::engine::syntax::CLASSES)
        .chain(command_classes())
        .flat_map(|table| table.iter())
}

thread_local! {
    static BY_NAME: HashMap<String, Rc<Type>> = classes()
        .map(|class| (class.name.to_ascii_lowercase(), Rc::new(Type::Class(class))))
        .collect();
    static BY_CLASS: RefCell<HashMap<usize, Rc<Type>>> = RefCell::new(HashMap::new());
}

/// A type by its full name, without case.
pub(super) fn find(full_name: &str) -> Option<Rc<Type>> {
    BY_NAME.with(|names| names.get(&full_name.to_ascii_lowercase()).cloned())
}

/// An operator that the class of either operand has as a static method; `None` when neither has.
pub fn operator(engine: &mut Engine, name: &str, left: &Value, right: &Value) -> Option<Outcome<Value>> {
    let of = |value: &Value| match value {
        Value::Object(object) if matches!(object.kind, ObjectKind::Native(_)) => {
            class_of(value).static_methods.iter().find(|method| method.name == name)
        }
        _ => None,
    };
    let method = of(left).or_else(|| of(right))?;
    Some((method.call)(engine, &[left.clone(), right.clone()]))
}

/// What a class makes of a text by its implicit conversion; `None` when it has none.
pub fn implicit(engine: &mut Engine, class: &Class, text: &Value) -> Option<Outcome<Value>> {
    let method = class.static_methods.iter().find(|method| method.name == "op_Implicit")?;
    let takes_text = method.signatures.iter().any(|signature| signature.contains("op_Implicit(string "));
    takes_text.then(|| (method.call)(engine, std::slice::from_ref(text)))
}

/// Full names of all classes, in order.
pub fn all_names() -> Vec<String> {
    let mut names: Vec<String> = classes().map(|class| class.name.to_string()).collect();
    names.sort();
    names.dedup();
    names
}

/// A type that the tables have; `System.Object` for a name that they have not.
pub fn named(full_name: &str) -> Rc<Type> {
    find(full_name).unwrap_or_else(|| of_class(&super::object::OBJECT))
}

/// The one type value of a class.
pub fn of_class(class: &'static Class) -> Rc<Type> {
    let key = std::ptr::from_ref(class) as usize;
    BY_CLASS.with_borrow_mut(|known| known.entry(key).or_insert_with(|| Rc::new(Type::Class(class))).clone())
}

/// The class of a native command, which only has a name.
pub(super) fn of_command(name: &'static str) -> Rc<Type> {
    thread_local! {
        static MADE: RefCell<HashMap<&'static str, Rc<Type>>> = RefCell::default();
    }
    if let Some(known) = find(name) {
        return known;
    }
    MADE.with_borrow_mut(|made| {
        let new = || {
            let class = Class { name, base: Some(&super::object::OBJECT), ..Class::EMPTY };
            // As many as there are commands, each once.
            Rc::new(Type::Class(Box::leak(Box::new(class))))
        };
        made.entry(name).or_insert_with(new).clone()
    })
}

/// The class table that serves a value.
pub fn class_of(value: &Value) -> &'static Class {
    use super::{
        array, boolean, character, datetime, error_record, exception, hashtable, number, object,
        script_block, string, timespan, type_class,
    };
    match value {
        Value::Null | Value::Empty => &object::OBJECT,
        Value::Bool(_) => &boolean::BOOLEAN,
        Value::Char(_) => &character::CHAR,
        Value::SByte(_) => &number::SBYTE,
        Value::Byte(_) => &number::BYTE,
        Value::Int16(_) => &number::INT16,
        Value::UInt16(_) => &number::UINT16,
        Value::Int(_) => &number::INT32,
        Value::UInt(_) => &number::UINT32,
        Value::Long(_) => &number::INT64,
        Value::ULong(_) => &number::UINT64,
        Value::Single(_) => &number::SINGLE,
        Value::Double(_) => &number::DOUBLE,
        Value::Decimal(_) => &number::DECIMAL,
        Value::BigInt(_) => &super::big_integer::BIG_INTEGER,
        Value::TimeSpan(_) => &timespan::TIMESPAN,
        Value::DateTime(_) => &datetime::DATETIME,
        Value::String(_) => &string::STRING,
        Value::Array(_) => &array::ARRAY,
        Value::Block(_) => &script_block::SCRIPT_BLOCK,
        Value::Type(_) => &type_class::TYPE,
        Value::Enum(value) => match value.of.as_ref() {
            Type::Class(class) => class,
            _ => &super::enumeration::ENUM,
        },
        Value::Wrapped(wrapped) => class_of(&wrapped.base),
        Value::Object(object) => match &object.kind {
            ObjectKind::Custom(_) => &object::CUSTOM,
            ObjectKind::Hashtable(table) => {
                let table = table.borrow();
                match table.of.as_deref() {
                    Some(Type::Class(class) | Type::Generic { of: class, .. }) => class,
                    _ if table.ordered => &hashtable::ORDERED,
                    _ => &hashtable::HASHTABLE,
                }
            }
            ObjectKind::List { of, .. } => match of.as_ref() {
                Type::Class(class) | Type::Generic { of: class, .. } => class,
                _ => &super::array_list::ARRAY_LIST,
            },
            ObjectKind::Error(_) => &error_record::ERROR_RECORD,
            ObjectKind::Exception(found) => exception::class(&found.class),
            ObjectKind::Instance { .. } => &object::OBJECT,
            ObjectKind::Native(native) => native.class(),
        },
    }
}

/// The type of a value.
pub fn type_of(value: &Value) -> Rc<Type> {
    match value.unwrapped() {
        Value::Array(array) => {
            let element = array.element.clone().unwrap_or_else(|| named("System.Object"));
            Rc::new(Type::Array { element, rank: 1 })
        }
        Value::Enum(value) => value.of.clone(),
        Value::Object(object) => match &object.kind {
            ObjectKind::List { of, .. } | ObjectKind::Instance { of, .. } => of.clone(),
            ObjectKind::Hashtable(table) => match &table.borrow().of {
                Some(of) => of.clone(),
                None => of_class(class_of(value)),
            },
            ObjectKind::Native(native) => native.exact_type().unwrap_or_else(|| of_class(native.class())),
            _ => of_class(class_of(value)),
        },
        other => of_class(class_of(other)),
    }
}

/// Steps from an exception's class up to a wanted one, through the classes of scripts.
pub fn distance(exception: &crate::engine::error::Exception, wanted: &Rc<Type>) -> Option<usize> {
    let Some((_, of)) = exception.object.as_ref().and_then(crate::engine::class::instance) else {
        return exception_distance(&exception.class, wanted);
    };
    let lineage = crate::engine::class::lineage(of);
    for (steps, class) in lineage.iter().enumerate() {
        if super::is_a(class, wanted) && super::is_a(wanted, class) {
            return Some(steps);
        }
    }
    let base = lineage.last().and_then(|class| match class.as_ref() {
        Type::Script(script) => script.base(),
        _ => None,
    })?;
    exception_distance(&base.full_name(), wanted).map(|steps| steps + lineage.len())
}

/// Steps from an exception's class up to a wanted one; `None` when it is none of its bases.
pub fn exception_distance(class: &str, wanted: &Rc<Type>) -> Option<usize> {
    let wanted = wanted.full_name();
    if class == wanted {
        return Some(0);
    }
    let mut current = Some(super::exception::class(class));
    let mut distance = 0;
    while let Some(found) = current {
        if found.name == wanted {
            return Some(distance);
        }
        distance += 1;
        current = found.base;
    }
    (wanted == "System.Object").then_some(distance)
}
