//! What members a value has, for `Get-Member`, formatting and completion.

use super::{get, info, order};
use crate::engine::object::{Member, MemberBody, ObjectKind};
use crate::engine::types::{self, Class, Type, type_data};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

/// One member in words.
#[derive(Clone, Debug)]
pub struct Described {
    pub name: Rc<str>,
    /// `Property`, `Method`, `NoteProperty` …
    pub kind: &'static str,
    /// As `Get-Member` prints it.
    pub definition: String,
    /// Whether it comes from the class rather than from PowerShell or the object.
    pub adapted: bool,
}

/// The names of a value's type, most derived first.
pub fn type_names(value: &Value) -> Vec<String> {
    if let Value::Object(object) = value
        && let Some(names) = object.type_names.borrow().as_ref()
    {
        return names.iter().map(|name| name.to_string()).collect();
    }
    if let Value::Wrapped(wrapped) = value
        && let Some(names) = wrapped.type_names.borrow().as_ref()
    {
        return names.iter().map(|name| name.to_string()).collect();
    }
    if let Some(names) = crate::engine::class::type_names(value) {
        return names;
    }
    let own = types::type_of(value);
    let mut names = vec![own.assembly_name()];
    let mut base = Some(own);
    while let Some(of) = base.as_deref() {
        let Type::Script(script) = of else { break };
        base = script.base();
        names.extend(base.as_deref().map(Type::assembly_name));
    }
    let class = types::class_of(value);
    // A generic class over one that is not: `PSMethod`1`, then `PSMethod`.
    if let Type::Generic { of, .. } = types::type_of(value).as_ref()
        && of.base.is_some_and(|base| std::ptr::eq(base, class))
    {
        names.push(class.name.to_string());
    }
    if matches!(value.unwrapped(), Value::Array(_)) {
        names.push("System.Array".into());
    }
    let mut current = class.base;
    while let Some(class) = current {
        if !names.iter().any(|known| known == class.name) {
            names.push(class.name.to_string());
        }
        current = class.base;
    }
    if (class.value_type || class.enumeration.is_some())
        && !names.iter().any(|name| name == "System.ValueType")
    {
        names.insert(names.len().saturating_sub(1), "System.ValueType".into());
    }
    names
}

/// Members that belong to this one object, in order.
fn own_members(value: &Value) -> Vec<Member> {
    match value {
        Value::Wrapped(wrapped) => wrapped.members.borrow().iter().cloned().collect(),
        Value::Object(object) => {
            let mut members: Vec<Member> = match &object.kind {
                ObjectKind::Custom(members) => members.borrow().iter().cloned().collect(),
                ObjectKind::Instance { fields, .. } => fields.borrow().iter().cloned().collect(),
                _ => Vec::new(),
            };
            if let Some(added) = object.added.borrow().as_ref() {
                members.extend(added.iter().cloned());
            }
            members
        }
        _ => Vec::new(),
    }
}

/// An object's own members, then those of its type names.
fn extended_members(value: &Value) -> Vec<Member> {
    let mut members = own_members(value);
    for member in type_data::members_of(value) {
        if !members.iter().any(|known| known.name.eq_ignore_ascii_case(&member.name)) {
            members.push(member);
        }
    }
    members
}

fn kind(body: &MemberBody) -> &'static str {
    match body {
        MemberBody::Note(_) => "NoteProperty",
        MemberBody::Alias(_) => "AliasProperty",
        MemberBody::ScriptProperty { .. } => "ScriptProperty",
        MemberBody::ScriptMethod(_) => "ScriptMethod",
        MemberBody::PropertySet(_) => "PropertySet",
        MemberBody::MemberSet(_) => "MemberSet",
    }
}

/// The type of a property that a script's class declares; `None` for added members.
fn declared(value: &Value, name: &str) -> Option<String> {
    let Value::Object(object) = value else { return None };
    let ObjectKind::Instance { fields, .. } = &object.kind else { return None };
    let fields = fields.borrow();
    let note = fields.note(name)?;
    Some(types::shown_name(&types::type_of(note)))
}

fn is_property(body: &MemberBody) -> bool {
    matches!(body, MemberBody::Note(_) | MemberBody::Alias(_) | MemberBody::ScriptProperty { .. })
}

fn is_custom(value: &Value) -> bool {
    matches!(value, Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_) | ObjectKind::Instance { .. }))
}

/// A value's class and its bases, most derived first.
fn classes(value: &Value) -> impl Iterator<Item = &'static Class> {
    std::iter::successors(Some(types::class_of(value)), |class| class.base)
}

