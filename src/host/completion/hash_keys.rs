//! Keys of hashtables: calculated properties, splats, objects to be made.

use super::infer::{Inference, Inferred};
use super::invocation::Invocation;

use super::scan::{FrameKind, Kind, Scan};
use super::words::begins;
use crate::engine::Engine;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::language::ast::{ParameterAttribute, TypeMember};

/// Command, parameter (empty: any), keys.
const KEYS: &[(&str, &str, &[&str])] = &[
    ("Select-Object", "", &["Name", "Expression"]),
    ("Sort-Object", "", &["Expression", "Ascending", "Descending"]),
    ("Group-Object", "", &["Expression"]),
    ("Compare-Object", "", &["Expression"]),
    ("Format-Table", "GroupBy", &["Expression", "FormatString", "Label"]),
    ("Format-List", "GroupBy", &["Expression", "FormatString", "Label"]),
    ("Format-Wide", "GroupBy", &["Expression", "FormatString", "Label"]),
    ("Format-Custom", "GroupBy", &["Expression", "FormatString", "Label"]),
    ("Format-Table", "", &["Expression", "FormatString", "Label", "Width", "Alignment"]),
    ("Format-List", "", &["Expression", "FormatString", "Label"]),
    ("Format-Wide", "", &["Expression", "FormatString"]),
    ("Format-Custom", "", &["Expression", "Depth"]),
    (
        "Get-WinEvent",
        "FilterHashtable",
        &[
            "LogName",
            "ProviderName",
            "Path",
            "Keywords",
            "ID",
            "Level",
            "StartTime",
            "EndTime",
            "UserID",
            "Data",
            "SuppressHashFilter",
        ],
    ),
    ("Import-Module", "FullyQualifiedName", MODULE),
    ("Get-Module", "FullyQualifiedName", MODULE),
    ("Remove-Module", "FullyQualifiedName", MODULE),
];

/// Keys of a module specification.
const MODULE: &[&str] = &["GUID", "MaximumVersion", "ModuleName", "ModuleVersion", "RequiredVersion"];

/// The keys of a module specification, with what PowerShell says of them.
fn module_keys() -> Vec<CompletionResult> {
    let told = |name: &str| match name {
        "ModuleName" => "Required. Specifies the module name.",
        "GUID" => "Optional. Specifies the GUID of the module.",
        "ModuleVersion" => "Specifies a minimum acceptable version of the module.",
        "RequiredVersion" => "Specifies an exact, required version of the module.",
        _ => "Specifies the maximum acceptable version of the module.",
    };
    let shown = |name: &&str| CompletionResult {
        tool_tip: format!("[string]\n{}", told(name)),
        ..CompletionResult::plain(*name, CompletionKind::Property)
    };
    MODULE.iter().map(shown).collect()
}

/// The keys of a module specification that fit beside those that are used, which are in lower case: an exact version
/// and a range of them exclude each other.
pub fn free_of_module(used: &[String]) -> Vec<&'static str> {
    let has = |name: &str| used.iter().any(|known| known == name);
    let exact = has("requiredversion");
    let range = has("moduleversion") || has("maximumversion");
    let fits = |name: &str| match name {
        "RequiredVersion" => !range,
        "ModuleVersion" | "MaximumVersion" => !exact,
        _ => true,
    };
    MODULE.iter().copied().filter(|name| !has(&name.to_lowercase()) && fits(name)).collect()
}

/// Keys that may stand in the table that is open at the end of the text.
pub fn complete(engine: &mut Engine, scan: &Scan<'_>, rest: &str, word: &str) -> Vec<CompletionResult> {
    let table = scan.frames.get(scan.open).filter(|frame| frame.kind == FrameKind::Hashtable);
    let Some(table) = table else { return Vec::new() };
    let written: Vec<String> = scan
        .in_frame(scan.open)
        .iter()
        .filter(|token| token.kind == Kind::Key && token.end < scan.text.len())
        .map(|token| scan.of_token(token).to_lowercase())
        .collect();
    let mut found = keys(engine, scan, rest, table.start, table.parent);
    found.retain(|result| begins(&result.item, word) && !written.contains(&result.item.to_lowercase()));
    found
}

fn keys(
    engine: &mut Engine,
    scan: &Scan<'_>,
    rest: &str,
    start: usize,
    parent: usize,
) -> Vec<CompletionResult> {
    let before = scan.tokens.iter().rposition(|token| token.end <= start && token.frame == parent);
    let last = before.and_then(|at| scan.tokens.get(at));
    if let Some(token) = last {
        match token.kind {
            Kind::Close(bracket)
                if scan.frames.get(bracket).is_some_and(|frame| frame.kind == FrameKind::Type)
                    && token.end == start =>
            {
                let written =
                    scan.frames.get(bracket).and_then(|frame| scan.text.get(frame.start..token.end));
                return of_type(engine, scan, written.unwrap_or_default());
            }
            Kind::Assign => return assigned(engine, scan, rest, before.unwrap_or_default()),
            _ => {}
        }
    }
    let words = scan.statement(parent);
    let is = |at: usize, text: &str| {
        words.get(at).is_some_and(|word| scan.of_token(word).eq_ignore_ascii_case(text))
    };
    if is(0, "using") && is(1, "module") {
        return module_keys();
    }
    // Inside of `@( )` or behind a comma the table is still the command's.
    let mut frame = parent;
    loop {
        if let Some(invocation) = Invocation::read(engine, scan, frame, start) {
            return of_command(engine, scan, &invocation, start);
        }
        match scan.frames.get(frame) {
            Some(found) if frame != 0 && matches!(found.kind, FrameKind::Array | FrameKind::Paren) => {
                frame = found.parent
            }
            _ => return Vec::new(),
        }
    }
}

