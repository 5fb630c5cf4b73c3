//! Names of variables, with scopes and drives.

use super::infer::variable_name;
use super::scan::{FrameKind, Kind, Scan};
use super::words::begins;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::scope::Slot;
use crate::engine::types::{shown_name, type_of};
use crate::engine::value::Value;
use crate::engine::{Engine, provider};
use std::collections::{HashMap, HashSet};

/// Variables that every session has, whether or not this one has made them yet.
const SESSION: &[&str] = &[
    "ConfirmPreference",
    "DebugPreference",
    "EnabledExperimentalFeatures",
    "Error",
    "ErrorActionPreference",
    "ErrorView",
    "ExecutionContext",
    "false",
    "FormatEnumerationLimit",
    "HOME",
    "Host",
    "InformationPreference",
    "input",
    "IsCoreCLR",
    "IsLinux",
    "IsMacOS",
    "IsWindows",
    "MaximumHistoryCount",
    "MyInvocation",
    "NestedPromptLevel",
    "null",
    "OutputEncoding",
    "PID",
    "PROFILE",
    "ProgressPreference",
    "PSBoundParameters",
    "PSCmdlet",
    "PSCommandPath",
    "PSCulture",
    "PSDefaultParameterValues",
    "PSEdition",
    "PSEmailServer",
    "PSHOME",
    "PSNativeCommandArgumentPassing",
    "PSNativeCommandUseErrorActionPreference",
    "PSScriptRoot",
    "PSSessionApplicationName",
    "PSSessionConfigurationName",
    "PSSessionOption",
    "PSStyle",
    "PSUICulture",
    "PSVersionTable",
    "PWD",
    "ShellId",
    "StackTrace",
    "true",
    "VerbosePreference",
    "WarningPreference",
    "WhatIfPreference",
];

/// Names with a meaning of their own, which a list shows behind those of the session.
const SPECIAL: &[&str] = &[
    "$",
    "?",
    "^",
    "_",
    "args",
    "CurrentlyExecutingCommand",
    "env:PATHEXT",
    "foreach",
    "LASTEXITCODE",
    "LogCommandHealthEvent",
    "LogCommandLifecycleEvent",
    "LogEngineHealthEvent",
    "LogEngineLifecycleEvent",
    "LogProviderHealthEvent",
    "LogProviderLifecycleEvent",
    "LogSettingsEvent",
    "Matches",
    "OFS",
    "PSApplicationOutputEncoding",
    "PSDebugContext",
    "PSItem",
    "PSLogUserData",
    "PSModuleAutoLoadingPreference",
    "PSSenderInfo",
    "switch",
    "this",
    "VerboseHelpErrors",
];

const SCOPES: &[&str] = &["Global:", "Local:", "Script:", "Private:", "Using:"];

/// Parameters whose value is the name of a variable.
const NAMING: &[&str] = &[
    "errorvariable",
    "ev",
    "informationvariable",
    "iv",
    "outvariable",
    "ov",
    "pipelinevariable",
    "pv",
    "warningvariable",
    "wv",
];

/// Answers in their order, each text once.
#[derive(Default)]
struct Answers {
    results: Vec<CompletionResult>,
    seen: HashSet<String>,
}

impl Answers {
    fn add(&mut self, result: CompletionResult) {
        if self.seen.insert(result.text.to_lowercase()) {
            self.results.push(result);
        }
    }
}

