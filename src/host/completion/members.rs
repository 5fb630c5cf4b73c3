//! Members behind `.` and `::`, and the properties that commands take by name.

use super::infer::{Inferred, classes};
use super::words::begins;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::types::{Type, enumeration, type_data};
use crate::engine::{Engine, class, member};
use crate::language::ast::{ParameterAttribute, TypeDefinition, TypeKind, TypeMember};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Members by their names in lower case: name, whether it is a method, tool tip.
#[derive(Default)]
pub struct Members(BTreeMap<String, (String, bool, String)>);

impl Members {
    fn add(&mut self, name: &str, is_method: bool, tool_tip: impl Into<String>) {
        let hidden = name.is_empty()
            || name.starts_with("get_")
            || name.starts_with("set_")
            || name.starts_with("op_");
        if !hidden {
            self.0
                .entry(name.to_lowercase())
                .or_insert_with(|| (name.to_string(), is_method, tool_tip.into()));
        }
    }

    /// Those that begin with a word: properties first, then methods with their parenthesis.
    pub fn results(self, word: &str, methods: bool) -> Vec<CompletionResult> {
        let found = |wanted: bool| {
            let fitting = self
                .0
                .values()
                .filter(move |(name, is_method, _)| *is_method == wanted && begins(name, word));
            fitting.map(move |(name, _, tool_tip)| CompletionResult {
                text: if wanted { format!("{name}(") } else { written(name) },
                item: name.clone(),
                kind: if wanted { CompletionKind::Method } else { CompletionKind::Property },
                tool_tip: tool_tip.clone(),
            })
        };
        let mut results: Vec<CompletionResult> = found(false).collect();
        if methods {
            results.extend(found(true));
        }
        results
    }
}

/// A property as it stands behind a dot: in quotes, when it is no plain word.
fn written(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { name.to_string() } else { crate::language::literal::quoted(name) }
}

/// What `$x.` offers.
pub fn of_instance(engine: &mut Engine, of: &Inferred) -> Members {
    let mut members = Members::default();
    if of.is_type {
        for class in classes(&crate::engine::types::named("System.Type")) {
            of_class(&mut members, class);
        }
        return members;
    }
    if of.types.iter().any(|of| of.full_name() == "System.Void") {
        return members;
    }
    if let Some(value) = &of.value {
        for found in member::describe(engine, value).unwrap_or_default() {
            let is_method = found.kind.ends_with("Method");
            let is_member =
                is_method || found.kind.ends_with("Property") && found.kind != "ParameterizedProperty";
            if is_member {
                members.add(&found.name, is_method, found.definition);
            }
        }
        if let Some(keys) = keys_of(value) {
            keys.iter().for_each(|key| members.add(key, false, key.clone()));
        }
    }
    for (name, inner) in &of.notes {
        let kind = inner
            .types
            .first()
            .map_or_else(|| "object".to_string(), |of| crate::engine::types::shown_name(of));
        members.add(name, false, format!("{kind} {name}"));
    }
    if let Some(class) = &of.class {
        of_definition(&mut members, class, false);
        of_base(engine, &mut members, class);
    }
    for found in &of.types {
        of_type(&mut members, found);
    }
    if of.class.is_some() || of.custom {
        for class in classes(&crate::engine::types::named("System.Object")) {
            of_class(&mut members, class);
        }
    }
    members
}

/// What a class of the text has from its base, where that is a type of the session; an enumeration from `Enum`.
fn of_base(engine: &mut Engine, members: &mut Members, class: &TypeDefinition) {
    if class.kind == TypeKind::Enum {
        members.add("value__", false, "int value__");
        of_type(members, &crate::engine::types::named("System.Enum"));
        return;
    }
    for base in &class.bases {
        if let Ok(base) = crate::engine::types::resolve(engine, base) {
            of_type(members, &base);
        }
    }
}

/// The names of an enumeration that the text defines.
pub fn enumeration_names(class: &TypeDefinition) -> Vec<String> {
    let named = |member: &TypeMember| match member {
        TypeMember::EnumValue { name, .. } => Some(name.text.to_string()),
        _ => None,
    };
    class.members.iter().filter_map(named).collect()
}

/// The keys of a hashtable.
fn keys_of(value: &crate::engine::Value) -> Option<Vec<String>> {
    let crate::engine::Value::Object(object) = value else { return None };
    let crate::engine::object::ObjectKind::Hashtable(table) = &object.kind else { return None };
    let keys = table.borrow().iter().map(|(key, _)| crate::engine::convert::display(key)).collect();
    Some(keys)
}

fn of_type(members: &mut Members, of: &Rc<Type>) {
    if let Some(found) = class::of_type(of) {
        of_definition(members, &found.tree, false);
    }
    for class in classes(of) {
        of_class(members, class);
        if let Some(data) = type_data::find(class.name) {
            for added in data.members.iter().filter(|added| !added.hidden) {
                let is_method = matches!(added.body, crate::engine::object::MemberBody::ScriptMethod(_));
                members.add(&added.name, is_method, added.name.to_string());
            }
        }
        for (name, tool_tip) in own_properties(class.name) {
            members.add(name, false, *tool_tip);
        }
    }
    if matches!(of.as_ref(), Type::Array { .. }) {
        members.add("Count", false, "Count = Length");
        members.add("ForEach", true, "ForEach(expression[, arguments...])");
        members.add("Where", true, "Where({ expression } [, mode [, numberToReturn]])");
    }
    if matches!(of.as_ref(), Type::Script(_)) {
        for class in classes(&crate::engine::types::named("System.Object")) {
            of_class(members, class);
        }
    }
}

