//! Values that PowerShell's own commands know for their parameters.

use super::infer::{Inference, element_or_self};
use super::paths::{self, Wanted};
use super::values::{Place, listed};
use super::words::{begins, quoted, unquoted};
use super::{commands, members, type_names, values, variables, verbs};
use crate::engine::Engine;
use crate::engine::bind::Parameter;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::format_data::{Control, Formats};
use crate::engine::types::{enumeration, type_data};

/// What a parameter's values are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Commands,
    Modules,
    LoadedModules,
    /// Those that have a folder, and help there.
    FolderModules,
    Aliases,
    Variables,
    Drives,
    Providers,
    Types,
    Properties,
    Members,
    /// The names of the enumeration that a property has.
    PropertyValues,
    ProcessNames,
    ProcessIds,
    Verbs,
    Nouns,
    Cultures,
    Scopes,
    /// The views of a format cmdlet, for what the pipeline sends.
    Views,
    Nothing,
    Files,
    Folders,
    Scripts,
    ModuleFiles,
    EventTypes,
    Words(&'static [&'static str]),
    /// Listed as plain text.
    Texts(&'static [&'static str]),
    /// Always in quotes, with what a list shows: in double quotes where a backtick is.
    Signs(&'static [(&'static str, &'static str)]),
}

const ENCODINGS: &[&str] = &[
    "ascii",
    "ansi",
    "bigendianunicode",
    "bigendianutf32",
    "oem",
    "unicode",
    "utf7",
    "utf8",
    "utf8BOM",
    "utf8NoBOM",
    "utf32",
];

const HTTP_VERSIONS: &[&str] = &["1.0", "1.1", "2.0", "3.0"];

const SEPARATORS: &[(&str, &str)] = &[
    (",", "Comma"),
    (", ", "Comma-Space"),
    (";", "Semi-Colon"),
    ("; ", "Semi-Colon-Space"),
    ("`n", "Newline"),
    ("-", "Dash"),
    (" ", "Space"),
];

const FORMATS: &[(&str, &str)] = &[
    ("[{0}]", "[{0}]"),
    ("{0:N2}", "{0:N2}"),
    ("`n    `${0}", "`n    `${0}"),
    ("`n    [string] `${0}", "`n    [string] `${0}"),
];