/// What `$word`, `${word` or `@word` may become: variables of the input, of the session, of the environment,
/// those with a meaning of their own, drives and scopes. `typed` begins with its `$` or `@`.
pub fn complete(engine: &mut Engine, scan: &Scan<'_>, typed: &str, at: usize) -> Vec<CompletionResult> {
    let sign = if typed.starts_with('@') { '@' } else { '$' };
    let bare = typed.trim_start_matches(['$', '@']);
    let braced = bare.starts_with('{');
    let word = bare.trim_start_matches('{').trim_end_matches('}');
    let mut found = Answers::default();
    if let Some((scope, rest)) = word.split_once(':') {
        let whole = format!("{scope}:");
        if !SCOPES.iter().any(|known| known.eq_ignore_ascii_case(&whole)) {
            return on_drive(engine, scope, rest, braced);
        }
        let mut known = Vec::new();
        if whole.eq_ignore_ascii_case("Using:") {
            known = in_text(scan, at);
        }
        known.extend(in_session(engine));
        for (name, tool_tip) in known.into_iter().filter(|(name, _)| begins(name, rest)) {
            found.add(result(sign, &whole, &name, braced, tool_tip));
        }
        return found.results;
    }
    for (name, tool_tip) in in_text(scan, at).into_iter().filter(|(name, _)| begins(name, word)) {
        found.add(result(sign, "", &name, braced, tool_tip));
    }
    for (name, tool_tip) in in_session(engine).into_iter().filter(|(name, _)| begins(name, word)) {
        found.add(result(sign, "", &name, braced, tool_tip));
    }
    if begins("env", word) {
        let mut names: Vec<String> = engine.environment.keys().cloned().collect();
        names.sort_by_key(|name| name.to_lowercase());
        for name in names.into_iter().map(|name| format!("env:{name}")) {
            found.add(result(sign, "", &name, braced, format!("[string]{name}")));
        }
    }
    for name in SPECIAL.iter().filter(|name| begins(name, word)) {
        found.add(result(sign, "", name, braced, (*name).to_string()));
    }
    let mut drives = drives(engine);
    drives.retain(|name| name.len() > 1 && begins(name, word));
    drives.sort_by_key(|name| name.to_lowercase());
    for drive in drives {
        let named = result(sign, "", &format!("{drive}:"), braced, drive.clone());
        found.add(CompletionResult { item: drive, ..named });
    }
    for scope in SCOPES.iter().filter(|scope| begins(scope, word)) {
        found.add(result(sign, "", scope, braced, (*scope).to_string()));
    }
    found.results
}

fn result(sign: char, scope: &str, name: &str, braced: bool, tool_tip: String) -> CompletionResult {
    let whole = format!("{scope}{name}");
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '?'));
    let text = if braced || !plain { format!("{sign}{{{whole}}}") } else { format!("{sign}{whole}") };
    CompletionResult { text, item: name.to_string(), kind: CompletionKind::Variable, tool_tip }
}

/// Variables and parameters that the input names elsewhere.
fn in_text(scan: &Scan<'_>, at: usize) -> Vec<(String, String)> {
    let mut found = Vec::new();
    // What was found of each frame: most variables share theirs.
    let mut elsewhere: HashMap<usize, bool> = HashMap::new();
    for (index, token) in scan.tokens.iter().enumerate() {
        if !matches!(token.kind, Kind::Variable | Kind::Word) {
            continue;
        }
        if *elsewhere.entry(token.frame).or_insert_with(|| is_elsewhere(scan, token.frame)) {
            continue;
        }
        if let Some(name) = named_by_parameter(scan, index) {
            found.push((name.to_string(), name.to_string()));
            continue;
        }
        let text = scan.of_token(token);
        if let Some(found_name) = redirected(scan, index).or_else(|| of_data(scan, index)) {
            found.push(found_name);
            continue;
        }
        let is_name = matches!(token.kind, Kind::Variable) && token.start != at;
        if !is_name || variable_name(text).is_empty() {
            continue;
        }
        let written = text.trim_start_matches('$').trim_start_matches('{').trim_end_matches('}');
        let written = match written.split_once(':') {
            None => written,
            Some((scope, name)) if is_scope(scope) && !name.is_empty() => name,
            Some(_) => continue,
        };
        let parent = scan.frames.get(token.frame);
        let parameter = parent.is_some_and(|frame| {
            let behind = scan.tokens.partition_point(|other| other.start < frame.start);
            let mut before = scan.tokens.get(..behind).unwrap_or_default().iter().rev();
            before.find(|other| other.end <= frame.start).is_some_and(|before| {
                scan.of_token(before).eq_ignore_ascii_case("param") || before.kind == Kind::Name
            })
        });
        if parameter || is_assigned(scan, index) {
            let of = first_type(scan, index).unwrap_or_default();
            found.push((written.to_string(), format!("{of}${written}")));
        }
    }
    found
}

