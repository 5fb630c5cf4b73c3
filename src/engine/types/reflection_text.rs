//! Overloads as .NET's reflection writes them: `System.DateTime AddDays(Double)`.

use super::resolve::full_name_of;
use super::signature::parts;

/// A parameter of an overload: the type as its signature writes it, and its name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parameter<'a> {
    pub of: &'a str,
    pub name: &'a str,
    pub by_reference: bool,
    pub optional: bool,
}

/// The result, the name and the parameters of `static int Parse(string s)`; `None` for what is no signature.
pub(super) fn read(signature: &str) -> Option<(&str, &str, Vec<Parameter<'_>>)> {
    let text = signature.strip_prefix("static ").unwrap_or(signature);
    let (head, rest) = text.split_once('(')?;
    let (returned, name) = head.rsplit_once(' ')?;
    let inside = rest.strip_suffix(')')?;
    Some((returned, name, parts(inside).map(parameter).collect()))
}

fn parameter(part: &str) -> Parameter<'_> {
    let (part, optional) = match part.split_once(" = ") {
        Some((part, _)) => (part, true),
        None => (part, false),
    };
    let part = part.strip_prefix("Params ").unwrap_or(part);
    let plain = ["[ref] ", "[out] ", "[in] "].iter().find_map(|start| part.strip_prefix(start));
    let (of, name) = plain.unwrap_or(part).rsplit_once(' ').unwrap_or((plain.unwrap_or(part), ""));
    Parameter { of, name, by_reference: plain.is_some(), optional }
}

/// A parameter for scripts: what `GetParameters()` tells of it.
pub struct ReflectedParameter {
    pub name: String,
    pub of: std::rc::Rc<super::Type>,
    pub optional: bool,
    pub by_reference: bool,
    /// As `ToString()` gives it: `Int32 startIndex`.
    pub text: String,
}

/// The parameters of a signature of the tables.
pub fn reflected_parameters(signature: &str) -> Vec<ReflectedParameter> {
    let Some((_, _, parameters)) = read(signature) else { return Vec::new() };
    let one = |found: &Parameter<'_>| {
        let of = match found.of.strip_suffix("[]") {
            Some(element) => {
                std::rc::Rc::new(super::Type::Array { element: super::named(&full(element)), rank: 1 })
            }
            None => super::named(&full(found.of)),
        };
        let by = if found.by_reference { " ByRef" } else { "" };
        ReflectedParameter {
            name: found.name.to_string(),
            of,
            optional: found.optional,
            by_reference: found.by_reference,
            text: format!("{}{by} {}", type_shown(found.of, true), found.name),
        }
    };
    parameters.iter().map(one).collect()
}

/// A written type by its whole name, as `"$type"` gives it.
pub(super) fn full(name: &str) -> String {
    match name.strip_suffix("[]") {
        Some(element) => full(element) + "[]",
        None => full_name_of(name).to_string(),
    }
}

/// What `ToString()` of a method's or constructor's description gives.
pub(super) fn shown(signature: &str) -> String {
    let Some((returned, name, parameters)) = read(signature) else { return signature.to_string() };
    let taken: Vec<String> = parameters
        .iter()
        .map(|found| type_shown(found.of, true) + if found.by_reference { " ByRef" } else { "" })
        .collect();
    let (returned, name) = match name {
        "new" => ("void", ".ctor"),
        name => (returned, name),
    };
    format!("{} {name}({})", type_shown(returned, true), taken.join(", "))
}

/// A type by its whole name; the simplest ones by their short name where they stand alone.
fn type_shown(name: &str, short: bool) -> String {
    const SIMPLE: &[&str] = &[
        "Boolean", "Byte", "Char", "Double", "Int16", "Int32", "Int64", "IntPtr", "SByte", "Single",
        "UInt16", "UInt32", "UInt64", "UIntPtr", "Void",
    ];
    if let Some(element) = name.strip_suffix("[]") {
        return type_shown(element, short) + "[]";
    }
    if let Some((generic, list)) = name.strip_suffix(']').and_then(|name| name.split_once('[')) {
        let arguments: Vec<String> = parts(list).map(|part| type_shown(part, false)).collect();
        return format!("{generic}`{}[{}]", arguments.len(), arguments.join(","));
    }
    let full = if name == "void" { "System.Void".into() } else { full_name_of(name) };
    match full.strip_prefix("System.").filter(|rest| short && SIMPLE.contains(rest)) {
        Some(simple) => simple.to_string(),
        None => full.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overloads_read_as_dotnet_writes_them() {
        assert_eq!(shown("datetime AddDays(double value)"), "System.DateTime AddDays(Double)");
        assert_eq!(shown("datetime new(long ticks)"), "Void .ctor(Int64)");
        assert_eq!(
            shown("static bool TryParse(string s, [ref] int result)"),
            "Boolean TryParse(System.String, Int32 ByRef)"
        );
        assert_eq!(shown("string[] Split(Params char[] separator)"), "System.String[] Split(Char[])");
        assert_eq!(
            shown("void AddRange(System.Collections.Generic.IEnumerable[int] collection)"),
            "Void AddRange(System.Collections.Generic.IEnumerable`1[System.Int32])"
        );
    }
}