/// Command (`*`: any), parameter, source; the first that fits counts.
const SOURCES: &[(&str, &str, Source)] = &[
    ("*", "Encoding", Source::Words(ENCODINGS)),
    ("Set-StrictMode", "Version", Source::Texts(&["Latest", "3.0", "2.0", "1.0"])),
    ("Get-Command", "Name", Source::Commands),
    ("Get-Command", "Module", Source::Modules),
    ("Get-Command", "ExcludeModule", Source::Modules),
    ("Invoke-WebRequest", "HttpVersion", Source::Texts(HTTP_VERSIONS)),
    ("Invoke-RestMethod", "HttpVersion", Source::Texts(HTTP_VERSIONS)),
    ("Get-ExperimentalFeature", "Name", Source::Nothing),
    ("Get-Command", "Verb", Source::Verbs),
    ("Get-Command", "Noun", Source::Nouns),
    ("Get-Command", "ParameterType", Source::Types),
    (
        "Get-Command",
        "CommandType",
        Source::Words(&[
            "Alias",
            "All",
            "Application",
            "Cmdlet",
            "Configuration",
            "ExternalScript",
            "Filter",
            "Function",
            "Script",
        ]),
    ),
    (
        "Get-ChildItem",
        "Attributes",
        Source::Words(&[
            "Archive",
            "Compressed",
            "Device",
            "Directory",
            "Encrypted",
            "Hidden",
            "IntegrityStream",
            "None",
            "Normal",
            "NoScrubData",
            "NotContentIndexed",
            "Offline",
            "ReadOnly",
            "ReparsePoint",
            "SparseFile",
            "System",
            "Temporary",
        ]),
    ),
    ("Get-Verb", "Verb", Source::Verbs),
    ("Get-Help", "Name", Source::Commands),
    ("Get-Help", "Parameter", Source::Nothing),
    ("Invoke-Expression", "Command", Source::Commands),
    ("Show-Command", "Name", Source::Commands),
    ("Set-PSBreakpoint", "Command", Source::Commands),
    ("Set-PSBreakpoint", "Variable", Source::Variables),
    ("Trace-Command", "Name", Source::Words(&["CommandDiscovery", "ParameterBinding", "TypeConversion"])),
    ("Get-Module", "Name", Source::LoadedModules),
    ("Remove-Module", "Name", Source::LoadedModules),
    ("Import-Module", "Name", Source::ModuleFiles),
    ("Get-Alias", "Name", Source::Aliases),
    ("Set-Alias", "Name", Source::Aliases),
    ("New-Alias", "Name", Source::Aliases),
    ("Remove-Alias", "Name", Source::Aliases),
    ("Export-Alias", "Name", Source::Aliases),
    ("Get-Alias", "Definition", Source::Commands),
    ("Set-Alias", "Value", Source::Commands),
    ("New-Alias", "Value", Source::Commands),
    ("Get-Variable", "Name", Source::Variables),
    ("Set-Variable", "Name", Source::Variables),
    ("Clear-Variable", "Name", Source::Variables),
    ("Remove-Variable", "Name", Source::Variables),
    ("New-Variable", "Name", Source::Variables),
    ("*", "Scope", Source::Scopes),
    ("Get-PSDrive", "Name", Source::Drives),
    ("Remove-PSDrive", "Name", Source::Drives),
    ("New-PSDrive", "PSProvider", Source::Providers),
    ("Get-PSDrive", "PSProvider", Source::Providers),
    ("Remove-PSDrive", "PSProvider", Source::Providers),
    ("Get-PSProvider", "PSProvider", Source::Providers),
    ("Get-Location", "PSProvider", Source::Providers),
    ("Get-Location", "PSDrive", Source::Drives),
    ("*", "PSProvider", Source::Providers),
    ("*", "PSDrive", Source::Drives),
    ("New-Object", "TypeName", Source::Types),
    ("Update-TypeData", "TypeName", Source::EventTypes),
    ("Get-TypeData", "TypeName", Source::EventTypes),
    ("Get-FormatData", "TypeName", Source::EventTypes),
    ("New-Item", "ItemType", Source::Texts(&["Directory", "File", "HardLink", "SymbolicLink"])),
    ("Get-Process", "Name", Source::ProcessNames),
    ("Stop-Process", "Name", Source::ProcessNames),
    ("Wait-Process", "Name", Source::ProcessNames),
    ("Debug-Process", "Name", Source::ProcessNames),
    ("Get-Process", "Id", Source::ProcessIds),
    ("Stop-Process", "Id", Source::ProcessIds),
    ("Wait-Process", "Id", Source::ProcessIds),
    ("Debug-Process", "Id", Source::ProcessIds),
    ("ForEach-Object", "MemberName", Source::Members),
    ("Where-Object", "Property", Source::Properties),
    ("Where-Object", "Value", Source::PropertyValues),
    ("Select-Object", "Property", Source::Properties),
    ("Select-Object", "ExcludeProperty", Source::Properties),
    ("Select-Object", "ExpandProperty", Source::Properties),
    ("Sort-Object", "Property", Source::Properties),
    ("Group-Object", "Property", Source::Properties),
    ("Measure-Object", "Property", Source::Properties),
    ("Compare-Object", "Property", Source::Properties),
    ("Format-Table", "Property", Source::Properties),
    ("Format-List", "Property", Source::Properties),
    ("Format-Wide", "Property", Source::Properties),
    ("Format-Custom", "Property", Source::Properties),
    ("Format-Table", "View", Source::Views),
    ("Format-List", "View", Source::Views),
    ("Format-Wide", "View", Source::Views),
    ("Format-Custom", "View", Source::Views),
    ("Format-Table", "GroupBy", Source::Properties),
    ("Format-List", "GroupBy", Source::Properties),
    ("ConvertTo-Html", "Property", Source::Properties),
    ("Join-String", "Property", Source::Properties),
    ("Join-String", "Separator", Source::Signs(SEPARATORS)),
    ("Join-String", "FormatString", Source::Signs(FORMATS)),
    ("Get-Module", "PSEdition", Source::Texts(&["Desktop", "Core"])),
    ("Get-Member", "Name", Source::Members),
    (
        "Get-Date",
        "Format",
        Source::Words(&["FileDate", "FileDateUniversal", "FileDateTime", "FileDateTimeUniversal"]),
    ),
    ("*", "Culture", Source::Cultures),
    ("Get-Culture", "Name", Source::Cultures),
    ("Set-Location", "Path", Source::Folders),
    ("Push-Location", "Path", Source::Folders),
    ("Save-Help", "Module", Source::FolderModules),
    ("Update-Help", "Module", Source::FolderModules),
    ("*", "Module", Source::Modules),
    ("*", "Credential", Source::Files),
    ("Set-PSBreakpoint", "Script", Source::Scripts),
];