/// `Global`, `Script` and their like, which name no drive.
fn is_scope(name: &str) -> bool {
    ["global", "local", "script", "private"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a value is given to a variable: alone, in a list, in parentheses, or as that of `foreach`.
fn is_assigned(scan: &Scan<'_>, index: usize) -> bool {
    let Some(variable) = scan.tokens.get(index) else { return false };
    let mut frame = variable.frame;
    let behind = scan.tokens.get(index + 1..).unwrap_or_default().iter();
    for next in behind.filter(|next| !matches!(next.kind, Kind::Open(_) | Kind::TypeWord)) {
        match next.kind {
            Kind::Assign => return next.frame == frame,
            Kind::Comma | Kind::Variable if next.frame == frame => {}
            Kind::Close(closed) if closed == frame => {
                let opened = scan.frames.get(closed).filter(|opened| opened.kind == FrameKind::Paren);
                let Some(opened) = opened else { return false };
                frame = opened.parent;
            }
            Kind::Close(closed)
                if scan.frames.get(closed).is_some_and(|closed| closed.kind == FrameKind::Type) => {}
            _ => return next.frame == frame && scan.of_token(next).eq_ignore_ascii_case("in"),
        }
    }
    false
}

/// The variable that a stream is sent to: `2>variable:name`.
fn redirected(scan: &Scan<'_>, index: usize) -> Option<(String, String)> {
    let token = scan.tokens.get(index).filter(|token| token.kind == Kind::Word)?;
    let before = scan.tokens.get(index.checked_sub(1)?).filter(|before| before.kind == Kind::Redirect)?;
    let (drive, name) = scan.of_token(token).split_once(':')?;
    if !drive.eq_ignore_ascii_case("variable") || name.is_empty() || token.end >= scan.text.len() {
        return None;
    }
    let of = match scan.of_token(before).chars().next() {
        Some('2') => "[ErrorRecord]",
        Some('3') => "[WarningRecord]",
        Some('4') => "[VerboseRecord]",
        Some('5') => "[DebugRecord]",
        Some('6') => "[InformationRecord]",
        _ => "",
    };
    Some((name.to_string(), format!("{of}${name}")))
}

/// The variable that `data name { }` fills.
fn of_data(scan: &Scan<'_>, index: usize) -> Option<(String, String)> {
    let token = scan.tokens.get(index).filter(|token| token.kind == Kind::Word)?;
    let before = scan.tokens.get(index.checked_sub(1)?).filter(|before| before.kind == Kind::Keyword)?;
    let name = scan.of_token(token);
    let is_data = scan.of_token(before).eq_ignore_ascii_case("data") && token.end < scan.text.len();
    is_data.then(|| (name.to_string(), format!("${name}")))
}

/// The values that a variable takes by its `ValidateSet`, written with it (from `start` on) or kept by the session;
/// and whether they are other than texts.
pub fn set_of(
    engine: &mut Engine,
    scan: &Scan<'_>,
    target: &str,
    start: usize,
) -> Option<(Vec<String>, bool)> {
    let written = scan.text.get(..start + target.len()).unwrap_or_default();
    let statement = written.rfind(['\n', ';', '{']).map_or(0, |at| at + 1);
    let before = written.get(statement..).unwrap_or_default();
    if let Some(at) = before.to_ascii_lowercase().rfind("[validateset(") {
        let list = before.get(at + "[validateset(".len()..).unwrap_or_default();
        let list = list.get(..list.find(")]")?).unwrap_or_default();
        let parts: Vec<&str> = list.split(',').map(str::trim).collect();
        let numbers = parts.iter().all(|part| !part.starts_with(['"', '\'']));
        return Some((parts.iter().map(|part| super::words::unquoted(part).0).collect(), numbers));
    }
    let name = target.rsplit_once('$')?.1;
    let name = name.rsplit(':').next().unwrap_or(name);
    for scope in engine.scope.clone().chain() {
        let place = scope.variables().into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let Some((_, place)) = place else { continue };
        let Slot::Cell(cell) = place else { return None };
        let numbers = !matches!(&*cell.value.borrow(), Value::String(_));
        let constraints = cell.constraints.borrow();
        return constraints.iter().find_map(|constraint| match constraint {
            VariableConstraint::Set { values, .. } => Some((values.clone(), numbers)),
            _ => None,
        });
    }
    None
}

/// The first of the types in brackets that stand in front of a variable; attributes are none.
fn first_type<'t>(scan: &Scan<'t>, variable: usize) -> Option<&'t str> {
    let mut first = None;
    let mut at = variable;
    while let Some(token) = at.checked_sub(1).and_then(|before| scan.tokens.get(before)) {
        let Kind::Close(frame) = token.kind else { break };
        let Some(frame) = scan.frames.get(frame).filter(|frame| frame.kind == FrameKind::Type) else { break };
        let written = scan.text.get(frame.start..token.end).unwrap_or_default();
        if !written.contains('(') {
            first = Some(written);
        }
        at = scan.tokens.partition_point(|other| other.start < frame.start);
    }
    first
}