fn of_command(
    engine: &mut Engine,
    scan: &Scan<'_>,
    invocation: &Invocation,
    start: usize,
) -> Vec<CompletionResult> {
    let parameter =
        invocation.completing(start).first().map_or_else(String::new, |parameter| parameter.name.to_string());
    if invocation.name == "New-Object" && parameter.eq_ignore_ascii_case("Property") {
        let name = invocation.argument_text(scan, "TypeName").unwrap_or_default().to_string();
        return of_type(engine, scan, &format!("[{}]", name.trim_matches(['\'', '"'])));
    }
    let row = KEYS.iter().find(|(command, name, _)| {
        command.eq_ignore_ascii_case(&invocation.name)
            && (name.is_empty() || name.eq_ignore_ascii_case(&parameter))
    });
    let names = row.map(|(_, _, names)| *names).unwrap_or_default();
    names.iter().map(|name| CompletionResult::plain(*name, CompletionKind::Property)).collect()
}

/// Properties that `[Type]@{ }` can set.
fn of_type(engine: &mut Engine, scan: &Scan<'_>, written: &str) -> Vec<CompletionResult> {
    let mut inference = Inference::new(engine, scan);
    let of = Inferred { is_type: false, ..inference.text(written) };
    if of.custom || written.eq_ignore_ascii_case("[ordered]") || written.eq_ignore_ascii_case("[hashtable]") {
        return Vec::new();
    }
    if let Some(class) = &of.class {
        let names = class.members.iter().filter_map(|member| match member {
            TypeMember::Property { name, is_static: false, is_hidden: false, attributes, .. } => {
                let kind = attributes.iter().find_map(|attribute| match attribute {
                    ParameterAttribute::Type(of) => Some(of.name.clone()),
                    ParameterAttribute::Attribute(_) => None,
                });
                Some(CompletionResult {
                    tool_tip: format!("[{}] {}", kind.unwrap_or_else(|| "Object".into()), name.text),
                    ..CompletionResult::plain(name.text.clone(), CompletionKind::Property)
                })
            }
            _ => None,
        });
        return names.collect();
    }
    let mut found = Vec::new();
    for class in of.types.iter().flat_map(|of| super::infer::classes(of)) {
        for property in class.properties.iter().filter(|property| property.set.is_some()) {
            found.push(CompletionResult {
                tool_tip: format!("{} {}", property.type_name, property.name),
                ..CompletionResult::plain(property.name, CompletionKind::Property)
            });
        }
    }
    found.sort_by_key(|result| result.item.to_lowercase());
    found
}

/// A table assigned to a variable: a splat further on, a typed variable, or a preference.
fn assigned(engine: &mut Engine, scan: &Scan<'_>, rest: &str, assign: usize) -> Vec<CompletionResult> {
    let Some(variable) = assign.checked_sub(1).and_then(|at| scan.tokens.get(at)) else { return Vec::new() };
    let name = scan.of_token(variable).trim_start_matches('$').to_string();
    if let Some(bracket) = assign.checked_sub(2).and_then(|at| scan.tokens.get(at))
        && let Kind::Close(frame) = bracket.kind
        && let Some(frame) = scan.frames.get(frame)
        && frame.kind == FrameKind::Type
    {
        return of_type(engine, scan, scan.text.get(frame.start..bracket.end).unwrap_or_default());
    }
    splatted(engine, scan, rest, &name)
}

/// Parameters of the command that takes `@name` behind the cursor.
fn splatted(engine: &mut Engine, scan: &Scan<'_>, rest: &str, name: &str) -> Vec<CompletionResult> {
    // What stands behind the table, looked at as its own text.
    let closing = rest.find('}').map_or(rest, |at| rest.get(at + 1..).unwrap_or_default());
    let later = Scan::of(closing);
    let wanted = format!("@{name}").to_lowercase();
    let Some(splat) = later
        .tokens
        .iter()
        .find(|token| token.kind == Kind::Splat && later.of_token(token).to_lowercase() == wanted)
    else {
        return Vec::new();
    };
    let line = closing.get(..splat.start).unwrap_or_default();
    let command = Scan::of(line);
    let Some(invocation) = Invocation::read(engine, &command, command.open, usize::MAX) else {
        return Vec::new();
    };
    let _ = scan;
    let mut found = super::parameters::complete(&invocation, "-", line.len());
    for result in &mut found {
        result.text = result.item.clone();
        result.kind = CompletionKind::Property;
    }
    found
}

/// Keys of `$table['`.
pub fn of_index(engine: &mut Engine, scan: &Scan<'_>, word: &str) -> Vec<CompletionResult> {
    let Some(frame) = scan.frames.get(scan.open).filter(|frame| frame.kind == FrameKind::Index) else {
        return Vec::new();
    };
    let start = super::target_start(scan, frame.start, frame.parent);
    let text = scan.text.get(start..frame.start).unwrap_or_default();
    let mut inference = Inference::new(engine, scan);
    let of = inference.text(text);
    let mut names: Vec<String> = of.notes.iter().map(|(name, _)| name.clone()).collect();
    if let Some(crate::engine::Value::Object(object)) = &of.value
        && let crate::engine::object::ObjectKind::Hashtable(table) = &object.kind
    {
        names.extend(table.borrow().iter().map(|(key, _)| crate::engine::convert::display(key)));
    }
    let (plain, quote) = super::words::unquoted(word);
    names.retain(|name| !name.is_empty() && begins(name, &plain));
    let results = names.into_iter().map(|name| CompletionResult {
        text: super::words::quoted(&name, Some(quote.unwrap_or('\''))),
        ..CompletionResult::plain(name, CompletionKind::Property)
    });
    let mut found: Vec<CompletionResult> = results.collect();
    found.sort_by_key(|result| result.item.to_lowercase());
    found
}