/// Values of a parameter; `None` when it may be any file.
pub fn complete(
    engine: &mut Engine,
    place: &Place<'_, '_>,
    parameter: &Parameter,
    word: &str,
    quote: Option<char>,
) -> Option<Vec<CompletionResult>> {
    let row = SOURCES.iter().find(|(command, name, _)| {
        (*command == "*" || command.eq_ignore_ascii_case(&place.invocation.name))
            && name.eq_ignore_ascii_case(&parameter.name)
    })?;
    let native = matches!(place.invocation.found, Some(crate::engine::types::command_info::Found::Native(_)));
    if !native {
        return None;
    }
    if let Some(found) = of_input(engine, place, row.2, word) {
        return Some(found);
    }
    let names: Vec<String> = match row.2 {
        Source::Commands => {
            let mut found = commands::complete(engine, word, true);
            found.iter_mut().for_each(|result| result.text = quoted(&result.text, quote));
            return Some(found);
        }
        Source::Types => {
            let found = type_names::complete(word, &[], false);
            return Some(found);
        }
        Source::Files => return None,
        Source::Views => sorted(views(engine, place)),
        Source::Folders => {
            let wanted = Wanted { containers_only: true, ..Wanted::default() };
            return Some(paths::complete(engine, place.typed, &wanted));
        }
        Source::Scripts => {
            let wanted = Wanted { extension: Some(".ps1"), ..Wanted::default() };
            return Some(paths::complete(engine, place.typed, &wanted));
        }
        Source::Modules | Source::LoadedModules => {
            let loaded = row.2 == Source::LoadedModules && !lists_available(place);
            let names = if loaded { loaded_modules(engine) } else { modules(engine) };
            return Some(modules_named(names, word, quote));
        }
        Source::FolderModules => {
            let mut names = modules(engine);
            names.retain(|name| name != "Microsoft.PowerShell.Core");
            return Some(modules_named(names, word, quote));
        }
        Source::ModuleFiles => {
            let mut found = modules_named(modules(engine), word, quote);
            let wanted = Wanted { extension: Some(".psm1"), ..Wanted::default() };
            found.extend(paths::complete(engine, place.typed, &wanted));
            return Some(found);
        }
        Source::Texts(names) => {
            let fitting = names.iter().filter(|name| begins(name, word));
            let shown = fitting.map(|name| CompletionResult {
                text: quoted(name, quote),
                ..CompletionResult::plain(*name, CompletionKind::Text)
            });
            return Some(shown.collect());
        }
        Source::Signs(signs) => return Some(quoted_signs(signs, place.typed, quote)),
        Source::Verbs => verbs::verbs(engine, place),
        Source::Nouns => verbs::nouns(engine, place),
        Source::ProcessIds => return Some(process_ids(word)),
        Source::Nothing => return Some(Vec::new()),
        other => return Some(listed(names_of(engine, other), word, quote)),
    };
    Some(listed(sorted(names), word, quote))
}