/// The variable that `-OutVariable name` and its like make.
fn named_by_parameter<'t>(scan: &Scan<'t>, index: usize) -> Option<&'t str> {
    let token = scan.tokens.get(index).filter(|token| token.kind == Kind::Word)?;
    let before = scan.tokens.get(index.checked_sub(1)?).filter(|before| before.kind == Kind::Parameter)?;
    let parameter = scan.of_token(before).trim_matches(['-', ':']).to_ascii_lowercase();
    // The variable of a pipeline ends with it.
    let mut behind = scan.tokens.get(index + 1..)?.iter();
    if matches!(parameter.as_str(), "pipelinevariable" | "pv")
        && behind.any(|next| next.frame == token.frame && next.kind == Kind::Separator)
    {
        return None;
    }
    (NAMING.contains(&parameter.as_str()) && token.end < scan.text.len())
        .then(|| scan.of_token(token).trim_start_matches('+'))
}

/// Whether a frame belongs to a function that ends before the cursor: its variables are not seen here.
fn is_elsewhere(scan: &Scan<'_>, frame: usize) -> bool {
    let mut at = frame;
    while let Some(found) = scan.frames.get(at).filter(|_| at != 0) {
        if found.kind == FrameKind::Block && found.end.is_some() {
            let before = scan.tokens.partition_point(|token| token.start < found.start);
            let before = scan.tokens.get(..before).unwrap_or_default();
            // A block that `&` runs has variables of its own, too.
            let is_called =
                before.last().is_some_and(|token| token.kind == Kind::Call && scan.of_token(token) == "&");
            let is_function = is_called
                || before
                    .iter()
                    .rev()
                    .take_while(|token| token.kind != Kind::Separator || token.frame != found.parent)
                    .any(|token| token.kind == Kind::Name && token.frame == found.parent);
            if is_function {
                return true;
            }
        }
        at = found.parent;
    }
    false
}

/// Variables of the session by name, each once; the innermost scope's counts.
fn in_session(engine: &mut Engine) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for scope in engine.scope.clone().chain() {
        for (name, place) in scope.variables() {
            let (value, description) = match &place {
                Slot::Plain(value) => (value.clone(), String::new()),
                Slot::Cell(cell) => (cell.value.borrow().clone(), cell.description.borrow().clone()),
                Slot::Unset => continue,
            };
            found.push((name.to_string(), tool_tip(&name, &value, &description)));
        }
    }
    found.extend(SESSION.iter().map(|name| ((*name).to_string(), format!("${name}"))));
    found.sort_by_key(|(name, _)| name.to_lowercase());
    found.dedup_by(|next, kept| next.0.eq_ignore_ascii_case(&kept.0));
    found
}

/// `[int]$name - description`; a variable without a value is named alone.
fn tool_tip(name: &str, value: &Value, description: &str) -> String {
    let shown = match value {
        Value::Null | Value::Empty => name.to_string(),
        _ => format!("[{}]${name}", shown_name(&type_of(value))),
    };
    if description.is_empty() { shown } else { format!("{shown} - {description}") }
}

/// `$env:PA`: items of a drive whose content variables can read.
fn on_drive(engine: &mut Engine, drive: &str, word: &str, braced: bool) -> Vec<CompletionResult> {
    let names: Vec<String> = match drive.to_ascii_lowercase().as_str() {
        "env" => engine.environment.keys().cloned().collect(),
        "function" => super::commands::functions(engine),
        "alias" => engine.aliases().iter().map(|alias| alias.name.to_string()).collect(),
        "variable" => in_session(engine).into_iter().map(|(name, _)| name).collect(),
        _ => return Vec::new(),
    };
    let mut names: Vec<String> = names.into_iter().filter(|name| begins(name, word)).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    let scope = format!("{drive}:");
    names.iter().map(|name| result('$', &scope, name, braced, name.clone())).collect()
}

/// Names of drives, for parameters that take one.
pub fn drives(engine: &Engine) -> Vec<String> {
    let drives: Vec<std::rc::Rc<provider::Drive>> = engine.all_drives();
    drives.iter().map(|drive| drive.name.to_string()).collect()
}

/// Names of all variables of the session.
pub fn names(engine: &mut Engine) -> Vec<String> {
    in_session(engine).into_iter().map(|(name, _)| name).collect()
}