/// What PowerShell adds to .NET's classes and the class tables do not list.
fn own_properties(class: &str) -> &'static [(&'static str, &'static str)] {
    match class {
        "System.DateTime" => &[("DateTime", "System.Object DateTime {get=…;}")],
        _ => &[],
    }
}

fn of_class(members: &mut Members, class: &crate::engine::types::Class) {
    for property in class.properties {
        members.add(property.name, false, format!("{} {}", property.type_name, property.name));
    }
    for method in class.methods {
        members.add(method.name, true, method.signatures.join("\n"));
    }
    if member::is_convertible(class) {
        for (name, of) in member::CONVERTIBLE {
            members.add(name, true, format!("{of} {name}(System.IFormatProvider provider)"));
        }
    }
    for name in uncallable(class) {
        members.add(name, true, *name);
    }
}

/// Methods that PowerShell lists although no script can call them: spans and serialization.
fn uncallable(class: &crate::engine::types::Class) -> &'static [&'static str] {
    match class.name {
        "System.Collections.Hashtable" | "System.Collections.Specialized.OrderedDictionary" => {
            &["GetObjectData", "OnDeserialization"]
        }
        "System.Exception"
        | "System.Management.Automation.ErrorRecord"
        | "System.Management.Automation.PSCredential" => &["GetObjectData"],
        "System.DateTime"
        | "System.DateTimeOffset"
        | "System.TimeSpan"
        | "System.Version"
        | "System.Uri"
        | "System.Boolean" => &["TryFormat"],
        "System.Guid" | "System.Numerics.BigInteger" | "System.Net.IPAddress" => {
            &["TryFormat", "TryWriteBytes"]
        }
        _ if crate::engine::types::number::is_class(class) => &["TryFormat"],
        _ => &[],
    }
}

fn of_definition(members: &mut Members, class: &TypeDefinition, is_static: bool) {
    for found in &class.members {
        match found {
            TypeMember::Property { name, attributes, is_static: own, is_hidden: false, .. }
                if *own == is_static =>
            {
                let of = attributes.iter().find_map(|attribute| match attribute {
                    ParameterAttribute::Type(name) => Some(name.name.clone()),
                    ParameterAttribute::Attribute(_) => None,
                });
                members.add(
                    &name.text,
                    false,
                    format!("[{}] {}", of.unwrap_or_else(|| "Object".into()), name.text),
                );
            }
            TypeMember::Method { name, is_static: own, is_hidden: false, return_type, .. }
                if *own == is_static && !name.text.eq_ignore_ascii_case(&class.name.text) =>
            {
                let of = return_type.as_ref().map_or("void", |of| of.name.as_str());
                members.add(&name.text, true, format!("{of} {}()", name.text));
            }
            TypeMember::EnumValue { name, .. } if is_static => {
                members.add(&name.text, false, name.text.clone())
            }
            _ => {}
        }
    }
}

/// What `[type]::` offers.
pub fn of_static(of: &Inferred) -> Members {
    let mut members = Members::default();
    if let Some(class) = &of.class {
        of_definition(&mut members, class, true);
        if class.kind == TypeKind::Class {
            members.add("new", true, constructors(class));
        }
        object_statics(&mut members);
    }
    for found in &of.types {
        if let Some(class) = class::of_type(found) {
            of_definition(&mut members, &class.tree, true);
            members.add("new", true, format!("{} new()", found.full_name()));
        }
        for (name, _) in enumeration::names(found) {
            members.add(&name, false, name.to_string());
        }
        if classes(found).iter().any(|class| class.name == "System.Enum") {
            members.add("TryFormat", true, "static bool TryFormat[TEnum]");
        }
        for described in member::describe_static(found) {
            members.add(&described.name, described.kind == "Method", described.definition);
        }
        object_statics(&mut members);
    }
    members
}

/// How a class of the text is made: a line for each constructor.
fn constructors(class: &TypeDefinition) -> String {
    let own = |member: &TypeMember| match member {
        TypeMember::Method { name, is_static: false, body, .. }
            if name.text.eq_ignore_ascii_case(&class.name.text) =>
        {
            let parameters = body.parameters.iter().flatten().map(|parameter| {
                let of = parameter.attributes.iter().find_map(|attribute| match attribute {
                    ParameterAttribute::Type(name) => Some(name.name.as_str()),
                    ParameterAttribute::Attribute(_) => None,
                });
                format!("{} {}", of.unwrap_or("Object"), parameter.name.text)
            });
            Some(format!("{}({})", class.name.text, parameters.collect::<Vec<String>>().join(", ")))
        }
        _ => None,
    };
    let found: Vec<String> = class.members.iter().filter_map(own).collect();
    if found.is_empty() { format!("{} new()", class.name.text) } else { found.join("\n") }
}

/// Static members that every type has from `Object`.
fn object_statics(members: &mut Members) {
    members.add("Equals", true, "static bool Equals(System.Object objA, System.Object objB)");
    members.add(
        "ReferenceEquals",
        true,
        "static bool ReferenceEquals(System.Object objA, System.Object objB)",
    );
}

/// The properties that `Select-Object` and its like offer: those of what flows in.
pub fn properties(engine: &mut Engine, of: &Inferred, word: &str, methods: bool) -> Vec<CompletionResult> {
    let mut members = of_instance(engine, of);
    let custom = of.custom && of.value.is_none();
    if custom && !methods {
        for name in ["BaseObject", "ImmediateBaseObject", "Members", "Methods", "Properties", "TypeNames"] {
            members.add(name, false, name);
        }
    }
    members.results(word, methods)
}