/// Every member as an object, in order: the class's, then the object's own.
pub fn members(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let extended = extended_members(value);
    let custom = is_custom(value);
    if custom {
        let own = own_members(value);
        for member in extended.iter().filter(|member| !member.hidden) {
            found.push(match declared(value, &member.name) {
                Some(of) => info::property(value, &member.name, of, true),
                None => info::added(value, member, own.iter().any(|own| own.name == member.name)),
            });
        }
    }
    for class in classes(value) {
        for property in class.properties.iter().filter(|_| !custom) {
            let replaced = extended.iter().any(|member| member.name.eq_ignore_ascii_case(property.name));
            if !replaced && !seen.iter().any(|name| name.eq_ignore_ascii_case(property.name)) {
                seen.push(property.name.to_string());
                let of = named(class, value, property.type_name);
                found.push(info::property(value, property.name, of, property.set.is_some()));
            }
        }
        for method in class.methods {
            let key = format!("{}()", method.name);
            if !seen.iter().any(|name| name.eq_ignore_ascii_case(&key)) {
                seen.push(key);
                found.push(info::method(value, method.name, substituted(class, value, method.signatures)));
            }
        }
    }
    if !custom {
        let own = own_members(value);
        found.extend(
            extended
                .iter()
                .map(|member| info::added(value, member, own.iter().any(|own| own.name == member.name))),
        );
    }
    found
}

/// Names of all properties in the order of `PSObject.Properties`: the object's own, those that PowerShell
/// and `Update-TypeData` give its types, then the class's.
pub fn property_names(value: &Value) -> Vec<Rc<str>> {
    let Names { own, extended, class } = names(value);
    in_turn([own, extended, class, names_behind(value)])
}

/// Names of all properties in the order of views without a property set: the class's before those of type data.
pub fn view_names(value: &Value) -> Vec<Rc<str>> {
    let Names { own, extended, class } = names(value);
    in_turn([own, class, extended, Vec::new()])
}