/// Names in their order, each once.
fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup_by(|second, first| second.eq_ignore_ascii_case(first));
    names
}

/// The views that a format cmdlet has for what the pipeline sends, or for `-InputObject`.
fn views(engine: &mut Engine, place: &Place<'_, '_>) -> Vec<String> {
    let mut inference = Inference::new(engine, place.scan);
    let mut input = values::input(&mut inference, place.invocation);
    if input.is_empty()
        && let Some(text) = place.invocation.argument_text(place.scan, "InputObject")
    {
        input = inference.text(text);
    }
    let types = element_or_self(&input).types;
    let names: Vec<String> =
        types.iter().flat_map(|of| super::infer::classes(of)).map(|class| class.name.to_string()).collect();
    let command = place.invocation.name.to_ascii_lowercase();
    let fits = |control: &Control| match control {
        Control::Table { .. } => command == "format-table",
        Control::List(_) => command == "format-list",
        Control::Wide { .. } => command == "format-wide",
        Control::Custom(_) => command == "format-custom",
    };
    let views = engine.extension::<Formats>().of(&names);
    views.iter().filter(|view| fits(&view.control)).map(|view| view.name.to_string()).collect()
}

/// Signs that begin as the word does that is typed, in the quotes that it began with.
fn quoted_signs(signs: &[(&str, &str)], typed: &str, quote: Option<char>) -> Vec<CompletionResult> {
    let word = typed.trim_matches(['"', '\'']);
    let fitting = signs.iter().filter(|(sign, _)| sign.starts_with(word));
    fitting
        .map(|(sign, name)| {
            let quote = if sign.contains('`') { '"' } else { quote.unwrap_or('\'') };
            let text = format!("{quote}{sign}{quote}");
            CompletionResult {
                tool_tip: if sign == name { text.clone() } else { format!("{text} - {name}") },
                text,
                item: (*name).to_string(),
                kind: CompletionKind::ParameterValue,
            }
        })
        .collect()
}

/// Properties and members of what the pipeline sends.
fn of_input(
    engine: &mut Engine,
    place: &Place<'_, '_>,
    source: Source,
    word: &str,
) -> Option<Vec<CompletionResult>> {
    if !matches!(source, Source::Properties | Source::Members | Source::PropertyValues) {
        return None;
    }
    let mut inference = Inference::new(engine, place.scan);
    let mut input = values::input(&mut inference, place.invocation);
    if input.is_empty()
        && let Some(text) = place.invocation.argument_text(place.scan, "InputObject")
    {
        input = inference.text(text);
    }
    let input = element_or_self(&input);
    if source == Source::PropertyValues {
        let property = place.invocation.argument_text(place.scan, "Property").map(unquoted);
        let of = property.map(|(name, _)| inference.property(&input, &name, false)).unwrap_or_default();
        let names = of.types.iter().flat_map(|of| enumeration::names(of));
        let fitting = names.filter(|(name, _)| begins(name, word));
        let found: Vec<CompletionResult> = fitting
            .map(|(name, _)| CompletionResult::plain(name.to_string(), CompletionKind::ParameterValue))
            .collect();
        return Some(found);
    }
    let mut found = members::properties(engine, &input, word, source == Source::Members);
    // What the list names already is not offered again.
    let listed = listed_before(place);
    found.retain(|result| !listed.contains(&result.item.to_lowercase()));
    // A name as an argument is no call.
    found.iter_mut().for_each(|result| result.text = result.text.trim_end_matches('(').to_string());
    Some(found)
}