/// Names of the properties that were added to this one value.
pub fn added_names(value: &Value) -> Vec<Rc<str>> {
    let list = |members: &crate::engine::object::Members| shown_names(members.iter().cloned().collect());
    match value {
        Value::Wrapped(wrapped) => list(&wrapped.members.borrow()),
        Value::Object(object) => object.added.borrow().as_deref().map(list).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Where properties come from: the object itself, type data, its class.
#[derive(Default)]
struct Names {
    own: Vec<Rc<str>>,
    extended: Vec<Rc<str>>,
    class: Vec<Rc<str>>,
}

fn in_turn(parts: [Vec<Rc<str>>; 4]) -> Vec<Rc<str>> {
    let mut names = Vec::new();
    parts.into_iter().for_each(|part| append_new(&mut names, part));
    names
}

fn append_new(names: &mut Vec<Rc<str>>, more: Vec<Rc<str>>) {
    for name in more {
        if !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            names.push(name);
        }
    }
}

fn shown_names(members: Vec<Member>) -> Vec<Rc<str>> {
    let shown = members.into_iter().filter(|member| !member.hidden && is_property(&member.body));
    shown.map(|member| member.name).collect()
}

fn names(value: &Value) -> Names {
    let extended = shown_names(type_data::members_of(value));
    if let Value::Object(object) = value
        && let ObjectKind::Instance { fields, .. } = &object.kind
    {
        let added = object.added.borrow();
        let added = added.as_ref().map(|added| added.iter().cloned().collect()).unwrap_or_default();
        let mut class = shown_names(fields.borrow().iter().cloned().collect());
        if let Some(base) = crate::engine::class::base_value(value) {
            append_new(&mut class, names(base).class);
        }
        return Names { own: shown_names(added), extended, class };
    }
    let own = shown_names(own_members(value));
    if is_custom(value) {
        return Names { own, extended, class: Vec::new() };
    }
    let (mut built_in, class) = order::arranged(value, class_names(value));
    append_new(&mut built_in, extended);
    // A replacement keeps the place of what it replaces.
    let replaces = |name: &Rc<str>| class.iter().any(|known| known.eq_ignore_ascii_case(name));
    let own = own.into_iter().filter(|name| !replaces(name)).collect();
    built_in.retain(|name| !replaces(name));
    Names { own, extended: built_in, class }
}

/// The properties of a value's class and its bases, and those that the object has by its nature.
fn class_names(value: &Value) -> Vec<Rc<str>> {
    if let Value::Object(object) = value
        && let ObjectKind::Native(native) = &object.kind
    {
        let dynamic = native.dynamic_names();
        if native.class().interfaces.contains(&"System.Xml.XPath.IXPathNavigable") || !dynamic.is_empty() {
            // The indexer of nodes hides children of its name.
            let shown = dynamic.into_iter().filter(|name| !name.eq_ignore_ascii_case("item"));
            return shown.map(Rc::from).collect();
        }
    }
    table_names(value)
}

/// The properties in the tables of a value's class and its bases.
fn table_names(value: &Value) -> Vec<Rc<str>> {
    let mut found = Vec::new();
    for of in classes(value) {
        append_new(&mut found, of.properties.iter().map(|property| Rc::from(property.name)).collect());
    }
    found
}

/// Properties that an object has by its nature, which stand for those of its class: the columns of a row.
fn names_of_nature(value: &Value) -> Vec<String> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Native(native) if native.lists_class_properties() => native.dynamic_names(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Properties of the class behind those that the object has by its nature: a row's beside its columns.
fn names_behind(value: &Value) -> Vec<Rc<str>> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Native(native) if native.lists_class_properties() => table_names(value),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The names in a property set of an object.
pub fn property_set(value: &Value, name: &str) -> Option<Vec<Rc<str>>> {
    match super::added_member(value, name)?.body {
        MemberBody::PropertySet(names) => Some(names),
        _ => None,
    }
}

/// Names of the properties that views show: the default display set when there is one.
pub fn display_properties(engine: &mut Engine, value: &Value) -> Outcome<Vec<Rc<str>>> {
    if let Some(member) = super::added_member(value, "PSStandardMembers")
        && let MemberBody::MemberSet(set) = &member.body
        && let Some(MemberBody::PropertySet(names)) =
            set.get("DefaultDisplayPropertySet").map(|member| &member.body)
    {
        return Ok(names.clone());
    }
    if let Some(MemberBody::PropertySet(names)) = type_data::standard_of(value, "DefaultDisplayPropertySet") {
        return Ok(names);
    }
    if let Some(value) = get(engine, value, "PSStandardMembers")?
        && let Some(set) = get(engine, &value, "DefaultDisplayPropertySet")?
        && let Some(items) = super::enumerate(engine, &set)?
    {
        return Ok(items.iter().map(|item| convert::display(item).into()).collect());
    }
    Ok(view_names(value))
}

/// Every member of a value with its definition.
pub fn describe(engine: &mut Engine, value: &Value) -> Outcome<Vec<Described>> {
    let mut found = Vec::new();
    if let Some((_, of)) = crate::engine::class::instance(value) {
        found = crate::engine::class::described(of, false);
    }
    for member in extended_members(value) {
        if !member.hidden && declared(value, &member.name).is_none() {
            push(&mut found, &member.name, kind(&member.body), definition(&member.name, &member.body), false);
        }
    }
    let own = names_of_nature(value);
    let has_own = !own.is_empty();
    for name in own {
        let of = get(engine, value, &name)?.map_or("string".to_string(), |found| note_type(&found));
        push(&mut found, &name, "Property", format!("{of} {name} {{get;set;}}"), true);
    }
    let first =
        crate::engine::class::base_value(value).map_or_else(|| types::class_of(value), types::class_of);
    for class in std::iter::successors(Some(first), |class| class.base) {
        if let Some(indexer) = class.indexer {
            let text = named(class, value, indexer.signature);
            let name = indexer.signature.split_once('(').and_then(|(head, _)| head.rsplit(' ').next());
            push(&mut found, name.unwrap_or("Item"), "ParameterizedProperty", text, true);
        }
        // Columns hide what a row is beside them.
        let properties = if has_own { &[] } else { class.properties };
        for property in properties {
            if let Some(target) = types::type_data::own_alias(value, property.name) {
                let text = format!("{} = {target}", property.name);
                push(&mut found, property.name, "AliasProperty", text, false);
                continue;
            }
            if let Some((kind, text)) = types::own_members::shown(class.name, property.name)
                .or_else(|| types::own_members::shown(first.name, property.name))
            {
                push(&mut found, property.name, kind, text.to_string(), false);
                continue;
            }
            let access = if property.set.is_some() { "{get;set;}" } else { "{get;}" };
            let of = named(class, value, property.type_name);
            push(&mut found, property.name, "Property", format!("{of} {} {access}", property.name), true);
        }
        for method in class.methods {
            if let Some((kind, text)) = types::own_members::shown(class.name, method.name) {
                push(&mut found, method.name, kind, text.to_string(), false);
                continue;
            }
            let text = substituted(class, value, method.signatures).join(", ");
            push(&mut found, method.name, "Method", text, true);
        }
    }
    let _ = engine;
    Ok(found)
}

/// The static members of a type.
pub fn describe_static(of: &Type) -> Vec<Described> {
    let mut found = Vec::new();
    let (Type::Class(class) | Type::Generic { of: class, .. }) = of else { return found };
    if !class.constructors.is_empty() {
        push(&mut found, "new", "Method", class.constructors.join(", "), true);
    }
    let name = types::shown_name(of);
    for (value, _) in class.enumeration.unwrap_or_default() {
        push(&mut found, value, "Property", format!("static {name} {value} {{get;}}"), true);
    }
    for class in std::iter::successors(Some(*class), |class| class.base) {
        for property in class.static_properties {
            let access = if property.set.is_some() { "{get;set;}" } else { "{get;}" };
            // PowerShell asks reflection about value types, and does not learn that a property is static.
            let prefix = if is_field(class, property.name) { "static " } else { "" };
            let text = format!("{prefix}{} {} {access}", property.type_name, property.name);
            push(&mut found, property.name, "Property", text, true);
        }
        for method in class.static_methods {
            push(&mut found, method.name, "Method", method.signatures.join(", "), true);
        }
    }
    found
}

/// Whether a static member of a value type is a field; of classes, all count as one.
fn is_field(class: &Class, name: &str) -> bool {
    const PROPERTIES: &[(&str, &[&str])] = &[
        ("System.DateTime", &["Now", "Today", "UtcNow"]),
        ("System.DateTimeOffset", &["Now", "UtcNow"]),
        ("System.DateOnly", &["MaxValue", "MinValue"]),
        ("System.TimeOnly", &["MaxValue", "MinValue"]),
        ("System.Guid", &["AllBitsSet"]),
        ("System.Numerics.BigInteger", &["MinusOne", "One", "Zero"]),
        ("System.Management.Automation.SwitchParameter", &["Present"]),
    ];
    !PROPERTIES.iter().any(|(of, names)| *of == class.name && names.contains(&name))
}

/// Signatures with the type arguments of an instance in place of the class's parameters.
pub fn substituted(class: &Class, value: &Value, signatures: &[&str]) -> Vec<String> {
    signatures.iter().map(|signature| named(class, value, signature)).collect()
}

/// A text with the type arguments of an instance in place of the class's parameters.
fn named(class: &Class, value: &Value, text: &str) -> String {
    if class.parameters.is_empty() {
        return text.to_string();
    }
    let own = types::type_of(value);
    let Type::Generic { arguments, .. } = own.as_ref() else { return text.to_string() };
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for character in text.chars().chain(std::iter::once('\0')) {
        if is_name(character) {
            word.push(character);
            continue;
        }
        let place = class.parameters.iter().position(|parameter| *parameter == word);
        match place.and_then(|place| arguments.get(place)) {
            Some(argument) => out.push_str(&types::shown_name(argument)),
            None => out.push_str(&word),
        }
        word.clear();
        if character != '\0' {
            out.push(character);
        }
    }
    out
}

/// A member that was added, as `Get-Member` defines it.
pub fn definition(name: &str, body: &MemberBody) -> String {
    match body {
        MemberBody::Note(inner) if inner.is_null() => format!("object {name}=null"),
        MemberBody::Note(inner) => format!("{} {name}={}", note_type(inner), note_text(inner)),
        MemberBody::Alias(of) => format!("{name} = {of}"),
        MemberBody::ScriptProperty { get, set } => {
            let part = |word: &str, block: &Value| match block.is_null() {
                true => String::new(),
                false => format!("{word}={};", convert::display(block)),
            };
            format!("System.Object {name} {{{}{}}}", part("get", get), part("set", set))
        }
        MemberBody::ScriptMethod(_) => format!("System.Object {name}();"),
        MemberBody::PropertySet(names) => format!("{name} {{{}}}", names.join(", ")),
        MemberBody::MemberSet(members) => {
            let names: Vec<&str> = members.iter().map(|member| member.name.as_ref()).collect();
            format!("{name} {{{}}}", names.join(", "))
        }
    }
}

/// The type of a note: an accelerator, or the name without its namespace.
fn note_type(value: &Value) -> String {
    let of = types::type_of(value);
    match of.as_ref() {
        Type::Class(class) if class.name == "System.Management.Automation.PSCustomObject" => {
            type_names(value).first().cloned().unwrap_or_default()
        }
        Type::Class(_) => {
            let name = types::shown_name(&of);
            name.rsplit('.').next().unwrap_or(&name).to_string()
        }
        other => types::type_class::simple_name(other),
    }
}

/// The value of a note: objects by their type.
fn note_text(value: &Value) -> String {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Custom(members) => {
                let parts: Vec<String> = members
                    .borrow()
                    .iter()
                    .filter_map(|member| match &member.body {
                        MemberBody::Note(inner) => Some(format!("{}={}", member.name, note_text(inner))),
                        _ => None,
                    })
                    .collect();
                format!("@{{{}}}", parts.join("; "))
            }
            _ => convert::display(value),
        },
        Value::DateTime(moment) => types::datetime::format(moment, "G"),
        other => convert::display(other),
    }
}

fn push(found: &mut Vec<Described>, name: &str, kind: &'static str, definition: String, adapted: bool) {
    if !found.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
        found.push(Described { name: name.into(), kind, definition, adapted });
    }
}