/// The parts of the list that the cursor is in, without the one that it touches.
fn listed_before(place: &Place<'_, '_>) -> Vec<String> {
    let end = place.scan.text.len();
    let parts = place.invocation.arguments.last().into_iter().flat_map(|argument| &argument.parts);
    parts
        .filter(|(_, until)| *until < end)
        .filter_map(|(from, until)| place.scan.text.get(*from..*until))
        .map(|text| unquoted(text).0.to_lowercase())
        .collect()
}

fn names_of(engine: &mut Engine, source: Source) -> Vec<String> {
    let mut names: Vec<String> = match source {
        Source::Aliases => engine.aliases().iter().map(|alias| alias.name.to_string()).collect(),
        Source::Variables => variables::names(engine),
        Source::Drives => variables::drives(engine),
        Source::Providers => {
            engine.drives.providers().iter().map(|provider| provider.name().to_string()).collect()
        }
        Source::ProcessNames => processes().into_iter().map(|(_, name)| name).collect(),
        Source::Cultures => {
            crate::engine::culture::names().filter(|name| !name.is_empty()).map(str::to_string).collect()
        }
        Source::EventTypes => type_data::all().iter().map(|data| data.name.to_string()).collect(),
        Source::Scopes => return ["Global", "Local", "Script"].map(str::to_string).to_vec(),
        Source::Words(names) => return names.iter().map(|name| (*name).to_string()).collect(),
        _ => Vec::new(),
    };
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    names
}

/// Whether a command asks for modules that are not loaded, too.
fn lists_available(place: &Place<'_, '_>) -> bool {
    let bound = place.invocation.bound(place.scan.text.len());
    bound.iter().any(|name| name.eq_ignore_ascii_case("ListAvailable"))
}

/// Modules that begin with a word, or whose last parts do: `Host` finds `Microsoft.PowerShell.Host`.
fn modules_named(names: Vec<String>, word: &str, quote: Option<char>) -> Vec<CompletionResult> {
    let by_part = !word.is_empty() && !word.contains(['.', '*', '?', '[']);
    let part = format!(".{word}").to_lowercase();
    let fitting = names
        .into_iter()
        .filter(|name| begins(name, word) || by_part && name.to_lowercase().contains(&part))
        .collect();
    listed(fitting, "", quote)
}

fn loaded_modules(engine: &Engine) -> Vec<String> {
    let mut names: Vec<String> = engine.modules.iter().map(|module| module.name.to_string()).collect();
    names.extend(built_in_modules(engine));
    sorted(names)
}

fn built_in_modules(engine: &Engine) -> Vec<String> {
    let mut names: Vec<String> = engine.native_commands().map(|info| info.module.to_string()).collect();
    names.sort();
    names.dedup();
    names
}

/// Modules that are loaded or could be.
pub fn modules(engine: &Engine) -> Vec<String> {
    let mut names: Vec<String> = engine.available_modules().into_iter().map(|(name, _)| name).collect();
    names.extend(engine.modules.iter().map(|module| module.name.to_string()));
    names.extend(built_in_modules(engine));
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    names
}

/// Processes by number, with their names.
fn processes() -> Vec<(i32, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        if let Ok(name) = std::fs::read_to_string(entry.path().join("comm")) {
            found.push((id, name.trim_end().to_string()));
        }
    }
    found.sort();
    found
}

fn process_ids(word: &str) -> Vec<CompletionResult> {
    processes()
        .into_iter()
        .filter(|(id, name)| begins(&id.to_string(), word) || !word.is_empty() && begins(name, word))
        .map(|(id, name)| CompletionResult {
            text: id.to_string(),
            item: format!("{id} - {name}"),
            kind: CompletionKind::ParameterValue,
            tool_tip: format!("{id} - {name}"),
        })
        .collect()
}
